import type { DemoMarketplace } from './stores';

/** A product that Cin7 Core has after the demo's catalog is loaded, and had not before. Without stock (S12). */
export interface ExpectedProduct {
	readonly sku: string;
	readonly name: string;
	/** The marketplace whose load makes it: its language, its price. */
	readonly from: DemoMarketplace;
	readonly category: string;
	readonly brand?: string;
	readonly barcode?: string;
	/** Price of the store's tier, in the currency of `from`. */
	readonly price: string;
	/** Kilograms. */
	readonly weight?: string;
	/** Length, width and height in centimeters; null: not given by Amazon. */
	readonly size?: readonly [string | null, string | null, string | null];
}

const home = { from: 'US', category: 'Home & Kitchen', brand: 'Harbor & Pine' } as const;
const mug = { ...home, price: '17.99', weight: '0.499' } as const;
const hardware = { from: 'US', category: 'Tools & Home Improvement' } as const;
const tenugui = { from: 'JP', category: 'ホーム＆キッチン', brand: 'Harbor & Pine', price: '1400', weight: '0.045', size: ['90', '34', null] } as const;
const german = { from: 'DE', category: 'Küche, Haushalt & Wohnen' } as const;

/** Names, numbers and weights reckoned by hand from the listings: 1 lb is 0.45359237 kg, an ounce the sixteenth of it, an inch 2.54 cm. */
export const expectedProducts: readonly ExpectedProduct[] = [
	{ ...home, sku: 'HP-SPOON-WALNUT', name: 'Walnut Spoon, Oiled, 30 cm', barcode: '2000000000091', price: '7.25', weight: '0.0454' },
	{ ...mug, sku: 'HP-MUG-SLATE-500', name: 'Harbor Stoneware Mug (Slate, 500 ml)', barcode: '2000000000121' },
	{ ...mug, sku: 'HP-MUG-SAND-500', name: 'Harbor Stoneware Mug (Sand, 500 ml)', barcode: '2000000000138' },
	{ ...home, sku: 'HP-APRON-RUST', name: 'Harbor Canvas Apron (Rust)', barcode: '400000000039', price: '34.00', weight: '0.3402' },
	{ ...home, sku: 'HP-CUSHION-SG50L', name: 'Pine Cabin Cushion Cover (Sage, 50 x 50 cm, Linen)', barcode: '2000000000145', price: '25.00', weight: '0.18', size: ['50', '50', null] },
	{ ...home, sku: 'HP-CUSHION-SG50W', name: 'Pine Cabin Cushion Cover (Sage, 50 x 50 cm, Wool)', barcode: '2000000000152', price: '39.00', weight: '0.26', size: ['50', '50', null] },
	{ ...home, sku: 'HP-FRAME-BK57', name: 'Pier Picture Frame (Black, 5 x 7 in, Oak)', barcode: '400000000046', price: '18.00', weight: '0.4082' },
	{ ...home, sku: 'HP-FRAME-BK810', name: 'Pier Picture Frame (Black, 8 x 10 in, Oak)', barcode: '400000000053', price: '24.00', weight: '1.134' },
	{ ...home, sku: 'HP-FRAME-NT57', name: 'Pier Picture Frame (Natural, 5 x 7 in, Oak)', barcode: '400000000060', price: '18.00', weight: '0.4082' },
	{ ...home, sku: 'HP-LIGHTS-CR6F', name: 'Pine Harbor Candle Set (Cream, 6 pieces, Fig)', barcode: '400000000077', price: '28.00', weight: '0.567' },
	{ ...home, sku: 'HP-LIGHTS-GR12F', name: 'Pine Harbor Candle Set (Gray, 12 pieces, Fig)', barcode: '400000000084', price: '49.00', weight: '1.134' },
	{ from: 'US', category: 'Books', brand: 'Lantern Street Press', sku: '9789999991018', name: 'The Harbor Table: Eighty Suppers from a Small Kitchen', barcode: '9789999991018', price: '34.95', weight: '0.5443', size: ['25.4', '20.32', '2.286'] },
	{ from: 'US', category: 'Books', sku: 'BK-TIDES', name: 'Tides & Timber (Paperback)', barcode: '9789999991056', price: '16.50', weight: '0.4082' },
	{ ...home, sku: 'HP-PEGS', name: 'Beech Clothespins, 50 Pieces', barcode: '2000000000183', price: '11.50', weight: '0.2126' },
	{ ...home, category: 'Toys & Games', sku: 'HP-SNOW-GLOBE', name: 'Lighthouse Snow Globe', barcode: '2000000000190', price: '22.00', weight: '0.7938' },
	{ ...home, sku: '00123', name: 'Ceramic Salt Cellar', barcode: '2000000000220', price: '8.40', weight: '0.21' },
	{ ...home, sku: 'HP-RACK\u200b', name: 'Folding Dish Rack', barcode: '2000000000244', price: '36.00', weight: '3' },
	{ ...hardware, brand: 'Tidewater Hardware', sku: 'HP-HOOKS,BRASS', name: 'Brass Coat Hooks, Pair', barcode: '400000000091', price: '19.00', weight: '0.1134' },
	{ ...home, sku: 'HP-WOOL-100%', name: 'Wool Throw, 130 x 200 cm', barcode: '2000000000251', price: '89.00', weight: '1.3' },
	{ ...hardware, brand: 'Tidewater Hardware', sku: 'HP-RULER', name: 'Folding Ruler "Skipper", 78" Beech', barcode: '2000000000268', price: '13.25', weight: '0.1758', size: ['23.495', '3.81', '1.905'] },
	{
		// The weight is in a unit that nothing converts.
		...hardware, brand: 'Harbor & Pine', sku: 'HP-LADDER', barcode: '2000000000275', price: '149.00', size: ['198.12', '45.72', '10.16'],
		name: 'Library Ladder of Solid Pine with Four Steps, Folding, with Brass Hinges and Felt Pads under Every Foot, for Shelves up to Nine Feet, Oiled by Hand in a Small Workshop by the Harbor, Ready to Use',
	},
	{ from: 'DE', category: 'Bücher', brand: 'Nordlicht Verlag', sku: 'BK-BACKBUCH', name: 'Brot & Butter: Das große Backbuch – Süßes, Gewürztes und Gefülltes', barcode: '9789999991032', price: '24.90', weight: '0.85' },
	{ ...german, brand: 'Nordlicht', sku: 'HP-MUESLI-BOX', name: 'Müslidose aus Weißblech, 1,5 l', barcode: '2000000000299', price: '14.50', weight: '0.41', size: ['12', '12', '18'] },
	{ ...tenugui, sku: 'HP-TENUGUI-AI', name: '注染手ぬぐい (藍)', barcode: '2000000000169' },
	{ ...tenugui, sku: 'HP-TENUGUI-AKANE', name: '注染手ぬぐい (茜)', barcode: '2000000000176' },
	{ from: 'JP', category: 'ホーム＆キッチン', brand: '見本窯', sku: 'HP-KYUSU', name: '急須 朱泥 350ml（茶こし付き）', barcode: '2000000000305', price: '4800', weight: '0.32' },
];

