import type { Listing } from '../domain/catalog/listing';
import type { FulfillmentChannel } from '../domain/orders/order';
import type { ListingPage } from '../processes/ports/amazon';
import { fulfillmentChannelOf } from './fulfillmentChannel';
import { wireListing, type WireListing } from './listingWire';
import { faultsOf } from './wireFit';

export type ParsedListing = { readonly ok: true; readonly listing: Listing } | ({ readonly ok: false } & ListingPage['unreadable'][number]);

/**
 * Reads one listing of listings items 2021-08-01 as it is in that marketplace. The SKU stays byte for byte; the price is
 * what consumers pay (B2C). A listing without summary there is a draft.
 */
export function parseListing(wire: unknown, marketplaceId: string): ParsedListing {
	const checked = wireListing.safeParse(wire);
	if (checked.success) return { ok: true, listing: listingOf(checked.data, marketplaceId) };
	const sellerSku: unknown = typeof wire === 'object' && wire !== null && 'sku' in wire ? wire.sku : undefined;
	return { ok: false, ...(typeof sellerSku === 'string' && sellerSku !== '' && { sellerSku }), reason: faultsOf(checked.error, 'listing') };
}

function listingOf(wire: WireListing, marketplaceId: string): Listing {
	const summary = wire.summaries?.find((candidate) => candidate.marketplaceId === marketplaceId);
	const asin = summary?.asin || undefined;
	const channel = channelOf(wire);
	const price = priceOf(wire, marketplaceId);
	const parentSku = parentOf(wire, marketplaceId);
	const quantity = wire.fulfillmentAvailability?.find(({ fulfillmentChannelCode }) => fulfillmentChannelOf(fulfillmentChannelCode) === 'MFN')?.quantity ?? undefined;
	return {
		sellerSku: wire.sku,
		availability: availabilityOf(asin, summary?.status ?? []),
		...(asin !== undefined && { asin }),
		...(summary?.itemName && { title: summary.itemName }),
		...(channel !== undefined && { fulfillmentChannel: channel }),
		...(price && { price: { amount: price.amount, currency: price.currencyCode } }),
		...(quantity !== undefined && channel !== 'AFN' && { quantity }),
		...(summary?.conditionType && { condition: summary.conditionType }),
		...(summary?.mainImage?.link && { imageUrl: summary.mainImage.link }),
		...(parentSku && { parentSku }),
		...(summary?.createdDate && { createdAt: new Date(summary.createdDate).toISOString() }),
	};
}

function availabilityOf(asin: string | undefined, status: readonly string[]): Listing['availability'] {
	if (status.includes('BUYABLE')) return 'active';
	return status.includes('DISCOVERABLE') || asin !== undefined ? 'inactive' : 'incomplete';
}

/** A listing that was converted keeps its merchant's entry beside Amazon's network, which then is the one that ships. */
function channelOf(wire: WireListing): FulfillmentChannel | undefined {
	const channels = (wire.fulfillmentAvailability ?? []).map(({ fulfillmentChannelCode }) => fulfillmentChannelOf(fulfillmentChannelCode));
	return channels.includes('AFN') ? 'AFN' : channels.find((channel) => channel !== undefined);
}

/** The offer to everybody; offers to single programs have prices of their own (Audience). */
function priceOf({ offers }: WireListing, marketplaceId: string) {
	const toConsumers = (offers ?? []).filter((offer) => offer.marketplaceId === marketplaceId && offer.offerType === 'B2C' && offer.price);
	return (toConsumers.find(({ audience }) => (audience?.value ?? 'ALL') === 'ALL') ?? toConsumers[0])?.price;
}

const parentOf = ({ relationships }: WireListing, marketplaceId: string): string | undefined =>
	relationships?.find((candidate) => candidate.marketplaceId === marketplaceId)?.relationships?.find(({ type, parentSkus }) => type === 'VARIATION' && parentSkus?.length)?.parentSkus?.[0];
