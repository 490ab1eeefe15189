import { creating, openCatalog, type CatalogWorld } from './catalogWorld';

const LONG = 'x'.repeat(300);

describe('what Cin7 Core refuses', () => {
	let world: CatalogWorld;
	beforeEach(async () => {
		world = await openCatalog();
		await world.connect('US', creating);
	});
	afterEach(async () => await world.close());

	/** Loads, and sees that one listing was held, with the code, while the other one became a product. */
	async function oneHeld(sellerSku: string, code: string): Promise<void> {
		const run = await world.load('US');
		expect(run.processed).toEqual([expect.objectContaining({ complete: true, created: ['FINE'], held: [sellerSku] })]);
		expect(JSON.stringify(run.attention)).toContain(sellerSku);
		expect(await world.issuesOf('US', sellerSku)).toEqual(expect.arrayContaining([code]));
		expect(await world.productSkuOf('US', sellerSku)).toBeNull();
		expect(world.product('FINE').name).toBe('Title of FINE');
	}

	test('S97, P27: a name that a product has already holds that listing only; it goes on once the name is free', async () => {
		const other = world.plant({ sku: 'OTHER', name: 'One Name' });
		world.offer('US', { sellerSku: 'A-NAMED', title: 'One Name' });
		world.offer('US', { sellerSku: 'FINE' });
		await oneHeld('A-NAMED', 'catalog.nameTaken');
		world.demo.pass(3600_000);
		world.demo.cin7.world.renameProduct(other, other.sku, 'Another Name');
		other.lastModified = world.demo.cin7.world.instant();
		expect(await world.loaded('US')).toMatchObject({ created: ['A-NAMED'], held: [] });
		expect(world.product('A-NAMED').name).toBe('One Name');
	});

	test('S98, P27: a category that Cin7 Core refuses holds that listing only, with its words; it goes on once Amazon names another', async () => {
		world.demo.cin7.onRequest((request, phase) => {
			const body = request.body as { Name?: string } | undefined;
			if (phase === 'received' && request.operation === 'POST /ref/category' && body?.Name === 'Refused') body.Name = '';
		});
		world.offer('US', { sellerSku: 'A-CATEGORY', item: { categories: ['Refused'] } });
		world.offer('US', { sellerSku: 'FINE' });
		await oneHeld('A-CATEGORY', 'cin7.rejected');
		expect(JSON.stringify((await world.row('US', 'A-CATEGORY')).issues)).toContain('missing or empty');
		world.change('US', 'A-CATEGORY', { price: '12.00', item: { categories: ['Home & Kitchen'] } });
		expect(await world.loaded('US')).toMatchObject({ created: ['A-CATEGORY'], held: [] });
	});

	test('S103, P27: a barcode that Cin7 Core refuses holds that listing only; it goes on once it is taken', async () => {
		let refuses = true;
		world.demo.cin7.onRequest((request, phase) => {
			const body = request.body as { Barcode?: string } | undefined;
			if (refuses && phase === 'received' && request.operation === 'POST /product' && body?.Barcode === '2000000000107') body.Barcode = LONG;
		});
		world.offer('US', { sellerSku: 'A-BARCODE', item: { identifiers: [{ type: 'EAN', value: '2000000000107' }] } });
		world.offer('US', { sellerSku: 'FINE' });
		await oneHeld('A-BARCODE', 'cin7.rejected');
		refuses = false;
		world.demo.pass(3600_000);
		world.plant({ sku: 'SOMETHING-CHANGED' });
		expect(await world.loaded('US')).toMatchObject({ created: ['A-BARCODE'], held: [] });
		expect(world.product('A-BARCODE').barcode).toBe('2000000000107');
	});
});
