import type { IDataObject } from 'n8n-workflow';
import { byId, DemoWorld, expectGreen, mug } from './demoWorld';

let world: DemoWorld;
beforeEach(async () => {
	world = await DemoWorld.open({ noOrders: true });
	await world.ready('US');
});
afterEach(async () => await world.close());

const getLog = async (over: IDataObject = {}) => (await world.run('orderConsolidator', { operation: 'getLog', store: byId('all'), ...over })).processed;
const pending = async () => (await world.run('orderConsolidator', { operation: 'getPending', store: byId('all') })).processed;
const deleteLogEntry = async (orderId: string, over: IDataObject = {}) => await world.run('orderConsolidator', { operation: 'deleteLogEntry', store: byId('all'), orderId, ...over });
const reload = async () => await world.load('US', { load: 'from', from: '2026-03-01T00:00:00Z' });

describe('processing', () => {
	test('S25: fails with a clear reason while no existing customer is selected, and touches nothing', async () => {
		await world.connect('US', { defaultCustomer: byId('') });
		const orderId = world.place();
		await world.load();
		const run = await world.process();
		expect(run.error?.message).toContain('No customer is selected for store Harbor & Pine US');
		expect(run.error?.description).toContain('Default Customer');
		expect([world.writes(), world.sales(orderId)]).toEqual([[], []]);
	});

	test('S124: pending orders are processed by hand, and then stand in the log', async () => {
		const orderId = world.place();
		await world.load();
		expect(await pending()).toMatchObject([{ orderId }]);
		expect((await world.process()).processed).toMatchObject([{ orderId, outcome: 'processed', total: '16.23', tax: '1.24', currency: 'USD', paymentAdded: true, saleUrl: expect.stringContaining(world.sale(orderId).id) as string }]);
		expect(await pending()).toEqual([]);
		expect(await getLog()).toMatchObject([{ orderId, state: 'processed' }]);
	});

	test('S120: sixty items of a trigger start one run, not sixty', async () => {
		world.place();
		await world.load();
		const run = await world.process({}, { input: Array.from({ length: 60 }, (_, index) => ({ index })) });
		expect(run.processed).toHaveLength(1);
		expect(run.result.items('Node', 0)[0]?.pairedItem).toHaveLength(60);
	});

	test('P27 and N53: an order that cannot be written does not stop the others, and its problem is told once until it changes, in one message', async () => {
		const first = world.place({ items: [mug({ sku: 'NOT-LINKED' })] });
		const second = world.place({ items: [mug({ sku: 'NOT-LINKED-EITHER' })] });
		const good = world.place();
		await world.load();
		const run = await world.process();
		expect(run.processed).toMatchObject([{ orderId: good }]);
		expect(run.attention).toHaveLength(1);
		expect(run.attention[0]).toMatchObject({ heading: '2 orders need attention', newProblems: 2, openProblems: 2 });
		expect(String(run.attention[0]?.message)).toMatch(new RegExp(`${first}[^]*NOT-LINKED[^]*${second}[^]*Link the SKU`));
		expect((await world.process()).attention).toEqual([]);
		expect((await world.process({ processOptions: { attention: 'all' } })).attention[0]).toMatchObject({ openProblems: 2 });
		await world.connect('US', { terms: byId('90 days (retired)') });
		expect((await world.process()).attention[0]).toMatchObject({ newProblems: 4 });
	});

	test('N49: the preview gives what processing then writes, and writes nothing', async () => {
		const orderId = world.place({ items: [mug({ shipping: '4.00' })] });
		world.place({ items: [mug({ sku: 'NOT-LINKED' })] });
		await world.load();
		world.cin7.requests.length = 0;
		const preview = await world.run('orderConsolidator', { operation: 'previewSales', store: byId('all') });
		expect(world.writes()).toEqual([]);
		expect(preview.processed).toMatchObject([{ orderId, total: '20.23', tax: '1.24', lines: [{ sku: 'HP-MUG-SLATE', total: '14.99', taxRule: 'Tax on Sales' }], additionalCharges: [{ description: 'Shipping', price: '4.00' }], payment: { account: '710', amount: '20.23' } }]);
		expect(preview.attention).toHaveLength(1);
		expect(await pending()).toHaveLength(2);
		const processed = (await world.process()).processed;
		for (const field of ['total', 'tax', 'totalBeforeTax', 'currency', 'orderId']) expect(processed[0]?.[field]).toEqual(preview.processed[0]?.[field]);
		const sale = world.sale(orderId);
		expect([sale.location, sale.carrier, sale.terms, sale.salesRepresentative, sale.priceTier]).toEqual(['location', 'carrier', 'terms', 'salesRepresentative', 'priceTier'].map((field) => preview.processed[0]?.[field]));
	});

	test('N49: buyer data is in a preview only when asked for', async () => {
		world.place();
		await world.load();
		const preview = async (includeBuyerData: boolean) => JSON.stringify((await world.run('orderConsolidator', { operation: 'previewSales', store: byId('all'), includeBuyerData })).processed);
		expect(await preview(false)).not.toMatch(/Robin|Example Street/);
		expect(await preview(true)).toMatch(/Robin Placeholder/);
	});

	test('a run with a limit takes the oldest orders and leaves the rest', async () => {
		const [first, second] = [world.place(), world.place()];
		await world.load();
		expect((await world.process({ processOptions: { limit: 1 } })).processed).toMatchObject([{ orderId: first }]);
		expect(await pending()).toMatchObject([{ orderId: second }]);
	});
});

