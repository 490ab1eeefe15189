import type { CatalogItemSeed, ListingSeed } from '../../amazon/listingSeeds';
import { demoProduct } from '../catalog';
import { demoMarketplaces, type DemoMarketplace } from '../stores';
import { categories } from './categories';
import type { DemoFamily, DemoGoods, DemoVariant, FurtherListing } from './goods';

interface Seeds {
	readonly listings: readonly ListingSeed[];
	readonly catalogItems: readonly CatalogItemSeed[];
}

const nothing: Seeds = { listings: [], catalogItems: [] };
const together = (parts: readonly Seeds[]): Seeds => ({ listings: parts.flatMap(({ listings }) => listings), catalogItems: parts.flatMap(({ catalogItems }) => catalogItems) });

/** Listings and catalog items of goods in one marketplace; none where they have no title there. */
export function goodsSeeds(goods: DemoGoods, marketplace: DemoMarketplace): Seeds {
	const title = goods.titles[marketplace];
	if (title === undefined) return nothing;
	const { marketplaceId } = demoMarketplaces[marketplace];
	const first: FurtherListing = { sellerSku: goods.sellerSku, fulfilledBy: goods.fulfilledBy ?? 'MERCHANT' };
	const further = (goods.also ?? []).filter(({ only }) => only?.includes(marketplace) ?? true);
	return {
		listings: [first, ...further].map((listing) => listingSeed(goods, listing, title, marketplace)),
		catalogItems: goods.asin === undefined ? [] : [{
			asin: goods.asin, marketplaceId, title,
			...(goods.brand === undefined ? {} : { brand: goods.brand }),
			...(goods.descriptions?.[marketplace] === undefined ? {} : { description: goods.descriptions[marketplace] }),
			...(goods.category === undefined ? {} : { categories: categories[goods.category][marketplace] }),
			identifiers: goods.identifiers ?? [],
			...(goods.item === undefined ? {} : { item: goods.item }),
			...(goods.package === undefined ? {} : { package: goods.package }),
		}],
	};
}

function listingSeed(goods: DemoGoods, { sellerSku, fulfilledBy, condition, prices }: FurtherListing, title: string, marketplace: DemoMarketplace): ListingSeed {
	const { marketplaceId, currency } = demoMarketplaces[marketplace];
	const price = goods.state === 'incomplete' ? undefined : (prices ?? goods.prices ?? demoProduct(goods.sellerSku).prices)[currency];
	const [identifier] = goods.identifiers ?? [];
	return {
		sellerSku, marketplaceId, title, fulfilledBy,
		...(goods.asin === undefined ? {} : { asin: goods.asin }),
		...(price === undefined ? {} : { price }),
		...(fulfilledBy === 'MERCHANT' ? { quantity: goods.state === 'inactive' ? 0 : quantityOf(sellerSku) } : {}),
		...(goods.state === undefined ? {} : { state: goods.state }),
		...(condition === undefined ? {} : { condition }),
		...(goods.descriptions?.[marketplace] === undefined ? {} : { description: goods.descriptions[marketplace] }),
		...(identifier === undefined ? {} : { identifier: madeWith(identifier) }),
		createdTime: createdTime(sellerSku),
	};
}

// A JAN is the EAN of Japan; a book is listed by its ISBN of ten digits or thirteen.
const madeWith = ({ type, value }: NonNullable<DemoGoods['identifiers']>[number]): ListingSeed['identifier'] => ({ type: type === 'UPC' || type === 'ISBN' ? type : 'EAN', value });

const sumOfCodes = (text: string): number => [...text].reduce((sum, character, index) => sum + character.charCodeAt(0) * (index + 1), 0);
/** 1 to 40 units, always the same for a SKU. */
const quantityOf = (sellerSku: string): number => 1 + (sumOfCodes(sellerSku) % 40);
/** Some time in 2022 or 2023, always the same for a SKU; long before any demo day. */
const createdTime = (sellerSku: string): string => new Date(Date.UTC(2022, 2, 1) + (sumOfCodes(sellerSku) % 15_000) * 3600_000).toISOString();

/** Parent and variants of a family in one marketplace; none where it has no title there. */
export function familySeeds(family: DemoFamily, marketplace: DemoMarketplace): Seeds {
	const title = family.titles[marketplace];
	if (title === undefined) return nothing;
	return together([parentSeeds(family, title, marketplace), ...family.variants.map((variant) => variantSeeds(family, variant, title, marketplace))]);
}

function parentSeeds({ parentAsin, parentSku, category, brand, theme, attributes, variants }: DemoFamily, title: string, marketplace: DemoMarketplace): Seeds {
	const { marketplaceId } = demoMarketplaces[marketplace];
	return {
		listings: parentSku === undefined ? [] : [{ sellerSku: parentSku, marketplaceId, asin: parentAsin, title, createdTime: createdTime(parentSku) }],
		catalogItems: [{
			asin: parentAsin, marketplaceId, title, kind: 'VARIATION_PARENT', categories: categories[category][marketplace], childAsins: variants.flatMap(({ asin }) => asin ?? []),
			variationTheme: { theme, attributes }, ...(brand === undefined ? {} : { brand }),
		}],
	};
}

function variantSeeds({ parentAsin, parentSku, category, brand, theme, attributes }: DemoFamily, variant: DemoVariant, familyTitle: string, marketplace: DemoMarketplace): Seeds {
	const values = variant.options[marketplace] ?? variant.options.US ?? [];
	const { listings, catalogItems } = goodsSeeds({ ...variant, category, ...(brand === undefined ? {} : { brand }), titles: { [marketplace]: [familyTitle, ...values].join(', ') } }, marketplace);
	return {
		listings: listings.map((listing) => ({ ...listing, ...(parentSku === undefined ? {} : { parentSku }) })),
		catalogItems: catalogItems.map((item) => ({
			...item, parentAsin, variationTheme: { theme, attributes },
			attributes: Object.fromEntries(attributes.map((attribute, index) => [attribute, values[index]])),
		})),
	};
}

/** All seeds of some goods and families in one marketplace. */
export const marketplaceSeeds = (goods: readonly DemoGoods[], families: readonly DemoFamily[], marketplace: DemoMarketplace): Seeds =>
	together([...goods.map((each) => goodsSeeds(each, marketplace)), ...families.map((each) => familySeeds(each, marketplace))]);
