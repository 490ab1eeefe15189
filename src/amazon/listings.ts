import type { ListingPage, ListingSearch } from '../processes/ports/amazon';
import { TransportError } from '../transport/errors';
import type { Caller } from './caller';
import { parseListing } from './listingParser';
import { wireListingPage } from './listingWire';
import { unreadableAnswer } from './serviceErrors';
import type { Query } from './spApi';

/** Amazon's greatest, of a page and of identifiers alike (listingsItems_2021-08-01.json). */
const PAGE_SIZE = 20;

// Attributes would make a page many times longer, and the catalog of ASINs has what is needed of them.
const includedData = ['summaries', 'offers', 'fulfillmentAvailability', 'relationships'];

interface ListingCalls {
	searchListings(search: ListingSearch): Promise<ListingPage>;
}

/** Listings items 2021-08-01 for one client. `sellerId` is the merchant token. */
export function createListingCalls(call: Caller, sellerId: string): ListingCalls {
	const page = async (search: ListingSearch): Promise<ListingPage> =>
		readPage(await call({ operation: 'searchListingsItems', path: { sellerId }, query: queryOf(search) }), search.marketplaceId);

	const single = async (sku: string, marketplaceId: string): Promise<ListingPage> => {
		try {
			const body = await call({ operation: 'getListingsItem', path: { sellerId, sku }, query: { marketplaceIds: [marketplaceId], includedData } });
			return pageOf([body], 1, marketplaceId);
		} catch (error) {
			if (error instanceof TransportError && error.kind === 'notFound') return pageOf([], 0, marketplaceId);
			throw error;
		}
	};

	return {
		searchListings: async (search) => {
			if (search.sellerSkus === undefined) return await page(search);
			const skus = [...new Set(search.sellerSkus)].filter((sku) => sku !== '');
			if (skus.length > PAGE_SIZE) throw new RangeError(`At most ${PAGE_SIZE} seller SKUs can be asked for at once, not ${skus.length}`);
			// A list goes over the wire joined with commas, so that a SKU with one would be taken for two (sp-api.md 2.2).
			const [apart, together] = [skus.filter((sku) => sku.includes(',')), skus.filter((sku) => !sku.includes(','))];
			const pages: ListingPage[] = together.length === 0 ? [] : [await page({ ...search, sellerSkus: together })];
			for (const sku of apart) pages.push(await single(sku, search.marketplaceId));
			return {
				listings: pages.flatMap(({ listings }) => listings),
				unreadable: pages.flatMap(({ unreadable }) => unreadable),
				total: pages.reduce((total, { total: more }) => total + more, 0),
			};
		},
	};
}

/** Instants go through byte for byte: the page token is good only for the very same parameters. Oldest first: what is added meanwhile moves nothing. */
function queryOf({ marketplaceId, sellerSkus, createdAfter, createdBefore, pageToken }: ListingSearch): Query {
	return {
		marketplaceIds: [marketplaceId],
		includedData,
		pageSize: PAGE_SIZE,
		sortBy: 'createdDate',
		sortOrder: 'ASC',
		...(sellerSkus !== undefined && { identifiers: sellerSkus, identifiersType: 'SKU' }),
		...(createdAfter !== undefined && { createdAfter }),
		...(createdBefore !== undefined && { createdBefore }),
		...(pageToken !== undefined && { pageToken }),
	};
}

function readPage(body: unknown, marketplaceId: string): ListingPage {
	const checked = wireListingPage.safeParse(body);
	if (!checked.success) throw unreadableAnswer('searchListingsItems', `it does not fit Amazon's model (${checked.error.issues[0]?.path.join('.') || 'answer'})`);
	const { items, numberOfResults, pagination } = checked.data;
	const nextPageToken = pagination?.nextToken || undefined;
	return { ...pageOf(items, numberOfResults, marketplaceId), ...(nextPageToken !== undefined && { nextPageToken }) };
}

function pageOf(items: readonly unknown[], total: number, marketplaceId: string): ListingPage {
	const parsed = items.map((item) => parseListing(item, marketplaceId));
	return {
		listings: parsed.flatMap((outcome) => (outcome.ok ? [outcome.listing] : [])),
		unreadable: parsed.flatMap((outcome) => (outcome.ok ? [] : [{ ...(outcome.sellerSku !== undefined && { sellerSku: outcome.sellerSku }), reason: outcome.reason }])),
		total,
	};
}
