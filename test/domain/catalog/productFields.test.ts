import fc from 'fast-check';
import { changedFields } from '../../../src/domain/catalog/changedFields';
import { newProduct, productSku } from '../../../src/domain/catalog/newProduct';
import type { ProductFields } from '../../../src/domain/catalog/product';
import { productFields, type ProductContext } from '../../../src/domain/catalog/productFields';
import { foldedName, variantName } from '../../../src/domain/catalog/productNames';
import { store } from '../orderExamples';
import { item, listing } from './catalogExamples';

const context = (over: Partial<ProductContext> = {}): ProductContext => ({ store: store(), tenant: {}, priceTier: 'Tier 1', ...over });
const fieldsOf = (...[over = {}, itemOver = {}, contextOver = {}]: [Parameters<typeof listing>[0]?, Parameters<typeof item>[0]?, Partial<ProductContext>?]) => productFields(listing(over), item(itemOver), context(contextOver));
const codes = (notes: readonly { readonly code: string }[]): readonly string[] => notes.map(({ code }) => code);

test('S93, S101-S106, D10: every field of the map', () => {
	const full = item({
		topCategory: 'Home & Kitchen', brand: 'Harbor & Pine', description: 'Holds tea.', smallImageUrl: 'https://images.example/small.jpg',
		identifiers: [{ type: 'UPC', value: '036000291452' }, { type: 'EAN', value: '4006381333931' }],
		weight: { value: '1', unit: 'pounds' }, length: { value: '5', unit: 'inches' }, width: { value: '4', unit: 'inches' }, height: { value: '3.5', unit: 'inches' },
	});
	expect(productFields(listing(), full, context())).toEqual({
		fields: {
			name: 'Stoneware Mug', category: 'Home & Kitchen', brand: 'Harbor & Pine', description: 'Holds tea.', barcode: '4006381333931', pictureUrl: 'https://images.example/small.jpg',
			weight: '0.4536', weightUnits: 'kg', length: '12.7', width: '10.16', height: '8.89', dimensionsUnits: 'cm',
			price: { tier: 'Tier 1', amount: '18.50' }, saleTaxRule: 'Tax on Sales',
		},
		notes: [],
	});
});

test('what Amazon does not give is not among the fields: nothing of it is ever cleared', () => {
	const bare = productFields({ sellerSku: 'HP-MUG', availability: 'active' }, undefined, context({ store: store({ taxRules: {} }) }));
	expect(bare).toEqual({ fields: {}, notes: [] });
});

test.each([
	['the listing before the item', { title: 'Mug', description: 'Mine' }, { title: 'Cup', description: 'Theirs' }, { name: 'Mug', description: 'Mine' }],
	['the item where the listing has none', { title: ' ', description: '' }, { title: 'Cup', description: 'Theirs' }, { name: 'Cup', description: 'Theirs' }],
	['a title of several lines as one', { title: ' A\tmug\n for  tea ' }, {}, { name: 'A mug for tea' }],
	['the picture of the listing where the item has none', { imageUrl: 'https://images.example/main.jpg' }, {}, { pictureUrl: 'https://images.example/main.jpg' }],
	['the small picture first', { imageUrl: 'https://images.example/main.jpg' }, { smallImageUrl: 'https://images.example/small.jpg' }, { pictureUrl: 'https://images.example/small.jpg' }],
])('S101, S105: %s', (_title, over, itemOver, expected) => {
	expect(fieldsOf(over, itemOver).fields).toMatchObject(expected);
});

test('S102, D10: units of the tenant; a unit that nobody knows is left out and told', () => {
	const measured = fieldsOf({}, { weight: { value: '8', unit: 'ounces' }, length: { value: '1', unit: 'spans' }, width: { value: '25.4', unit: 'mm' } }, { tenant: { weightUnits: 'lb', dimensionsUnits: 'in' } });
	expect(measured.fields).toMatchObject({ weight: '0.5', weightUnits: 'lb', width: '1', dimensionsUnits: 'in' });
	expect(measured.fields).not.toHaveProperty('length');
	expect(measured.notes).toMatchObject([{ code: 'catalog.measureUnknown', blocking: false, message: expect.stringContaining('length of listing HP-MUG was left out: its unit spans') as string }]);
});

