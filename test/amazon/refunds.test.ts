import fc from 'fast-check';
import { createRefundCalls } from '../../src/amazon/finances';
import { parseTransaction } from '../../src/amazon/refundParser';
import { equals, subtract, sum } from '../../src/domain/money';
import type { AmazonRefund } from '../../src/domain/orders/refund';
import type { RefundPage } from '../../src/processes/ports/amazon';
import { AmazonModel, describeWithAmazonModels } from '../contracts/amazonModel';
import { clientFor, denied, failureOf, json, refusal, startScriptedAmazon, throttled, type ScriptedAmazon } from './scriptedAmazon';

type Tree = { breakdownType?: string; breakdownAmount?: object | null; breakdowns?: readonly Tree[] | null };

const money = (currencyAmount: number, currencyCode = 'USD'): object => ({ currencyAmount, currencyCode });
const part = (breakdownType: string, amount: number, breakdowns: readonly Tree[] = []): Tree => ({ breakdownType, breakdownAmount: money(amount), breakdowns });
const related = (ids: Readonly<Record<string, string>>): object[] => Object.entries(ids).map(([relatedIdentifierName, relatedIdentifierValue]) => ({ relatedIdentifierName, relatedIdentifierValue }));

const kettle = {
	relatedIdentifiers: [{ itemRelatedIdentifierName: 'COUPON_ID', itemRelatedIdentifierValue: 'C-1' }, { itemRelatedIdentifierName: 'ORDER_ADJUSTMENT_ITEM_ID', itemRelatedIdentifierValue: 'OAI-1' }],
	totalAmount: money(-18.79),
	breakdowns: [
		part('ProductCharges', -21.49, [part('OurPricePrincipal', -19.99), part('OurPriceTax', -1.5)]),
		part('AmazonFees', 2.7, [part('Commission', 3, [part('CommissionBase', 3)]), part('RefundCommission', -0.3)]),
	],
	contexts: [{ contextType: 'AmazonPayContext' }, { contextType: 'ProductContext', asin: 'B000000001', sku: ' KETTLE-1 ', quantityShipped: 1, fulfillmentNetwork: 'MFN' }],
};

/** A refund of one kettle as Amazon sends it. */
const wireRefund = (given: object = {}): object => ({
	sellingPartnerMetadata: { sellingPartnerId: 'A1EXAMPLE', accountType: 'Standard Orders', marketplaceId: 'ATVPDKIKX0DER' },
	relatedIdentifiers: related({ ORDER_ID: '111-1', REFUND_ID: 'R-1', FINANCIAL_EVENT_GROUP_ID: 'G-1' }),
	transactionType: 'Refund',
	transactionId: 'T-1',
	transactionStatus: 'RELEASED',
	description: 'Refund Order',
	postedDate: '2026-11-01T12:00:00+02:00',
	totalAmount: money(-18.79),
	marketplaceDetails: { marketplaceId: 'ATVPDKIKX0DER', marketplaceName: 'Amazon.com' },
	items: [kettle],
	breakdowns: [part('Sales', -18.79)],
	...given,
});

function refundOf(given: object = {}): AmazonRefund {
	const parsed = parseTransaction(wireRefund(given));
	if (parsed.kind !== 'refund') throw new Error(JSON.stringify(parsed));
	return parsed.refund;
}

const amountsOf = (refund: AmazonRefund): (readonly (readonly [string, string])[])[] => refund.items.map(({ amounts }) => amounts.map(({ type, amount }) => [type, amount] as const));

