import type { FaultKind } from '../../sandbox/amazon/faults';
import type { OrderSeed, SellerAccountSeed } from '../../sandbox/amazon/seeds';
import type { AmazonSwitches } from '../../sandbox/amazon/switches';
import type { ReportedOrder } from '../../src/processes/ports/amazon';
import { CA, NON_AMAZON, order, US } from '../sandbox/amazon/simulatorClient';
import { failureOf } from './scriptedAmazon';
import { startSetting, type Setting } from './simulatedAmazon';

const start = async (orders: readonly OrderSeed[], switches: Partial<AmazonSwitches> = {}, seed: Partial<SellerAccountSeed> = {}): Promise<Setting> => await startSetting({ orders, ...seed }, { switches });

const october = { marketplaceIds: [US], from: '2026-10-01T00:00:00Z', until: '2026-10-31T00:00:00Z' };
const inOctober = (number: number, over: Partial<OrderSeed> = {}): OrderSeed => order(number, { createdTime: `2026-10-${String(10 + (number % 20)).padStart(2, '0')}T10:00:00Z`, ...over });

async function documentOf({ client, clock }: Setting, window = october): Promise<string> {
	const { reportId } = await client.requestOrderReport(window, new Date(clock.now()).toISOString());
	clock.advance(60_000);
	const state = await client.report(reportId);
	if (state.state !== 'done') throw new Error(`The report is ${state.state}`);
	return state.documentId;
}

async function read(setting: Setting, documentId: string): Promise<readonly ReportedOrder[]> {
	const found: ReportedOrder[] = [];
	for await (const reported of setting.client.readOrderReport(documentId)) found.push(reported);
	return found;
}

describe('the client against simulated reports of orders', () => {
	test('P39: each order of the month comes once, of every marketplace, with Amazon\'s words', async () => {
		const item = { asin: 'B0EXAMPLE1', sku: 'MUG', title: 'Größe "M"', quantity: 1, item: '10.00' };
		const setting = await start([inOctober(1, { status: 'SHIPPED', items: [item, item] }), inOctober(2, { marketplaceId: CA, status: 'CANCELLED' }), inOctober(3, { status: 'PENDING' }), inOctober(4, { marketplaceId: NON_AMAZON }), order(5)]);
		const found = await read(setting, await documentOf(setting));
		expect([...found].sort((a, b) => (a.orderId < b.orderId ? -1 : 1))).toEqual([
			{ orderId: order(1).orderId, purchasedAt: '2026-10-11T10:00:00.000Z', status: 'Shipped', salesChannel: 'Amazon.com' },
			{ orderId: order(2).orderId, purchasedAt: '2026-10-12T10:00:00.000Z', status: 'Cancelled', salesChannel: 'Amazon.ca' },
			{ orderId: order(3).orderId, purchasedAt: '2026-10-13T10:00:00.000Z', status: 'Pending', salesChannel: 'Amazon.com' },
			{ orderId: order(4).orderId, purchasedAt: '2026-10-14T10:00:00.000Z', status: 'Unshipped', salesChannel: 'Non-Amazon US' },
		]);
	});

	test.each<[string, Partial<AmazonSwitches>]>([['not compressed', { reportCompression: 'none' }], ['with an empty line at the end', { reportEnd: 'blankLine' }], ['in Cp1252', { orderReportEncoding: 'byRegion' }], ['without a charset', { statedCharset: 'none' }], ['with a byte order mark', { reportByteOrderMark: true }]])('P64: is read the same %s', async (_what, switches) => {
		const setting = await start([1, 2, 3].map((number) => inOctober(number, { address: { city: 'Málaga' } })), switches);
		expect(await read(setting, await documentOf(setting))).toHaveLength(3);
	});

	test('P63: no orders are no data, and more than 30 days fail with Amazon\'s text', async () => {
		const { client, clock } = await start([order(1)]);
		const outcome = async (window: typeof october) => {
			const { reportId } = await client.requestOrderReport(window, new Date(clock.now()).toISOString());
			clock.advance(60_000);
			return await client.report(reportId);
		};
		await expect(outcome(october)).resolves.toEqual({ state: 'noData' });
		await expect(outcome({ ...october, until: '2026-11-01T00:00:00Z' })).resolves.toEqual({ state: 'failed', text: 'The date range of the report exceeds 30 days.' });
	});

	test('P66: a missing role is told as such', async () => {
		const { client } = await start([inOctober(1)], {}, { roles: ['productListing'] });
		expect((await failureOf(client.requestOrderReport(october, '2026-11-02T12:00:00Z'))).kind).toBe('unauthorized');
	});

	test.each(['dropAfterCommit', 'tornBody', 'empty204'] as const)('a lost answer (%s) to the request leaves one report, adopted', async (kind) => {
		const setting = await start([inOctober(1)]);
		setting.amazon.faults.add({ kind, operation: 'createReport' });
		expect(await read(setting, await documentOf(setting))).toHaveLength(1);
		expect(setting.amazon.requests.filter(({ operation }) => operation === 'createReport')).toHaveLength(1);
	});

	test('a report of another month is not adopted', async () => {
		const { amazon, client, clock } = await start([inOctober(1)]);
		await client.requestOrderReport({ ...october, from: '2026-10-02T00:00:00Z' }, new Date(clock.now()).toISOString());
		amazon.faults.add({ kind: 'dropConnection', operation: 'createReport' });
		expect((await failureOf(client.requestOrderReport(october, new Date(clock.now()).toISOString()))).kind).toBe('unavailable');
	});

	test.each<FaultKind>(['error500', 'dropConnection', 'dropAfterCommit', 'tornBody', 'chunkedMidCharacter'])('the download gets over %s, and no order is lost or doubled', async (kind) => {
		const orders = Array.from({ length: 400 }, (_, i) => inOctober(i + 1, { address: { city: 'Málaga' } }));
		const setting = await start(orders, { reportCompression: 'none' });
		const documentId = await documentOf(setting);
		setting.amazon.faults.add({ kind, operation: 'downloadDocument' });
		expect((await read(setting, documentId)).map(({ orderId }) => orderId).sort()).toEqual(orders.map(({ orderId }) => orderId).sort());
		expect(setting.amazon.faults.left).toBe(0);
	});
});
