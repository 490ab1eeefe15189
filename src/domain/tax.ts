import type { ChargeKind } from './orders/amounts';
import type { Marketplace } from './marketplaces';
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

/** Name of the tax rule that labels a product line (S64-S66). The mapping must be finished. */
export function lineTaxRule(settings: StoreSettings, marketplace: Marketplace, bearsTax: boolean): string {
	const { lines = '', taxFree = '' } = settings.taxRules;
	return bearsTax || marketplace.european ? lines : taxFree;
}

/** Name of the tax rule that labels an additional charge: its own, else the default of charges (S155). */
export function chargeTaxRule(settings: StoreSettings, marketplace: Marketplace, kind: ChargeKind, bearsTax: boolean): string {
	const { additionalCharges = '', taxFree = '', shipping, giftWrap, discount } = settings.taxRules;
	if (!bearsTax && !marketplace.european) return taxFree;
	const own: Partial<Record<ChargeKind, string | undefined>> = { shipping, giftWrap, discount };
	return own[kind] || additionalCharges;
}
