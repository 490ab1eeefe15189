import { planSale, type SalePlanning } from '../domain/accounting/planSale';
import type { DefaultCustomer } from '../domain/accounting/tenant';
import type { Issue } from '../domain/issues';
import type { BuyerDetails } from '../domain/orders/order';
import type { Store } from '../domain/settings';
import type { Cin7Port, TenantReference } from './ports/cin7';
import type { CatalogRepository } from './ports/catalog';
import type { OrderRecord } from './ports/repositories';
import { asDefaultCustomer } from './referenceBooks';

/** What all orders of a store are planned with; read once a run. */
export interface StoreContext {
	readonly store: Store;
	readonly books: TenantReference;
	readonly defaultCustomer: DefaultCustomer;
}

export type StoreContextResult = { readonly ok: true; readonly context: StoreContext } | { readonly ok: false; readonly issue: Issue };

/** Reads what planning needs, or says why nothing of this store can be processed (S25). */
export async function readStoreContext(cin7: Cin7Port, store: Store): Promise<StoreContextResult> {
	const { settings } = store;
	if (settings.consolidation === 'daily') return refuse('store.dailyConsolidation', `Store ${settings.storeName} is set to Daily Consolidation, which this version does not process yet; its orders stay in Pending Orders`, 'Set Consolidate Orders to No Consolidation in the Amazon Store node, or wait for the version that brings it. Nothing is lost meanwhile.');
	if (!settings.defaultCustomer) return refuse('store.noDefaultCustomer', `No customer is selected for store ${settings.storeName}`, 'Select an existing Cin7 Core customer as Default Customer in the Amazon Store node.');
	const customer = await cin7.customerById(settings.defaultCustomer.id);
	if (!customer?.active) return refuse('store.noDefaultCustomer', `The default customer ${settings.defaultCustomer.name} of store ${settings.storeName} is not an active customer in Cin7 Core`, 'Select another Default Customer in the Amazon Store node, or make this one active in Cin7 Core.');
	return { ok: true, context: { store, books: await cin7.reference(), defaultCustomer: asDefaultCustomer(customer) } };
}

const refuse = (code: string, message: string, hint: string): StoreContextResult => ({ ok: false, issue: { code, message, hint, blocking: true } });

/** Links of the SKUs of orders. */
export type OrderLinks = Awaited<ReturnType<CatalogRepository['linksForSkus']>>;

/** Plans one order with its store's context: the one way for preview and processing (N49). */
export function planOrder(context: StoreContext, record: OrderRecord, buyer: BuyerDetails | undefined, links: OrderLinks): SalePlanning {
	return planSale({ ...context, order: record.order, ...(buyer ? { buyer } : {}), links, capturedAt: record.capturedAt });
}

/** Seller SKUs of these orders. */
export const skusOf = (records: readonly OrderRecord[]): string[] => [
	...new Set(records.flatMap((record) => record.order.items.map((item) => item.sellerSku ?? '')).filter(Boolean)),
];
