import type { DemoFamily } from './goods';

const brand = 'Harbor & Pine';

/** Families with one, two, three, four and five options; some of their variants Cin7 Core has already. */
export const families: readonly DemoFamily[] = [
	{
		// One option. Cin7 Core has a product family of this name, under another SKU, with the first two variants in it (S94).
		parentAsin: 'B0DEMOF100', parentSku: 'HP-APRON', category: 'kitchen', brand, theme: 'COLOR', attributes: ['color'],
		titles: { US: 'Harbor Canvas Apron', DE: 'Küchenschürze aus Segeltuch', FR: 'Tablier de cuisine en toile épaisse', IT: 'Grembiule da cucina in tela' },
		variants: [
			{ sellerSku: 'HP-APRON-NAVY', asin: 'B0DEMOF101', options: { US: ['Navy'], DE: ['Marineblau'], FR: ['Bleu marine'], IT: ['Blu'] }, prices: { USD: '32.00', EUR: '29.90' }, identifiers: [{ type: 'UPC', value: '400000000015' }] },
			{ sellerSku: 'HP-APRON-OLIVE', asin: 'B0DEMOF102', options: { US: ['Olive'], DE: ['Olivgrün'], FR: ['Vert olive'], IT: ['Oliva'] }, prices: { USD: '32.00', EUR: '29.90' }, identifiers: [{ type: 'UPC', value: '400000000022' }] },
			{ sellerSku: 'HP-APRON-RUST', asin: 'B0DEMOF103', options: { US: ['Rust'], DE: ['Rostrot'], FR: ['Rouille foncé'], IT: ['Ruggine'] }, prices: { USD: '34.00', EUR: '31.90' }, identifiers: [{ type: 'UPC', value: '400000000039' }], item: { weight: { unit: 'ounces', value: 12 } } },
		],
	},
	{
		// Two options. Cin7 Core has the small mugs, in no family; the sand one is sold by Amazon as well.
		parentAsin: 'B0DEMOF200', parentSku: 'HP-MUG', category: 'kitchen', brand, theme: 'COLOR/SIZE', attributes: ['color', 'size'],
		titles: { US: 'Harbor Stoneware Mug', DE: 'Steingutbecher »Hafen«', FR: 'Mug en grès émaillé', IT: 'Tazza in gres, fatta a mano, perché è unica', JP: 'ストーンウェアマグ' },
		variants: [
			{ sellerSku: 'HP-MUG-SLATE', asin: 'B0DEMO0001', options: { US: ['Slate', '350 ml'], DE: ['Schiefergrau', '350 ml'], FR: ['Ardoise', '350 ml'], IT: ['Ardesia', '350 ml'], JP: ['スレート', '350ml'] }, identifiers: [{ type: 'EAN', value: '2000000000107' }] },
			{
				sellerSku: 'HP-MUG-SAND', asin: 'B0DEMO0002', options: { US: ['Sand', '350 ml'], DE: ['Sand', '350 ml'], FR: ['Sable doré', '350 ml'], IT: ['Sabbia', '350 ml'], JP: ['サンド', '350ml'] }, identifiers: [{ type: 'EAN', value: '2000000000114' }],
				also: [{ sellerSku: 'HP-MUG-SAND-FBA', fulfilledBy: 'AMAZON', only: ['US', 'DE'] }],
			},
			{ sellerSku: 'HP-MUG-SLATE-500', asin: 'B0DEMOF201', options: { US: ['Slate', '500 ml'], DE: ['Schiefergrau', '500 ml'], FR: ['Ardoise', '500 ml'], IT: ['Ardesia', '500 ml'], JP: ['スレート', '500ml'] }, prices: { USD: '17.99', EUR: '18.95', JPY: '2600' }, identifiers: [{ type: 'EAN', value: '2000000000121' }], item: { weight: { unit: 'pounds', value: 1.1 } } },
			{ sellerSku: 'HP-MUG-SAND-500', asin: 'B0DEMOF202', options: { US: ['Sand', '500 ml'], DE: ['Sand', '500 ml'], FR: ['Sable doré', '500 ml'], IT: ['Sabbia', '500 ml'], JP: ['サンド', '500ml'] }, prices: { USD: '17.99', EUR: '18.95', JPY: '2600' }, identifiers: [{ type: 'EAN', value: '2000000000138' }], item: { weight: { unit: 'pounds', value: 1.1 } } },
		],
	},
	{
		// Three options, and no listing of the parent. Cin7 Core has one variant, under a name of its own.
		parentAsin: 'B0DEMOF300', category: 'home', brand, theme: 'COLOR/SIZE/MATERIAL', attributes: ['color', 'size', 'material'],
		titles: { US: 'Pine Cabin Cushion Cover', DE: 'Kissenhülle »Blockhütte«' },
		variants: [
			{ sellerSku: 'HP-CUSHION-SG40L', asin: 'B0DEMOF301', options: { US: ['Sage', '40 x 40 cm', 'Linen'], DE: ['Salbeigrün', '40 x 40 cm', 'Leinen'] }, prices: { USD: '21.00', EUR: '19.90' } },
			{ sellerSku: 'HP-CUSHION-SG50L', asin: 'B0DEMOF302', options: { US: ['Sage', '50 x 50 cm', 'Linen'], DE: ['Salbeigrün', '50 x 50 cm', 'Leinen'] }, prices: { USD: '25.00', EUR: '23.90' }, identifiers: [{ type: 'EAN', value: '2000000000145' }], item: { weight: { unit: 'grams', value: 180 }, length: { unit: 'centimeters', value: 50 }, width: { unit: 'centimeters', value: 50 } } },
			{ sellerSku: 'HP-CUSHION-SG50W', asin: 'B0DEMOF303', options: { US: ['Sage', '50 x 50 cm', 'Wool'], DE: ['Salbeigrün', '50 x 50 cm', 'Wolle, weiß gepaspelt'] }, prices: { USD: '39.00', EUR: '36.90' }, identifiers: [{ type: 'EAN', value: '2000000000152' }], item: { weight: { unit: 'grams', value: 260 }, length: { unit: 'centimeters', value: 50 }, width: { unit: 'centimeters', value: 50 } } },
		],
	},
	{
		// Four options, all variants different in the first three (S90). The attributes bear the longer names that older themes have.
		parentAsin: 'B0DEMOF400', parentSku: 'HP-FRAME', category: 'home', brand, theme: 'COLOR_NAME/SIZE_NAME/MATERIAL/STYLE', attributes: ['color_name', 'size_name', 'material', 'style'],
		titles: { US: 'Pier Picture Frame' },
		variants: [
			{ sellerSku: 'HP-FRAME-BK57', asin: 'B0DEMOF401', options: { US: ['Black', '5 x 7 in', 'Oak', 'Wall'] }, prices: { USD: '18.00' }, identifiers: [{ type: 'UPC', value: '400000000046' }], item: { weight: { unit: 'pounds', value: 0.9 } } },
			{ sellerSku: 'HP-FRAME-BK810', asin: 'B0DEMOF402', options: { US: ['Black', '8 x 10 in', 'Oak', 'Wall'] }, prices: { USD: '24.00' }, identifiers: [{ type: 'UPC', value: '400000000053' }], item: { weight: { unit: 'pounds', value: 2.5 } } },
			{ sellerSku: 'HP-FRAME-NT57', asin: 'B0DEMOF403', options: { US: ['Natural', '5 x 7 in', 'Oak', 'Table'] }, prices: { USD: '18.00' }, identifiers: [{ type: 'UPC', value: '400000000060' }], item: { weight: { unit: 'pounds', value: 0.9 } } },
		],
	},
	{
		// Five options; the first two variants are one and the same as far as Cin7 Core can tell them apart.
		parentAsin: 'B0DEMOF500', parentSku: 'HP-LIGHTS', category: 'home', brand, theme: 'COLOR/SIZE/SCENT/MATERIAL/STYLE', attributes: ['color', 'size', 'scent', 'material', 'style'],
		titles: { US: 'Pine Harbor Candle Set' },
		variants: [
			{ sellerSku: 'HP-LIGHTS-CR6C', asin: 'B0DEMOF501', options: { US: ['Cream', '6 pieces', 'Cedar', 'Soy', 'Pillar'] }, prices: { USD: '28.00' }, item: { weight: { unit: 'ounces', value: 20 } } },
			{ sellerSku: 'HP-LIGHTS-CR6C-BW', asin: 'B0DEMOF502', options: { US: ['Cream', '6 pieces', 'Cedar', 'Beeswax', 'Pillar'] }, prices: { USD: '34.00' }, item: { weight: { unit: 'ounces', value: 20 } } },
			{ sellerSku: 'HP-LIGHTS-CR6F', asin: 'B0DEMOF503', options: { US: ['Cream', '6 pieces', 'Fig', 'Soy', 'Pillar'] }, prices: { USD: '28.00' }, identifiers: [{ type: 'UPC', value: '400000000077' }], item: { weight: { unit: 'ounces', value: 20 } } },
			{ sellerSku: 'HP-LIGHTS-GR12F', asin: 'B0DEMOF504', options: { US: ['Gray', '12 pieces', 'Fig', 'Soy', 'Taper'] }, prices: { USD: '49.00' }, identifiers: [{ type: 'UPC', value: '400000000084' }], item: { weight: { unit: 'pounds', value: 2.5 } } },
		],
	},
	{
		// In Japan alone, so that its names come to Cin7 Core in Japanese.
		parentAsin: 'B0DEMOF600', parentSku: 'HP-TENUGUI', category: 'home', brand, theme: 'COLOR', attributes: ['color'],
		titles: { JP: '注染手ぬぐい' },
		variants: [
			{ sellerSku: 'HP-TENUGUI-AI', asin: 'B0DEMOF601', options: { JP: ['藍'] }, prices: { JPY: '1400' }, identifiers: [{ type: 'JAN', value: '2000000000169' }], item: { weight: { unit: 'grams', value: 45 }, length: { unit: 'centimeters', value: 90 }, width: { unit: 'centimeters', value: 34 } } },
			{ sellerSku: 'HP-TENUGUI-AKANE', asin: 'B0DEMOF602', options: { JP: ['茜'] }, prices: { JPY: '1400' }, identifiers: [{ type: 'JAN', value: '2000000000176' }], item: { weight: { unit: 'grams', value: 45 }, length: { unit: 'centimeters', value: 90 }, width: { unit: 'centimeters', value: 34 } } },
		],
	},
];
