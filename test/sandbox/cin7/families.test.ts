import type { Cin7Switches } from '../../../sandbox/cin7/switches';
import { TenantClient, type Data } from './tenantClient';

let tenant: TenantClient;
beforeEach(async () => { tenant = await TenantClient.start({}, withGoods); });
afterEach(async () => { await TenantClient.closeAll(); });

const withGoods: Parameters<typeof TenantClient.start>[1] = (seed) => ({
	...seed, families: [], products: [...seed.products, ...['RED', 'BLUE', 'GREEN'].map((color) => ({ sku: `BOWL-${color}`, name: `Bowl in ${color}`, category: 'Kitchen', price: '5', averageCost: '2' }))],
});
const bowls = { SKU: 'BOWL', Name: 'Bowl', Category: 'Kitchen', CostingMethod: 'FIFO', DefaultLocation: 'Main Warehouse', UOM: 'Item', Option1Name: 'Color' };
const idOf = (sku: string, of = tenant): string => of.simulator.world.productBySku(sku)?.id ?? 'no such product';
const start = async (switches: Partial<Cin7Switches>): Promise<TenantClient> => await TenantClient.start(switches, withGoods);
const create = async (fields: Data = {}, of = tenant): Promise<Data> => (await of.ok('POST', '/productFamily', { ...bowls, ...fields })).ProductFamilies[0];
const change = async (id: string, fields: Data, of = tenant): Promise<Data> => (await of.ok('PUT', '/productFamily', { ID: id, ...fields })).ProductFamilies[0];
const red = (of = tenant): Data => ({ ID: idOf('BOWL-RED', of), Option1: 'Red' });
const blue = (of = tenant): Data => ({ ID: idOf('BOWL-BLUE', of), Option1: 'Blue' });

describe('a new product family', () => {
	it('has its products by id, whatever SKU and name the body gives them', async () => {
		const family = await create({ Products: [{ ...red(), SKU: 'else', Name: 'Else', Option2: 'L' }, { ...blue(), Option2: 'L' }], Option2Name: 'Size', Option1Values: 'Yellow' });
		expect(family.Products).toEqual([
			{ ID: idOf('BOWL-RED'), SKU: 'BOWL-RED', Name: 'Bowl in RED', Option1: 'Red', Option2: 'L', Option3: '' },
			{ ID: idOf('BOWL-BLUE'), SKU: 'BOWL-BLUE', Name: 'Bowl in BLUE', Option1: 'Blue', Option2: 'L', Option3: '' },
		]);
		expect(family).toMatchObject({ SKU: 'BOWL', Option1Name: 'Color', Option2Name: 'Size', Option3Name: '', Option1Values: 'Blue,Red', Option2Values: 'L', Option3Values: '' });
		expect((await tenant.ok('GET', '/productFamily?Sku=BOWL')).ProductFamilies).toEqual([family]);
	});

	it.each(['SKU', 'Name', 'Category', 'CostingMethod', 'DefaultLocation', 'UOM', 'Option1Name'])('needs %s', async (field) => {
		expect(await tenant.refusal('POST', '/productFamily', { ...bowls, [field]: undefined })).toContain(`'${field}' is missing`);
		expect(tenant.simulator.world.families.size).toBe(0);
	});

	it.each<[string, Data, RegExp]>([
		['SKU of 46 letters', { SKU: 'x'.repeat(46) }, /'SKU' is too long, maximum length is 45/],
		['fourth option', { Option4Name: 'Taste' }, /three options at most/],
		['option name of 51 letters', { Option1Name: 'x'.repeat(51) }, /'Option1Name' is too long/],
		['location', { DefaultLocation: 'Nowhere' }, /Location 'Nowhere' was not found/],
		['brand', { Brand: 'Nobody' }, /Brand 'Nobody' was not found/],
		['product that does not exist', { Products: [{ ID: '99999999-9999-4999-8999-999999999999', Option1: 'Red' }] }, /was not found/],
		['product without a first option', { Products: [{ ID: 'to be filled in' }] }, /'Option1' is missing/],
	])('is refused for its %s', async (_, fields, text) => {
		const products = (fields.Products ?? []).map((row: Data) => (row.ID === 'to be filled in' ? { ID: idOf('BOWL-RED') } : row));
		expect(await tenant.refusal('POST', '/productFamily', { ...bowls, ...fields, Products: products })).toMatch(text);
		expect(tenant.simulator.world.families.size).toBe(0);
	});

	it('needs a SKU of its own', async () => {
		await create();
		expect(await tenant.refusal('POST', '/productFamily', { ...bowls, SKU: 'bowl' })).toBe("Product Family with SKU 'bowl' already exists");
	});

	it('names an option that has values and no name, or all of them where the switch says so', async () => {
		expect(await create({ Products: [{ ...red(), Option2: 'L' }] })).toMatchObject({ Option2Name: 'Option 2', Option3Name: '' });
		const always = await start({ familyOptionDefaults: 'always' });
		expect(await create({ Products: [red(always)] }, always)).toMatchObject({ Option2Name: 'Option 2', Option3Name: 'Option 3' });
	});
});

