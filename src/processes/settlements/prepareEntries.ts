import { marketplaceById } from '../../domain/marketplaces';
import { planEntries, type EntryChoices, type PlannedEntries } from '../../domain/settlement/planEntries';
import { readSettlement } from '../../domain/settlement/reading/readSettlement';
import type { BooksAccount } from '../../domain/settlement/accountsInBooks';
import type { PrincipalGrouping } from '../../domain/settlement/principalGroups';
import type { SettlementContent } from '../../domain/settlement/settlement';
import type { Store } from '../../domain/settings';
import type { BooksPort } from '../ports/bookkeeping';
import type { Cin7Port, TenantReference } from '../ports/cin7';
import type { SyncDatabase } from '../ports/repositories';
import type { SettlementRecord } from '../ports/settlements';
import { readingFor } from './captureSettlement';

/** What a run posts by; `contact` empty: 'Amazon US', by the country of the store. */
export type EntryRequest = Omit<EntryChoices, 'service'>;

interface Services {
	readonly cin7: Cin7Port;
	readonly books: BooksPort;
	readonly database: SyncDatabase;
}

/** Both books as they are read once a run. */
export interface BothBooks {
	readonly reference: TenantReference;
	readonly accounts: readonly BooksAccount[];
	/** By product id and by SKU in small letters; read only where entries are grouped by category. */
	readonly categories: ReadonlyMap<string, string>;
}

/** Throws TransportError. */
export async function readBothBooks({ cin7, books }: Pick<Services, 'cin7' | 'books'>, grouping: PrincipalGrouping): Promise<BothBooks> {
	return { reference: await cin7.reference(), accounts: await books.accounts(), categories: grouping === 'category' ? await readCategories(cin7) : new Map() };
}

async function readCategories(cin7: Cin7Port): Promise<ReadonlyMap<string, string>> {
	const categories = new Map<string, string>();
	for await (const { id, sku, category } of cin7.productCategories()) {
		categories.set(id, category);
		categories.set(bySku(sku), category);
	}
	return categories;
}

const bySku = (sku: string): string => `sku ${sku.trim().toLowerCase()}`;

/**
 * Reads a settlement's stored file and plans its entries for the other books; writes nothing, so that a preview and a
 * posting are the same code (N49). Throws UnreadableSettlement, TransportError.
 */
export async function prepareEntries(services: Services, store: Store, record: SettlementRecord, both: BothBooks, request: EntryRequest): Promise<PlannedEntries> {
	const { books, database: { settlements } } = services;
	const marketplace = marketplaceById(store.marketplaceId);
	const content = await readSettlement(settlements.readDocument(record.documentId), { ...readingFor(store), ...(request.grouping === 'all' ? {} : { bySku: true }) });
	const previous = await settlements.previous(record);
	return planEntries({
		content,
		storeId: store.storeId,
		settings: store.settings,
		books: both.reference,
		booksAccounts: both.accounts,
		...(previous ? { previous: { statement: previous.statement, chain: previous.chain } } : {}),
		posting: record.progress.posting,
		marketplaceCurrency: marketplace?.currency ?? record.statement.currency,
		choices: { ...request, service: books.service, contact: request.contact || `Amazon ${marketplace?.country ?? ''}`.trim() },
		...(request.grouping === 'all' ? {} : { nameOfSku: await namesOfSkus(services, store, content, request.grouping, both) }),
	});
}

/** By the link of the SKU, as sales are made (S44); without one by the product that has the SKU itself. */
async function namesOfSkus({ database }: Services, { storeId, tenantKey }: Store, { groups }: SettlementContent, grouping: PrincipalGrouping, { categories }: BothBooks): Promise<ReadonlyMap<string, string>> {
	const skus = [...new Set(groups.flatMap(({ sku }) => sku ?? []))];
	const links = await database.catalog.linksForSkus(storeId, skus);
	const same = new Map((await database.products.bySku(tenantKey, skus.filter((sku) => !links.has(sku)))).map((product) => [bySku(product.sku), product]));
	return new Map(skus.flatMap((sku): [string, string][] => {
		const link = links.get(sku);
		const name = grouping === 'product'
			? (link?.productName ?? same.get(bySku(sku))?.name)
			: (categories.get(link?.productId ?? bySku(sku)));
		return name === undefined ? [] : [[sku, name]];
	}));
}
