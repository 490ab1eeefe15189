import type { Clock } from '../../src/transport/clock';
import { accountKey } from '../../src/domain/settings';
import { type IndexKey, OrderIndex } from './orderIndex';
import { type MarketplaceEntry, marketplaceEntry } from './marketplaceEntries';
import type { CatalogItemSeed, ListingSeed } from './listingSeeds';
import { ListingShelf } from './listingShelf';
import { type AmountChange, cancellationAsked, repriced, shipped, type Units, withoutRemainder } from './orderChanges';
import { settlementFile } from './settlements/settlementFile';
import type { SettlementSeed } from './settlements/settlementDesk';
import type { OrderSeed, PackageSeed, Role, SellerAccountSeed } from './seeds';
import type { AmazonSwitches } from './switches';
import { TransactionBook } from './transactionBook';
import type { TransactionSeed } from './transactionSeeds';

/** The application's key pair at Login with Amazon; accounts of one application share it. */
export interface ClientSecret {
	secret: string;
	/** Milliseconds since 1970. */
	issuedAt: number;
}

/** sp-api authentication: the client secret expires after 180 days. */
export const SECRET_LIFETIME = 180 * 24 * 3600 * 1000;

/** `silently`: the order's update time stays as it was. */
export interface Silence {
	readonly silently?: boolean;
}

/** One seller account in one region, as it lives on while the simulator runs. */
export class SellerWorld {
	readonly accountKey: string;
	readonly roles: Set<Role>;
	readonly refreshTokens: Set<string>;
	readonly marketplaces: ReadonlyMap<string, MarketplaceEntry>;
	readonly byUpdate = new OrderIndex();
	readonly byCreation = new OrderIndex();
	/** What the API reads; tests and the demo change it by the methods below. */
	readonly shelf = new ListingShelf();
	readonly book: TransactionBook;
	private readonly orders = new Map<string, OrderSeed>();
	private readonly closed: SettlementSeed[] = [];

	constructor(readonly seed: SellerAccountSeed, private readonly client: ClientSecret, private readonly clock: Clock, private readonly switches: AmazonSwitches) {
		this.accountKey = accountKey(seed.merchantToken, seed.region);
		this.roles = new Set(seed.roles);
		this.refreshTokens = new Set(seed.refreshTokens);
		this.marketplaces = new Map(seed.marketplaces.map((marketplace) => [marketplace.id, marketplaceEntry(marketplace)]));
		this.addOrders(seed.orders);
		this.book = new TransactionBook(clock);
		for (const transaction of seed.transactions ?? []) this.addTransaction(transaction);
		for (const listing of seed.listings ?? []) this.addListing(listing);
		for (const item of seed.catalogItems ?? []) this.setCatalogItem(item);
		for (const settlement of seed.settlements ?? []) this.addSettlement(settlement);
	}

	order(orderId: string): OrderSeed | undefined {
		return this.orders.get(orderId);
	}

	orderIds(): readonly string[] {
		return [...this.orders.keys()];
	}

	addOrder(order: OrderSeed): void {
		this.admit(order);
		this.byUpdate.add(updateKey(order));
		this.byCreation.add(creationKey(order));
	}

	/** For many at once. */
	addOrders(orders: readonly OrderSeed[]): void {
		for (const order of orders) this.admit(order);
		this.byUpdate.addAll(orders.map(updateKey));
		this.byCreation.addAll(orders.map(creationKey));
	}

	/** `silently`: the update time stays as it was, as Amazon does when a pending order turns canceled. */
	updateOrder(orderId: string, change: Partial<Omit<OrderSeed, 'orderId'>>, { silently = false } = {}): OrderSeed {
		const old = this.existing(orderId);
		const lastUpdatedTime = change.lastUpdatedTime ?? (silently ? old.lastUpdatedTime : new Date(this.clock.now()).toISOString());
		const changed: OrderSeed = { ...old, ...change, lastUpdatedTime };
		this.check(changed);
		this.byUpdate.move(updateKey(old), updateKey(changed));
		this.byCreation.move(creationKey(old), creationKey(changed));
		this.orders.set(orderId, changed);
		return changed;
	}

	cancelOrder(orderId: string, { silently = false, by = 'BUYER' }: { silently?: boolean; by?: OrderSeed['canceledBy'] } = {}): OrderSeed {
		return this.updateOrder(orderId, { status: 'CANCELLED', canceledBy: by }, { silently });
	}

	/** N21: what has not been shipped yet is canceled, and the order counts as shipped. */
	cancelRemainder(orderId: string, { by = 'MERCHANT', ...silence }: Silence & { readonly by?: OrderSeed['canceledBy'] } = {}): OrderSeed {
		return this.updateOrder(orderId, withoutRemainder(this.existing(orderId), by), silence);
	}

	/** All that is left goes out, or the units named; the parcel, when one is given, holds just those. */
	shipOrder(orderId: string, { units, parcel, ...silence }: Silence & { readonly units?: readonly Units[]; readonly parcel?: Omit<PackageSeed, 'items'> } = {}): OrderSeed {
		return this.updateOrder(orderId, shipped(this.existing(orderId), units, parcel), silence);
	}

