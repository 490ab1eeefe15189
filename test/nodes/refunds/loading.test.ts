import { byId, expectGreen, mug } from '../demoWorld';
import { hours, RefundDesk, wholeMug } from './refundDesk';

let desk: RefundDesk;
afterEach(async () => await desk.close());

const days = (count: number): number => hours(24 * count);
const instant = (back = 0): string => new Date(Date.now() - back).toISOString();
const asked = () => desk.world.amazon.requests.filter(({ operation }) => operation === 'listTransactions').map(({ query }) => [query.get('postedAfter') ?? '', query.get('postedBefore') ?? ''] as const);
const operationsOf = async (name: string) => (await desk.world.run('amazonStore', { operation: 'getOperationsLog', store: byId('all') })).processed.filter(({ operation }) => operation === name);

describe('what is taken', () => {
	beforeEach(async () => {
		desk = await RefundDesk.open();
	});

	test('S166: refunds, chargebacks and guarantee claims all become credit notes, and other transactions none', async () => {
		const types = ['Refund', 'Chargeback', 'GuaranteeClaim', 'Shipment', 'ServiceFee'];
		const orders: string[] = [];
		for (const type of types) orders.push((await desk.refundedOrder({ type })).orderId);
		const run = await desk.loadAndProcess();
		expect(run.processed.map(({ orderId, transactionType }) => [orderId, transactionType])).toEqual(types.slice(0, 3).map((type, index) => [orders[index], type]));
		expect(orders.map((orderId) => desk.creditNotes(orderId).map(({ status, totals }) => [status, Number(totals.total)]))).toEqual([...Array.from({ length: 3 }, () => [['AUTHORISED', 14.43]]), [], []]);
	});

	test('S168: a refund that Amazon has not completed waits there, is counted, and is taken once it is released', async () => {
		const { orderId, refundId } = await desk.refundedOrder({ transactionId: 'deferred-1', status: 'DEFERRED' });
		expect((await desk.load()).processed).toMatchObject([{ loaded: 0, new: 0, notCompletedAtAmazon: 1, complete: true }]);
		expect((await desk.process()).processed).toEqual([]);
		expect(await desk.shown(orderId)).toEqual([]);
		desk.world.account().releaseTransaction('deferred-1');
		desk.world.pass(hours(1));
		expect((await desk.load()).processed).toMatchObject([{ loaded: 1, new: 1, notCompletedAtAmazon: 0, here: { pending: 1 } }]);
		expect((await desk.process()).processed).toMatchObject([{ refundId, outcome: 'credited', total: '14.43' }]);
		expect(desk.creditNotes(orderId)).toHaveLength(1);
	});

	test('S168: a refund that is released after weeks, still under its first date, is found, and is no longer looked for then', async () => {
		const first = instant();
		const { orderId } = await desk.refundedOrder({ transactionId: 'deferred-1', status: 'DEFERRED' });
		const other = await desk.refundedOrder({ transactionId: 'deferred-2', status: 'DEFERRED' });
		for (let day = 0; day < 20; day++) {
			await desk.load();
			desk.world.pass(hours(24));
		}
		desk.world.account().releaseTransaction('deferred-1');
		expect((await desk.load()).processed).toMatchObject([{ new: 1, notCompletedAtAmazon: 1 }]);
		expect((await desk.process()).processed).toMatchObject([{ orderId, outcome: 'credited', total: '14.43' }]);
		desk.world.account().releaseTransaction('deferred-2');
		desk.world.pass(hours(1));
		// Not every hour: the transactions of weeks are many.
		expect((await desk.load()).processed).toMatchObject([{ new: 0 }]);
		desk.world.pass(hours(24));
		expect((await desk.load()).processed).toMatchObject([{ new: 1, notCompletedAtAmazon: 0 }]);
		expect((await desk.process()).processed).toMatchObject([{ orderId: other.orderId }]);
		expect(Date.parse(asked().at(-1)?.[0] ?? '')).toBeLessThan(Date.parse(first) + days(1));
		desk.world.pass(days(2));
		expect((await desk.load()).processed).toMatchObject([{ loaded: 0 }]);
		expect(Date.parse(asked().at(-1)?.[0] ?? '')).toBeGreaterThan(Date.parse(first) + days(10));
	});

	test('a refund that Amazon shows two days late is found, and what was known is not doubled', async () => {
		const known = await desk.refundedOrder();
		await desk.loadAndProcess();
		const late = await desk.refundedOrder({ visibleAt: instant(-hours(47)) });
		for (let day = 0; day < 2; day++) {
			expect((await desk.loadAndProcess()).processed).toEqual([]);
			desk.world.pass(hours(23.9));
		}
		expect((await desk.load()).processed).toMatchObject([{ new: 1 }]);
		expect((await desk.process()).processed).toMatchObject([{ orderId: late.orderId }]);
		expect([known, late].map(({ orderId }) => desk.creditNotes(orderId).length)).toEqual([1, 1]);
		expect((await desk.loadAndProcess()).processed).toEqual([]);
		expect([known, late].map(({ orderId }) => desk.creditNotes(orderId).length)).toEqual([1, 1]);
	});

	test('items that join a refund under its old id are credited by themselves', async () => {
		const items = [mug(), mug({ asin: 'B0DEMO0002', sku: 'HP-MUG-SAND' })];
		const { orderId, refundId } = await desk.refundedOrder({ order: { items }, refundId: 'REFUND-GROWS' });
		await desk.loadAndProcess();
		desk.refund(orderId, {
			refundId,
			items: [{ sku: 'HP-MUG-SLATE', adjustmentId: 'adjustment-1', amounts: wholeMug }, { sku: 'HP-MUG-SAND', adjustmentId: 'joined', amounts: { OurPricePrincipal: '-14.99', OurPriceTax: '-1.24' } }],
		});
		expect((await desk.loadAndProcess()).processed).toMatchObject([{ refundId: 'REFUND-GROWS+joined', total: '16.23' }]);
		expect(desk.creditNotes(orderId).map(({ lines, totals }) => [lines.map(({ sku }) => sku), Number(totals.total)])).toEqual([[['HP-MUG-SLATE'], 14.43], [['HP-MUG-SAND'], 16.23]]);
		expect((await desk.loadAndProcess()).processed).toEqual([]);
	});

	test('P27: one that cannot be read is kept and told once, and the others go on', async () => {
		const odd = await desk.refundedOrder({ transactionId: 'odd-1', raw: { totalAmount: 'about fifteen' } });
		const good = await desk.refundedOrder();
		const load = await desk.load();
		expect(load.attention).toMatchObject([{ newProblems: 1, problems: [{ orderId: odd.orderId, code: 'amazon.unreadableRefund' }] }]);
		expect((await desk.load()).attention).toEqual([]);
		const run = await desk.process();
		expect(run.processed).toMatchObject([{ orderId: good.orderId }]);
		expect(run.attention).toMatchObject([{ newProblems: 1, problems: [{ orderId: odd.orderId, code: 'refund.unreadable', whatToDo: expect.stringContaining('Skip Refunds') as string }] }]);
		expect(await desk.shown(odd.orderId)).toMatchObject([{ refundId: 'odd-1', state: 'held' }]);
		expect(desk.creditNotes(odd.orderId)).toEqual([]);
	});

	test('S180: each load and each processing writes one record with what became of everything', async () => {
		await desk.refundedOrder();
		await desk.refundedOrder({ status: 'DEFERRED' });
		const bad = await desk.refundedOrder({ statedTotal: '-14.50' });
		desk.refund(undefined);
		await desk.loadAndProcess();
		expect(await operationsOf('Load Refunds')).toMatchObject([{ counts: { loaded: 3, new: 3, notCompleted: 1, pending: 2, settlement: 1, processed: 0, skipped: 0 } }]);
		expect(await operationsOf('Process Refunds')).toMatchObject([{ counts: { processed: 1, held: 1, waiting: 0, leftToSettlement: 0, skipped: 0, pending: 1 }, notes: [expect.stringContaining(bad.orderId)] }]);
	});

	test('S167: refunds since a date are loaded by hand, and what is known stays as it is', async () => {
		const { orderId, refundId } = await desk.refundedOrder();
		await desk.loadAndProcess();
		const from = await desk.load('US', { loadRefundsOf: 'from', refundsFrom: instant(days(30)) });
		expect(from.processed).toMatchObject([{ loaded: 1, new: 0, here: { processed: 1 } }]);
		expect((await desk.process()).processed).toEqual([]);
		expect(await desk.shown(orderId)).toMatchObject([{ refundId, state: 'processed' }]);
		const refused = await desk.world.run('orderConsolidator', { operation: 'loadRefunds', loadRefundsOf: 'from', refundsFrom: instant(days(400)) });
		expect(refused.error?.message).toContain('one year');
	});
});

