import { pictureBody, productFieldsBody } from '../../src/cin7/wire/productBodies';
import { newFamily, newProduct } from './productExamples';
import { PRODUCT_ID } from './saleExamples';
import { clientFor, failureOf, json, refused, startScriptedCin7, type Received, type ScriptedCin7 } from './scriptedCin7';

let cin7: ScriptedCin7;
beforeEach(async () => { cin7 = await startScriptedCin7(); });
afterEach(async () => { await cin7.close(); });

const products = (...rows: object[]): object => ({ Total: rows.length, Page: 1, Products: rows });
const mug = { ID: PRODUCT_ID, SKU: 'MUG-01', Name: 'Enamel mug', Barcode: 4006381333931, Status: 'ACTIVE' };
const family = (fields: object = {}): object => ({ ID: 'f1', SKU: 'MUGS', Name: 'Mugs', Option1Name: 'Color', Option2Name: 'Size', Option3Name: '', Products: [], ...fields });

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
	const found: T[] = [];
	for await (const row of rows) found.push(row);
	return found;
}

describe('changed products and families', () => {
	it('are asked for in UTC without a zone, as the reference writes dates, 1,000 a call', async () => {
		cin7.route('GET /product', () => json(products(mug, { ...mug, ID: 'p2', SKU: 'MUG-02', Barcode: null, Status: 'Deprecated' })));
		cin7.route('GET /productFamily', () => json({ ProductFamilies: [] }));
		const { client } = clientFor(cin7.url);
		expect(await collect(client.productsSince('2026-11-02T11:30:00+01:00'))).toEqual([
			{ id: PRODUCT_ID, sku: 'MUG-01', name: 'Enamel mug', barcode: '4006381333931', active: true },
			{ id: 'p2', sku: 'MUG-02', name: 'Enamel mug', active: false },
		]);
		await collect(client.familiesSince('2026-11-02T10:30:00Z'));
		expect(cin7.calls.map(({ query }) => query)).toEqual([
			{ Page: '1', Limit: '1000', ModifiedSince: '2026-11-02T10:30:00.000', IncludeDeprecated: 'true' },
			{ Page: '1', Limit: '1000', ModifiedSince: '2026-11-02T10:30:00.000' },
		]);
	});

	it('are all of them without an instant, page by page', async () => {
		const rows = Array.from({ length: 1001 }, (_, index) => ({ ...mug, ID: `p${index}`, SKU: `MUG-${index}` }));
		cin7.route('GET /product', ({ query }: Received) => json(products(...(query.Page === '1' ? rows.slice(0, 1000) : rows.slice(1000)))));
		expect(await collect(clientFor(cin7.url).client.productsSince())).toHaveLength(1001);
		expect(cin7.calls.map(({ query }) => query)).toEqual(['1', '2'].map((Page) => ({ Page, Limit: '1000', IncludeDeprecated: 'true' })));
	});

	it('a family has the options that have a name or a value', async () => {
		const row = (Option1: string, Option2: string, Option3: string | null): object => ({ ID: 'p1', Option1, Option2, Option3 });
		cin7.route('GET /productFamily', () => json({ ProductFamilies: [
			family({ Products: [row('Slate', '12 oz', null)] }),
			family({ Option2Name: 'Option 2', Option3Name: 'Option 3', Products: [row('Slate', '', '')] }),
			family({ Option2Name: 'Option 2', Option3Name: 'Option 3', Products: [row('Slate', '12 oz', '')] }),
			family({ Option2Name: 'Size', Products: [] }),
			family({ Option2Name: '', Products: [row('Slate', '', 'Gloss')] }),
		] }));
		expect((await collect(clientFor(cin7.url).client.familiesSince())).map(({ optionNames, products: [member] }) => [optionNames, member?.options])).toEqual([
			[['Color', 'Size'], ['Slate', '12 oz']], [['Color'], ['Slate']], [['Color', 'Option 2'], ['Slate', '12 oz']], [['Color', 'Size'], undefined], [['Color', '', ''], ['Slate', '', 'Gloss']],
		]);
	});
});

describe('one product and one family', () => {
	it('is found by exactly its SKU, deprecated or not', async () => {
		cin7.route('GET /product', () => json(products({ ...mug, SKU: 'MUG-01-XL' }, { ...mug, SKU: 'mug-01', Status: 'Deprecated' })));
		cin7.route('GET /productFamily', () => json({ ProductFamilies: [family({ SKU: 'MUGS-2' }), family()] }));
		const { client } = clientFor(cin7.url);
		await expect(client.knownProductBySku(' MUG-01')).resolves.toMatchObject({ sku: 'mug-01', active: false });
		await expect(client.familyBySku('mugs')).resolves.toMatchObject({ id: 'f1' });
		await expect(client.knownProductBySku('MUG-1')).resolves.toBeUndefined();
		await expect(client.familyBySku('MUG')).resolves.toBeUndefined();
		expect(cin7.calls[0]?.query).toMatchObject({ Sku: 'MUG-01', IncludeDeprecated: 'true' });
	});
});

