import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { VirtualClock } from '../../sandbox/clock';
import { closeAllDatabases, openDatabase, type OpenDatabase } from '../../src/database/open';
import type { AmazonPort, ListingPage } from '../../src/processes/ports/amazon';
import { loadCatalog, type CatalogLoadResult } from '../../src/processes/catalog/loadCatalog';
import { store as exampleStore } from '../domain/orderExamples';

const store = exampleStore();
const folder = mkdtempSync(path.join(tmpdir(), 'amazon-cin7-unreadable-'));
const clock = new VirtualClock('2026-03-11T12:00:00.000Z');
const listing = (sellerSku: string) => ({ sellerSku, asin: `B0${sellerSku}`, availability: 'active' as const });

let database: OpenDatabase;
beforeEach(async () => {
	database = await openDatabase({ engine: 'sqlite', file: path.join(folder, `${randomBytes(4).toString('hex')}.sqlite`), buyerDataKey: randomBytes(32) }, clock);
	await database.stores.save(store);
	await load({ listings: ['A', 'B', 'C'].map(listing), unreadable: [] });
});
afterEach(async () => await closeAllDatabases());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A load of a catalog that Amazon gives in one page. */
async function load(page: Pick<ListingPage, 'listings' | 'unreadable'>): Promise<CatalogLoadResult> {
	const amazon: Pick<AmazonPort, 'searchListings' | 'catalogItems'> = {
		searchListings: async () => await Promise.resolve({ ...page, total: page.listings.length + page.unreadable.length }),
		catalogItems: async () => await Promise.resolve([]),
	};
	return await loadCatalog({ amazon: amazon as AmazonPort, database, clock, owner: 'run' }, { store, startedBy: 'schedule', patienceMs: 0 });
}

test('S118: a listing that is not in the answer is canceled', async () => {
	expect((await load({ listings: ['A', 'B'].map(listing), unreadable: [] })).canceled).toEqual(['C']);
});

test('S118, P27: a listing that cannot be read stays as it was and is told; the others go on', async () => {
	const { canceled, problems } = await load({ listings: ['A', 'D'].map(listing), unreadable: [{ sellerSku: 'B', reason: 'its price' }] });
	expect(canceled).toEqual(['C']);
	expect(problems).toMatchObject([{ code: 'catalog.unreadableListing', message: expect.stringContaining('B') as string }]);
});

test('S118, P27: one that cannot be read and has no SKU may be any of those that are missing: none is canceled', async () => {
	const { canceled, problems } = await load({ listings: ['A', 'B'].map(listing), unreadable: [{ reason: 'its SKU' }] });
	expect(canceled).toEqual([]);
	expect(problems.map(({ code }) => code)).toEqual(['catalog.unreadableListing', 'catalog.partialDownload']);
});
