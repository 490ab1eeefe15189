import type { SaleInput } from './saleInput';

/**
 * Where an order goes: the buyer's address, or what of it the order keeps once the buyer's data are erased. Country ISO
 * 3166 alpha-2; undefined where Amazon told none.
 */
export function destinationOf({ order, buyer }: Pick<SaleInput, 'order' | 'buyer'>): { readonly countryCode: string; readonly state?: string } | undefined {
	const { countryCode, state } = buyer?.address ?? {};
	if (!countryCode) return order.destination;
	return { countryCode, ...(state ? { state } : {}) };
}

/** S137: order routing, else the location of Amazon-fulfilled orders, else the merchant's, else the tenant's default. */
export function locationOf(input: SaleInput): string {
	const { order, store, books } = input;
	const { settings } = store;
	const destination = destinationOf(input);
	const routed = settings.orderRouting.find((rule) => rule.country === destination?.countryCode && (!rule.state || rule.state === destination.state));
	if (routed) return routed.location;
	if (order.fulfillmentChannel === 'AFN' && settings.amazonLocation) return settings.amazonLocation;
	return settings.merchantLocation ?? books.locations.find((location) => location.isDefault)?.name ?? '';
}
