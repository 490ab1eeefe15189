import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { byId, expectGreen, mug } from '../nodes/demoWorld';
import { DailyDesk } from '../nodes/orders/dailyDesk';
import { RefundDesk } from '../nodes/refunds/refundDesk';
import { demoStoreId } from '../../sandbox/demo/setUp';
import { hurry } from './hurry';
import { codesOf, creditStand, inDatabase, loadRefunds, problemsOf, processRefunds, refundOf } from './refundsOfWorld';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const amount = (text: string | undefined): number => Number(text ?? 0);

describe('a refund and its order, one before the other', () => {
	let single: RefundDesk;
	let daily: DailyDesk;
	beforeAll(async () => {
		single = await RefundDesk.open();
	});
	afterAll(async () => await single.close());

	test('S174 and S169: a refund that is loaded before its order waits without a word, and becomes one credit note when the order is processed', async () => {
		const orderId = single.world.place();
		const refundId = single.refund(orderId);
		await single.load();
		// Its order came with it.
		expect((await creditStand(single.world, [orderId])).orders).toEqual([`${orderId} pending`]);
		const early = await single.process();
		expect([early.processed, early.attention]).toEqual([[], []]);
		expectGreen(await single.world.load());
		expect((await single.world.process()).processed).toMatchObject([{ orderId, outcome: 'processed' }]);
		expect((await single.process()).processed).toMatchObject([{ refundId, outcome: 'credited' }]);
		expect(single.world.sales(orderId)).toHaveLength(1);
		expect(single.creditNote(orderId)).toMatchObject({ status: 'AUTHORISED' });
	});

	test('S169: loaded first and processed last, and the other way round, gives the same credit note', async () => {
		const { note } = await single.credited();
		const orderId = single.world.place();
		expectGreen(await single.world.load());
		single.refund(orderId);
		await single.load();
		expectGreen(await single.process());
		expectGreen(await single.world.process());
		expectGreen(await single.process());
		expect(single.creditNote(orderId).totals).toEqual(note.totals);
	});

	describe('with Daily Consolidation', () => {
		beforeAll(async () => {
			daily = await DailyDesk.open();
		});
		afterAll(async () => await daily.close());

		test.each([['before', true], ['after', false]] as const)('N10 and S174: a refund that is loaded %s its order, and before the day is over, is credited on the sale of that day, once', async (_when, first) => {
			const other = await daily.place();
			const orderId = daily.world.place();
			if (!first) await daily.load();
			daily.world.account().addTransaction(refundOf(orderId));
			daily.world.pass(5 * MINUTE);
			expectGreen(await loadRefunds(daily.world));
			expect((await creditStand(daily.world, [orderId]))).toMatchObject({ credits: [`refund of ${orderId} pending`], orders: [`${orderId} pending`] });
			const early = await processRefunds(daily.world);
			expect([early.processed, early.attention]).toEqual([[], []]);
			await daily.load();
			const { sale, item } = await daily.endDayWithSale();
			expect(item.orderIds).toEqual([other, orderId]);
			expect((await processRefunds(daily.world)).processed).toMatchObject([{ orderId, outcome: 'credited', saleId: item.saleId }]);
			expect((await processRefunds(daily.world)).processed).toEqual([]);
			expect(sale.creditNotes.map(({ status }) => status)).toEqual(['AUTHORISED']);
			expect(sale.creditNotes[0]?.lines.map(({ sku, quantity }) => [sku, amount(quantity)])).toEqual([['HP-MUG-SLATE', 1]]);
		});
	});
});

