import type { Bench } from './battery';
import { STORE } from './fixtures';
import { issue, makeItem, makeLink, makeListing, makeLoad, skusOf } from './listings';

const ROWS = 50_000;
const PAGE = 500;

export function catalogReadTests(bench: () => Promise<Bench>): void {
	describe('catalog: reading', () => {
		test('rows come in the order of the code points of their SKUs, also in steps', async () => {
			const { database } = await bench();
			const skus = ['', ' a', '%', '00123', '10', '123', '9', 'A', 'Z', '_', 'a', 'a b', 'a/b', 'z', 'Ä', 'ß', 'ﬀ', '🍵'];
			await database.catalog.capture(STORE, [...skus].reverse().map((sku) => makeListing(sku)), makeLoad(1));
			expect(await skusOf(database)).toEqual(skus);
			const pages: string[][] = [];
			for (let after: string | undefined; ;) {
				const page = await skusOf(database, { limit: 5, ...(after === undefined ? {} : { after }) });
				pages.push([...page]);
				after = page.at(-1);
				if (page.length < 5) break;
			}
			expect(pages.map((page) => page.length)).toEqual([5, 5, 5, 3]);
			expect(pages.flat()).toEqual(skus);
		});

		test('each filter leaves what it names, and all of them hold at once', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, ['A', 'B', 'C', 'D'].map((sku) => makeListing(sku)), makeLoad(1));
			await database.catalog.capture(STORE, ['A', 'B', 'C'].map((sku) => makeListing(sku)), makeLoad(2));
			await database.catalog.finishLoad(STORE, 2, true);
			await database.catalog.link(STORE, [makeLink('B', { linkedBy: 'match' }), makeLink('N')]);
			await database.catalog.saveItems(STORE, [makeItem('B0A', { parentAsin: 'P' }), makeItem('B0B', { parentAsin: 'Q' })], ['B0A', 'B0B']);
			await database.catalog.markDecided(STORE, [{ sellerSku: 'A', issues: [issue] }]);
			expect(await skusOf(database, { sellerSkus: ['D', 'A', 'unknown'] })).toEqual(['A', 'D']);
			expect(await skusOf(database, { sellerSkus: [] })).toEqual([]);
			expect(await skusOf(database, { asins: ['B0C', 'B0B'] })).toEqual(['B', 'C']);
			expect(await skusOf(database, { parentAsins: ['P', 'R'] })).toEqual(['A']);
			expect(await skusOf(database, { statuses: ['canceled', 'notListed'] })).toEqual(['D', 'N']);
			expect(await skusOf(database, { linked: true })).toEqual(['B', 'N']);
			expect(await skusOf(database, { linked: false })).toEqual(['A', 'C', 'D']);
			expect(await skusOf(database, { withIssues: true })).toEqual(['A']);
			expect(await skusOf(database, { withIssues: false })).toEqual(['A', 'B', 'C', 'D', 'N']);
			// A canceled listing needs no reading.
			expect(await skusOf(database, { toEnrich: true })).toEqual(['C']);
			expect(await skusOf(database, { undecided: true })).toEqual(['B', 'C', 'D', 'N']);
			expect(await skusOf(database, { linked: false, undecided: true, statuses: ['listed'], search: 'mug' })).toEqual(['C']);
			expect(await skusOf(database, { linked: false, after: 'A', limit: 1 })).toEqual(['C']);
		});

		test('a search finds parts of SKU, ASIN, title and alias in any case, and takes % and _ as they are', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, [
				makeListing('mug_50%', { asin: 'B0AAA', title: 'Becher ÜBERSEE' }),
				makeListing('MUGX50Y', { asin: 'B0BBB', title: 'Cup' }),
				makeListing("o'neil\\1", { asin: 'B0CCC', title: undefined }),
			], makeLoad(1));
			await database.catalog.setAlias(STORE, 'MUGX50Y', 'Tasse');
			const found = async (search: string): Promise<readonly string[]> => await skusOf(database, { search });
			expect(await found('mug')).toEqual(['MUGX50Y', 'mug_50%']);
			expect(await found('g_5')).toEqual(['mug_50%']);
			expect(await found('50%')).toEqual(['mug_50%']);
			expect(await found('b0bb')).toEqual(['MUGX50Y']);
			expect(await found('übersee')).toEqual(['mug_50%']);
			expect(await found('u\u0308bersee')).toEqual(['mug_50%']);
			expect(await found('TASSE')).toEqual(['MUGX50Y']);
			expect(await found("O'NEIL\\")).toEqual(["o'neil\\1"]);
			expect(await found('undefined')).toEqual([]);
			expect(await found('12.50')).toEqual([]);
		});

		test('rows are counted by status, link and issues', async () => {
			const { database } = await bench();
			expect(await database.catalog.count(STORE)).toEqual({ total: 0, listed: 0, notListed: 0, canceled: 0, linked: 0, withIssues: 0 });
			await database.catalog.capture(STORE, ['A', 'B', 'C', 'D'].map((sku) => makeListing(sku)), makeLoad(1));
			await database.catalog.capture(STORE, ['A', 'B', 'C'].map((sku) => makeListing(sku)), makeLoad(2));
			await database.catalog.finishLoad(STORE, 2, true);
			await database.catalog.link(STORE, ['A', 'N', 'M'].map((sku) => makeLink(sku)));
			await database.catalog.markDecided(STORE, [{ sellerSku: 'A', issues: [issue, issue] }]);
			expect(await database.catalog.count(STORE)).toEqual({ total: 6, listed: 3, notListed: 2, canceled: 1, linked: 3, withIssues: 1 });
			expect((await database.catalog.count('other')).total).toBe(0);
		});

		test('a catalog of 50,000 listings is captured in parts and read by pages', async () => {
			const { database } = await bench();
			const skuOf = (index: number): string => `SKU-${String(index).padStart(6, '0')}`;
			for (let start = 0; start < ROWS; start += PAGE) {
				await database.catalog.capture(STORE, Array.from({ length: PAGE }, (_, index) => makeListing(skuOf(start + index))), makeLoad(1));
			}
			expect(await database.catalog.finishLoad(STORE, 1, true)).toEqual([]);
			let read = 0;
			for (let after: string | undefined; ;) {
				const page = await database.catalog.list(STORE, { limit: PAGE, undecided: true, ...(after === undefined ? {} : { after }) });
				for (const { listing } of page) if (listing.sellerSku === skuOf(read)) read++;
				after = page.at(-1)?.listing.sellerSku;
				await database.catalog.markDecided(STORE, page.map(({ listing: { sellerSku }, revision }) => ({ sellerSku, revision, issues: [] })));
				if (page.length < PAGE) break;
			}
			expect(read).toBe(ROWS);
			expect(await skusOf(database, { undecided: true })).toEqual([]);
			expect(await skusOf(database, { search: 'sku-04999' })).toHaveLength(10);
			expect(await database.catalog.count(STORE)).toMatchObject({ total: ROWS, listed: ROWS });
		}, 120_000);
	});
}
