import { sum } from '../../src/domain/money';
import type { Cin7Switches } from '../../sandbox/cin7/switches';
import { assemblyBody, orderBody, TenantClient, withKit, type Data } from '../sandbox/cin7/tenantClient';

let tenant: TenantClient;
beforeEach(async () => { tenant = await TenantClient.start({}, withKit); });
afterEach(async () => { await TenantClient.closeAll(); });

const stock = async (client = tenant): Promise<number[]> => await Promise.all(['KIT-SET', 'HP-MUG-SLATE', 'HP-TEAPOT-12'].map(async (sku) => (await client.availability(sku, 'FBA US')).OnHand));
const available = async (sku: string, client = tenant): Promise<number> => (await client.availability(sku, 'FBA US')).Available;
const assemble = async (change: Data = {}): Promise<Data> => await tenant.ok('POST', '/finishedGoods', { ...assemblyBody, ...change });
/** Cost of a kit: two mugs and a teapot. */
const kitCost = (client = tenant): number => 12 + Number(client.simulator.world.productBySku('HP-TEAPOT-12')?.averageCost);

describe('a product with a bill of materials', () => {
	it('shows it with IncludeBOM, and that it has one without', async () => {
		const { Products: [bare] } = await tenant.ok('GET', '/product?Sku=KIT-SET');
		expect(bare).toMatchObject({ BillOfMaterial: true, AutoAssembly: false, QuantityToProduce: 1, BOMType: 'Assembly', BillOfMaterialsProducts: [] });
		const { Products: [whole] } = await tenant.ok('GET', '/product?Sku=KIT-SET&IncludeBOM=true');
		expect(whole.BillOfMaterialsProducts).toMatchObject([{ ProductCode: 'HP-MUG-SLATE', Quantity: 2 }, { ProductCode: 'HP-TEAPOT-12', Quantity: 1 }]);
	});

	it('and one without say so', async () => {
		expect((await tenant.ok('GET', '/product?Sku=HP-MUG-SLATE&IncludeBOM=true')).Products[0]).toMatchObject({ BillOfMaterial: false, QuantityToProduce: 0, BOMType: 'None', BillOfMaterialsProducts: [] });
	});
});

