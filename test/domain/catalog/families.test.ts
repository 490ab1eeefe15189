import fc from 'fast-check';
import { familyName, familySku, groupFamilies, optionNames, type Family, type FamilyRow } from '../../../src/domain/catalog/families';
import type { CatalogItem, Listing, VariationOption } from '../../../src/domain/catalog/listing';
import { familyMember, planFamily, type FamilyContext, type FamilyPlan } from '../../../src/domain/catalog/planFamily';
import type { KnownFamily } from '../../../src/domain/catalog/product';
import { foldedName } from '../../../src/domain/catalog/productNames';
import { item, listing } from './catalogExamples';

type Options = Readonly<Record<string, string>>;
const options = (values: Options): readonly VariationOption[] => Object.entries(values).map(([name, value]) => ({ name, value }));

/** A variant's row: its SKU, and an ASIN made of it unless one is given. */
function row(sellerSku: string, values: Options, over: { asin?: string; productId?: string; status?: FamilyRow['status']; listing?: Partial<Listing>; item?: Partial<CatalogItem> } = {}): FamilyRow {
	const asin = over.asin ?? `ASIN-${sellerSku}`;
	return {
		listing: listing({ sellerSku, asin, title: `Mug ${sellerSku}`, ...over.listing }),
		item: item({ asin, parentAsin: 'B0PARENT01', options: options(values), topCategory: 'Kitchen', brand: 'Harbor', ...over.item }),
		status: over.status ?? 'listed',
		...(over.productId === undefined ? {} : { link: { productId: over.productId } }),
	};
}

const parent = (over: Partial<CatalogItem> = {}): CatalogItem => item({ asin: 'B0PARENT01', title: 'Mug', variationParent: true, ...over });
const parents = (...known: readonly CatalogItem[]): ReadonlyMap<string, CatalogItem> => new Map(known.map((each) => [each.asin, each]));

function family(rows: readonly FamilyRow[], known: readonly CatalogItem[] = [parent()]): Family {
	const [found] = groupFamilies(rows, parents(...known)).families;
	if (!found) throw new Error('No family');
	return found;
}

const known = (over: Partial<KnownFamily> = {}): KnownFamily => ({ id: 'f-mug', sku: 'MUG-FAMILY', name: 'Mug', optionNames: ['Color', 'Size'], products: [], ...over });

function plan(rows: readonly FamilyRow[], { settings, ...over }: Partial<Omit<FamilyContext, 'settings'>> & { settings?: Partial<FamilyContext['settings']> } = {}, parentItems?: readonly CatalogItem[]): FamilyPlan {
	return planFamily(family(rows, parentItems), { candidates: [], defaultLocation: 'Main Warehouse', settings: { amazonIsMaster: false, unitOfMeasure: 'Item', costingMethod: 'FIFO', ...settings }, ...over });
}

const states = (planned: FamilyPlan): Readonly<Record<string, string>> => (planned.kind === 'held' ? {} : Object.fromEntries(planned.variants.map(({ rows, state }) => [rows[0]?.listing.sellerSku, state])));
const codes = (planned: FamilyPlan): Readonly<Record<string, readonly string[]>> => (planned.kind === 'held' ? {} : Object.fromEntries(planned.variants.map(({ rows, issues }) => [rows[0]?.listing.sellerSku, issues.map(({ code }) => code)])));

const slate = { Color: 'Slate', Size: 'L' };
const moss = { Color: 'Moss', Size: 'L' };

