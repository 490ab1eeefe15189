import { TenantClient, type Data } from './tenantClient';
import type { Cin7Switches } from '../../../sandbox/cin7/switches';

let tenant: TenantClient;
beforeEach(async () => { tenant = await TenantClient.start(); });
afterEach(async () => { await TenantClient.closeAll(); });

const vase = { SKU: 'NEW-VASE', Name: 'Vase', Category: 'Home', Type: 'Stock', CostingMethod: 'FIFO', UOM: 'Item', Status: 'Active' };
const create = async (fields: Data = {}, of = tenant): Promise<Data> => (await of.ok('POST', '/product', { ...vase, ...fields })).Products[0];
const change = async (id: string, fields: Data, of = tenant): Promise<Data> => (await of.ok('PUT', '/product', { ID: id, ...fields })).Products[0];
const find = async (query: string, of = tenant): Promise<Data[]> => (await of.ok('GET', `/product?${query}`)).Products;

describe('a new product', () => {
	it('is listed as it was written', async () => {
		const created = await create({
			Brand: 'harbor & pine', Barcode: '4000000000999', Description: 'Tall', Weight: 0.4536, WeightUnits: 'kg', Length: 10.5, Width: 4, Height: 2, DimensionsUnits: 'cm',
			PriceTiers: { Amazon: 24.95 }, SaleTaxRule: 'Tax on Sales', DefaultLocation: 'Main Warehouse',
		});
		expect(await find('Sku=NEW-VASE')).toEqual([created]);
		expect(created).toMatchObject({
			SKU: 'NEW-VASE', Name: 'Vase', Category: 'Home', Brand: 'Harbor & Pine', Type: 'Stock', Barcode: '4000000000999', Description: 'Tall', Weight: 0.4536, WeightUnits: 'kg',
			Length: 10.5, Width: 4, Height: 2, DimensionsUnits: 'cm', PriceTier1: 0, PriceTier3: 24.95, SaleTaxRule: 'Tax on Sales', AverageCost: 0, LastModifiedOn: '2026-03-10T12:00:00.000Z',
		});
		expect(created.PriceTiers).toMatchObject({ Retail: 0, Amazon: 24.95 });
	});

	it.each(['SKU', 'Name', 'Category', 'Type', 'CostingMethod', 'UOM', 'Status'])('needs %s', async (field) => {
		expect(await tenant.refusal('POST', '/product', { ...vase, [field]: undefined })).toContain(`'${field}' is missing`);
		expect(await find('Sku=NEW-VASE')).toEqual([]);
	});

	it.each<[string, Data, RegExp]>([
		['SKU of 51 letters', { SKU: 'x'.repeat(51) }, /'SKU' is too long, maximum length is 50/],
		['name of 257 letters', { Name: 'x'.repeat(257) }, /'Name' is too long/],
		['short description of 501 letters', { ShortDescription: 'x'.repeat(501) }, /'ShortDescription' is too long/],
		['type', { Type: 'Kit' }, /'Type' must be one of Stock, Service/],
		['costing method', { CostingMethod: 'LIFO' }, /'CostingMethod' must be one of FIFO/],
		['status', { Status: 'Closed' }, /'Status' must be one of/],
		['unit of weight', { WeightUnits: 'stone' }, /'WeightUnits' must be one of/],
		['unit of length', { DimensionsUnits: 'inches' }, /'DimensionsUnits' must be one of/],
		['brand', { Brand: 'Nobody' }, /Brand 'Nobody' was not found in reference book/],
		['unit of measure', { UOM: 'Dozen' }, /Unit of Measure 'Dozen' was not found/],
		['tax rule', { SaleTaxRule: 'Nothing' }, /Tax Rule 'Nothing' was not found/],
		['inactive tax rule', { SaleTaxRule: 'Sales Tax 2019' }, /not active/],
		['tax rule of purchases', { SaleTaxRule: 'Tax on Purchases' }, /not applicable for sales/],
		['tax rule of sales for purchases', { PurchaseTaxRule: 'Tax on Sales' }, /not applicable for purchases/],
		['price tier', { PriceTiers: { 'Tier 1': 5 } }, /Price Tier 'Tier 1' was not found/],
		['price of five decimals', { PriceTier1: 1.00001 }, /more than 4 decimal places/],
		['price below zero', { PriceTier2: -1 }, /must not be negative/],
		['location', { DefaultLocation: 'Nowhere' }, /Location 'Nowhere' was not found/],
		['account of another class', { RevenueAccount: '610' }, /Account '610' is not an account of class REVENUE/],
		['attribute set', { AttributeSet: 'Colors' }, /AttributeSet 'Colors' was not found/],
	])('is refused for its %s', async (_, fields, text) => {
		expect(await tenant.refusal('POST', '/product', { ...vase, ...fields })).toMatch(text);
		expect(await find('Sku=NEW-VASE')).toEqual([]);
	});

	it('is refused with 404 for a category that does not exist', async () => {
		const answer = await tenant.call('POST', '/product', { ...vase, Category: 'Garden' });
		expect([answer.status, answer.data]).toEqual([404, [{ ErrorCode: 404, Exception: 'Category not found.' }]]);
	});

	it('S97: needs a SKU and a name of its own, whatever their case', async () => {
		expect(await tenant.refusal('POST', '/product', { ...vase, SKU: 'hp-mug-slate' })).toBe("Product with SKU 'hp-mug-slate' already exists");
		await create();
		expect(await tenant.refusal('POST', '/product', { ...vase, SKU: 'NEW-VASE-2', Name: 'VASE' })).toBe("Product with name 'VASE' already exists");
		const free = await TenantClient.start({ productNames: 'free' });
		await create({}, free);
		await expect(create({ SKU: 'NEW-VASE-2' }, free)).resolves.toMatchObject({ Name: 'Vase' });
	});

	it('S12: has no stock, cost or customer prices, whatever is sent', async () => {
		const { ID } = await create({ AverageCost: 9, OnHand: 5, StockOnHand: 5, CustomPrices: [{ CustomerName: 'Astoria Bakery', Price: 1 }], Movements: [{ Quantity: 5 }] });
		expect(await find(`ID=${ID}&IncludeCustomPrices=true&IncludeMovements=true`)).toMatchObject([{ AverageCost: 0, CustomPrices: [], Movements: [] }]);
		expect((await tenant.ok('GET', '/ref/productavailability?Sku=NEW-VASE')).Total).toBe(0);
	});

	it('takes the prices of numbered tiers, and those of named ones over them', async () => {
		expect(await create({ PriceTier1: 8, PriceTier2: 7, PriceTiers: { wholesale: 6.5 } })).toMatchObject({ PriceTier1: 8, PriceTier2: 6.5 });
	});

	it('has no named tiers where two tiers share a name', async () => {
		const twins = await TenantClient.start({}, (seed) => ({ ...seed, priceTiers: seed.priceTiers.map((tier, index) => (index === 3 ? 'retail' : tier)) }));
		const created = await create({ PriceTier1: 8, PriceTiers: { Retail: 9 } }, twins);
		expect([created.PriceTier1, created.PriceTiers]).toEqual([8, undefined]);
	});

	it('can be sold', async () => {
		const { ID } = await create();
		const sale = await tenant.sale();
		const line = { ProductID: ID, Name: 'Vase', Quantity: 1, Price: 5, Discount: 0, Tax: 0, TaxRule: 'Tax Exempt', Total: 5 };
		const order = await tenant.ok('POST', '/sale/order', { SaleID: sale.ID, Memo: '', Status: 'DRAFT', Lines: [line], AdditionalCharges: [] });
		expect(order.Lines[0]).toMatchObject({ SKU: 'NEW-VASE' });
	});
});

