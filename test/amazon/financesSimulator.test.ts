import type { FaultKind } from '../../sandbox/amazon/faults';
import type { SellerAccountSeed } from '../../sandbox/amazon/seeds';
import type { AmazonSwitches } from '../../sandbox/amazon/switches';
import type { TransactionSeed } from '../../sandbox/amazon/transactionSeeds';
import type { AmazonRefund } from '../../src/domain/orders/refund';
import type { AmazonPort } from '../../src/processes/ports/amazon';
import { AmazonModel, amazonModelsPresent } from '../contracts/amazonModel';
import { order, US } from '../sandbox/amazon/simulatorClient';
import { failureOf } from './scriptedAmazon';
import { startSetting, type Setting } from './simulatedAmazon';

const orderId = '111-0000000-0000001';
const leaves = { OurPricePrincipal: '-19.99', OurPriceTax: '-1.60', ShippingPrincipal: '-4.99', 'MarketplaceFacilitatorTax-Principal': '1.60', Commission: '3.00', RefundCommission: '-0.60' };
const refund = (number: number, over: Partial<TransactionSeed> = {}): TransactionSeed => ({
	transactionId: `T-${String(number).padStart(4, '0')}`, type: 'Refund', status: 'RELEASED', postedDate: '2026-10-20T10:00:00Z', orderId, refundId: `R-${number}`, marketplaceId: US,
	items: [{ sku: 'MUG', adjustmentId: `A-${number}`, quantityShipped: 1, amounts: leaves }],
	...over,
});

const start = async (transactions: readonly TransactionSeed[], switches: Partial<AmazonSwitches> = {}, seed: Partial<SellerAccountSeed> = {}): Promise<Setting> => await startSetting({ orders: [order(1)], transactions, ...seed }, { switches });

const window = { after: '2026-10-01T00:00:00Z', before: '2026-11-02T11:50:00Z' };

async function readAll(client: AmazonPort, search = window): Promise<{ readonly refunds: readonly AmazonRefund[]; readonly pages: number }> {
	const refunds: AmazonRefund[] = [];
	for (let pageToken: string | undefined, pages = 1; pages < 60; pages += 1) {
		const page = await client.refundTransactions({ ...search, ...(pageToken !== undefined && { pageToken }) });
		expect(page.unreadable).toEqual([]);
		refunds.push(...page.refunds);
		pageToken = page.nextPageToken;
		if (pageToken === undefined) return { refunds, pages };
	}
	throw new Error('The pages do not end');
}

