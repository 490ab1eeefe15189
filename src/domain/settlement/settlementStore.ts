import { marketplaceById, marketplaces, type Marketplace } from '../marketplaces';
import type { Store } from '../settings';
import type { SettlementContent } from './settlement';
import { folded } from './typePattern';

/** The marketplace that a settlement file names: 'Amazon.de', 'amazon.com'; undefined for 'Non-Amazon US' and names that are not known. */
export function marketplaceOfName(name: string): Marketplace | undefined {
	return marketplaces.find(({ domain }) => domain === folded(name));
}

/**
 * The store by whose settings a settlement is posted: of the stores whose currency it has, the one whose marketplace has
 * the most of its rows; of equals the first by id (P19: rows without a marketplace, or of one that is not connected, go
 * with the settlement, because the deposit is one). Undefined when no store of the account has its currency.
 */
export function storeOfSettlement({ statement, groups }: Pick<SettlementContent, 'statement' | 'groups'>, stores: readonly Store[]): Store | undefined {
	const candidates = stores
		.filter((store) => marketplaceById(store.marketplaceId)?.currency === statement.currency)
		.sort((a, b) => (a.storeId < b.storeId ? -1 : 1));
	const rowsOf = ({ marketplaceId }: Store): number =>
		groups.reduce((rows, group) => (marketplaceOfName(group.marketplaceName)?.id === marketplaceId ? rows + group.rows : rows), 0);
	return candidates.reduce<Store | undefined>((best, store) => (best === undefined || rowsOf(store) > rowsOf(best) ? store : best), undefined);
}
