import { sharedPriceTiers } from '../../../src/domain/catalog/priceTiers';

const store = (storeName: string, tier: string, currency: string) => ({ storeId: storeName, storeName, tier, currency });

test('S30, S99: stores of different currencies on one tier are named, with the tier', () => {
	const issues = sharedPriceTiers([store('Harbor US', 'Tier 1', 'USD'), store('Harbor DE', 'tier 1 ', 'EUR'), store('Harbor JP', 'Tier 3', 'JPY')]);
	expect(issues).toMatchObject([{ code: 'store.priceTierShared', blocking: true, message: expect.stringMatching(/Tier 1 .*Harbor US \(USD\), Harbor DE \(EUR\)\./) as string }]);
});

test.each([
	['one currency on one tier', [store('DE', 'Tier 1', 'EUR'), store('FR', 'Tier 1', 'EUR')]],
	['a tier for each', [store('US', 'Tier 1', 'USD'), store('DE', 'Tier 2', 'EUR')]],
	['no stores', []],
])('S30: nothing to say: %s', (_title, stores) => {
	expect(sharedPriceTiers(stores)).toEqual([]);
});

test('S30: each shared tier is an issue of its own', () => {
	expect(sharedPriceTiers(['A', 'B'].flatMap((tier) => [store(`US ${tier}`, tier, 'USD'), store(`DE ${tier}`, tier, 'EUR')]))).toHaveLength(2);
});