describe('a new product', () => {
	it('S12, S29: has the price of one tier, amounts as they are, and nothing of stock', async () => {
		cin7.script(json(products(mug)));
		await expect(clientFor(cin7.url).client.createProduct(newProduct)).resolves.toEqual({ id: PRODUCT_ID, sku: 'MUG-01', name: 'Enamel mug', barcode: '4006381333931', active: true });
		expect(cin7.calls).toHaveLength(1);
		expect(cin7.calls[0]).toMatchObject({ method: 'POST', path: '/product' });
		expect(cin7.calls[0]?.body).toEqual({
			SKU: 'MUG-01', Name: 'Enamel mug, 12 oz', Category: 'Kitchen & Dining', Brand: 'Harbor & Pine', Barcode: '4006381333931', Description: 'Two coats of enamel',
			Weight: 0.3629, WeightUnits: 'kg', Length: 12.7, Width: 8.9, Height: 8.89, DimensionsUnits: 'cm', PriceTiers: { Amazon: 19.99 }, SaleTaxRule: 'Tax on Sales',
			Type: 'Stock', CostingMethod: 'FIFO', UOM: 'Item', Status: 'Active',
		});
	});

	it('has nothing in place of what the listing does not have', async () => {
		cin7.script(json(products(mug)));
		await clientFor(cin7.url).client.createProduct({ sku: 'MUG-01', name: 'Mug', category: 'Kitchen', unitOfMeasure: 'Item', costingMethod: 'FIFO' });
		expect(cin7.calls[0]?.body).toEqual({ SKU: 'MUG-01', Name: 'Mug', Category: 'Kitchen', Type: 'Stock', CostingMethod: 'FIFO', UOM: 'Item', Status: 'Active' });
	});

	it('leaves a doubt when no answer comes or it shows another product', async () => {
		cin7.script('drop', json(products({ ...mug, SKU: 'CUP' })));
		const { client } = clientFor(cin7.url);
		expect(await failureOf(client.createProduct(newProduct))).toMatchObject({ kind: 'unavailable', ambiguous: true, operation: 'POST /product' });
		expect(cin7.calls).toHaveLength(1);
		expect(await failureOf(client.createProduct(newProduct))).toMatchObject({ kind: 'unreadable', ambiguous: true });
	});

	it('a refusal says in Cin7 Core\'s words what is wrong', async () => {
		cin7.script(refused(400, "Barcode '4006381333931' is used"));
		expect(await failureOf(clientFor(cin7.url).client.createProduct(newProduct))).toMatchObject({ kind: 'rejected', ambiguous: false, serviceMessage: "Barcode '4006381333931' is used" });
		cin7.script(json({ ErrorCode: 404, Exception: 'Category not found.' }, 404));
		expect(await failureOf(clientFor(cin7.url).client.createProduct(newProduct))).toMatchObject({ kind: 'rejected', serviceMessage: 'Category not found.' });
	});

	it('is not sent with a price that a JSON number cannot carry', async () => {
		await expect(clientFor(cin7.url).client.createProduct({ ...newProduct, price: { tier: 'Amazon', amount: '12345678901234567.8901' } })).rejects.toThrow('too many digits');
		expect(cin7.calls).toEqual([]);
	});
});

describe('a changed product', () => {
	it('S31, S48: is sent its id and the changed fields, and nothing else', async () => {
		cin7.route('PUT /product', () => json(products({ ...mug, ID: PRODUCT_ID.toUpperCase() })));
		const { client } = clientFor(cin7.url);
		await client.updateProduct(PRODUCT_ID, { name: 'Mug', weight: '0.5', barcode: undefined });
		await client.updateProduct(PRODUCT_ID, { price: { tier: 'Amazon', amount: '0' }, description: '' });
		expect(cin7.calls.map(({ body }) => body)).toEqual([{ ID: PRODUCT_ID, Name: 'Mug', Weight: 0.5 }, { ID: PRODUCT_ID, Description: '', PriceTiers: { Amazon: 0 } }]);
	});

	it('S48: gets no other SKU, whatever the fields hold', () => {
		expect(Object.keys(productFieldsBody(newProduct))).not.toEqual(expect.arrayContaining(['SKU']));
		expect(Object.keys(productFieldsBody(newProduct)).filter((key) => /SKU|Type|Status|UOM|Costing|Stock|Custom|Tier\d/.test(key))).toEqual([]);
	});

	it('is not written when no field changed', async () => {
		const { client } = clientFor(cin7.url);
		await client.updateProduct(PRODUCT_ID, {});
		await client.updateProduct(PRODUCT_ID, { pictureUrl: 'https://images.example/mug.jpg', name: undefined });
		expect(cin7.calls).toEqual([]);
	});

	it('leaves a doubt when no answer comes or it shows another product', async () => {
		cin7.script('torn', json(products({ ...mug, ID: 'other' })));
		expect(await failureOf(clientFor(cin7.url).client.updateProduct(PRODUCT_ID, { name: 'Mug' }))).toMatchObject({ ambiguous: true });
		expect(await failureOf(clientFor(cin7.url).client.updateProduct(PRODUCT_ID, { name: 'Mug' }))).toMatchObject({ kind: 'unreadable', ambiguous: true });
		expect(cin7.calls).toHaveLength(2);
	});
});

