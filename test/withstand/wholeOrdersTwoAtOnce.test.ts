import type { IDataObject } from 'n8n-workflow';
import { sum } from '../../src/domain/money';
import { postgresConfiguration } from '../../src/n8n/database';
import { killAllProcesses } from './nodeProcess';
import type { NodeOutcome, NodeTask } from './nodeRun';
import { Place, tasks } from './place';
import { onBothDatabases, TwoWorkers } from './twoWorkers';
import { assembleCoasters, coasters, daily, DAY, dailySaleKeyOf, documentsOf, MINUTE, mugs, refundOfMug, wholeOrdersKept, wholeOrderTasks } from './wholeOrders';

const DAYS = ['2026-03-10', '2026-03-11'] as const;
const ORDERS_A_DAY = 15;
const PATIENCE_MS = 10_000;

/** Holds back the first call of that kind until the other run makes it too, so that both are at the same place at the same moment. Answers whether they met. */
function meetAt(place: Place, wanted: string): () => boolean {
	let met = false;
	let letGo: (() => void) | undefined;
	place.cin7.onRequest(async ({ operation }, phase) => {
		if (phase !== 'received' || operation !== wanted || met) return;
		if (letGo) {
			met = true;
			return letGo();
		}
		await new Promise<void>((resolve) => {
			const patience = setTimeout(resolve, PATIENCE_MS);
			letGo = () => { clearTimeout(patience); resolve(); };
		});
	});
	return () => met;
}

/** Holds back the first write of that kind until `otherEnded`; calls `reached` when it is there. */
function holdFirst(place: Place, write: string, otherEnded: Promise<unknown>, reached: () => void = () => undefined): void {
	let first = true;
	place.cin7.onRequest(async ({ operation }, phase) => {
		if (phase !== 'received' || operation !== write || !first) return;
		first = false;
		reached();
		await otherEnded;
	});
}

/** Both begin at once, and the first write of that kind waits until one of the runs has ended. */
async function bothAtOnce(workers: TwoWorkers, write: string, task: NodeTask): Promise<readonly NodeOutcome[]> {
	let letGo: () => void = () => undefined;
	holdFirst(workers.place, write, new Promise<void>((resolve) => (letGo = resolve)));
	return await workers.each(task, task, letGo);
}

/** The other run begins when the first one has come to a write of that kind, and ends before it goes on. The other one's outcome comes first. */
async function oneWithinTheOther(workers: TwoWorkers, write: string, task: NodeTask): Promise<readonly NodeOutcome[]> {
	const [one, other] = workers.processes;
	let reached: () => void = () => undefined;
	const within = new Promise<void>((resolve) => (reached = resolve)).then(async () => await other.run(task, workers.place.around));
	holdFirst(workers.place, write, within, reached);
	const outcome = await one.run(task, workers.place.around);
	// In case it never came there.
	reached();
	return [await within, outcome];
}

const green = (runs: readonly NodeOutcome[]) => runs.map(({ status, error, attention }) => ({ status, error, attention }));
const GREEN = [{ status: 'success', attention: [] }, { status: 'success', attention: [] }];

