import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startAmazonSimulator, type AmazonSimulator } from '../../sandbox/amazon/amazonSimulator';
import { VirtualClock } from '../../sandbox/clock';
import { bulkListings } from '../../sandbox/demo/bulkListings';
import { demoSeller } from '../../sandbox/demo/seller';
import { demoAmazonCredential } from '../../sandbox/demo/setUp';
import { demoStores } from '../../sandbox/demo/stores';
import { createAmazonClient } from '../../src/amazon/client';
import { closeAllDatabases, openDatabase, type OpenDatabase } from '../../src/database/open';
import { accountKey, type Store } from '../../src/domain/settings';
import { loadCatalog, type CatalogLoadResult } from '../../src/processes/catalog/loadCatalog';
import { store as exampleStore } from '../domain/orderExamples';

const { marketplaceId } = demoStores.US;
const HOUR = 3600_000;
type Source = Store['settings']['catalog']['source'];
type Seeds = Pick<ReturnType<typeof bulkListings>, 'listings' | 'catalogItems'>;

/** The American account with these listings, Amazon without quotas, and a sync database of its own, on a clock of their own. */
class Shop {
	private runs = 0;

	private constructor(readonly amazon: AmazonSimulator, readonly database: OpenDatabase, private readonly clock: VirtualClock, private readonly folder: string) {}

	static async open({ listings, catalogItems }: Seeds): Promise<Shop> {
		const clock = new VirtualClock('2026-03-11T12:00:00.000Z');
		const [account] = demoSeller('2026-03-10').accounts;
		if (!account) throw new Error('The demo seller has no account');
		const amazon = await startAmazonSimulator({ accounts: [{ ...account, orders: [], listings, catalogItems }], clock, switches: { quotas: 'off' } });
		const folder = mkdtempSync(path.join(tmpdir(), 'amazon-cin7-large-'));
		return new Shop(amazon, await openDatabase({ engine: 'sqlite', file: path.join(folder, 'sync.sqlite'), buyerDataKey: randomBytes(32) }, clock), clock, folder);
	}

	async close(): Promise<void> {
		await closeAllDatabases();
		await this.amazon.close();
		rmSync(this.folder, { recursive: true, force: true });
	}

	/** A load as the schedule does it, an hour after what was before. */
	async load(source: Source, cancelAnyway = false): Promise<CatalogLoadResult> {
		const example = exampleStore({}, marketplaceId);
		const store: Store = { ...example, storeId: 'A1HARBORPINE-US', accountKey: accountKey('A1HARBORPINE', 'na'), settings: { ...example.settings, catalog: { ...example.settings.catalog, source } } };
		await this.database.stores.save(store);
		this.clock.advance(HOUR);
		this.amazon.requests.length = 0;
		const client = createAmazonClient({ ...demoAmazonCredential('US', this.amazon.url), environment: 'production' }, { clock: this.clock, budgets: this.database.budgets, runBudgetMs: Infinity });
		return await loadCatalog({ amazon: client, database: this.database, clock: this.clock, owner: `run ${++this.runs}` }, { store, startedBy: 'schedule', cancelAnyway, patienceMs: HOUR });
	}

	/** Seller SKUs of the kept catalog, by status. */
	async kept(): Promise<Readonly<Record<'listed' | 'notListed' | 'canceled', readonly string[]>>> {
		const kept: Record<'listed' | 'notListed' | 'canceled', string[]> = { listed: [], notListed: [], canceled: [] };
		for (let after: string | undefined; ;) {
			const rows = await this.database.catalog.list('A1HARBORPINE-US', { limit: 1000, ...(after === undefined ? {} : { after }) });
			for (const { status, listing } of rows) kept[status].push(listing.sellerSku);
			after = rows.at(-1)?.listing.sellerSku;
			if (rows.length < 1000) return kept;
		}
	}

	asked(operation: string) {
		return this.amazon.requests.filter((request) => request.operation === operation);
	}
}

const skusOf = ({ listings }: Seeds): readonly string[] => listings.map(({ sellerSku }) => sellerSku).sort();
const everySku = async (shop: Shop): Promise<readonly string[]> => Object.values(await shop.kept()).flat().sort();

