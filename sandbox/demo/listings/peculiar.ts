import type { DemoGoods } from './goods';

const brand = 'Harbor & Pine';

/** Listings that have something about them: states, characters in the SKU, likeness to what Cin7 Core has. */
export const peculiar: readonly DemoGoods[] = [
	{
		// Twins of which Cin7 Core knows neither: one product, not two.
		sellerSku: 'HP-PEGS', asin: 'B0DEMO0101', category: 'home', brand,
		titles: { US: 'Beech Clothespins, 50 Pieces', DE: 'Wäscheklammern aus Buche, 50 Stück' },
		prices: { USD: '11.50', EUR: '10.90' },
		identifiers: [{ type: 'EAN', value: '2000000000183' }],
		item: { weight: { unit: 'ounces', value: 7.5 } },
		also: [{ sellerSku: 'HP-PEGS-FBA', fulfilledBy: 'AMAZON' }],
	},
	{ sellerSku: 'HP-DRAFT-VASE', state: 'incomplete', titles: { US: 'Vase (draft)' } },
	{
		sellerSku: 'HP-SNOW-GLOBE', asin: 'B0DEMO0102', category: 'toys', brand, state: 'inactive',
		titles: { US: 'Lighthouse Snow Globe' }, prices: { USD: '22.00' },
		identifiers: [{ type: 'EAN', value: '2000000000190' }],
		item: { weight: { unit: 'pounds', value: 1.75 } },
	},
	{
		// Cin7 Core has the product, and it is deprecated there.
		sellerSku: 'HP-LANTERN-OLD', asin: 'B0DEMO0103', category: 'home', brand,
		titles: { US: 'Harbor Lantern' }, prices: { USD: '55.00' },
		identifiers: [{ type: 'EAN', value: '2000000000206' }],
	},
	{
		// Amazon merges its ASIN into another one later: see demoMerges.
		sellerSku: 'HP-DOORMAT', asin: 'B0DEMO0104', category: 'home', brand,
		titles: { US: 'Coir Doormat, 60 x 40 cm' }, prices: { USD: '27.00' },
		identifiers: [{ type: 'EAN', value: '2000000000213' }],
	},
	{
		// Cin7 Core has a "123", which is something else.
		sellerSku: '00123', asin: 'B0DEMO0105', category: 'kitchen', brand,
		titles: { US: 'Ceramic Salt Cellar' }, prices: { USD: '8.40' },
		identifiers: [{ type: 'EAN', value: '2000000000220' }],
		item: { weight: { unit: 'grams', value: 210 } },
	},
	{
		// Cin7 Core writes it in capitals.
		sellerSku: 'hp-tray-oak', asin: 'B0DEMO0106', category: 'kitchen', brand,
		titles: { US: 'Oak Serving Tray' }, prices: { USD: '42.00' },
		identifiers: [{ type: 'EAN', value: '2000000000237' }],
	},
	{
		// A zero-width space at the end. No report in Windows' code page can say it: there it turns into a question mark.
		sellerSku: 'HP-RACK\u200b', asin: 'B0DEMO0107', category: 'kitchen', brand,
		titles: { US: 'Folding Dish Rack' }, prices: { USD: '36.00' },
		identifiers: [{ type: 'EAN', value: '2000000000244' }],
		item: { weight: { unit: 'kilograms', value: 3 } },
	},
	{
		sellerSku: 'HP-HOOKS,BRASS', asin: 'B0DEMO0108', category: 'tools', brand: 'Tidewater Hardware',
		titles: { US: 'Brass Coat Hooks, Pair' }, prices: { USD: '19.00' },
		identifiers: [{ type: 'UPC', value: '400000000091' }],
		item: { weight: { unit: 'ounces', value: 4 } },
	},
	{
		sellerSku: 'HP-WOOL-100%', asin: 'B0DEMO0109', category: 'home', brand,
		titles: { US: 'Wool Throw, 130 x 200 cm', DE: 'Wollplaid aus 100 % Schurwolle, 130 x 200 cm' }, prices: { USD: '89.00', EUR: '84.00' },
		identifiers: [{ type: 'EAN', value: '2000000000251' }],
		item: { weight: { unit: 'kilograms', value: 1.3 } },
	},
	{
		// Inches in the title, and quotes are data in Amazon's reports.
		sellerSku: 'HP-RULER', asin: 'B0DEMO0110', category: 'tools', brand: 'Tidewater Hardware',
		titles: { US: 'Folding Ruler "Skipper", 78" Beech' }, prices: { USD: '13.25' },
		identifiers: [{ type: 'EAN', value: '2000000000268' }],
		item: { weight: { unit: 'ounces', value: 6.2 }, length: { unit: 'inches', value: 9.25 }, width: { unit: 'inches', value: 1.5 }, height: { unit: 'inches', value: 0.75 } },
	},
	{
		// A weight in a unit that nothing can convert, and long texts.
		sellerSku: 'HP-LADDER', asin: 'B0DEMO0111', category: 'tools', brand,
		titles: { US: 'Library Ladder of Solid Pine with Four Steps, Folding, with Brass Hinges and Felt Pads under Every Foot, for Shelves up to Nine Feet, Oiled by Hand in a Small Workshop by the Harbor, Ready to Use' },
		descriptions: { US: 'Four steps of solid pine, oiled by hand, with hinges of brass and pads of felt. '.repeat(24).trim() },
		prices: { USD: '149.00' },
		identifiers: [{ type: 'EAN', value: '2000000000275' }],
		item: { weight: { unit: 'stone', value: 1.5 }, length: { unit: 'inches', value: 78 }, width: { unit: 'inches', value: 18 }, height: { unit: 'inches', value: 4 } },
	},
	{
		// Cin7 Core has it under this very SKU.
		sellerSku: 'HP-BÜRSTE', asin: 'B0DEMO0112', category: 'kitchen', brand,
		titles: { DE: 'Spülbürste aus Buche, Größe L – Nachfüllkopf nur 3 €' }, prices: { EUR: '7.90' },
		identifiers: [{ type: 'EAN', value: '2000000000282' }],
	},
	{
		sellerSku: 'HP-MUESLI-BOX', asin: 'B0DEMO0113', category: 'kitchen', brand: 'Nordlicht',
		titles: { DE: 'Müslidose aus Weißblech, 1,5 l' }, prices: { EUR: '14.50' },
		descriptions: { DE: 'Schließt dicht. Maße: 12 × 18 cm. Früher 16 €, jetzt günstiger.' },
		identifiers: [{ type: 'EAN', value: '2000000000299' }],
		item: { weight: { unit: 'grams', value: 410 }, height: { unit: 'centimeters', value: 18 }, width: { unit: 'centimeters', value: 12 }, length: { unit: 'centimeters', value: 12 } },
	},
	{
		sellerSku: 'HP-KYUSU', asin: 'B0DEMO0114', category: 'kitchen', brand: '見本窯',
		titles: { JP: '急須 朱泥 350ml（茶こし付き）' }, prices: { JPY: '4800' },
		descriptions: { JP: '職人が一つずつ手作りした急須です。食洗機は使えません。' },
		identifiers: [{ type: 'JAN', value: '2000000000305' }],
		item: { weight: { unit: 'grams', value: 320 } },
	},
];
