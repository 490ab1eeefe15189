import type { Bench } from './battery';
import { makeStore, MINUTE, START, STORE } from './fixtures';
import { issue, makeLink, makeListing, makeLoad, rowOf, settle, skusOf } from './listings';

export function catalogLinkTests(bench: () => Promise<Bench>): void {
	describe('catalog: links', () => {
		test('S92: a link is kept with everything it knows, and takes the ASIN of the listing where it names none', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, [makeListing('A'), makeListing('B')], makeLoad(1));
			const named = makeLink('B', { asin: 'OTHER', linkedBy: 'created', written: { name: 'Mug', price: { tier: 'Tier 1', amount: '9.90' } } });
			expect(await database.catalog.link(STORE, [makeLink('A', { linkedBy: 'match' }), named])).toEqual(['A', 'B']);
			expect((await rowOf(database, 'A')).link).toEqual(makeLink('A', { asin: 'B0A', linkedBy: 'match' }));
			expect((await rowOf(database, 'B')).link).toEqual(named);
		});

		test('a SKU without a row gets one of status Not Listed', async () => {
			const { database } = await bench();
			expect(await database.catalog.link(STORE, [makeLink('A')])).toEqual(['A']);
			expect(await rowOf(database, 'A')).toMatchObject({ status: 'notListed', listing: { sellerSku: 'A', availability: 'inactive' }, enriched: true, link: { productId: 'product-1' } });
			await expect(database.catalog.link('unknown', [makeLink('A')])).rejects.toThrow('not connected');
		});

		test('S45: a link by hand wins over matching, before and after, and survives every download', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, [makeListing('A')], makeLoad(1));
			const match = makeLink('A', { linkedBy: 'match', productId: 'matched' });
			expect(await database.catalog.link(STORE, [match])).toEqual(['A']);
			expect(await database.catalog.link(STORE, [{ ...match, linkedBy: 'created', productId: 'created' }])).toEqual(['A']);
			expect(await database.catalog.link(STORE, [makeLink('A', { productId: 'chosen' })])).toEqual(['A']);
			expect(await database.catalog.link(STORE, [match])).toEqual([]);
			expect(await database.catalog.link(STORE, [{ ...match, linkedBy: 'created' }])).toEqual([]);
			await database.catalog.capture(STORE, [makeListing('A', { title: 'Other' })], makeLoad(2));
			expect((await rowOf(database, 'A')).link).toMatchObject({ productId: 'chosen', linkedBy: 'user' });
			expect(await database.catalog.link(STORE, [makeLink('A', { productId: 'chosen anew' })])).toEqual(['A']);
			expect((await rowOf(database, 'A')).link?.productId).toBe('chosen anew');
		});

		test('in one call the last link of a SKU counts, and a link by hand before any other', async () => {
			const { database } = await bench();
			const links = [makeLink('A', { productId: '1' }), makeLink('A', { productId: '2' }), makeLink('A', { productId: '3', linkedBy: 'match' })];
			expect(await database.catalog.link(STORE, links)).toEqual(['A']);
			expect((await rowOf(database, 'A')).link?.productId).toBe('2');
		});

		test('S115: a row that is to be left blank is linked by hand only, which ends that choice', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, [makeListing('A')], makeLoad(1));
			await database.catalog.setChoice(STORE, ['A'], 'leaveBlank');
			expect(await database.catalog.link(STORE, [makeLink('A', { linkedBy: 'match' }), makeLink('B', { linkedBy: 'match' })])).toEqual(['B']);
			expect(await rowOf(database, 'A')).not.toHaveProperty('link');
			expect(await database.catalog.link(STORE, [makeLink('A')])).toEqual(['A']);
			expect((await rowOf(database, 'A')).choice).toBe('automatic');
		});

		test('a row linked by hand is decided again, one linked by matching is not', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, [makeListing('A'), makeListing('B')], makeLoad(1));
			await settle(database);
			await database.catalog.link(STORE, [makeLink('A'), makeLink('B', { linkedBy: 'match' })]);
			expect(await skusOf(database, { undecided: true })).toEqual(['A']);
		});

		test('N25: a new link ends the change of ASIN', async () => {
			const { database } = await bench();
			await database.catalog.link(STORE, [makeLink('A', { asin: 'OLD' }), makeLink('B', { asin: 'OLD' })]);
			await database.catalog.capture(STORE, [makeListing('A'), makeListing('B')], makeLoad(1));
			await database.catalog.link(STORE, [makeLink('A', { productId: 'product-2' })]);
			expect(await rowOf(database, 'A')).toMatchObject({ link: { asin: 'B0A', productId: 'product-2' } });
			expect(await rowOf(database, 'A')).not.toHaveProperty('asinChange');
			expect((await rowOf(database, 'B')).asinChange).toEqual({ from: 'OLD', to: 'B0B', seenAt: START });
		});

		test('N25: a change of ASIN that is confirmed goes on with the new one', async () => {
			const { database } = await bench();
			await database.catalog.link(STORE, [makeLink('A', { asin: 'OLD' }), makeLink('B', { asin: 'OLD' }), makeLink('C')]);
			await database.catalog.capture(STORE, ['A', 'B', 'C'].map((sku) => makeListing(sku)), makeLoad(1));
			await settle(database);
			expect(await database.catalog.confirmAsin(STORE, ['C', 'A', 'unknown'])).toEqual(['A']);
			expect(await rowOf(database, 'A')).toMatchObject({ link: { asin: 'B0A' } });
			expect(await rowOf(database, 'A')).not.toHaveProperty('asinChange');
			expect(await rowOf(database, 'B')).toMatchObject({ link: { asin: 'OLD' }, asinChange: { to: 'B0B' } });
			expect(await skusOf(database, { undecided: true })).toEqual(['A']);
			await database.catalog.capture(STORE, [makeListing('A')], makeLoad(2));
			expect(await rowOf(database, 'A')).not.toHaveProperty('asinChange');
		});

		test('S111: unlinking leaves the row with its choice, to be decided again', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, ['A', 'B', 'C', 'D'].map((sku) => makeListing(sku, { asin: 'NEW' })), makeLoad(1));
			await database.catalog.link(STORE, ['A', 'B', 'C'].map((sku) => makeLink(sku, { asin: 'OLD' })));
			await database.catalog.capture(STORE, [makeListing('A', { asin: 'NEW' })], makeLoad(2));
			await settle(database);
			expect(await database.catalog.unlink(STORE, ['D', 'B', 'A', 'unknown'], 'leaveBlank')).toEqual(['B', 'A']);
			expect(await skusOf(database, { linked: true })).toEqual(['C']);
			expect(await skusOf(database, { undecided: true })).toEqual(['A', 'B', 'D']);
			for (const sku of ['A', 'B', 'D']) {
				expect((await rowOf(database, sku)).choice).toBe('leaveBlank');
				expect(await rowOf(database, sku)).not.toHaveProperty('asinChange');
			}
		});

		test('unlinking removes a row that only its link made known, and no other', async () => {
			const { database } = await bench();
			await database.catalog.link(STORE, ['A', 'B', 'C'].map((sku) => makeLink(sku)));
			await database.catalog.capture(STORE, [makeListing('B')], makeLoad(1));
			expect(await database.catalog.unlink(STORE, ['A', 'B'], 'automatic')).toEqual(['A', 'B']);
			expect(await skusOf(database)).toEqual(['B', 'C']);
		});

		test('what was written to the product is kept field by field, and with a new link only to the same product', async () => {
			const { database } = await bench();
			const written = async (): Promise<unknown> => (await rowOf(database, 'A')).link?.written;
			await database.catalog.link(STORE, [makeLink('A'), makeLink('B')]);
			expect(await written()).toBeUndefined();
			await database.catalog.recordWritten(STORE, 'A', { name: 'Mug', category: 'Kitchen' });
			await database.catalog.recordWritten(STORE, 'A', { name: 'Cup' });
			expect(await written()).toEqual({ name: 'Cup', category: 'Kitchen' });
			expect((await rowOf(database, 'B')).link).not.toHaveProperty('written');
			await database.catalog.link(STORE, [makeLink('A')]);
			expect(await written()).toEqual({ name: 'Cup', category: 'Kitchen' });
			await database.catalog.link(STORE, [makeLink('A', { productId: 'product-2' })]);
			expect(await written()).toBeUndefined();
		});

		test('links are found by SKU, with the change of ASIN that stops them', async () => {
			const { database } = await bench();
			await database.catalog.link(STORE, [makeLink('A', { asin: 'OLD' }), makeLink('B'), makeLink('C')]);
			await database.catalog.capture(STORE, [makeListing('A'), makeListing('D')], makeLoad(1));
			expect(await database.catalog.linksForSkus(STORE, ['A', 'B', 'D'])).toEqual(new Map<string, unknown>([
				['A', { ...makeLink('A', { asin: 'OLD' }), asinChange: { from: 'OLD', to: 'B0A', seenAt: START } }],
				['B', makeLink('B')],
			]));
			expect(await database.catalog.linksForSkus('other', ['A'])).toEqual(new Map());
		});

		test('S95, S113: links are found by the ASIN they were made for, with the condition of the listing, in the stores asked for', async () => {
			const { database } = await bench();
			for (const storeId of ['other', 'third']) await database.stores.save(makeStore(storeId));
			const used = makeListing('A', { asin: 'X', condition: 'used_good' });
			for (const storeId of [STORE, 'other', 'third']) {
				await database.catalog.capture(storeId, [used, makeListing('B', { asin: 'Y' })], makeLoad(1));
				await database.catalog.link(storeId, [makeLink('A'), makeLink('B'), makeLink('C', { asin: 'X' })]);
			}
			await database.catalog.capture(STORE, [makeListing('B', { asin: 'X' })], makeLoad(2));
			expect(await database.catalog.linksByAsin([STORE, 'other'], ['X'])).toEqual([
				{ ...makeLink('A', { asin: 'X' }), storeId: STORE, condition: 'used_good' },
				{ ...makeLink('C', { asin: 'X' }), storeId: STORE },
				{ ...makeLink('A', { asin: 'X' }), storeId: 'other', condition: 'used_good' },
				{ ...makeLink('C', { asin: 'X' }), storeId: 'other' },
			]);
			expect(await database.catalog.linksByAsin([STORE], ['Z'])).toEqual([]);
		});

		test('links are found by product in the stores asked for', async () => {
			const { database } = await bench();
			await database.stores.save(makeStore('other'));
			await database.catalog.link(STORE, [makeLink('A'), makeLink('B', { productId: 'product-2' })]);
			await database.catalog.link('other', [makeLink('C')]);
			expect(await database.catalog.linksByProduct([STORE], ['product-1', 'product-3'])).toEqual([{ ...makeLink('A'), storeId: STORE }]);
			expect((await database.catalog.linksByProduct([STORE, 'other'], ['product-1'])).map(({ storeId, sellerSku }) => [storeId, sellerSku])).toEqual([[STORE, 'A'], ['other', 'C']]);
		});

		test('families are linked and linked anew, by store', async () => {
			const { database } = await bench();
			const family = { parentAsin: 'P', familyId: 'f-1', familySku: 'MUG', familyName: 'Harbor Mug', linkedAt: START };
			await database.catalog.linkFamily(STORE, family);
			await database.catalog.linkFamily(STORE, { ...family, parentAsin: 'Q' });
			await database.catalog.linkFamily(STORE, { ...family, familyId: 'f-2' });
			expect(await database.catalog.familyLinks(STORE, ['P', 'R'])).toEqual(new Map([['P', { ...family, familyId: 'f-2' }]]));
			expect(await database.catalog.familyLinks('other', ['P'])).toEqual(new Map());
		});

		test('many links are saved and found at once', async () => {
			const { database } = await bench();
			const skus = Array.from({ length: 3000 }, (_, index) => `SKU-${index}`);
			expect(await database.catalog.link(STORE, skus.map((sku) => makeLink(sku)))).toHaveLength(3000);
			expect((await database.catalog.linksForSkus(STORE, skus)).size).toBe(3000);
			expect((await database.catalog.unlink(STORE, skus, 'automatic')).length).toBe(3000);
			expect(await skusOf(database)).toEqual([]);
		});
	});

	describe('catalog: choices and decisions', () => {
		test('S115: a choice that changes opens the row, the same choice does not', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, [makeListing('A'), makeListing('B')], makeLoad(1));
			await settle(database);
			await database.catalog.setChoice(STORE, ['A', 'unknown'], 'leaveBlank');
			await database.catalog.setChoice(STORE, ['B'], 'automatic');
			expect(await skusOf(database, { undecided: true })).toEqual(['A']);
			expect((await rowOf(database, 'A')).choice).toBe('leaveBlank');
			await settle(database);
			await database.catalog.setChoice(STORE, ['A'], 'automatic');
			expect((await rowOf(database, 'A')).choice).toBe('automatic');
			expect(await skusOf(database, { undecided: true })).toEqual(['A']);
		});

		test('S114: an alias is set and removed', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, [makeListing('A')], makeLoad(1));
			await settle(database);
			expect(await database.catalog.setAlias(STORE, 'A', 'Hafenbecher')).toBe(true);
			expect((await rowOf(database, 'A')).alias).toBe('Hafenbecher');
			expect(await skusOf(database, { undecided: true })).toEqual([]);
			expect(await database.catalog.setAlias(STORE, 'A', undefined)).toBe(true);
			expect(await rowOf(database, 'A')).not.toHaveProperty('alias');
			expect(await skusOf(database, { search: 'hafen' })).toEqual([]);
			expect(await database.catalog.setAlias(STORE, 'unknown', 'x')).toBe(false);
			expect(await database.catalog.setAlias('unknown', 'A', 'x').catch((error: Error) => error.message)).toContain('not connected');
		});

		test('what matching decided is recorded with its issues; none clears them', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, ['A', 'B', 'C'].map((sku) => makeListing(sku)), makeLoad(1));
			await database.catalog.markDecided(STORE, [{ sellerSku: 'A', issues: [issue] }, { sellerSku: 'B', issues: [] }, { sellerSku: 'unknown', issues: [issue] }]);
			expect((await rowOf(database, 'A')).issues).toEqual([issue]);
			expect(await skusOf(database, { withIssues: true })).toEqual(['A']);
			expect(await skusOf(database, { undecided: true })).toEqual(['C']);
			await database.catalog.markDecided(STORE, [{ sellerSku: 'A', issues: [] }]);
			expect(await skusOf(database, { withIssues: true })).toEqual([]);
		});

		test('a row that something was begun for is decided again', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, ['A', 'B'].map((sku) => makeListing(sku)), makeLoad(1));
			const { revision } = await rowOf(database, 'A');
			await database.catalog.markDecided(STORE, [{ sellerSku: 'A', issues: [issue], again: true }, { sellerSku: 'B', issues: [issue] }]);
			expect(await skusOf(database, { undecided: true })).toEqual(['A']);
			expect((await rowOf(database, 'A')).issues).toEqual([issue]);
			await database.catalog.markDecided(STORE, [{ sellerSku: 'A', issues: [], revision }]);
			expect(await skusOf(database, { undecided: true })).toEqual([]);
		});

		test('a decision on a row that changed meanwhile is not recorded', async () => {
			const { database } = await bench();
			await database.catalog.capture(STORE, ['A', 'B'].map((sku) => makeListing(sku)), makeLoad(1));
			const decided = (await database.catalog.list(STORE)).map(({ listing: { sellerSku }, revision }) => ({ sellerSku, revision, issues: [issue] }));
			await database.catalog.captureSingle(STORE, [makeListing('A', { title: 'Other' }), makeListing('B', { quantity: 99 })]);
			await database.catalog.markDecided(STORE, decided);
			expect(await skusOf(database, { undecided: true })).toEqual(['A']);
			expect((await rowOf(database, 'A')).issues).toEqual([]);
			expect((await rowOf(database, 'B')).issues).toEqual([issue]);
		});

		test('all rows are opened again, or those without a link', async () => {
			const { database, clock } = await bench();
			await database.stores.save(makeStore('other'));
			for (const storeId of [STORE, 'other']) {
				await database.catalog.capture(storeId, ['A', 'B'].map((sku) => makeListing(sku)), makeLoad(1));
				await database.catalog.link(storeId, [makeLink('A')]);
				await settle(database, storeId);
			}
			clock.advance(MINUTE);
			await database.catalog.reopen(STORE, { unlinkedOnly: true });
			expect(await skusOf(database, { undecided: true })).toEqual(['B']);
			await database.catalog.reopen(STORE, { unlinkedOnly: false });
			expect(await skusOf(database, { undecided: true })).toEqual(['A', 'B']);
			expect(await skusOf(database, { toEnrich: true })).toEqual([]);
			expect(await skusOf(database, { undecided: true }, 'other')).toEqual([]);
		});
	});
}