function battery(database: () => IDataObject | undefined): void {
	let workers: TwoWorkers;
	let place: Place;

	beforeEach(async () => {
		workers = new TwoWorkers(await Place.open({ database: database() }));
		({ place } = workers);
		assembleCoasters(place.cin7.world);
	}, 120_000);
	afterEach(async () => await workers.close());

	const run = async (task: NodeTask): Promise<void> => {
		const outcome = await workers.one(task);
		if (outcome.error) throw new Error(outcome.error);
	};
	const kept = async () => {
		const values = database();
		return await wholeOrdersKept(place, values && postgresConfiguration(values as never));
	};

	/** Orders of two days, and the day of each. */
	function placeOrders(): ReadonlyMap<string, string> {
		const days = new Map<string, string>();
		for (const [at, day] of DAYS.entries()) {
			for (let count = 0; count < ORDERS_A_DAY; count++) {
				const createdTime = `${day}T11:${String(count).padStart(2, '0')}:00.000Z`;
				days.set(place.order(`Buyer ${count}`, { createdTime, items: count % 3 === at ? coasters(1) : mugs(1) }), day);
			}
		}
		place.pass(5 * MINUTE);
		return days;
	}

	test('N14 and N47: two runs at the same moment make one sale of each day, and no order is in two', async () => {
		await run(tasks.connect(daily));
		await run(tasks.link);
		const days = placeOrders();
		await run(tasks.load);
		const met = meetAt(place, 'GET /product');
		const runs = await bothAtOnce(workers, 'POST /sale', wholeOrderTasks.closeDay);
		expect({ met: met(), runs: green(runs) }).toEqual({ met: true, runs: GREEN });

		const { world } = place.cin7;
		const lines = [['HP-COASTER-6', '5'], ['HP-MUG-SLATE', '10']];
		const total = sum([...Array<string>(10).fill('16.23'), ...Array<string>(5).fill('3.6')]);
		const sales = [...world.sales.values()].map((sale) => [sale.externalId, sale.order.lines.map(({ sku, quantity }) => [sku, sum([quantity])]).sort(), sale.invoices.map(({ status, totals, payments }) => [status, sum([totals.total]), payments.length])]);
		expect(sales.sort()).toEqual(DAYS.map((day) => [dailySaleKeyOf(day), lines, [['PAID', total, 1]]]));
		expect(documentsOf(world).assemblies).toEqual(DAYS.map((day) => [`${dailySaleKeyOf(day)} HP-COASTER-6`, 'COMPLETED', '5']));
		// Each order is told by one run, as part of one sale.
		expect(runs.flatMap(({ processed }) => processed.flatMap(({ orderIds }) => orderIds as string[])).sort()).toEqual([...days.keys()].sort());
		const { orders, sales: keptSales } = await kept();
		expect(orders.map(({ orderId, state, saleKey, claimed }) => [orderId, state, saleKey, claimed])).toEqual([...days].map(([orderId, day]) => [orderId, 'processed', dailySaleKeyOf(day), false]));
		expect(keptSales).toEqual(DAYS.map((day) => ({ saleKey: dailySaleKeyOf(day), state: 'done', claimed: false })));
	}, 240_000);

	test('N47 and N9: two runs at the same moment credit each cancellation and each refund once', async () => {
		await run(tasks.connect(daily));
		await run(tasks.link);
		const orderIds = [...placeOrders().keys()];
		await run(tasks.load);
		await run(wholeOrderTasks.closeDay);
		const mugOrders = orderIds.filter((orderId) => place.account.order(orderId)?.items[0]?.sku === 'HP-MUG-SLATE');
		const canceled = mugOrders.filter((_orderId, index) => index % 10 < 3);
		const refunded = mugOrders.filter((_orderId, index) => index % 10 >= 7);
		for (const orderId of canceled) place.account.cancelOrder(orderId);
		for (const orderId of refunded) place.account.addTransaction(refundOfMug(`R ${orderId}`, orderId, '2026-03-11T12:01:00.000Z'));
		place.pass(30 * MINUTE);
		await run(tasks.load);

		const due = await workers.both(wholeOrderTasks.closeDay);
		expect(green(due)).toEqual(GREEN);
		expect(due.flatMap(({ processed }) => processed.map(({ orderId, outcome }) => [orderId, outcome])).sort()).toEqual(canceled.map((orderId) => [orderId, 'creditDue']));
		const loads = await workers.both(wholeOrderTasks.loadRefunds);
		expect(green(loads)).toEqual(GREEN);
		expect(sum(loads.flatMap(({ processed }) => processed.map((item) => String(item.new))))).toBe(String(refunded.length));

		const runs = await oneWithinTheOther(workers, 'POST /sale/creditnote', wholeOrderTasks.processRefunds);
		expect(green(runs)).toEqual(GREEN);
		// One run holds a credit of each sale, so that the other leaves both sales alone.
		expect(runs.map(({ processed }) => processed.length)).toEqual([0, 12]);

		const { creditNotes } = documentsOf(place.cin7.world);
		expect(creditNotes.map(({ status, total, refunds }) => [status, total, refunds])).toEqual([
			...canceled.map((orderId) => ['AUTHORISED', '16.23', [[`${orderId} canceled`, '16.23']]]),
			...refunded.map((orderId) => ['AUTHORISED', '14.43', [[`R ${orderId}`, '14.43']]]),
		]);
		for (const sale of place.cin7.world.sales.values()) expect(sale.fulfillments.map(({ ship }) => ship.status)).toEqual(['AUTHORISED', 'VOIDED']);
		const { credits } = await kept();
		expect(credits.map(({ creditId, state, claimed }) => [creditId, state, claimed])).toEqual([...canceled.map((orderId) => `${orderId} canceled`), ...refunded.map((orderId) => `R ${orderId}`)].map((creditId) => [creditId, 'processed', false]));
	}, 240_000);

	test('N47 and S157: two runs at the same moment add the payment that was still to be added once, to daily sales and to single ones', async () => {
		await run(tasks.connect({ ...daily, paymentAccount: { __rl: true, mode: 'id', value: '' } }));
		await run(tasks.link);
		placeOrders();
		await run(tasks.load);
		await run(wholeOrderTasks.closeDay);
		await run(tasks.connect({ paymentAccount: { __rl: true, mode: 'id', value: '' }, consolidation: 'none' }));
		const single = place.order('Casey Example');
		place.pass(5 * MINUTE);
		await run(tasks.load);
		await run(tasks.process);
		const payments = (): readonly (readonly unknown[])[] => [...place.cin7.world.sales.values()].map((sale) => [sale.externalId, ...sale.invoices.flatMap((invoice) => invoice.payments.map(({ amount }) => sum([amount])))]).sort();
		expect(payments()).toEqual([[single], ...DAYS.map((day) => [dailySaleKeyOf(day)])]);
		await run(tasks.connect({ consolidation: 'none' }));

		place.pass(DAY);
		const runs = await oneWithinTheOther(workers, 'POST /sale/payment', tasks.process);
		expect(green(runs)).toEqual(GREEN);
		expect(payments()).toEqual([[single, '16.23'], ...DAYS.map((day) => [dailySaleKeyOf(day), '180.3'])]);
		expect(runs.flatMap(({ processed }) => processed.map(({ outcome }) => outcome))).toEqual(['paid', 'paid', 'paid']);
	}, 240_000);
}

afterAll(killAllProcesses);

onBothDatabases(battery);
