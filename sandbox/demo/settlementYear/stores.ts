import type { Region } from '../../../src/domain/marketplaces';
import type { FormCountry } from '../../amazon/settlements/settlementForms';

/** The four outlet stores whose settlements of a year are posted, by country. */
export type YearStore = 'US' | 'DE' | 'JP' | 'UK';

export const yearStoreNames: readonly YearStore[] = ['US', 'DE', 'JP', 'UK'];

export interface YearStoreFacts {
	readonly marketplaceId: string;
	/** As settlement files spell it. */
	readonly marketplaceName: string;
	/** Of orders from other channels that Amazon ships. */
	readonly otherChannel: string;
	readonly merchantToken: string;
	readonly region: Region;
	readonly refreshToken: string;
	readonly storeName: string;
	readonly country: FormCountry;
	readonly currency: 'USD' | 'EUR' | 'JPY' | 'GBP';
	/** Units of the tenant's US dollars for one unit of `currency`; '' where it is the same. */
	readonly currencyRate: string;
	readonly zone: string;
	/** UTC time of day, hh:mm:ss, at which its settlements begin and end. */
	readonly closes: string;
	readonly orderPrefix: string;
	readonly customer: { readonly id: string; readonly name: string };
	/** First two digits of the codes of its accounts, on which no other store posts. */
	readonly accountPrefix: string;
	readonly bank: { readonly account: string; readonly name: string; readonly number: string };
	readonly taxRule: { readonly name: string; readonly percent: string };
	/** Fees are booked without the tax in them. */
	readonly taxOnFees: boolean;
	/** A journal for each month. */
	readonly splitMonths: boolean;
}

export const yearStores: { readonly [store in YearStore]: YearStoreFacts } = {
	US: {
		marketplaceId: 'ATVPDKIKX0DER', marketplaceName: 'Amazon.com', otherChannel: 'Non-Amazon US', merchantToken: 'A6HARBORPINE', region: 'na', refreshToken: 'Atzr|demo-year-us',
		storeName: 'Harbor & Pine Outlet US', country: 'US', currency: 'USD', currencyRate: '', zone: 'America/Los_Angeles', closes: '14:22:09', orderPrefix: '113',
		customer: { id: 'aaaaaaaa-0000-4000-8000-000000000006', name: 'Outlet Amazon US' }, accountPrefix: '51', bank: { account: '095', name: 'Outlet Checking USD', number: '000-DEMO-5' },
		taxRule: { name: 'Outlet Sales Tax 8.25%', percent: '8.25' }, taxOnFees: false, splitMonths: false,
	},
	DE: {
		marketplaceId: 'A1PA6795UKMFR9', marketplaceName: 'Amazon.de', otherChannel: 'Non-Amazon DE', merchantToken: 'A7HARBORPINE', region: 'eu', refreshToken: 'Atzr|demo-year-de',
		storeName: 'Harbor & Pine Outlet DE', country: 'DE', currency: 'EUR', currencyRate: '1.0842', zone: 'Europe/Berlin', closes: '06:02:51', orderPrefix: '303',
		customer: { id: 'aaaaaaaa-0000-4000-8000-000000000007', name: 'Outlet Amazon DE' }, accountPrefix: '52', bank: { account: '096', name: 'Outlet Account EUR', number: '000-DEMO-6' },
		taxRule: { name: 'Outlet MwSt 19%', percent: '19' }, taxOnFees: false, splitMonths: true,
	},
	JP: {
		marketplaceId: 'A1VC38T7YXB528', marketplaceName: 'Amazon.co.jp', otherChannel: 'Non-Amazon JP', merchantToken: 'A8HARBORPINE', region: 'fe', refreshToken: 'Atzr|demo-year-jp',
		storeName: 'Harbor & Pine Outlet JP', country: 'JP', currency: 'JPY', currencyRate: '0.0067', zone: 'Asia/Tokyo', closes: '15:00:00', orderPrefix: '250',
		customer: { id: 'aaaaaaaa-0000-4000-8000-000000000008', name: 'Outlet Amazon JP' }, accountPrefix: '53', bank: { account: '097', name: 'Outlet Account JPY', number: '000-DEMO-7' },
		taxRule: { name: 'Outlet JP Tax 10%', percent: '10' }, taxOnFees: false, splitMonths: false,
	},
	UK: {
		marketplaceId: 'A1F83G8C2ARO7P', marketplaceName: 'Amazon.co.uk', otherChannel: 'Non-Amazon UK', merchantToken: 'A9HARBORPINE', region: 'eu', refreshToken: 'Atzr|demo-year-uk',
		storeName: 'Harbor & Pine Outlet UK', country: 'UK', currency: 'GBP', currencyRate: '1.2685', zone: 'Europe/London', closes: '07:49:55', orderPrefix: '205',
		customer: { id: 'aaaaaaaa-0000-4000-8000-000000000009', name: 'Outlet Amazon UK' }, accountPrefix: '54', bank: { account: '098', name: 'Outlet Account GBP', number: '000-DEMO-8' },
		taxRule: { name: 'Outlet VAT 20%', percent: '20' }, taxOnFees: true, splitMonths: false,
	},
};

export const yearStoreId = (store: YearStore): string => `${yearStores[store].merchantToken}-${store}`;

/** Key of the store's account in the Amazon simulator. */
export const yearAccountKey = (store: YearStore): string => `${yearStores[store].merchantToken}@${yearStores[store].region}`;

/** By which n8n finds the store's Amazon credential. */
export const yearCredentialReference = (store: YearStore): { id: string; name: string } => ({ id: `outletAccount${store}`, name: `Outlet account ${store}` });