describe('a refund as read', () => {
	test('has the leaves of the tree with their signs, and the SKU byte for byte', () => {
		expect(refundOf()).toEqual({
			refundId: 'R-1', transactionId: 'T-1', transactionType: 'Refund', status: 'RELEASED', orderId: '111-1', marketplaceId: 'ATVPDKIKX0DER',
			postedDate: '2026-11-01T10:00:00.000Z', total: { amount: '-18.79', currency: 'USD' },
			items: [{
				adjustmentId: 'OAI-1', sellerSku: ' KETTLE-1 ', asin: 'B000000001', total: '-18.79',
				amounts: [
					{ type: 'OurPricePrincipal', amount: '-19.99' }, { type: 'OurPriceTax', amount: '-1.50' },
					{ type: 'CommissionBase', amount: '3.00' }, { type: 'RefundCommission', amount: '-0.30' },
				],
			}],
		});
	});

	test('S168: of every status, in capitals', () => {
		for (const status of ['RELEASED', 'DEFERRED', 'DEFERRED_RELEASED']) expect(refundOf({ transactionStatus: status }).status).toBe(status);
		expect(refundOf({ transactionStatus: 'Released' }).status).toBe('RELEASED');
	});

	test.each([
		[{ ORDER_ID: '111-1', DEFERRED_TRANSACTION_ID: 'D-1', REFUND_ID: 'R-1' }, 'R-1'],
		[{ ORDER_ID: '111-1', RELEASE_TRANSACTION_ID: 'X-1', DEFERRED_TRANSACTION_ID: 'D-1', REFUND_ID: ' ' }, 'D-1'],
		[{ ORDER_ID: '111-1', RELEASE_TRANSACTION_ID: 'X-1' }, 'T-1'],
	])('is known by %j as %s', (ids, refundId) => {
		expect(refundOf({ relatedIdentifiers: related(ids) }).refundId).toBe(refundId);
	});

	test.each(['Refund', 'Chargeback', 'GuaranteeClaim', 'Chargeback Refund', 'A-to-z Guarantee Refund'])('S166: %s is one, whatever the way of the money', (transactionType) => {
		expect(refundOf({ transactionType }).transactionType).toBe(transactionType);
	});

	test.each(['Shipment', 'Retrocharge', 'Refund_Retrocharge', 'Adjustment', 'ServiceFee', 'FBAInventoryReimbursement', 'Transfer'])('%s is none, also when nothing else of it can be read', (transactionType) => {
		expect(parseTransaction(wireRefund({ transactionType, totalAmount: 'lots' }))).toEqual({ kind: 'other' });
	});

	test('a marketplace that is not told with the transaction is that of the seller', () => {
		expect(refundOf({ marketplaceDetails: { marketplaceId: '' }, sellingPartnerMetadata: { marketplaceId: 'A1PA6795UKMFR9' } }).marketplaceId).toBe('A1PA6795UKMFR9');
		expect(refundOf({ marketplaceDetails: null, sellingPartnerMetadata: null, relatedIdentifiers: null })).toEqual(expect.not.objectContaining({ marketplaceId: expect.anything(), orderId: expect.anything() }));
	});
});

