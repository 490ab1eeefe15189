import type { TransactionSeed } from '../../sandbox/amazon/transactionSeeds';
import { clientFor, failureOf, json, startScriptedAmazon } from './scriptedAmazon';
import { startSetting } from './simulatedAmazon';

const US = 'ATVPDKIKX0DER';
const window = { after: '2026-10-01T00:00:00Z', before: '2026-11-01T00:00:00Z' };

const transaction = (number: number, amount: string, over: Partial<TransactionSeed> = {}): TransactionSeed => ({
	transactionId: `T-${number}`, type: 'Shipment', status: 'DEFERRED', postedDate: `2026-10-0${number}T08:00:00Z`, orderId: `111-${10 - number}`, marketplaceId: US, items: [{ amounts: { OurPricePrincipal: amount } }], ...over,
});

describe('money that Amazon holds back', () => {
	test('N41: is added up by currency, marketplace and kind, to the cent, whatever the pages', async () => {
		const transactions = [
			transaction(1, '0.10'), transaction(2, '0.20'), transaction(3, '1000.07'), transaction(4, '-5.01', { type: 'Refund' }), transaction(5, '7.00', { marketplaceId: 'A2EUQ1WTGCTBG2' }),
			transaction(6, '99.00', { status: 'RELEASED' }), transaction(7, '99.00', { status: 'DEFERRED_RELEASED' }), transaction(8, '99.00', { postedDate: '2026-11-01T00:00:00Z' }), transaction(9, '0.01', { orderId: '111-9' }),
		];
		const { client, amazon } = await startSetting({ transactions }, { switches: { transactionPageSize: 2, emptyTransactionPages: 1 } });
		expect(await client.deferredMoney(window)).toEqual([
			{ currency: 'CAD', marketplaceId: 'A2EUQ1WTGCTBG2', transactionType: 'Shipment', count: 1, total: '7.00', oldestPostedDate: '2026-10-05T08:00:00.000Z', orderIds: ['111-5'] },
			{ currency: 'USD', marketplaceId: US, transactionType: 'Refund', count: 1, total: '-5.01', oldestPostedDate: '2026-10-04T08:00:00.000Z', orderIds: ['111-6'] },
			{ currency: 'USD', marketplaceId: US, transactionType: 'Shipment', count: 4, total: '1000.38', oldestPostedDate: '2026-10-01T08:00:00.000Z', orderIds: ['111-7', '111-8', '111-9'] },
		]);
		const queries = amazon.requests.filter(({ operation }) => operation === 'listTransactions').map(({ query }) => [query.get('transactionStatus'), Date.parse(query.get('postedAfter') ?? ''), Date.parse(query.get('postedBefore') ?? '')]);
		expect(queries).toEqual(Array.from({ length: 6 }, () => ['DEFERRED', Date.parse(window.after), Date.parse(window.before)]));
	});

	test('is asked for in windows that Amazon answers', async () => {
		const { client } = await startSetting({ transactions: [transaction(1, '1.00', { postedDate: '2026-01-01T00:00:00Z' }), transaction(2, '2.00', { postedDate: '2026-06-30T00:00:00Z' }), transaction(3, '4.00', { postedDate: '2026-10-31T23:59:59Z' })] });
		expect(await client.deferredMoney({ after: '2026-01-01T00:00:00Z', before: window.before })).toMatchObject([{ count: 3, total: '7.00', oldestPostedDate: '2026-01-01T00:00:00.000Z' }]);
	});

	test('is nothing where nothing is held back', async () => {
		const { client } = await startSetting();
		expect(await client.deferredMoney(window)).toEqual([]);
	});

	test('is not told at all when a transaction cannot be read', async () => {
		const amazon = await startScriptedAmazon();
		amazon.script(json(200, { payload: { transactions: [{ transactionType: 'Shipment', transactionId: 'T-1', transactionStatus: 'DEFERRED', postedDate: '2026-10-01T00:00:00Z', totalAmount: { currencyAmount: 'much', currencyCode: 'USD' } }] } }));
		const { kind, message } = await failureOf(clientFor(amazon.url).client.deferredMoney(window));
		await amazon.close();
		expect([kind, message]).toEqual(['unreadable', expect.stringContaining('totalAmount.currencyAmount')]);
	});
});
