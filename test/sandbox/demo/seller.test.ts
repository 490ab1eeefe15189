import { orderMoney } from '../../../sandbox/amazon/orderMoney';
import { marketplaceEntry } from '../../../sandbox/amazon/marketplaceEntries';
import { fromCoins, toCoins } from '../../../sandbox/amazon/minorUnits';
import { defaultSwitches } from '../../../sandbox/amazon/switches';
import { startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import { demoCatalog } from '../../../sandbox/demo/catalog';
import { demoSeller, generateOrders } from '../../../sandbox/demo/seller';
import { marketplaceById } from '../../../src/domain/marketplaces';
import { VirtualClock } from '../../../sandbox/clock';
import { accessToken, at, caller, idsOf, ORDERS } from '../amazon/simulatorClient';

const DAY = '2026-11-02';
const demo = demoSeller(DAY);
const orders = demo.accounts.flatMap((account) => account.orders);
const orderOf = (orderId: string) => {
	const order = orders.find((each) => each.orderId === orderId);
	if (order === undefined) throw new Error(`no order ${orderId}`);
	return order;
};
const expectedOf = (name: Parameters<typeof demo.cases.get>[0]) => demo.expected.find(({ orderId }) => orderId === demo.cases.get(name));

describe('the demo seller', () => {
	it('has at least 66 orders in three stores, each expected once', () => {
		expect(orders.length).toBeGreaterThanOrEqual(66);
		expect(demo.expected.map(({ orderId }) => orderId).sort()).toEqual(orders.map(({ orderId }) => orderId).sort());
		expect(new Set(orders.map(({ orderId }) => orderId)).size).toBe(orders.length);
		expect(orders.every(({ orderId }) => /^\d{3}-\d{7}-\d{7}$/.test(orderId))).toBe(true);
		expect(demo.accounts.map(({ merchantToken, region }) => `${merchantToken}@${region}`)).toEqual(['A1HARBORPINE@na', 'A2HARBORPINE@eu', 'A3HARBORPINE@fe']);
	});

	it('is the same every time, and shares no order id between days', () => {
		expect(demoSeller(DAY)).toEqual(demo);
		const nextDay = new Set(demoSeller('2026-11-03').expected.map(({ orderId }) => orderId));
		expect(demo.expected.filter(({ orderId }) => nextDay.has(orderId))).toEqual([]);
	});

	it('refuses what is no day', () => {
		expect(() => demoSeller('2 November')).toThrow(RangeError);
	});

	it('lives within the day, in UTC and in the zone of each store', () => {
		for (const order of orders) {
			const zone = marketplaceById(order.marketplaceId)?.timeZone ?? '';
			const there = (time: string): string => new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(new Date(time));
			for (const time of [order.createdTime, order.lastUpdatedTime ?? '']) expect([order.orderId, time.slice(0, 10), there(time)]).toEqual([order.orderId, DAY, DAY]);
			expect(Date.parse(order.createdTime)).toBeLessThan(Date.parse(order.lastUpdatedTime ?? ''));
		}
	});

	it('expects totals that are the sum of their parts', () => {
		for (const { orderId, lines, charges, tax, total, currency } of demo.expected) {
			const sum = [...lines, ...charges].reduce((all, part) => all + toCoins(part.total, currency), toCoins(tax ?? '0', currency));
			expect([orderId, fromCoins(sum, currency)]).toEqual([orderId, total]);
		}
	});

	it('is told by Amazon the totals that are expected, but for the order that does not add up and the free one', () => {
		const different = demo.expected.filter(({ orderId, total }) => {
			const order = { ...orderOf(orderId), status: 'SHIPPED' as const };
			return JSON.stringify(orderMoney(order, marketplaceEntry({ id: order.marketplaceId }), defaultSwitches()).order?.['grandTotal'] ?? {}).includes(`"${total}"`) === false;
		});
		expect(different.map(({ orderId }) => orderId).sort()).toEqual([demo.cases.get('doesNotReconcile'), demo.cases.get('freeUnits')].sort());
	});

	it('has every outcome, every store, and charges of every kind that has a name', () => {
		const counted = (key: 'outcome' | 'store', value: string): number => demo.expected.filter((sale) => sale[key] === value).length;
		expect(['sale', 'held', 'canceled', 'waiting'].map((outcome) => counted('outcome', outcome))).toEqual([60, 5, 1, 4]);
		expect(['US', 'DE', 'JP'].map((store) => counted('store', store))).toEqual([40, 21, 9]);
		expect([...new Set(demo.expected.flatMap(({ charges }) => charges.map(({ kind }) => kind)))].sort()).toEqual(['codFee', 'discount', 'giftWrap', 'shipping', 'tip']);
	});

	it.each([
		['priceDoesNotDivide', { outcome: 'sale', total: '10.83', tax: '0.83', lines: [{ sku: 'HP-COASTER-6', quantity: 3, total: '10.00' }], charges: [] }],
		['quantityTwoAtTen', { outcome: 'sale', total: '21.65', lines: [{ quantity: 2, total: '20.00' }] }],
		['promotionLargerThanShipping', { outcome: 'sale', total: '35.18', tax: '2.68', lines: [{ sku: 'HP-TRIVET', quantity: 2, total: '37.50' }], charges: [{ kind: 'shipping', total: '3.00' }, { kind: 'discount', total: '-8.00' }] }],
		['taxOnShippingAndGiftWrap', { total: '22.03', tax: '2.06', charges: [{ kind: 'shipping', total: '5.99' }, { kind: 'giftWrap', total: '3.99' }] }],
		['mixedTax', { total: '80.44', tax: '4.98', lines: [{ total: '24.00' }, { total: '29.97' }, { total: '14.99' }] }],
		['replacement', { outcome: 'sale', total: '0.00' }],
		['freeUnits', { outcome: 'sale', total: '0.00' }],
		['tipFinalized', { outcome: 'sale', total: '69.16', charges: [{ kind: 'tip', total: '5.00' }] }],
		['unmappedSku', { outcome: 'held', lines: [{ sku: 'HP-MUG-SAND' }, { sku: null, quantity: 2, total: '14.50' }] }],
		['germanDiscount', { store: 'DE', total: '52.20', tax: undefined, currency: 'EUR', charges: [{ kind: 'shipping', total: '3.90' }, { kind: 'discount', total: '-3.90' }] }],
		['cashOnDelivery', { store: 'JP', total: '7030', currency: 'JPY', charges: [{ kind: 'shipping', total: '500' }, { kind: 'codFee', total: '330' }] }],
		['points', { total: '4400', charges: [] }],
	] as const)('%s comes out as reckoned by hand', (name, expected) => {
		expect(expectedOf(name)).toMatchObject(expected);
	});

	it('sells only what is in its catalog', () => {
		const skus = new Set(demoCatalog.map(({ sellerSku }) => sellerSku));
		expect(orders.flatMap(({ items }) => items).filter(({ sku }) => !skus.has(sku ?? ''))).toEqual([]);
	});

	it('has a pending order that turns canceled without a new update time', async () => {
		const clock = new VirtualClock('2026-11-03T00:30:00Z');
		const simulator = await startAmazonSimulator({ clock, accounts: demo.accounts });
		const orderId = demo.cases.get('pendingThenCanceled') ?? '';
		simulator.account('A1HARBORPINE@na').cancelOrder(orderId, { silently: true });
		const account = demo.accounts[0];
		const get = caller(simulator, await accessToken(simulator, account));
		const known = await get(`${ORDERS}/${orderId}`, { includedData: 'FULFILLMENT' });
		expect(at(known, 'order', 'fulfillment', 'fulfillmentStatus')).toBe('CANCELLED');
		expect(idsOf(await get(ORDERS, { lastUpdatedAfter: '2026-11-03T00:00:00Z' }))).toEqual([]);
		await simulator.close();
	});
});

describe('generated orders', () => {
	const options = { from: '2026-10-01T00:00:00Z', to: '2026-11-01T00:00:00Z' };

	it('are the same for the same options, all different, and in ascending order', () => {
		const made = generateOrders(500, options);
		expect(made).toEqual(generateOrders(500, options));
		expect(new Set(made.map(({ orderId }) => orderId)).size).toBe(500);
		const times = made.map(({ lastUpdatedTime = '' }) => lastUpdatedTime);
		expect(times).toEqual([...times].sort());
		expect(times[0]).toBe('2026-10-01T00:00:00.000Z');
		expect(Date.parse(times.at(-1) ?? '')).toBeLessThan(Date.parse(options.to));
	});

	it('are served a hundred thousand strong, every one of them once', async () => {
		const account = { ...demo.accounts[0], orders: generateOrders(100_000, options) } as (typeof demo.accounts)[number];
		const simulator = await startAmazonSimulator({ clock: new VirtualClock('2026-11-03T00:30:00Z'), accounts: [account], switches: { quotas: 'off' } });
		const get = caller(simulator, await accessToken(simulator, account));
		const seen = new Set<unknown>();
		let token: unknown;
		for (let page = 0; page < 50; page++) {
			const reply = await get(ORDERS, { lastUpdatedAfter: '2026-10-31T12:00:00Z', ...(token === undefined ? {} : { paginationToken: String(token) }) });
			for (const orderId of idsOf(reply)) seen.add(orderId);
			token = at(reply, 'pagination', 'nextToken');
			if (token === undefined) break;
		}
		expect(seen.size).toBe(account.orders.filter(({ lastUpdatedTime = '' }) => lastUpdatedTime >= '2026-10-31T12:00:00.000Z').length);
		expect(seen.size).toBeGreaterThan(1500);
		await simulator.close();
	});
});
