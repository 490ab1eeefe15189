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
}
