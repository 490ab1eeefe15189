import fc from 'fast-check';
import type { Listing } from '../../../src/domain/catalog/listing';
import { decideMatch, isSkuFree } from '../../../src/domain/catalog/matching';
import { looseSku } from '../../../src/domain/catalog/skuForms';
import { skuDifferences } from '../../../src/domain/catalog/skuLikeness';
import { item, listing, matchInput, product } from './catalogExamples';

const codes = (input: ReturnType<typeof matchInput>): readonly string[] => decideMatch(input).issues.map(({ code }) => code);

test('S43, S96: the product with the equal SKU is the match', () => {
	expect(decideMatch(matchInput({ candidates: [product('HP-MUG')] }))).toEqual({ kind: 'match', product: product('HP-MUG'), issues: [] });
});

describe('S95: the other listings of an ASIN', () => {
	test('decide before the SKU does', () => {
		expect(decideMatch(matchInput({ sameAsin: [product('TWIN'), product('TWIN')], candidates: [product('HP-MUG')] }))).toMatchObject({ kind: 'match', product: { sku: 'TWIN' } });
	});

	test('that are linked to different products decide nothing, and nothing is created', () => {
		const decision = decideMatch(matchInput({ settings: { createProducts: true }, sameAsin: [product('A'), product('B')], candidates: [product('HP-MUG')] }));
		expect(decision).toMatchObject({ kind: 'none', mayCreate: false, issues: [{ code: 'catalog.ambiguousAsin', blocking: true, message: expect.stringContaining('A, B') as string }] });
	});

	test('that are linked to deprecated products are passed over', () => {
		expect(decideMatch(matchInput({ sameAsin: [product('OLD', { active: false }), product('B')] }))).toMatchObject({ kind: 'match', product: { sku: 'B' } });
		expect(decideMatch(matchInput({ sameAsin: [product('OLD', { active: false })], candidates: [product('HP-MUG')] }))).toMatchObject({ kind: 'match', product: { sku: 'HP-MUG' } });
	});
});

test('S44: with manual matching nothing is linked or created, likeness is told all the same', () => {
	const exact = matchInput({ settings: { matchManually: true }, sameAsin: [product('TWIN')], candidates: [product('HP-MUG')] });
	expect(decideMatch(exact)).toEqual({ kind: 'none', mayCreate: false, issues: [] });
	const alike = matchInput({ settings: { matchManually: true }, alike: [product('0HP-MUG')] });
	expect(decideMatch(alike)).toMatchObject({ kind: 'none', mayCreate: false, issues: [{ code: 'catalog.skuLooksAlike' }] });
});

describe('S46, S115: a product is created', () => {
	test.each([
		['when the settings want it and the SKU is free', { settings: { createProducts: true } }, true],
		['not when the settings do not want it', {}, false],
		['not when a product has the SKU in other case', { settings: { createProducts: true }, candidates: [product('hp-mug')] }, false],
		['not when a deprecated product has the SKU', { settings: { createProducts: true }, candidates: [product('HP-MUG', { active: false })] }, false],
		['also beside a product whose SKU is merely alike', { settings: { createProducts: true }, alike: [product('0HP-MUG')] }, true],
		['from the listing alone where Amazon knows no item', { settings: { createProducts: true }, item: undefined }, true],
		['not where it may be a parent: no item, no channel', { settings: { createProducts: true }, item: undefined, listing: listing({ fulfillmentChannel: undefined }) }, false],
	] as const)('%s', (_title, over, mayCreate) => {
		expect(decideMatch(matchInput(over))).toMatchObject({ kind: 'none', mayCreate });
	});

	test('is offered by hand when no product has the SKU as Cin7 Core compares them', () => {
		expect([isSkuFree('New', [product('Other')]), isSkuFree('New ', [product('NEW', { active: false })])]).toEqual([true, false]);
	});
});

