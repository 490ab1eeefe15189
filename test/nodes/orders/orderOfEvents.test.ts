import type { IDataObject } from 'n8n-workflow';
import { byId, DemoWorld, expectGreen } from '../demoWorld';

let world: DemoWorld;
beforeAll(async () => {
	world = await DemoWorld.open({ amazonSwitches: {} });
});
afterAll(async () => await world.close());

const STORE = 'A1HARBORPINE-US';
const run = async (type: 'amazonStore' | 'catalogMapper' | 'orderConsolidator', parameters: IDataObject): Promise<readonly IDataObject[]> => {
	const result = await world.run(type, parameters);
	expectGreen(result);
	return result.processed;
};
const pending = async (pendingShow = 'pending'): Promise<readonly IDataObject[]> => await run('orderConsolidator', { operation: 'getPending', store: byId(STORE), pendingShow });

type Call = { readonly at: number; readonly service: 'Amazon' | 'Cin7 Core'; readonly what: string };

/** Every call that both services answered, in the order in which they came. */
const calls = (): Call[] => [
	...world.amazon.requests.filter(({ operation }) => operation !== 'getAccessToken').map(({ at, operation = '' }): Call => ({ at, service: 'Amazon', what: operation })),
	...world.cin7.requests.map(({ at, operation = '' }): Call => ({ at, service: 'Cin7 Core', what: operation })),
].sort((a, b) => a.at - b.at);

/** Lets each step of the day have a time of its own. */
const nextStep = (): void => world.pass(60_000);

test('S11: of a recorded day products are loaded first, then each order is pending with its units reserved, then its sale is made, and its payment last (stock is not sent by this version)', async () => {
	expectGreen(await world.connect('US'));
	nextStep();
	const connected = Date.now();
	await run('catalogMapper', { operation: 'loadProducts', store: byId(STORE) });
	expectGreen(await world.link('US'));
	nextStep();
	const productsLoaded = Date.now();

	expectGreen(await world.load('US'));
	const orders = await pending();
	expect(orders.length).toBeGreaterThan(5);
	const merchantFulfilled = orders.filter((order) => order.fulfillmentChannel === 'MFN');
	const wanted = new Map<string, number>();
	for (const { sellerSku, quantity } of merchantFulfilled.flatMap((order) => order.items as { sellerSku: string; quantity: number }[])) wanted.set(sellerSku, (wanted.get(sellerSku) ?? 0) + quantity);
	expect(new Map((await pending('reserved')).map(({ sellerSku, reserved }) => [sellerSku, reserved]))).toEqual(wanted);
	expect(world.cin7.world.sales.size).toBe(0);
	nextStep();
	const ordersLoaded = Date.now();

	const sales = await run('orderConsolidator', { operation: 'processPendingOrders', store: byId(STORE) });
	nextStep();
	expect(sales.length).toBeGreaterThan(5);
	const held = (await pending('held')).flatMap((order) => order.items as { sellerSku: string }[]).map(({ sellerSku }) => sellerSku);
	for (const { sellerSku } of await pending('reserved')) expect(held).toContain(sellerSku);

	const day = calls().filter(({ at }) => at >= connected);
	const of = (service: Call['service'], pattern: RegExp): Call[] => day.filter((call) => call.service === service && pattern.test(call.what));
	// Products: all of their calls before the first of orders.
	expect(of('Amazon', /Listings/).length).toBeGreaterThan(0);
	expect(of('Amazon', /Listings/)[0]?.at).toBeLessThan(productsLoaded);
	expect(of('Amazon', /Orders|getOrder/).every(({ at }) => at >= productsLoaded && at < ordersLoaded)).toBe(true);
	expect(of('Cin7 Core', /^(POST|PUT|DELETE) \/(sale|customer)/).every(({ at }) => at >= ordersLoaded)).toBe(true);
	// Of each sale: itself, its order, its invoice, its payment, and then the next sale.
	const writes = of('Cin7 Core', /^POST \/sale/).map(({ what }) => what);
	const invoiced = [...world.cin7.world.sales.values()].map((sale) => sale.invoices.flatMap((invoice) => invoice.payments).length > 0);
	expect(writes).toEqual(invoiced.flatMap((isPaid) => ['POST /sale', 'POST /sale/order', 'POST /sale/invoice', ...(isPaid ? ['POST /sale/payment'] : [])]));
	expect(of('Cin7 Core', /stock/i)).toEqual([]);
});
