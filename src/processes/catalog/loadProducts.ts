import type { Store } from '../../domain/settings';
import type { CatalogReadServices, CatalogWriteServices } from './catalogServices';
import { loadCatalog, type CatalogLoadRequest, type CatalogLoadResult } from './loadCatalog';
import { mapCatalog, type MappingResult } from './mapCatalog';

export interface LoadProductsResult {
	readonly store: Store;
	readonly load: CatalogLoadResult;
	readonly mapping: MappingResult;
}

/** Load Products (S88): listings from Amazon into the catalog, then their products in Cin7 Core, as the settings say. */
export async function loadProducts(services: CatalogReadServices & CatalogWriteServices, request: CatalogLoadRequest): Promise<LoadProductsResult> {
	const load = await loadCatalog(services, request);
	const mapping = await mapCatalog(services, { store: request.store, startedBy: request.startedBy });
	return { store: request.store, load, mapping };
}