describe('one order among others', () => {
	let desk: DailyDesk;
	beforeEach(async () => {
		desk = await DailyDesk.open();
	});
	afterEach(async () => await desk.close());

	const shapes: readonly (readonly [string, Parameters<DailyDesk['place']>[0]])[] = [
		['a date that cannot be read', { raw: { createdTime: 'yesterday' } }],
		['items of an unknown form', { raw: { orderItems: 'none' } }],
		['a status that nobody knows', { raw: { fulfillment: { fulfillmentStatus: 'TELEPORTED' } } }],
		['amounts that do not add up', { grandTotal: '99.99' }],
		['a product that is not linked', { items: [mug({ sku: 'HP-SPOON-WALNUT' })] }],
	];

	test.each(shapes)('P27: an order with %s never stops the day: the others are on its sale, and the order is told by its id', async (_name, over) => {
		const [before, odd] = [await desk.place(), desk.world.place(over)];
		const told = await desk.world.load();
		expectGreen(told);
		const after = await desk.place();
		desk.endDay();
		const run = await desk.process();
		expect(run.processed).toMatchObject([{ outcome: 'processed', orderIds: [before, after] }]);
		expect([...problemsOf(told), ...problemsOf(run)].map(({ orderId }) => orderId)).toContain(odd);
	});

	test('P66 and P27: the role for orders is taken away between two pages: it is named, what was read stays, and the load goes on when it is back', async () => {
		const orderIds = Array.from({ length: 120 }, () => desk.world.place({ lastUpdatedTime: new Date(Date.now()).toISOString() }));
		let pages = 0;
		desk.world.amazon.onRequest(({ operation }, phase) => {
			if (operation === 'searchOrders' && phase === 'committed' && ++pages === 1) desk.world.account().revokeRole('inventoryAndOrderTracking');
		});
		const run = await desk.world.load();
		expect(run.processed).toMatchObject([{ loaded: 100, complete: false }]);
		expect(codesOf(run)).toEqual(['amazon.unauthorized']);
		desk.world.account().grantRole('inventoryAndOrderTracking');
		expect((await desk.world.load()).processed).toMatchObject([{ complete: true, accountedFor: true }]);
		const { orders } = await creditStand(desk.world, orderIds);
		expect(orders).toEqual(orderIds.map((orderId) => `${orderId} pending`).sort());
	});

	test('S80: Disconnect while a daily sale is open takes all of it away and leaves nothing that any later run stumbles over; what Cin7 Core has stays', async () => {
		const orderId = await desk.place();
		const day = desk.today();
		desk.endDay();
		desk.world.cin7.faults.add({ operation: 'POST /sale/invoice', kind: 'error500', times: 1000 });
		expect((await desk.process()).processed).toEqual([]);
		desk.world.cin7.faults.clear();
		expect(await desk.dailySales()).toMatchObject([{ state: 'open' }]);
		desk.world.account().addTransaction(refundOf(orderId));
		desk.world.pass(5 * MINUTE);
		expectGreen(await loadRefunds(desk.world));

		const gone = await desk.world.run('amazonStore', { operation: 'disconnect', store: byId(demoStoreId('US')), confirm: true });
		expectGreen(gone);
		expect(await inDatabase(desk.world, async ({ query }) => [
			...(await query.selectFrom('daily_sale').selectAll().execute()),
			...(await query.selectFrom('amazon_order').selectAll().execute()),
			...(await query.selectFrom('credit').selectAll().execute()),
			...(await query.selectFrom('order_event').selectAll().execute()),
			...(await query.selectFrom('refund_cursor').selectAll().execute()),
			...(await query.selectFrom('lease').selectAll().execute()),
		])).toEqual([]);
		expect(desk.sales(day)).toHaveLength(1);

		// Connected again, the order is loaded anew; the sale that was begun is found, and finished.
		await desk.world.ready('US', { consolidation: 'daily', consolidationTime: '00:00' });
		const run = await desk.process();
		expect(run.processed).toMatchObject([{ outcome: 'processed', orderIds: [orderId], total: '16.23' }]);
		expect(desk.sales(day).map((sale) => [sale.voided, sale.order.status, sale.invoices.map(({ status }) => status)])).toEqual([[false, 'AUTHORISED', ['PAID']]]);
	});
});

