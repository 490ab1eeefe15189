import type { CatalogItem } from '../domain/catalog/listing';
import type { Caller } from './caller';
import { parseCatalogItem } from './catalogParser';
import { wireCatalogPage } from './catalogWire';
import { unreadableAnswer } from './serviceErrors';

/** Amazon's greatest, of a page and of identifiers alike (catalogItems_2022-04-01.json). */
const PAGE_SIZE = 20;

const includedData = ['attributes', 'classifications', 'dimensions', 'identifiers', 'images', 'relationships', 'summaries'];

// Anything else would make Amazon refuse the others with it.
const isAsin = (text: string): boolean => /^[A-Z0-9]{10}$/i.test(text);

interface CatalogCalls {
	catalogItems(marketplaceId: string, asins: readonly string[]): Promise<readonly CatalogItem[]>;
}

/** Catalog items 2022-04-01 for one client. */
export function createCatalogCalls(call: Caller): CatalogCalls {
	const read = async (marketplaceId: string, asins: readonly string[]): Promise<readonly CatalogItem[]> => {
		const found = new Map<string, CatalogItem>();
		let pageToken: string | undefined;
		do {
			const before = found.size;
			const body = await call({
				operation: 'searchCatalogItems',
				query: { identifiers: asins, identifiersType: 'ASIN', marketplaceIds: [marketplaceId], includedData, pageSize: PAGE_SIZE, ...(pageToken !== undefined && { pageToken }) },
			});
			const page = wireCatalogPage.safeParse(body);
			if (!page.success) throw unreadableAnswer('searchCatalogItems', `it does not fit Amazon's model (${page.error.issues[0]?.path.join('.') || 'answer'})`);
			for (const wire of page.data.items) {
				const item = parseCatalogItem(wire, marketplaceId);
				if (item !== undefined) found.set(item.asin, item);
			}
			// A page that brings nothing new ends it, whatever its token says.
			pageToken = found.size > before && found.size < asins.length ? page.data.pagination?.nextToken || undefined : undefined;
		} while (pageToken !== undefined);
		return [...found.values()];
	};

	return {
		catalogItems: async (marketplaceId, asins) => {
			const asked = [...new Set(asins)].filter(isAsin);
			const items: CatalogItem[] = [];
			for (let at = 0; at < asked.length; at += PAGE_SIZE) items.push(...(await read(marketplaceId, asked.slice(at, at + PAGE_SIZE))));
			return items;
		},
	};
}
