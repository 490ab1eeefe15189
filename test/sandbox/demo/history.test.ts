import { demoHistory } from '../../../sandbox/demo/history';
import { demoSeller } from '../../../sandbox/demo/seller';

const DAY = '2026-11-02';

test('the demo seller has sold for two years before its demo day, in every store, and all of it is shipped', () => {
	const history = demoHistory(DAY);
	expect([...history].map(([store, orders]) => [store, orders.length])).toEqual([['US', 3650], ['DE', 2190], ['JP', 730]]);
	for (const orders of history.values()) {
		expect(orders[0]?.createdTime.slice(0, 10)).toBe('2024-10-31');
		expect(orders.every((order) => order.status === 'SHIPPED' && order.createdTime < '2026-10-31T00:00:00.000Z')).toBe(true);
	}
});

test('its order ids are its own, and the same every time', () => {
	const ids = [...demoHistory(DAY).values()].flatMap((orders) => orders.map((order) => order.orderId));
	const day = demoSeller(DAY).expected.map((sale) => sale.orderId);
	expect(new Set([...ids, ...day]).size).toBe(ids.length + day.length);
	expect(demoHistory(DAY)).toEqual(demoHistory(DAY));
});
