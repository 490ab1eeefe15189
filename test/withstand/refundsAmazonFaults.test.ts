import { faultKinds, type FaultKind } from '../../sandbox/amazon/faults';
import { DemoWorld, expectGreen } from '../nodes/demoWorld';
import { hurry, shortenDeadlines } from './hurry';
import { creditStand, inDatabase, loadRefunds, problemsOf, refundOf, refundPosition } from './refundsOfWorld';

const HOUR = 3600_000;
const DAY = 24 * HOUR;

let world: DemoWorld;
beforeEach(async () => {
	// Pages of one, with an empty one before each: any answer may be the one that goes wrong.
	world = await DemoWorld.open({ noOrders: true, amazonSwitches: { transactionPageSize: 1, emptyTransactionPages: 1 } });
	hurry(world);
	await world.ready('US');
	expectGreen(await loadRefunds(world));
});
afterEach(async () => await world.close());

interface Refunded { readonly known: string; readonly unknown: string }

/** An order that is loaded and one that is not, each refunded, in a window that no refund of before reaches into. */
async function arrange(): Promise<Refunded> {
	// Past the 48 hours that a window looks back.
	world.pass(2 * DAY + HOUR);
	const known = world.place();
	expectGreen(await world.load());
	const unknown = world.place();
	for (const orderId of [known, unknown]) world.account().addTransaction(refundOf(orderId));
	world.pass(HOUR);
	return { known, unknown };
}

const complete = ({ known, unknown }: Refunded) => ({
	credits: [known, unknown].map((orderId) => `refund of ${orderId} pending`).sort(),
	told: [known, unknown].sort(),
	orders: [known, unknown].map((orderId) => `${orderId} pending`).sort(),
	leases: 0,
});

const operations = ['listTransactions', 'getOrder', 'getAccessToken'] as const;
const callsOf = (operation: string, since: number) => world.amazon.requests.slice(since).filter((call) => call.operation === operation);

async function play(operation: (typeof operations)[number], kind: FaultKind, times: number): Promise<void> {
	const refunded = await arrange();
	const late = kind === 'hang' || kind === 'slowDrip' ? shortenDeadlines(500) : undefined;
	// Not on the first page: what is read before it must stay.
	world.amazon.faults.add({ operation, kind, times, bytesPerSecond: 200, ...(operation === 'listTransactions' ? { when: ({ query }) => query.has('nextToken') } : {}) });
	const since = world.amazon.requests.length;
	const first = await loadRefunds(world);
	late?.();
	world.amazon.faults.clear();
	expectGreen(first);
	const struck = callsOf(operation, since).length;
	expect({ kind, struck: struck > 0, bounded: struck <= 16 }).toEqual({ kind, struck: true, bounded: true });
	const after = await creditStand(world, Object.values(refunded));
	const done = JSON.stringify(after) === JSON.stringify(complete(refunded));
	if (!done) expect({ kind, toldOrLeft: first.attention.length > 0 || first.processed[0]?.complete === false }).toEqual({ kind, toldOrLeft: true });
	for (const { what, whatToDo } of problemsOf(first)) expect([what, whatToDo]).toEqual([expect.stringMatching(/.{20}/), expect.stringMatching(/.{20}/)]);

	world.pass(HOUR);
	const goesOn = world.amazon.requests.length;
	const second = await loadRefunds(world);
	expectGreen(second);
	expect({ kind, attention: second.attention, ...(await creditStand(world, Object.values(refunded))) }).toEqual({ kind, attention: [], ...complete(refunded) });
	// A window that was begun is gone on with at the page that failed.
	if (!done && operation === 'listTransactions') expect({ kind, goesOn: callsOf(operation, goesOn)[0]?.query.has('nextToken') }).toEqual({ kind, goesOn: true });
	expect({ kind, open: (await refundPosition(world))?.open }).toEqual({ kind, open: undefined });
}

test.each(operations)('P69 and N47: Load Refunds meets each fault of %s once; after the next load each refund is there once and told once, with its order', async (operation) => {
	for (const kind of faultKinds) await play(operation, kind, 1);
}, 120_000);

test.each(operations)('N46 and P69: Load Refunds meets each fault of %s again and again; it ends after few calls, and the next load goes on where it stood', async (operation) => {
	for (const kind of faultKinds) await play(operation, kind, 1000);
}, 120_000);