describe('S89: rows are sorted into families', () => {
	test('by parent ASIN; a row without parent or without options is single, a parent or a canceled row neither', () => {
		const rows = [
			row('B', slate), row('A', moss), row('C', slate, { item: { parentAsin: 'B0PARENT02' } }),
			row('PLAIN', {}, { item: { parentAsin: undefined } }), row('BARE', { Color: ' ' }), row('GONE', slate, { status: 'canceled' }),
			{ listing: listing({ sellerSku: 'P', asin: 'B0PARENT01' }), item: parent(), status: 'listed' } as const,
		];
		const { families, single } = groupFamilies(rows, parents(parent()));
		expect(families.map(({ parentAsin, parent: known, variants }) => [parentAsin, known?.title, variants.map(({ asin }) => asin)])).toEqual([['B0PARENT01', 'Mug', ['ASIN-A', 'ASIN-B']], ['B0PARENT02', undefined, ['ASIN-C']]]);
		expect(single.map(({ listing: { sellerSku } }) => sellerSku)).toEqual(['BARE', 'PLAIN']);
	});

	test('AFN and MFN twins of one ASIN are one variant, with the product of the one that is linked', () => {
		const { variants } = family([row('MUG-MFN', slate, { asin: 'X', productId: 'p' }), row('MUG-AFN', slate, { asin: 'X' })]);
		expect(variants.map(({ rows, productId }) => [rows.map(({ listing: { sellerSku } }) => sellerSku), productId])).toEqual([[['MUG-AFN', 'MUG-MFN'], 'p']]);
	});

	test('a used listing of an ASIN is a good by itself; where there is no new one it is the variant', () => {
		const used = { listing: { condition: 'used_good' } };
		const { families, single } = groupFamilies([row('A-USED', slate, { asin: 'X', ...used }), row('B-NEW', slate, { asin: 'X' }), row('C-USED', moss, used)], parents(parent()));
		expect(families[0]?.variants.map(({ rows }) => rows.map(({ listing: { sellerSku } }) => sellerSku))).toEqual([['B-NEW'], ['C-USED']]);
		expect(single.map(({ listing: { sellerSku } }) => sellerSku)).toEqual(['A-USED']);
	});

	test('whatever order the rows come in', () => {
		const rows = [row('A', slate, { asin: 'X' }), row('B', slate, { asin: 'X' }), row('C', moss), row('D', {}), row('E', moss, { asin: 'Y', listing: { condition: 'used_good' } }), row('F', moss, { asin: 'Y' })];
		const sorted = groupFamilies(rows, parents(parent()));
		fc.assert(fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => expect(groupFamilies(shuffled, parents(parent()))).toEqual(sorted)));
	});
});

describe('a family\'s SKU is', () => {
	const ofParent = (sellerSku: string) => ({ listing: listing({ sellerSku, asin: 'B0PARENT01' }), item: parent(), status: 'listed' } as const);

	test.each([
		['the SKU of the parent\'s listing', [row('A', slate), ofParent('MUG')], 'MUG'],
		['else what a variant calls its parent', [row('A', slate, { listing: { parentSku: 'MUG-P' } })], 'MUG-P'],
		['else the parent ASIN', [row('A', slate)], 'B0PARENT01'],
		['the parent ASIN, where the SKU is longer than 45', [row('A', slate), ofParent('M'.repeat(46))], 'B0PARENT01'],
		['a SKU of 45', [row('A', slate), ofParent('M'.repeat(45))], 'M'.repeat(45)],
	] as const)('%s', (_title, rows, sku) => {
		expect(familySku(family(rows))).toBe(sku);
	});
});

describe('S90, S107: options', () => {
	const five = { Color: 'Slate', Size: 'L', Style: 'Tall', Pattern: 'Plain', Finish: 'Matte' };

	test('are named by the variant that has the most, the first three alone', () => {
		expect(optionNames(family([row('A', slate), row('B', five)]))).toEqual(['Color', 'Size', 'Style']);
	});

	test('beyond the third are left out and told', () => {
		const planned = plan([row('A', five), row('B', { ...five, Color: 'Moss' })]);
		expect(planned).toMatchObject({ kind: 'family', create: { optionNames: ['Color', 'Size', 'Style'] }, variants: [{ name: 'Mug (Slate, L, Tall)', state: 'toCreate', issues: [{ code: 'catalog.moreThanThreeOptions', blocking: false, message: expect.stringContaining('Pattern, Finish are left out') as string }] }, { name: 'Mug (Moss, L, Tall)' }] });
	});

	test('variants that fall together on the first three are held, naming each other; the others go on', () => {
		const planned = plan([row('A', five), row('B', { ...five, Finish: 'Gloss' }), row('C', { ...five, Color: 'Moss' })]);
		expect(states(planned)).toEqual({ A: 'held', B: 'held', C: 'toCreate' });
		expect(planned).toMatchObject({ variants: [{ issues: [{ code: 'catalog.variantsFallTogether', blocking: true, message: expect.stringContaining('A, B would all be Mug (Slate, L, Tall)') as string }, { code: 'catalog.moreThanThreeOptions' }] }, {}, {}] });
	});

	test('S97: so are variants whose names alone fall together, in any case', () => {
		expect(states(plan([row('A', { Color: 'Red, L', Size: 'X' }), row('B', { Color: 'red', Size: 'l, x' })]))).toEqual({ A: 'held', B: 'held' });
	});

	test('a variant without a value for one of them is held', () => {
		const planned = plan([row('A', slate), row('B', { Color: 'Moss' })]);
		expect([states(planned), codes(planned)]).toEqual([{ A: 'toCreate', B: 'held' }, { A: [], B: ['catalog.optionMissing'] }]);
	});
});

