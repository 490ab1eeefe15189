import { START, STORE, makeStore, MINUTE } from './fixtures';
import type { Bench } from './battery';
import { issue, makeItem, makeLink, makeListing, makeLoad, rowOf, settle, skusOf } from './listings';

const none = { new: 0, changed: 0, unchanged: 0 };

export function catalogCaptureTests(bench: () => Promise<Bench>): void {
	describe('catalog: capture', () => {
		test('a new listing is listed, to be enriched and to be decided, byte for byte as Amazon has it', async () => {
			const { database } = await bench();
			const sellerSku = ' 00/Ä%_\u200b,"x" ';
			const listing = makeListing(sellerSku, { asin: 'B01', imageUrl: 'https://images.example/1.jpg', parentSku: 'P', createdAt: START });
			expect(await database.catalog.capture(STORE, [listing], makeLoad(1))).toEqual({ ...none, new: 1 });
			expect(await database.catalog.list(STORE)).toEqual([{ storeId: STORE, listing, status: 'listed', choice: 'automatic', issues: [], enriched: false, revision: 1, firstSeenAt: START, lastSeenAt: START }]);
			expect(await skusOf(database, { toEnrich: true, undecided: true })).toEqual([sellerSku]);
		});

		test('a draft without ASIN is not listed, and has nothing to be enriched', async () => {
			const { database } = await bench();
			const { asin: _asin, ...draft } = makeListing('A', { availability: 'incomplete' });
			await database.catalog.capture(STORE, [draft], makeLoad(1));
			expect(await rowOf(database, 'A')).toMatchObject({ status: 'notListed', enriched: true, listing: draft });
			expect(await skusOf(database, { toEnrich: true })).toEqual([]);
		});

		test.each([
			['title', { title: 'Other' }],
			['asin', { asin: 'B0OTHER' }],
			['condition', { condition: 'used_good' }],
			['identifier', { identifier: { type: 'EAN' as const, value: '4006381333948' } }],
			['price', { price: { amount: '12.51', currency: 'USD' } }],
			['availability', { availability: 'inactive' as const }],
			['channel', { fulfillmentChannel: 'AFN' as const }],
			['description', { description: 'Now with a handle' }],
			['a field that is gone', { title: undefined }],
		])('a changed listing (%s) is to be enriched and decided again', async (_what, change) => {
			const { database, clock } = await bench();
			await database.catalog.capture(STORE, [makeListing('A'), makeListing('B')], makeLoad(1));
			await settle(database);
			clock.advance(MINUTE);
			expect(await database.catalog.capture(STORE, [makeListing('A', change), makeListing('B')], makeLoad(2))).toEqual({ new: 0, changed: 1, unchanged: 1 });
			expect(await skusOf(database, { undecided: true })).toEqual(['A']);
			expect(await skusOf(database, { toEnrich: true })).toEqual(['A']);
			expect(await rowOf(database, 'A')).toMatchObject({ firstSeenAt: START, lastSeenAt: '2026-03-01T12:01:00.000Z', revision: 2 });
			expect(await rowOf(database, 'B')).toMatchObject({ firstSeenAt: START, lastSeenAt: '2026-03-01T12:01:00.000Z', revision: 1 });
		});

		test('a quantity that changes is stored and is no change; neither is another order of fields', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, [makeListing('A')], makeLoad(1));
			await settle(database);
			const { quantity: _quantity, ...rest } = makeListing('A');
			const turned = Object.fromEntries(Object.entries(rest).reverse()) as unknown as typeof rest;
			expect(await database.catalog.capture(STORE, [{ ...turned, quantity: 9, description: undefined }], makeLoad(2))).toEqual({ ...none, unchanged: 1 });
			expect((await rowOf(database, 'A')).listing.quantity).toBe(9);
			expect(await skusOf(database, { undecided: true })).toEqual([]);
			expect(await skusOf(database, { toEnrich: true })).toEqual([]);
		});

		test('choice, alias and issues outlive a change of the listing', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, [makeListing('A')], makeLoad(1));
			await database.catalog.setChoice(STORE, ['A'], 'leaveBlank');
			await database.catalog.setAlias(STORE, 'A', 'Mug');
			await database.catalog.markDecided(STORE, [{ sellerSku: 'A', issues: [issue] }]);
			await database.catalog.capture(STORE, [makeListing('A', { title: 'Other' })], makeLoad(2));
			expect(await rowOf(database, 'A')).toMatchObject({ choice: 'leaveBlank', alias: 'Mug', issues: [issue], listing: { title: 'Other' } });
			expect(await skusOf(database, { search: 'mug' })).toEqual(['A']);
		});

		test('a SKU that comes twice in one load counts once, its last row', async () => {
			const { database } = await bench();
			expect(await database.catalog.capture(STORE, [makeListing('A', { title: 'First' }), makeListing('B'), makeListing('A', { title: 'Last' })], makeLoad(1))).toEqual({ ...none, new: 2 });
			expect((await rowOf(database, 'A')).listing.title).toBe('Last');
			expect(await database.catalog.capture(STORE, [makeListing('A', { title: 'Again' }), makeListing('C')], makeLoad(1))).toEqual({ ...none, new: 1 });
			expect((await rowOf(database, 'A')).listing.title).toBe('Again');
			expect(await database.catalog.capture(STORE, [makeListing('A', { title: 'Again' })], makeLoad(2))).toEqual({ ...none, unchanged: 1 });
		});

		test('listings and the standing of the load are stored together, or neither', async () => {
			const { database } = await bench();
			const load = makeLoad(3, { received: 1, windows: [{ createdAfter: START, pageToken: 'next' }] });
			await database.catalog.capture(STORE, [makeListing('A')], load);
			expect(await database.catalog.load(STORE)).toEqual(load);
			const unwritable = makeLoad(4, { received: { toJSON: () => { throw new Error('No more'); } } as unknown as number });
			await expect(database.catalog.capture(STORE, [makeListing('B')], unwritable)).rejects.toThrow('No more');
			expect(await database.catalog.load(STORE)).toEqual(load);
			expect(await skusOf(database)).toEqual(['A']);
		});

		test('S18: each store has its own catalog; one that is not connected has none', async () => {
			const { database } = await bench();
			await database.stores.save(makeStore('other'));
			await database.catalog.capture('other', [makeListing('A', { title: 'Other' })], makeLoad(7));
			expect(await database.catalog.capture(STORE, [makeListing('A')], makeLoad(1))).toEqual({ ...none, new: 1 });
			await database.catalog.saveItems('other', [makeItem('B0A')], ['B0A']);
			expect((await rowOf(database, 'A')).item).toBeUndefined();
			expect((await rowOf(database, 'A', 'other')).listing.title).toBe('Other');
			await expect(database.catalog.capture('unknown', [makeListing('A')], makeLoad(1))).rejects.toThrow('Store unknown is not connected');
			expect(await database.catalog.list('unknown')).toEqual([]);
		});

		test('N25: a linked SKU that comes with another ASIN is told with both, until it comes back', async () => {
			const { database, clock } = await bench();
			await database.catalog.capture(STORE, [makeListing('A', { asin: 'OLD' }), makeListing('B')], makeLoad(1));
			await database.catalog.link(STORE, [makeLink('A')]);
			const asinChange = { from: 'OLD', to: 'NEW', seenAt: START };
			await database.catalog.capture(STORE, [makeListing('A', { asin: 'NEW' }), makeListing('B', { asin: 'NEW' })], makeLoad(2));
			expect(await rowOf(database, 'A')).toMatchObject({ asinChange, link: { asin: 'OLD' } });
			expect(await rowOf(database, 'B')).not.toHaveProperty('asinChange');
			clock.advance(MINUTE);
			await database.catalog.capture(STORE, [makeListing('A', { asin: 'NEW', title: 'Other' })], makeLoad(3));
			expect((await rowOf(database, 'A')).asinChange).toEqual(asinChange);
			await database.catalog.capture(STORE, [makeListing('A', { asin: undefined })], makeLoad(4));
			expect((await rowOf(database, 'A')).asinChange).toEqual(asinChange);
			await database.catalog.capture(STORE, [makeListing('A', { asin: 'THIRD' })], makeLoad(5));
			expect((await rowOf(database, 'A')).asinChange).toEqual({ from: 'OLD', to: 'THIRD', seenAt: '2026-03-01T12:01:00.000Z' });
			await database.catalog.capture(STORE, [makeListing('A', { asin: 'OLD' })], makeLoad(6));
			expect(await rowOf(database, 'A')).not.toHaveProperty('asinChange');
		});

		test('a link that knows no ASIN stands for the first that Amazon tells', async () => {
			const { database } = await bench();
			await database.catalog.link(STORE, [makeLink('A')]);
			expect(await database.catalog.capture(STORE, [makeListing('A', { asin: 'B01' })], makeLoad(1))).toEqual({ ...none, new: 1 });
			expect(await rowOf(database, 'A')).toMatchObject({ status: 'listed', link: { asin: 'B01', linkedBy: 'user' } });
			expect(await rowOf(database, 'A')).not.toHaveProperty('asinChange');
		});

		test('S118: A, B, C in the catalog; C becomes D at Amazon: after the next load A, B, D are listed and C is canceled', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, ['A', 'B', 'C'].map((sku) => makeListing(sku)), makeLoad(1));
			await database.catalog.finishLoad(STORE, 1, true);
			await database.catalog.link(STORE, [makeLink('C')]);
			await database.catalog.capture(STORE, [makeListing('A')], makeLoad(2));
			await database.catalog.capture(STORE, ['B', 'D'].map((sku) => makeListing(sku)), makeLoad(2));
			expect(await database.catalog.countMissing(STORE, 2)).toEqual({ listed: 4, missing: 1 });
			expect(await database.catalog.finishLoad(STORE, 2, true)).toEqual(['C']);
			expect(await skusOf(database, { statuses: ['listed'] })).toEqual(['A', 'B', 'D']);
			expect(await rowOf(database, 'C')).toMatchObject({ status: 'canceled', link: { productId: 'product-1' } });
			expect(await database.catalog.countMissing(STORE, 2)).toEqual({ listed: 3, missing: 0 });
			await settle(database);
			expect(await database.catalog.capture(STORE, [makeListing('C')], makeLoad(3))).toEqual({ ...none, changed: 1 });
			expect((await rowOf(database, 'C')).status).toBe('listed');
			expect(await skusOf(database, { undecided: true, toEnrich: true })).toEqual(['C']);
		});

		test('the end of a load cancels nothing unless told to, and nothing that a later load has seen', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, ['A', 'B'].map((sku) => makeListing(sku)), makeLoad(1));
			expect(await database.catalog.finishLoad(STORE, 2, false)).toEqual([]);
			expect(await database.catalog.load(STORE)).toBeUndefined();
			expect(await database.catalog.lastLoadId(STORE)).toBe(1);
			await database.catalog.capture(STORE, [makeListing('B')], makeLoad(3));
			expect(await database.catalog.finishLoad(STORE, 2, true)).toEqual(['A']);
			expect(await database.catalog.load(STORE)).toEqual(makeLoad(3));
		});

		test('a draft that is gone is canceled; SKUs that only a link or an order knows are not', async () => {
			const { database } = await bench();
			await database.catalog.link(STORE, [makeLink('linked')]);
			await database.catalog.captureSingle(STORE, [{ sellerSku: 'ordered before', availability: 'incomplete' }]);
			await database.catalog.capture(STORE, [makeListing('draft', { asin: undefined })], makeLoad(1));
			await database.catalog.captureSingle(STORE, [{ sellerSku: 'ordered', availability: 'incomplete' }]);
			expect(await database.catalog.finishLoad(STORE, 2, true)).toEqual(['draft']);
			expect(await skusOf(database, { statuses: ['notListed'] })).toEqual(['linked', 'ordered', 'ordered before']);
		});

		test('the standing of a load is kept until it is ended, and its number for ever', async () => {
			const { database } = await bench();
			expect(await database.catalog.load(STORE)).toBeUndefined();
			expect(await database.catalog.lastLoadId(STORE)).toBe(0);
			const load = makeLoad(1, { source: 'listingsReport', report: { reportId: '77', requestedAt: START, attempts: 2 } });
			await database.catalog.saveLoad(STORE, load);
			expect(await database.catalog.load(STORE)).toEqual(load);
			await database.catalog.capture(STORE, [makeListing('A')], makeLoad(2));
			await database.catalog.saveLoad(STORE, undefined);
			expect(await database.catalog.load(STORE)).toBeUndefined();
			expect(await database.catalog.lastLoadId(STORE)).toBe(2);
			expect(await skusOf(database, { statuses: ['listed'] })).toEqual(['A']);
		});

		test('S156: single listings are captured outside a load, which stays as it is and takes them as seen', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, [makeListing('A'), makeListing('B')], makeLoad(1));
			await database.catalog.finishLoad(STORE, 1, true);
			expect(await database.catalog.captureSingle(STORE, [makeListing('A', { title: 'Other' }), makeListing('C')])).toEqual({ new: 1, changed: 1, unchanged: 0 });
			expect(await database.catalog.load(STORE)).toBeUndefined();
			await database.catalog.capture(STORE, [makeListing('A')], makeLoad(2));
			await database.catalog.captureSingle(STORE, [makeListing('D')]);
			expect(await database.catalog.captureSingle(STORE, [makeListing('D')])).toEqual({ ...none, unchanged: 1 });
			expect(await database.catalog.load(STORE)).toEqual(makeLoad(2));
			expect(await database.catalog.finishLoad(STORE, 2, true)).toEqual(['B', 'C']);
		});
	});

	describe('catalog: items', () => {
		test('what Amazon tells of an ASIN is kept, and all that were asked about are enriched', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, ['A', 'B', 'C'].map((sku) => makeListing(sku)), makeLoad(1));
			const item = makeItem('B0A', { brand: 'Harbor', options: [{ name: 'Color', value: 'Slate' }], weight: { value: '0.35', unit: 'kilograms' } });
			await database.catalog.saveItems(STORE, [item], ['B0A', 'B0B']);
			expect(await rowOf(database, 'A')).toMatchObject({ item, enriched: true });
			expect(await rowOf(database, 'B')).toMatchObject({ enriched: true });
			expect(await rowOf(database, 'B')).not.toHaveProperty('item');
			expect(await skusOf(database, { toEnrich: true })).toEqual(['C']);
			expect(await database.catalog.items(STORE, ['B0A', 'B0B', 'B0C'])).toEqual(new Map([['B0A', item]]));
		});

		test('rows whose item changed, and variants whose parent did, are decided again; others are not', async () => {
			const { database } = await bench();
			const items = [makeItem('B0A', { parentAsin: 'P' }), makeItem('B0B'), makeItem('P', { variationParent: true })];
			await database.catalog.capture(STORE, [makeListing('A'), makeListing('A2', { asin: 'B0A' }), makeListing('B')], makeLoad(1));
			await database.catalog.saveItems(STORE, items, ['B0A', 'B0B', 'P']);
			const decide = async (): Promise<void> => await database.catalog.markDecided(STORE, ['A', 'A2', 'B'].map((sellerSku) => ({ sellerSku, issues: [] })));
			const after = async (...given: readonly ReturnType<typeof makeItem>[]): Promise<readonly string[]> => {
				await decide();
				await database.catalog.saveItems(STORE, given, given.map(({ asin }) => asin));
				return await skusOf(database, { undecided: true });
			};
			expect(await after(...items)).toEqual([]);
			expect(await after(makeItem('B0B', { brand: 'Harbor' }))).toEqual(['B']);
			expect(await after(makeItem('B0A', { parentAsin: 'P', title: 'Other' }))).toEqual(['A', 'A2']);
			expect(await after(makeItem('P', { variationParent: true, title: 'Other' }))).toEqual(['A', 'A2']);
			await decide();
			await database.catalog.saveItems(STORE, [], ['B0B']);
			expect(await skusOf(database, { undecided: true })).toEqual(['B']);
			expect(await rowOf(database, 'B')).not.toHaveProperty('item');
		});

		test('parents of families are missing until they were asked for, and again when a variant changed', async () => {
			const { database } = await bench();
			const variant = (asin: string, parentAsin: string, title = 'Mug'): ReturnType<typeof makeItem> => makeItem(asin, { parentAsin, title });
			await database.catalog.saveItems(STORE, [variant('1', 'P'), variant('2', 'P'), variant('3', 'Q'), makeItem('4')], ['1', '2', '3', '4']);
			expect(await database.catalog.missingParents(STORE)).toEqual(['P', 'Q']);
			await database.catalog.saveItems(STORE, [makeItem('P', { variationParent: true })], ['P', 'Q']);
			expect(await database.catalog.missingParents(STORE)).toEqual([]);
			await database.catalog.saveItems(STORE, [variant('1', 'P', 'Cup'), variant('3', 'Q')], ['1', '3']);
			expect(await database.catalog.missingParents(STORE)).toEqual([]);
			await database.catalog.saveItems(STORE, [variant('3', 'Q', 'Cup')], ['3']);
			expect(await database.catalog.missingParents(STORE)).toEqual(['Q']);
			expect(await database.catalog.missingParents('other')).toEqual([]);
		});
	});
}
