import type { CatalogItemSeed, ListingSeed } from './listingSeeds';

/** A listing with its times in milliseconds since 1970. */
export interface ShelvedListing {
	readonly seed: ListingSeed;
	readonly created: number;
	readonly updated: number;
}

const instant = (text: string, sellerSku: string): number => {
	const time = Date.parse(text);
	if (Number.isNaN(time)) throw new RangeError(`Seed: listing ${sellerSku} has the time ${text}`);
	return time;
};

const shelved = (seed: ListingSeed): ShelvedListing => ({
	seed,
	created: instant(seed.createdTime, seed.sellerSku),
	updated: instant(seed.lastUpdatedTime ?? seed.createdTime, seed.sellerSku),
});

const familyKey = (marketplaceId: string, parentSku: string): string => `${marketplaceId} ${parentSku}`;

/** The listings and catalog items of an account, by marketplace. SKUs and ASINs are compared byte for byte. */
export class ListingShelf {
	/** Grows with every change of a listing, so that what was found in one state is not taken for found in another. */
	version = 0;
	private readonly shelves = new Map<string, Map<string, ShelvedListing>>();
	private readonly catalogs = new Map<string, Map<string, CatalogItemSeed>>();
	private readonly families = new Map<string, Set<string>>();

	add(seed: ListingSeed): void {
		if (this.listing(seed.marketplaceId, seed.sellerSku)) throw new Error(`There is a listing ${seed.sellerSku} in ${seed.marketplaceId} already`);
		this.put(seed);
	}

	replace(seed: ListingSeed): void {
		const entry = shelved(seed);
		this.remove(seed.marketplaceId, seed.sellerSku);
		this.put(entry.seed);
	}

	remove(marketplaceId: string, sellerSku: string): void {
		const { seed } = this.existing(marketplaceId, sellerSku);
		this.shelves.get(marketplaceId)?.delete(sellerSku);
		if (seed.parentSku !== undefined) this.families.get(familyKey(marketplaceId, seed.parentSku))?.delete(sellerSku);
		this.version += 1;
	}

	setItem(item: CatalogItemSeed): void {
		const catalog = this.catalogs.get(item.marketplaceId) ?? new Map<string, CatalogItemSeed>();
		this.catalogs.set(item.marketplaceId, catalog.set(item.asin, item));
		this.version += 1;
	}

	listing(marketplaceId: string, sellerSku: string): ShelvedListing | undefined {
		return this.shelves.get(marketplaceId)?.get(sellerSku);
	}

	existing(marketplaceId: string, sellerSku: string): ShelvedListing {
		const listing = this.listing(marketplaceId, sellerSku);
		if (listing === undefined) throw new Error(`There is no listing ${sellerSku} in ${marketplaceId}`);
		return listing;
	}

	/** In the order in which they were added. */
	listings(marketplaceId: string): Iterable<ShelvedListing> {
		return this.shelves.get(marketplaceId)?.values() ?? [];
	}

	childSkus(marketplaceId: string, parentSku: string): readonly string[] {
		return [...(this.families.get(familyKey(marketplaceId, parentSku)) ?? [])];
	}

	item(marketplaceId: string, asin: string | undefined): CatalogItemSeed | undefined {
		return asin === undefined ? undefined : this.catalogs.get(marketplaceId)?.get(asin);
	}

	items(marketplaceId: string): Iterable<CatalogItemSeed> {
		return this.catalogs.get(marketplaceId)?.values() ?? [];
	}

	private put(seed: ListingSeed): void {
		const entry = shelved(seed);
		const shelf = this.shelves.get(seed.marketplaceId) ?? new Map<string, ShelvedListing>();
		this.shelves.set(seed.marketplaceId, shelf.set(seed.sellerSku, entry));
		if (seed.parentSku !== undefined) {
			const key = familyKey(seed.marketplaceId, seed.parentSku);
			this.families.set(key, (this.families.get(key) ?? new Set()).add(seed.sellerSku));
		}
		this.version += 1;
	}
}

/** The parent of a family: listed, and nobody can buy or fulfill it. A draft is no parent. */
export const isParent = (seed: ListingSeed): boolean => seed.fulfilledBy === undefined && seed.state !== 'incomplete';