describe('a changed product', () => {
	it('keeps what is not sent, and loses what is sent empty or zero', async () => {
		const created = await create({ Brand: 'Harbor & Pine', Barcode: '1', Description: 'Tall', Tags: 'a,b', Weight: 2, PriceTier1: 5, PriceTier2: 4, SaleTaxRule: 'Tax on Sales' });
		tenant.clock.advance(60_000);
		const touched = await change(created.ID, { Name: 'Tall vase' });
		expect(touched).toEqual({ ...created, Name: 'Tall vase', LastModifiedOn: '2026-03-10T12:01:00.000Z' });
		const cleared = await change(created.ID, { Brand: '', Barcode: '', Description: '', Tags: '', Weight: 0, PriceTier1: 0, SaleTaxRule: '' });
		expect(cleared).toEqual({ ...touched, Brand: null, Barcode: null, Description: null, Tags: '', Weight: 0, PriceTier1: 0, PriceTiers: { ...created.PriceTiers, Retail: 0 }, SaleTaxRule: null });
	});

	it('loses a number that is sent as an empty text, and leaves its former name to others', async () => {
		const { ID } = await create({ Weight: 2, PriceTier1: 5 });
		expect(await change(ID, { Weight: '', PriceTier1: '', Name: 'Urn' })).toMatchObject({ Weight: 0, PriceTier1: 0 });
		await expect(create({ SKU: 'NEW-VASE-2' })).resolves.toMatchObject({ Name: 'Vase' });
	});

	it('needs an id that exists, and no empty name', async () => {
		const { ID } = await create();
		expect(await tenant.refusal('PUT', '/product', { ...vase })).toMatch(/'ID' is missing/);
		expect(await tenant.refusal('PUT', '/product', { ID: '99999999-9999-4999-8999-999999999999', Name: 'x' })).toMatch(/was not found/);
		expect(await tenant.refusal('PUT', '/product', { ID, Name: '' })).toMatch(/'Name' is missing or empty/);
		expect(await tenant.refusal('PUT', '/product', { ID, SKU: 'HP-MUG-SLATE' })).toMatch(/already exists/);
	});

	it('gets another SKU only when one is sent, and is found under it alone', async () => {
		const { ID } = await create();
		expect(await change(ID, { Name: 'Vase' })).toMatchObject({ SKU: 'NEW-VASE' });
		await change(ID, { SKU: 'OTHER-VASE' });
		expect([await find('Sku=NEW-VASE'), await find('Sku=OTHER-VASE')]).toMatchObject([[], [{ ID }]]);
		await expect(create({ Name: 'Second vase' })).resolves.toMatchObject({ SKU: 'NEW-VASE' });
	});

	it('stays what it is: the type is read only', async () => {
		const { ID } = await create();
		expect(await change(ID, { Type: 'Service' })).toMatchObject({ Type: 'Stock' });
	});

	it('does not take additional attributes without their set', async () => {
		const { ID } = await create();
		expect(await change(ID, { AdditionalAttribute1: 'red' })).toMatchObject({ AdditionalAttribute1: null });
	});
});