describe('an assembly', () => {
	it('that is completed takes the components from the shelf and puts the product there, at their cost', async () => {
		const made = await assemble();
		expect(made).toMatchObject({ AssemblyNumber: 'FG-00001', Status: 'COMPLETED', ProductCode: 'KIT-SET', Quantity: 3, Notes: 'order 1', Errors: [] });
		expect(await stock()).toEqual([4, 794, 37]);
		expect(made.OrderLines.map((line: Data) => [line.ProductCode, line.TotalQuantity])).toEqual([['HP-MUG-SLATE', 6], ['HP-TEAPOT-12', 3]]);
		const cost = 3 * kitCost();
		expect(made.Transactions.map((entry: Data) => [entry.Debit, entry.Credit, entry.Amount])).toEqual([['640', '630', 36], ['640', '630', cost - 36], ['630', '640', cost]]);
		expect([tenant.simulator.world.ledger.balance('640'), sum(tenant.simulator.world.ledger.trialBalance().values())]).toEqual(['0', '0']);
		expect((await tenant.ok('GET', '/finishedGoodsList')).FinishedGoods[0].UnitCost).toBe(kitCost());
	});

	it.each<[string, number[], number, string[]]>([
		['DRAFT', [0, 0], 800, ['1', '800', '40']],
		['AUTHORISED', [2, 0], 800, ['1', '800', '40']],
		['IN PROGRESS', [2, 2], 794, ['1', '800', '40']],
	])('stays at %s where that is asked for, with nothing off the shelf', async (status, lines, free, onHand) => {
		const made = await assemble({ Status: status });
		expect([made.Status, [made.OrderLines.length, made.PickLines.length], made.Transactions]).toEqual([status, lines, []]);
		expect([await available('HP-MUG-SLATE'), await stock()]).toEqual([free, onHand.map(Number)]);
	});

	it('without enough components stays at the step it reached, tells why, and exists', async () => {
		const made = await assemble({ Quantity: 41 });
		expect([made.Status, made.Errors]).toEqual(['AUTHORISED', [{ ErrorCode: 400, Exception: expect.stringMatching(/not enough stock of 'HP-TEAPOT-12' at 'FBA US': 41 is needed, 40 is available/) }]]);
		expect([await stock(), (await tenant.ok('GET', `/finishedGoods?TaskID=${made.TaskID}`)).Status]).toEqual([[1, 800, 40], 'AUTHORISED']);
	});

	it('counts what is allocated as gone', async () => {
		await tenant.ordered({}, { Lines: [{ SKU: 'HP-TEAPOT-12', Quantity: 38, Price: 1, Tax: 0 }], AdditionalCharges: [] });
		expect((await assemble()).Errors[0].Exception).toMatch(/3 is needed, 2 is available/);
	});

	it('of a product without a bill of materials stays a draft', async () => {
		expect(await assemble({ ProductCode: 'HP-MUG-SLATE' })).toMatchObject({ Status: 'DRAFT', Errors: [{ Exception: expect.stringMatching(/no Bill of Materials/) }] });
	});

	it('needs wastage too', async () => {
		const wasteful = (seed: Parameters<typeof withKit>[0]): ReturnType<typeof withKit> => {
			const kit = withKit(seed);
			const components = [{ sku: 'HP-MUG-SLATE', quantity: '2', wastagePercent: '10' }, { sku: 'HP-TEAPOT-12', quantity: '1', wastageQuantity: '1' }];
			return { ...kit, products: kit.products.map((product) => (product.sku === 'KIT-SET' ? { ...product, billOfMaterials: { components, quantityToProduce: '2' } } : product)) };
		};
		const other = await TenantClient.start({}, wasteful);
		const made = await other.ok('POST', '/finishedGoods', { ...assemblyBody, Quantity: 4 });
		expect(made.OrderLines.map((line: Data) => [line.Quantity, line.TotalQuantity])).toEqual([[4, 4.4], [2, 4]]);
	});

	it.each<[string, Data, RegExp]>([
		['a product that does not exist', { ProductCode: 'NONE' }, /'NONE' was not found/],
		['no product', { ProductCode: undefined }, /Either ProductID or SKU/],
		['no location', { Location: undefined }, /Either Location or LocationID/],
		['a status it has not', { Status: 'VOIDED' }, /unknown value/],
		['no quantity', { Quantity: 0 }, /greater than 0/],
		['no completion date', { CompletionDate: undefined }, /'CompletionDate' is missing/],
		['no date of the work', { WIPDate: undefined }, /'WIPDate' is missing/],
		['an account that does not exist', { WIPAccount: '999' }, /not found in Chart of Accounts/],
		['an account of revenue', { Account: '200' }, /cannot be used for Finished Goods/],
		['a date in closed books', { CompletionDate: '2026-03-01' }, /Lock Date/],
	])('is refused for %s, and leaves no task', async (_title, change, text) => {
		tenant.simulator.world.company.lockDate = '2026-03-01';
		expect(await tenant.refusal('POST', '/finishedGoods', { ...assemblyBody, ...change })).toMatch(text);
		expect(tenant.simulator.world.assemblies.size).toBe(0);
	});
});

describe('the list of assemblies', () => {
	it('finds them by notes, number and status, page by page', async () => {
		for (const notes of ['order 1', 'order 2', 'order 1']) await assemble({ Notes: notes, Quantity: 1 });
		await assemble({ Status: 'DRAFT', Notes: 'order 3' });
		const found = async (query: string): Promise<string[]> => (await tenant.ok('GET', `/finishedGoodsList?${query}`)).FinishedGoods.map((entry: Data) => entry.AssemblyNumber);
		expect(await found('Search=order%201')).toEqual(['FG-00003', 'FG-00001']);
		expect(await found('Search=FG-00002')).toEqual(['FG-00002']);
		expect(await found('Status=DRAFT')).toEqual(['FG-00004']);
		expect(await found('Limit=3&Page=2')).toEqual(['FG-00001']);
		expect(await found('SaleID=99999999-9999-4999-8999-999999999999')).toEqual([]);
	});
});

