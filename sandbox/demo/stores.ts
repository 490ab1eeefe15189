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