describe('20,000 listings', () => {
	const COUNT = 20_000;
	// Without families, whose own listings are not in a report; without ASINs, so that nothing is asked of Amazon's catalog.
	const seeds: Seeds = { listings: bulkListings(COUNT, { families: 0 }).listings.map((listing) => ({ ...listing, asin: undefined })), catalogItems: [] };
	let shop: Shop;
	let load: CatalogLoadResult;
	beforeAll(async () => {
		shop = await Shop.open(seeds);
		load = await shop.load('listingsApi');
	}, 120_000);
	afterAll(async () => await shop.close());

	test('D11: by the Listings API, in windows of creation time: each once and none lost, for little more calls than there are pages', async () => {
		expect(load).toMatchObject({ complete: true, new: COUNT, changed: 0, canceled: [], problems: [] });
		expect(await everySku(shop)).toEqual(skusOf(seeds));
		expect(shop.asked('searchListingsItems').length).toBeLessThan((COUNT / 20) * 1.15);
		// What two windows share comes twice and counts once.
		expect(load.received).toBeLessThan(COUNT * 1.01);
	});

	test('D11: by the Listings Report: each once and none lost, with one report', async () => {
		const { problems, ...report } = await shop.load('listingsReport');
		expect(problems).toEqual([]);
		expect(report).toMatchObject({ complete: true, received: COUNT, new: 0, canceled: [] });
		expect(report.changed + report.unchanged).toBe(COUNT);
		expect((await shop.kept()).canceled).toEqual([]);
		expect(await everySku(shop)).toEqual(skusOf(seeds));
		expect([shop.asked('createReport').length, shop.asked('getReportDocument').length, shop.asked('searchListingsItems').length]).toEqual([1, 1, 0]);
	}, 60_000);
});

describe('more than 1,000 listings created in the same second', () => {
	const before = bulkListings(60, { families: 0 });
	const gone = before.listings.slice(0, 3).map(({ sellerSku }) => sellerSku).sort();
	const imported = bulkListings(1200, { families: 0, from: '2025-06-01T10:00:00.000Z', to: '2025-06-01T10:00:01.000Z' }).listings.map((listing, index) => ({ ...listing, sellerSku: `IMPORT-${index}`, asin: `B1${String(index).padStart(8, '0')}`, identifier: undefined }));
	let shop: Shop;
	beforeAll(async () => {
		shop = await Shop.open(before);
		expect(await shop.load('listingsApi')).toMatchObject({ complete: true, new: 60, problems: [] });
		for (const sellerSku of gone) shop.amazon.account('A1HARBORPINE@na').removeListing(sellerSku, marketplaceId);
		for (const listing of imported) shop.amazon.account('A1HARBORPINE@na').addListing(listing);
	}, 60_000);
	afterAll(async () => await shop.close());

	test.each([false, true])('S118, D11: the load is partial, says how many came of how many and what to do, and cancels nothing, also where missing listings are to be canceled anyway (%s)', async (cancelAnyway) => {
		const { problems, canceled } = await shop.load('listingsApi', cancelAnyway);
		expect(problems.map(({ code }) => code)).toEqual(['catalog.partialDownload']);
		expect(problems[0]?.message).toMatch(/Amazon gave 1000 of 1200 listings created from 2025-06-01T\S+ until 2025-06-01T\S+/);
		expect(problems[0]?.hint).toContain('the other catalog source');
		expect(canceled).toEqual([]);
		const kept = await shop.kept();
		expect(kept.canceled).toEqual([]);
		expect(gone.filter((sellerSku) => !kept.listed.includes(sellerSku))).toEqual([]);
		expect(kept.listed.filter((sellerSku) => sellerSku.startsWith('IMPORT-'))).toHaveLength(1000);
	}, 60_000);

	test('S118, D11: the other source, which the message names, brings every one and cancels what is gone', async () => {
		const { problems, canceled } = await shop.load('listingsReport');
		expect([problems, [...canceled].sort()]).toEqual([[], gone]);
		const { listed } = await shop.kept();
		expect(listed.filter((sellerSku) => sellerSku.startsWith('IMPORT-')).sort()).toEqual(imported.map(({ sellerSku }) => sellerSku).sort());
	}, 60_000);
});
