import { sharedPriceTiers } from '../../domain/catalog/priceTiers';
import type { Issue } from '../../domain/issues';
import { marketplaceById } from '../../domain/marketplaces';
import type { Store } from '../../domain/settings';
import type { PriceTier } from '../ports/cin7';

/** The tier that takes the prices of a store's listings: its own, else the tenant's first (S104). Undefined where Cin7 Core has no such tier. */
export function priceTierOf({ settings }: Pick<Store, 'settings'>, priceTiers: readonly PriceTier[]): string | undefined {
	const wanted = settings.priceTier?.toLowerCase();
	return priceTiers.find(({ code, name }) => (wanted === undefined ? code === 1 : name.toLowerCase() === wanted))?.name;
}

const writesPrices = ({ settings: { catalog } }: Store): boolean => catalog.createProducts || catalog.amazonIsMaster;

/**
 * S30: why this store must not write prices: another store of the tenant, in another currency, writes to the same tier.
 * @param stores all stores of the tenant
 */
export function sharedTierIssue(store: Store, stores: readonly Store[], priceTiers: readonly PriceTier[]): Issue | undefined {
	const tier = priceTierOf(store, priceTiers);
	if (tier === undefined) return undefined;
	const writers = [store, ...stores.filter((other) => other.storeId !== store.storeId && writesPrices(other))];
	const sharing = writers.flatMap((each) => {
		const currency = marketplaceById(each.marketplaceId)?.currency;
		return priceTierOf(each, priceTiers) === tier && currency ? [{ storeId: each.storeId, storeName: each.settings.storeName, tier, currency }] : [];
	});
	return sharedPriceTiers(sharing)[0];
}
