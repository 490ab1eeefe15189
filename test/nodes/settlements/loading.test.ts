import type { IDataObject } from 'n8n-workflow';
import { settlementText } from '../../../sandbox/amazon/settlements/settlementFile';
import { byId, expectGreen } from '../demoWorld';
import { mugRows, other, row, SettlementWorld, settlingStoreId } from './settlementWorld';

let desk: SettlementWorld;
beforeAll(async () => {
	desk = await SettlementWorld.open(['US']);
});
afterAll(async () => await desk.close());

const US = settlingStoreId('US');

/** Entries of the operations log, newest first. */
async function operations(operation: string): Promise<readonly IDataObject[]> {
	const run = await desk.world.run('amazonStore', { operation: 'getOperationsLog', store: byId(US), limit: 200 });
	expectGreen(run);
	return run.processed.filter((entry) => entry.operation === operation);
}

describe('loading', () => {
	test('S180: each load writes what it read, what was new and what was known, by user and by schedule', async () => {
		desk.give([other('Subscription Fee', '-39.99')], { documents: 2 });
		desk.give([other('Storage Fee', '-1.00')], { start: '2025-11-01T00:00:00Z', end: '2025-12-01T00:00:00Z' });
		desk.give([other('Storage Fee', '-2.00')], { start: '2026-01-05T12:00:00Z' });
		const { processed } = await desk.load();
		const counts = { new: 3, known: 1, reissued: 0, skipped: 1 };
		expect(processed).toMatchObject([{ ...counts, account: 'A1HARBORPINE@na', documentsRead: 4, complete: true, busy: false }]);
		expect((await operations('Load Settlements'))[0]).toMatchObject({ storeId: US, startedBy: 'schedule', counts: { ...counts, read: 4 }, notes: [] });
		await desk.run('loadSettlements', {}, { mode: 'manual' });
		expect((await operations('Load Settlements'))[0]).toMatchObject({ startedBy: 'user', counts: { read: 0, new: 0, known: 0, reissued: 0, skipped: 0 } });
	});

	test('S180: a settlement that ended before the first order of the store is kept and not posted', async () => {
		const old = desk.give([other('Storage Fee', '-3.00')], { start: '2025-12-01T00:00:00Z', end: '2025-12-15T00:00:00Z' });
		await desk.load();
		await desk.post({ postWhich: 'ready' });
		expect(await desk.shown(old.settlementId)).toMatchObject({ state: 'skipped', reason: expect.stringContaining('Ignore Orders Before'), documents: [] });
		expect(desk.journals(old.settlementId)).toEqual([]);
	});

	test('P4: a settlement in four documents of one fetch, and in one more of the next, is kept once and booked once', async () => {
		const { settlement, run } = await desk.posted([other('Subscription Fee', '-39.99'), other('Storage Fee', '139.99')], { documents: 4, start: '2026-01-06T00:00:00Z' });
		desk.report(settlement);
		expect((await desk.load()).processed).toMatchObject([{ new: 0, known: 1, reissued: 0 }]);
		expect((await desk.post()).processed).toEqual([]);
		expect(run.processed).toHaveLength(1);
		expect((await desk.shown(settlement.settlementId)).sources).toHaveLength(5);
		expect([desk.journals(settlement.settlementId).length, desk.moneyTasks(settlement.settlementId).length]).toEqual([1, 1]);
	});

	test('P4: two runs that load and post at the same time book once', async () => {
		const settlement = desk.give([other('Subscription Fee', '50.00')]);
		await Promise.all([desk.load(), desk.load()]);
		await desk.load();
		const runs = await Promise.all([desk.post(), desk.post()]);
		expect(runs.flatMap(({ processed }) => processed.map(({ settlementId }) => settlementId))).toEqual([settlement.settlementId]);
		expect([desk.journals(settlement.settlementId).length, desk.moneyTasks(settlement.settlementId).length]).toEqual([1, 1]);
	});

	test('P17: a settlement that is older than 90 days is loaded once it is asked for in Seller Central, without any further act', async () => {
		await desk.withSettings({ more: { ignoreOrdersBefore: '2025-06-01T00:00:00.000Z' } }, async () => {
			const { item, settlement } = await desk.posted([other('Subscription Fee', '39.99')], { start: '2025-07-01T00:00:00Z', end: '2025-07-15T00:00:00Z', deposit: '2025-07-17T00:00:00Z' });
			expect(item).toMatchObject({ state: 'posted', endsAt: '2025-07-15T00:00:00.000Z' });
			expect(desk.journal(settlement.settlementId).date.slice(0, 10)).toBe('2025-07-14');
		});
	});

	test('N42: settlements of several Amazon accounts of a store, of one and the same period, are kept and posted apart', async () => {
		// From where the one before ended.
		const period = { start: '2026-01-07T00:00:00Z', end: '2026-01-21T00:00:00Z' };
		const [standard, invoiced, pay] = ['100.00', '20.00', '3.00'].map((amount) => desk.give([other('Storage Fee', amount)], period));
		await desk.load();
		const { processed, attention } = await desk.post();
		expect(attention).toEqual([]);
		expect(processed.map(({ settlementId, total }) => [settlementId, total])).toEqual([[standard?.settlementId, '100.00'], [invoiced?.settlementId, '20.00'], [pay?.settlementId, '3.00']]);
		for (const { settlementId } of processed) expect(desk.moneyTasks(String(settlementId))).toHaveLength(1);
	});
});

