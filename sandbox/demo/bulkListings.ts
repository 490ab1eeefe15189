import type { CatalogItemSeed, ListingSeed } from '../amazon/listingSeeds';
import { SeededRandom } from './random';
import { demoStores } from './stores';

export interface BulkListingsOptions {
	readonly marketplaceId?: string;
	readonly seed?: number;
	/** Share of families among what is made, 0 to 1; default a quarter. A family is a parent and two to nine variants. */
	readonly families?: number;
	/** Creation times are spread evenly from here to there, ISO 8601; default: five years. */
	readonly from?: string;
	readonly to?: string;
}

/** One product or one family at a time, with numbers that no other has. */
interface Making {
	readonly random: SeededRandom;
	readonly marketplaceId: string;
	readonly listings: ListingSeed[];
	readonly catalogItems: CatalogItemSeed[];
	timeOf(index: number): string;
}

const things = ['Mug', 'Bowl', 'Plate', 'Vase', 'Lamp', 'Blanket', 'Cushion', 'Basket', 'Tray', 'Candle', 'Clock', 'Mirror', 'Rug', 'Stool', 'Hook', 'Frame'] as const;
const kinds = ['Stoneware', 'Linen', 'Oak', 'Walnut', 'Wool', 'Brass', 'Enamel', 'Cork', 'Glass', 'Jute'] as const;
const makers = ['Harbor & Pine', 'Tidewater', 'Lantern Street', 'Nordlicht', 'Example Mills', 'Sample & Sons'] as const;
const tops = [['Home & Kitchen', 'Kitchen & Dining'], ['Home & Kitchen', 'Bedding'], ['Tools & Home Improvement', 'Hardware'], ['Patio, Lawn & Garden'], ['Office Products', 'Desk Accessories']] as const;
const colors = ['Slate', 'Sand', 'Moss', 'Rust', 'Navy', 'Cream', 'Black', 'Olive', 'Rose'] as const;
const sizes = ['Small', 'Medium', 'Large'] as const;
const themes = [{ theme: 'COLOR', attributes: ['color'] }, { theme: 'COLOR/SIZE', attributes: ['color', 'size'] }] as const;

/**
 * That many listings, parents of families among them, and their catalog items: for benchmarks and large tests. The same
 * for the same arguments; no seller SKU, ASIN or barcode twice; created in ascending order.
 */
export function bulkListings(count: number, { marketplaceId = demoStores.US.marketplaceId, seed = 1, families = 0.25, from = '2019-01-01T00:00:00.000Z', to = '2024-01-01T00:00:00.000Z' }: BulkListingsOptions = {}): { readonly listings: readonly ListingSeed[]; readonly catalogItems: readonly CatalogItemSeed[] } {
	const start = Date.parse(from);
	const step = (Date.parse(to) - start) / Math.max(1, count);
	const making: Making = {
		random: new SeededRandom(seed), marketplaceId, listings: [], catalogItems: [],
		timeOf: (index) => new Date(start + Math.floor(index * step)).toISOString(),
	};
	while (making.listings.length < count) {
		const left = count - making.listings.length;
		if (left >= 3 && making.random.next() < families) addFamily(making, Math.min(left - 1, 2 + making.random.below(8)));
		else addGoods(making, {});
	}
	return { listings: making.listings, catalogItems: making.catalogItems };
}

interface Membership {
	readonly title?: string;
	readonly brand?: string;
	readonly categories?: readonly string[];
	readonly parentSku?: string;
	readonly item?: Pick<CatalogItemSeed, 'parentAsin' | 'variationTheme' | 'attributes'>;
}

function addGoods({ random, marketplaceId, listings, catalogItems, timeOf }: Making, family: Membership): void {
	const index = listings.length;
	const thing = random.pick(things);
	const title = family.title ?? `${random.pick(kinds)} ${thing}, No. ${index}`;
	const byAmazon = random.next() < 0.5;
	const asin = asinOf(index);
	const identifier = { type: 'EAN', value: eanOf(index) } as const;
	listings.push({
		sellerSku: `BULK-${String(index).padStart(7, '0')}`, marketplaceId, asin, title, identifier, fulfilledBy: byAmazon ? 'AMAZON' : 'MERCHANT',
		price: `${3 + random.below(150)}.${String(random.below(100)).padStart(2, '0')}`, createdTime: timeOf(index),
		...(byAmazon ? {} : { quantity: random.below(200) }),
		...(random.next() < 0.05 ? { state: 'inactive' } : {}),
		...(family.parentSku === undefined ? {} : { parentSku: family.parentSku }),
	});
	catalogItems.push({
		asin, marketplaceId, title, brand: family.brand ?? random.pick(makers), categories: family.categories ?? random.pick(tops), identifiers: [identifier],
		item: { weight: { unit: 'pounds', value: (1 + random.below(800)) / 100 }, length: { unit: 'inches', value: 1 + random.below(40) }, width: { unit: 'inches', value: 1 + random.below(20) }, height: { unit: 'inches', value: 1 + random.below(20) } },
		...family.item,
	});
}

function addFamily(making: Making, variants: number): void {
	const { random, marketplaceId, listings, catalogItems, timeOf } = making;
	const index = listings.length;
	const [parentAsin, parentSku] = [asinOf(index), `BULK-FAMILY-${String(index).padStart(7, '0')}`];
	const [title, brand, categories, variationTheme] = [`${random.pick(kinds)} ${random.pick(things)} Collection ${index}`, random.pick(makers), random.pick(tops), random.pick(themes)];
	listings.push({ sellerSku: parentSku, marketplaceId, asin: parentAsin, title, createdTime: timeOf(index) });
	catalogItems.push({ asin: parentAsin, marketplaceId, title, brand, categories, kind: 'VARIATION_PARENT', variationTheme, childAsins: Array.from({ length: variants }, (_, at) => asinOf(index + 1 + at)) });
	for (let at = 0; at < variants; at++) {
		const attributes: CatalogItemSeed['attributes'] = variationTheme.attributes.length === 1 ? { color: colors[at] } : { color: colors[Math.floor(at / sizes.length)], size: sizes[at % sizes.length] };
		addGoods(making, { title: `${title}, ${Object.values(attributes).join(', ')}`, brand, categories, parentSku, item: { parentAsin, variationTheme, attributes } });
	}
}

const asinOf = (index: number): string => `B0${String(index).padStart(8, '0')}`;

/** Thirteen digits of the range that shops use among themselves, the last one the check digit. */
function eanOf(index: number): string {
	const digits = `21${String(index).padStart(10, '0')}`;
	let sum = 0;
	for (let at = 0; at < digits.length; at++) sum += (digits.charCodeAt(at) - 48) * (at % 2 === 0 ? 1 : 3);
	return digits + String((10 - (sum % 10)) % 10);
}
