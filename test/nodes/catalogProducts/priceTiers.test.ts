import type { IDataObject } from 'n8n-workflow';
import { demoStoreId } from '../../../sandbox/demo/setUp';
import { byId } from '../demoWorld';
import { creating, openCatalog, type CatalogWorld } from './catalogWorld';

const tier = (name: string): IDataObject => ({ priceTier: { __rl: true, mode: 'list', value: name } });

let world: CatalogWorld;
beforeEach(async () => {
	world = await openCatalog();
});
afterEach(async () => await world.close());

const priceTierCheck = (items: readonly IDataObject[]) => items.flatMap((item) => ('checks' in item ? (item.checks as IDataObject[]) : [item])).filter(({ check }) => check === 'Price tier');

test('S30, S99: two stores of different currencies on one tier are refused before the first write, told by Check Set-Up, and go on with tiers of their own', async () => {
	await world.connect('US', { ...creating, ...tier('Amazon') });
	const saved = await world.connect('DE', { ...creating, ...tier('Amazon') });
	expect(priceTierCheck(saved.processed)).toEqual([expect.objectContaining({ result: 'missing', message: expect.stringMatching(/Amazon.*USD.*EUR|Amazon.*EUR.*USD/) })]);
	const checked = await world.demo.run('amazonStore', { operation: 'checkSetUp', store: byId(demoStoreId('US')) });
	expect(priceTierCheck(checked.processed)).toEqual([expect.objectContaining({ result: 'missing' })]);

	world.offer('US', { sellerSku: 'SHARED', title: 'Shared' });
	world.offer('DE', { sellerSku: 'SHARED-DE', title: 'Geteilt' });
	const writes = await world.writesOf(async () => {
		for (const market of ['US', 'DE'] as const) expect(JSON.stringify((await world.load(market)).attention)).toContain('price tier Amazon');
	});
	expect(writes).toEqual([]);
	expect(await world.issuesOf('US', 'SHARED')).toContain('store.priceTierShared');

	await world.connect('DE', { ...creating, ...tier('Tier 5') });
	for (const market of ['US', 'DE'] as const) await world.load(market);
	expect(world.product('SHARED').prices[2]).toBe('10');
	expect(world.product('SHARED-DE').prices).toEqual(['0', '0', '0', '0', '10', '0', '0', '0', '0', '0']);
});

test('S30, S48: master source writes no price to a tier that another currency uses; the product stays as it was', async () => {
	world.plant({ sku: 'KNOWN', name: 'Own name' });
	await world.connect('DE', { ...creating, ...tier('Amazon') });
	await world.connect('US', { amazonIsMaster: true, ...tier('Amazon') });
	world.offer('US', { sellerSku: 'KNOWN' });
	expect(await world.writesOf(async () => await world.load('US'))).toEqual([]);
	expect(await world.issuesOf('US', 'KNOWN')).toContain('store.priceTierShared');
	expect(world.product('KNOWN').name).toBe('Own name');
});

test('S30, S29: stores of one currency may share a tier; and so may a store that writes no prices', async () => {
	await world.connect('US', tier('Tier 5'));
	await world.connect('DE', { ...creating, ...tier('Tier 5') });
	await world.connect('FR', { ...creating, ...tier('Tier 5') });
	world.offer('DE', { sellerSku: 'EURO' });
	world.offer('FR', { sellerSku: 'EURO-FR' });
	for (const market of ['DE', 'FR'] as const) await world.load(market);
	expect(world.product('EURO').prices[4]).toBe('10');
	expect(world.product('EURO-FR').prices[4]).toBe('10');
});