describe('what is no goods', () => {
	test('a variation parent: no match, no product, no issue', () => {
		expect(decideMatch(matchInput({ settings: { createProducts: true }, item: item({ variationParent: true }), candidates: [product('HP-MUG')] }))).toEqual({ kind: 'none', mayCreate: false, issues: [] });
	});

	const incomplete: readonly Partial<Listing>[] = [{ asin: undefined }, { availability: 'incomplete' }];

	test.each(incomplete)('a draft %j: told, and no product is made of it', (over) => {
		expect(decideMatch(matchInput({ settings: { createProducts: true }, listing: listing(over) }))).toMatchObject({ kind: 'none', mayCreate: false, issues: [{ code: 'catalog.listingIncomplete', blocking: false }] });
	});

	test.each(incomplete)('D1: a SKU %j of an order still finds the product with that SKU, unless a person is to choose', (over) => {
		const input = { listing: listing(over), candidates: [product('HP-MUG')] };
		expect(decideMatch(matchInput(input))).toMatchObject({ kind: 'match', product: { sku: 'HP-MUG' } });
		expect(decideMatch(matchInput({ ...input, settings: { matchManually: true } }))).toMatchObject({ kind: 'none', mayCreate: false, issues: [{ code: 'catalog.listingIncomplete' }] });
	});
});

describe('P57: SKUs', () => {
	test('that differ in case alone are told, and match when the user says so', () => {
		const input = { candidates: [product('hp-mug')] };
		expect(decideMatch(matchInput(input))).toMatchObject({ kind: 'none', issues: [{ code: 'catalog.skuDiffersInCase', blocking: false }] });
		expect(decideMatch(matchInput({ ...input, settings: { ignoreSkuCase: true } }))).toMatchObject({ kind: 'match', product: { sku: 'hp-mug' }, issues: [] });
	});

	test('equal byte for byte win over those in other case, and nothing is told', () => {
		expect(decideMatch(matchInput({ settings: { ignoreSkuCase: true }, candidates: [product('hp-mug'), product('HP-MUG')] }))).toEqual({ kind: 'match', product: product('HP-MUG'), issues: [] });
		expect(codes(matchInput({ candidates: [product('HP-MUG')], alike: [product('0HP-MUG')] }))).toEqual([]);
	});

	test('with blanks at their ends are no match, not even without regard to case, and keep a product from being created', () => {
		const input = matchInput({ settings: { ignoreSkuCase: true, createProducts: true }, listing: listing({ sellerSku: 'HP-MUG ' }), candidates: [product('hp-mug')] });
		expect(decideMatch(input)).toMatchObject({ kind: 'none', mayCreate: false, issues: [{ code: 'catalog.skuLooksAlike', message: expect.stringContaining('blanks, upper and lower case') as string }] });
	});

	test('a product that is found both ways is told once', () => {
		expect(codes(matchInput({ listing: listing({ sellerSku: 'HP-MUG ' }), candidates: [product('HP-MUG')], alike: [product('HP-MUG')] }))).toEqual(['catalog.skuLooksAlike']);
	});

	test('with hidden characters are told where nothing is alike, and not once they are matched', () => {
		const hidden = listing({ sellerSku: 'HP\u200b-MUG' });
		expect(codes(matchInput({ listing: hidden }))).toEqual(['catalog.skuHasHiddenCharacters']);
		expect(codes(matchInput({ listing: hidden, candidates: [product('HP\u200b-MUG')] }))).toEqual([]);
	});

	test.each([
		['00123', '123', ['leading zeros']],
		['HP\u200b-MUG', 'HP-MUG', ['a hidden character (U+200B)']],
		['HP MUG', 'HP-MUG '.replace('-', ''), ['blanks']],
		['ＨＰ', 'HP', ['the width or form of a letter']],
		['u\u0308', '\u00fc', ['the width or form of a letter']],
		['\u00a000123', '123', ['a hidden character (U+00A0)', 'leading zeros']],
		['mug', 'Mug', ['upper and lower case']],
		['same', 'same', []],
	])('%j and %j differ in %j', (a, b, differences) => {
		expect(skuDifferences(a, b)).toEqual(differences);
		expect(looseSku(a)).toBe(looseSku(b));
	});

	test('of one loose form that are not equal always have a difference that can be named', () => {
		const sku = fc.array(fc.constantFrom('0', 'a', 'A', ' ', '\u00a0', '\u200b', '\t', 'Ａ', '\u0130', '\ufb01', '-'), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''));
		fc.assert(fc.property(sku, sku, (a, b) => {
			fc.pre(a !== b && looseSku(a) === looseSku(b));
			expect(skuDifferences(a, b)).not.toEqual([]);
		}));
	});
});

