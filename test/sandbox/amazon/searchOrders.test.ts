import { type AmazonSimulator, startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import { VirtualClock } from '../../../sandbox/clock';
import { accessToken, at, CA, call, type Caller, caller, idsOf, JP, MX, NON_AMAZON, order, ORDERS, seller, US } from './simulatorClient';

const NOW = '2026-11-02T12:00:00.000Z';
const window = { lastUpdatedAfter: '2026-11-01T00:00:00Z' };
const id = (number: number): string => order(number).orderId;
const updated = (number: number, time: string, over = {}) => order(number, { createdTime: '2026-11-01T01:00:00Z', lastUpdatedTime: time, ...over });

describe('searchOrders in the simulator', () => {
	let simulator: AmazonSimulator;
	let clock: VirtualClock;
	let get: Caller;
	const world = () => simulator.account('A1EXAMPLE@na');

	beforeEach(async () => {
		clock = new VirtualClock(NOW);
		simulator = await startAmazonSimulator({ clock, accounts: [seller()], switches: { quotas: 'off' } });
		get = caller(simulator, await accessToken(simulator));
	});
	afterEach(async () => await simulator.close());

	describe('refuses with InvalidInput', () => {
		it.each<[string, { [name: string]: string }]>([
			['no window', {}],
			['two windows', { createdAfter: '2026-11-01T00:00:00Z', lastUpdatedAfter: '2026-11-01T00:00:00Z' }],
			['a created window that ends by update', { createdAfter: '2026-11-01T00:00:00Z', lastUpdatedBefore: '2026-11-02T00:00:00Z' }],
			['an update window that ends by creation', { ...window, createdBefore: '2026-11-02T00:00:00Z' }],
			['an end without a start', { lastUpdatedBefore: '2026-11-02T00:00:00Z' }],
			['an end less than two minutes ago', { ...window, lastUpdatedBefore: '2026-11-02T11:58:00.001Z' }],
			['an end before the start', { ...window, lastUpdatedBefore: '2026-10-31T00:00:00Z' }],
			['a time without a zone', { lastUpdatedAfter: '2026-11-01T00:00:00' }],
			['a day for a time', { lastUpdatedAfter: '2026-11-01' }],
			['a parameter that Amazon does not have', { ...window, orderIds: id(1) }],
			['the old spelling of a status', { ...window, fulfillmentStatuses: 'SHIPPED,CANCELED' }],
			['an unknown channel', { ...window, fulfilledBy: 'AFN' }],
			['an unknown data set', { ...window, includedData: 'BUYER,MONEY' }],
			['an empty list', { ...window, includedData: '' }],
			['a page of no orders', { ...window, maxResultsPerPage: '0' }],
			['a page of more than 100', { ...window, maxResultsPerPage: '101' }],
			['a page size that is no number', { ...window, maxResultsPerPage: '1e1' }],
			['more than 50 marketplaces', { ...window, marketplaceIds: Array(51).fill(US).join() }],
			['a made-up page token', { ...window, paginationToken: 'made-up' }],
		])('%s', async (_what, query) => {
			const reply = await get(ORDERS, query);
			expect([reply.status, at(reply, 'errors', 0, 'code')]).toEqual([400, 'InvalidInput']);
		});

		it('a parameter given twice', async () => {
			expect((await get(`${ORDERS}?lastUpdatedAfter=2026-11-01T00:00:00Z&marketplaceIds=${US}&marketplaceIds=${CA}`)).status).toBe(400);
		});

		it('a body', async () => {
			const reply = await call(simulator, { path: `${ORDERS}?lastUpdatedAfter=2026-11-01T00:00:00Z`, headers: { 'x-amz-access-token': await accessToken(simulator) }, body: '{}' });
			expect(reply.status).toBe(400);
		});
	});

	it('takes an end exactly two minutes ago and states it again', async () => {
		const reply = await get(ORDERS, { ...window, lastUpdatedBefore: '2026-11-02T11:58:00Z' });
		expect(at(reply, 'lastUpdatedBefore')).toBe('2026-11-02T11:58:00.000Z');
		expect(at(reply, 'createdBefore')).toBeUndefined();
	});

	it('ends an open window two minutes ago and says so', async () => {
		world().addOrder(updated(1, '2026-11-02T11:58:00Z'));
		world().addOrder(updated(2, '2026-11-02T11:58:00.001Z'));
		const reply = await get(ORDERS, window);
		expect(idsOf(reply)).toEqual([id(1)]);
		expect(at(reply, 'lastUpdatedBefore')).toBe('2026-11-02T11:58:00.000Z');
		expect(at(await get(ORDERS, { createdAfter: '2026-11-01T00:00:00Z' }), 'createdBefore')).toBe('2026-11-02T11:58:00.000Z');
	});

	it('has both ends of the window in it, and sorts by the time of the window', async () => {
		world().addOrders([
			updated(1, '2026-11-01T03:00:00Z', { createdTime: '2026-11-01T01:00:00Z' }),
			updated(2, '2026-11-01T02:00:00Z', { createdTime: '2026-11-01T02:00:00Z' }),
			updated(3, '2026-11-01T04:00:00.001Z'),
			updated(4, '2026-11-01T01:59:59.999Z'),
		]);
		expect(idsOf(await get(ORDERS, { lastUpdatedAfter: '2026-11-01T02:00:00Z', lastUpdatedBefore: '2026-11-01T04:00:00Z' }))).toEqual([id(2), id(1)]);
		expect(idsOf(await get(ORDERS, { createdAfter: '2026-11-01T01:00:00Z', createdBefore: '2026-11-01T02:00:00Z' }))).toEqual([id(1), id(3), id(4), id(2)]);
	});

	it('filters by marketplace, status and channel', async () => {
		world().addOrders([
			order(1),
			order(2, { marketplaceId: CA }),
			order(3, { status: 'SHIPPED' }),
			order(4, { status: 'CANCELLED' }),
			order(5, { fulfilledBy: 'AMAZON', status: 'SHIPPED' }),
		]);
		expect(idsOf(await get(ORDERS, { ...window, marketplaceIds: CA }))).toEqual([id(2)]);
		expect(idsOf(await get(ORDERS, { ...window, fulfillmentStatuses: 'SHIPPED,CANCELLED' }))).toEqual([id(3), id(4), id(5)]);
		expect(idsOf(await get(ORDERS, { ...window, fulfilledBy: 'AMAZON' }))).toEqual([id(5)]);
		expect(idsOf(await get(ORDERS, window))).toEqual([id(1), id(2), id(3), id(4), id(5)]);
	});

	it.each([['a Non-Amazon marketplace', NON_AMAZON], ['a marketplace without participation', MX], ['a marketplace of another region', JP]])('refuses %s with 403, even beside a good one', async (_what, marketplace) => {
		world().addOrder(order(1));
		const reply = await get(ORDERS, { ...window, marketplaceIds: `${US},${marketplace}` });
		expect([reply.status, at(reply, 'errors', 0, 'message')]).toEqual([403, 'Access to requested resource is denied.']);
	});

	it('leaves out orders of marketplaces that are not Amazon\'s, and orders of more than two years ago', async () => {
		world().addOrders([order(1), order(2, { marketplaceId: NON_AMAZON }), order(3, { createdTime: '2024-11-01T00:00:00Z', lastUpdatedTime: '2026-11-02T01:00:00Z' })]);
		expect(idsOf(await get(ORDERS, window))).toEqual([id(1)]);
		expect((await get(`${ORDERS}/${id(2)}`)).status).toBe(404);
	});

	describe('pages', () => {
		const query = { ...window, maxResultsPerPage: '2', marketplaceIds: US };
		beforeEach(() => world().addOrders([1, 2, 3, 4, 5].map((number) => updated(number, `2026-11-02T0${number}:00:00Z`))));
		const next = async (token: unknown, over = {}) => await get(ORDERS, { ...query, ...over, paginationToken: String(token) });

		it('give every order once, and no token on the last', async () => {
			const first = await get(ORDERS, query);
			const second = await next(at(first, 'pagination', 'nextToken'));
			const third = await next(at(second, 'pagination', 'nextToken'));
			expect([first, second, third].map(idsOf)).toEqual([[id(1), id(2)], [id(3), id(4)], [id(5)]]);
			expect(at(third, 'pagination')).toBeUndefined();
		});

		it('have no token when the last is full', async () => {
			expect(at(await get(ORDERS, { ...query, maxResultsPerPage: '5' }), 'pagination')).toBeUndefined();
		});

		it('are of 100 orders unless told otherwise', async () => {
			world().addOrders(Array.from({ length: 100 }, (_, i) => order(100 + i)));
			expect(idsOf(await get(ORDERS, window))).toHaveLength(100);
		});

		it('can be asked for again', async () => {
			const token = at(await get(ORDERS, query), 'pagination', 'nextToken');
			expect(idsOf(await next(token))).toEqual(idsOf(await next(token)));
		});

		it.each<[string, { [name: string]: string }]>([
			['the same instant written in another way', { lastUpdatedAfter: '2026-11-01T00:00:00.000Z' }],
			['another page size', { maxResultsPerPage: '3' }],
			['more marketplaces', { marketplaceIds: `${US},${CA}` }],
			['an end that the first page did not have', { lastUpdatedBefore: '2026-11-02T11:00:00Z' }],
			['another data set', { includedData: 'PROCEEDS' }],
		])('refuse %s', async (_what, over) => {
			const reply = await next(at(await get(ORDERS, query), 'pagination', 'nextToken'), over);
			expect([reply.status, at(reply, 'errors', 0, 'code')]).toEqual([400, 'InvalidInput']);
		});

		it('refuse a token after 24 hours, naming it', async () => {
			const token = at(await get(ORDERS, query), 'pagination', 'nextToken');
			clock.advance(24 * 3600 * 1000 - 1);
			get = caller(simulator, await accessToken(simulator));
			expect((await next(token)).status).toBe(200);
			clock.advance(1);
			const reply = await next(token);
			expect([reply.status, at(reply, 'errors', 0, 'code'), at(reply, 'errors', 0, 'message')]).toEqual([400, 'InvalidInput', 'The provided paginationToken has expired.']);
		});

		it('neither repeat nor lose another order when one is updated between them; the updated one waits for the next window', async () => {
			const first = await get(ORDERS, query);
			clock.advance(60_000);
			world().updateOrder(id(3), { status: 'SHIPPED' });
			world().updateOrder(id(1), { status: 'SHIPPED' });
			const second = await next(at(first, 'pagination', 'nextToken'));
			expect(idsOf(second)).toEqual([id(4), id(5)]);
			expect(at(second, 'lastUpdatedBefore')).toBe('2026-11-02T11:58:00.000Z');
			clock.advance(180_000);
			expect(idsOf(await get(ORDERS, { lastUpdatedAfter: '2026-11-02T11:58:00.000Z' }))).toEqual([id(1), id(3)]);
		});
	});

	describe('changes of the world', () => {
		it('move the update time to now, but for silent ones', async () => {
			world().addOrders([order(1, { status: 'PENDING' }), order(2, { status: 'PENDING' })]);
			world().cancelOrder(id(1));
			world().cancelOrder(id(2), { silently: true });
			const reply = async (number: number) => await get(`${ORDERS}/${id(number)}`, { includedData: 'FULFILLMENT' });
			expect([at(await reply(1), 'order', 'lastUpdatedTime'), at(await reply(1), 'order', 'fulfillment', 'fulfillmentStatus')]).toEqual([NOW, 'CANCELLED']);
			expect([at(await reply(2), 'order', 'lastUpdatedTime'), at(await reply(2), 'order', 'fulfillment', 'fulfillmentStatus')]).toEqual(['2026-11-02T10:00:00.000Z', 'CANCELLED']);
		});

		it('refuse an order twice, an order of a marketplace that the account does not have, and a change of none', () => {
			world().addOrder(order(1));
			expect(() => world().addOrder(order(1))).toThrow(/already/);
			expect(() => world().addOrder(order(2, { marketplaceId: JP }))).toThrow(/no marketplace/);
			expect(() => world().updateOrder(id(9), {})).toThrow(/no order/);
			expect(() => world().updateOrder(id(1), { createdTime: 'yesterday' })).toThrow(/yesterday/);
			expect(world().order(id(1))?.createdTime).toBe('2026-11-02T10:00:00Z');
		});
	});

	describe('other paths', () => {
		it('getOrder answers 404 NotFound for an unknown id', async () => {
			const reply = await get(`${ORDERS}/999-0000000-0000000`);
			expect([reply.status, at(reply, 'errors', 0, 'code')]).toEqual([404, 'NotFound']);
		});

		it('getOrder refuses what only searchOrders has', async () => {
			world().addOrder(order(1));
			expect((await get(`${ORDERS}/${id(1)}`, { marketplaceIds: US })).status).toBe(400);
		});

		it.each([['/orders/v0/orders', 'v0.getOrders'], [`/orders/v0/orders/${id(1)}`, 'v0.getOrder'], [`/orders/v0/orders/${id(1)}/orderItems`, 'v0.getOrderItems'], [`/orders/v0/orders/${id(1)}/buyerInfo`, 'v0.getOrderBuyerInfo'], [`/orders/v0/orders/${id(1)}/address`, 'v0.getOrderAddress'], [`/orders/v0/orders/${id(1)}/orderItems/buyerInfo`, 'v0.getOrderItemsBuyerInfo']])('%s is refused and recorded', async (path, operation) => {
			expect((await get(path)).status).toBe(403);
			expect(simulator.requests.at(-1)?.operation).toBe(operation);
		});

		it('unknown paths, methods and hosts answer 404 in JSON', async () => {
			for (const where of [{ path: '/orders/2027-01-01/orders' }, { path: ORDERS, method: 'POST' }, { path: ORDERS, host: 'www.amazon.com' }, { path: '/', host: 'api.amazon.com' }]) {
				const reply = await call(simulator, where);
				expect([reply.status, at(reply, 'errors', 0, 'code'), reply.headers['x-amzn-requestid']]).toEqual([404, 'NotFound', expect.any(String)]);
			}
		});

		it('getMarketplaceParticipations tells stores, suspension, and the marketplace that is not Amazon\'s', async () => {
			const reply = await get('/sellers/v1/marketplaceParticipations');
			const rows = [0, 1, 2, 3].map((i) => [at(reply, 'payload', i, 'marketplace', 'domainName'), at(reply, 'payload', i, 'participation', 'isParticipating'), at(reply, 'payload', i, 'participation', 'hasSuspendedListings')]);
			expect(rows).toEqual([['www.amazon.com', true, false], ['www.amazon.ca', true, true], ['www.amazon.com.mx', false, false], ['sim1.stores.amazon.com', true, false]]);
			expect(at(reply, 'payload', 0, 'storeName')).toBe('Example');
		});

		it('getAccount tells the selling plan', async () => {
			expect(at(await get('/sellers/v1/account'), 'payload', 'sellingPlan')).toBe('PROFESSIONAL');
		});
	});
});