describe('what a settlement shows', () => {
	test('S58 and S177: a period shows item price, commission, shipping fees and the total that was earned, in figures that add up', async () => {
		const place = { orderId: '111-5555555-5555555', marketplaceName: 'Amazon.com', fulfillmentId: 'AFN' };
		const { settlement } = await desk.posted([
			row('Order', 'ItemPrice', 'Principal', '100.00', place), row('Order', 'ItemPrice', 'Shipping', '7.50', place), row('Order', 'ItemFees', 'Commission', '-15.00', place), row('Order', 'ItemFees', 'ShippingChargeback', '-7.00', place),
			row('Refund', 'ItemPrice', 'Principal', '-20.00', place), row('Refund', 'ItemFees', 'Commission', '3.00', place), row('Refund', 'ItemFees', 'RefundCommission', '-0.60', place), other('Subscription Fee', '-39.99'),
		]);
		expect(await desk.shown(settlement.settlementId)).toMatchObject({ itemPrice: '80.00', commission: '-12.60', shippingFees: '0.50', otherAmounts: '-39.99', totalEarned: '27.91', total: '27.91', currency: 'USD', rows: 8, startsAt: settlement.start, endsAt: settlement.end, depositAt: settlement.deposit });
	});

	test('S179: the transactions are reviewed by type, before posting and after it', async () => {
		const settlement = desk.give([...mugRows('111-6666666-6666666'), ...mugRows('111-7777777-7777777'), other('Subscription Fee', '-9.99')]);
		await desk.load();
		const before = await desk.review(settlement.settlementId);
		expect(before.map(({ transactionType, amountDescription, rows, sum, becomes, account, orders }) => [transactionType, amountDescription, rows, sum, becomes, account, orders])).toEqual([
			['Order', 'Commission', 2, '-4.50', 'posted', '410', 'not in Cin7 Core'], ['Order', 'FBAPerUnitFulfillmentFee', 2, '-7.72', 'posted', '411', 'not in Cin7 Core'],
			['Order', 'Principal', 2, '29.98', 'posted', '210', 'not in Cin7 Core'], ['Order', 'Tax', 2, '2.48', 'posted', '820', 'not in Cin7 Core'],
			['other-transaction', 'Subscription Fee', 1, '-9.99', 'posted', '414', null],
		]);
		expect(await desk.shown(settlement.settlementId)).toMatchObject({ state: 'loaded' });
		await desk.post();
		expect(await desk.shown(settlement.settlementId)).toMatchObject({ state: 'posted' });
		expect(await desk.review(settlement.settlementId)).toEqual(before);
	});
});