test('S168: a release that is a transaction of its own is the same refund, once', async () => {
	desk = await RefundDesk.open(['US'], {}, { amazonSwitches: { deferredRelease: 'ownTransaction' } });
	const { orderId } = await desk.refundedOrder({ transactionId: 'deferred-1', status: 'DEFERRED' });
	await desk.loadAndProcess();
	desk.world.account().releaseTransaction('deferred-1');
	desk.world.pass(hours(1));
	expect((await desk.load()).processed).toMatchObject([{ loaded: 1, new: 1 }]);
	expect((await desk.process()).processed).toMatchObject([{ orderId, total: '14.43' }]);
	desk.world.pass(hours(1));
	expect((await desk.loadAndProcess()).processed).toEqual([]);
	expect(desk.creditNotes(orderId)).toHaveLength(1);
});

test('a year is read in windows that Amazon answers, page by page, and empty pages do not end it', async () => {
	desk = await RefundDesk.open(['US'], { more: { ignoreOrdersBefore: instantOf('2025-03-01') } }, { amazonSwitches: { transactionPageSize: 1, emptyTransactionPages: 2 } });
	const first = await desk.refundedOrder({ order: { createdTime: '2025-05-01T12:00:00.000Z', lastUpdatedTime: '2026-03-11T12:00:00.000Z' }, postedDate: '2025-05-20T12:00:00.000Z' });
	const second = await desk.refundedOrder({ postedDate: '2026-03-11T12:00:00.000Z' });
	desk.world.amazon.requests.length = 0;
	expect((await desk.load()).processed).toMatchObject([{ loaded: 2, new: 2, complete: true }]);
	const windows = [...new Map(asked()).entries()];
	expect(windows.length).toBeGreaterThan(2);
	for (const [after, before] of windows) expect(Date.parse(before) - Date.parse(after)).toBeLessThanOrEqual(days(180));
	expect(windows[0]?.[0]).toBe('2025-03-01T00:00:00.000Z');
	// No gap between one and the next.
	for (const [index, [after]] of windows.slice(1).entries()) expect(Date.parse(after)).toBeLessThanOrEqual(Date.parse(windows[index]?.[1] ?? ''));
	expect((await desk.process()).processed.map(({ orderId }) => orderId)).toEqual([first.orderId, second.orderId]);
});

