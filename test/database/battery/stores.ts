import { storeSettings } from '../../../src/domain/settings';
import type { TenantReference } from '../../../src/processes/ports/cin7';
import type { OperationRecord } from '../../../src/processes/ports/repositories';
import type { Bench } from './battery';
import { decision, key, makeOrder, makeStore, MINUTE, START, STORE } from './fixtures';
import { makeItem, makeLink, makeListing, makeLoad, skusOf } from './listings';
import { openRaw } from './raw';
import { DAY, makeRefund, makeSale, SALE } from './sales';

const operation = (storeId: string, loaded: number): OperationRecord => ({ storeId, operation: 'Load Orders', startedBy: 'schedule', startedAt: START, finishedAt: START, counts: { loaded }, notes: ['Two orders wait'] });

const reference = { company: { name: 'Demo', currency: 'USD', timeZone: 'America/New_York' }, accounts: [], taxRules: [], locations: [], carriers: [], paymentTerms: [], priceTiers: [], contacts: [] } satisfies TenantReference;

export function storeTests(bench: () => Promise<Bench>): void {
	describe('stores', () => {
		test('a store is found as it was saved, and keeps the time of its first connection', async () => {
			const { database } = await bench();
			await database.stores.save(makeStore(STORE, { connectedAt: START, tenantKey: 'tenant-2' }));
			expect(await database.stores.find(STORE)).toEqual(makeStore(STORE, { tenantKey: 'tenant-2' }));
			expect(await database.stores.find('unknown')).toBeUndefined();
		});

		test('S18: saving the settings of one store leaves another store alone', async () => {
			const { database } = await bench();
			await database.stores.save(makeStore('A1SELLER-CA'));
			const settings = storeSettings.parse({ ...makeStore().settings, storeName: 'Renamed' });
			await database.stores.saveSettings(STORE, settings);
			expect((await database.stores.find(STORE))?.settings.storeName).toBe('Renamed');
			expect(await database.stores.find('A1SELLER-CA')).toEqual(makeStore('A1SELLER-CA'));
			await expect(database.stores.saveSettings('unknown', settings)).rejects.toThrow('not connected');
		});

		test('settings that the version before stored get the defaults of what came later', async () => {
			const { database, config } = await bench();
			const { catalog: _catalog, whenProductIsNotMapped: _whenProductIsNotMapped, ...before } = makeStore().settings;
			const raw = await openRaw(config);
			await raw.query.updateTable('store').set({ settings: JSON.stringify({ ...before, storeName: 'Old' }) }).execute();
			await raw.destroy();
			const settings = storeSettings.parse({ ...before, storeName: 'Old' });
			expect(settings.catalog.source).toBe('listingsApi');
			expect((await database.stores.find(STORE))?.settings).toEqual(settings);
			expect((await database.stores.list())[0]?.settings).toEqual(settings);
		});

		test('stores are listed by account and by tenant', async () => {
			const { database } = await bench();
			await database.stores.save(makeStore('B2-DE', { accountKey: 'B2@eu', tenantKey: 'tenant-2' }));
			const ids = async (filter?: { accountKey?: string; tenantKey?: string }): Promise<readonly string[]> => (await database.stores.list(filter)).map((store) => store.storeId);
			expect(await ids()).toEqual([STORE, 'B2-DE']);
			expect(await ids({ accountKey: 'B2@eu' })).toEqual(['B2-DE']);
			expect(await ids({ tenantKey: 'tenant-1' })).toEqual([STORE]);
			expect(await ids({ accountKey: 'B2@eu', tenantKey: 'tenant-1' })).toEqual([]);
		});

		test('S80: disconnecting removes orders, links, catalog, events and operations of that store, and nothing of another', async () => {
			const { database } = await bench();
			const other = 'A1SELLER-CA';
			await database.stores.save(makeStore(other));
			for (const storeId of [STORE, other]) {
				await database.orders.capture([decision(makeOrder('1'), 'pending', { storeId }), decision(makeOrder('2'), 'pending', { storeId })]);
				await database.orders.deleteLogEntry(key('2', storeId), 'createAnother');
				await database.catalog.capture(storeId, [makeListing('A'), makeListing('B')], makeLoad(4));
				await database.catalog.link(storeId, [makeLink('A')]);
				await database.catalog.saveItems(storeId, [makeItem('B0A')], ['B0A', 'B0B']);
				await database.catalog.linkFamily(storeId, { parentAsin: 'P', familyId: 'f', familySku: 'F', familyName: 'Mugs', linkedAt: START });
				await database.operations.append(operation(storeId, 2));
				await database.orders.recordTold(storeId, new Map([['1', 'told']]), [{ storeId, code: 'x', message: 'x', hint: 'x' }]);
				await database.credits.capture([{ storeId, refund: makeRefund('r1'), state: 'pending' }]);
				expect(await database.dailySales.close(storeId, DAY, [makeSale(['1'], { storeId })], new Map([['1', 1]]))).toBe(true);
			}
			await database.orders.saveCursor('A1SELLER@na', { watermark: START, covered: [] });
			expect(await database.stores.remove(STORE)).toEqual({ stores: 1, orders: 1, dailySales: 1, credits: 1, settlements: 0, links: 1, familyLinks: 1, listings: 2, catalogItems: 2, events: 4, operations: 1 });

			expect(await database.stores.find(STORE)).toBeUndefined();
			expect(await database.orders.list({ storeId: STORE })).toEqual([]);
			expect(await database.dailySales.find(SALE)).toBeUndefined();
			expect(await database.dailySales.closedDays(STORE, [DAY])).toEqual(new Set());
			expect(await database.credits.list({ storeId: STORE })).toEqual([]);
			expect(await skusOf(database)).toEqual([]);
			expect((await database.catalog.linksForSkus(STORE, ['A'])).size).toBe(0);
			expect((await database.catalog.items(STORE, ['B0A'])).size).toBe(0);
			expect((await database.catalog.familyLinks(STORE, ['P'])).size).toBe(0);
			expect(await database.catalog.load(STORE)).toBeUndefined();
			expect(await database.catalog.lastLoadId(STORE)).toBe(0);
			expect(await database.operations.list({ storeId: STORE, limit: 10 })).toEqual([]);
			expect(await database.orders.alreadyTold(STORE, ['1'])).toEqual(new Map());
			expect(await database.orders.list({ storeId: other })).toHaveLength(1);
			expect(await database.dailySales.list(other, { limit: 9 })).toHaveLength(1);
			expect(await database.credits.list({ storeId: other })).toHaveLength(1);
			expect(await skusOf(database, { linked: true }, other)).toEqual(['A']);
			expect((await database.catalog.items(other, ['B0A'])).size).toBe(1);
			expect((await database.catalog.familyLinks(other, ['P'])).size).toBe(1);
			expect(await database.catalog.load(other)).toEqual(makeLoad(4));
			expect(await database.events.peek({ storeIds: [STORE, other], kinds: ['orderCaptured'], limit: 10 })).toHaveLength(2);
			expect(await database.orders.alreadyTold(other, ['1'])).toEqual(new Map([['1', 'told']]));

			await database.stores.save(makeStore());
			await database.orders.capture([decision(makeOrder('2'))]);
			expect((await database.orders.find(key('2')))?.lookFirst).toBe('no');
		});

		test('the position in the account and the index of the tenant stay until their last store is removed', async () => {
			const { database } = await bench();
			await database.stores.save(makeStore('A1SELLER-CA'));
			await database.orders.saveCursor('A1SELLER@na', { watermark: START, covered: ['ATVPDKIKX0DER'] });
			const load = { from: START, until: START, windows: [], found: 0 };
			for (const accountKey of ['A1SELLER@na', 'A1SELLER@eu']) {
				await database.credits.capture([], { accountKey, cursor: { watermark: START } });
				await database.history.saveState(`${accountKey} history`, load);
				await database.history.add(`${accountKey} history`, [{ orderId: '1', purchasedAt: START }]);
			}
			await database.customers.remember('tenant-1', 'Ann', 'customer-1');
			for (const tenantKey of ['tenant-1', 'tenant-2']) {
				await database.products.saveProducts(tenantKey, [{ id: '1', sku: 'MUG', name: 'Mug', active: true }]);
				await database.products.saveFamilies(tenantKey, [{ id: '1', sku: 'MUGS', name: 'Mugs', optionNames: [], products: [] }]);
				await database.products.saveState(tenantKey, { current: START });
			}
			await database.stores.remove(STORE);
			expect(await database.orders.cursor('A1SELLER@na')).toEqual({ watermark: START, covered: ['ATVPDKIKX0DER'] });
			const ofAccount = async (accountKey: string): Promise<unknown> => [await database.credits.cursor(accountKey), await database.history.state(`${accountKey} history`), await database.history.count(`${accountKey} history`)];
			expect(await ofAccount('A1SELLER@na')).toEqual([{ watermark: START }, load, 1]);
			expect(await database.customers.find('tenant-1', 'Ann')).toBe('customer-1');
			expect(await database.products.count('tenant-1')).toEqual({ products: 1, families: 1 });
			await database.stores.remove('A1SELLER-CA');
			expect(await database.orders.cursor('A1SELLER@na')).toBeUndefined();
			expect(await ofAccount('A1SELLER@na')).toEqual([undefined, undefined, 0]);
			expect(await ofAccount('A1SELLER@eu')).toEqual([{ watermark: START }, load, 1]);
			expect(await database.customers.find('tenant-1', 'Ann')).toBeUndefined();
			expect(await database.products.count('tenant-1')).toEqual({ products: 0, families: 0 });
			expect(await database.products.state('tenant-1')).toEqual({});
			expect(await database.products.count('tenant-2')).toEqual({ products: 1, families: 1 });
			expect(await database.products.state('tenant-2')).toEqual({ current: START });
		});
	});

	describe('reference books, operations, leases', () => {
		test('reference books are read while they are fresh', async () => {
			const { database } = await bench();
			await database.referenceCache.write('tenant-1', reference, START);
			expect(await database.referenceCache.read('tenant-1', START)).toEqual(reference);
			expect(await database.referenceCache.read('tenant-1', '2026-03-01T12:00:00.001Z')).toBeUndefined();
			await database.referenceCache.clear('tenant-1');
			expect(await database.referenceCache.read('tenant-1', START)).toBeUndefined();
		});

		test('the operations log is read newest first', async () => {
			const { database } = await bench();
			for (const loaded of [1, 2, 3]) await database.operations.append(operation(STORE, loaded));
			await database.operations.append(operation('other', 4));
			expect(await database.operations.list({ storeId: STORE, limit: 2 })).toEqual([operation(STORE, 3), operation(STORE, 2)]);
			expect((await database.operations.list({ limit: 10 })).map((record) => record.counts.loaded)).toEqual([4, 3, 2, 1]);
		});

		test('a lease is held by one owner, until it is released or runs out', async () => {
			const { database, clock } = await bench();
			expect(await database.leases.acquire('poll', 'me', MINUTE)).toBe(true);
			expect(await database.leases.acquire('poll', 'you', MINUTE)).toBe(false);
			expect(await database.leases.acquire('poll', 'me', MINUTE)).toBe(true);
			await database.leases.release('poll', 'you');
			expect(await database.leases.acquire('poll', 'you', MINUTE)).toBe(false);
			clock.advance(MINUTE);
			expect(await database.leases.acquire('poll', 'you', MINUTE)).toBe(true);
			await database.leases.release('poll', 'you');
			expect(await database.leases.acquire('poll', 'me', MINUTE)).toBe(true);
		});

		test('leases of the dead are freed, those of the living are not', async () => {
			const { database } = await bench();
			await database.leases.acquire('a', 'dead', MINUTE);
			await database.leases.acquire('b', 'dead', MINUTE);
			await database.leases.acquire('c', 'alive', MINUTE);
			const asked: string[] = [];
			expect(await database.leases.releaseDead((owner) => asked.push(owner) > 0 && owner === 'dead')).toBe(2);
			expect(asked.sort()).toEqual(['alive', 'dead']);
			expect(await database.leases.acquire('a', 'me', MINUTE)).toBe(true);
			expect(await database.leases.acquire('c', 'me', MINUTE)).toBe(false);
		});
	});
}
