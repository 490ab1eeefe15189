import { type AmazonSimulator, startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import type { TransactionSeed } from '../../../sandbox/amazon/transactionSeeds';
import { VirtualClock } from '../../../sandbox/clock';
import { AmazonModel, describeWithAmazonModels } from '../../contracts/amazonModel';
import { accessToken, at, CA, call, type Caller, caller, MX, order, type Reply, seller, US } from './simulatorClient';

const TRANSACTIONS = '/finances/2024-06-19/transactions';
const since = { postedAfter: '2026-10-01T00:00:00Z' };

const refund = (number: number, over: Partial<TransactionSeed> = {}): TransactionSeed => ({
	transactionId: `T-${String(number).padStart(4, '0')}`, type: 'Refund', status: 'RELEASED', postedDate: '2026-10-20T10:00:00Z', orderId: '111-0000000-0000001', refundId: `R-${number}`, marketplaceId: US,
	items: [{ sku: 'MUG', adjustmentId: `A-${number}`, quantityShipped: 1, amounts: { OurPricePrincipal: '-19.99', OurPriceTax: '-1.60', ShippingPrincipal: '-4.99', 'MarketplaceFacilitatorTax-Principal': '1.60', Commission: '3.00', RefundCommission: '-0.60' } }],
	...over,
});

describe('transactions in the simulator', () => {
	let simulator: AmazonSimulator;
	let clock: VirtualClock;
	let get: Caller;
	const world = () => simulator.account('A1EXAMPLE@na');
	const list = async (query: { readonly [name: string]: string } = since): Promise<Reply> => await get(TRANSACTIONS, query);
	const idsOf = (reply: Reply): readonly unknown[] => (at(reply, 'payload', 'transactions') as { transactionId: unknown }[]).map(({ transactionId }) => transactionId);
	const found = async (query: { readonly [name: string]: string } = {}): Promise<readonly unknown[]> => idsOf(await list({ ...since, ...query }));

	beforeEach(async () => {
		clock = new VirtualClock('2026-11-02T12:00:00Z');
		simulator = await startAmazonSimulator({ clock, accounts: [seller({ orders: [order(1)], transactions: [refund(1)] })], switches: { quotas: 'off' } });
		get = caller(simulator, await accessToken(simulator));
	});
	afterEach(async () => await simulator.close());

	it('are written as Amazon does: numbers, a tree of charges, sums, and what the order knows', async () => {
		const usd = (currencyAmount: number) => ({ currencyAmount, currencyCode: 'USD' });
		const leaf = (breakdownType: string, amount: number) => ({ breakdownType, breakdownAmount: usd(amount), breakdowns: [] });
		const node = (breakdownType: string, amount: number, breakdowns: readonly object[]) => ({ breakdownType, breakdownAmount: usd(amount), breakdowns });
		expect(at(await list(), 'payload')).toEqual({
			transactions: [{
				sellingPartnerMetadata: { sellingPartnerId: 'A1EXAMPLE', accountType: 'Standard Orders', marketplaceId: US },
				relatedIdentifiers: [{ relatedIdentifierName: 'ORDER_ID', relatedIdentifierValue: '111-0000000-0000001' }, { relatedIdentifierName: 'REFUND_ID', relatedIdentifierValue: 'R-1' }],
				transactionType: 'Refund', transactionId: 'T-0001', transactionStatus: 'RELEASED', description: 'Refund Order', postedDate: '2026-10-20T10:00:00.000Z',
				totalAmount: usd(-22.58),
				marketplaceDetails: { marketplaceId: US, marketplaceName: 'Amazon.com' },
				items: [{
					description: 'Mug', totalAmount: usd(-22.58), relatedIdentifiers: [{ itemRelatedIdentifierName: 'ORDER_ADJUSTMENT_ITEM_ID', itemRelatedIdentifierValue: 'A-1' }],
					breakdowns: [
						node('TaxWithheld', 1.6, [leaf('MarketplaceFacilitatorTax-Principal', 1.6)]), node('Tax', -1.6, [leaf('OurPriceTax', -1.6)]), node('Shipping', -4.99, [leaf('ShippingPrincipal', -4.99)]),
						node('ProductCharges', -19.99, [leaf('OurPricePrincipal', -19.99)]), node('AmazonFees', 2.4, [leaf('Commission', 3), leaf('RefundCommission', -0.6)]),
					],
					contexts: [{ contextType: 'ProductContext', asin: 'B0EXAMPLE1', sku: 'MUG', quantityShipped: 1, fulfillmentNetwork: 'MFN' }],
				}],
				breakdowns: [
					node('Sales', -24.98, [leaf('Shipping', -4.99), leaf('ProductCharges', -19.99)]), node('Tax', 0, [leaf('TaxWithheld', 1.6), leaf('Tax', -1.6)]), node('Expenses', 2.4, [leaf('AmazonFees', 2.4)]),
				],
			}],
		});
	});

	it('state other totals, other words and no product when the seed says so', async () => {
		world().addTransaction(refund(2, { statedTotal: '-9.00', items: [{ amounts: { Subscription: '-39.99' }, statedTotal: '-40.00' }], raw: { transactionStatus: 'Released' } }));
		const [, fee] = at(await list(), 'payload', 'transactions') as readonly object[];
		expect(fee).toMatchObject({ transactionStatus: 'Released', totalAmount: { currencyAmount: -9 }, items: [{ totalAmount: { currencyAmount: -40 }, relatedIdentifiers: [], contexts: [] }] });
	});

	it.each<[string, { readonly [name: string]: string }]>([
		['no beginning', {}],
		['an end alone', { postedBefore: '2026-10-01T00:00:00Z' }],
		['a day for a time', { postedAfter: '2026-10-01' }],
		['a beginning two minutes ago', { postedAfter: '2026-11-02T11:58:00Z' }],
		['an end two minutes ago', { ...since, postedBefore: '2026-11-02T11:58:00Z' }],
		['an end at the beginning', { ...since, postedBefore: '2026-10-01T00:00:00Z' }],
		['an unknown status', { ...since, transactionStatus: 'Released' }],
		['an identifier that is not searched by', { relatedIdentifierName: 'REFUND_ID', relatedIdentifierValue: 'R-1' }],
		['an identifier without a value', { ...since, relatedIdentifierName: 'ORDER_ID' }],
		['a value without an identifier', { ...since, relatedIdentifierValue: '1' }],
		['a made-up token', { ...since, nextToken: 'made-up' }],
		['a page size, which Amazon does not have', { ...since, pageSize: '10' }],
	])('refuse %s', async (_what, query) => {
		const reply = await list(query);
		expect([reply.status, at(reply, 'errors', 0, 'code')]).toEqual([400, 'InvalidInput']);
	});

	it('accept a window that is a millisecond older than two minutes', async () => {
		expect((await list({ postedAfter: '2026-11-02T11:57:59.998Z', postedBefore: '2026-11-02T11:57:59.999Z' })).status).toBe(200);
	});

	it('P66: need the role of finance and accounting', async () => {
		world().revokeRole('financeAndAccounting');
		expect((await list()).status).toBe(403);
		world().grantRole('financeAndAccounting');
		expect((await list()).status).toBe(200);
	});

	it('come with their beginning and without their end, and none in more than 180 days', async () => {
		expect(await found({ postedAfter: '2026-10-20T10:00:00Z' })).toEqual(['T-0001']);
		expect(await found({ postedBefore: '2026-10-20T10:00:00Z' })).toEqual([]);
		const end = '2026-10-20T10:00:01Z';
		expect(await found({ postedAfter: '2026-04-23T10:00:01Z', postedBefore: end })).toEqual(['T-0001']);
		expect(await found({ postedAfter: '2026-04-23T10:00:00.999Z', postedBefore: end })).toEqual([]);
	});

	it('are there two minutes after they are posted, or as late as the seed says', async () => {
		world().addTransaction(refund(2, { postedDate: '2026-11-02T11:58:00Z' }));
		world().addTransaction(refund(3, { postedDate: '2026-11-01T00:00:00Z', visibleAt: '2026-11-02T12:00:01Z' }));
		expect(await found()).toEqual(['T-0001']);
		clock.advance(1000);
		expect(await found()).toEqual(['T-0001', 'T-0003', 'T-0002']);
	});

	it('are found by status, marketplace, order and event group', async () => {
		world().addTransaction(refund(2, { status: 'DEFERRED', marketplaceId: CA, orderId: '701', eventGroupId: 'G-1' }));
		world().addTransaction(refund(3, { items: [{ sku: 'MUG', fulfillmentNetwork: 'AFN', amounts: {} }] }));
		expect(await found({ transactionStatus: 'DEFERRED' })).toEqual(['T-0002']);
		expect(await found({ marketplaceId: CA })).toEqual(['T-0002']);
		expect(idsOf(await list({ relatedIdentifierName: 'ORDER_ID', relatedIdentifierValue: '701' }))).toEqual(['T-0002']);
		expect(idsOf(await list({ relatedIdentifierName: 'FINANCIAL_EVENT_GROUP_ID', relatedIdentifierValue: 'G-1' }))).toEqual(['T-0002']);
		// The model warns of it: the merchant's own in the United States only come without the marketplace.
		expect(await found({ marketplaceId: US })).toEqual(['T-0003']);
		simulator.switches.unitedStatesMerchantTransactions = 'shown';
		expect(await found({ marketplaceId: US })).toEqual(['T-0001', 'T-0003']);
		expect((await list({ ...since, marketplaceId: MX })).status).toBe(403);
	});

	it('come in pages, empty ones between them, for the same parameters only', async () => {
		for (let i = 2; i <= 5; i++) world().addTransaction(refund(i));
		Object.assign(simulator.switches, { transactionPageSize: 2, emptyTransactionPages: 1, transactionOrder: 'newestFirst' });
		const pages: (readonly unknown[])[] = [];
		let token: unknown;
		do {
			const reply = await list({ ...since, ...(token === undefined ? {} : { nextToken: String(token) }) });
			pages.push(idsOf(reply));
			token = at(reply, 'payload', 'nextToken');
			if (pages.length === 1) expect((await list({ postedAfter: '2026-10-02T00:00:00Z', nextToken: String(token) })).status).toBe(400);
		} while (token !== undefined);
		expect(pages).toEqual([[], ['T-0005', 'T-0004'], [], ['T-0003', 'T-0002'], [], ['T-0001']]);
	});

	it('come 500 a page, ten requests at once and one in two seconds after that', async () => {
		for (let i = 2; i <= 501; i++) world().addTransaction(refund(i));
		simulator.switches.quotas = 'enforced';
		const first = await list();
		expect([idsOf(first).length, idsOf(await list({ ...since, nextToken: String(at(first, 'payload', 'nextToken')) })).length]).toEqual([500, 1]);
		for (let i = 2; i < 10; i++) expect((await list()).status).toBe(200);
		expect((await list()).status).toBe(429);
		clock.advance(2000);
		expect([(await list()).status, (await list()).status]).toEqual([200, 429]);
	});

	describe('that are deferred', () => {
		const statesOf = async (): Promise<readonly unknown[]> => (at(await list(), 'payload', 'transactions') as { transactionId: string; transactionStatus: string; postedDate: string }[]).map(({ transactionId, transactionStatus, postedDate }) => [transactionId, transactionStatus, postedDate.slice(0, 10)]);
		beforeEach(() => world().addTransaction(refund(2, { status: 'DEFERRED', postedDate: '2026-10-10T00:00:00Z' })));

		it('change their status when they are released, and their date when one is given', async () => {
			expect(world().releaseTransaction('T-0002').status).toBe('DEFERRED_RELEASED');
			expect(await statesOf()).toEqual([['T-0002', 'DEFERRED_RELEASED', '2026-10-10'], ['T-0001', 'RELEASED', '2026-10-20']]);
			expect(() => world().releaseTransaction('T-0002')).toThrow(/not DEFERRED/);
			expect(() => world().releaseTransaction('T-0009')).toThrow(/no transaction/);
			world().addTransaction(refund(3, { status: 'DEFERRED', visibleAt: '2026-12-01T00:00:00Z' }));
			world().releaseTransaction('T-0003', '2026-11-01T00:00:00Z');
			expect(await statesOf()).toContainEqual(['T-0003', 'DEFERRED_RELEASED', '2026-11-01']);
		});

		it('are released by another one when the switch says so, and the two name each other', async () => {
			simulator.switches.deferredRelease = 'ownTransaction';
			expect(world().releaseTransaction('T-0002', '2026-11-01T00:00:00Z')).toMatchObject({ transactionId: 'T-0002-RELEASE', status: 'RELEASED', refundId: 'R-2' });
			expect(await statesOf()).toEqual([['T-0002', 'DEFERRED_RELEASED', '2026-10-10'], ['T-0001', 'RELEASED', '2026-10-20'], ['T-0002-RELEASE', 'RELEASED', '2026-11-01']]);
			const reply = await list();
			expect(at(reply, 'payload', 'transactions', 0, 'relatedIdentifiers')).toContainEqual({ relatedIdentifierName: 'RELEASE_TRANSACTION_ID', relatedIdentifierValue: 'T-0002-RELEASE' });
			expect(at(reply, 'payload', 'transactions', 2, 'relatedIdentifiers')).toContainEqual({ relatedIdentifierName: 'DEFERRED_TRANSACTION_ID', relatedIdentifierValue: 'T-0002' });
			expect(world().transactions).toHaveLength(3);
		});
	});

	it('are checked before they are kept', () => {
		expect(() => world().addTransaction(refund(1))).toThrow(/already/);
		expect(() => world().addTransaction(refund(2, { postedDate: 'yesterday' }))).toThrow(/yesterday/);
		expect(() => world().addTransaction(refund(2, { marketplaceId: 'A1PA6795UKMFR9' }))).toThrow(/no marketplace/);
		expect(world().transactions.map(({ transactionId }) => transactionId)).toEqual(['T-0001']);
	});

	it('are added and released by another process', async () => {
		const control = async (body: object): Promise<Reply> => await call(simulator, { host: 'anything.example', method: 'POST', path: '/_simulator/transactions', body: JSON.stringify({ account: 'A1EXAMPLE@na', ...body }) });
		expect((await control({ action: 'add', transaction: refund(2, { status: 'DEFERRED' }) })).status).toBe(200);
		expect((await control({ action: 'release', transactionId: 'T-0002' })).status).toBe(200);
		expect((await control({ action: 'add', transaction: { transactionId: 'T-0003' } })).status).toBe(400);
		expect(world().transactions.map(({ status }) => status)).toEqual(['RELEASED', 'DEFERRED_RELEASED']);
	});

	describeWithAmazonModels('and Amazon\'s published model', () => {
		const model = AmazonModel.load('finances_2024-06-19.json');
		// The model's Context is all its kinds at once, so that no context fits it when further fields are refused.
		const withoutContexts = (text: string): unknown => JSON.parse(text, (key: string, value: unknown) => (key === 'contexts' ? undefined : value));

		it('answers and refusals are as modeled', async () => {
			world().addTransaction(refund(2, { status: 'DEFERRED', eventGroupId: 'G-1', marketplaceId: CA, items: [{ amounts: { Subscription: '-1.00' } }] }));
			simulator.switches.transactionPageSize = 1;
			simulator.switches.deferredRelease = 'ownTransaction';
			world().releaseTransaction('T-0002', '2026-10-01T00:00:00Z');
			for (const query of [since, { ...since, postedAfter: '2026-10-20T10:00:00Z' }, {}]) {
				const reply = await list(query);
				expect(model.responseErrors('listTransactions', reply.status, JSON.parse(reply.text))).toEqual([]);
				expect(model.responseErrors('listTransactions', reply.status, withoutContexts(reply.text), { closed: true })).toEqual([]);
				for (const header of model.responseHeaders('listTransactions', reply.status)) expect(reply.headers[header.toLowerCase()]).toEqual(expect.any(String));
			}
			for (const kind of ['throttle429', 'error500'] as const) {
				simulator.faults.add({ kind });
				const reply = await list();
				expect(model.responseErrors('listTransactions', reply.status, JSON.parse(reply.text), { closed: true })).toEqual([]);
			}
		});

		it('no request that the simulator accepts is one that the model refuses', async () => {
			const values: { readonly [name: string]: readonly string[] } = { postedBefore: ['2026-10-30T00:00:00.5+01:00', '2026-10-30', 'now', ''], marketplaceId: [CA, ''], transactionStatus: ['RELEASED', ''], transactionTypes: ['Refund'] };
			let accepted = 0;
			for (const [name, value] of Object.entries(values).flatMap(([key, candidates]) => candidates.map((candidate) => [key, candidate] as const))) {
				const query = { ...since, [name]: value };
				const { status } = await list(query);
				const errors = model.parameterErrors('listTransactions', { query: Object.entries(query) });
				expect([name, value, status === 200 ? errors : []]).toEqual([name, value, []]);
				accepted += status === 200 ? 1 : 0;
			}
			expect(accepted).toBe(3);
		});

		const pairs = model.staticPairs('listTransactions');
		it.each(pairs.map((pair) => [pair.status, pair] as const))('Amazon\'s static pair %i comes through the static sandbox', async (status, pair) => {
			const sandbox = caller(simulator, await accessToken(simulator), 'sandbox.sellingpartnerapi-na.amazon.com');
			const reply = await sandbox(pair.path, Object.fromEntries([...pair.parameters].map(([name, value]) => [name, String(value)])));
			expect([reply.status, JSON.parse(reply.text)]).toEqual([status, pair.response]);
			expect(model.responseErrors('listTransactions', status, pair.response)).toEqual([]);
		});

		it('both pairs are there', () => expect(pairs.map(({ status }) => status)).toEqual([200, 400]));
	});
});
