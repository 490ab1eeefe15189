import type { IDataObject } from 'n8n-workflow';
import { byId, expectGreen } from '../demoWorld';
import { hours, RefundDesk } from './refundDesk';

let desk: RefundDesk;
beforeEach(async () => {
	desk = await RefundDesk.open();
});
afterEach(async () => await desk.close());

const poll = async (events: readonly string[], mode: 'trigger' | 'manual' = 'trigger'): Promise<IDataObject[]> => ((await desk.world.poll({ events: [...events] }, 'US', mode)).output?.[0] ?? []).map(({ json }) => json);
const calls = (operation: string) => desk.world.amazon.requests.filter((request) => request.operation === operation).length;

test('S167: each poll loads refunds and gives each completed one once; processing it needs nobody', async () => {
	const { orderId, refundId } = await desk.refundedOrder();
	expect(await poll(['refundCompleted'])).toMatchObject([{ event: 'refundCompleted', storeId: 'A1HARBORPINE-US', orderId, refundId, state: 'pending', amazonTotal: '-14.43', transactionType: 'Refund' }]);
	expect((await desk.process()).processed).toMatchObject([{ refundId, outcome: 'credited' }]);
	for (let hour = 0; hour < 3; hour++) {
		desk.world.pass(hours(1));
		expect(await poll(['refundCompleted'])).toEqual([]);
	}
	expect(desk.creditNotes(orderId)).toHaveLength(1);
});

test('S167: a deferred refund is given when it is released, and a test run in the editor takes nothing away', async () => {
	const { refundId } = await desk.refundedOrder({ transactionId: 'deferred-1', status: 'DEFERRED' });
	expect(await poll(['refundCompleted'])).toEqual([]);
	desk.world.account().releaseTransaction('deferred-1');
	desk.world.pass(hours(1));
	expect(await poll(['refundCompleted'], 'manual')).toMatchObject([{ refundId }]);
	expect(await poll(['refundCompleted'])).toMatchObject([{ refundId }]);
});

test('S167: refunds are loaded only where they are chosen, and one that was loaded by hand is given too', async () => {
	const { refundId } = await desk.refundedOrder();
	expect(await poll(['orderCanceled'])).toEqual([]);
	expect(calls('listTransactions')).toBe(0);
	await desk.load();
	expect(await poll(['refundCompleted'])).toMatchObject([{ refundId }]);
});

test('S175: one that is left to the settlement is given as such', async () => {
	const refundId = desk.refund('111-0000000-0000009');
	expect(await poll(['refundCompleted'])).toMatchObject([{ refundId, state: 'settlement', reason: expect.stringContaining('settlement journal') as string }]);
});

test('S166: without the role Finance and Accounting it is named, once, and orders still load', async () => {
	await desk.refundedOrder();
	desk.world.account().revokeRole('financeAndAccounting');
	const orderId = desk.world.place();
	const items = await poll(['orderCaptured', 'refundCompleted', 'needsAttention']);
	expect(items).toMatchObject([{ event: 'orderCaptured' }, { event: 'orderCaptured', orderId }, { event: 'needsAttention', newProblems: 1 }]);
	expect(String(items[2]?.message)).toContain('Finance and Accounting');
	// With nothing to give, what waiting does not mend is the outcome of the poll itself; the next order comes all the same.
	await expect(poll(['orderCaptured', 'refundCompleted', 'needsAttention'])).rejects.toThrow('Finance and Accounting');
	const next = desk.world.place();
	expect(await poll(['orderCaptured', 'refundCompleted', 'needsAttention'])).toMatchObject([{ event: 'orderCaptured', orderId: next }]);
	const byHand = await desk.world.run('orderConsolidator', { operation: 'loadRefunds' });
	expectGreen(byHand);
	expect(byHand.processed).toMatchObject([{ complete: false, loaded: 0 }]);
	desk.world.account().grantRole('financeAndAccounting');
	desk.world.pass(hours(1));
	expect(await poll(['refundCompleted', 'needsAttention'])).toMatchObject([{ event: 'refundCompleted' }]);
});

test('N53: all problems of a run of Process Refunds are one message of the trigger, once, and again when one changes', async () => {
	const [first, second] = [await desk.refundedOrder({ statedTotal: '-14.50' }), await desk.refundedOrder({ statedTotal: '-14.60' })];
	await desk.load();
	expect(await poll(['needsAttention'])).toEqual([]);
	await desk.process();
	const [digest, ...others] = await poll(['needsAttention']);
	expect(others).toEqual([]);
	expect(digest).toMatchObject({ event: 'needsAttention', heading: '2 orders need attention', newProblems: 2, problems: [{ orderId: first.orderId }, { orderId: second.orderId }] });
	await desk.process();
	expect(await poll(['needsAttention'])).toEqual([]);
	await desk.byHand('DELETE', `/sale?ID=${desk.world.sale(second.orderId).id}&Void=true`);
	await desk.process();
	expect(await poll(['needsAttention'])).toMatchObject([{ newProblems: 1, problems: [{ orderId: second.orderId, code: 'refund.saleGone' }] }]);
	expect(await poll(['needsAttention'])).toEqual([]);
});

test('S167: the items hold no buyer data, and only those of the chosen store are given', async () => {
	await desk.refundedOrder();
	const other = await desk.world.poll({ events: ['refundCompleted'], store: byId('A9OTHER-US') });
	expect(other.output).toBeNull();
	const items = await poll(['refundCompleted']);
	expect(items).toHaveLength(1);
	expect(JSON.stringify(items)).not.toMatch(/Robin|Example Street|robin@|0100/);
});