describe('S171: no cent of a refund is lost:', () => {
	test('what the parts of a node lack is an amount of the node itself', () => {
		const tree = [part('ProductCharges', -20, [part('OurPricePrincipal', -18), part('Shipping', -1, [part('ShippingPrincipal', -0.75)])])];
		expect(amountsOf(refundOf({ totalAmount: money(-20), items: [{ totalAmount: money(-20), breakdowns: tree }] }))).toEqual([
			[['OurPricePrincipal', '-18.00'], ['ShippingPrincipal', '-0.75'], ['Shipping', '-0.25'], ['ProductCharges', '-1.00']],
		]);
	});

	test('what the parts of an item lack of its total is unexplained', () => {
		expect(amountsOf(refundOf({ items: [{ totalAmount: money(-18.79), breakdowns: [part('OurPricePrincipal', -18)] }] }))).toEqual([[['OurPricePrincipal', '-18.00'], ['Unexplained', '-0.79']]]);
		expect(amountsOf(refundOf({ items: [{ totalAmount: money(-18.79), breakdowns: null }] }))).toEqual([[['Unexplained', '-18.79']]]);
	});

	test('what the items lack of the total is one more item, without SKU', () => {
		expect(refundOf({ totalAmount: money(-20) }).items[1]).toEqual({ total: '-1.21', amounts: [{ type: 'Unexplained', amount: '-1.21' }] });
		expect(refundOf({ totalAmount: money(-18) }).items[1]?.total).toBe('0.79');
	});

	test('without items its own parts stand as one, without SKU', () => {
		const tree = [part('Sales', -20, [part('GoodwillPrincipal', -20)]), part('Expenses', 0.5)];
		expect(refundOf({ totalAmount: money(-19), items: [], breakdowns: tree }).items).toEqual([
			{ total: '-19.00', amounts: [{ type: 'GoodwillPrincipal', amount: '-20.00' }, { type: 'Expenses', amount: '0.50' }, { type: 'Unexplained', amount: '0.50' }] },
		]);
	});

	test("the list may be wrapped as in the model's example", () => {
		expect(amountsOf(refundOf({ totalAmount: money(-5), items: null, breakdowns: { breakdowns: [part('GoodwillPrincipal', -5)] } }))).toEqual([[['GoodwillPrincipal', '-5.00']]]);
	});

	test('an item without total has that of its parts; a node without amount that of its own', () => {
		expect(refundOf({ totalAmount: money(-3), items: [{ breakdowns: [{ breakdownType: 'Sales', breakdownAmount: null, breakdowns: [part('A', -1), { breakdownAmount: money(-2) }] }] }] }).items).toEqual([
			{ total: '-3.00', amounts: [{ type: 'A', amount: '-1.00' }, { type: 'Unexplained', amount: '-2.00' }] },
		]);
	});

	test('numbers become whole coins at once', () => {
		const noisy = -(0.1 + 0.2);
		expect(refundOf({ totalAmount: money(noisy), items: [{ totalAmount: money(noisy), breakdowns: [part('A', noisy)] }] })).toMatchObject({ total: { amount: '-0.30' }, items: [{ total: '-0.30', amounts: [{ amount: '-0.30' }] }] });
		const yen = { currencyAmount: -1200.4, currencyCode: 'JPY' };
		expect(refundOf({ totalAmount: yen, items: [{ totalAmount: yen, breakdowns: [{ breakdownType: 'A', breakdownAmount: yen }] }] })).toMatchObject({ total: { amount: '-1200', currency: 'JPY' }, items: [{ total: '-1200', amounts: [{ amount: '-1200' }] }] });
	});

	test('whatever the tree, its leaves add up to the total, in whole coins', () => {
		const cents = fc.integer({ min: -100_000, max: 100_000 }).map((amount) => amount / 100);
		const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
			tree: fc.record({
				breakdownType: fc.constantFrom('A', 'B', ''),
				breakdownAmount: fc.option(cents.map((amount) => money(amount))),
				breakdowns: fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constant(null), fc.array(tie('tree'), { maxLength: 3 })),
			}),
		}));
		const item = fc.record({ totalAmount: fc.option(cents.map((amount) => money(amount))), breakdowns: fc.array(tree, { maxLength: 3 }) });
		fc.assert(fc.property(cents, fc.array(item, { maxLength: 3 }), fc.array(tree, { maxLength: 3 }), (total, items, breakdowns) => {
			const refund = refundOf({ totalAmount: money(total), items, breakdowns });
			const leaves = refund.items.flatMap(({ amounts }) => amounts.map(({ amount }) => amount));
			expect(equals(sum(leaves), refund.total.amount)).toBe(true);
			for (const { total: ofItem, amounts } of refund.items) expect(subtract(ofItem, sum(amounts.map(({ amount }) => amount)))).toBe('0');
			for (const amount of leaves) expect(amount).toMatch(/^-?\d+\.\d\d$/);
		}));
	});
});