/** A product family that Cin7 Core has after the demo's catalog is loaded. */
export interface ExpectedFamily {
	readonly sku: string;
	readonly name: string;
	readonly optionNames: readonly string[];
	/** By SKU; every family exists once, whichever marketplaces list it (S91). */
	readonly members: { readonly [sku: string]: readonly string[] };
}

export const expectedFamilies: readonly ExpectedFamily[] = [
	// There before, found by its name (S94) and completed.
	{ sku: 'FAM-APRON', name: 'Harbor Canvas Apron', optionNames: ['Color'], members: { 'HP-APRON-NAVY': ['Navy'], 'HP-APRON-OLIVE': ['Olive'], 'HP-APRON-RUST': ['Rust'] } },
	{
		sku: 'HP-MUG', name: 'Harbor Stoneware Mug', optionNames: ['Color', 'Size'],
		members: { 'HP-MUG-SLATE': ['Slate', '350 ml'], 'HP-MUG-SAND': ['Sand', '350 ml'], 'HP-MUG-SLATE-500': ['Slate', '500 ml'], 'HP-MUG-SAND-500': ['Sand', '500 ml'] },
	},
	{
		// No listing of the parent: its ASIN is the SKU.
		sku: 'B0DEMOF300', name: 'Pine Cabin Cushion Cover', optionNames: ['Color', 'Size', 'Material'],
		members: { 'HP-CUSHION-SG40L': ['Sage', '40 x 40 cm', 'Linen'], 'HP-CUSHION-SG50L': ['Sage', '50 x 50 cm', 'Linen'], 'HP-CUSHION-SG50W': ['Sage', '50 x 50 cm', 'Wool'] },
	},
	{
		sku: 'HP-FRAME', name: 'Pier Picture Frame', optionNames: ['Color', 'Size', 'Material'],
		members: { 'HP-FRAME-BK57': ['Black', '5 x 7 in', 'Oak'], 'HP-FRAME-BK810': ['Black', '8 x 10 in', 'Oak'], 'HP-FRAME-NT57': ['Natural', '5 x 7 in', 'Oak'] },
	},
	{ sku: 'HP-LIGHTS', name: 'Pine Harbor Candle Set', optionNames: ['Color', 'Size', 'Scent'], members: { 'HP-LIGHTS-CR6F': ['Cream', '6 pieces', 'Fig'], 'HP-LIGHTS-GR12F': ['Gray', '12 pieces', 'Fig'] } },
	// The listings report has no parents: their ASIN is the SKU.
	{ sku: 'B0DEMOF600', name: '注染手ぬぐい', optionNames: ['Color'], members: { 'HP-TENUGUI-AI': ['藍'], 'HP-TENUGUI-AKANE': ['茜'] } },
];
