/** Usage plan of an operation: calls per second, and how many may be saved up. */
interface Plan {
	readonly rate: number;
	readonly burst: number;
}

/**
 * Amazon's published default plans of Orders v0 (ordersV0.json): a list of orders in pages of 100, and the items of each
 * order by a call of its own.
 */
const plans: Readonly<Record<'getOrders' | 'getOrder' | 'getOrderItems', Plan>> = {
	getOrders: { rate: 0.0167, burst: 20 },
	getOrder: { rate: 0.5, burst: 30 },
	getOrderItems: { rate: 0.5, burst: 30 },
};

const PAGE_SIZE = 100;

/** A full bucket that gives each call at the first moment at which it may be made; `at` and the answer in seconds. */
function idealBucket({ rate, burst }: Plan): (at: number) => number {
	let tokens = burst;
	let since = 0;
	return (at) => {
		const asked = Math.max(at, since);
		tokens = Math.min(burst, tokens + (asked - since) * rate);
		const waited = Math.max(0, 1 - tokens) / rate;
		tokens = Math.max(0, tokens - 1);
		since = asked + waited;
		return since;
	};
}

export interface Schedule {
	readonly calls: number;
	readonly seconds: number;
}

/**
 * The best that a client of Orders v0 can do: pages as soon as the plan allows, the items of every order as soon as its
 * page is there, nothing refused, answers in no time.
 */
export function loadByOrdersV0(orders: number): Schedule {
	const page = idealBucket(plans.getOrders);
	const items = idealBucket(plans.getOrderItems);
	let seconds = 0;
	const pages = Math.ceil(orders / PAGE_SIZE);
	for (let index = 0; index < pages; index++) {
		const arrived = page(0);
		for (let order = index * PAGE_SIZE; order < Math.min(orders, (index + 1) * PAGE_SIZE); order++) seconds = items(arrived);
	}
	return { calls: pages + orders, seconds };
}

/** The same for single orders by their ids: getOrder and getOrderItems. */
export function recoverByOrdersV0(orders: number): Schedule {
	const order = idealBucket(plans.getOrder);
	const items = idealBucket(plans.getOrderItems);
	let seconds = 0;
	for (let index = 0; index < orders; index++) seconds = items(order(0));
	return { calls: 2 * orders, seconds };
}

/** Orders 2026-01-01, whose getOrder has the plan of the version before and brings the items with it. */
export function recoverOneByOne(orders: number): Schedule {
	const order = idealBucket(plans.getOrder);
	let seconds = 0;
	for (let index = 0; index < orders; index++) seconds = order(0);
	return { calls: orders, seconds };
}