test('S89, S94: a family that is new: its fields, and what each variant needs', () => {
	const planned = plan([row('A', slate), row('B', moss, { productId: 'p-moss' })]);
	expect(planned).toMatchObject({
		kind: 'family',
		name: 'Mug',
		create: { sku: 'B0PARENT01', name: 'Mug', category: 'Kitchen', brand: 'Harbor', unitOfMeasure: 'Item', costingMethod: 'FIFO', defaultLocation: 'Main Warehouse', optionNames: ['Color', 'Size'] },
		variants: [{ asin: 'ASIN-A', name: 'Mug (Slate, L)', state: 'toCreate', issues: [] }, { asin: 'ASIN-B', name: 'Mug (Moss, L)', state: 'toAdd', productId: 'p-moss', issues: [] }],
	});
	expect(planned).not.toHaveProperty('existing');
	expect(planned.kind === 'family' && planned.variants.map((variant) => familyMember(variant, 'new'))).toEqual([{ id: 'new', options: ['Slate', 'L'] }, { id: 'new', options: ['Moss', 'L'] }]);
});

test('a new family takes category and brand of its parent first', () => {
	expect(plan([row('A', slate)], {}, [parent({ topCategory: 'Home', brand: 'Pine' })])).toMatchObject({ create: { category: 'Home', brand: 'Pine' } });
});

