import { byId, expectGreen } from '../demoWorld';
import { mugRows, SettlementWorld } from './settlementWorld';

let desk: SettlementWorld;
beforeAll(async () => {
	desk = await SettlementWorld.open();
	expectGreen(await desk.world.link('US'));
});
afterAll(async () => await desk.close());

const reconciled = async (settlementId: string, reconcileShow = 'all') =>
	(await desk.run('reconcileOrders', { store: byId('A1HARBORPINE-US'), settlement: byId(settlementId), reconcileShow })).processed.map(({ orderId, outcome, charged, invoiced, difference }) => ({ orderId, outcome, charged, invoiced, difference }));

test('P20: an order is matched with its invoice, differs from it, or has none; what a later settlement brings heals it', async () => {
	const [whole, partly] = [await desk.world.placeAndProcess(), await desk.world.placeAndProcess()];
	const stranger = '111-3000000-0000001';
	const tax = mugRows(partly).filter(({ amountDescription }) => amountDescription === 'Tax');
	const first = desk.give([...mugRows(whole), ...mugRows(partly).filter((row) => !tax.some((each) => each.amountDescription === row.amountDescription)), ...mugRows(stranger)]);
	await desk.load();
	expect(await reconciled(first.settlementId)).toEqual(expect.arrayContaining([
		{ orderId: whole, outcome: 'matched', charged: '16.23', invoiced: '16.23', difference: '0.00' },
		{ orderId: partly, outcome: 'variance', charged: '14.99', invoiced: '16.23', difference: '-1.24' },
		{ orderId: stranger, outcome: 'noInvoice', charged: '16.23', invoiced: null, difference: null },
	]));
	expect((await reconciled(first.settlementId, 'open')).map(({ orderId }) => orderId).sort()).toEqual([stranger, partly].sort());
	desk.give(tax);
	await desk.load();
	expect((await reconciled(first.settlementId)).find(({ orderId }) => orderId === partly)).toMatchObject({ outcome: 'matched', charged: '16.23', difference: '0.00' });
	expect((await reconciled(first.settlementId, 'open')).map(({ orderId }) => orderId)).toEqual([stranger]);
});

test('P20: an order that is invoiced later is matched by the next look at it', async () => {
	const orderId = desk.world.place();
	const { settlementId } = desk.give(mugRows(orderId));
	await desk.load();
	expect(await reconciled(settlementId)).toMatchObject([{ orderId, outcome: 'noInvoice' }]);
	expectGreen(await desk.world.load());
	expectGreen(await desk.world.process());
	expect(await reconciled(settlementId)).toMatchObject([{ orderId, outcome: 'matched', difference: '0.00' }]);
});