describe('a picture', () => {
	it('S105: is fetched by Cin7 Core from its address, and shown for the product', async () => {
		cin7.script(json([{ ID: 'a1', FileName: '51mug._SL75_.jpg' }]));
		await clientFor(cin7.url).client.addProductPicture(PRODUCT_ID, 'https://images.example/I/51mug._SL75_.jpg');
		expect(cin7.calls[0]).toMatchObject({ method: 'POST', path: '/product/attachments' });
		expect(cin7.calls[0]?.body).toEqual({ ProductID: PRODUCT_ID, FileName: '51mug._SL75_.jpg', FileDownloadUrl: 'https://images.example/I/51mug._SL75_.jpg', IsDefault: true });
	});

	it.each([
		['https://images.example/I/71a+b%20c.png?size=75#x', '71a+b%20c.png'],
		['https://images.example/I/71abc', 'picture.jpg'],
		['https://images.example', 'picture.jpg'],
		['https://images.example/', 'picture.jpg'],
	])('%s is called %s', (url, name) => {
		expect(pictureBody(PRODUCT_ID, url)).toMatchObject({ FileName: name, FileDownloadUrl: url });
	});

	it('leaves a doubt when the answer is no list', async () => {
		cin7.script(json({ Success: true }));
		expect(await failureOf(clientFor(cin7.url).client.addProductPicture(PRODUCT_ID, 'https://images.example/mug.jpg'))).toMatchObject({ kind: 'unreadable', ambiguous: true });
	});
});

describe('a product family', () => {
	it('is created with its options and products', async () => {
		cin7.script(json({ ProductFamilies: [family({ Products: newFamily.products.map(({ id, options: [Option1, Option2] }) => ({ ID: id, Option1, Option2, Option3: '' })) })] }));
		await expect(clientFor(cin7.url).client.createFamily(newFamily)).resolves.toEqual({ id: 'f1', sku: 'MUGS', name: 'Mugs', optionNames: ['Color', 'Size'], products: newFamily.products });
		expect(cin7.calls[0]).toMatchObject({ method: 'POST', path: '/productFamily' });
		expect(cin7.calls[0]?.body).toEqual({
			SKU: 'MUGS', Name: 'Mugs', Category: 'Kitchen & Dining', Brand: 'Harbor & Pine', CostingMethod: 'FIFO', DefaultLocation: 'Main Warehouse', UOM: 'Item', Option1Name: 'Color', Option2Name: 'Size',
			Products: [{ ID: '11111111-aaaa-4aaa-8aaa-000000000001', Option1: 'Slate', Option2: '12 oz' }, { ID: '11111111-aaaa-4aaa-8aaa-000000000002', Option1: 'Moss', Option2: '12 oz' }],
		});
	});

	it('is changed by what is given, and by nothing else', async () => {
		const full = { SKU: 'MUGS', Name: 'Mugs', Category: 'Kitchen', CostingMethod: 'FIFO', DefaultLocation: 'Main Warehouse', UOM: 'Item', Option1Name: 'Color', Option2Name: 'Size' };
		cin7.route('GET /productFamily', () => json({ ProductFamilies: [family({ ...full, Option3Name: '', PriceTier1: 5 })] }));
		cin7.route('PUT /productFamily', () => json({ ProductFamilies: [family()] }));
		const { client } = clientFor(cin7.url);
		await client.updateFamily('F1', { name: 'All mugs' });
		await client.updateFamily('f1', { products: newFamily.products.slice(0, 1) });
		await client.updateFamily('f1', {});
		await client.updateFamily('f1', { products: [] });
		// What the reference requires goes along as it is, whether a change may leave it out or not.
		expect(cin7.calls.filter(({ method }) => method === 'PUT').map(({ body }) => body)).toEqual([
			{ ID: 'F1', ...full, Name: 'All mugs' },
			{ ID: 'f1', ...full, Products: [{ ID: '11111111-aaaa-4aaa-8aaa-000000000001', Option1: 'Slate', Option2: '12 oz' }] },
		]);
	});

	it('leaves a doubt when no answer comes or it shows another family', async () => {
		cin7.script('drop', json({ ProductFamilies: [family({ SKU: 'OTHER' })] }), json({ ProductFamilies: [family({ ID: 'f1' })] }), json({ ProductFamilies: [family({ ID: 'f2' })] }));
		const { client } = clientFor(cin7.url);
		expect(await failureOf(client.createFamily(newFamily))).toMatchObject({ kind: 'unavailable', ambiguous: true });
		expect(await failureOf(client.createFamily(newFamily))).toMatchObject({ kind: 'unreadable', ambiguous: true });
		expect(await failureOf(client.updateFamily('f1', { name: 'x' }))).toMatchObject({ kind: 'unreadable', ambiguous: true });
		expect(cin7.calls.map(({ method }) => method)).toEqual(['POST', 'POST', 'GET', 'PUT']);
	});
});

