import type { IDataObject } from 'n8n-workflow';
import { demoCustomers } from '../../../sandbox/demo/tenant';
import { byId, expectGreen, mug } from '../demoWorld';
import { SaleDesk } from '../orders/saleDesk';
import { mugRows, other, row, SettlementWorld, type Row } from './settlementWorld';

let desk: SettlementWorld;
beforeAll(async () => {
	desk = await SettlementWorld.open();
	expectGreen(await desk.world.link('US'));
});
afterAll(async () => await desk.close());

/** A stranger to Cin7 Core. */
const UNKNOWN = '111-7000000-0000001';
const codes = (holds: unknown): unknown[] => (holds as IDataObject[]).map(({ code }) => code);
const linesOf = (orderId: string) => desk.world.sale(orderId).manualJournal.lines.map(({ debit, credit, amount }) => [debit, credit, String(Number(amount))]);

test('S77: what the buyer paid stands on the clearing account through the invoice; the settlement books the fees and the deposit, and the order comes to nothing there', async () => {
	const before = desk.balances()['710'];
	const orderId = await desk.world.placeAndProcess();
	const rows = mugRows(orderId);
	const moved = await desk.moved(async () => await desk.posted(rows));
	expect(moved).toEqual({ '410': '2.25', '411': '3.86', '090': '10.12', '710': '-16.23' });
	expect(desk.balances()['710']).toBe(before);
});

test('S77 and D4: fees of an order that Cin7 Core does not know, and its sale, are in the journal', async () => {
	const moved = await desk.moved(async () => await desk.posted(mugRows(UNKNOWN)));
	expect(moved).toEqual({ '210': '-14.99', '820': '-1.24', '410': '2.25', '411': '3.86', '090': '10.12' });
});

test('P2: On Each Sale puts the fees of a known order on its sale, those of no order and of unknown ones in the journal, and each row once', async () => {
	const orderId = await desk.world.placeAndProcess();
	await desk.withSettings({ more: { settlementPostOrderFees: 'sale' } }, async () => {
		const moved = await desk.moved(async () => {
			const { settlement, item } = await desk.posted([...mugRows(orderId), ...mugRows('111-7000000-0000002'), other('Subscription Fee', '-39.99')]);
			expect((item.documents as IDataObject[]).map(({ kind }) => kind)).toEqual(['journal', 'saleJournal']);
			expect(desk.journal(settlement.settlementId).lines.map(({ amount }) => String(Number(amount))).sort()).toEqual(['1.24', '14.99', '19.75', '2.25', '3.86', '39.99']);
		});
		expect(linesOf(orderId)).toEqual(expect.arrayContaining([['410', '710', '2.25'], ['411', '710', '3.86']]));
		expect(linesOf(orderId)).toHaveLength(2);
		expect(moved).toMatchObject({ '410': '4.5', '411': '7.72', '414': '39.99' });
	});
});

test('N37 and P13: a reimbursement that names an order, and tax that Amazon withholds of it, are in the journal and never on the sale', async () => {
	const orderId = await desk.world.placeAndProcess();
	const rows: Row[] = [
		...mugRows(orderId),
		row('Order', 'ItemWithheldTax', 'MarketplaceFacilitatorTax-Principal', '-1.24', { orderId, marketplaceName: 'Amazon.com', fulfillmentId: 'AFN' }),
		row('other-transaction', 'FBA Inventory Reimbursement', 'REVERSAL_REIMBURSEMENT', '9.50', { orderId, sku: 'HP-MUG-SLATE' }),
	];
	await desk.withSettings({ more: { settlementPostOrderFees: 'sale' } }, async () => {
		const moved = await desk.moved(async () => await desk.posted(rows));
		// The invoice credited 820 with 1.24: together nothing.
		expect(moved).toEqual({ '410': '2.25', '411': '3.86', '820': '1.24', '270': '-9.5', '090': '18.38', '710': '-16.23' });
		expect(linesOf(orderId)).toHaveLength(2);
	});
});

test('S56: where the store ignores the taxes of Amazon, tax on top is booked by the settlement, and an invoice from before that has it', async () => {
	const taxed = await desk.world.placeAndProcess();
	await desk.withSettings({ ignoreAmazonTaxes: true }, async () => {
		const orderId = await desk.world.placeAndProcess();
		const { settlement, item } = await desk.posted([...mugRows(orderId), ...mugRows(taxed)]);
		expect(item.arithmetic).toMatchObject({ matched: '31.22', posted: '-10.98', difference: '0.00', leftOnClearingAccount: '0.00' });
		expect((await desk.review(settlement.settlementId)).filter(({ amountDescription }) => amountDescription === 'Tax').map(({ orders, becomes, sum }) => [orders, becomes, sum])).toEqual(expect.arrayContaining([['in Cin7 Core', 'matched', '1.24'], ['in Cin7 Core, without tax', 'posted', '1.24']]));
		const run = await desk.run('reconcileOrders', { store: byId('A1HARBORPINE-US'), settlement: byId(settlement.settlementId), reconcileShow: 'all' });
		expect(run.processed.map(({ outcome, difference }) => [outcome, difference])).toEqual([['matched', '0.00'], ['matched', '0.00']]);
	});
});

test('S77: an order that only Cin7 Core knows, by its ExternalID, is not sold a second time', async () => {
	const orderId = '111-7000000-0000003';
	await new SaleDesk(desk.world).callCin7('POST', '/sale', { CustomerID: demoCustomers.us.id, ExternalID: orderId, Location: 'Main Warehouse', SkipQuote: true });
	const { item } = await desk.posted(mugRows(orderId));
	expect(item.arithmetic).toMatchObject({ matched: '16.23', posted: '-6.11' });
});

test('P9: a store whose revenue comes from the settlement holds one whose orders Cin7 Core has, until that is put right', async () => {
	const orderId = await desk.world.placeAndProcess();
	await desk.withSettings({ settlementRevenue: 'summary' }, async () => {
		const { settlementId } = desk.give(mugRows(orderId));
		await desk.load();
		const moved = await desk.moved(async () => await desk.post());
		expect(moved).toEqual({});
		expect(codes((await desk.shown(settlementId)).holds)).toEqual(['settlement.ordersAreInCin7']);
	});
	expect(await desk.moved(async () => await desk.post())).toEqual({ '410': '2.25', '411': '3.86', '090': '10.12', '710': '-16.23' });
});

test('S77: an order whose sale is still to be written is matched too, and comes to nothing once it is', async () => {
	const before = desk.balances()['710'] ?? '0';
	const orderId = desk.world.place({ items: [mug()] });
	expectGreen(await desk.world.load());
	await desk.posted(mugRows(orderId));
	expect(Number(desk.balances()['710'] ?? '0')).toBeCloseTo(Number(before) - 16.23, 2);
	expectGreen(await desk.world.process());
	expect(desk.balances()['710'] ?? '0').toBe(before);
});
