import { planSale, type SalePlanning } from '../domain/accounting/planSale';
import type { DefaultCustomer, LinkedProduct } from '../domain/accounting/tenant';
import type { Day } from '../domain/calendar';
import type { Issue } from '../domain/issues';
import { marketplaceById } from '../domain/marketplaces';
import type { BuyerDetails } from '../domain/orders/order';
import type { Store } from '../domain/settings';
import type { Cin7Port, TenantReference } from './ports/cin7';
import type { OrderRecord, SyncDatabase } from './ports/repositories';
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
	if (!settings.defaultCustomer) return refuse('store.noDefaultCustomer', `No customer is selected for store ${settings.storeName}`, 'Select an existing Cin7 Core customer as Default Customer in the Amazon Store node.');
	const customer = await cin7.customerById(settings.defaultCustomer.id);
	if (!customer?.active) return refuse('store.noDefaultCustomer', `The default customer ${settings.defaultCustomer.name} of store ${settings.storeName} is not an active customer in Cin7 Core`, 'Select another Default Customer in the Amazon Store node, or make this one active in Cin7 Core.');
	return { ok: true, context: { store, books: await cin7.reference(), defaultCustomer: asDefaultCustomer(customer) } };
}

const refuse = (code: string, message: string, hint: string): StoreContextResult => ({ ok: false, issue: { code, message, hint, blocking: true } });

/** Products that the SKUs of orders stand for, by seller SKU. */
export type OrderLinks = ReadonlyMap<string, LinkedProduct>;

/** Whether planning for this store looks at Cin7 Core's products: their tax rules (S68), or their bills of materials (S38). */
export const looksAtProducts = ({ marketplaceId, settings }: Store): boolean => marketplaceById(marketplaceId)?.european === true || settings.autoAssembly !== 'none';

/** Links of the SKUs of these orders, with the tax rules of their products where they matter (S68). */
export async function readLinks({ catalog, products }: Pick<SyncDatabase, 'catalog' | 'products'>, store: Store, records: readonly OrderRecord[]): Promise<OrderLinks> {
	const links = await catalog.linksForSkus(store.storeId, skusOf(records));
	if (!looksAtProducts(store)) return links;
	const known = await products.byId(store.tenantKey, [...new Set([...links.values()].map((link) => link.productId))]);
	const taxRules = new Map(known.map(({ id, saleTaxRule }) => [id, saleTaxRule]));
	return new Map([...links].map(([sku, link]) => {
		const saleTaxRule = taxRules.get(link.productId);
		return [sku, { ...link, ...(saleTaxRule ? { saleTaxRule } : {}) }];
	}));
}

/** Plans one order with its store's context, for a sale of its own or for that of a day: the one way for preview and processing (N49). */
export function planOrder(context: StoreContext, record: OrderRecord, buyer: BuyerDetails | undefined, links: OrderLinks, dailySaleDay?: Day): SalePlanning {
	return planSale({ ...context, order: record.order, ...(buyer ? { buyer } : {}), links, capturedAt: record.capturedAt, ...(dailySaleDay ? { dailySaleDay } : {}) });
}

/** Seller SKUs of these orders. */
export const skusOf = (records: readonly OrderRecord[]): string[] => [
	...new Set(records.flatMap((record) => record.order.items.map((item) => item.sellerSku ?? '')).filter(Boolean)),
];