describe('buyer data of daily orders', () => {
	const secrets = { name: 'Quillonvex Marrowmere', line1: '77 Thistlewick Row', email: 'quillonvex@marketplace.amazon.example', phone: '+1 555 0177' };
	const buyer = { buyer: { name: secrets.name, email: secrets.email }, address: { name: secrets.name, line1: secrets.line1, city: 'Springfield', state: 'IL', postalCode: '62701', countryCode: 'US', phone: secrets.phone } };

	test('N44: they are gone from the database when their sale is done, and never in a credit, an event, a frame, a log or an item of a node', async () => {
		const desk = await DailyDesk.open();
		try {
			const [kept, canceled] = [await desk.place(buyer), await desk.place(buyer)];
			const stored = async () => await inDatabase(desk.world, async ({ query }) => (await query.selectFrom('amazon_order').select('buyer_data').where('buyer_data', 'is not', null).execute()).length);
			expect(await stored()).toBe(2);
			desk.endDay();
			const said: unknown[] = [(await desk.process()).processed];
			expect(await stored()).toBe(0);

			await desk.cancel(canceled);
			desk.world.account().addTransaction(refundOf(kept));
			desk.world.pass(5 * MINUTE);
			expectGreen(await loadRefunds(desk.world));
			said.push((await desk.process()).processed, (await processRefunds(desk.world)).processed);
			expect(await stored()).toBe(0);
			for (const operation of ['getDailySales', 'getLog', 'getPending']) said.push((await desk.run(operation)).processed);
			said.push((await desk.run('getRefunds', { refundsShow: 'all' })).processed);
			said.push((await desk.world.run('amazonStore', { operation: 'getOperationsLog', store: byId('all') })).processed);
			said.push((await desk.world.poll({ events: ['orderCaptured', 'orderCanceled', 'refundCompleted', 'needsAttention'] })).output);
			expect(JSON.stringify(said)).toContain(kept);
			for (const secret of Object.values(secrets)) expect([secret, JSON.stringify(said).includes(secret)]).toEqual([secret, false]);

			const folder = path.join(desk.world.userFolder, '.n8n', 'amazon-cin7');
			const files = readdirSync(folder).filter((name) => name.startsWith('sync.sqlite'));
			expect(files).toContain('sync.sqlite');
			for (const secret of Object.values(secrets)) {
				expect({ secret, in: files.filter((name) => readFileSync(path.join(folder, name)).includes(secret)) }).toEqual({ secret, in: [] });
			}
			// What is looked for is there to be found: the order's id is.
			expect(files.some((name) => readFileSync(path.join(folder, name)).includes(kept))).toBe(true);
		} finally {
			await desk.close();
		}
	});
});

describe('N46: sixty calls a minute, and a run that may wait for one minute only', () => {
	const COUNT = 30;
	const refusedCalls = (desk: { readonly world: DailyDesk['world'] }) => desk.world.cin7.requests.filter(({ status }) => status !== 200).map(({ operation, status }) => `${operation} ${status}`);

	test('N46: daily sales that are left go on with the next run; each is made once and no call is refused', async () => {
		const world = await RefundDesk.open(['US'], { consolidation: 'daily', consolidationTime: '00:00', more: { maximumSaleLines: 1 } }, { callsPerMinute: 60 });
		try {
			hurry(world.world);
			for (let n = 0; n < COUNT; n++) world.world.place({ items: [mug({ unitPrice: `1${n}.00`, item: `1${n}.00` })] });
			expectGreen(await world.world.load());
			world.world.pass(DAY);
			const made: unknown[] = [];
			let runs = 0;
			while (made.length < COUNT) {
				expect(++runs).toBeLessThanOrEqual(10);
				const run = await world.world.process({ processOptions: { minutes: 1 } });
				expectGreen(run);
				expect(run.attention).toEqual([]);
				made.push(...run.processed.map(({ saleId }) => saleId));
			}
			expect(runs).toBeGreaterThan(1);
			expect(new Set(made).size).toBe(COUNT);
			expect([...world.world.cin7.world.sales.values()].map((sale) => sale.invoices.map(({ status }) => status))).toEqual(Array.from({ length: COUNT }, () => ['PAID']));
			expect(refusedCalls(world)).toEqual([]);
		} finally {
			await world.close();
		}
	}, 120_000);

	test('N46: refunds that are left go on with the next run; each is credited once and no call is refused', async () => {
		const desk = await RefundDesk.open(['US'], {}, { callsPerMinute: 60 });
		try {
			hurry(desk.world);
			const orderIds = Array.from({ length: COUNT }, () => desk.world.place());
			expectGreen(await desk.world.load());
			expect((await desk.world.process()).processed).toHaveLength(COUNT);
			for (const orderId of orderIds) desk.refund(orderId);
			await desk.load();
			const credited: unknown[] = [];
			let runs = 0;
			while (credited.length < COUNT) {
				expect(++runs).toBeLessThanOrEqual(10);
				const run = await processRefunds(desk.world, { minutes: 1 });
				expectGreen(run);
				expect(run.attention).toEqual([]);
				credited.push(...run.processed.map(({ refundId }) => refundId));
			}
			expect(runs).toBeGreaterThan(1);
			expect(new Set(credited).size).toBe(COUNT);
			expect(orderIds.map((orderId) => desk.creditNotes(orderId).map(({ status }) => status))).toEqual(orderIds.map(() => ['AUTHORISED']));
			expect(refusedCalls(desk)).toEqual([]);
		} finally {
			await desk.close();
		}
	}, 120_000);
});
