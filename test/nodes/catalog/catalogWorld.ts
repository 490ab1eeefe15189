import type { IDataObject } from 'n8n-workflow';
import type { ListingSeed } from '../../../sandbox/amazon/listingSeeds';
import { demoSettings, demoStoreId } from '../../../sandbox/demo/setUp';
import { demoMarketplaces, type DemoMarketplace, type DemoStore } from '../../../sandbox/demo/stores';
import { hurry } from '../../withstand/hurry';
import { byId, DemoWorld, expectGreen, type DemoWorldOptions, type NodeRun } from '../demoWorld';

export const HOUR = 3600_000;

/** The account that a marketplace belongs to, by the name of its first store. */
export const accountOf = (marketplace: DemoMarketplace): DemoStore => (marketplace === 'US' || marketplace === 'JP' ? marketplace : 'DE');

/** The demo seller without orders; whatever the nodes wait for passes at once, on the clock of the world. */
export async function openCatalog(options: DemoWorldOptions = {}): Promise<DemoWorld> {
	const world = await DemoWorld.open({ noOrders: true, ...options });
	hurry(world);
	return world;
}

export async function connect(world: DemoWorld, marketplace: DemoMarketplace, over: IDataObject = {}): Promise<void> {
	const settings = demoSettings(marketplace, '2026-01-01T00:00:00.000Z') as IDataObject;
	const more = { ...(settings.more as IDataObject), ...(over.more as IDataObject | undefined) };
	expectGreen(await world.run('amazonStore', { ...settings, ...over, more }, { store: accountOf(marketplace) }));
}

export const fromReport = { more: { catalogSource: 'listingsReport' } };

/** Load Products of a store; fails when the run is red. */
export async function loadProducts(world: DemoWorld, marketplace: DemoMarketplace = 'US', loadOptions: IDataObject = {}, mode?: 'manual'): Promise<NodeRun & { readonly item: IDataObject }> {
	const run = await world.run('catalogMapper', { operation: 'loadProducts', store: byId(demoStoreId(marketplace)), loadOptions }, { store: accountOf(marketplace), ...(mode ? { mode } : {}) });
	expectGreen(run);
	expect(run.processed).toHaveLength(1);
	return { ...run, item: run.processed[0] ?? {} };
}

/** Everything in the catalog of a store, one row a listing, unless told otherwise. */
export async function catalog(world: DemoWorld, parameters: IDataObject = {}, marketplace: DemoMarketplace | 'all' = 'US'): Promise<readonly IDataObject[]> {
	const store = byId(marketplace === 'all' ? 'all' : demoStoreId(marketplace));
	const run = await world.run('catalogMapper', { operation: 'getMany', store, onlyActive: false, variationsSeparately: true, returnAll: true, ...parameters });
	expectGreen(run);
	return run.processed;
}

/** Status of each listing by seller SKU. */
export async function statuses(world: DemoWorld, parameters: IDataObject = {}, marketplace: DemoMarketplace = 'US'): Promise<Record<string, unknown>> {
	return Object.fromEntries((await catalog(world, parameters, marketplace)).map((row) => [String(row.sellerSku), row.status]));
}

/** The row of one listing. */
export async function rowOf(world: DemoWorld, sellerSku: string, marketplace: DemoMarketplace = 'US'): Promise<IDataObject> {
	const found = (await catalog(world, {}, marketplace)).filter((row) => row.sellerSku === sellerSku);
	if (found.length !== 1 || !found[0]) throw new Error(`${found.length} rows of ${sellerSku}`);
	return found[0];
}

/** An operation on one listing. */
export async function act(world: DemoWorld, operation: string, sellerSku: string, parameters: IDataObject = {}, marketplace: DemoMarketplace = 'US'): Promise<NodeRun> {
	return await world.run('catalogMapper', { operation, store: byId(demoStoreId(marketplace)), listing: bySku(sellerSku), ...parameters }, { store: accountOf(marketplace) });
}

export const bySku = (value: string) => ({ __rl: true, mode: 'sku', value });

/** The operations log of all stores, the latest entry first. */
export async function operationsLog(world: DemoWorld): Promise<readonly IDataObject[]> {
	return (await world.run('amazonStore', { operation: 'getOperationsLog', store: byId('all') })).processed;
}

/** Takes all listings of a marketplace away but these. */
export function keepListings(world: DemoWorld, marketplace: DemoMarketplace, sellerSkus: readonly string[]): void {
	const { marketplaceId } = demoMarketplaces[marketplace];
	const account = world.account(accountOf(marketplace));
	for (const { sellerSku } of account.listings(marketplaceId)) if (!sellerSkus.includes(sellerSku)) account.removeListing(sellerSku, marketplaceId);
}

/** Adds a listing of a merchant-fulfilled product at Amazon. */
export function addListing(world: DemoWorld, sellerSku: string, over: Partial<ListingSeed> = {}, marketplace: DemoMarketplace = 'US'): void {
	const { marketplaceId } = demoMarketplaces[marketplace];
	world.account(accountOf(marketplace)).addListing({ sellerSku, marketplaceId, asin: `B0TEST${[...sellerSku].reduce((sum, letter) => sum + letter.charCodeAt(0), 1000)}`, title: `Goods ${sellerSku}`, price: '5.00', fulfilledBy: 'MERCHANT', quantity: 3, createdTime: '2024-05-01T08:00:00.000Z', ...over });
}

export function removeListing(world: DemoWorld, sellerSku: string, marketplace: DemoMarketplace = 'US'): void {
	world.account(accountOf(marketplace)).removeListing(sellerSku, demoMarketplaces[marketplace].marketplaceId);
}

/** How often an operation of Amazon was called. */
export const calls = (world: DemoWorld, operation: string): number => world.amazon.requests.filter((request) => request.operation === operation).length;

/** Codes of what the second output tells, or nothing. */
export const told = (run: NodeRun): readonly unknown[] => run.attention.flatMap((item) => (item.problems as readonly IDataObject[]).map((problem) => problem.code));
