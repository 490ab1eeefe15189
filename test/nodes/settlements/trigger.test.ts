import type { IDataObject } from 'n8n-workflow';
import { byId, expectGreen } from '../demoWorld';
import { mugRows, SettlementWorld } from './settlementWorld';

let desk: SettlementWorld;
beforeAll(async () => {
	desk = await SettlementWorld.open();
});
afterAll(async () => await desk.close());

const poll = async (events: readonly string[] = ['settlementAvailable'], mode: 'trigger' | 'manual' = 'trigger'): Promise<IDataObject[]> => ((await desk.world.poll({ events: [...events] }, 'US', mode)).output?.[0] ?? []).map(({ json }) => json);

test('S178: a poll loads settlements and gives each once, whatever documents carry it; a test run in the editor takes none away', async () => {
	const settlement = desk.give(mugRows('111-2000000-0000001'), { documents: 2 });
	expect(await poll(['settlementAvailable'], 'manual')).toMatchObject([{ settlementId: settlement.settlementId }]);
	expect(await poll()).toMatchObject([{ event: 'settlementAvailable', storeId: 'A1HARBORPINE-US', settlementId: settlement.settlementId }]);
	for (let hour = 0; hour < 3; hour++) {
		desk.world.pass(3_600_000);
		expect(await poll()).toEqual([]);
	}
	desk.report(settlement);
	desk.world.pass(3_600_000);
	expect(await poll()).toEqual([]);
});

test('S178: settlements are loaded only where they are chosen', async () => {
	desk.give(mugRows('111-2000000-0000002'));
	const calls = () => desk.world.amazon.requests.filter(({ operation }) => operation === 'getReports').length;
	const before = calls();
	expect(await poll(['orderCanceled'])).toEqual([]);
	expect(calls()).toBe(before);
});

test('S180: each load and each posting is in the operations log, with its counts and who started it', async () => {
	desk.give(mugRows('111-2000000-0000003'));
	await desk.load();
	await desk.post();
	const run = await desk.world.run('amazonStore', { operation: 'getOperationsLog', store: byId('all') });
	expectGreen(run);
	const of = (operation: string) => run.processed.find((entry) => entry.operation === operation);
	expect(of('Load Settlements')).toMatchObject({ storeId: 'A1HARBORPINE-US' });
	expect(JSON.stringify(of('Load Settlements'))).toContain('"new":2');
	expect(JSON.stringify(of('Post Settlements'))).toContain('"posted":3');
});

test('N41: money that Amazon defers is shown as not yet settled, by kind, and nothing of it is posted', async () => {
	const orderId = '111-2000000-0000009';
	desk.world.account().addTransaction({ transactionId: 'D-1', type: 'Shipment', status: 'DEFERRED', postedDate: '2026-03-11T09:00:00.000Z', orderId, marketplaceId: 'ATVPDKIKX0DER', items: [{ sku: 'HP-MUG-SLATE', amounts: { OurPricePrincipal: '14.99', OurPriceTax: '1.24', Commission: '-2.25' } }] });
	desk.world.pass(3_600_000);
	const moved = await desk.moved(async () => {
		const { processed } = await desk.run('getNotYetSettled');
		expect(processed).toMatchObject([{ state: 'not yet settled', transactionType: 'Shipment', currency: 'USD', total: '13.98', transactions: 1, orderIds: [orderId] }]);
	});
	expect(moved).toEqual({});
});