describe('cancellations', () => {
	test('S158: a pending order that Amazon cancels is removed from Pending Orders, and no sale is made', async () => {
		const orderId = world.place();
		await world.load();
		world.account().cancelOrder(orderId);
		world.pass(5 * 60_000);
		await world.load();
		expect(await pending()).toEqual([]);
		expect((await world.process()).processed).toEqual([]);
		expect(world.sales(orderId)).toEqual([]);
		expect(await getLog()).toMatchObject([{ orderId, state: 'canceled' }]);
	});

	test('S158: the sale of a processed order that Amazon cancels is voided, once', async () => {
		const orderId = await world.placeAndProcess();
		world.account().cancelOrder(orderId);
		world.pass(5 * 60_000);
		await world.load();
		expect((await world.process()).processed).toMatchObject([{ orderId, outcome: 'voided' }]);
		expect(world.sale(orderId).voided).toBe(true);
		world.cin7.requests.length = 0;
		expect((await world.process()).processed).toEqual([]);
		expect(world.writes()).toEqual([]);
		expect(await getLog()).toMatchObject([{ orderId, state: 'canceled', reason: 'Canceled at Amazon; the sale was voided' }]);
	});

	test('S158: a sale that a person voided already is left as it is', async () => {
		const orderId = await world.placeAndProcess();
		await fetch(`${world.cin7.url}/sale?ID=${world.sale(orderId).id}&Void=true`, { method: 'DELETE', headers: { 'api-auth-accountid': '11111111-1111-4111-8111-111111111111', 'api-auth-applicationkey': '22222222-2222-4222-8222-222222222222' } });
		world.account().cancelOrder(orderId);
		world.pass(5 * 60_000);
		await world.load();
		world.cin7.requests.length = 0;
		expect((await world.process()).processed).toMatchObject([{ orderId, outcome: 'canceled' }]);
		expect(world.writes()).toEqual([]);
	});
});

describe('the log', () => {
	test('S162 and S163: each captured order has an entry that links the Amazon order and the sale, opens the sale and shows its state', async () => {
		const orderId = await world.placeAndProcess();
		const held = world.place({ items: [mug({ sku: 'NOT-LINKED' })] });
		await world.load();
		await world.process();
		const sale = world.sale(orderId);
		const entries = await getLog({ askState: true });
		expect(entries.find((entry) => entry.orderId === orderId)).toMatchObject({ saleId: sale.id, saleNumber: sale.order.number, saleUrl: `https://inventory.dearsystems.com/Sale#${sale.id}`, sale: 'COMPLETED', order: 'AUTHORISED', pick: 'AUTHORISED', pack: 'AUTHORISED', ship: 'AUTHORISED', invoice: 'PAID', paid: true });
		expect(entries.find((entry) => entry.orderId === held)).toMatchObject({ state: 'held', saleId: null });
	});

	test('S164: deleting an entry lets the order be processed again, and neither voids nor deletes the sale', async () => {
		const orderId = await world.placeAndProcess();
		expect((await deleteLogEntry(orderId, { ifSaleExists: 'createAnother' })).processed).toMatchObject([{ orderId, deleted: true }]);
		expect(await getLog()).toEqual([]);
		expect(world.sale(orderId).voided).toBe(false);
		await reload();
		expectGreen(await world.process());
		expect(world.sales(orderId).map((sale) => sale.voided)).toEqual([false, false]);
	});

	test('S164: by default the order then waits until its first sale is voided, so that no sale is doubled by mistake', async () => {
		const orderId = await world.placeAndProcess();
		await deleteLogEntry(orderId);
		await reload();
		const run = await world.process();
		expect(run.processed).toEqual([]);
		expect(run.attention).toMatchObject([{ problems: [{ code: 'order.saleStillExists', orderId }] }]);
		await fetch(`${world.cin7.url}/sale?ID=${world.sale(orderId).id}&Void=true`, { method: 'DELETE', headers: { 'api-auth-accountid': '11111111-1111-4111-8111-111111111111', 'api-auth-applicationkey': '22222222-2222-4222-8222-222222222222' } });
		expectGreen(await world.process());
		expect(world.sales(orderId).map((sale) => sale.voided)).toEqual([true, false]);
	});

	test('deleting an entry that does not exist says so', async () => {
		expect((await deleteLogEntry('111-0000000-0000000')).error?.message).toContain('no log entry');
	});
});

