import { DateTime } from 'luxon';
import { startAmazonSimulator, type AmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import { marketplaceEntry } from '../../../sandbox/amazon/marketplaceEntries';
import { fromCoins, toCoins } from '../../../sandbox/amazon/minorUnits';
import { orderMoney } from '../../../sandbox/amazon/orderMoney';
import { defaultSwitches } from '../../../sandbox/amazon/switches';
import { VirtualClock } from '../../../sandbox/clock';
import { startCin7Simulator } from '../../../sandbox/cin7/server';
import { at, changesClock, fortnightFrom, fortnightWithClockChange, localDay, oddHour } from '../../../sandbox/demo/fortnight/calendar';
import type { ExpectedFortnightSale } from '../../../sandbox/demo/fortnight/expected';
import { demoFortnight } from '../../../sandbox/demo/fortnight/fortnight';
import { fortnightGoods } from '../../../sandbox/demo/fortnight/goods';
import { reckonRefund, vatIn } from '../../../sandbox/demo/fortnight/reckoning';
import { fortnightSettings } from '../../../sandbox/demo/fortnight/setUp';
import { fortnightAccountKey, fortnightStoreNames, type FortnightStore, fortnightStores } from '../../../sandbox/demo/fortnight/stores';
import type { FortnightCase, FortnightOrder } from '../../../sandbox/demo/fortnight/story';
import { fortnightTenant } from '../../../sandbox/demo/fortnight/tenant';
import { demoTenant } from '../../../sandbox/demo/tenant';
import { dayOf } from '../../../src/domain/calendar';

const days = fortnightWithClockChange('2026-11-25');
const fortnight = demoFortnight(days[0] ?? '');
const [first, second] = [fortnight.expected('first'), fortnight.expected('second')];
const named = (store: FortnightStore, name: FortnightCase): FortnightOrder => {
	const order = fortnight.orders.find((each) => each.store === store && each.name === name);
	if (!order) throw new Error(`${store} has no ${name}`);
	return order;
};
const saleOf = (sales: readonly ExpectedFortnightSale[], store: FortnightStore, name: FortnightCase) => sales.find(({ orderIds }) => orderIds.includes(fortnight.orderId(store, name)));

describe('the days of the fortnight', () => {
	it.each([
		['2026-11-25', '2026-11-01', '2026-11-14'],
		['2026-11-10', '2026-10-25', '2026-11-07'],
		['2026-10-27', '2026-03-29', '2026-04-11'],
		['2026-03-15', '2026-02-27', '2026-03-12'],
	])('before %s are those from %s to %s', (before, from, to) => {
		const found = fortnightWithClockChange(before);
		expect([found.length, found[0], found.at(-1)]).toEqual([14, from, to]);
	});

	it('change the clock just as luxon says, and count instants to the days that it says', () => {
		for (const store of fortnightStoreNames) {
			const { zone } = fortnightStores[store];
			for (const day of [...fortnightFrom('2026-10-24'), ...fortnightFrom('2026-03-07'), ...fortnightFrom('2026-03-22')]) {
				const start = DateTime.fromISO(day, { zone });
				expect([day, changesClock(day, zone)]).toEqual([day, start.plus({ days: 1 }).diff(start).as('hours') !== 24]);
				for (const clock of ['00:00', '12:34', '23:59:59.999']) {
					expect(at(day, clock, zone)).toBe(DateTime.fromISO(`${day}T${clock}`, { zone }).toUTC().toISO());
					expect(localDay(Date.parse(at(day, clock, zone)), zone)).toBe(day);
				}
			}
		}
	});

	it('have the hour that comes twice in both its runs, and both sides of the one that is left out', () => {
		expect(oddHour('2026-11-01', 'America/Toronto')).toEqual(['2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z']);
		expect(oddHour('2026-03-29', 'Europe/London')).toEqual(['2026-03-29T00:59:59.999Z', '2026-03-29T01:00:00.000Z']);
		expect(oddHour('2026-11-02', 'America/Toronto')).toEqual([]);
		expect(at('2026-11-01', '01:30', 'America/Toronto')).toBe('2026-11-01T05:30:00.000Z');
		expect(() => at('2026-03-29', '01:30', 'Europe/London')).toThrow('leave out');
	});
});

describe('the demo fortnight', () => {
	it('is the same for the same first day, and no other', () => {
		const again = demoFortnight(days[0] ?? '');
		expect(again.accounts).toEqual(fortnight.accounts);
		expect(again.expected('second')).toEqual(second);
		expect(demoFortnight('2026-03-01').accounts).not.toEqual(fortnight.accounts);
	});

	it.each([['CA', 12], ['UK', 6]] as const)('has in %s %i orders or a few more on each day, none twice', (store, most) => {
		for (const day of days) {
			const count = fortnight.orders.filter((order) => order.store === store && order.day === day).length;
			expect(count).toBeGreaterThanOrEqual(most);
			expect(count).toBeLessThanOrEqual(most + 2);
		}
		const ids = fortnight.orders.map(({ order }) => order.orderId);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('counts each order to the day of its zone, up to the last millisecond', () => {
		for (const { store, day, order } of fortnight.orders) expect([order.orderId, dayOf(order.createdTime, fortnightStores[store].zone)]).toEqual([order.orderId, day]);
		expect(named('CA', 'lastInstantOfDay').order.createdTime).toBe('2026-11-06T04:59:59.999Z');
		expect([named('CA', 'lastInstantOfDay').day, named('CA', 'firstInstantOfDay').day]).toEqual(['2026-11-05', '2026-11-06']);
		expect([named('CA', 'oddHour').day, named('CA', 'oddHourAgain').day]).toEqual(['2026-11-01', '2026-11-01']);
	});

	it('names only made-up people, and sells what the tenant has under the same SKU', () => {
		for (const { order } of fortnight.orders) expect(order.buyer?.name).toMatch(/Example/);
		const products = new Set(demoTenant().products.map(({ sku }) => sku));
		expect(fortnightGoods.filter(({ sku }) => !products.has(sku))).toEqual([]);
		for (const account of fortnight.accounts) expect(account.listings?.map(({ sellerSku }) => sellerSku)).toEqual(fortnightGoods.map(({ sku }) => sku));
	});

	it('expects of every order that is sold what Amazon itself states of it', () => {
		const unlike: string[] = [];
		for (const store of fortnightStoreNames) {
			for (const sale of second.sales.filter((each) => each.store === store && each.orderIds.length === 1)) {
				const [found] = fortnight.orders.filter(({ order }) => order.orderId === sale.orderIds[0]);
				if (!found || found.sold) continue;
				const { order } = orderMoney({ ...found.order, status: 'SHIPPED' }, marketplaceEntry({ id: found.order.marketplaceId }), defaultSwitches());
				if (!JSON.stringify(order).includes(`"grandTotal":{"amount":"${sale.total}"`)) unlike.push(found.order.orderId);
			}
		}
		expect(unlike).toEqual([]);
	});

	it('has the order that does not add up, a cent beside what Amazon states', () => {
		const { order } = named('CA', 'doesNotReconcile');
		expect([order.grandTotal, order.items[0]?.item, order.items[0]?.tax?.ITEM]).toEqual(['55.36', '49.00', '6.37']);
	});
});

describe('what is expected of the fortnight', () => {
	it('has every order once: on a sale, or with the reason why not', () => {
		for (const { sales, absent } of [first, second]) {
			const seen = [...sales.flatMap(({ orderIds }) => orderIds), ...absent.map(({ orderId }) => orderId)];
			expect([...seen].sort()).toEqual(fortnight.orders.map(({ order }) => order.orderId).sort());
		}
	});

	it('has a sale for each day and location in Canada, numbered by location, and one for each order in the United Kingdom', () => {
		const canadian = first.sales.filter(({ store }) => store === 'CA');
		expect(canadian.map(({ day, number, location }) => [day, number, location])).toEqual(days.flatMap((day) => [[day, 1, 'FBA CA'], [day, 2, 'Toronto']]));
		expect(first.sales.filter(({ store }) => store === 'UK').every(({ orderIds, number }) => orderIds.length === 1 && number === undefined)).toBe(true);
	});

	it('D14: has late orders on sales of their own, never on those of their day', () => {
		const late = second.sales.filter(({ day }) => day === 'late');
		const ids = (...names: FortnightCase[]) => names.map((name) => fortnight.orderId('CA', name));
		expect(late.map(({ location, number, orderIds }) => [location, number, orderIds])).toEqual([
			['FBA CA', 1, ids('lateShipped', 'restCanceled')],
			['Toronto', 2, ids('latePaid', 'askedToCancel')],
		]);
		const others = (sales: readonly ExpectedFortnightSale[]) => sales.filter(({ store, day }) => store === 'CA' && day !== 'late').map(({ creditIds: _creditIds, ...sale }) => sale);
		expect(others(second.sales)).toEqual(others(first.sales));
	});

	it.each([
		['giftWrap', '55.89', '9.32'],
		['discountLargerThanShipping', '25.20', '4.20'],
		['priceDoesNotDivide', '25.00', '4.17'],
		['replacement', '0.00', '0.00'],
		['taxFree', '34.35', '1.25'],
		['restCanceled', '16.80', '2.80'],
		['business', '167.88', '27.98'],
	] as const)('has in the United Kingdom, by hand, %s over %s with a tax of %s inside', (name, total, tax) => {
		const sale = saleOf(second.sales, 'UK', name);
		// Each part for itself: of the basket 8.00, its post 0.65 and its gift wrap 0.665, which is 0.67.
		expect([sale?.total, sale?.tax]).toEqual([total, tax]);
	});

	it('rounds half a penny away from zero', () => {
		expect([3, 399, 9, -3, -390, 0].map(vatIn)).toEqual([1, 67, 2, -1, -65, 0]);
	});

	it.each([
		['fullRefund', '20.84', '3.25', '7.39'],
		['facilitator', '31.82', '4.10', '3.78'],
		['discountLargerThanShipping', '44.95', '5.79', '5.34'],
		['goodwill', '10.00', '0.00', '0.00'],
		['restocking', '38.42', '5.10', '5.88'],
		['canceledAfterSale', '141.24', '16.25', '0.00'],
		['restCanceledAfterSale', '55.37', '6.37', '0.00'],
	] as const)('S171, S172: credits in Canada, by hand, %s with %s, of it tax %s, fees %s', (name, total, tax, fees) => {
		const credit = second.credits.filter(({ orderId }) => orderId === fortnight.orderId('CA', name));
		expect(credit.map((each) => [each.total, each.tax, each.fees])).toEqual([[total, tax, fees]]);
	});

	it('D13: leaves refunds of orders from before the stores to the settlement, and a deferred one alone', () => {
		expect(second.leftToSettlement.map(({ store, orderId }) => [store, orderId])).toEqual(fortnightStoreNames.map((store) => [store, fortnight.orderId(store, 'longBeforeTheStore')]));
		const credited = second.credits.map(({ orderId }) => orderId);
		for (const store of fortnightStoreNames) {
			expect(credited).not.toContain(fortnight.orderId(store, 'stillDeferred'));
			expect(credited).toContain(fortnight.orderId(store, 'deferredRefund'));
			expect(credited.filter((id) => id === fortnight.orderId(store, 'twoRefunds'))).toHaveLength(2);
		}
		expect(first.credits.map(({ orderId }) => orderId)).not.toContain(fortnight.orderId('CA', 'deferredRefund'));
	});

	it('gives no more back than was paid', () => {
		for (const { store, orderId } of second.credits) {
			const back = second.credits.filter((credit) => credit.orderId === orderId).reduce((sum, credit) => sum + toCoins(credit.total, 'CAD') + toCoins(credit.fees, 'CAD'), 0);
			const found = fortnight.orders.find(({ order }) => order.orderId === orderId);
			const stated = JSON.stringify(orderMoney({ ...found!.order, status: 'SHIPPED' }, marketplaceEntry({ id: fortnightStores[store].marketplaceId }), defaultSwitches()).order);
			const [, paid = '0'] = /"grandTotal":\{"amount":"([\d.]+)"/.exec(stated) ?? [];
			expect(back).toBeLessThanOrEqual(toCoins(paid, 'CAD'));
		}
	});

	it.each([['first', first], ['second', second]])('owes nothing, and has on the payment account what Amazon reports, after the %s processing', (_stage, expected) => {
		for (const { store, own } of expected.balances) {
			const sums = expected.amazon.find((amazon) => amazon.store === store);
			const must = toCoins(sums?.ordersTotal ?? '', 'CAD') - toCoins(sums?.refunds ?? '', 'CAD') + toCoins(sums?.refundFees ?? '', 'CAD');
			expect([own.receivable, own.payment]).toEqual(['0.00', fromCoins(must, 'CAD')]);
			expect(toCoins(own.revenue, 'CAD') + toCoins(own.tax, 'CAD') + must).toBe(0);
		}
	});

	it('refuses a leaf that nobody has thought of', () => {
		const [refund] = fortnight.refunds;
		const [item] = refund!.transaction.items;
		expect(() => reckonRefund({ ...refund!, transaction: { ...refund!.transaction, items: [{ ...item!, amounts: { ...item!.amounts, Mystery: '1.00' } }] } })).toThrow('Mystery');
	});
});

describe('the tenant of the fortnight', () => {
	const tenant = fortnightTenant();

	it('is the demo tenant, unchanged, with more behind it', () => {
		const before = demoTenant();
		for (const key of ['accounts', 'bankAccounts', 'taxRules', 'customers', 'locations', 'stock'] as const) expect(tenant[key].slice(0, before[key].length)).toEqual(before[key]);
		expect({ ...tenant, accounts: [], bankAccounts: [], taxRules: [], customers: [], locations: [], stock: [] }).toEqual({ ...before, accounts: [], bankAccounts: [], taxRules: [], customers: [], locations: [], stock: [] });
	});

	it('has no code, name or id twice, and everything that the stores are set up with', async () => {
		for (const keys of [tenant.accounts.map(({ code }) => code), tenant.taxRules.map(({ name }) => name), tenant.locations.map(({ name }) => name), tenant.customers.map(({ id }) => id)]) expect(new Set(keys).size).toBe(keys.length);
		const simulator = await startCin7Simulator({ tenant, clock: new VirtualClock('2026-11-25T12:00:00Z') });
		for (const store of fortnightStoreNames) {
			const { accounts, customer, currency } = fortnightStores[store];
			for (const code of Object.values(accounts)) expect(simulator.world.account(code)?.code).toBe(code);
			expect(simulator.world.customers.get(customer.id)).toMatchObject({ name: customer.name, currency, accountReceivable: accounts.receivable });
			expect(tenant.priceTiers).toContain(fortnightStores[store].priceTier);
		}
		await simulator.close();
	});

	it('is set up with daily consolidation in Canada and none in the United Kingdom, from the first instant of the fortnight', () => {
		expect(fortnightSettings('CA', '2026-11-01')).toMatchObject({ consolidation: 'daily', consolidationTime: '00:00', more: { ignoreOrdersBefore: '2026-11-01T04:00:00.000Z', timeZone: 'America/Toronto', currencyRate: '0.7312' } });
		expect(fortnightSettings('UK', '2026-11-01')).toMatchObject({ consolidation: 'none', more: { ignoreOrdersBefore: '2026-11-01T00:00:00.000Z', timeZone: 'Europe/London' } });
	});
});

describe('what goes on at Amazon', () => {
	let amazon: AmazonSimulator;
	const order = (store: FortnightStore, name: FortnightCase) => amazon.account(fortnightAccountKey(store)).order(fortnight.orderId(store, name));

	beforeAll(async () => {
		amazon = await startAmazonSimulator({ accounts: fortnight.accounts, clock: new VirtualClock('2026-11-25T12:00:00Z') });
	});
	afterAll(async () => await amazon.close());

	it('is nothing until it is told to', () => {
		expect([order('CA', 'latePaid')?.status, order('UK', 'canceledAfterSale')?.status, order('CA', 'restCanceledAfterSale')?.status]).toEqual(['PENDING', 'UNSHIPPED', 'PARTIALLY_SHIPPED']);
		const statuses = amazon.account(fortnightAccountKey('CA')).transactions.map(({ status }) => status);
		expect(statuses.filter((status) => status === 'DEFERRED')).toHaveLength(2);
	});

	it('cancels, pays and ships orders, cancels remainders, and posts and releases refunds', () => {
		fortnight.laterAtAmazon(amazon);
		const pairs = [['CA', 'pendingThenCanceled'], ['CA', 'canceledAfterSale'], ['CA', 'askedAndCanceled'], ['UK', 'askedAndCanceled'], ['UK', 'canceledAfterSale']] as const;
		expect(pairs.map(([store, name]) => order(store, name)?.status)).toEqual(pairs.map(() => 'CANCELLED'));
		expect(order('CA', 'pendingThenCanceled')?.lastUpdatedTime).toBe(named('CA', 'pendingThenCanceled').order.lastUpdatedTime);
		expect([order('CA', 'latePaid')?.status, order('CA', 'lateShipped')?.status, order('CA', 'askedToCancel')?.status]).toEqual(['UNSHIPPED', 'SHIPPED', 'SHIPPED']);
		expect(order('CA', 'restCanceled')).toMatchObject({ status: 'SHIPPED', items: [{ quantity: 3, quantityShipped: 2, quantityCanceled: 1, item: '26.00', tax: { ITEM: '3.38' } }] });
		for (const store of fortnightStoreNames) {
			const transactions = amazon.account(fortnightAccountKey(store)).transactions;
			const released = fortnight.refunds.filter((refund) => refund.store === store && refund.outcome.second !== 'none').map(({ creditId }) => creditId);
			expect([...new Set(transactions.filter(({ status, refundId }) => status !== 'DEFERRED' && refundId).map(({ refundId }) => refundId))].sort()).toEqual([...released].sort());
		}
	});
});
