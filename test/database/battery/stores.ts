import { storeSettings } from '../../../src/domain/settings';
import type { TenantReference } from '../../../src/processes/ports/cin7';
import type { OperationRecord, ProductLink } from '../../../src/processes/ports/repositories';
import type { Bench } from './battery';
import { decision, key, makeOrder, makeStore, MINUTE, START, STORE } from './fixtures';

const link = (sellerSku: string, productId = 'product-1'): ProductLink => ({ sellerSku, productId, productSku: `SKU ${sellerSku}`, productName: "Mug 'red'; 赤 🍵", linkedAt: START });

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

		test('stores are listed by account and by tenant', async () => {
			const { database } = await bench();
			await database.stores.save(makeStore('B2-DE', { accountKey: 'B2@eu', tenantKey: 'tenant-2' }));
			const ids = async (filter?: { accountKey?: string; tenantKey?: string }): Promise<readonly string[]> => (await database.stores.list(filter)).map((store) => store.storeId);
			expect(await ids()).toEqual([STORE, 'B2-DE']);
			expect(await ids({ accountKey: 'B2@eu' })).toEqual(['B2-DE']);
			expect(await ids({ tenantKey: 'tenant-1' })).toEqual([STORE]);
			expect(await ids({ accountKey: 'B2@eu', tenantKey: 'tenant-1' })).toEqual([]);
		});

		test('S80: disconnecting removes orders, links, events and operations of that store, and nothing of another', async () => {
			const { database } = await bench();
			const other = 'A1SELLER-CA';
			await database.stores.save(makeStore(other));
			for (const storeId of [STORE, other]) {
				await database.orders.capture([decision(makeOrder('1'), 'pending', { storeId }), decision(makeOrder('2'), 'pending', { storeId })]);
				await database.orders.deleteLogEntry(key('2', storeId), 'createAnother');
				await database.links.save(storeId, [link('A')]);
				await database.operations.append(operation(storeId, 2));
				await database.orders.recordTold(storeId, new Map([['1', 'told']]));
			}
			await database.orders.saveCursor('A1SELLER@na', { watermark: START, covered: [] });
			expect(await database.stores.remove(STORE)).toEqual({ stores: 1, orders: 1, links: 1, events: 2, operations: 1 });

			expect(await database.stores.find(STORE)).toBeUndefined();
			expect(await database.orders.list({ storeId: STORE })).toEqual([]);
			expect(await database.links.list(STORE)).toEqual([]);
			expect(await database.operations.list({ storeId: STORE, limit: 10 })).toEqual([]);
			expect(await database.orders.alreadyTold(STORE, ['1'])).toEqual(new Map());
			expect(await database.orders.list({ storeId: other })).toHaveLength(1);
			expect(await database.links.list(other)).toHaveLength(1);
			expect(await database.events.peek({ storeIds: [STORE, other], kinds: ['orderCaptured'], limit: 10 })).toHaveLength(2);
			expect(await database.orders.alreadyTold(other, ['1'])).toEqual(new Map([['1', 'told']]));

			await database.stores.save(makeStore());
			await database.orders.capture([decision(makeOrder('2'))]);
			expect((await database.orders.find(key('2')))?.lookFirst).toBe('no');
		});

		test('the position in the account stays until its last store is removed', async () => {
			const { database } = await bench();
			await database.stores.save(makeStore('A1SELLER-CA'));
			await database.orders.saveCursor('A1SELLER@na', { watermark: START, covered: ['ATVPDKIKX0DER'] });
			await database.customers.remember('tenant-1', 'Ann', 'customer-1');
			await database.stores.remove(STORE);
			expect(await database.orders.cursor('A1SELLER@na')).toEqual({ watermark: START, covered: ['ATVPDKIKX0DER'] });
			expect(await database.customers.find('tenant-1', 'Ann')).toBe('customer-1');
			await database.stores.remove('A1SELLER-CA');
			expect(await database.orders.cursor('A1SELLER@na')).toBeUndefined();
			expect(await database.customers.find('tenant-1', 'Ann')).toBeUndefined();
		});
	});

	describe('links, reference books, operations, leases', () => {
		test('links are saved, replaced, found by SKU and removed', async () => {
			const { database } = await bench();
			await database.links.save(STORE, [link('A'), link('B'), link('A', 'product-2')]);
			await database.links.save(STORE, [link('B', 'product-3')]);
			expect(await database.links.list(STORE)).toEqual([link('A', 'product-2'), link('B', 'product-3')]);
			expect(await database.links.forSkus(STORE, ['B', 'C'])).toEqual(new Map([['B', link('B', 'product-3')]]));
			expect(await database.links.remove(STORE, ['A', 'C'])).toBe(1);
			expect((await database.links.forSkus(STORE, ['A'])).size).toBe(0);
		});

		test('many links are saved and found at once', async () => {
			const { database } = await bench();
			const skus = Array.from({ length: 3000 }, (_, index) => `SKU-${index}`);
			await database.links.save(STORE, skus.map((sku) => link(sku)));
			expect((await database.links.forSkus(STORE, skus)).size).toBe(3000);
		});

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