test('N14: a run that stopped between the sale and its record finds the sale by its external id and goes on with it', async () => {
	const orderId = world.place();
	await world.load();
	world.cin7.faults.add({ operation: 'POST /sale', kind: 'dropAfterCommit', times: 1 });
	await world.process();
	expectGreen(await world.process());
	expect(world.sales(orderId)).toHaveLength(1);
	expect(world.sale(orderId).invoices).toMatchObject([{ status: 'PAID' }]);
});

describe('a store that is connected anew, with its database gone', () => {
	test('N14: finds the sales that were made before by their external ids, links them, and writes nothing', async () => {
		const orderId = await world.placeAndProcess();
		const store = byId('A1HARBORPINE-US');
		expectGreen(await world.run('amazonStore', { operation: 'disconnect', store, confirm: true }));
		await world.ready('US');
		world.cin7.requests.length = 0;
		await reload();
		expect((await world.process()).processed).toMatchObject([{ orderId, outcome: 'processed', saleNumber: world.sale(orderId).order.number, paymentAdded: true }]);
		expect(world.writes()).toEqual([]);
	});

	test('N14: goes on with a sale that was left half-way', async () => {
		const orderId = world.place();
		await world.load();
		world.cin7.faults.add({ operation: 'POST /sale/invoice', kind: 'error500', times: 99 });
		await world.process();
		world.cin7.faults.clear();
		expectGreen(await world.run('amazonStore', { operation: 'disconnect', store: byId('A1HARBORPINE-US'), confirm: true }));
		await world.ready('US');
		await reload();
		expectGreen(await world.process());
		expect(world.sale(orderId).invoices).toMatchObject([{ status: 'PAID' }]);
	});

	test('an order placed since then costs no look', async () => {
		await world.placeAndProcess();
		world.cin7.requests.length = 0;
		await world.placeAndProcess();
		expect(world.cin7.requests.filter((request) => request.operation === 'GET /saleList')).toEqual([]);
	});
});

test('a customer that is gone from Cin7 Core holds the order once, and is looked for anew with the next run', async () => {
	await world.placeAndProcess();
	const { customers } = world.cin7.world;
	const known = [...customers.values()].find((customer) => customer.name === 'Robin Placeholder');
	customers.delete(known?.id ?? '');
	(world.cin7.world as unknown as { customersByName: Map<string, unknown> }).customersByName.delete('robin placeholder');
	const orderId = world.place();
	await world.load();
	expect((await world.process()).attention).toMatchObject([{ problems: [{ code: 'cin7.rejected', orderId }] }]);
	expect((await world.process()).processed).toMatchObject([{ orderId }]);
	expect(world.sale(orderId).customer).toBe('Robin Placeholder');
});

test('one failing item goes to the error branch, the others go on', async () => {
	const orderId = world.place();
	const run = await world.run('orderConsolidator', { operation: 'recoverOrder', orderId: '={{ $json.id }}' }, { input: [{ id: '111-0000000-0000000' }, { id: orderId }], onError: 'continueRegularOutput' });
	expect(run.processed).toMatchObject([{ error: expect.stringContaining('no such order') as string }, { orderId, outcome: 'captured' }]);
});
