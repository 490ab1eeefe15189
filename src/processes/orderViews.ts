import type { SaleSnapshot } from '../domain/accounting/sale';
import type { SalePlanning } from '../domain/accounting/planSale';
import type { Store } from '../domain/settings';
import type { Cin7Port } from './ports/cin7';
import type { OrderRecord, SyncDatabase } from './ports/repositories';
import { planOrder, readStoreContext, skusOf } from './salePlanning';
import { problem, type Problem } from './problems';

export interface PreviewedOrder {
	readonly record: OrderRecord;
	readonly planning: SalePlanning;
}

/**
 * What Process Pending Orders would write, by the same code, without a single write to Cin7 Core or to the database
 * (N49).
 */
export async function previewSales(services: { cin7: Cin7Port; database: SyncDatabase }, stores: readonly Store[], limit?: number): Promise<{ orders: readonly PreviewedOrder[]; refusals: readonly Problem[] }> {
	const orders: PreviewedOrder[] = [];
	const refusals: Problem[] = [];
	for (const store of stores) {
		const result = await readStoreContext(services.cin7, store);
		if (!result.ok) {
			refusals.push(problem(store.storeId, undefined, result.issue));
			continue;
		}
		const records = await services.database.orders.list({ storeId: store.storeId, states: ['pending'], ...(limit ? { limit } : {}) });
		const links = await services.database.catalog.linksForSkus(store.storeId, skusOf(records));
		for (const record of records) {
			const buyer = await services.database.orders.buyer(record);
			orders.push({ record, planning: planOrder(result.context, record, buyer, links) });
		}
	}
	return { orders, refusals };
}

/** A log entry with the state of its sale in Cin7 Core as of now; undefined where the sale is gone (S163). */
export interface LogEntry {
	readonly record: OrderRecord;
	readonly sale?: SaleSnapshot | 'gone';
}

/** Orders that have a sale or were taken out, newest first. `cin7` asks for the sales' present state, one call each. */
export async function readLog(database: SyncDatabase, storeId: string, options: { limit: number; cin7?: Cin7Port }): Promise<readonly LogEntry[]> {
	const records = await database.orders.list({ storeId, states: ['processed', 'canceled', 'skipped', 'pending'], newestFirst: true, limit: options.limit });
	const entries: LogEntry[] = [];
	for (const record of records) {
		const { saleId } = record.progress;
		const sale = options.cin7 && saleId ? ((await options.cin7.sale(saleId)) ?? ('gone' as const)) : undefined;
		entries.push({ record, ...(sale ? { sale } : {}) });
	}
	return entries;
}
