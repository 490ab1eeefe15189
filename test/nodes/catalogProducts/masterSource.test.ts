import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { AmazonStore } from '../../../nodes/AmazonStore/AmazonStore.node';
import { openCatalog, type CatalogWorld, type Offer, type Write } from './catalogWorld';

const picture = (name: string) => [{ variant: 'MAIN', link: `https://m.media-amazon.example/images/I/${name}.jpg`, height: 75, width: 75 }];
const masters: IDataObject = { amazonIsMaster: true, priceTier: { __rl: true, mode: 'list', value: 'Amazon' } };

const full = (sellerSku: string): Offer => ({
	sellerSku, title: `${sellerSku} from Amazon`, price: '20.00',
	item: { brand: 'Harbor & Pine', categories: ['Kitchen'], identifiers: [{ type: 'EAN', value: '2000000000107' }], item: { weight: { unit: 'kilograms', value: 2 }, length: { unit: 'centimeters', value: 30 } }, images: picture('before') },
});

describe('Amazon as master source', () => {
	let world: CatalogWorld;
	beforeAll(async () => {
		world = await openCatalog();
		await world.connect('US', masters);
		for (const sku of ['EVERYTHING', 'PRICE', 'USERS', 'MARKUP', 'MERGED', 'REST']) {
			world.plant({ sku, name: `${sku} in Cin7`, prices: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'] });
			world.offer('US', full(sku));
		}
		const markup = world.product('MARKUP');
		markup.customPrices = [{ customerId: 'aaaaaaaa-0000-4000-8000-000000000001', customer: 'Amazon US Customer', price: '17.5' }];
		markup.markups = [{ tier: 1, percent: '20' }];
	});
	beforeAll(async () => void (await world.load('US')));
	afterAll(async () => await world.close());

	const put = (writes: readonly Write[]) => writes.filter(({ operation }) => operation === 'PUT /product').map(({ body }) => body);
	const changing = async (sellerSku: string, change: Omit<Offer, 'sellerSku'>): Promise<readonly Write[]> => {
		world.change('US', sellerSku, change);
		return await world.writesOf(async () => await world.load('US'));
	};

	test('S48, S29: the first load makes names, prices and other data of linked products Amazon\'s; the SKU and the other tiers stay', () => {
		expect(world.product('EVERYTHING')).toMatchObject({ name: 'EVERYTHING from Amazon', category: 'Kitchen', brand: 'Harbor & Pine', barcode: '2000000000107', weight: '2', length: '30', prices: ['1', '2', '20', '4', '5', '6', '7', '8', '9', '10'], attachments: [expect.objectContaining({ fileName: 'before.jpg' })] });
		const sent = put(world.demo.cin7.requests.map(({ operation, body, status }) => ({ operation, body: body as IDataObject, status })));
		expect(sent).toHaveLength(6);
		for (const body of sent) expect(Object.keys(body)).not.toContain('SKU');
	});

	test('S48: a changed price is written, and nothing else', async () => {
		const writes = await changing('PRICE', { price: '21.50' });
		expect(writes.map(({ body }) => body)).toEqual([{ ID: world.product('PRICE').id, PriceTiers: { Amazon: 21.5 } }]);
		expect(world.product('PRICE').prices).toEqual(['1', '2', '21.5', '4', '5', '6', '7', '8', '9', '10']);
	});

	test('S48: changed name, weight, length and picture overwrite the linked product, the same one, and its SKU never changes', async () => {
		const { id } = world.product('REST');
		const writes = await changing('REST', { title: 'New name', item: { title: 'New name', item: { weight: { unit: 'kilograms', value: 3 }, length: { unit: 'centimeters', value: 31 } }, images: picture('after') } });
		expect(put(writes)).toEqual([{ ID: id, Name: 'New name', Weight: 3, WeightUnits: 'kg', Length: 31, DimensionsUnits: 'cm' }]);
		expect(writes.filter(({ operation }) => operation === 'POST /product/attachments')).toHaveLength(1);
		expect(world.product('REST')).toMatchObject({ id, sku: 'REST', name: 'New name', weight: '3', length: '31' });
	});

	test('S48: what a user changed in Cin7 Core stays as long as Amazon\'s value stays', async () => {
		const product = world.product('USERS');
		product.brand = 'Own brand';
		world.demo.cin7.world.renameProduct(product, product.sku, 'Own name');
		expect(put(await changing('USERS', { price: '22.00' }))).toEqual([{ ID: product.id, PriceTiers: { Amazon: 22 } }]);
		expect(world.product('USERS')).toMatchObject({ brand: 'Own brand', name: 'Own name' });
	});

	test('S31: markups and customer-specific prices are not changed', async () => {
		const before = structuredClone({ customPrices: world.product('MARKUP').customPrices, markups: world.product('MARKUP').markups });
		await changing('MARKUP', { price: '30.00' });
		const after = world.product('MARKUP');
		expect({ customPrices: after.customPrices, markups: after.markups }).toEqual(before);
		expect(after.prices).toEqual(['1', '2', '30', '4', '5', '6', '7', '8', '9', '10']);
		expect(world.demo.writes().flatMap(({ body }) => Object.keys(body as IDataObject)).filter((key) => /CustomPrice|Markup/i.test(key))).toEqual([]);
	});

	test('N25: a SKU that stands for another ASIN now is held: its product is not overwritten until that is confirmed', async () => {
		world.demo.account('US').setCatalogItem({ asin: 'B0MERGED02', marketplaceId: 'ATVPDKIKX0DER', title: 'Something else', images: [] });
		expect(await changing('MERGED', { asin: 'B0MERGED02', title: 'Something else', price: '99.00' })).toEqual([]);
		expect(await world.issuesOf('US', 'MERGED')).toContain('catalog.asinChanged');
		await world.run('US', 'confirmAsin', {}, 'MERGED');
		const writes = await world.writesOf(async () => await world.load('US'));
		expect(put(writes)).toEqual([expect.objectContaining({ Name: 'Something else', PriceTiers: { Amazon: 99 } })]);
	});
});

describe('without master source', () => {
	let world: CatalogWorld;
	beforeAll(async () => {
		world = await openCatalog();
		await world.connect('US');
		world.plant({ sku: 'LEFT', name: 'Own name' });
		world.offer('US', full('LEFT'));
		await world.load('US');
	});
	afterAll(async () => await world.close());

	test('S48: nothing of a linked product is overwritten, whatever changes at Amazon', async () => {
		world.change('US', 'LEFT', { title: 'New name', price: '99.00', item: { images: picture('other') } });
		expect(await world.loaded('US')).toMatchObject({ changed: 1, updated: [] });
		expect(world.demo.writes().filter(({ operation }) => operation.includes('/product'))).toEqual([]);
		expect(world.product('LEFT').name).toBe('Own name');
	});

	test('S49: switching it on shows a warning in the panel, and Save Settings and Check Set-Up advise before the first write; Preview Products shows what would be overwritten', async () => {
		const { properties } = new AmazonStore().description;
		const notice = properties.find(({ name }: INodeProperties) => name === 'masterSourceWarning');
		expect(notice).toMatchObject({ type: 'notice', displayName: expect.stringContaining('can damage your product data'), displayOptions: { show: { operation: ['saveSettings'], amazonIsMaster: [true] } } });
		let saved: readonly IDataObject[] = [];
		const writes = await world.writesOf(async () => {
			saved = (await world.connect('US', masters)).processed;
			const preview = await world.run('US', 'previewProducts');
			expect(preview.processed).toEqual([expect.objectContaining({ sellerSku: 'LEFT', outcome: 'updated', fields: expect.objectContaining({ name: expect.any(String), price: expect.anything() }) })]);
		});
		expect(writes).toEqual([]);
		expect(JSON.stringify(saved)).toContain('can damage your product data in Cin7 Core');
	});
});