describe('a second store of the account', () => {
	const CANADA = { marketplaceId: 'A2EUQ1WTGCTBG2', storeName: 'Harbor Canada' };
	const ofCanada = async () => (await desk.shownOf('A1HARBORPINE-CA')).map(({ refundId }) => refundId);
	const disconnect = async () => expectGreen(await desk.world.run('amazonStore', { operation: 'disconnect', store: byId('A1HARBORPINE-CA'), confirm: true }));

	test('that is connected later, or again, gets its refunds from its first order on, and then the account is read on from where it was', async () => {
		desk = await RefundDesk.open();
		const orderId = desk.world.place({ marketplaceId: CANADA.marketplaceId });
		const refundId = desk.refund(orderId, { marketplaceId: CANADA.marketplaceId });
		expect((await desk.load()).processed).toMatchObject([{ loaded: 0 }]);
		desk.world.pass(days(10));
		await desk.load();
		for (const loadsBetween of [0, 1, 0]) {
			expectGreen(await desk.world.connect('US', CANADA));
			expectGreen(await desk.world.load());
			expect((await desk.load()).processed).toMatchObject([{ new: 1 }]);
			expect(await ofCanada()).toEqual([refundId]);
			expect(asked().at(-1)?.[0]).toBe('2026-01-01T00:00:00.000Z');
			desk.world.pass(hours(1));
			expect((await desk.load()).processed).toMatchObject([{ loaded: 0, new: 0 }]);
			expect(Date.parse(asked().at(-1)?.[0] ?? '')).toBeGreaterThan(Date.now() - days(3));
			await disconnect();
			expect(await desk.shown(orderId)).toEqual([]);
			desk.world.pass(days(3));
			for (let load = 0; load < loadsBetween; load++) await desk.load();
		}
	});
});

describe('orders that are not known here', () => {
	test('S174: the order of a refund is loaded with it, and order and refund are processed one after the other', async () => {
		desk = await RefundDesk.open();
		const orderId = desk.world.place();
		const refundId = desk.refund(orderId);
		expect((await desk.load()).processed).toMatchObject([{ new: 1, here: { pending: 1 } }]);
		const run = await desk.world.process();
		expect(run.processed).toMatchObject([{ orderId, outcome: 'processed' }]);
		expect((await desk.process()).processed).toMatchObject([{ orderId, refundId, outcome: 'credited' }]);
		expect(desk.creditNote(orderId)).toMatchObject({ status: 'AUTHORISED', invoiceNumber: desk.world.sale(orderId).invoices[0]?.number });
	});

	test.each([['that Amazon still gives', true], ['that Amazon gives no more', false]])('S175: an order of before the integration %s has its refund left to the settlement, and is not touched', async (_which, isGiven) => {
		desk = await RefundDesk.open(['US'], { more: { ignoreOrdersBefore: '2026-03-05T00:00:00.000Z' } });
		const old = isGiven ? desk.world.place({ createdTime: '2026-02-01T12:00:00.000Z', lastUpdatedTime: '2026-02-03T12:00:00.000Z' }) : '111-0000000-0000009';
		const refundId = desk.refund(old);
		expect((await desk.load()).processed).toMatchObject([{ new: 1, here: { settlement: 1 } }]);
		desk.world.cin7.requests.length = 0;
		expect((await desk.process()).processed).toEqual([]);
		expectGreen(await desk.world.process());
		expect([desk.world.writes(), desk.world.sales(old)]).toEqual([[], []]);
		const [shown] = await desk.shown(old, 'settlement');
		expect(shown).toMatchObject({ refundId, state: 'settlement', amazonTotal: '-14.43' });
		expect(String(shown?.reason)).toMatch(/older than the integration; the settlement journal posts the refund/);
		const pending = (await desk.world.run('orderConsolidator', { operation: 'getPending', store: byId('all') })).processed;
		expect(pending).toEqual([]);
		desk.world.pass(hours(1));
		expect((await desk.loadAndProcess()).processed).toEqual([]);
	});
});

function instantOf(day: string): string {
	return `${day}T00:00:00.000Z`;
}
