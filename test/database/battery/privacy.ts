import { existsSync, readFileSync } from 'node:fs';
import { closeAllDatabases, openDatabase } from '../../../src/database/open';
import type { Bench } from './battery';
import { openRaw } from './raw';
import { buyer, decision, key, makeOrder, makeStore, MINUTE, STORE } from './fixtures';

const SECRETS = ['Wilhelmina', 'Quackenbush', 'Zanzibar', 'Kalamazoo', '49001', '555 0177', 'wq@buyers'];

export function privacyTests(bench: () => Promise<Bench>): void {
	describe('buyer data', () => {
		test('N44: nothing that identifies the buyer lies in the database in clear', async () => {
			const { database, config } = await bench();
			await database.orders.capture([decision(makeOrder('1'))]);
			await database.customers.remember('tenant-1', 'Wilhelmina Quackenbush', 'customer-1');
			const raw = await openRaw(config);
			const stored = JSON.stringify([await raw.query.selectFrom('amazon_order').selectAll().execute(), await raw.query.selectFrom('customer').selectAll().execute()]);
			await raw.destroy();
			expect(stored).toContain('MUG-RED');
			for (const secret of SECRETS) expect(stored).not.toContain(secret);
			if (config.engine !== 'sqlite') return;
			const files = [config.file, `${config.file}-wal`].filter((file) => existsSync(file));
			const bytes = Buffer.concat(files.map((file) => readFileSync(file)));
			expect(bytes.includes('MUG-RED')).toBe(true);
			for (const secret of SECRETS) expect(bytes.includes(secret)).toBe(false);
		});

		test('the data go when the sale exists', async () => {
			const { database, config } = await bench();
			await database.orders.capture([decision(makeOrder('1'))]);
			await database.orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 1 });
			await database.orders.complete(key('1'), 'one', { done: ['sale'] });
			expect((await database.orders.find(key('1')))?.hasBuyerData).toBe(false);
			expect(await database.orders.buyer(key('1'))).toBeUndefined();
			const raw = await openRaw(config);
			expect(await raw.query.selectFrom('amazon_order').select('buyer_data').execute()).toEqual([{ buyer_data: null }]);
			await raw.destroy();
		});

		test('P70: the data of orders shipped long ago are erased, of others kept', async () => {
			const { database } = await bench();
			const parcel = { packageReferenceId: '1', shipTime: '2026-02-10T00:00:00Z', items: [] };
			await database.orders.capture([
				decision(makeOrder('parcel', { status: 'SHIPPED', packages: [parcel] })),
				decision(makeOrder('shipped', { status: 'SHIPPED', lastUpdatedTime: '2026-02-12T00:00:00Z' })),
				decision(makeOrder('open', { lastUpdatedTime: '2026-02-13T00:00:00Z' })),
				decision(makeOrder('recent')),
			]);
			await database.orders.capture([decision(makeOrder('shipped', { status: 'SHIPPED', lastUpdatedTime: '2026-02-28T00:00:00Z' }))]);
			const kept = async (): Promise<readonly string[]> => (await database.orders.list({ storeId: STORE })).filter((record) => record.hasBuyerData).map((record) => record.orderId);
			expect(await database.orders.eraseBuyerData({ storeId: STORE, before: '2026-02-10T00:00:00Z' })).toBe(0);
			expect(await database.orders.eraseBuyerData({ storeId: STORE, before: '2026-02-10T00:00:01Z' })).toBe(1);
			expect(await kept()).toEqual(['open', 'recent', 'shipped']);
			expect(await database.orders.eraseBuyerData({ storeId: STORE, before: '2026-02-14T00:00:00Z' })).toBe(2);
			expect(await kept()).toEqual(['recent']);
			expect(await database.orders.eraseBuyerData({ storeId: 'other', orderIds: ['recent'] })).toBe(0);
			expect(await database.orders.eraseBuyerData({ storeId: STORE, orderIds: ['recent'] })).toBe(1);
			expect(await kept()).toEqual([]);
		});

		test('data that another key encrypted read as absent and hold no claim up; the next load brings them again', async () => {
			const { database, config, clock } = await bench();
			await database.orders.capture([decision(makeOrder('1'))]);
			const withOtherKey = await openDatabase({ ...config, buyerDataKey: new Uint8Array(32).fill(8) }, clock);
			const [claimed] = await withOtherKey.orders.claim(STORE, { owner: 'one', ttlMs: MINUTE, limit: 1 });
			expect(claimed?.orderId).toBe('1');
			expect(claimed?.buyer).toBeUndefined();
			expect((await withOtherKey.orders.capture([decision(makeOrder('1'))]))[0]?.outcome).toBe('updated');
			expect(await withOtherKey.orders.buyer(key('1'))).toEqual(buyer);
		});

		test('data are bound to their order', async () => {
			const { database, config } = await bench();
			await database.orders.capture([decision(makeOrder('1')), decision(makeOrder('2'))]);
			const raw = await openRaw(config);
			const { buyer_data } = await raw.query.selectFrom('amazon_order').select('buyer_data').where('order_id', '=', '1').executeTakeFirstOrThrow();
			await raw.query.updateTable('amazon_order').set({ buyer_data }).where('order_id', '=', '2').execute();
			await raw.destroy();
			expect(await database.orders.buyer(key('1'))).toEqual(buyer);
			expect(await database.orders.buyer(key('2'))).toBeUndefined();
		});

		test('an update without buyer data keeps what is stored, one with other data replaces it', async () => {
			const { database } = await bench();
			await database.orders.capture([decision(makeOrder('1'))]);
			const later = makeOrder('1', { lastUpdatedTime: '2026-02-22T00:00:00Z' });
			await database.orders.capture([decision(later, 'pending', { captured: { order: later } })]);
			expect(await database.orders.buyer(key('1'))).toEqual(buyer);
			const moved = { ...buyer, address: { line1: 'Elsewhere 1', countryCode: 'US' } };
			expect((await database.orders.capture([decision(later, 'pending', { captured: { order: later, buyer: moved } })]))[0]?.outcome).toBe('updated');
			expect(await database.orders.buyer(key('1'))).toEqual(moved);
			await closeAllDatabases();
		});

		test('known customers are found by name whatever its case, form and spacing, within their tenant', async () => {
			const { database } = await bench();
			await database.customers.remember('tenant-1', ' Jose\u0301  Stra\u00dfe ', 'customer-1');
			expect(await database.customers.find('tenant-1', 'JOSÉ STRASSE')).toBe('customer-1');
			expect(await database.customers.find('tenant-2', 'JOSÉ STRASSE')).toBeUndefined();
			expect(await database.customers.find('tenant-1', 'Jose Strasse')).toBeUndefined();
			await database.customers.remember('tenant-1', 'josé strasse', 'customer-2');
			expect(await database.customers.find('tenant-1', 'José Straße')).toBe('customer-2');
			await database.stores.save(makeStore());
			await database.customers.forget('tenant-1', 'JOSÉ STRASSE');
			expect(await database.customers.find('tenant-1', 'José Straße')).toBeUndefined();
		});
	});
}
