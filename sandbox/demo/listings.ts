import type { CatalogItemSeed, ListingSeed } from '../amazon/listingSeeds';
import { books } from './listings/books';
import { families } from './listings/families';
import { peculiar } from './listings/peculiar';
import { marketplaceSeeds } from './listings/seeds';
import { soldToday } from './listings/soldToday';
import { demoMarketplaceNames, demoMarketplaces, type DemoMarketplace } from './stores';

/** A listing whose ASIN Amazon merges into another one while the demo goes on (N25, S112). */
export interface DemoMerge {
	readonly marketplace: DemoMarketplace;
	readonly sellerSku: string;
	readonly from: string;
	readonly to: string;
}

/** For `relist` of the simulated seller account; the catalog item that the listing moves to is there from the beginning. */
export const demoMerges: readonly DemoMerge[] = [{ marketplace: 'US', sellerSku: 'HP-DOORMAT', from: 'B0DEMO0104', to: 'B0DEMO0199' }];

/** The demo seller's listings in one marketplace, and the catalog items that they are on. The same every time. */
export function demoListings(marketplace: DemoMarketplace): { readonly listings: readonly ListingSeed[]; readonly catalogItems: readonly CatalogItemSeed[] } {
	const { listings, catalogItems } = marketplaceSeeds([...soldToday, ...books, ...peculiar], families, marketplace);
	return { listings, catalogItems: [...catalogItems, ...mergedInto(catalogItems, marketplace)] };
}

function mergedInto(catalogItems: readonly CatalogItemSeed[], marketplace: DemoMarketplace): readonly CatalogItemSeed[] {
	return demoMerges
		.filter((merge) => merge.marketplace === marketplace)
		.flatMap(({ from, to }) => catalogItems.filter(({ asin }) => asin === from).map((item) => ({ ...item, asin: to, title: `${item.title}, Natural` })));
}

/** What a seller account of the demo has in all its marketplaces. */
export function accountListings(merchantToken: string): { readonly listings: readonly ListingSeed[]; readonly catalogItems: readonly CatalogItemSeed[] } {
	const all = demoMarketplaceNames.filter((name) => demoMarketplaces[name].merchantToken === merchantToken).map(demoListings);
	return { listings: all.flatMap(({ listings }) => listings), catalogItems: all.flatMap(({ catalogItems }) => catalogItems) };
}
