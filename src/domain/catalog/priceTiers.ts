import type { Issue } from '../issues';
import { hold } from './catalogIssues';
import { foldedName } from './productNames';

/** The price tier that a store writes to; all stores belong to one tenant. */
export interface StorePriceTier {
	readonly storeId: string;
	readonly storeName: string;
	/** Name of the tier, as Cin7 Core has it. */
	readonly tier: string;
	readonly currency: string;
}

/**
 * S30, S99: stores of different currencies that share a tier would overwrite each other's prices, and the last one wins.
 * One issue for each such tier; what it holds is the writing of prices, nothing else.
 */
export function sharedPriceTiers(stores: readonly StorePriceTier[]): readonly Issue[] {
	const byTier = new Map<string, StorePriceTier[]>();
	for (const store of stores) byTier.set(foldedName(store.tier), [...(byTier.get(foldedName(store.tier)) ?? []), store]);
	return [...byTier.values()].filter((sharing) => new Set(sharing.map(({ currency }) => currency)).size > 1).map(sharedTier);
}

function sharedTier(sharing: readonly StorePriceTier[]): Issue {
	const names = sharing.map(({ storeName, currency }) => `${storeName} (${currency})`).join(', ');
	return hold('store.priceTierShared', `The price tier ${sharing[0]?.tier ?? ''} is used by stores of different currencies: ${names}. The last download would overwrite the others' prices`, 'Choose a price tier of its own for each marketplace in the Amazon Store node.');
}
