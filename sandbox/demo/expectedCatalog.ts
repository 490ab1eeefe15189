import type { DemoMarketplace } from './stores';

/** Why a listing is held: codes of issues. */
export type ExpectedReason = 'catalog.nameTaken' | 'catalog.productDeprecated' | 'catalog.skuDiffersInCase' | 'catalog.variantsFallTogether';
/** What is told of a listing that is not held. */
export type ExpectedNote = 'catalog.skuLooksAlike' | 'catalog.moreThanThreeOptions';

export type ExpectedOutcome =
	/** by: the imported list of links, or matching. sku is Cin7 Core's. */
	| { readonly kind: 'linked'; readonly by: 'user' | 'match'; readonly sku: string }
	/** One of expectedProducts. */
	| { readonly kind: 'created'; readonly sku: string; readonly note?: ExpectedNote }
	/** No product, and none is made. */
	| { readonly kind: 'held'; readonly reason: ExpectedReason }
	| { readonly kind: 'notGoods'; readonly why: 'parent' | 'draft' };

export interface ExpectedListing {
	readonly marketplace: DemoMarketplace;
	readonly sellerSku: string;
	readonly outcome: ExpectedOutcome;
}

const linked = (sku: string): ExpectedOutcome => ({ kind: 'linked', by: 'user', sku });
const matched = (sku: string): ExpectedOutcome => ({ kind: 'linked', by: 'match', sku });
const created = (sku: string, note?: ExpectedNote): ExpectedOutcome => ({ kind: 'created', sku, ...(note === undefined ? {} : { note }) });
const held = (reason: ExpectedReason): ExpectedOutcome => ({ kind: 'held', reason });
const parent: ExpectedOutcome = { kind: 'notGoods', why: 'parent' };
const draft: ExpectedOutcome = { kind: 'notGoods', why: 'draft' };

/** The list of links has these in every store (demoLinks). */
const sharedLinks: readonly (readonly [string, ExpectedOutcome])[] = [
	['HP-MUG-SLATE', linked('HP-MUG-SLATE')],
	['HP-MUG-SAND', linked('HP-MUG-SAND')],
	['HP-BOARD-40', linked('HP-BOARD-40')],
	['HP-TOWEL-3', linked('HP-TOWEL-3')],
	['HP-CANDLE-12', linked('HP-CANDLE-12')],
	['HP/ESPRESSO 4', linked('HP-ESPRESSO-4')],
	['HP-TEAPOT-12', linked('HP-TEAPOT-12')],
	['HP-BASKET-BF', linked('HP-BASKET-BF')],
	['HP-COASTER-6', linked('HP-COASTER-6')],
	// The merchant's ASIN, sold by Amazon (S95).
	['HP-TOWEL-3-FBA', matched('HP-TOWEL-3')],
	['HP-MUG', parent],
];
const linksOutsideFranceAndItaly: typeof sharedLinks = [['AMZ-7F-TRIVET', linked('HP-TRIVET')], ['HP-HONEY-500', linked('HP-HONEY-500')]];
/** Made in the United States, found by SKU or ASIN in the stores that come after it. */
const largeMugs: typeof sharedLinks = [['HP-MUG-SLATE-500', matched('HP-MUG-SLATE-500')], ['HP-MUG-SAND-500', matched('HP-MUG-SAND-500')]];
const aprons: typeof sharedLinks = [['HP-APRON', parent], ['HP-APRON-NAVY', matched('HP-APRON-NAVY')], ['HP-APRON-OLIVE', matched('HP-APRON-OLIVE')]];

