import { dayOf, type Day } from '../calendar';
import type { AmazonOrder, BuyerDetails } from '../orders/order';
import type { Store } from '../settings';
import type { DefaultCustomer, LinkedProduct, TenantBooks } from './tenant';

/** Everything that planning looks at. Values only: same input, same plan (N40). */
export interface SaleInput {
	readonly order: AmazonOrder;
	readonly buyer?: BuyerDetails;
	readonly store: Store;
	readonly books: TenantBooks;
	readonly defaultCustomer: DefaultCustomer;
	/** Links by seller SKU. */
	readonly links: ReadonlyMap<string, LinkedProduct>;
	/** When the order was first loaded, ISO 8601. */
	readonly capturedAt: string;
	/** Day of the daily sale that it goes on, which may be a later one than its own (D14). */
	readonly dailySaleDay?: Day;
}

/** Day that the sale bears (S135, S138, S146). */
export const saleDayOf = ({ order, store: { settings }, capturedAt, dailySaleDay }: SaleInput): Day =>
	dailySaleDay ?? dayOf(settings.saleDate === 'ordered' ? order.createdTime : capturedAt, settings.timeZone);