describe('taking an assembly back', () => {
	it('gives the components back and the costs too', async () => {
		const made = await assemble({ Account: '715' });
		expect(tenant.simulator.world.ledger.balance('715')).not.toBe('0');
		const voided = await tenant.ok('DELETE', `/finishedGoods?ID=${made.TaskID}&Void=true`);
		expect([voided.Status, voided.OrderLines, voided.PickLines]).toEqual(['VOIDED', [], []]);
		expect(await stock()).toEqual([1, 800, 40]);
		expect([...tenant.simulator.world.ledger.trialBalance().values()].every((amount) => amount === '0')).toBe(true);
		expect(await tenant.refusal('DELETE', `/finishedGoods?ID=${made.TaskID}&Void=true`)).toMatch(/already voided/);
	});

	it('is refused when the product is gone', async () => {
		const made = await assemble();
		await tenant.ordered({}, { Lines: [{ SKU: 'KIT-SET', Quantity: 2, Price: 60, Tax: 0 }], AdditionalCharges: [] });
		expect(await tenant.refusal('DELETE', `/finishedGoods?ID=${made.TaskID}&Void=true`)).toMatch(/only 2 of 'KIT-SET' is available/);
	});

	it('without Void makes a draft of it and frees what was picked', async () => {
		const made = await assemble({ Status: 'IN PROGRESS' });
		expect((await tenant.ok('DELETE', `/finishedGoods?ID=${made.TaskID}`)).Status).toBe('DRAFT');
		expect(await available('HP-MUG-SLATE')).toBe(800);
	});
});

describe('automatic assembly', () => {
	const start = async (switches: Partial<Cin7Switches> = {}): Promise<TenantClient> => await TenantClient.start(switches, (seed) => withKit(seed, true));
	const kits = (quantity: number): Data => ({ Lines: [{ SKU: 'KIT-SET', Quantity: quantity, Price: 60, Tax: 0 }], AdditionalCharges: [] });

	it('S17: happens when the order is authorised, for what is ordered, and can be seen by the sale', async () => {
		const other = await start();
		const draft = await other.sale();
		await other.ok('POST', '/sale/order', { ...orderBody(draft.ID), ...kits(3), Status: 'DRAFT' });
		expect(await stock(other)).toEqual([1, 800, 40]);
		await other.ok('POST', '/sale/order', { ...orderBody(draft.ID), ...kits(3) });
		expect([await stock(other), await available('KIT-SET', other), (await other.read(draft.ID)).Status]).toEqual([[4, 794, 37], 1, 'ORDERED']);
		const { FinishedGoods } = await other.ok('GET', `/finishedGoodsList?SaleID=${draft.ID}`);
		expect(FinishedGoods).toMatchObject([{ AssemblyNumber: 'FG-00001', Status: 'COMPLETED', Quantity: 3 }]);
	});

	it('makes only what the shelf lacks where the switch says so', async () => {
		const other = await start({ autoAssembly: 'shortage' });
		await other.ordered({}, kits(3));
		expect(await stock(other)).toEqual([3, 796, 38]);
		await other.ordered({ ExternalID: 'next' }, kits(1));
		expect(other.simulator.world.assemblies.size).toBe(2);
	});

	it('leaves a backorder when components do not suffice', async () => {
		const other = await start();
		const sale = await other.ordered({}, kits(41));
		expect([await stock(other), (await other.read(sale.ID)).Order.Lines[0].BackorderQuantity, other.simulator.world.assemblies.size]).toEqual([[1, 800, 40], 40, 0]);
	});

	it('ships at the cost of the components', async () => {
		const other = await start();
		other.simulator.world.stock.put(other.simulator.world.productBySku('KIT-SET')?.id ?? '', other.simulator.world.locations.find(({ name }) => name === 'FBA US') as { id: string; name: string }, '-1');
		const sale = await other.ordered({}, { ...kits(2), AutoPickPackShipMode: 'AUTOPICKPACKSHIP' });
		expect((await other.read(sale.ID)).COGSAmount).toBe(2 * kitCost(other));
	});

	it('is taken back with the sale, which a switch decides', async () => {
		const voided = async (client: TenantClient): Promise<number[]> => {
			const sale = await client.ordered({}, kits(3));
			await client.ok('DELETE', `/sale?ID=${sale.ID}&Void=true`);
			return await stock(client);
		};
		expect(await voided(await start())).toEqual([1, 800, 40]);
		expect(await voided(await start({ voidedSaleAssemblies: 'kept' }))).toEqual([4, 794, 37]);
	});
});

it('a lost answer leaves the assembly, which its notes find', async () => {
	tenant.simulator.faults.add({ operation: 'POST /finishedGoods', kind: 'dropAfterCommit' });
	await expect(assemble()).rejects.toThrow();
	expect((await tenant.ok('GET', '/finishedGoodsList?Search=order%201')).FinishedGoods).toMatchObject([{ Status: 'COMPLETED', Notes: 'order 1' }]);
});
