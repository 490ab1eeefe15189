import { DemoWorld, expectGreen } from '../nodes/demoWorld';
import { hurry } from './hurry';

const MINUTE = 60_000;

test('N47: a poll that takes longer than n8n waits for it gives no events, because n8n throws them away; the next poll gives them', async () => {
	const world = await DemoWorld.open({ noOrders: true });
	try {
		hurry(world);
		expectGreen(await world.connect('US'));
		const orderId = world.place();
		let slow = true;
		world.amazon.onRequest(({ operation }, phase) => {
			if (slow && operation === 'searchOrders' && phase === 'committed') world.pass(6 * MINUTE);
		});
		expect((await world.poll()).output).toBeNull();
		slow = false;
		expect((await world.poll()).output?.flat().map(({ json }) => json)).toMatchObject([{ event: 'orderCaptured', orderId }]);
		expect((await world.poll()).output).toBeNull();
	} finally {
		await world.close();
	}
});