test('D10: a wrong check digit is passed over; told where no right one is left', () => {
	const wrong = { type: 'EAN', value: '4006381333932' } as const;
	expect(fieldsOf({ identifier: wrong }, { identifiers: [{ type: 'ISBN', value: '316148410X' }] })).toMatchObject({ fields: { barcode: '9783161484100' }, notes: [] });
	const none = fieldsOf({ identifier: wrong });
	expect(none.fields).not.toHaveProperty('barcode');
	expect(codes(none.notes)).toEqual(['catalog.barcodeInvalid']);
});

describe('S29, S104: the price', () => {
	test('of another currency than the store\'s is left out and told', () => {
		const foreign = fieldsOf({ price: { amount: '18.50', currency: 'EUR' } });
		expect(foreign.fields).not.toHaveProperty('price');
		expect(codes(foreign.notes)).toEqual(['catalog.priceCurrency']);
	});

	test.each([
		['no tier', {}, { priceTier: undefined }],
		['no price', { price: undefined }, {}],
		['a price of zero', { price: { amount: '0.00', currency: 'USD' } }, {}],
	] as const)('is left out without a word: %s', (_title, over, contextOver) => {
		const { fields, notes } = fieldsOf(over, {}, contextOver);
		expect([fields.price, notes]).toEqual([undefined, []]);
	});
});

test.each([
	['Default Tax Lines', { lines: 'A', taxFree: 'B' }, 'A'],
	['else Tax Free', { taxFree: 'B' }, 'B'],
	['else none', {}, undefined],
])('S106: sale tax rule: %s', (_title, taxRules, rule) => {
	expect(fieldsOf({}, {}, { store: store({ taxRules }) }).fields.saleTaxRule).toBe(rule);
});

describe('S97: names', () => {
	const options = ['Slate', 'L', 'Tall', 'Matte'].map((value, at) => ({ name: `Option ${at}`, value }));

	test('S90: of variants: the family and the first three values', () => {
		expect(variantName('Mug', options)).toBe('Mug (Slate, L, Tall)');
		expect(fieldsOf({ title: 'Mug, Slate, L' }, {}, { family: { name: 'Mug', options } }).fields.name).toBe('Mug (Slate, L, Tall)');
	});

	test('that are too long lose the end of the family\'s name, not the options', () => {
		const name = variantName('M'.repeat(300), options);
		expect(name).toHaveLength(256);
		expect(name).toMatch(/^M+… \(Slate, L, Tall\)$/);
	});

	test('are not cut through the middle of a character, and it is told', () => {
		const { fields, notes } = fieldsOf({ title: `${'x'.repeat(254)}\u{1F375}${'y'.repeat(50)}` });
		expect(fields.name).toBe(`${'x'.repeat(254)}…`);
		expect(codes(notes)).toEqual(['catalog.nameShortened']);
		expect(fieldsOf({ title: 'x'.repeat(256) })).toMatchObject({ fields: { name: 'x'.repeat(256) }, notes: [] });
	});
});

describe('S46: a new product', () => {
	const created = (over: Parameters<typeof listing>[0] = {}, itemOver: Parameters<typeof item>[0] = {}, takenNames: readonly string[] = []) =>
		newProduct(listing(over), item(itemOver), { ...context(), takenNames: new Set(takenNames.map(foldedName)) });

	test('has the settings\' unit and costing method, and a category where Amazon has none', () => {
		expect(created()).toEqual({ kind: 'product', notes: [], product: { sku: 'HP-MUG', name: 'Stoneware Mug', category: 'Amazon', price: { tier: 'Tier 1', amount: '18.50' }, saleTaxRule: 'Tax on Sales', unitOfMeasure: 'Item', costingMethod: 'FIFO' } });
		expect(created({}, { topCategory: 'Books' })).toMatchObject({ product: { category: 'Books' } });
	});

	test.each([
		['the seller\'s own', {}, {}, 'HP-MUG'],
		['the seller\'s own, for books too', { sellerSku: 'BOOK', identifier: { type: 'ISBN', value: '316148410X' } }, {}, 'BOOK'],
		['with its blanks', { sellerSku: ' 00 1 ' }, {}, ' 00 1 '],
		['the ISBN of a book without one', { sellerSku: '' }, { identifiers: [{ type: 'ISBN', value: '316148410X' }] }, '316148410X'],
		['the ASIN of a book whose ISBN is wrong', { sellerSku: '' }, { identifiers: [{ type: 'ISBN', value: '3161484101' }] }, 'B0DEMO0001'],
		['else the ASIN', { sellerSku: ' ' }, { identifiers: [{ type: 'EAN', value: '4006381333931' }] }, 'B0DEMO0001'],
		['none', { sellerSku: '', asin: undefined }, {}, undefined],
	] as const)('S100: its SKU: %s', (_title, over, itemOver, sku) => {
		expect(productSku(listing(over), item(itemOver))).toBe(sku);
	});

	test.each([
		['a SKU of more than 50 characters', { sellerSku: 'S'.repeat(51) }, [], ['catalog.skuTooLong']],
		['no SKU of any kind', { sellerSku: '', asin: undefined }, [], ['catalog.skuMissing']],
		['a name that another product has', {}, ['stoneware mug'], ['catalog.nameTaken']],
		['all reasons at once', { sellerSku: 'S'.repeat(51), title: 'Taken' }, ['TAKEN'], ['catalog.skuTooLong', 'catalog.nameTaken']],
	] as const)('is held: %s', (_title, over, taken, expected) => {
		const plan = created(over, {}, taken);
		expect(plan.kind === 'held' && plan.issues.every(({ blocking }) => blocking) && codes(plan.issues)).toEqual(expected);
	});

	test('is held without a title, and takes a SKU of 50 characters', () => {
		expect(newProduct(listing({ title: undefined }), undefined, { ...context(), takenNames: new Set() })).toMatchObject({ kind: 'held', issues: [{ code: 'catalog.titleMissing' }] });
		expect(created({ sellerSku: 'S'.repeat(50) })).toMatchObject({ kind: 'product' });
	});
});

