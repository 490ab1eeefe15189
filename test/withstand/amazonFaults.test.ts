import { faultKinds, type FaultKind } from '../../sandbox/amazon/faults';
import { openRaw } from '../database/battery/raw';
import { BuyerDataCipher } from '../../src/database/buyerDataCipher';
import { loadOrCreateKeyFile } from '../../src/database/keyFile';
import path from 'node:path';
import { DemoWorld, expectGreen } from '../nodes/demoWorld';
import { hurry, shortenDeadlines } from './hurry';

const HOUR = 3600_000;
const NAME = 'Zoë Müsterich-Łukasz 🎁 東京';

let world: DemoWorld;
let count = 0;
beforeAll(async () => {
	world = await DemoWorld.open({ noOrders: true });
	hurry(world);
	await world.ready('US');
});
afterAll(async () => await world.close());

const kinds: readonly FaultKind[] = faultKinds;

/** One paid order, and an unpaid one that Amazon cancels without showing it in the list of changes. */
async function arrange(): Promise<{ paid: string; forgotten: string }> {
	count++;
	const forgotten = world.place({ status: 'PENDING', lastUpdatedTime: now() });
	world.pass(HOUR);
	expectGreen(await world.load());
	// Longer than an access token lives.
	world.pass(2 * HOUR);
	const paid = world.place({ lastUpdatedTime: now(), buyer: { name: NAME }, address: { name: NAME, line1: 'Straße 5 🏠', city: 'Springfield', state: 'IL', postalCode: '62701', countryCode: 'US' } });
	world.account().cancelOrder(forgotten, { silently: true });
	world.pass(HOUR);
	return { paid, forgotten };
}

const now = (): string => new Date(Date.now()).toISOString();

/** Where the orders stand in the sync database, beneath the repositories. */
async function stand({ paid, forgotten }: { paid: string; forgotten: string }) {
	const folder = path.join(world.userFolder, '.n8n', 'amazon-cin7');
	const engine = await openRaw({ engine: 'sqlite', file: path.join(folder, 'sync.sqlite'), buyerDataKey: new Uint8Array(32) });
	try {
		const rows = await engine.query.selectFrom('amazon_order').selectAll().where('order_id', 'in', [paid, forgotten]).execute();
		// That a problem was told is an event too; `told` of the run speaks of it.
		const events = await engine.query.selectFrom('order_event').selectAll().where('kind', 'in', ['orderCaptured', 'orderCanceled']).where('order_id', 'in', [paid, forgotten]).execute();
		const stored = rows.find((row) => row.order_id === paid);
		const cipher = new BuyerDataCipher(loadOrCreateKeyFile(path.join(folder, 'buyer-data.key')));
		return {
			paid: stored?.state,
			buyer: stored?.buyer_data ? cipher.decrypt({ storeId: stored.store_id, orderId: paid }, stored.buyer_data)?.name : undefined,
			forgotten: rows.find((row) => row.order_id === forgotten)?.state,
			events: events.map((event) => `${event.kind} ${event.order_id}`).sort(),
			leases: (await engine.query.selectFrom('lease').selectAll().execute()).length,
		};
	} finally {
		await engine.destroy();
	}
}

const complete = ({ paid, forgotten }: { paid: string; forgotten: string }) => ({
	paid: 'pending', buyer: NAME, forgotten: 'canceled', events: [`orderCaptured ${paid}`, `orderCanceled ${forgotten}`].sort(), leases: 0,
});

interface Run { readonly told: boolean; readonly complete: boolean }

const loadByNode = async (): Promise<Run> => {
	const run = await world.load();
	expectGreen(run);
	return { told: run.attention.length > 0, complete: run.processed[0]?.complete === true };
};

const operations = ['getAccessToken', 'searchOrders', 'getOrder'] as const;

async function play(operation: (typeof operations)[number], kind: FaultKind, times: number, run: () => Promise<Run | undefined>): Promise<void> {
	const orders = await arrange();
	const late = kind === 'hang' || kind === 'slowDrip' ? shortenDeadlines(500) : undefined;
	world.amazon.faults.add({ operation, kind, times, bytesPerSecond: 200 });
	const before = world.amazon.requests.length;
	const first = await run();
	late?.();
	world.amazon.faults.clear();
	const calls = world.amazon.requests.slice(before).filter((call) => call.operation === operation).length;
	expect({ kind, struck: calls > 0, bounded: calls <= 10 }).toEqual({ kind, struck: true, bounded: true });
	const after = await stand(orders);
	const isComplete = JSON.stringify(after) === JSON.stringify(complete(orders));
	if (first && !isComplete) expect({ kind, toldOrLeft: first.told || !first.complete }).toEqual({ kind, toldOrLeft: true });

	world.pass(2 * HOUR);
	await run();
	expect({ kind, ...(await stand(orders)) }).toEqual({ kind, ...complete(orders) });
}

test.each(operations)('P69 and N47: Load Orders meets each fault of %s once; after the next load every order is captured once, names intact', async (operation) => {
	for (const kind of kinds) await play(operation, kind, 1, loadByNode);
}, 60_000);

test.each(operations)('N46 and P69: Load Orders meets each fault of %s again and again; it ends after few calls and tells it, and the next load goes on', async (operation) => {
	for (const kind of kinds) await play(operation, kind, 1000, loadByNode);
}, 120_000);

test.each(operations)('P69: a poll that meets each fault of %s again and again never fails the schedule, and the next one gives what it missed, once', async (operation) => {
	for (const kind of kinds) {
		const given: string[] = [];
		const poll = async (): Promise<undefined> => {
			const { output } = await world.poll();
			given.push(...(output ?? []).flat().map(({ json }) => `${String(json.event)} ${String(json.orderId)}`));
		};
		await poll();
		given.length = 0;
		await play(operation, kind, 1000, poll);
		expect({ kind, given: given.sort(), once: new Set(given).size === given.length, count: given.length }).toMatchObject({ kind, once: true, count: 2 });
	}
}, 120_000);

test('P27 and N15: an unpaid order that Amazon garbles is told by its id, and keeps no other one from being asked for', async () => {
	const garbled = world.place({ status: 'PENDING', lastUpdatedTime: now() });
	const { forgotten } = await arrange();
	world.account().updateOrder(garbled, { raw: { createdTime: 'yesterday' } }, { silently: true });
	const run = await world.load();
	expectGreen(run);
	expect(run.attention).toMatchObject([{ problems: [{ orderId: garbled, code: 'amazon.unreadable' }] }]);
	expect(await stand({ paid: '', forgotten })).toMatchObject({ forgotten: 'canceled' });
});
