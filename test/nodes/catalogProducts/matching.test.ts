import type { IDataObject } from 'n8n-workflow';
import { creating, openCatalog, type CatalogWorld } from './catalogWorld';

const links = (pairs: Readonly<Record<string, string>>): IDataObject => ({ links: Object.entries(pairs).map((pair) => pair.join('\t')).join('\n') });

describe('matching by SKU', () => {
	let world: CatalogWorld;
	beforeAll(async () => {
		world = await openCatalog();
		await world.connect('US');
		for (const sku of ['EQUAL', 'HAND', 'CHOSEN', 'TWIN', 'BLANK', 'STRAY', 'OWN']) world.plant({ sku });
		for (const sellerSku of ['EQUAL', 'HAND', 'BLANK', 'STRAY', 'NOWHERE']) world.offer('US', { sellerSku });
		world.offer('US', { sellerSku: 'TWIN', asin: 'B0TWIN0001' });
		world.offer('US', { sellerSku: 'TWIN-FBA', asin: 'B0TWIN0001', fulfilledBy: 'AMAZON', quantity: undefined });
		world.offer('US', { sellerSku: 'TWIN-USED', asin: 'B0TWIN0001', condition: 'used_good' });
		world.offer('US', { sellerSku: 'ASIN-FIRST', asin: 'B0FIRST001' });
		world.offer('US', { sellerSku: 'OWN', asin: 'B0FIRST001' });
		await world.run('US', 'importLinks', links({ HAND: 'CHOSEN', 'ASIN-FIRST': 'CHOSEN' }));
		await world.load('US');
	});
	afterAll(async () => await world.close());

	test('S43, S96: a product with the equal SKU is linked with no human act', async () => {
		expect(await world.row('US', 'EQUAL')).toMatchObject({ productSku: 'EQUAL', linkedBy: 'match', issues: [] });
	});

	test('S45, S92: a link by hand wins over the product with the equal SKU, and survives a load that would match otherwise', async () => {
		expect(await world.row('US', 'HAND')).toMatchObject({ productSku: 'CHOSEN', linkedBy: 'user' });
		world.change('US', 'HAND', { title: 'Another title' });
		expect(await world.loaded('US')).toMatchObject({ changed: 1, linked: [] });
		expect(await world.row('US', 'HAND')).toMatchObject({ title: 'Another title', productSku: 'CHOSEN', linkedBy: 'user' });
	});

	test('S46: with Create New Products off nothing is built of a listing without product; it is shown and told', async () => {
		expect(await world.row('US', 'NOWHERE')).toMatchObject({ productSku: null, issues: [expect.objectContaining({ code: 'catalog.noProduct' })] });
		expect(world.products('NOWHERE')).toEqual([]);
		const { attention } = await world.load('US', { attention: 'all' });
		expect(JSON.stringify(attention)).toContain('NOWHERE');
	});

	test('S95: the listing by Amazon of an ASIN gets the product of its twin by the merchant', async () => {
		expect(await world.row('US', 'TWIN-FBA')).toMatchObject({ productSku: 'TWIN', linkedBy: 'match' });
	});

	test('S95: the same ASIN in used condition is another good and gets no link', async () => {
		expect(await world.productSkuOf('US', 'TWIN-USED')).toBeNull();
	});

	test('S95 before S96: what the ASIN is linked with goes before the product with the equal SKU', async () => {
		expect(await world.productSkuOf('US', 'OWN')).toBe('CHOSEN');
	});

	test('S115: unlinked with Leave Blank stays so in the loads that follow; with Match Again it is matched by the next', async () => {
		expect(await world.productSkuOf('US', 'BLANK')).toBe('BLANK');
		await world.run('US', 'unlink', { afterwards: 'leaveBlank' }, 'BLANK');
		world.change('US', 'BLANK', { title: 'Changed' });
		await world.load('US');
		expect(await world.row('US', 'BLANK')).toMatchObject({ title: 'Changed', productSku: null, choice: 'leaveBlank' });
		await world.run('US', 'unlink', { afterwards: 'automatic' }, 'BLANK');
		await world.load('US');
		expect(await world.productSkuOf('US', 'BLANK')).toBe('BLANK');
	});

	test('S115, S111: a listing that was matched is linked to another existing product by hand, and stays so', async () => {
		await world.link('US', 'STRAY', 'CHOSEN');
		world.change('US', 'STRAY', { price: '11.00' });
		await world.load('US');
		expect(await world.row('US', 'STRAY')).toMatchObject({ price: '11.00', productSku: 'CHOSEN', linkedBy: 'user' });
	});
});