describe('a changed product family', () => {
	it('gets new products, changes those it has, and never loses one', async () => {
		const family = await create({ Products: [red(), blue()] });
		tenant.clock.advance(60_000);
		const changed = await change(family.ID, { Products: [{ ...red(), Option1: 'Crimson' }, { ID: idOf('BOWL-GREEN'), Option1: 'Green' }] });
		expect(changed.Products.map((row: Data) => row.Option1)).toEqual(['Crimson', 'Blue', 'Green']);
		expect((await change(family.ID, { Products: [] })).Products).toHaveLength(3);
		expect((await tenant.ok('GET', '/productFamily?ModifiedSince=2026-03-10T12:00:30')).ProductFamilies).toHaveLength(1);
		expect((await tenant.ok('GET', '/productFamily?ModifiedSince=2026-03-10T12:01:30')).ProductFamilies).toHaveLength(0);
	});

	it('keeps what is not sent, or needs it again where the switch says so', async () => {
		const family = await create({ Products: [red()] });
		expect(await change(family.ID, { Name: 'Fine bowl' })).toEqual({ ...family, Name: 'Fine bowl' });
		const strict = await start({ familyPutOmitted: 'refused' });
		const other = await create({}, strict);
		expect(await strict.refusal('PUT', '/productFamily', { ID: other.ID, Name: 'Fine bowl' })).toMatch(/missing or empty/);
		await expect(change(other.ID, { ...bowls, Name: 'Fine bowl' }, strict)).resolves.toMatchObject({ Name: 'Fine bowl' });
	});

	it('must exist', async () => {
		expect(await tenant.refusal('PUT', '/productFamily', { ID: '99999999-9999-4999-8999-999999999999', Name: 'x' })).toMatch(/was not found/);
	});
});

describe('what is not documented of families', () => {
	it('a product in two of them', async () => {
		await create({ Products: [red()] });
		expect(await tenant.refusal('POST', '/productFamily', { ...bowls, SKU: 'OTHER', Products: [red()] })).toMatch(/'BOWL-RED' is in Product Family 'BOWL' already/);
		const free = await start({ productInTwoFamilies: 'accepted' });
		await create({ Products: [red(free)] }, free);
		expect((await create({ SKU: 'OTHER', Products: [red(free)] }, free)).Products).toHaveLength(1);
	});

	it('two products with the same options', async () => {
		const twins = (of: TenantClient): Data[] => [red(of), { ...blue(of), Option1: 'red' }];
		expect((await create({ Products: twins(tenant) })).Products).toHaveLength(2);
		const strict = await start({ sameOptionsInFamily: 'refused' });
		expect(await strict.refusal('POST', '/productFamily', { ...bowls, Products: twins(strict) })).toMatch(/same options/);
	});

	it('the name of a product that joins one', async () => {
		expect((await create({ Products: [red()] })).Products[0].Name).toBe('Bowl in RED');
		const naming = await start({ familyNamesProducts: true });
		await create({ Products: [red(naming)] }, naming);
		expect((await naming.ok('GET', '/product?Sku=BOWL-RED')).Products[0].Name).toBe('Bowl (Red)');
	});
});