describe('a refund that does not fit the model', () => {
	const faultOf = (wire: unknown) => {
		const parsed = parseTransaction(wire);
		return parsed.kind === 'unreadable' ? parsed.fault : undefined;
	};

	test.each([
		['no total', { totalAmount: undefined }, 'totalAmount: invalid type'],
		['a total in text', { totalAmount: { currencyAmount: '-18.79', currencyCode: 'USD' } }, 'totalAmount.currencyAmount: invalid type'],
		['a total without currency', { totalAmount: { currencyAmount: 1 } }, 'totalAmount.currencyCode: invalid type'],
		['no status', { transactionStatus: '' }, 'transactionStatus: too small'],
		['a time without zone', { postedDate: '2026-11-01T10:00:00' }, 'postedDate: not an instant'],
		['two currencies', { items: [{ totalAmount: money(-18.79), breakdowns: [{ breakdownType: 'A', breakdownAmount: money(-18.79, 'CAD') }] }] }, 'breakdowns: amounts of two currencies'],
	])('%s is named by field, with the order that it is of', (_what, given, reason) => {
		expect(faultOf(wireRefund(given))).toEqual({ transactionId: 'T-1', orderId: '111-1', reason });
	});

	test('of no kind at all is told, because it may be a refund', () => {
		expect(faultOf(wireRefund({ transactionType: undefined }))?.reason).toBe('transactionType: invalid type');
		expect(faultOf('lots')).toEqual({ reason: 'transaction: invalid type' });
	});

	test('nothing in another currency than the total is no second currency', () => {
		expect(refundOf({ items: [{ ...kettle, breakdowns: [...kettle.breakdowns, { breakdownType: 'A', breakdownAmount: money(0, 'CAD') }, { breakdownType: 'B', breakdownAmount: { currencyAmount: 0 } }] }] }).items).toHaveLength(1);
	});

	test('whatever arrives, it is told and never an exception, and the reason quotes nothing of it', () => {
		const secret = 'Jane Doe 1 High Street';
		const anything = fc.oneof(fc.constant(secret), fc.jsonValue().map((value) => (value === null ? null : { [secret]: value, breakdowns: secret, currencyCode: secret })));
		const fields = ['relatedIdentifiers', 'transactionId', 'transactionStatus', 'postedDate', 'totalAmount', 'items', 'breakdowns', 'marketplaceDetails'];
		fc.assert(fc.property(fc.constantFrom(...fields), anything, (field, value) => {
			const parsed = parseTransaction(wireRefund({ [field]: value }));
			if (parsed.kind === 'unreadable') expect(JSON.stringify(parsed)).not.toContain(secret);
		}));
	});
});