describe('S31: markups and customer prices', () => {
	const marked = async (switches: Partial<Cin7Switches> = {}): Promise<TenantClient> => await TenantClient.start(switches, (seed) => ({
		...seed,
		products: [...seed.products, {
			sku: 'MARKED', name: 'Marked', category: 'Home', price: '10', averageCost: '4', priceTiers: { Wholesale: '8' },
			markups: [{ tier: 'Amazon', percent: '50' }], customPrices: [{ customer: 'Astoria Bakery', price: '7.5' }],
		}],
	}));

	it('cannot be written, and a tier with a markup keeps the computed price', async () => {
		const other = await marked();
		const [{ ID, ...before }] = await find('Sku=MARKED&IncludeCustomPrices=true', other);
		expect([before.PriceTier1, before.PriceTier2, before.PriceTier3]).toEqual([10, 8, 6]);
		expect(before.CustomPrices).toMatchObject([{ CustomerName: 'Astoria Bakery', Price: 7.5 }]);
		await change(ID, { PriceTiers: { Amazon: 99, Retail: 11 }, CustomPrices: [{ CustomerName: 'Astoria Bakery', Price: 1 }] }, other);
		expect(await find('Sku=MARKED&IncludeCustomPrices=true', other)).toMatchObject([{ PriceTier1: 11, PriceTier2: 8, PriceTier3: 6, CustomPrices: before.CustomPrices }]);
		expect(other.simulator.world.productBySku('marked')?.markups).toEqual([{ tier: 2, percent: '50' }]);
	});

	it('a written price takes the place of the computed one where the switch says so; the markup stays', async () => {
		const other = await marked({ priceOfMarkupTier: 'written' });
		const [{ ID }] = await find('Sku=MARKED', other);
		expect(await change(ID, { PriceTiers: { Amazon: 99 } }, other)).toMatchObject({ PriceTier3: 99 });
		expect(other.simulator.world.productBySku('marked')?.markups).toHaveLength(1);
	});

	it('are shown when they are asked for', async () => {
		const other = await marked();
		expect((await find('Sku=MARKED', other))[0]).not.toHaveProperty('CustomPrices');
	});
});

describe('the list of products', () => {
	it('has those modified since an instant, which is UTC where it names no zone', async () => {
		tenant.clock.advance(60_000);
		const { ID } = await create();
		for (const since of ['2026-03-10T12:00:30.000', '2026-03-10T12:00:30Z', '2026-03-10T13:01:00+01:00']) expect((await find(`ModifiedSince=${encodeURIComponent(since)}`)).map((row) => row.ID)).toEqual([ID]);
		expect(await tenant.refusal('GET', '/product?ModifiedSince=yesterday')).toMatch(/ISO 8601/);
	});

	it('has deprecated ones when they are asked for', async () => {
		const { ID } = await create();
		await change(ID, { Status: 'Deprecated' });
		expect([await find('Sku=NEW-VASE'), await find('Sku=NEW-VASE&IncludeDeprecated=true')]).toMatchObject([[], [{ ID, Status: 'Deprecated' }]]);
	});

	it('says in which units the tenant keeps products', async () => {
		expect(await tenant.ok('GET', '/me')).toMatchObject({ DefaultWeightUnits: 'kg', DefaultDimensionsUnits: 'cm' });
		const pounds = await TenantClient.start({}, (seed) => ({ ...seed, company: { ...seed.company, weightUnits: 'lb', dimensionsUnits: 'in' } }));
		expect(await pounds.ok('GET', '/me')).toMatchObject({ DefaultWeightUnits: 'lb', DefaultDimensionsUnits: 'in' });
	});
});
