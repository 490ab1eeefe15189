import { equals, format, sum } from '../../src/domain/money';
import { DemoWorld, expectGreen } from './demoWorld';

let world: DemoWorld;
beforeAll(async () => {
	world = await DemoWorld.open();
});
afterAll(async () => await world.close());

test('the demo day becomes exactly the expected sales, to the cent', async () => {
	for (const store of ['US', 'DE', 'JP'] as const) await world.ready(store);
	const run = await world.process();
	expectGreen(run);
	console.log(JSON.stringify(run.attention, null, 1).slice(0, 3000));
	for (const expected of world.seller.expected) {
		const sales = world.sales(expected.orderId);
		expect([expected.orderId, sales.length]).toEqual([expected.orderId, expected.outcome === 'sale' ? 1 : 0]);
	}
	console.log(JSON.stringify(world.sale(world.orderId('mixedTax')), null, 1).slice(0, 6000));
	expect(equals(sum(['1']), format('1', 'USD'))).toBe(true);
});
