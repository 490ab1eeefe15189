import type { IDataObject } from 'n8n-workflow';
import type { Store } from '../domain/settings';
import type { CatalogEntry } from '../processes/catalog/catalogViews';
import type { LoadProductsResult } from '../processes/catalog/loadProducts';
import type { MappingResult } from '../processes/catalog/mapCatalog';
import type { CatalogRow, ProductLink } from '../processes/ports/catalog';

const statusNames = { notListed: 'Not Listed', listed: 'Listed', canceled: 'Canceled' } as const;

/** What Load Products did for one store: counts of the download and of the products, and what is left. */
export function catalogRunItem({ store, load, mapping }: LoadProductsResult): IDataObject {
	return {
		storeId: store.storeId,
		storeName: store.settings.storeName,
		busy: load.busy || mapping.busy,
		complete: load.complete && mapping.complete,
		expectedMinutesLeft: Math.ceil(Math.max(load.expectedWaitMs, mapping.expectedWaitMs) / 60_000),
		received: load.received,
		new: load.new,
		changed: load.changed,
		unchanged: load.unchanged,
		canceled: [...load.canceled],
		linked: skusOf(mapping, 'linked'),
		created: skusOf(mapping, 'created'),
		updated: skusOf(mapping, 'updated'),
		held: skusOf(mapping, 'held'),
		families: mapping.families.map((family) => ({ ...family })),
		withoutProduct: mapping.withoutProduct,
		catalog: { listed: load.byStatus.listed, notListed: load.byStatus.notListed, canceled: load.byStatus.canceled },
		notes: [...load.notes, ...mapping.notes],
	};
}

const skusOf = (mapping: MappingResult, outcome: MappingResult['listings'][number]['outcome']): string[] => mapping.listings.filter((each) => each.outcome === outcome).map(({ sellerSku }) => sellerSku);

/** One item for each listing that was, or would be, linked, created, updated or held. */
export const mappingItems = (store: Store, mapping: MappingResult): IDataObject[] =>
	mapping.listings.map(({ sellerSku, asin, title, outcome, product, family, fields, issues }) => ({
		storeId: store.storeId,
		sellerSku,
		asin: asin ?? null,
		title: title ?? null,
		outcome,
		productSku: product?.sku ?? null,
		productName: product?.name ?? null,
		family: family ?? null,
		fields: fields ? { ...fields } : null,
		issues: issues.map(({ code, message, hint }) => ({ code, what: message, whatToDo: hint })),
	}));

/** A row of the Catalog tab. */
export function catalogRowItem({ storeName, row, family }: CatalogEntry): IDataObject {
	if (!family) return { kind: 'listing', storeName, ...listingFields(row) };
	const { variants } = family;
	return {
		kind: 'family',
		storeName,
		storeId: row.storeId,
		asin: family.parentAsin,
		name: family.productFamily ?? family.title,
		title: family.title,
		status: statusNames[variants.some(({ status }) => status === 'listed') ? 'listed' : row.status],
		productFamily: family.productFamily ?? null,
		variants: variants.map(listingFields),
	};
}

function listingFields(row: CatalogRow): IDataObject {
	const { listing, item, link, alias, asinChange } = row;
	return {
		storeId: row.storeId,
		sellerSku: listing.sellerSku,
		asin: listing.asin ?? null,
		name: alias ?? link?.productName ?? listing.title ?? null,
		alias: alias ?? null,
		title: listing.title ?? null,
		status: statusNames[row.status],
		amazonStatus: listing.availability,
		fulfillmentChannel: listing.fulfillmentChannel ?? null,
		price: listing.price?.amount ?? null,
		currency: listing.price?.currency ?? null,
		quantityAtAmazon: listing.quantity ?? null,
		options: Object.fromEntries((item?.options ?? []).map(({ name, value }) => [name, value])),
		...productFields(link),
		choice: link ? 'linked' : row.choice,
		asinChange: asinChange ? { before: asinChange.from, now: asinChange.to } : null,
		issues: row.issues.map(({ code, message, hint }) => ({ code, what: message, whatToDo: hint })),
		firstSeenAt: row.firstSeenAt,
		lastSeenAt: row.lastSeenAt,
	};
}

const productFields = (link: ProductLink | undefined): IDataObject => ({ productSku: link?.productSku ?? null, productName: link?.productName ?? null, productId: link?.productId ?? null, linkedBy: link?.linkedBy ?? null });

/** A link made by hand. */
export const linkItem = (storeId: string, link: ProductLink): IDataObject => ({ storeId, sellerSku: link.sellerSku, asin: link.asin ?? null, ...productFields(link), linkedAt: link.linkedAt });