describe('single rows', () => {
	test('P5: two equal rows, of two units of one order, both count', async () => {
		const [principal] = mugRows('111-8888888-8888888');
		if (!principal) throw new Error('No row');
		const moved = await desk.moved(async () => await desk.posted([principal, principal, principal]));
		expect(moved).toEqual({ '210': '-44.97', '090': '44.97' });
	});

	test('P19: rows with a blank marketplace and with one that nobody knows are posted with their settlement, none is dropped', async () => {
		const rows = [...mugRows('111-1010101-1010101', { marketplaceName: '' }), ...mugRows('111-2020202-2020202', { marketplaceName: 'Unknown marketplace' }), ...mugRows('111-3030303-3030303')];
		const { settlement, item } = await desk.posted(rows);
		expect(item).toMatchObject({ rows: 12, storeId: US, arithmetic: { sumOfRows: '30.36', posted: '30.36', difference: '0.00' } });
		const markets = (await desk.review(settlement.settlementId)).filter(({ amountDescription }) => amountDescription === 'Principal').map(({ marketplace, sum }) => [marketplace, sum]);
		expect(markets).toEqual([[null, '14.99'], ['Amazon.com', '14.99'], ['Unknown marketplace', '14.99']]);
	});

	test('N34: ids of FBA shipments and removals, and of orders of other channels, are looked up nowhere; their fees are posted without a sale', async () => {
		const known = await desk.world.placeAndProcess();
		const rows = [
			other('Subscription Fee', '200.00'), row('FBAFees', 'Inbound Defect Fee', 'Base fee', '-128.00', { orderId: 'FBA19CD9HGQ8' }), other('RemovalComplete', '-1.50', { orderId: 'REMOVAL-7781' }),
			row('Order', 'ItemFees', 'FBAPerUnitFulfillmentFee', '-5.00', { orderId: 'S01-1234567-7654321', merchantOrderId: 'CONSUMER-1', marketplaceName: 'Non-Amazon US', fulfillmentId: 'AFN' }),
			...mugRows(known),
		];
		const { requests } = desk.world.cin7;
		const from = requests.length;
		const { settlement } = await desk.posted(rows);
		expect(requests.slice(from).filter(({ path }) => /FBA19CD9HGQ8|REMOVAL-7781|S01-1234567/.test(path))).toEqual([]);
		const shown = (await desk.review(settlement.settlementId)).map(({ amountDescription, channel, orders, becomes }) => [amountDescription, channel, orders, becomes]);
		expect(shown).toEqual(expect.arrayContaining([['Base fee', null, null, 'posted'], ['RemovalComplete', null, null, 'posted'], ['FBAPerUnitFulfillmentFee', 'MCF', null, 'posted'], ['Principal', 'AFN', 'in Cin7 Core', 'matched']]));
	});

	test('N35: a row without a type is kept, and the statement is the row with a total, wherever it stands', async () => {
		const settlement = desk.settlement([row('', '', 'Storage Fee', '-4.00'), row('', 'other-transaction', 'Subscription Fee', '104.00')]);
		const [header, summary, ...money] = settlementText(settlement, { country: 'US' }).split('\n');
		const added = await desk.addFile(Buffer.from([header, ...money.filter((line) => line !== ''), summary, ''].join('\n')));
		expect(added.processed).toMatchObject([{ outcome: 'new', rows: 2, total: '100.00' }]);
		expect((await desk.review(settlement.settlementId)).map(({ amountDescription, sum }) => [amountDescription, sum])).toEqual([['Storage Fee', '-4.00'], ['Subscription Fee', '104.00']]);
	});

	test('N43: a row that was posted before the period began stays in its settlement, in the month of its end when months are not split', async () => {
		const { settlement, item } = await desk.posted([other('Storage Fee', '-4.00', { postedAt: '2025-12-20T08:00:00Z' }), other('Subscription Fee', '104.00')], { start: '2026-02-20T00:00:00Z' });
		expect(item).toMatchObject({ rows: 2, arithmetic: { posted: '100.00' } });
		const journal = desk.journal(settlement.settlementId);
		expect([journal.date.slice(0, 10), journal.lines.map(({ amount }) => Number(amount)).sort((a, b) => a - b)]).toEqual(['2026-02-20', [4, 104]]);
		expect((await desk.review(settlement.settlementId)).map(({ month }) => month).sort()).toEqual(['2025-12', '2026-02']);
	});
});
