import type { KnownFamily, KnownProduct } from '../../../src/domain/catalog/product';
import type { Bench } from './battery';
import { START } from './fixtures';

const TENANT = 'tenant-1';
const product = (id: string, overrides: Partial<KnownProduct> = {}): KnownProduct => ({ id, sku: `MUG-${id}`, name: `Mug ${id}`, active: true, ...overrides });
const family = (id: string, overrides: Partial<KnownFamily> = {}): KnownFamily => ({ id, sku: `FAM-${id}`, name: `Family ${id}`, optionNames: ['Color'], products: [{ id: 'p', options: ['Slate'] }], ...overrides });
const ids = (found: readonly { readonly id: string }[]): readonly string[] => found.map(({ id }) => id);

export function productTests(bench: () => Promise<Bench>): void {
	describe('index of products', () => {
		test('products are kept as given, the last word of an id counts, deprecated ones stay', async () => {
			const { database: { products } } = await bench();
			const given = [product('1', { sku: ' Mug "1" ', barcode: '4006381333931' }), product('2', { active: false, saleTaxRule: 'Tax on "Sales"', assembly: { inventoryAccount: '120' } }), product('4', { assembly: {} })];
			await products.saveProducts(TENANT, [product('1'), ...given]);
			expect(await products.byId(TENANT, ['1', '2', '3', '4'])).toEqual(given);
			await products.saveProducts(TENANT, [product('1', { sku: 'NEW', name: 'New' }), product('2')]);
			expect(await products.byId(TENANT, ['2'])).toEqual([product('2')]);
			expect(await products.byId(TENANT, ['1'])).toEqual([product('1', { sku: 'NEW', name: 'New' })]);
			for (const found of [await products.bySku(TENANT, ['mug "1"']), await products.byBarcode(TENANT, ['4006381333931']), await products.byName(TENANT, ['Mug 1']), await products.byLooseSku(TENANT, ['mug"1"'])]) expect(found).toEqual([]);
			expect(ids(await products.bySku(TENANT, ['new']))).toEqual(['1']);
		});

		test('P57: SKUs are found folded, loosely in a list of its own', async () => {
			const { database: { products } } = await bench();
			await products.saveProducts(TENANT, [product('1', { sku: 'Becher-Ü' }), product('2', { sku: '00123' }), product('3', { sku: '123' }), product('4', { sku: '1 23\u200b' })]);
			expect(ids(await products.bySku(TENANT, [' BECHER-U\u0308 ', 'nothing']))).toEqual(['1']);
			expect(ids(await products.bySku(TENANT, ['123']))).toEqual(['3']);
			expect(ids(await products.byLooseSku(TENANT, ['123']))).toEqual(['2', '3', '4']);
			expect(ids(await products.byLooseSku(TENANT, ['0１23']))).toEqual(['2', '3', '4']);
		});

		test('P56: products are found by barcode and by name; no barcode is none', async () => {
			const { database: { products } } = await bench();
			await products.saveProducts(TENANT, [product('1', { barcode: 'b00abc', name: 'Harbor Mug' }), product('2', { barcode: '  ', name: 'harbor mug ' }), product('3', { barcode: 'B00ABC' })]);
			expect(ids(await products.byBarcode(TENANT, [' B00ABC']))).toEqual(['1', '3']);
			expect(await products.byBarcode(TENANT, ['', '  '])).toEqual([]);
			expect(ids(await products.byName(TENANT, ['HARBOR MUG']))).toEqual(['1', '2']);
		});

		test('families are kept as given, and found by id, SKU and name', async () => {
			const { database: { products } } = await bench();
			await products.saveFamilies(TENANT, [family('1', { name: 'Old' }), family('1'), family('2', { name: 'Harbor Ü' })]);
			expect(await products.familiesById(TENANT, ['1', '3'])).toEqual([family('1')]);
			expect(ids(await products.familiesBySku(TENANT, ['fam-2 ']))).toEqual(['2']);
			expect(ids(await products.familiesByName(TENANT, ['harbor ü']))).toEqual(['2']);
			await products.saveFamilies(TENANT, [family('2', { products: [] })]);
			expect(await products.familiesByName(TENANT, ['harbor ü'])).toEqual([]);
			expect(await products.familiesById(TENANT, ['2'])).toEqual([family('2', { products: [] })]);
		});

		test('each tenant has its own', async () => {
			const { database: { products } } = await bench();
			await products.saveProducts(TENANT, [product('1'), product('2')]);
			await products.saveProducts('tenant-2', [product('1', { sku: 'OTHER' })]);
			await products.saveFamilies('tenant-2', [family('1')]);
			expect(await products.count(TENANT)).toEqual({ products: 2, families: 0 });
			expect(await products.count('tenant-2')).toEqual({ products: 1, families: 1 });
			expect(await products.bySku(TENANT, ['other'])).toEqual([]);
			expect(await products.familiesById(TENANT, ['1'])).toEqual([]);
		});

		test('how far the index was read is kept', async () => {
			const { database: { products } } = await bench();
			expect(await products.state(TENANT)).toEqual({});
			await products.saveState(TENANT, { current: START, completeAt: '2026-02-28T00:00:00.000Z' });
			expect(await products.state(TENANT)).toEqual({ current: START, completeAt: '2026-02-28T00:00:00.000Z' });
			await products.saveState(TENANT, { current: START });
			expect(await products.state(TENANT)).toEqual({ current: START });
			expect(await products.state('tenant-2')).toEqual({});
		});

		test('tens of thousands are saved and found at once', async () => {
			const { database: { products } } = await bench();
			const all = Array.from({ length: 20_000 }, (_, index) => product(String(index)));
			await products.saveProducts(TENANT, all);
			expect(await products.count(TENANT)).toEqual({ products: 20_000, families: 0 });
			expect(await products.bySku(TENANT, all.map(({ sku }) => sku.toLowerCase()))).toHaveLength(20_000);
		}, 60_000);
	});
}
