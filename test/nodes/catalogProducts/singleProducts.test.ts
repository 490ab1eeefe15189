import { creating, openCatalog, type CatalogWorld, type Write } from './catalogWorld';

const picture = (size: number) => ({ variant: 'MAIN', link: `https://m.media-amazon.example/images/I/kettle._SL${size}_.jpg`, height: size, width: size });
const inch = (value: number) => ({ unit: 'inches', value });

describe('products made of listings', () => {
	let world: CatalogWorld;
	let writes: readonly Write[];
	const posted = (sku: string) => writes.filter(({ operation, body }) => operation === 'POST /product' && body.SKU === sku).map(({ body }) => body);

	beforeAll(async () => {
		world = await openCatalog();
		await world.connect('US', { ...creating, priceTier: { __rl: true, mode: 'list', value: 'Amazon' } });
		world.offer('US', {
			sellerSku: 'Kettle/ 1', asin: 'B0KETTLE01', title: 'Copper Kettle, 2 l', price: '79.95', quantity: 12,
			item: {
				description: 'Made by hand.',
				brand: 'New Brand', categories: ['New Top Category', 'Kettles', 'Copper'], identifiers: [{ type: 'UPC', value: '400000000015' }, { type: 'EAN', value: '2000000000107' }],
				item: { weight: { unit: 'pounds', value: 2 }, length: inch(10), width: inch(8), height: inch(9.5) }, images: [picture(500), picture(75), picture(160)],
			},
		});
		world.offer('US', { sellerSku: 'BOOK-SKU', asin: '9999991017', item: { categories: ['Books'], identifiers: [{ type: 'ISBN', value: '9789999991018' }] } });
		world.offer('US', { sellerSku: 'PLAIN' });
		world.offer('US', { sellerSku: 'AFN-TWIN', asin: 'B0PAIR0001', fulfilledBy: 'AMAZON', quantity: undefined, title: 'Pair of Pegs' });
		world.offer('US', { sellerSku: 'MFN-TWIN', asin: 'B0PAIR0001', title: 'Pair of Pegs' });
		world.offer('US', { sellerSku: 'USED', asin: 'B0PAIR0001', condition: 'used_good', title: 'Pair of Pegs, used' });
		for (const [sellerSku, unit, value] of [['OZ', 'ounces', 16], ['G', 'grams', 250], ['KG', 'kilograms', 1.5], ['LB', 'pounds', 0.5]] as const) world.offer('US', { sellerSku, item: { item: { weight: { unit, value } } } });
		writes = await world.writesOf(async () => await world.load('US'));
	});
	afterAll(async () => await world.close());

	test('S46, S89, S101, S103: a listing without options becomes one product with the title, description, brand, barcode and size of Amazon', () => {
		expect(world.product('Kettle/ 1')).toMatchObject({
			name: 'Copper Kettle, 2 l', type: 'Stock', status: 'Active', brand: 'New Brand', barcode: '2000000000107', length: '25.4', width: '20.32', height: '24.13', dimensionsUnits: 'cm', costingMethod: 'FIFO', unit: 'Item',
			texts: expect.objectContaining({ Description: 'Made by hand.' }),
		});
		expect([...world.demo.cin7.world.families.values()]).toHaveLength(1);
	});

	test('S93, S98: the category is the topmost of the hierarchy alone; it and the brand are created once, before the product', () => {
		expect(world.product('Kettle/ 1').category).toBe('New Top Category');
		const names = writes.filter(({ operation }) => operation.startsWith('POST /ref/')).map(({ operation, body }) => `${operation} ${String(body.Name)}`);
		expect(names.filter((name) => name.includes('New '))).toEqual(['POST /ref/category New Top Category', 'POST /ref/brand New Brand']);
		const at = writes.findIndex(({ body }) => body.SKU === 'Kettle/ 1');
		expect(writes.findIndex(({ body }) => body.Name === 'New Brand')).toBeLessThan(at);
	});

	test('S100: the SKU is the seller\'s, byte for byte, for a book too', () => {
		expect(posted('Kettle/ 1')).toHaveLength(1);
		expect(world.product('BOOK-SKU')).toMatchObject({ category: 'Books', barcode: '9789999991018' });
		expect(world.products('9789999991018')).toEqual([]);
	});

	test.each([['OZ', '0.4536'], ['G', '0.25'], ['KG', '1.5'], ['LB', '0.2268'], ['Kettle/ 1', '0.9072']])('S102: the weight of %s is %s kg', (sku, weight) => {
		expect(world.product(sku)).toMatchObject({ weight, weightUnits: 'kg' });
	});

	test('S29, S104: the price goes to the chosen tier, and to no other', () => {
		expect(posted('Kettle/ 1')[0]?.PriceTiers).toEqual({ Amazon: 79.95 });
		expect(world.product('Kettle/ 1').prices).toEqual(['0', '0', '79.95', '0', '0', '0', '0', '0', '0', '0']);
	});

	test('S105: the picture is the small one of the product', () => {
		const pictures = writes.filter(({ operation }) => operation === 'POST /product/attachments').map(({ body }) => body);
		expect(pictures).toEqual([expect.objectContaining({ ProductID: world.product('Kettle/ 1').id, FileDownloadUrl: picture(75).link, IsDefault: true })]);
	});

	test('S106: the sale tax rule is that of the lines', () => {
		expect(world.product('Kettle/ 1').saleTaxRule).toBe('Tax on Sales');
	});

	test('S12: no quantity is written: the product has no stock', () => {
		expect(JSON.stringify(writes)).not.toMatch(/OnHand|Quantity|StockOnHand/);
		expect(world.demo.cin7.world.stock.all().filter(({ productId }) => productId === world.product('Kettle/ 1').id)).toEqual([]);
	});

	test('S95: the twins by Amazon and by the merchant get one product, and the used one gets another', async () => {
		const [first, twin] = [await world.productSkuOf('US', 'AFN-TWIN'), await world.productSkuOf('US', 'MFN-TWIN')];
		expect(first).toBe(twin);
		expect(posted('AFN-TWIN').length + posted('MFN-TWIN').length).toBe(1);
		expect(await world.productSkuOf('US', 'USED')).toBe('USED');
	});

	test('S91: the next load, after a change at Amazon, makes no second product', async () => {
		world.change('US', 'PLAIN', { title: 'Another title' });
		expect(await world.writesOf(async () => await world.load('US'))).toEqual([]);
		expect(world.products('PLAIN')).toHaveLength(1);
	});
});

