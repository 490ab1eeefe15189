import table from './marketplaces.json';

/** Selling regions of the Selling Partner API, each with its own host and credentials. */
export type Region = 'na' | 'eu' | 'fe';

export interface Marketplace {
	/** Amazon's short form as sellers use it: UK, not GB. */
	readonly country: string;
	readonly name: string;
	readonly id: string;
	readonly currency: string;
	readonly region: Region;
	readonly domain: string;
	/** Zone in which Seller Central counts the marketplace's days. */
	readonly timeZone: string;
	/** European marketplaces give no tax on the order: prices include it (S67). */
	readonly european: boolean;
}

/** The 18 marketplaces that Cin7 Core's integration supports (S6), by name. */
export const marketplaces = table as readonly Marketplace[];

const byId = new Map(marketplaces.map((marketplace) => [marketplace.id, marketplace]));

export const marketplaceById = (id: string): Marketplace | undefined => byId.get(id);

/** 'Amazon_US': how Cin7 Core names the sales representative and channel of a marketplace (S28, D2). */
export const marketplaceShortForm = (marketplace: Marketplace): string => `Amazon_${marketplace.country}`;