const outcomes: { readonly [marketplace in DemoMarketplace]: typeof sharedLinks } = {
	US: [
		...sharedLinks,
		...linksOutsideFranceAndItaly,
		...aprons,
		['HP-SPOON-WALNUT', created('HP-SPOON-WALNUT')],
		// The same ASIN in another condition is another product (S95); its name is that of the new one, which Cin7 Core refuses (S97).
		['HP-TOWEL-3-USED', held('catalog.nameTaken')],
		['HP-MUG-SAND-FBA', matched('HP-MUG-SAND')],
		['HP-MUG-SLATE-500', created('HP-MUG-SLATE-500')],
		['HP-MUG-SAND-500', created('HP-MUG-SAND-500')],
		['HP-APRON-RUST', created('HP-APRON-RUST')],
		['HP-CUSHION-SG40L', matched('HP-CUSHION-SG40L')],
		['HP-CUSHION-SG50L', created('HP-CUSHION-SG50L')],
		['HP-CUSHION-SG50W', created('HP-CUSHION-SG50W')],
		['HP-FRAME', parent],
		['HP-FRAME-BK57', created('HP-FRAME-BK57', 'catalog.moreThanThreeOptions')],
		['HP-FRAME-BK810', created('HP-FRAME-BK810', 'catalog.moreThanThreeOptions')],
		['HP-FRAME-NT57', created('HP-FRAME-NT57', 'catalog.moreThanThreeOptions')],
		['HP-LIGHTS', parent],
		// They differ in the fourth option alone (S90).
		['HP-LIGHTS-CR6C', held('catalog.variantsFallTogether')],
		['HP-LIGHTS-CR6C-BW', held('catalog.variantsFallTogether')],
		['HP-LIGHTS-CR6F', created('HP-LIGHTS-CR6F', 'catalog.moreThanThreeOptions')],
		['HP-LIGHTS-GR12F', created('HP-LIGHTS-GR12F', 'catalog.moreThanThreeOptions')],
		['9789999991018', created('9789999991018')],
		['BK-TIDES', created('BK-TIDES')],
		['HP-PEGS', created('HP-PEGS')],
		['HP-PEGS-FBA', matched('HP-PEGS')],
		['HP-DRAFT-VASE', draft],
		['HP-SNOW-GLOBE', created('HP-SNOW-GLOBE')],
		['HP-LANTERN-OLD', held('catalog.productDeprecated')],
		['HP-DOORMAT', matched('HP-DOORMAT')],
		// Alike is told and is no match (P57); Cin7 Core has no product of that very SKU, so one is made (S115).
		['00123', created('00123', 'catalog.skuLooksAlike')],
		['HP-RACK\u200b', created('HP-RACK\u200b', 'catalog.skuLooksAlike')],
		// Cin7 Core takes the two for one, so there is none to be made (S115).
		['hp-tray-oak', held('catalog.skuDiffersInCase')],
		['HP-HOOKS,BRASS', created('HP-HOOKS,BRASS')],
		['HP-WOOL-100%', created('HP-WOOL-100%')],
		['HP-RULER', created('HP-RULER')],
		['HP-LADDER', created('HP-LADDER')],
	],
	DE: [
		...sharedLinks,
		...linksOutsideFranceAndItaly,
		...largeMugs,
		...aprons,
		['HP-APRON-RUST', matched('HP-APRON-RUST')],
		['HP-SPOON-WALNUT', matched('HP-SPOON-WALNUT')],
		['HP-MUG-SAND-FBA', matched('HP-MUG-SAND')],
		['HP-CUSHION-SG40L', matched('HP-CUSHION-SG40L')],
		['HP-CUSHION-SG50L', matched('HP-CUSHION-SG50L')],
		['HP-CUSHION-SG50W', matched('HP-CUSHION-SG50W')],
		['BK-BACKBUCH', created('BK-BACKBUCH')],
		['HP-PEGS', matched('HP-PEGS')],
		['HP-PEGS-FBA', matched('HP-PEGS')],
		['HP-WOOL-100%', matched('HP-WOOL-100%')],
		['HP-BÜRSTE', matched('HP-BÜRSTE')],
		['HP-MUESLI-BOX', created('HP-MUESLI-BOX')],
	],
	FR: [...sharedLinks, ...largeMugs, ...aprons, ['HP-APRON-RUST', matched('HP-APRON-RUST')]],
	IT: [...sharedLinks, ...largeMugs, ...aprons, ['HP-APRON-RUST', matched('HP-APRON-RUST')]],
	JP: [
		...sharedLinks,
		...linksOutsideFranceAndItaly,
		...largeMugs,
		['HP-SPOON-WALNUT', matched('HP-SPOON-WALNUT')],
		['HP-TENUGUI', parent],
		['HP-TENUGUI-AI', created('HP-TENUGUI-AI')],
		['HP-TENUGUI-AKANE', created('HP-TENUGUI-AKANE')],
		['HP-KYUSU', created('HP-KYUSU')],
	],
};

/**
 * What must come of every listing of the demo, read off the rules by hand: automatic matching by SKU, Create New Products
 * on, SKU case not ignored, Amazon not the master source, read from the Listings API, the list of demoLinks imported
 * before, and the United States loaded before every other marketplace. France and Italy count when they are stores.
 */
export const expectedListings: readonly ExpectedListing[] = (Object.keys(outcomes) as DemoMarketplace[]).flatMap((marketplace) => outcomes[marketplace].map(([sellerSku, outcome]) => ({ marketplace, sellerSku, outcome })));
