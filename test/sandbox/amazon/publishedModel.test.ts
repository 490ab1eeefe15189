import { startAmazonSimulator, type AmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import { dataSets } from '../../../sandbox/amazon/orderDocument';
import { demoSeller } from '../../../sandbox/demo/seller';
import { VirtualClock } from '../../../sandbox/clock';
import { AmazonModel, describeWithAmazonModels, type StaticPair } from '../../contracts/amazonModel';
import { accessToken, at, type Caller, caller, idsOf, ORDERS, type Reply } from './simulatorClient';

const demo = demoSeller('2026-11-02');
const wrongStatus = demo.cases.get('unknownStatus');
const everything = dataSets.join();

describeWithAmazonModels('the simulator and Amazon\'s published models', () => {
	const orders = AmazonModel.load('orders_2026-01-01.json');
	const sellers = AmazonModel.load('sellers.json');
	let simulator: AmazonSimulator;
	let clock: VirtualClock;
	const callers = async (sandbox = ''): Promise<readonly Caller[]> =>
		await Promise.all(demo.accounts.map(async (account) => caller(simulator, await accessToken(simulator, account), `${sandbox}sellingpartnerapi-${account.region}.amazon.com`)));

	beforeEach(async () => {
		clock = new VirtualClock('2026-11-03T00:30:00Z');
		simulator = await startAmazonSimulator({ clock, accounts: demo.accounts, switches: { quotas: 'off' } });
	});
	afterEach(async () => await simulator.close());

	/** Also that the answer has the headers that the model declares for its status. */
	const expectModeled = (model: AmazonModel, operationId: string, reply: Reply): void => {
		expect(model.responseErrors(operationId, reply.status, JSON.parse(reply.text), { closed: true })).toEqual([]);
		for (const header of model.responseHeaders(operationId, reply.status)) expect(reply.headers[header.toLowerCase()]).toEqual(expect.any(String));
	};

	it.each<[string, string | undefined]>([['no data set', undefined], ...dataSets.map((dataSet): [string, string] => [dataSet, dataSet]), ['every data set', everything]])('every page of the demo day with %s is as modeled', async (_what, includedData) => {
		let seen = 0;
		for (const get of await callers()) {
			const query = { lastUpdatedAfter: '2026-11-01T15:00:00Z', maxResultsPerPage: '10', ...(includedData === undefined ? {} : { includedData }) };
			for (let token: unknown = ''; token !== undefined; ) {
				const page = await get(ORDERS, { ...query, ...(token === '' ? {} : { paginationToken: String(token) }) });
				seen += idsOf(page).length;
				// The one order that is meant to break the model, with a status that it does not list, is looked at below.
				const expected: Reply = { ...page, text: page.text.replace('INVOICE_UNCONFIRMED', 'UNSHIPPED') };
				expect(page.status).toBe(200);
				expectModeled(orders, 'searchOrders', expected);
				token = at(page, 'pagination', 'nextToken');
			}
		}
		expect(seen).toBe(demo.expected.length);
	});

	it('every order of the demo day, one by one, is as modeled; only the unknown status is not', async () => {
		const [na, eu, fe] = await callers();
		for (const { orderId, store } of demo.expected) {
			const get = { US: na, DE: eu, JP: fe }[store];
			const reply = await get?.(`${ORDERS}/${orderId}`, { includedData: everything });
			if (reply === undefined) throw new Error('no account');
			const errors = orders.responseErrors('getOrder', reply.status, JSON.parse(reply.text), { closed: true });
			expect([orderId, errors.length]).toEqual([orderId, orderId === wrongStatus ? 1 : 0]);
			expect(errors.join()).toMatch(orderId === wrongStatus ? /fulfillmentStatus must be equal to one of the allowed values/ : /^$/);
		}
	});

	it('participations and accounts are as modeled', async () => {
		for (const get of await callers()) {
			expectModeled(sellers, 'getMarketplaceParticipations', await get('/sellers/v1/marketplaceParticipations'));
			expectModeled(sellers, 'getAccount', await get('/sellers/v1/account'));
		}
	});

	it('refusals are as modeled', async () => {
		const [get] = await callers();
		if (get === undefined) throw new Error('no account');
		const window = { lastUpdatedAfter: '2026-11-02T00:00:00Z' };
		const good: [string, string, { [name: string]: string }, AmazonModel][] = [['searchOrders', ORDERS, window, orders], ['getOrder', `${ORDERS}/${wrongStatus ?? ''}`, {}, orders]];
		for (const [operation, path, query, model] of good) {
			expectModeled(model, operation, await get(path, { ...query, includedData: 'EVERYTHING' }));
			for (const kind of ['throttle429', 'error500'] as const) {
				simulator.faults.add({ kind });
				expectModeled(model, operation, await get(path, query));
			}
		}
		expectModeled(orders, 'getOrder', await get(`${ORDERS}/none`));
		expectModeled(orders, 'searchOrders', await get(ORDERS, { ...window, marketplaceIds: 'A1PA6795UKMFR9' }));
		clock.advance(3_600_000);
		for (const [operation, path, query, model] of good) expectModeled(model, operation, await get(path, query));
	});

	it('no request that the simulator accepts is one that the model refuses', async () => {
		const [get] = await callers();
		if (get === undefined) throw new Error('no account');
		const values: { [name: string]: readonly string[] } = {
			includedData: ['BUYER', everything, 'MONEY', ''],
			fulfillmentStatuses: ['SHIPPED', 'PENDING,CANCELLED', 'CANCELED', 'shipped'],
			fulfilledBy: ['AMAZON,MERCHANT', 'AFN'],
			maxResultsPerPage: ['1', '100', 'ten', '1.5', ''],
			marketplaceIds: ['ATVPDKIKX0DER', Array(51).fill('ATVPDKIKX0DER').join()],
			lastUpdatedBefore: ['2026-11-02T20:00:00Z', '2026-11-02T20:00:00.123+01:00', '2026-11-02', 'now'],
			orderIds: ['1'],
		};
		let accepted = 0;
		for (const [name, candidates] of Object.entries(values)) {
			for (const value of candidates) {
				const query = { lastUpdatedAfter: '2026-11-02T00:00:00Z', [name]: value };
				const { status } = await get(ORDERS, query);
				const errors = orders.parameterErrors('searchOrders', { query: Object.entries(query) });
				expect([name, value, status === 200 ? errors : []]).toEqual([name, value, []]);
				accepted += status === 200 ? 1 : 0;
			}
		}
		expect(accepted).toBe(10);
	});

	describe('Amazon\'s static pairs through the static sandbox', () => {
		const pairs: readonly [string, AmazonModel, StaticPair][] = (
			[['searchOrders', orders], ['getOrder', orders], ['getMarketplaceParticipations', sellers], ['getAccount', sellers]] as const
		).flatMap(([operation, model]) => model.staticPairs(operation).map((pair, i): [string, AmazonModel, StaticPair] => [`${operation} ${pair.status} #${i + 1}`, model, pair]));
		// Both pairs of getAccount have no parameters, so a request can only ever mean the first, the good one.
		const replayable = pairs.filter(([, , pair]) => !(pair.operationId === 'getAccount' && pair.status === 400));

		it.each(replayable)('%s', async (_name, model, pair) => {
			const [get] = await callers('sandbox.');
			const text = (value: unknown): string => (Array.isArray(value) ? value.join() : String(value));
			const path = pair.path.replace(/\{(\w+)\}/g, (_placeholder, name: string) => text(pair.parameters.get(name)));
			const query = Object.fromEntries([...pair.parameters].filter(([name]) => !pair.path.includes(`{${name}}`)).map(([name, value]) => [name, text(value)]));
			const reply = await get?.(path, query);
			expect(reply?.status).toBe(pair.status);
			expect(JSON.parse(reply?.text ?? '')).toEqual(pair.response);
			const errors = model.responseErrors(pair.operationId, pair.status, pair.response);
			if (pair.operationId === 'getAccount') {
				// Amazon's own example breaks Amazon's own model.
				expect(errors).toHaveLength(2);
				expect(errors.join()).toMatch(/defaultCurrencyCode.*defaultLanguageCode/);
			} else {
				expect(errors).toEqual([]);
			}
		});

		it('are all there', () => {
			expect([pairs.length, replayable.length]).toEqual([11, 10]);
		});

		it('are given only to a request that has all their parameters, and cost a quota of their own', async () => {
			simulator.switches.quotas = 'enforced';
			const [get] = await callers('sandbox.');
			expect((await get?.(ORDERS, { createdAfter: '2024-12-25T00:00:00Z' }))?.status).toBe(404);
			for (let i = 0; i < 14; i++) expect((await get?.('/sellers/v1/account'))?.status).toBe(200);
			expect((await get?.('/sellers/v1/account'))?.status).toBe(429);
		});
	});
});
