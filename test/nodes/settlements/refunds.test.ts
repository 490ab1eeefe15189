import type { IDataObject } from 'n8n-workflow';
import { byId, expectGreen, type NodeRun } from '../demoWorld';
import { wholeMug } from '../refunds/refundDesk';
import { mugRows, row, SettlementWorld, type Row } from './settlementWorld';

let desk: SettlementWorld;
beforeAll(async () => {
	desk = await SettlementWorld.open();
	expectGreen(await desk.world.link('US'));
	await refunds('loadRefunds');
});
afterAll(async () => await desk.close());

const refunds = async (operation: 'loadRefunds' | 'processRefunds'): Promise<NodeRun> => {
	const run = await desk.world.run('orderConsolidator', { operation, ...(operation === 'processRefunds' ? { store: byId('all') } : {}) });
	expectGreen(run);
	return run;
};

let given = 0;
/** Amazon gives the whole mug back: 14.43 less for the seller. */
function giveBack(orderId: string): void {
	const number = ++given;
	desk.world.account().addTransaction({ transactionId: `T-${number}`, type: 'Refund', status: 'RELEASED', postedDate: new Date(Date.now()).toISOString(), refundId: `R-${number}`, orderId, marketplaceId: 'ATVPDKIKX0DER', items: [{ sku: 'HP-MUG-SLATE', adjustmentId: `A-${number}`, amounts: wholeMug }] });
	desk.world.pass(5 * 60_000);
}

const refundRows = (orderId: string, transactionType = 'Refund'): readonly Row[] => {
	const place = { orderId, marketplaceName: 'Amazon.com', fulfillmentId: 'AFN', sku: 'HP-MUG-SLATE' };
	return [
		row(transactionType, 'ItemPrice', 'Principal', '-14.99', place), row(transactionType, 'ItemPrice', 'Tax', '-1.24', place),
		row(transactionType, 'ItemFees', 'Commission', '2.25', place), row(transactionType, 'ItemFees', 'RefundCommission', '-0.45', place),
	];
};
/** So that something is paid out. */
const enough = (): readonly Row[] => [row('other-transaction', 'FBA Inventory Reimbursement', 'WAREHOUSE_LOST', '100.00')];
const without100 = { '270': '-100' };

test('S172: a refund with its fees stands on its credit note, and the settlement books nothing of it but the deposit', async () => {
	const orderId = await desk.world.placeAndProcess();
	giveBack(orderId);
	await refunds('loadRefunds');
	expect((await refunds('processRefunds')).processed).toHaveLength(1);
	const moved = await desk.moved(async () => {
		const { item } = await desk.posted([...refundRows(orderId), ...enough()]);
		expect(item.arithmetic).toMatchObject({ matched: '-14.43', posted: '100.00', leftOnClearingAccount: '0.00' });
	});
	// The credit note's refund took 14.43 off the clearing account, the settlement brings it back.
	expect(moved).toEqual({ ...without100, '710': '14.43', '090': '85.57' });
});

test('S172: the fees of a refund are booked once although the fees of orders go on each sale', async () => {
	const orderId = await desk.world.placeAndProcess();
	giveBack(orderId);
	await refunds('loadRefunds');
	await refunds('processRefunds');
	await desk.withSettings({ more: { settlementPostOrderFees: 'sale' } }, async () => {
		await desk.posted([...mugRows(orderId), ...refundRows(orderId), ...enough()]);
	});
	expect(desk.world.sale(orderId).manualJournal.lines.map(({ debit, amount }) => [debit, String(Number(amount))])).toEqual(expect.arrayContaining([['410', '2.25'], ['411', '3.86']]));
	expect(desk.world.sale(orderId).manualJournal.lines).toHaveLength(2);
});

test('S175: a refund of an order older than the integration is booked by the settlement, with its fees', async () => {
	const orderId = '111-6000000-0000001';
	giveBack(orderId);
	await refunds('loadRefunds');
	const moved = await desk.moved(async () => await desk.posted([...refundRows(orderId), ...enough()]));
	expect(moved).toEqual({ ...without100, '210': '14.99', '820': '1.24', '410': '-1.8', '090': '85.57' });
});

test('S175: a guarantee claim and a chargeback of unknown orders are refunds too', async () => {
	const moved = await desk.moved(async () => await desk.posted([...refundRows('111-6000000-0000002', 'A-to-z Guarantee Refund'), ...refundRows('111-6000000-0000003', 'Chargeback Refund'), ...enough()]));
	expect(moved).toEqual({ ...without100, '210': '29.98', '820': '2.48', '410': '-3.6', '090': '71.14' });
});

test('S167: a settlement with a refund that is not loaded yet is held, and posts by itself once it is', async () => {
	const orderId = await desk.world.placeAndProcess();
	await refunds('loadRefunds');
	desk.world.pass(3_600_000);
	giveBack(orderId);
	const end = new Date(Date.now()).toISOString();
	const { settlementId } = desk.give([...refundRows(orderId), ...enough()], { start: '2026-03-11T00:00:00.000Z', end });
	await desk.load();
	expect(await desk.moved(async () => await desk.post())).toEqual({});
	expect(((await desk.shown(settlementId)).holds as IDataObject[]).map(({ code }) => code)).toEqual(['settlement.refundsNotLoaded']);
	desk.world.pass(10 * 60_000);
	await refunds('loadRefunds');
	await refunds('processRefunds');
	expect(await desk.moved(async () => await desk.post())).toEqual({ ...without100, '710': '14.43', '090': '85.57' });
	expect((await desk.shown(settlementId)).state).toBe('posted');
});
