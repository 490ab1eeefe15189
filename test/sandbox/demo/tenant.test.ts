import { VirtualClock } from '../../../sandbox/clock';
import { startCin7Simulator } from '../../../sandbox/cin7/server';
import catalog from '../../../sandbox/demo/catalog.json';
import { demoTenant } from '../../../sandbox/demo/tenant';

const tenant = demoTenant();

describe('the demo tenant', () => {
	it('has a product for every Cin7 Core SKU of the catalog, stocked at every location that ships', () => {
		for (const { cin7Sku } of catalog) {
			if (cin7Sku === null) continue;
			expect(tenant.products.filter((product) => product.sku === cin7Sku)).toHaveLength(1);
			expect(tenant.stock.filter((row) => row.sku === cin7Sku).map((row) => row.location)).toEqual(['Main Warehouse', 'FBA US', 'FBA DE', 'FBA JP', 'Berlin Warehouse', 'Tokyo']);
		}
		expect(tenant.products.some((product) => product.sku === 'HP-SPOON-WALNUT')).toBe(false);
	});

	it('has something that is sold out and something that is scarce', () => {
		expect(tenant.stock.some((row) => row.sku === 'HP-TEAPOT-12' && row.onHand === '0')).toBe(true);
		expect(tenant.stock.some((row) => row.sku === 'HP-BASKET-BF' && row.onHand === '1')).toBe(true);
	});

	it('lacks the carriers that the integration has to create', () => {
		expect(tenant.carriers).not.toContain('Free Shipping');
		expect(tenant.carriers).not.toContain('DPD');
	});

	it('refers only to what it has', () => {
		const codes = new Set(tenant.accounts.map((account) => account.code));
		const rules = new Set(tenant.taxRules.map((rule) => rule.name));
		const terms = new Set(tenant.paymentTerms.map((term) => term.name));
		const tiers = new Set(tenant.priceTiers);
		for (const rule of tenant.taxRules) expect(codes).toContain(rule.account);
		for (const customer of tenant.customers) {
			expect(rules).toContain(customer.taxRule);
			expect(terms).toContain(customer.paymentTerm);
			expect(tiers).toContain(customer.priceTier);
			expect([codes.has(customer.accountReceivable), codes.has(customer.revenueAccount)]).toEqual([true, true]);
		}
		expect([codes.has(tenant.company.inventoryAccount), codes.has(tenant.company.costOfGoodsSoldAccount)]).toEqual([true, true]);
	});

	it('has no id, SKU or customer name twice', () => {
		const ids = [...tenant.products, ...tenant.customers].map((entry) => entry.id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(new Set(tenant.products.map((product) => product.sku.toLowerCase())).size).toBe(tenant.products.length);
		expect(new Set(tenant.customers.map((customer) => customer.name.toLowerCase())).size).toBe(tenant.customers.length);
	});

	it('is the same every time, and is not changed by a simulator that runs on it', async () => {
		const simulator = await startCin7Simulator({ tenant, clock: new VirtualClock('2026-03-10T12:00:00Z') });
		simulator.world.carriers.push({ id: 'x', description: 'DPD' });
		for (const row of simulator.world.stock.all()) simulator.world.stock.allocate(row.productId, { id: row.locationId, name: row.location }, '1');
		await simulator.close();
		expect(demoTenant()).toEqual(tenant);
		expect(tenant.carriers).not.toContain('DPD');
	});
});
