import { type Answer, accessDenied, invalidInput, notFound } from './answers';
import { type CatalogDataSet, catalogDataSets, catalogDocument } from './catalogDocument';
import { present } from './json';
import type { CatalogItemSeed } from './listingSeeds';
import type { MarketplaceEntry } from './marketplaceEntries';
import { PageTokens } from './pageTokens';
import { fingerprintOf, listOf, marketplacesOf, pageSizeOf, refuseUnknown, wordOf } from './queryRules';
import type { SellerWorld } from './sellerWorld';

const searchParameters = [
	'identifiers', 'identifiersType', 'marketplaceIds', 'includedData', 'locale', 'sellerId', 'keywords', 'brandNames', 'classificationIds', 'pageSize', 'pageToken', 'keywordsLocale',
];
const identifierTypes = ['ASIN', 'EAN', 'GTIN', 'ISBN', 'JAN', 'MINSAN', 'SKU', 'UPC'] as const;
const onlyWithKeywords = ['brandNames', 'classificationIds', 'keywordsLocale'];

/** Catalog Items 2022-04-01: searchCatalogItems and getCatalogItem (catalogItems_2022-04-01.json). */
export class CatalogApi {
	private readonly tokens = new PageTokens<string>();

	searchCatalogItems(account: SellerWorld, query: URLSearchParams): Answer {
		refuseUnknown(query, searchParameters);
		admit(account);
		const [entry] = marketplacesOf(account, query, 1);
		if (entry === undefined) throw invalidInput('marketplaceIds is required.');
		const included = includedData(query);
		const size = pageSizeOf(query, { name: 'pageSize', most: 20, usual: 10 });
		const search = searchOf(account, entry, query);
		const { keys, total, pagination } = this.tokens.page(search, { token: query.get('pageToken'), request: fingerprintOf(account, query, 'pageToken'), size }, true);
		const items = keys.flatMap((asin) => {
			const item = account.shelf.item(entry.id, asin);
			return item ? [catalogDocument(asin, [{ item, entry }], included)] : [];
		});
		return { status: 200, body: present({ numberOfResults: total, pagination, items }) };
	}

	getCatalogItem(account: SellerWorld, asin: string, query: URLSearchParams): Answer {
		refuseUnknown(query, ['marketplaceIds', 'includedData', 'locale']);
		admit(account);
		const entries = marketplacesOf(account, query, Infinity);
		const included = includedData(query);
		const here = entries.flatMap((entry) => {
			const item = account.shelf.item(entry.id, asin);
			return item ? [{ item, entry }] : [];
		});
		if (here.length === 0) throw notFound(`Requested item '${asin}' not found in marketplace(s) ${entries.map(({ id }) => id).join(', ')}.`);
		return { status: 200, body: catalogDocument(asin, here, included) };
	}
}

function admit(account: SellerWorld): void {
	if (!account.roles.has('productListing')) throw accessDenied();
}

const includedData = (query: URLSearchParams): ReadonlySet<CatalogDataSet> => new Set(listOf(query, 'includedData', catalogDataSets) ?? ['summaries']);

/** The ASINs that the identifiers stand for, each once; what Amazon does not know is missing. */
function searchOf(account: SellerWorld, { id }: MarketplaceEntry, query: URLSearchParams): () => readonly string[] {
	const identifiers = listOf(query, 'identifiers');
	const type = wordOf(query, 'identifiersType', identifierTypes);
	// Amazon searches by words too; nothing of ours does, and the simulated catalog has no words to be found by.
	if (query.has('keywords')) throw invalidInput(identifiers === undefined ? 'The simulator searches by identifiers only.' : 'identifiers and keywords must not be provided together.');
	if (identifiers === undefined) throw invalidInput('One of identifiers and keywords must be provided.');
	if (type === undefined) throw invalidInput('identifiersType is required when identifiers is provided.');
	if (identifiers.length > 20) throw invalidInput('identifiers has more than 20 items.');
	const misplaced = onlyWithKeywords.find((name) => query.has(name));
	if (misplaced !== undefined) throw invalidInput(`${misplaced} must not be provided with identifiers.`);
	const sellerId = query.get('sellerId');
	if (type === 'SKU' && sellerId === null) throw invalidInput('sellerId is required when identifiersType is SKU.');
	const { shelf } = account;
	return () => {
		const asins = (value: string): readonly string[] => {
			if (type === 'ASIN') return [value];
			if (type === 'SKU') return sellerId === account.seed.merchantToken ? [shelf.listing(id, value)?.seed.asin ?? ''] : [];
			return Array.from(shelf.items(id)).filter((item) => isIdentifiedBy(item, type, value)).map(({ asin }) => asin);
		};
		return [...new Set(identifiers.flatMap(asins))].filter((asin) => shelf.item(id, asin) !== undefined);
	};
}

const isIdentifiedBy = (item: CatalogItemSeed, type: string, value: string): boolean => (item.identifiers ?? []).some((identifier) => identifier.type === type && identifier.value === value);
