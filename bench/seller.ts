import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startAmazonSimulator, type AmazonSimulator } from '../sandbox/amazon/amazonSimulator';
import type { OrderSeed, SellerAccountSeed } from '../sandbox/amazon/seeds';
import type { Quota } from '../sandbox/amazon/switches';
import { demoCatalog } from '../sandbox/demo/catalog';
import { demoSeller } from '../sandbox/demo/seller';
import { demoAmazonCredential, demoStoreId } from '../sandbox/demo/setUp';
import { demoStores } from '../sandbox/demo/stores';
import { demoAccountId, demoCustomers } from '../sandbox/demo/tenant';
import { createAmazonClient } from '../src/amazon/client';
import { closeAllDatabases, openDatabase, type OpenDatabase } from '../src/database/open';
import { accountKey, storeSettings, type Store } from '../src/domain/settings';
import type { AmazonPort } from '../src/processes/ports/amazon';
import type { ProductLink } from '../src/processes/ports/catalog';
import type { Clock } from '../src/transport/clock';

/** When the seller's orders begin and end, and when the benchmarks' clock starts. */
export const firstOrder = '2026-02-10T00:00:00.000Z';
export const lastOrder = '2026-03-10T00:00:00.000Z';
export const start = '2026-03-10T12:00:00.000Z';

/** The demo seller's store in the United States, set to do everything: pick, pack and ship, an authorized invoice, its payment. */
export const store: Store = {
	storeId: demoStoreId('US'),
	accountKey: accountKey('A1HARBORPINE', 'na'),
	marketplaceId: demoStores.US.marketplaceId,
	tenantKey: demoAccountId,
	connectedAt: firstOrder,
	settings: storeSettings.parse({
		storeName: 'Harbor & Pine US',
		timeZone: 'America/Los_Angeles',
		ignoreOrdersBefore: firstOrder,
		defaultCustomer: demoCustomers.us,
		whenAddressIsMissing: 'useDefaultCustomer',
		priceTier: 'Retail',
		merchantLocation: 'Main Warehouse',
		amazonLocation: 'FBA US',
		autoPickPackShip: 'AUTOPICKPACKSHIP',
		invoiceStatus: 'AUTHORISED',
		revenueAccount: '210',
		paymentAccount: '710',
		taxRules: { lines: 'Tax on Sales', additionalCharges: 'Tax on Sales', taxFree: 'Tax Exempt' },
	}),
};

/** Amazon, as the demo seller's American account sees it, with these orders and no others. `plans`: other usage plans than the published ones. */
export async function startAmazon(orders: readonly OrderSeed[], clock: Clock, plans: ReadonlyMap<string, Quota> = new Map()): Promise<AmazonSimulator> {
	return await startAmazonSimulator({ accounts: [account(orders)], clock, switches: { plans } });
}

export function account(orders: readonly OrderSeed[]): SellerAccountSeed {
	const [american] = demoSeller(firstOrder.slice(0, 10)).accounts;
	if (american === undefined) throw new Error('The demo seller has no account');
	return { ...american, orders };
}

export function amazonClient(amazon: AmazonSimulator, { database, clock, runBudgetMs }: { database: OpenDatabase; clock: Clock; runBudgetMs: number }): AmazonPort {
	return createAmazonClient({ ...demoAmazonCredential('US', amazon.url), environment: 'production' }, { clock, budgets: database.budgets, runBudgetMs });
}

/** Gives the work a sync database of its own, an SQLite file that is removed afterwards. */
export async function withTemporaryDatabase<T>(clock: Clock, work: (database: OpenDatabase) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(path.join(tmpdir(), 'amazon-cin7-bench-'));
	try {
		return await work(await openDatabase({ engine: 'sqlite', file: path.join(folder, 'sync.sqlite'), buyerDataKey: randomBytes(32) }, clock));
	} finally {
		await closeAllDatabases();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** A link for every listing of the demo catalog that has a product; `productIds` by product SKU. */
export const links = (productIds: ReadonlyMap<string, string>): readonly ProductLink[] =>
	demoCatalog.flatMap(({ sellerSku, cin7Sku, title }) => {
		const productId = cin7Sku === null ? undefined : productIds.get(cin7Sku);
		return cin7Sku === null || productId === undefined ? [] : [{ sellerSku, productId, productSku: cin7Sku, productName: title, linkedBy: 'user', linkedAt: firstOrder }];
	});