test('a deprecated product is no match, and the listing waits', () => {
	expect(decideMatch(matchInput({ settings: { createProducts: true }, candidates: [product('HP-MUG', { active: false })] }))).toMatchObject({ kind: 'none', mayCreate: false, issues: [{ code: 'catalog.productDeprecated', blocking: true }] });
});

describe('P56: the field that finds the product', () => {
	const ean = { type: 'EAN', value: '4006381333931' } as const;
	const upc = { type: 'UPC', value: '036000291452' } as const;

	test.each([
		['ASIN as SKU', { settings: { matchBy: 'asin' }, candidates: [product('B0DEMO0001')] }, 'B0DEMO0001'],
		['ASIN as barcode', { settings: { matchBy: 'asin' }, candidates: [product('X', { barcode: 'B0DEMO0001' })] }, 'X'],
		['another ASIN', { settings: { matchBy: 'asin' }, candidates: [product('B0DEMO0002')] }, undefined],
		['the SKU, when the ASIN is to find it', { settings: { matchBy: 'asin' }, candidates: [product('HP-MUG')] }, undefined],
		['barcode of the item', { settings: { matchBy: 'barcode' }, item: item({ identifiers: [ean] }), candidates: [product('X', { barcode: ean.value })] }, 'X'],
		['barcode that the listing was made with', { settings: { matchBy: 'barcode' }, listing: listing({ identifier: ean }), candidates: [product('X', { barcode: ` ${ean.value}` })] }, 'X'],
		['UPC kept as EAN', { settings: { matchBy: 'barcode' }, item: item({ identifiers: [upc] }), candidates: [product('X', { barcode: `0${upc.value}` })] }, 'X'],
		['another barcode', { settings: { matchBy: 'barcode' }, item: item({ identifiers: [ean] }), candidates: [product('X', { barcode: '96385074' })] }, undefined],
		['no barcode at all', { settings: { matchBy: 'barcode' }, candidates: [product('X')] }, undefined],
	] as const)('%s', (_title, over, sku) => {
		const decision = decideMatch(matchInput(over));
		expect(decision.kind === 'match' ? decision.product.sku : undefined).toBe(sku);
		expect(decision.issues).toEqual([]);
	});

	test('that finds several products decides nothing', () => {
		const input = matchInput({ settings: { matchBy: 'barcode' }, item: item({ identifiers: [ean] }), candidates: [product('X', { barcode: ean.value }), product('Y', { barcode: ean.value })] });
		expect(decideMatch(input)).toMatchObject({ kind: 'none', mayCreate: false, issues: [{ code: 'catalog.ambiguousMatch', blocking: true, message: expect.stringContaining('by barcode: X, Y') as string }] });
	});

	test('passes over a deprecated product beside an active one', () => {
		const input = matchInput({ settings: { matchBy: 'barcode' }, item: item({ identifiers: [ean] }), candidates: [product('X', { barcode: ean.value, active: false }), product('Y', { barcode: ean.value })] });
		expect(decideMatch(input)).toMatchObject({ kind: 'match', product: { sku: 'Y' } });
	});
});
