import { demoAccountId, demoApplicationKey } from '../../../sandbox/demo/tenant';
import { byId, type DemoWorld } from '../demoWorld';
import { connect, fromReport, loadProducts, openCatalog } from './catalogWorld';

let world: DemoWorld;
beforeEach(async () => {
	world = await openCatalog();
});
afterEach(async () => await world.close());

/** Secrets of the demo: what opens Login with Amazon, the seller's account, and Cin7 Core; access tokens by their beginning. */
const secrets = ['demo-client-secret', 'Atzr|', 'Atza|', demoApplicationKey, demoAccountId.toUpperCase()];

async function expectNoSecret(...shown: readonly unknown[]): Promise<void> {
	const { processed } = await world.run('amazonStore', { operation: 'getOperationsLog', store: byId('all') });
	const text = JSON.stringify([...shown, processed], (_key, value: unknown) => (value instanceof Error ? { ...value, message: value.message, stack: value.stack } : value));
	expect(text.length).toBeGreaterThan(200);
	for (const secret of secrets) expect(text).not.toContain(secret);
}

test.each(['throttle429', 'html503', 'dropConnection', 'error500'] as const)('N44: no secret is in items, errors and the operations log when Amazon answers with %s', async (kind) => {
	for (const over of [{}, fromReport]) {
		await connect(world, 'US', over);
		world.amazon.faults.clear();
		for (const operation of ['searchListingsItems', 'searchCatalogItems', 'createReport', 'getReportDocument']) world.amazon.faults.add({ kind, operation, times: 50 });
		const { processed, attention, error } = await world.run('catalogMapper', { operation: 'loadProducts', store: byId('A1HARBORPINE-US'), loadOptions: { minutes: 1 } });
		await expectNoSecret(processed, attention, error);
	}
});

test('N44: no secret is told when the role for listings is missing, or Cin7 Core refuses the key', async () => {
	await connect(world, 'US', { createProducts: true });
	world.account().revokeRole('productListing');
	const refused = await loadProducts(world);
	expect(JSON.stringify(refused.attention)).toMatch(/Product Listing/);
	await expectNoSecret(refused.processed, refused.attention);
});