describe('the client against simulated transactions', () => {
	test('S166: a refund comes with every leaf and its sign, and adds up', async () => {
		const { client } = await start([refund(1)]);
		expect((await readAll(client)).refunds).toEqual([{
			refundId: 'R-1', transactionId: 'T-0001', transactionType: 'Refund', status: 'RELEASED', orderId, marketplaceId: US, postedDate: '2026-10-20T10:00:00.000Z', total: { amount: '-22.58', currency: 'USD' },
			items: [{ adjustmentId: 'A-1', sellerSku: 'MUG', asin: 'B0EXAMPLE1', total: '-22.58', amounts: expect.arrayContaining(Object.entries(leaves).map(([type, amount]) => ({ type, amount }))) }],
		}]);
	});

	test('S170: refunds, claims and chargebacks of both channels come; shipments and fees do not', async () => {
		const { client } = await start([refund(1), refund(2, { type: 'GuaranteeClaim', items: [{ sku: 'MUG', fulfillmentNetwork: 'AFN', amounts: leaves }] }), refund(3, { type: 'Chargeback' }), refund(4, { type: 'Shipment' }), refund(5, { type: 'ServiceFee', items: [{ amounts: { Subscription: '-39.99' } }] })]);
		expect((await readAll(client)).refunds.map(({ transactionType }) => transactionType)).toEqual(['Refund', 'GuaranteeClaim', 'Chargeback']);
	});

	test.each(['updated', 'ownTransaction'] as const)('S168: a deferred refund has one id before and after its release, as the switch %s has it', async (deferredRelease) => {
		const { amazon, client } = await start([refund(1, { status: 'DEFERRED' })], { deferredRelease });
		const before = (await readAll(client)).refunds;
		expect(before.map(({ refundId, status }) => [refundId, status])).toEqual([['R-1', 'DEFERRED']]);
		amazon.account('A1EXAMPLE@na').releaseTransaction('T-0001', '2026-11-01T00:00:00Z');
		const after = (await readAll(client)).refunds;
		expect([...new Set(after.map(({ refundId }) => refundId))]).toEqual(['R-1']);
		expect(after.map(({ status }) => status)).toEqual(deferredRelease === 'updated' ? ['DEFERRED_RELEASED'] : ['DEFERRED_RELEASED', 'RELEASED']);
	});

	test('S168: without a refund id the deferred transaction names both', async () => {
		const { amazon, client } = await start([refund(1, { status: 'DEFERRED', refundId: undefined })], { deferredRelease: 'ownTransaction' });
		amazon.account('A1EXAMPLE@na').releaseTransaction('T-0001', '2026-11-01T00:00:00Z');
		expect((await readAll(client)).refunds.map(({ refundId }) => refundId)).toEqual(['T-0001', 'T-0001']);
	});

	test.each([[1, 500, 0], [7, 2, 0], [7, 2, 2], [0, 500, 3]])('%i refunds come once each, %i a page, with %i empty pages before each', async (count, transactionPageSize, emptyTransactionPages) => {
		const { amazon, client } = await start(Array.from({ length: count }, (_, i) => refund(i + 1)), { transactionPageSize, emptyTransactionPages });
		const { refunds, pages } = await readAll(client);
		expect(refunds.map(({ refundId }) => refundId)).toEqual(Array.from({ length: count }, (_, i) => `R-${i + 1}`));
		expect(pages).toBe(Math.max(1, Math.ceil(count / transactionPageSize)) * (emptyTransactionPages + 1));
		if (!amazonModelsPresent) return;
		const model = AmazonModel.load('finances_2024-06-19.json');
		for (const { query } of amazon.requests.filter(({ operation }) => operation === 'listTransactions')) expect(model.parameterErrors('listTransactions', { query })).toEqual([]);
	});

	test('N46: many pages are read within the budget, without a refusal', async () => {
		const { amazon, client } = await start(Array.from({ length: 25 }, (_, i) => refund(i + 1)), { transactionPageSize: 1 });
		expect((await readAll(client)).refunds).toHaveLength(25);
		expect(amazon.requests.filter(({ status }) => status === 429)).toEqual([]);
	});

	test('a transaction that Amazon shows late is found by looking back', async () => {
		const { clock, client } = await start([refund(1, { postedDate: '2026-11-01T00:00:00Z', visibleAt: '2026-11-02T20:00:00Z' })]);
		expect((await readAll(client)).refunds).toEqual([]);
		clock.advance(9 * 3600 * 1000);
		expect((await readAll(client)).refunds).toHaveLength(1);
	});

	test('P66: a missing role is told as such', async () => {
		const { client } = await start([refund(1)], {}, { roles: ['inventoryAndOrderTracking'] });
		expect((await failureOf(client.refundTransactions(window))).kind).toBe('unauthorized');
	});

	test.each<FaultKind>(['throttle429', 'error500', 'html503', 'dropConnection', 'dropAfterCommit', 'tornBody', 'chunkedMidCharacter'])('%s loses and doubles no refund', async (kind) => {
		const { amazon, client } = await start([1, 2, 3].map((number) => refund(number)), { transactionPageSize: 1 });
		amazon.faults.add({ kind, operation: 'listTransactions', when: ({ query }) => query.has('nextToken') });
		expect((await readAll(client)).refunds.map(({ refundId }) => refundId)).toEqual(['R-1', 'R-2', 'R-3']);
		expect(amazon.faults.left).toBe(0);
	});
});
