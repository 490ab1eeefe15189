import type { CatalogRepository } from '../../processes/ports/catalog';
import { captureListings, captureSingleListings } from './capture';
import type { CatalogContext } from './context';
import { markDecided, reopen, setAlias, setChoice } from './decisions';
import { findItems, findMissingParents, saveItems } from './items';
import { findFamilyLinks, findLinks, findLinksByAsin, findLinksByProduct, linkFamily } from './linkReads';
import { confirmAsin, linkProducts, recordWritten, unlinkProducts } from './links';
import { countMissing, finishLoad, readLastLoadId, readLoad, saveLoad } from './loads';
import { countCatalog, listCatalog } from './reads';

export function createCatalogRepository(context: CatalogContext): CatalogRepository {
	return {
		load: async (storeId) => await readLoad(context.engine.query, storeId),
		saveLoad: async (storeId, load) => await saveLoad(context, storeId, load),
		lastLoadId: async (storeId) => await readLastLoadId(context.engine.query, storeId),
		capture: async (storeId, listings, load) => await captureListings(context, storeId, listings, load),
		captureSingle: async (storeId, listings) => await captureSingleListings(context, storeId, listings),
		countMissing: async (storeId, loadId) => await countMissing(context, storeId, loadId),
		finishLoad: async (storeId, loadId, cancelMissing) => await finishLoad(context, storeId, loadId, cancelMissing),
		saveItems: async (storeId, items, asked) => await saveItems(context, storeId, items, asked),
		missingParents: async (storeId) => await findMissingParents(context, storeId),
		items: async (storeId, asins) => await findItems(context, storeId, asins),
		list: async (storeId, filter) => await listCatalog(context, storeId, filter),
		count: async (storeId) => await countCatalog(context, storeId),
		markDecided: async (storeId, decided) => await markDecided(context, storeId, decided),
		reopen: async (storeId, options) => await reopen(context, storeId, options),
		link: async (storeId, links) => await linkProducts(context, storeId, links),
		unlink: async (storeId, sellerSkus, then) => await unlinkProducts(context, storeId, sellerSkus, then),
		setChoice: async (storeId, sellerSkus, choice) => await setChoice(context, storeId, sellerSkus, choice),
		setAlias: async (storeId, sellerSku, alias) => await setAlias(context, storeId, sellerSku, alias),
		confirmAsin: async (storeId, sellerSkus) => await confirmAsin(context, storeId, sellerSkus),
		recordWritten: async (storeId, sellerSku, written) => await recordWritten(context, storeId, sellerSku, written),
		linksForSkus: async (storeId, sellerSkus) => await findLinks(context, storeId, sellerSkus),
		linksByAsin: async (storeIds, asins) => await findLinksByAsin(context, storeIds, asins),
		linksByProduct: async (storeIds, productIds) => await findLinksByProduct(context, storeIds, productIds),
		familyLinks: async (storeId, parentAsins) => await findFamilyLinks(context, storeId, parentAsins),
		linkFamily: async (storeId, link) => await linkFamily(context, storeId, link),
	};
}
