import type { IDataObject } from 'n8n-workflow';
import { byId, expectGreen } from '../demoWorld';
import { daily } from '../orders/dailyDesk';
import { mugRows, SettlementWorld } from './settlementWorld';

let desk: SettlementWorld;
beforeAll(async () => {
	desk = await SettlementWorld.open(['US'], { ...daily, more: { settlementPostOrderFees: 'sale' } });
	expectGreen(await desk.world.link('US'));
});
afterAll(async () => await desk.close());

test('S77 and D4: orders of a daily sale are matched with it; their fees are in the journal, because one sale stands for many orders', async () => {
	const orders = [desk.world.place(), desk.world.place()];
	expectGreen(await desk.world.load());
	desk.world.pass(36 * 3_600_000);
	expectGreen(await desk.world.process());
	expect(desk.balances()['710']).toBe('32.46');
	const { settlement, item } = await desk.posted(orders.flatMap((orderId) => mugRows(orderId)));
	expect(item.arithmetic).toMatchObject({ matched: '32.46', posted: '-12.22' });
	expect((item.documents as IDataObject[]).map(({ kind }) => kind)).toEqual(['journal', 'money']);
	expect(desk.balances()['710']).toBeUndefined();
	const run = await desk.run('reconcileOrders', { store: byId('A1HARBORPINE-US'), settlement: byId(settlement.settlementId), reconcileShow: 'all' });
	expect(run.processed.map(({ outcome }) => outcome)).toEqual(['matched', 'matched']);
	const { processed: [check] } = await desk.run('checkClearingAccount', { store: byId('A1HARBORPINE-US'), clearingDate: '2026-12-31' });
	expect(check).toMatchObject({ balance: '0.00', notYetSettled: '0.00', unexplained: '0.00', settlements: [] });
});