describe('N5: a page token of transactions that Amazon knows no more', () => {
	/** A load that ends after the first of two refunds; its page token is kept. */
	async function loadFirstRefund(): Promise<Refunded> {
		const refunded = await arrange();
		let pages = 0;
		world.amazon.faults.add({ operation: 'listTransactions', kind: 'error500', times: 1000, when: ({ query }) => query.has('nextToken') && ++pages > 1 });
		const run = await loadRefunds(world);
		world.amazon.faults.clear();
		expect(run.processed).toMatchObject([{ loaded: 1, complete: false }]);
		expect((await refundPosition(world))?.open?.pageToken).toEqual(expect.any(String));
		return refunded;
	}

	test('N5: after half a day the window is read again from its start; nothing is lost, nothing is there twice', async () => {
		const refunded = await loadFirstRefund();
		world.pass(13 * HOUR);
		const since = world.amazon.requests.length;
		const run = await loadRefunds(world);
		expect(run.processed).toMatchObject([{ loaded: 2, new: 1, complete: true }]);
		expect(callsOf('listTransactions', since)[0]?.query.has('nextToken')).toBe(false);
		expect(await creditStand(world, Object.values(refunded))).toEqual(complete(refunded));
	});

	test('N5: one that Amazon refuses earlier has the window read again, too, without a word to a person', async () => {
		const refunded = await loadFirstRefund();
		await inDatabase(world, async ({ query }) => {
			const row = await query.selectFrom('refund_cursor').selectAll().executeTakeFirstOrThrow();
			await query.updateTable('refund_cursor').set({ position: row.position.replace(/"pageToken":"[^"]+"/, '"pageToken":"gone"') }).where('account_key', '=', row.account_key).execute();
		});
		const run = await loadRefunds(world);
		expect(run.processed).toMatchObject([{ loaded: 2, complete: true }]);
		expect(run.attention).toEqual([]);
		expect(await creditStand(world, Object.values(refunded))).toEqual(complete(refunded));
	});
});

describe('what Amazon repeats', () => {
	test('S166: windows overlap by two days: a refund that comes with each load is new once and told once', async () => {
		const { known, unknown } = await arrange();
		expect((await loadRefunds(world)).processed).toMatchObject([{ loaded: 2, new: 2, complete: true }]);
		world.pass(HOUR);
		const again = await loadRefunds(world);
		expect(again.processed).toMatchObject([{ loaded: 2, new: 0, complete: true }]);
		expect(await creditStand(world, [known, unknown])).toEqual(complete({ known, unknown }));
	});

	test('S168: a deferred refund and its release, on two pages with the same refund id, are one credit note', async () => {
		world.amazon.switches.deferredRelease = 'ownTransaction';
		world.pass(2 * DAY + HOUR);
		const orderId = await world.placeAndProcess();
		world.account().addTransaction(refundOf(orderId, { status: 'DEFERRED' }));
		world.pass(HOUR);
		expect((await loadRefunds(world)).processed).toMatchObject([{ loaded: 0, new: 0, notCompletedAtAmazon: 1 }]);
		world.account().releaseTransaction(`transaction of refund of ${orderId}`);
		world.pass(HOUR);
		const since = world.amazon.requests.length;
		expectGreen(await loadRefunds(world));
		// Both transactions, each with its empty page.
		expect(callsOf('listTransactions', since)).toHaveLength(4);
		expect(await creditStand(world, [orderId])).toMatchObject({ credits: [`refund of ${orderId} pending`], told: [orderId] });
		world.pass(HOUR);
		expectGreen(await loadRefunds(world));
		expect((await creditStand(world, [orderId])).credits).toHaveLength(1);
	});

	test.each([['oldestFirst'], ['newestFirst']] as const)('S166: with several empty pages before each page, %s, every refund is loaded', async (transactionOrder) => {
		Object.assign(world.amazon.switches, { emptyTransactionPages: 3, transactionOrder });
		const refunded = await arrange();
		const run = await loadRefunds(world);
		expect(run.processed).toMatchObject([{ loaded: 2, new: 2, complete: true }]);
		expect(await creditStand(world, Object.values(refunded))).toEqual(complete(refunded));
	});
});

test('P66: the role for transactions is taken away between two pages: it is named once, nothing is lost, and the load goes on when it is back', async () => {
	const refunded = await arrange();
	let pages = 0;
	world.amazon.onRequest(({ operation }, phase) => {
		if (operation === 'listTransactions' && phase === 'committed' && ++pages === 2) world.account().revokeRole('financeAndAccounting');
	});
	const run = await loadRefunds(world);
	expectGreen(run);
	expect(run.processed).toMatchObject([{ loaded: 1, complete: false }]);
	expect(problemsOf(run)).toMatchObject([{ code: 'amazon.unauthorized', what: expect.stringContaining('Finance and Accounting') as string }]);
	expect((await loadRefunds(world)).attention).toEqual([]);
	world.account().grantRole('financeAndAccounting');
	expect((await loadRefunds(world)).processed).toMatchObject([{ complete: true }]);
	expect(await creditStand(world, Object.values(refunded))).toEqual(complete(refunded));
});
