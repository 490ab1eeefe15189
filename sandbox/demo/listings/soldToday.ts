import type { DemoGoods } from './goods';

const brand = 'Harbor & Pine';
const stoneware = { item: { weight: { unit: 'ounces', value: 22 }, length: { unit: 'inches', value: 9.5 }, width: { unit: 'inches', value: 5.5 }, height: { unit: 'inches', value: 6 } } };

/** The products of catalog.json that belong to no family, as they are listed: ASIN, SKU and price are the catalog's. */
export const soldToday: readonly DemoGoods[] = [
	{
		sellerSku: 'HP-BOARD-40', asin: 'B0DEMO0003', category: 'kitchen', brand,
		titles: { US: 'Pine Serving Board, 40 cm', DE: 'Servierbrett aus Kiefer, geölt, 40 cm', FR: 'Planche à servir en pin huilé, 40 cm', IT: 'Tagliere da portata in pino, 40 cm: qualità e semplicità', JP: 'パイン材サービングボード 40cm' },
		descriptions: { US: 'Oiled by hand. Do not put it into the dishwasher.', DE: 'Von Hand geölt. Größe: 40 × 18 cm. Gehört nicht in die Spülmaschine; Öl für 4,90 € liegt bei.' },
		identifiers: [{ type: 'EAN', value: '2000000000015' }],
		item: { weight: { unit: 'pounds', value: 1.9 }, length: { unit: 'inches', value: 15.75 }, width: { unit: 'inches', value: 7.1 }, height: { unit: 'inches', value: 0.8 } },
	},
	{
		sellerSku: 'HP-TOWEL-3', asin: 'B0DEMO0004', category: 'home', brand,
		titles: { US: 'Linen Tea Towel, Set of 3', DE: 'Geschirrtücher aus Leinen, 3 Stück', FR: 'Torchons en lin lavé, lot de 3', IT: 'Strofinacci di lino, 3 pezzi', JP: 'リネンキッチンクロス 3枚セット' },
		identifiers: [{ type: 'EAN', value: '2000000000022' }],
		item: { weight: { unit: 'grams', value: 240 } },
		also: [
			{ sellerSku: 'HP-TOWEL-3-FBA', fulfilledBy: 'AMAZON' },
			{ sellerSku: 'HP-TOWEL-3-USED', fulfilledBy: 'MERCHANT', condition: 'used_good', prices: { USD: '15.00' }, only: ['US'] },
		],
	},
	{
		sellerSku: 'HP-CANDLE-12', asin: 'B0DEMO0005', category: 'home', brand, fulfilledBy: 'AMAZON',
		titles: { US: 'Beeswax Candle, 12 cm', DE: 'Bienenwachskerze, 12 cm', FR: 'Bougie à la cire d\'abeille, 12 cm', IT: 'Candela di cera d\'api, 12 cm', JP: '蜜蝋キャンドル 12cm' },
		identifiers: [{ type: 'EAN', value: '2000000000039' }],
		item: { weight: { unit: 'ounces', value: 7.25 } },
	},
	{
		sellerSku: 'AMZ-7F-TRIVET', asin: 'B0DEMO0006', category: 'kitchen', brand,
		titles: { US: 'Cast Iron Trivet', DE: 'Topfuntersetzer aus Gusseisen, groß', JP: '鋳鉄の鍋敷き' },
		identifiers: [{ type: 'EAN', value: '2000000000046' }],
		item: { weight: { unit: 'pounds', value: 2.2 } },
	},
	{
		sellerSku: 'HP/ESPRESSO 4', asin: 'B0DEMO0007', category: 'kitchen', brand,
		titles: { US: 'Espresso Cups, Set of 4', DE: 'Espressotassen, 4 Stück, für Genießer', FR: 'Tasses à expresso, lot de 4, grès émaillé', IT: 'Tazzine da caffè, 4 pezzi', JP: 'エスプレッソカップ 4個セット' },
		identifiers: [{ type: 'EAN', value: '2000000000053' }],
		...stoneware,
	},
	{
		sellerSku: 'HP-TEAPOT-12', asin: 'B0DEMO0008', category: 'kitchen', brand, fulfilledBy: 'AMAZON',
		titles: { US: 'Teapot »Brise«, 1.2 l', DE: 'Teekanne »Brise«, 1,2 l', FR: 'Théière « Brise », 1,2 l', IT: 'Teiera «Brise», capacità 1,2 l', JP: 'ティーポット「ブリーゼ」1.2L' },
		identifiers: [{ type: 'EAN', value: '2000000000060' }],
		...stoneware,
	},
	{
		sellerSku: 'HP-BASKET-BF', asin: 'B0DEMO0009', category: 'grocery', brand,
		titles: { US: 'Gift Basket, Breakfast', DE: 'Geschenkkorb »Frühstück«', FR: 'Panier-cadeau petit-déjeuner', IT: 'Cesto regalo, prima colazione', JP: '朝食ギフトバスケット' },
		package: { weight: { unit: 'kilograms', value: 2.4 }, length: { unit: 'centimeters', value: 38 }, width: { unit: 'centimeters', value: 28 }, height: { unit: 'centimeters', value: 22 } },
	},
	{
		sellerSku: 'HP-HONEY-500', asin: 'B0DEMO0010', category: 'grocery', brand,
		titles: { US: 'Organic Honey, 500 g', DE: 'Bio-Blütenhonig, 500 g – 19,60 € je kg', JP: '有機はちみつ 500g' },
		identifiers: [{ type: 'EAN', value: '2000000000077' }],
		item: { weight: { unit: 'grams', value: 500 } },
		package: { weight: { unit: 'grams', value: 780 } },
	},
	{
		sellerSku: 'HP-COASTER-6', asin: 'B0DEMO0011', category: 'home', brand, fulfilledBy: 'AMAZON',
		titles: { US: 'Felt Coasters, Set of 6', DE: 'Filzuntersetzer, 6 Stück, waschbar bis 30 °C', FR: 'Dessous de verre en feutre, lot de 6, lavables à 30 °C', IT: 'Sottobicchieri di feltro, 6 pezzi', JP: 'フェルトコースター 6枚セット' },
		identifiers: [{ type: 'EAN', value: '2000000000084' }],
		item: { weight: { unit: 'ounces', value: 3.2 } },
	},
	{
		sellerSku: 'HP-SPOON-WALNUT', asin: 'B0DEMO0012', category: 'kitchen', brand,
		titles: { US: 'Walnut Spoon, Oiled, 30 cm', DE: 'Kochlöffel aus Nussbaum, geölt, 30 cm', JP: 'ウォールナットの木べら 30cm' },
		identifiers: [{ type: 'EAN', value: '2000000000091' }],
		item: { weight: { unit: 'ounces', value: 1.6 } },
	},
];