	/** N22: the buyer asks to cancel, all items or those named (from 0). */
	askToCancel(orderId: string, { reason = 'NO_LONGER_NEEDED', items, ...silence }: Silence & { readonly reason?: string; readonly items?: readonly number[] } = {}): OrderSeed {
		return this.updateOrder(orderId, cancellationAsked(this.existing(orderId), reason, items), silence);
	}

	changeAmounts(orderId: string, changes: readonly AmountChange[], silence: Silence = {}): OrderSeed {
		return this.updateOrder(orderId, repriced(this.existing(orderId), changes), silence);
	}

	/** In the order in which they were added, as they are now. */
	get transactions(): readonly TransactionSeed[] {
		return this.book.all().map(({ seed }) => seed);
	}

	addTransaction(transaction: TransactionSeed): void {
		this.checkMarketplace(transaction.marketplaceId);
		this.book.add(transaction);
	}

	/** A DEFERRED transaction becomes DEFERRED_RELEASED, in the way that the switch deferredRelease says. */
	releaseTransaction(transactionId: string, postedDate?: string): TransactionSeed {
		return this.book.release(transactionId, postedDate, this.switches.deferredRelease);
	}

	/** In the order in which they were added. */
	get settlements(): readonly SettlementSeed[] {
		return this.closed;
	}

	/**
	 * Amazon makes the report of a settlement, or several of the same one. The same settlement id once more, with other rows:
	 * Amazon corrected it. Throws for one that cannot be written.
	 */
	addSettlement(settlement: SettlementSeed): void {
		instant(settlement.createdTime, `of settlement ${settlement.settlement.settlementId}`);
		// Now, not when somebody downloads it.
		settlementFile(settlement.settlement, settlement.form);
		this.closed.push(settlement);
	}

	/** Those of a marketplace, in the order in which they were added. */
	listings(marketplaceId: string): readonly ListingSeed[] {
		return Array.from(this.shelf.listings(marketplaceId), ({ seed }) => seed);
	}

	addListing(listing: ListingSeed): void {
		this.checkMarketplace(listing.marketplaceId);
		this.shelf.add(listing);
	}

	/** `silently`: the update time stays as it was. */
	updateListing(sellerSku: string, marketplaceId: string, change: Partial<Omit<ListingSeed, 'sellerSku' | 'marketplaceId'>>, { silently = false } = {}): ListingSeed {
		const { seed } = this.shelf.existing(marketplaceId, sellerSku);
		const stamp = silently ? {} : { lastUpdatedTime: new Date(this.clock.now()).toISOString() };
		const changed: ListingSeed = { ...seed, ...stamp, ...change };
		this.shelf.replace(changed);
		return changed;
	}

	removeListing(sellerSku: string, marketplaceId: string): void {
		this.shelf.remove(marketplaceId, sellerSku);
	}

	/** The SKU stands for another ASIN from now on, as after a merge, or a new listing under the old SKU (N25). */
	relist(sellerSku: string, marketplaceId: string, newAsin: string): ListingSeed {
		return this.updateListing(sellerSku, marketplaceId, { asin: newAsin });
	}

	/** Adds the item or replaces it. */
	setCatalogItem(item: CatalogItemSeed): void {
		this.checkMarketplace(item.marketplaceId);
		this.shelf.setItem(item);
	}

	/** A new secret; the old one is refused from now on, for every account of the application. */
	rotateSecret(secret: string): void {
		this.client.secret = secret;
		this.client.issuedAt = this.clock.now();
	}

	/** As if 180 days had passed since the secret was made. */
	expireSecret(): void {
		this.client.issuedAt = this.clock.now() - SECRET_LIFETIME;
	}

	/** Access tokens that were issued before go on until they expire. */
	revokeRefreshToken(token?: string): void {
		if (token === undefined) this.refreshTokens.clear();
		else this.refreshTokens.delete(token);
	}

	revokeRole(role: Role): void {
		this.roles.delete(role);
	}

	grantRole(role: Role): void {
		this.roles.add(role);
	}

	private existing(orderId: string): OrderSeed {
		const order = this.orders.get(orderId);
		if (order === undefined) throw new Error(`The account ${this.accountKey} has no order ${orderId}`);
		return order;
	}

	private admit(order: OrderSeed): void {
		if (this.orders.has(order.orderId)) throw new Error(`The account ${this.accountKey} has an order ${order.orderId} already`);
		this.check(order);
		this.orders.set(order.orderId, order);
	}

	/** Before anything is kept: a wrong order must not leave half of itself behind. */
	private check(order: OrderSeed): void {
		this.checkMarketplace(order.marketplaceId);
		creationKey(order);
		updateKey(order);
	}

	private checkMarketplace(marketplaceId: string): void {
		if (!this.marketplaces.has(marketplaceId)) throw new Error(`The account ${this.accountKey} has no marketplace ${marketplaceId}`);
	}
}

const instant = (text: string, orderId: string): number => {
	const time = Date.parse(text);
	if (Number.isNaN(time)) throw new RangeError(`Seed: order ${orderId} has the time ${text}`);
	return time;
};

export const creationKey = (order: OrderSeed): IndexKey => ({ time: instant(order.createdTime, order.orderId), orderId: order.orderId });
export const updateKey = (order: OrderSeed): IndexKey => ({ time: instant(order.lastUpdatedTime ?? order.createdTime, order.orderId), orderId: order.orderId });