describe('categories, brands and units', () => {
	const row = (Name: string): object => ({ ID: `id-${Name}`, Name });
	beforeEach(() => {
		cin7.route('GET /ref/category', () => json({ Total: 1, CategoryList: [row('Kitchen')] }));
		cin7.route('GET /ref/brand', () => json({ Total: 1, BrandList: [row('Harbor & Pine')] }));
		cin7.route('GET /ref/unit', () => json({ Total: 1, UnitList: [row('Item')] }));
		cin7.route('POST /ref/category', ({ body }) => json(row((body as { Name: string }).Name)));
	});
	const posts = (): number => cin7.calls.filter(({ method }) => method === 'POST').length;

	it('are read once in a run, also by parallel askers', async () => {
		const { client } = clientFor(cin7.url);
		const expected = { categories: ['Kitchen'], brands: ['Harbor & Pine'], units: ['Item'] };
		expect(await Promise.all([client.productNames(), client.productNames()])).toEqual([expected, expected]);
		expect(await client.productNames()).toEqual(expected);
		expect(cin7.calls).toHaveLength(3);
	});

	it('are read again after a reading that failed', async () => {
		cin7.script(refused(403, 'no'));
		const { client } = clientFor(cin7.url);
		await failureOf(client.productNames());
		await expect(client.productNames()).resolves.toMatchObject({ categories: ['Kitchen'] });
	});

	it('S98: get a new name once, and have it from then on', async () => {
		const { client } = clientFor(cin7.url);
		await client.createCategory('Toys');
		await client.createCategory('TOYS');
		expect(cin7.calls.map(({ method, path, body }) => [method, path, body])).toEqual([['POST', '/ref/category', { Name: 'Toys' }]]);
		await expect(client.productNames()).resolves.toMatchObject({ categories: ['Kitchen', 'Toys'] });
	});

	it('do not get a name that they are known to have', async () => {
		const { client } = clientFor(cin7.url);
		await client.productNames();
		await client.createCategory('KITCHEN ');
		await client.createBrand('harbor & pine');
		await client.createUnit('item');
		expect(posts()).toBe(0);
	});

	it('a name that somebody else added is no failure; any other refusal is one', async () => {
		cin7.route('POST /ref/category', () => refused(400, 'This category already exists. Category name must be unique.'));
		const { client } = clientFor(cin7.url);
		await expect(client.createCategory('kitchen')).resolves.toBeUndefined();
		expect(cin7.calls.map(({ method, query }) => [method, query.Name])).toEqual([['POST', undefined], ['GET', 'kitchen']]);
		expect(await failureOf(client.createCategory('Toys'))).toMatchObject({ kind: 'rejected', operation: 'POST /ref/category' });
		await expect(client.productNames()).resolves.toMatchObject({ categories: ['Kitchen'] });
	});

	it('a lost answer leaves a doubt, and nothing is sent again', async () => {
		cin7.script('drop');
		const { client } = clientFor(cin7.url);
		expect(await failureOf(client.createCategory('Toys'))).toMatchObject({ ambiguous: true });
		expect(cin7.calls).toHaveLength(1);
	});
});

describe('the company', () => {
	it.each([
		[{ DefaultWeightUnits: 'lb', DefaultDimensionsUnits: 'in' }, { weightUnits: 'lb', dimensionsUnits: 'in' }],
		[{ DefaultWeightUnits: null, DefaultDimensionsUnits: '' }, {}],
	])('says in which units it keeps products: %j', async (fields, expected) => {
		cin7.script(json({ Company: 'Harbor & Pine', Currency: 'USD', TimeZone: 'America/New_York', LockDate: null, ...fields }));
		expect(await clientFor(cin7.url).client.company()).toEqual({ name: 'Harbor & Pine', currency: 'USD', timeZone: 'America/New_York', ...expected });
	});
});
