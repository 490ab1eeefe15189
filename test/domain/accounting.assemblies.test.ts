import { assembliesNeeded } from '../../src/domain/accounting/planAssemblies';
import type { KnownProduct } from '../../src/domain/catalog/product';
import { line } from './partExamples';

const product = (id: string, over: Partial<KnownProduct> = {}): KnownProduct => ({ id, sku: `SKU-${id}`, name: id, active: true, assembly: { inventoryAccount: '630' }, ...over });
const products = new Map([product('kit'), product('set', { assembly: {} }), product('mug', { assembly: undefined })].map((each) => [each.id, each]));
const lines = (...rows: readonly (readonly [string, number])[]) => rows.map(([productId, quantity]) => line({ productId, quantity }));

test.each([
	['S39', '-3', 2, 5],
	['S40', '1', 4, 3],
	['S41', '5', 4, undefined],
	['D12', '4', 4, undefined],
	['S40', '0', 4, 4],
	['S40', '1.5', 4, 3],
	['S41', '3.999', 3, undefined],
	['S39', '-0.5', 2, 3],
])('%s: for minimum quantity, %s available and %d ordered assembles %s', (_row, available, ordered, quantity) => {
	expect(assembliesNeeded('minimumQuantity', lines(['kit', ordered]), products, new Map([['kit', available]])).map((each) => each.quantity)).toEqual(quantity === undefined ? [] : [quantity]);
});

test('S38: for ordered quantity, stock is not looked at', () => {
	expect(assembliesNeeded('orderedQuantity', lines(['kit', 2]), products, new Map([['kit', '100']]))).toEqual([{ productId: 'kit', sku: 'SKU-kit', quantity: 2, account: '630' }]);
});

test('S38: lines of one product are one assembly, and one stock', () => {
	expect(assembliesNeeded('orderedQuantity', lines(['kit', 2], ['set', 1], ['kit', 3]), products).map(({ productId, quantity }) => [productId, quantity])).toEqual([['kit', 5], ['set', 1]]);
	expect(assembliesNeeded('minimumQuantity', lines(['kit', 2], ['kit', 3]), products, new Map([['kit', '4']])).map(({ quantity }) => quantity)).toEqual([1]);
});

test('S40: a product that no stock is known of has none', () => {
	expect(assembliesNeeded('minimumQuantity', lines(['kit', 2]), products).map(({ quantity }) => quantity)).toEqual([2]);
});

test('S38: only products with a bill of materials are assembled, and none where the store does not want it', () => {
	expect(assembliesNeeded('orderedQuantity', lines(['mug', 2], ['unknown', 1]), products)).toEqual([]);
	expect(assembliesNeeded('none', lines(['kit', 2]), products)).toEqual([]);
});

test('S38: a product without an inventory account says so by having none', () => {
	expect(assembliesNeeded('orderedQuantity', lines(['set', 1]), products)).toEqual([{ productId: 'set', sku: 'SKU-set', quantity: 1 }]);
});