describe('the other ways of matching', () => {
	let world: CatalogWorld;
	beforeAll(async () => {
		world = await openCatalog();
		await world.connect('DE', { matchBy: 'asin', ...creating });
		await world.connect('JP', { matchBy: 'barcode', ...creating });
		await world.connect('FR', { matchManually: true, ...creating });
		await world.connect('IT', { matchManually: false, more: { catalogSource: 'listingsApi' } });

		world.plant({ sku: 'B0BYASIN01' });
		world.plant({ sku: 'MARKED', barcode: 'B0BYASIN02' });
		world.plant({ sku: 'SAME-SKU' });
		world.offer('DE', { sellerSku: 'A-1', asin: 'B0BYASIN01' });
		world.offer('DE', { sellerSku: 'A-2', asin: 'B0BYASIN02' });
		world.offer('DE', { sellerSku: 'SAME-SKU', asin: 'B0BYASIN03' });
		world.offer('DE', { sellerSku: 'DE-NEW', asin: 'B0BYASIN04' });

		world.plant({ sku: 'EAN-PRODUCT', barcode: '2000000000107' });
		world.plant({ sku: 'UPC-PRODUCT', barcode: '0400000000015' });
		world.offer('JP', { sellerSku: 'SAME-SKU', item: { identifiers: [] } });
		world.offer('JP', { sellerSku: 'J-1', item: { identifiers: [{ type: 'JAN', value: '2000000000107' }] } });
		world.offer('JP', { sellerSku: 'J-2', item: { identifiers: [{ type: 'UPC', value: '400000000015' }] } });
		world.offer('JP', { sellerSku: 'JP-NEW' });

		world.plant({ sku: 'MANUAL' });
		world.plant({ sku: 'BY-PERSON' });
		world.offer('FR', { sellerSku: 'MANUAL', asin: 'B0MANUAL01' });
		world.offer('FR', { sellerSku: 'FR-NEW' });
		world.offer('IT', { sellerSku: 'IT-OTHER-SKU', asin: 'B0MANUAL01' });
		for (const market of ['DE', 'JP', 'FR'] as const) await world.load(market);
	});
	afterAll(async () => await world.close());

	test('P56: by ASIN the product whose SKU or whose barcode is the ASIN is found, and an equal SKU counts for nothing', async () => {
		expect(await world.productSkuOf('DE', 'A-1')).toBe('B0BYASIN01');
		expect(await world.productSkuOf('DE', 'A-2')).toBe('MARKED');
		expect(await world.productSkuOf('DE', 'SAME-SKU')).toBeNull();
	});

	test('P56: by barcode the product that bears one of the listing\'s is found, a UPC also as EAN, and an equal SKU counts for nothing', async () => {
		expect(await world.productSkuOf('JP', 'J-1')).toBe('EAN-PRODUCT');
		expect(await world.productSkuOf('JP', 'J-2')).toBe('UPC-PRODUCT');
		expect(await world.productSkuOf('JP', 'SAME-SKU')).toBeNull();
	});

	test('S46: Create New Products counts for nothing unless matching is automatic and by SKU', async () => {
		expect([...world.products('DE-NEW'), ...world.products('JP-NEW'), ...world.products('FR-NEW')]).toEqual([]);
		expect([await world.productSkuOf('DE', 'DE-NEW'), await world.productSkuOf('JP', 'JP-NEW'), await world.productSkuOf('FR', 'FR-NEW')]).toEqual([null, null, null]);
		expect(world.demo.writes().filter(({ operation }) => operation.includes('/product'))).toEqual([]);
	});

	test('S44, S111, S113: by hand nothing is linked until a person chooses; the seller\'s next marketplace then finds that product by the ASIN', async () => {
		expect(await world.productSkuOf('FR', 'MANUAL')).toBeNull();
		await world.link('FR', 'MANUAL', 'BY-PERSON');
		await world.load('FR');
		expect(await world.row('FR', 'MANUAL')).toMatchObject({ productSku: 'BY-PERSON', linkedBy: 'user' });
		await world.load('IT');
		expect(await world.row('IT', 'IT-OTHER-SKU')).toMatchObject({ productSku: 'BY-PERSON', linkedBy: 'match' });
	});
});
