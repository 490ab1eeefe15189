/** The demo seller's stores, by country. */
export type DemoStore = 'US' | 'DE' | 'JP';

export interface DemoStoreFacts {
	readonly marketplaceId: string;
	readonly currency: 'USD' | 'EUR' | 'JPY';
	/** First three digits of an order id. */
	readonly orderPrefix: string;
	/** Hours, UTC, that lie within one and the same day both in UTC and in the store's zone. */
	readonly hours: { readonly from: number; readonly to: number };
}

export const demoStores: { readonly [store in DemoStore]: DemoStoreFacts } = {
	US: { marketplaceId: 'ATVPDKIKX0DER', currency: 'USD', orderPrefix: '111', hours: { from: 8, to: 22 } },
	DE: { marketplaceId: 'A1PA6795UKMFR9', currency: 'EUR', orderPrefix: '302', hours: { from: 1, to: 20 } },
	JP: { marketplaceId: 'A1VC38T7YXB528', currency: 'JPY', orderPrefix: '249', hours: { from: 1, to: 13 } },
};

/** Where the demo seller lists. France and Italy share the German account, and have listings but no orders. */
export type DemoMarketplace = DemoStore | 'FR' | 'IT';

export interface DemoMarketplaceFacts {
	readonly marketplaceId: string;
	readonly currency: DemoStoreFacts['currency'];
	readonly merchantToken: string;
}

export const demoMarketplaces: { readonly [marketplace in DemoMarketplace]: DemoMarketplaceFacts } = {
	US: { marketplaceId: demoStores.US.marketplaceId, currency: 'USD', merchantToken: 'A1HARBORPINE' },
	DE: { marketplaceId: demoStores.DE.marketplaceId, currency: 'EUR', merchantToken: 'A2HARBORPINE' },
	FR: { marketplaceId: 'A13V1IB3VIYZZH', currency: 'EUR', merchantToken: 'A2HARBORPINE' },
	IT: { marketplaceId: 'APJ6JRA9NG5V4', currency: 'EUR', merchantToken: 'A2HARBORPINE' },
	JP: { marketplaceId: demoStores.JP.marketplaceId, currency: 'JPY', merchantToken: 'A3HARBORPINE' },
};

export const demoMarketplaceNames = Object.keys(demoMarketplaces) as readonly DemoMarketplace[];