describe('refundTransactions', () => {
	let amazon: ScriptedAmazon;
	beforeEach(async () => { amazon = await startScriptedAmazon(); });
	afterEach(async () => { await amazon.close(); });
	const week = { after: '2026-10-25T00:00:00Z', before: '2026-11-01T00:00:00Z' };
	const page = (transactions: readonly unknown[], nextToken?: string | null) => json(200, { payload: { transactions, ...(nextToken !== undefined && { nextToken }) } });
	const read = async (): Promise<RefundPage> => await clientFor(amazon.url).client.refundTransactions(week);

	test('asks for the window without a status, and gives refunds only', async () => {
		amazon.script(page([wireRefund(), wireRefund({ transactionType: 'Shipment' }), wireRefund({ transactionStatus: 'DEFERRED' })]));
		const found = await read();
		expect([found.refunds.map(({ status }) => status), found.unreadable, 'nextPageToken' in found]).toEqual([['RELEASED', 'DEFERRED'], [], false]);
		const [asked] = amazon.calls;
		expect([asked?.method, asked?.path, Object.fromEntries(asked?.query ?? [])]).toEqual(['GET', '/finances/2024-06-19/transactions', { postedAfter: week.after, postedBefore: week.before }]);
	});

	test('the token of the next page goes with the same window; an empty page may have one', async () => {
		amazon.script(page([], 'a+b/c=='), page([wireRefund()], null));
		const { client } = clientFor(amazon.url);
		const first = await client.refundTransactions(week);
		expect(first).toEqual({ refunds: [], unreadable: [], nextPageToken: 'a+b/c==' });
		const second = await client.refundTransactions({ ...week, pageToken: 'a+b/c==' });
		expect([second.refunds.length, second.nextPageToken]).toEqual([1, undefined]);
		expect(Object.fromEntries(amazon.calls[1]?.query ?? [])).toEqual({ postedAfter: week.after, postedBefore: week.before, nextToken: 'a+b/c==' });
	});

	test('one that cannot be read costs none of the others', async () => {
		amazon.script(page([wireRefund({ postedDate: 'yesterday' }), null, wireRefund()]));
		const found = await read();
		expect([found.refunds.length, found.unreadable]).toEqual([1, [{ transactionId: 'T-1', orderId: '111-1', reason: 'postedDate: not an instant' }, { reason: 'transaction: invalid type' }]]);
	});

	test.each([['no payload', {}], ['a payload that is a list', { payload: [] }], ['transactions that are none', { payload: { transactions: 'none' } }]])('%s is unreadable, not empty', async (_what, body) => {
		amazon.script(json(200, body));
		expect((await failureOf(read())).kind).toBe('unreadable');
	});

	test('P60: is repeated on a reached limit, in the time that the limit needs', async () => {
		amazon.script(throttled({ 'x-amzn-RateLimit-Limit': '0.5' }), page([wireRefund()]));
		const { client, clock, budgets } = clientFor(amazon.url);
		const begun = clock.now();
		await expect(client.refundTransactions(week)).resolves.toMatchObject({ refunds: [{ refundId: 'R-1' }] });
		expect(clock.now() - begun).toBeGreaterThanOrEqual(2000);
		expect(budgets.taken.every((key) => key.endsWith(':listTransactions'))).toBe(true);
	});

	test('P60: ten calls fit at once, ten more in twenty seconds', async () => {
		amazon.script(page([]));
		const { client } = clientFor(amazon.url);
		expect(await client.expectedWait('listTransactions', 10)).toBe(0);
		for (let made = 0; made < 10; made += 1) await client.refundTransactions(week);
		expect(await client.expectedWait('listTransactions', 10)).toBe(20_000);
	});

	test('P66: a missing role is named', async () => {
		amazon.script(denied('Your application is missing a role.'));
		const error = await failureOf(read());
		expect([error.code, error.message.includes("'Finance and Accounting'")]).toEqual(['MissingRole', true]);
	});

	test('a page token that is refused is told as such', async () => {
		amazon.script(refusal(400, 'InvalidInput', 'Invalid token'));
		expect((await failureOf(clientFor(amazon.url).client.refundTransactions({ ...week, pageToken: 'old' }))).code).toBe('PageTokenExpired');
		expect((await failureOf(read())).code).toBe('InvalidInput');
	});
});

describeWithAmazonModels("Amazon's own static answers about transactions", () => {
	const model = AmazonModel.load('finances_2024-06-19.json');

	test('are read, and hold no refund', async () => {
		const pairs = model.staticPairs('listTransactions').filter(({ status }) => status === 200);
		expect(pairs.length).toBeGreaterThan(0);
		for (const { response } of pairs) {
			const page = await createRefundCalls(async () => response).refundTransactions({ after: '2023-03-07T00:00:00Z', before: '2023-03-08T00:00:00Z' });
			expect(page).toEqual({ refunds: [], unreadable: [], nextPageToken: 'Next token value' });
		}
	});

	test('what is asked fits the model, and so does the refund of these tests', async () => {
		let asked: readonly string[] | undefined;
		await createRefundCalls(async ({ operation, query = {} }) => {
			asked = model.parameterErrors(operation, { query: Object.entries(query).map(([name, value]) => [name, String(value)] as const) });
			return { payload: {} };
		}).refundTransactions({ after: '2026-10-25T00:00:00Z', before: '2026-11-01T00:00:00Z', pageToken: 'a' });
		expect(asked).toEqual([]);
		expect(model.responseErrors('listTransactions', 200, { payload: { transactions: [wireRefund()] } })).toEqual([]);
	});
});
