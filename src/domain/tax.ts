import { inEurope } from './europe';
import type { Marketplace } from './marketplaces';
import type { ChargeKind } from './orders/amounts';
import type { AmazonOrder } from './orders/order';
import type { StoreSettings } from './settings';

/** What of the tax rule mapping is still empty, in the words of the Setup tab; orders are not taken until it is filled (S71). */
export function missingTaxRules(settings: StoreSettings, marketplace: Marketplace | undefined): readonly string[] {
	const { lines, additionalCharges, taxFree } = settings.taxRules;
	return [
		...(lines ? [] : ['Default Tax Lines']),
		...(additionalCharges ? [] : ['Default Additional Charges Tax Lines']),
		// S66: Tax Free is not used for European marketplaces.
		...(taxFree || marketplace?.european ? [] : ['Tax Free']),
	];
}

/** Names of all tax rules that a store's mapping can put on a sale, each once. */
export function mappedTaxRules({ taxRules: { byCountry = {}, ...rules } }: StoreSettings): readonly string[] {
	return [...new Set([...Object.values(rules), ...Object.values(byCountry)])].filter((name): name is string => Boolean(name));
}

/** What decides the tax rules of an order's lines and charges. The mapping must be finished (missingTaxRules). */
export interface TaxSituation {
	readonly settings: StoreSettings;
	readonly marketplace: Marketplace;
	/** Where the goods go, ISO 3166 alpha-2. */
	readonly destination: string;
	/** Rule of an order whose tax somebody else remits (N20). */
	readonly remitted?: string;
}

/** Looks at an order once, for the rules of all its lines. A destination that Amazon does not tell is the marketplace's own country. */
export function taxSituation(order: Pick<AmazonOrder, 'taxCollectionModels' | 'taxReportingSchemes'>, destination: string | undefined, settings: StoreSettings, marketplace: Marketplace): TaxSituation {
	const remitted = remittedRule(order, settings);
	return { settings, marketplace, destination: destination ?? isoCountry(marketplace), ...(remitted ? { remitted } : {}) };
}

/** Amazon's models name one collection model and two reporting schemes (orders_2026-01-01.json, ItemTaxCollection). The scheme is the narrower statement. */
function remittedRule({ taxCollectionModels, taxReportingSchemes }: Pick<AmazonOrder, 'taxCollectionModels' | 'taxReportingSchemes'>, { taxRules }: StoreSettings): string | undefined {
	const { ioss, uoss, marketplaceFacilitator } = taxRules;
	if (ioss && taxReportingSchemes.includes('IOSS')) return ioss;
	if (uoss && taxReportingSchemes.includes('UOSS')) return uoss;
	return taxCollectionModels.includes('MARKETPLACE_FACILITATOR') ? marketplaceFacilitator : undefined;
}

/**
 * Name of the tax rule that labels a product line (S64-S69, N20). `bearsTax`: Amazon states tax on it, or its price
 * contains some. `productRule`: the product's own sale tax rule, where Cin7 Core can use it.
 */
export function lineTaxRule({ settings, marketplace, destination, remitted }: TaxSituation, bearsTax: boolean, productRule?: string): string {
	const { lines = '', taxFree = '', byCountry } = settings.taxRules;
	if (bearsTax && remitted) return remitted;
	if (!marketplace.european) return bearsTax ? lines : taxFree;
	if (productRule && inEurope(destination)) return productRule;
	return byCountry?.[destination] ?? lines;
}

/** Name of the tax rule that labels an additional charge: its own, else its destination's, else the default of charges (S69, S155, N20). */
export function chargeTaxRule({ settings, marketplace, destination, remitted }: TaxSituation, kind: ChargeKind, bearsTax: boolean): string {
	const { additionalCharges = '', taxFree = '', byCountry, shipping, giftWrap, discount } = settings.taxRules;
	if (bearsTax && remitted) return remitted;
	if (!bearsTax && !marketplace.european) return taxFree;
	const own: Partial<Record<ChargeKind, string | undefined>> = { shipping, giftWrap, discount };
	return own[kind] || (marketplace.european && byCountry?.[destination]) || additionalCharges;
}

/** Name of the tax rule of the fees on a credit note (S172), which bear no tax: Tax Free, or in Europe, which has none (S66), that of charges. */
export function refundFeeTaxRule({ taxRules: { additionalCharges = '', taxFree = '' } }: StoreSettings, marketplace: Marketplace): string {
	return marketplace.european ? additionalCharges : taxFree;
}

/** Amazon says UK where ISO 3166 says GB. */
const isoCountry = ({ country }: Marketplace): string => (country === 'UK' ? 'GB' : country);