describe('S91, S94: an existing family', () => {
	test.each([
		['by name, in any case', { candidates: [known({ name: 'MUG ' })] }, 'f-mug'],
		['by its SKU', { candidates: [known({ sku: 'b0parent01', name: 'Other' })] }, 'f-mug'],
		['linked before, whatever its name', { linked: known({ id: 'f-linked', name: 'Renamed' }), candidates: [known()] }, 'f-linked'],
		['found twice, once', { candidates: [known(), known()] }, 'f-mug'],
		['by SKU among several of that name', { candidates: [known({ id: 'f-2' }), known({ sku: 'B0PARENT01' })] }, 'f-mug'],
		['not by another name', { candidates: [known({ name: 'Mugs' })] }, undefined],
	])('is found %s', (_title, over, id) => {
		const planned = plan([row('A', slate)], over);
		expect(planned.kind === 'family' && planned.existing?.id).toBe(id);
		expect(planned.kind === 'family' && planned.create === undefined).toBe(id !== undefined);
	});

	test('of several with the name none is taken', () => {
		expect(plan([row('A', slate)], { candidates: [known(), known({ id: 'f-2', sku: 'MUG-2' })] })).toMatchObject({ kind: 'held', issues: [{ code: 'catalog.ambiguousFamily', blocking: true, message: expect.stringContaining('MUG-FAMILY, MUG-2') as string }] });
	});

	test('knows its members; a product comes in, a variant of its own is not doubled', () => {
		const existing = known({ products: [{ id: 'p-slate', options: ['Slate', 'L'] }, { id: 'p-own', options: ['moss', 'L'] }] });
		const planned = plan([row('A', slate, { productId: 'p-slate' }), row('B', moss), row('C', { Color: 'Sand', Size: 'L' }, { productId: 'p-sand' }), row('D', { Color: 'Clay', Size: 'L' })], { linked: existing });
		expect(states(planned)).toEqual({ A: 'member', B: 'held', C: 'toAdd', D: 'toCreate' });
		expect(codes(planned)).toMatchObject({ B: ['catalog.variantTaken'] });
	});

	test('keeps the order and the words of its options', () => {
		const planned = plan([row('A', slate)], { linked: known({ optionNames: ['size', 'COLOR'] }) });
		expect(planned).toMatchObject({ variants: [{ options: [{ name: 'size', value: 'L' }, { name: 'COLOR', value: 'Slate' }] }] });
	});

	test('with a single option takes the single option of Amazon, whatever they are called', () => {
		expect(plan([row('A', { Farbe: 'Schiefer' })], { linked: known({ optionNames: ['Color'] }) })).toMatchObject({ variants: [{ options: [{ name: 'Color', value: 'Schiefer' }], name: 'Mug (Schiefer)' }] });
	});

	test('whose options are others is left alone', () => {
		expect(plan([row('A', slate)], { linked: known({ optionNames: ['Material', 'Size'] }) })).toMatchObject({ kind: 'held', issues: [{ code: 'catalog.familyOptionsDiffer', blocking: true }] });
	});

	test('gets a product once, even where two variants are linked to it', () => {
		expect(states(plan([row('A', slate, { productId: 'p' }), row('B', moss, { productId: 'p' })], { linked: known() }))).toEqual({ A: 'toAdd', B: 'member' });
	});

	test('S48: is renamed, and a member changed, by master source alone', () => {
		const rows = [row('A', slate, { productId: 'p' })];
		const linked = known({ name: 'Becher', products: [{ id: 'p', options: ['Grey', 'L'] }] });
		const left = plan(rows, { linked });
		expect([left.kind === 'family' && [left.name, left.rename], states(left)]).toEqual([['Becher', undefined], { A: 'member' }]);
		const mastered = plan(rows, { linked, settings: { amazonIsMaster: true } });
		expect([mastered.kind === 'family' && [mastered.name, mastered.rename], states(mastered)]).toEqual([['Mug', 'Mug'], { A: 'toChange' }]);
	});
});

test('a family without a title is held, unless it is linked already', () => {
	expect(familyName(family([row('A', slate)], []))).toBeUndefined();
	expect(plan([row('A', slate)], {}, [])).toMatchObject({ kind: 'held', issues: [{ code: 'catalog.familyUnnamed', message: expect.stringContaining('B0PARENT01, the parent of A') as string }] });
	expect(plan([row('A', slate)], { linked: known(), settings: { amazonIsMaster: true } }, [])).toMatchObject({ kind: 'family', name: 'Mug' });
});

test('S97: names of what is created or added are unique within a family, whatever the options are', () => {
	const value = fc.oneof(fc.constantFrom('Red', 'red', 'Red, L', 'L', '', ' '), fc.string({ maxLength: 4 }));
	const variants = fc.array(fc.record({ Color: value, Size: value, Style: value, Finish: value }), { minLength: 1, maxLength: 8 });
	fc.assert(fc.property(variants, fc.integer({ min: 1, max: 4 }), fc.boolean(), (all, count, isLong) => {
		const rows = all.map((values, at) => row(`SKU-${at}`, Object.fromEntries(Object.entries(values).slice(0, count)), at % 3 === 0 ? { productId: `p-${at}` } : {}));
		if (groupFamilies(rows, parents()).families.length === 0) return;
		const planned = plan(rows, { candidates: [known({ optionNames: ['Color'], products: [{ id: 'own', options: ['Red'] }] })].slice(0, count === 1 ? 1 : 0) }, [parent({ title: isLong ? 'M'.repeat(300) : 'Mug' })]);
		expect(planned.kind).toBe('family');
		const free = planned.kind === 'family' ? planned.variants.filter(({ state }) => state !== 'held') : [];
		const names = free.map(({ name }) => foldedName(name));
		expect(new Set(names).size).toBe(names.length);
		expect(names.every((name) => name.length <= 256)).toBe(true);
		expect(free.every(({ options: own }) => own.every((option) => option.value !== ''))).toBe(true);
	}));
});
