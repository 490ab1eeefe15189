import { equals, sum } from '../../src/domain/money';
import { chargeNames } from '../../src/domain/accounting/planSale';
import { DemoWorld, expectGreen } from './demoWorld';

let world: DemoWorld;
beforeAll(async () => {
	world = await DemoWorld.open();
	for (const store of ['US', 'DE', 'JP'] as const) await world.ready(store);
	expectGreen(await world.process());
});
afterAll(async () => await world.close());

test('S1, S22 and S121: each order of the demo day that is to become a sale is exactly one sale, Amazon-fulfilled and merchant-fulfilled alike', () => {
	const counts = world.seller.expected.map(({ orderId, outcome }) => [orderId, outcome, world.sales(orderId).length]);
	expect(counts).toEqual(world.seller.expected.map(({ orderId, outcome }) => [orderId, outcome, outcome === 'sale' ? 1 : 0]));
	const locations = new Set([...world.cin7.world.sales.values()].map((sale) => sale.location));
	expect(locations).toEqual(new Set(['Main Warehouse', 'FBA US', 'Berlin Warehouse', 'FBA DE', 'Tokyo', 'FBA JP']));
});

test('S65 and N18: lines, charges, tax and total of every sale equal those of Amazon to the cent', () => {
	for (const expected of world.seller.expected.filter(({ outcome }) => outcome === 'sale')) {
		const [invoice] = world.sale(expected.orderId).invoices;
		if (!invoice) throw new Error(`No invoice for ${expected.orderId}`);
		const lines = new Map<string, string>();
		for (const line of invoice.lines) lines.set(line.sku, sum([lines.get(line.sku) ?? '0', line.total]));
		const wanted = new Map<string, string>();
		for (const line of expected.lines) wanted.set(line.sku ?? '', sum([wanted.get(line.sku ?? '') ?? '0', line.total]));
		expect([...lines].sort()).toEqual([...wanted].map(([sku, total]) => [sku, sum([total])]).sort());
		expect(invoice.charges.map(({ description, total }) => [description, sum([total])]).sort()).toEqual(expected.charges.map(({ kind, total }) => [chargeNames[kind], sum([total])]).sort());
		expect([expected.orderId, equals(invoice.totals.total, expected.total)]).toEqual([expected.orderId, true]);
		if (expected.tax !== undefined) expect([expected.orderId, equals(invoice.totals.tax, expected.tax)]).toEqual([expected.orderId, true]);
		expect(invoice.payments.map((payment) => sum([payment.amount]))).toEqual(equals(expected.total, '0') ? [] : [sum([expected.total])]);
	}
});

test('each held order says why and what to do, and the others went on', async () => {
	const held = await world.run('orderConsolidator', { operation: 'getPending', store: { __rl: true, mode: 'id', value: 'all' }, pendingShow: 'held' });
	const wanted = world.seller.expected.filter(({ outcome }) => outcome === 'held').map(({ orderId }) => orderId);
	expect(held.processed.map(({ orderId }) => orderId).sort()).toEqual(wanted.sort());
	for (const order of held.processed) {
		const [hold] = order.holds as { what: string; whatToDo: string }[];
		expect(hold?.what).toContain(order.orderId);
		expect(hold?.whatToDo).not.toBe('');
	}
});

test('a second run of everything changes nothing', async () => {
	const before = world.cin7.world.sales.size;
	world.cin7.requests.length = 0;
	for (const store of ['US', 'DE', 'JP'] as const) expectGreen(await world.load(store));
	expectGreen(await world.process());
	expect(world.cin7.world.sales.size).toBe(before);
	expect(world.writes()).toEqual([]);
});