describe('S48: what master source overwrites', () => {
	const before: Partial<ProductFields> = { name: 'Mug', brand: 'Harbor', weight: '0.5', weightUnits: 'kg', length: '10', width: '5', dimensionsUnits: 'cm', price: { tier: 'Tier 1', amount: '18.50' } };

	test.each([
		['nothing, when nothing changed', before, {}],
		['a changed name', { ...before, name: 'Cup' }, { name: 'Cup' }],
		['a field that is new', { ...before, barcode: '96385074' }, { barcode: '96385074' }],
		['not one that Amazon no longer gives', { name: 'Mug' }, {}],
		['not one that Amazon gives as undefined', { ...before, brand: undefined }, {}],
		['not a number written otherwise', { ...before, weight: '0.50', price: { tier: 'Tier 1', amount: '18.5' } }, {}],
		['a changed amount', { ...before, price: { tier: 'Tier 1', amount: '19' } }, { price: { tier: 'Tier 1', amount: '19' } }],
		['a changed tier', { ...before, price: { tier: 'Tier 2', amount: '18.50' } }, { price: { tier: 'Tier 2', amount: '18.50' } }],
		['a weight with its unit', { ...before, weight: '0.6' }, { weight: '0.6', weightUnits: 'kg' }],
		['all dimensions when their unit changed', { ...before, length: '100', width: '50', dimensionsUnits: 'mm' }, { length: '100', width: '50', dimensionsUnits: 'mm' }],
		['the other dimensions with one that changed', { ...before, width: '6' }, { length: '10', width: '6', dimensionsUnits: 'cm' }],
	] as const)('%s', (_title, now, expected) => {
		expect(changedFields(before, now)).toEqual(expected);
	});

	test('everything that Amazon gives, where nothing was written before', () => {
		expect(changedFields(undefined, before)).toEqual(before);
	});

	test('once written, nothing of it is left to write', () => {
		const text = fc.option(fc.constantFrom('a', 'b', '1', '1.0'), { nil: undefined });
		const decimal = fc.option(fc.constantFrom('1', '1.0', '2.5'), { nil: undefined });
		const price = fc.option(fc.record({ tier: fc.constantFrom('A', 'B'), amount: fc.constantFrom('1', '1.00', '2') }), { nil: undefined });
		const fields = fc.record({ name: text, category: text, brand: text, barcode: text, description: text, weight: decimal, weightUnits: text, length: decimal, width: decimal, height: decimal, dimensionsUnits: text, price, saleTaxRule: text, pictureUrl: text });
		fc.assert(fc.property(fields, fields, (written, now) => {
			const changed = changedFields(written as Partial<ProductFields>, now as Partial<ProductFields>);
			expect(changedFields({ ...written, ...changed } as Partial<ProductFields>, now as Partial<ProductFields>)).toEqual({});
			for (const [name, value] of Object.entries(changed)) expect(value).toBe(now[name as keyof typeof now]);
		}));
	});
});
