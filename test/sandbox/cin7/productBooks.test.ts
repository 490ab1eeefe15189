import { TenantClient, type Data } from './tenantClient';

let tenant: TenantClient;
beforeEach(async () => { tenant = await TenantClient.start(); });
afterEach(async () => { await TenantClient.closeAll(); });

describe.each([['/ref/category', 'CategoryList', 'category', 'Kitchen'], ['/ref/brand', 'BrandList', 'brand', 'Harbor & Pine'], ['/ref/unit', 'UnitList', 'unit', 'Item']])('%s', (path, key, word, known) => {
	const names = async (query = ''): Promise<string[]> => (await tenant.ok('GET', `${path}${query}`))[key].map((row: Data) => row.Name);

	it('has the names that products have, once each', async () => {
		const all = await names('?Limit=1000');
		expect(all).toContain(known);
		expect(new Set(all.map((name) => name.toLowerCase())).size).toBe(all.length);
	});

	it('takes a new name, which is found by its beginning', async () => {
		const created = await tenant.ok('POST', path, { Name: 'Zebra things' });
		expect(Object.keys(created)).toEqual(['ID', 'Name']);
		expect(await names('?Name=zebra')).toEqual(['Zebra things']);
		expect(await names('?Name=things')).toEqual([]);
	});

	it('refuses a name that exists in another case, is too long or is missing', async () => {
		expect(await tenant.refusal('POST', path, { Name: known.toUpperCase() })).toMatch(new RegExp(`^This ${word} already exists\\. .* name must be unique\\.$`));
		expect(await tenant.refusal('POST', path, { Name: 'x'.repeat(51) })).toMatch(/maximum length is 50/);
		expect(await tenant.refusal('POST', path, {})).toMatch(/'Name' is missing/);
	});
});

describe('a seed', () => {
	it('can list names of its own', async () => {
		const other = await TenantClient.start({}, (seed) => ({ ...seed, categories: ['Toys', 'KITCHEN'], brands: ['Acme'], units: ['Dozen'] }));
		const list = async (path: string, key: string): Promise<string[]> => (await other.ok('GET', path))[key].map((row: Data) => row.Name);
		expect(await list('/ref/category?Name=T', 'CategoryList')).toEqual(['Toys']);
		expect(await list('/ref/category?Name=kitchen', 'CategoryList')).toHaveLength(1);
		expect(await list('/ref/brand?Name=Acme', 'BrandList')).toEqual(['Acme']);
		expect(await list('/ref/unit', 'UnitList')).toEqual(['Item', 'Dozen']);
	});

	it('is refused where a family, a price tier or a customer is of nothing', async () => {
		const family = { sku: 'F', name: 'F', category: 'Home', optionNames: ['Color'], products: [{ sku: 'NOTHING', options: ['x'] }] };
		await expect(TenantClient.start({}, (seed) => ({ ...seed, families: [family] }))).rejects.toThrow('there is no product NOTHING');
		const product = { sku: 'P', name: 'P', category: 'Home', price: '1', averageCost: '1' };
		await expect(TenantClient.start({}, (seed) => ({ ...seed, products: [...seed.products, { ...product, priceTiers: { None: '1' } }] }))).rejects.toThrow('no price tier None');
		await expect(TenantClient.start({}, (seed) => ({ ...seed, products: [...seed.products, { ...product, customPrices: [{ customer: 'None', price: '1' }] }] }))).rejects.toThrow('no customer None');
	});
});

describe('attachments of a product', () => {
	const url = 'https://images.example/mug.jpg';
	const mugId = (): string => tenant.simulator.world.productBySku('HP-MUG-SLATE')?.id ?? '';
	const attach = async (fields: Data = {}): Promise<Data> => await tenant.ok('POST', '/product/attachments', { ProductID: mugId(), FileName: 'mug.jpg', FileDownloadUrl: url, ...fields });

	it('are added, shown and removed; each answer has all that are left', async () => {
		const [first] = await attach({ IsDefault: true });
		expect(first).toMatchObject({ FileName: 'mug.jpg', ContentType: 'image/jpeg', IsDefault: 'true' });
		const both = await attach({ FileName: 'side.png', IsDefault: true });
		expect(both.map((row: Data) => [row.FileName, row.IsDefault])).toEqual([['mug.jpg', 'false'], ['side.png', 'true']]);
		expect(await tenant.ok('GET', `/product/attachments?ProductID=${mugId()}`)).toEqual(both);
		expect((await tenant.ok('GET', '/product?Sku=HP-MUG-SLATE&IncludeAttachments=true')).Products[0].Attachments).toHaveLength(2);
		expect((await tenant.ok('GET', '/product?Sku=HP-MUG-SLATE')).Products[0].Attachments).toEqual([]);
		expect(await tenant.ok('DELETE', `/product/attachments?ID=${first.ID}`)).toEqual([both[1]]);
	});

	it('come as content or by an address', async () => {
		expect(await attach({ FileDownloadUrl: undefined, Content: 'AAAA' })).toHaveLength(1);
		expect(await tenant.refusal('POST', '/product/attachments', { ProductID: mugId(), FileName: 'mug.jpg' })).toMatch(/'Content' is missing/);
		expect(await tenant.refusal('POST', '/product/attachments', { ProductID: mugId(), FileName: 'mug.jpg', FileDownloadUrl: 'mug.jpg' })).toMatch(/a URL is expected/);
	});

	it.each<[Data, RegExp]>([
		[{ ProductID: '99999999-9999-4999-8999-999999999999' }, /was not found/],
		[{ FileName: '' }, /'FileName' is missing/],
		[{ FileName: 'manual.pdf', IsDefault: true }, /images only/],
	])('are refused with %j', async (fields, text) => {
		expect(await tenant.refusal('POST', '/product/attachments', { ProductID: mugId(), FileName: 'mug.jpg', FileDownloadUrl: url, ...fields })).toMatch(text);
		expect(tenant.simulator.world.products.get(mugId())?.attachments).toEqual([]);
	});

	it('are removed by an id that exists', async () => {
		expect(await tenant.refusal('DELETE', '/product/attachments?ID=99999999-9999-4999-8999-999999999999')).toMatch(/was not found/);
	});
});