describe('tiers, tax rules and units where the settings are silent', () => {
	let world: CatalogWorld;
	beforeAll(async () => {
		world = await openCatalog();
		Object.assign(world.demo.cin7.world.company, { weightUnits: 'lb', dimensionsUnits: 'in' });
		await world.connect('US', { ...creating, priceTier: { __rl: true, mode: 'list', value: '' }, taxLines: { __rl: true, mode: 'list', value: '' } });
		world.offer('US', { sellerSku: 'METRIC', price: '5.50', item: { item: { weight: { unit: 'kilograms', value: 1 }, length: { unit: 'centimeters', value: 25.4 } } } });
		await world.load('US');
	});
	afterAll(async () => await world.close());

	test('S104: without a chosen tier the price goes to Price Tier 1', () => {
		expect(world.product('METRIC').prices).toEqual(['5.5', ...Array.from({ length: 9 }, () => '0')]);
	});

	test('S106: without a tax rule of lines it is the tax-free one', () => {
		expect(world.product('METRIC').saleTaxRule).toBe('Tax Exempt');
	});

	test('S102, S103: weight and size are in the units of the tenant', () => {
		expect(world.product('METRIC')).toMatchObject({ weight: '2.2046', weightUnits: 'lb', length: '10', dimensionsUnits: 'in' });
	});
});

describe('a product made by hand', () => {
	let world: CatalogWorld;
	beforeAll(async () => {
		world = await openCatalog();
		await world.connect('US');
		await world.connect('DE', { matchManually: true });
		world.plant({ sku: 'TAKEN', status: 'Deprecated' });
		world.plant({ sku: 'THERE' });
		world.offer('US', { sellerSku: 'MADE' });
		world.offer('US', { sellerSku: 'TAKEN' });
		world.offer('US', { sellerSku: 'LEFT' });
		world.offer('DE', { sellerSku: 'MADE-TOO', title: 'Noch ein Ding' });
		world.offer('DE', { sellerSku: 'THERE', title: 'Schon da' });
		await world.load('US');
		await world.load('DE');
	});
	afterAll(async () => await world.close());

	test('S47, S115: is made of a row of the catalog although Create New Products is off, and linked', async () => {
		const run = await world.run('US', 'createProduct', {}, 'MADE');
		expect(run.processed).toEqual([expect.objectContaining({ sellerSku: 'MADE', outcome: 'created', productSku: 'MADE' })]);
		expect(run.attention).toEqual([]);
		expect(world.product('MADE')).toMatchObject({ name: 'Title of MADE', prices: expect.arrayContaining(['10']) });
		expect(await world.row('US', 'MADE')).toMatchObject({ productSku: 'MADE', linkedBy: 'created' });
	});

	test('S47: also where products are matched by hand', async () => {
		await world.run('DE', 'createProduct', {}, 'MADE-TOO');
		expect(await world.row('DE', 'MADE-TOO')).toMatchObject({ productSku: 'MADE-TOO', linkedBy: 'created' });
	});

	test('S47, S115: also of a row that was left blank', async () => {
		await world.run('US', 'unlink', { afterwards: 'leaveBlank' }, 'LEFT');
		await world.run('US', 'createProduct', {}, 'LEFT');
		expect(await world.row('US', 'LEFT')).toMatchObject({ productSku: 'LEFT', linkedBy: 'created', issues: [] });
	});

	test.each([['US', 'TAKEN'], ['DE', 'THERE']] as const)('S115, S91: is not made where a product has that SKU already (%s, %s), deprecated or not; nothing is written', async (market, sellerSku) => {
		let told = {};
		expect(await world.writesOf(async () => void (told = await world.run(market, 'createProduct', {}, sellerSku)))).toEqual([]);
		expect(told).toMatchObject({ processed: [expect.objectContaining({ sellerSku, outcome: expect.not.stringMatching('created') })], attention: [expect.anything()] });
		expect(world.products(sellerSku)).toHaveLength(1);
	});
});
