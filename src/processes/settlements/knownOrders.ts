import { groupBy } from '../../domain/groupBy';
import { marketplaceById } from '../../domain/marketplaces';
import { isZero } from '../../domain/money';
import type { OrderClass } from '../../domain/settlement/settlement';
import { isRefundType } from '../../domain/settlement/refundTypes';
import type { Store } from '../../domain/settings';
import type { Cin7Port } from '../ports/cin7';
import type { OrderStanding, SyncDatabase } from '../ports/repositories';

/** What is known of the orders of a settlement: whether Cin7 Core has their money already (P20), and where. */
export interface KnownOrders {
	/**
	 * 'known': the payment of its invoice, or the refund of its credit note, is in Cin7 Core or will be.
	 * 'knownWithoutTax': the same, without the tax that the buyer paid on top, because the store ignores Amazon's taxes (S56).
	 */
	classOf(orderId: string, transactionType: string): OrderClass;
	/** Sales of single orders whose invoice is authorized, so that they can bear a journal of their own (D4). */
	readonly saleIds: ReadonlyMap<string, string>;
	/** Orders with refunds that may not be loaded yet: their rows cannot be told apart. */
	readonly refundsNotLoaded: boolean;
}

/** More lookups than this, and reading the list of all sales takes fewer calls: 1,000 sales a call. */
const MOST_LOOKUPS = 100;
const SINCE_EVER = '2000-01-01T00:00:00.000Z';
const WITH_SALE: ReadonlySet<OrderStanding['state']> = new Set(['waiting', 'pending', 'processed']);

interface Services {
	readonly cin7: Cin7Port;
	readonly database: SyncDatabase;
}

/**
 * Asks the log about the orders of a settlement, and Cin7 Core about those that the log does not know, so that no revenue
 * is booked twice. A refund is known by its credit note; those that the integration leaves to the settlement (D13), or
 * that were skipped, are not.
 */
export async function findKnownOrders(services: Services, stores: readonly Store[], settlement: { readonly orderIds: readonly string[]; readonly endsAt: string }): Promise<KnownOrders> {
	const { orders } = services.database;
	const storeIds = stores.map((store) => store.storeId);
	const standings = await orders.standings(storeIds, settlement.orderIds);
	const withSale = new Set([...standings].flatMap(([orderId, { state }]) => (WITH_SALE.has(state) ? [orderId] : [])));
	const strangers = settlement.orderIds.filter((orderId) => !standings.has(orderId));
	for (const orderId of await salesOf(services.cin7, strangers)) withSale.add(orderId);
	const credited = await creditedOrders(services.database, storeIds, settlement.orderIds);
	return {
		classOf: (orderId, transactionType) => {
			if (!(isRefundType(transactionType) ? credited : withSale).has(orderId)) return 'unknown';
			return leavesTaxOut(standings.get(orderId), stores, storeIds[0]) ? 'knownWithoutTax' : 'known';
		},
		saleIds: new Map([...standings].flatMap(([orderId, standing]) => (standing.saleId !== undefined && bearsJournal(standing) ? [[orderId, standing.saleId] as const] : []))),
		refundsNotLoaded: await refundsNotLoaded(services.database, stores, settlement.endsAt),
	};
}

/** An order that is not planned yet, or was made by another application, counts as the store's marketplace usually states its tax. */
function leavesTaxOut(standing: OrderStanding | undefined, stores: readonly Store[], anyStore: string | undefined): boolean {
	const store = stores.find(({ storeId }) => storeId === (standing?.storeId ?? anyStore));
	if (!store?.settings.ignoreAmazonTaxes) return false;
	if (standing?.invoiced === undefined) return marketplaceById(store.marketplaceId)?.european !== true;
	return isTaxLeftOut(standing);
}

/** True for an invoice without the tax that came on top of its prices; where prices contain it, all that was paid is on it. */
export const isTaxLeftOut = ({ tax = '0', taxInclusive }: Pick<OrderStanding, 'tax' | 'taxInclusive'>): boolean => taxInclusive === false && isZero(tax);

/** A journal hangs on a sale only after its invoice is authorized; a daily sale stands for many orders. */
const bearsJournal = ({ state, daily, invoiceStatus = '' }: OrderStanding): boolean =>
	state === 'processed' && !daily && ['AUTHORISED', 'PAID'].includes(invoiceStatus.toUpperCase());

/** Those of the orders for which Cin7 Core has a sale that is not voided. */
async function salesOf(cin7: Cin7Port, orderIds: readonly string[]): Promise<readonly string[]> {
	const isVoided = (status: string): boolean => status.toUpperCase() === 'VOIDED';
	if (orderIds.length > MOST_LOOKUPS) {
		const wanted = new Set(orderIds);
		const found = new Set<string>();
		for await (const { externalId, status } of cin7.salesUpdatedSince(SINCE_EVER)) {
			if (externalId !== undefined && wanted.has(externalId) && !isVoided(status)) found.add(externalId);
		}
		return [...found];
	}
	const found: string[] = [];
	for (const orderId of orderIds) {
		const sales = await cin7.salesByExternalId(orderId);
		if (sales.some(({ status }) => !isVoided(status))) found.push(orderId);
	}
	return found;
}

/** Orders of which a refund has its credit note, or will have it. */
async function creditedOrders({ credits }: SyncDatabase, storeIds: readonly string[], orderIds: readonly string[]): Promise<ReadonlySet<string>> {
	const credited = new Set<string>();
	for (const storeId of storeIds) {
		const ofOrders = groupBy(await credits.list({ storeId, orderIds }), ({ orderId = '' }) => orderId);
		for (const [orderId, records] of ofOrders) {
			if (records.some(({ kind, state }) => kind === 'refund' && (state === 'pending' || state === 'processed'))) credited.add(orderId);
		}
	}
	return credited;
}

/** Where refunds are loaded at all, but not yet to the end of the settlement. */
async function refundsNotLoaded({ credits }: SyncDatabase, stores: readonly Store[], endsAt: string): Promise<boolean> {
	for (const accountKey of new Set(stores.map((store) => store.accountKey))) {
		const cursor = await credits.cursor(accountKey);
		if (cursor && Date.parse(cursor.watermark) < Date.parse(endsAt)) return true;
	}
	return false;
}
