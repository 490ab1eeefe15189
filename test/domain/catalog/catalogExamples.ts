import type { CatalogItem, Listing } from '../../../src/domain/catalog/listing';
import type { MatchInput } from '../../../src/domain/catalog/matching';
import type { KnownProduct } from '../../../src/domain/catalog/product';
import { storeSettings, type CatalogSettings } from '../../../src/domain/settings';
import { settings } from '../orderExamples';

export const listing = (over: Partial<Listing> = {}): Listing => ({
	sellerSku: 'HP-MUG',
	asin: 'B0DEMO0001',
	title: 'Stoneware Mug',
	availability: 'active',
	fulfillmentChannel: 'MFN',
	price: { amount: '18.50', currency: 'USD' },
	condition: 'new_new',
	...over,
});

export const item = (over: Partial<CatalogItem> = {}): CatalogItem => ({ asin: 'B0DEMO0001', title: 'Stoneware Mug', variationParent: false, options: [], identifiers: [], ...over });

export const product = (sku: string, over: Partial<KnownProduct> = {}): KnownProduct => ({ id: `p-${sku}`, sku, name: `Product ${sku}`, active: true, ...over });

export const catalogSettings = (over: Partial<CatalogSettings> = {}): CatalogSettings =>
	storeSettings.parse({ ...settings(), catalog: over }).catalog;

export const matchInput = ({ settings: chosen, ...over }: Partial<Omit<MatchInput, 'settings'>> & { settings?: Partial<CatalogSettings> } = {}): MatchInput => ({
	listing: listing(),
	item: item(),
	settings: catalogSettings(chosen),
	sameAsin: [],
	candidates: [],
	alike: [],
	...over,
});
