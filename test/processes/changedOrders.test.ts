import { compareWithSales } from '../../src/processes/changedOrders';
import type { SalePart } from '../../src/domain/accounting/salePart';
import type { AmazonOrder } from '../../src/domain/orders/order';
import type { CreditRecord } from '../../src/processes/ports/credits';
import type { CaptureDecision, OrderRecord } from '../../src/processes/ports/repositories';
import { item, order } from '../domain/orderExamples';
import { makePart } from '../database/battery/sales';

const STORE = 'A1-US';
const ID = '111-0000001-0000001';
const PROCESSED = '2026-03-11T00:00:00.000Z';
/** Two mugs on the sale. */
const part: SalePart = { ...makePart(ID), lines: [{ ...(makePart(ID).lines[0] as SalePart['lines'][number]), sellerSku: 'MUG', quantity: 2 }] };
const ofOne = { ...part, lines: part.lines.map((line) => ({ ...line, quantity: 1 })) };
const mugs = (units: number, over: Partial<AmazonOrder> = {}): AmazonOrder => order({ orderId: ID, items: [item({ quantityOrdered: units })], ...over });

interface Known {
	readonly record?: Partial<OrderRecord> | 'none';
	readonly credits?: readonly Partial<CreditRecord>[];
}

/** What a load of this order means, for what is known of it. */
async function compare(loaded: AmazonOrder, { record = {}, credits = [] }: Known = {}) {
	const decision: CaptureDecision = { storeId: STORE, captured: { order: loaded }, state: 'pending' };
	const database = {
		orders: { list: async () => await Promise.resolve(record === 'none' ? [] : [{ storeId: STORE, orderId: ID, state: 'processed', part, processedAt: PROCESSED, ...record }]) },
		credits: { list: async () => await Promise.resolve(credits.map((credit) => ({ kind: 'cancellation', capturedAt: '2026-03-12T00:00:00.000Z', ...credit }))) },
	} as unknown as Parameters<typeof compareWithSales>[0];
	const { decisions, problems } = await compareWithSales(database, [decision]);
	return { mustVoid: decisions[0]?.mustVoid, unchanged: decisions[0] === decision, problems };
}

describe('units that were canceled after the sale was made', () => {
	test('N21: fewer units than on the sale mark the order', async () => {
		expect((await compare(mugs(1))).mustVoid).toBe(true);
	});

	test.each<[string, AmazonOrder, Known]>([
		['as many units', mugs(2), {}],
		['more units', mugs(3), {}],
		['a whole cancellation, which is carried out as such', mugs(2, { status: 'CANCELLED' }), {}],
		['an order without a sale', mugs(1), { record: 'none' }],
		['an order whose part is not known', mugs(1), { record: { part: undefined } }],
		['units that were credited already', mugs(1), { credits: [{ part: ofOne }] }],
	])('N21: %s leave the decision as it is', async (_what, loaded, known) => {
		expect(await compare(loaded, known)).toEqual({ mustVoid: undefined, unchanged: true, problems: [] });
	});

	test('N21: a pending order that is being written is marked too: its sale may be complete by then', async () => {
		expect((await compare(mugs(1), { record: { state: 'pending', processedAt: undefined } })).mustVoid).toBe(true);
	});

	test('N21: of the units that were credited the rest is found', async () => {
		expect((await compare(mugs(0), { credits: [{ part: ofOne }] })).mustVoid).toBe(true);
	});

	test('S165: what was credited on an earlier sale, whose log entry was deleted, does not count for the new one', async () => {
		expect((await compare(mugs(1), { credits: [{ part: ofOne, capturedAt: '2026-03-10T23:59:59.999Z' }] })).mustVoid).toBe(true);
	});

	test('N21: refunds are no cancellations', async () => {
		expect((await compare(mugs(1), { credits: [{ kind: 'refund', part: ofOne }] })).mustVoid).toBe(true);
	});
});

describe('a buyer who asks to cancel an order whose sale is made', () => {
	const asks = (over: Partial<AmazonOrder> = {}): AmazonOrder => order({ orderId: ID, items: [item({ quantityOrdered: 2, buyerAskedToCancel: true })], ...over });

	test.each(['UNSHIPPED', 'PARTIALLY_SHIPPED'] as const)('N22: is told while it is %s', async (status) => {
		const { problems, mustVoid } = await compare(asks({ status }));
		expect([problems.map(({ code, orderId, storeId }) => [code, orderId, storeId]), mustVoid]).toEqual([[['order.buyerAskedToCancel', ID, STORE]], undefined]);
	});

	test.each<[string, AmazonOrder, Known]>([
		['it is shipped', asks({ status: 'SHIPPED' }), {}],
		['Amazon ships it', asks({ fulfillmentChannel: 'AFN' }), {}],
		['it is not known yet', asks(), { record: 'none' }],
		['its sale is not made yet: that tells it', asks(), { record: { state: 'pending' } }],
	])('N22: is not told when %s', async (_what, loaded, known) => {
		expect((await compare(loaded, known)).problems).toEqual([]);
	});
});
