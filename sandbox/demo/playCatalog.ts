import { setTimeout as wait } from 'node:timers/promises';
import { itemsOf, type Execution } from '../n8n/client';
import { compareListings, compareProducts, type CatalogLine } from './compareCatalog';
import type { Check } from './compareSales';
import { demoMerges } from './listings';
import type { Demo } from './playDemo';
import { demoStoreId, demoTiers } from './setUp';
import { demoMarketplaceNames, demoMarketplaces, type DemoMarketplace } from './stores';
import { demoTenant } from './tenant';
import { demoCatalogLook, demoCatalogWorkflow, demoLoadNodes, demoNodes } from './workflows';

type Row = Readonly<Record<string, unknown>>;

/** What the catalog workflow did in one execution, store by store. */
export interface CatalogRun {
	readonly checks: readonly Check[];
	readonly stores: readonly Row[];
	readonly attention: readonly Row[];
}

/** Executes "Catalog, hourly" by hand until every store is loaded: a report that Amazon still makes is taken up by the next run. */
export async function loadCatalogs({ client }: Demo, title: string): Promise<CatalogRun> {
	const { id } = demoCatalogWorkflow();
	const executions: Execution[] = [];
	for (let again = 0; again < 5; again++) {
		const execution = await client.runManually(id, demoNodes.setUpTrigger);
		executions.push(execution);
		if (storesOf(execution).every(({ complete }) => complete === true)) break;
		await wait(5000);
	}
	const stores = executions.flatMap(storesOf);
	const incomplete = storesOf(executions.at(-1)).filter(({ complete }) => complete !== true).map(({ storeName }) => `${String(storeName)} is not complete`);
	const failed = executions.flatMap(({ status, data }) => (status === 'success' ? [] : [`${status}: ${data.resultData.error?.message ?? 'no message'}`]));
	return { checks: [{ title, wrong: [...failed, ...incomplete] }], stores, attention: executions.flatMap((execution) => demoLoadNodes.flatMap((node) => itemsOf(execution, node, 1))) };
}

const storesOf = (execution: Execution | undefined): readonly Row[] => (execution ? demoLoadNodes.flatMap((node) => itemsOf(execution, node)) : []);

/** The catalog and Cin7 Core's products as they must be after the first load. */
export async function compareCatalog(demo: Demo): Promise<readonly Check[]> {
	const { products, families } = demo.cin7.world;
	const lines = (await look(demo)).map(lineOf);
	return [...compareListings(demoMarketplaceNames, lines), ...compareProducts({ products: products.values(), families: families.values(), priceTiers: demoTenant().priceTiers, tiers: demoTiers() })];
}

/** A load of an unchanged catalog changes nothing, and writes nothing to Cin7 Core. */
export async function loadUnchanged(demo: Demo): Promise<readonly Check[]> {
	const from = demo.cin7.requests.length;
	const run = await loadCatalogs(demo, 'The second load of the catalog');
	const changes = run.stores.flatMap((store) => ['new', 'changed'].filter((count) => store[count] !== 0).map((count) => `${String(store.storeName)}: ${String(store[count])} ${count}`));
	const writes = demo.cin7.requests.slice(from).filter(({ method }) => method !== 'GET').map(({ operation }) => operation);
	return [...run.checks, { title: 'The second load changes nothing', wrong: changes }, { title: 'The second load writes nothing to Cin7 Core', wrong: writes }];
}

const changed = { from: 'HP-SNOW-GLOBE', to: 'HP-SNOW-GLOBE-II' } as const;

/** S118 and N25 at Amazon: a listing is replaced by one with another SKU, and another is merged into a new ASIN. */
export async function changeListings(demo: Demo): Promise<readonly Check[]> {
	const { marketplaceId } = demoMarketplaces.US;
	const account = demo.amazon.account('A1HARBORPINE@na');
	const replaced = account.listings(marketplaceId).find(({ sellerSku }) => sellerSku === changed.from);
	if (!replaced) throw new Error(`The demo has no listing ${changed.from}`);
	account.removeListing(changed.from, marketplaceId);
	account.addListing({ ...replaced, sellerSku: changed.to });
	for (const { marketplace, sellerSku, to } of demoMerges) account.relist(sellerSku, demoMarketplaces[marketplace].marketplaceId, to);
	const run = await loadCatalogs(demo, 'The load after changes at Amazon');
	const rows = (await look(demo)).filter(({ storeId }) => storeId === demoStoreId('US'));
	const row = (sellerSku: string): Row => rows.find((each) => each.sellerSku === sellerSku) ?? {};
	const merges = demoMerges.map(({ sellerSku, from, to }) => ({ title: `N25: ${sellerSku} is shown with its old and its new ASIN`, wrong: differences(row(sellerSku), { asinChange: { before: from, now: to } }) }));
	return [
		...run.checks,
		{ title: `S118: ${changed.from} is Canceled`, wrong: differences(row(changed.from), { status: 'Canceled' }) },
		{ title: `S118: ${changed.to} is Listed, with the same product`, wrong: differences(row(changed.to), { status: 'Listed', productSku: changed.from }) },
		{ title: 'S118: an unchanged listing stays Listed', wrong: differences(row('HP-MUG-SLATE'), { status: 'Listed', productSku: 'HP-MUG-SLATE' }) },
		...merges,
	];
}

function differences(row: Row, wanted: Row): readonly string[] {
	return Object.entries(wanted).filter(([name, value]) => JSON.stringify(row[name]) !== JSON.stringify(value)).map(([name, value]) => `${name} is ${JSON.stringify(row[name]) ?? 'absent'} instead of ${JSON.stringify(value)}`);
}

/** All rows of the catalog, as Get Many shows them. */
async function look({ client }: Demo): Promise<readonly Row[]> {
	return itemsOf(await client.runManually(demoCatalogLook().id, demoNodes.setUpTrigger), demoNodes.look);
}

function lineOf(row: Row): CatalogLine {
	const marketplace = demoMarketplaceNames.find((name) => demoStoreId(name) === row.storeId) as DemoMarketplace;
	const issues = row.issues as readonly { readonly code: string }[];
	return { marketplace, sellerSku: String(row.sellerSku), ...(typeof row.productSku === 'string' ? { productSku: row.productSku } : {}), issues: issues.map(({ code }) => code) };
}
