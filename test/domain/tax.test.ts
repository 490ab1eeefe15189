import { inEurope } from '../../src/domain/europe';
import { marketplaceById, marketplaces, type Marketplace } from '../../src/domain/marketplaces';
import type { StoreSettings } from '../../src/domain/settings';
import { chargeTaxRule, lineTaxRule, mappedTaxRules, missingTaxRules, refundFeeTaxRule, taxSituation } from '../../src/domain/tax';
import { order, settings } from './orderExamples';

const marketplace = (id: string): Marketplace => {
	const found = marketplaceById(id);
	if (!found) throw new Error(id);
	return found;
};
const [us, de, uk] = [marketplace('ATVPDKIKX0DER'), marketplace('A1PA6795UKMFR9'), marketplace('A1F83G8C2ARO7P')];

interface Case {
	readonly at?: Marketplace;
	readonly to?: string;
	readonly rules?: Partial<StoreSettings['taxRules']>;
	readonly models?: readonly string[];
	readonly schemes?: readonly string[];
}
const rules = { lines: 'Lines', additionalCharges: 'Charges', taxFree: 'Free' };
const situation = ({ at = us, to, rules: more = {}, models = [], schemes = [] }: Case = {}) =>
	taxSituation(order({ taxCollectionModels: models, taxReportingSchemes: schemes }), to, settings({ taxRules: { ...rules, ...more } }), at);
const byCountry = { DE: 'MwSt', FR: 'TVA', CH: 'Export', GB: 'VAT' };

describe('outside Europe', () => {
	test('S64: a taxed line takes the rule of lines', () => expect(lineTaxRule(situation(), true)).toBe('Lines'));
	test('S66: an untaxed line takes Tax Free, and so does an untaxed charge with a rule of its own', () => {
		expect(lineTaxRule(situation(), false)).toBe('Free');
		expect(chargeTaxRule(situation({ rules: { shipping: 'Shipping' } }), 'shipping', false)).toBe('Free');
	});
	test('S69: neither destination nor product decides', () => {
		expect(lineTaxRule(situation({ to: 'DE', rules: { byCountry } }), true, 'Product')).toBe('Lines');
		expect(chargeTaxRule(situation({ to: 'DE', rules: { byCountry } }), 'shipping', true)).toBe('Charges');
	});
});

describe('in Europe', () => {
	test.each(['DE', 'FR', 'GB', 'GR', 'IE', 'MT'])('S68: a product with a rule keeps it on the way to %s', (to) => {
		expect(lineTaxRule(situation({ at: de, to, rules: { byCountry } }), true, 'Product')).toBe('Product');
	});
	test.each([
		['a product without rule, to a mapped country', 'FR', undefined, 'TVA'],
		['a product without rule, to a country that is not mapped', 'IT', undefined, 'Lines'],
		['a product with a rule, to a mapped country outside Europe', 'CH', 'Product', 'Export'],
		['a product with a rule, to a country outside Europe that is not mapped', 'NO', 'Product', 'Lines'],
	])('S69: %s', (_what, to, product, rule) => {
		expect(lineTaxRule(situation({ at: de, to, rules: { byCountry } }), true, product)).toBe(rule);
	});
	test('S69: an unknown destination is the marketplace\'s own country, and Amazon\'s UK is GB', () => {
		expect(lineTaxRule(situation({ at: de, rules: { byCountry } }), true)).toBe('MwSt');
		expect(lineTaxRule(situation({ at: uk, rules: { byCountry } }), true)).toBe('VAT');
	});
	test('S66: Tax Free is not used, even on what bears no tax', () => {
		expect(lineTaxRule(situation({ at: de }), false)).toBe('Lines');
		expect(chargeTaxRule(situation({ at: de }), 'tip', false)).toBe('Charges');
	});
	test('S155: a charge with a rule of its own keeps it; the others take the destination\'s, else that of charges', () => {
		const given = { at: de, to: 'FR', rules: { byCountry, shipping: 'Shipping' } };
		expect(chargeTaxRule(situation(given), 'shipping', true)).toBe('Shipping');
		expect(chargeTaxRule(situation(given), 'giftWrap', true)).toBe('TVA');
		expect(chargeTaxRule(situation({ ...given, to: 'IT' }), 'giftWrap', true)).toBe('Charges');
	});
	test('S68: Europe is the European Union and the United Kingdom', () => {
		for (const each of marketplaces.filter(({ european }) => european)) expect(inEurope(each.country === 'UK' ? 'GB' : each.country)).toBe(true);
		for (const country of ['CH', 'NO', 'US', 'TR', 'UK', 'XX']) expect(inEurope(country)).toBe(false);
	});
});

describe('tax that somebody else remits', () => {
	const mapped = { marketplaceFacilitator: 'Facilitator', ioss: 'Ioss', uoss: 'Uoss' };

	test.each([
		['MARKETPLACE_FACILITATOR', ['MARKETPLACE_FACILITATOR'], [], 'Facilitator'],
		['IOSS', [], ['IOSS'], 'Ioss'],
		['UOSS', [], ['UOSS'], 'Uoss'],
		['a scheme before a model', ['MARKETPLACE_FACILITATOR'], ['UOSS'], 'Uoss'],
		['a word that is not mapped', ['DEEMED_SUPPLIER'], ['LOW_VALUE'], 'Lines'],
	])('N20: %s', (_what, models, schemes, rule) => {
		const given = situation({ at: de, to: 'FR', rules: mapped, models, schemes });
		expect(lineTaxRule(given, true)).toBe(rule);
		expect(chargeTaxRule(given, 'shipping', true)).toBe(rule === 'Lines' ? 'Charges' : rule);
	});
	test('N20: wins over the rules of product, charge and destination', () => {
		const given = situation({ at: de, to: 'FR', rules: { ...mapped, byCountry, shipping: 'Shipping' }, schemes: ['IOSS'] });
		expect(lineTaxRule(given, true, 'Product')).toBe('Ioss');
		expect(chargeTaxRule(given, 'shipping', true)).toBe('Ioss');
	});
	test('N20: what bears no tax is none of it', () => {
		expect(lineTaxRule(situation({ rules: mapped, models: ['MARKETPLACE_FACILITATOR'] }), false)).toBe('Free');
	});
	test('N20: without a rule of their own such orders take those of all others', () => {
		expect(lineTaxRule(situation({ models: ['MARKETPLACE_FACILITATOR'], schemes: ['IOSS'] }), true)).toBe('Lines');
		expect(lineTaxRule(situation({ models: ['MARKETPLACE_FACILITATOR'], schemes: ['IOSS'], rules: { marketplaceFacilitator: 'Facilitator' } }), true)).toBe('Facilitator');
	});
});

test('S172: a refund fee bears no tax, so it is Tax Free, and in Europe under the rule of charges', () => {
	const given = settings({ taxRules: rules });
	expect([refundFeeTaxRule(given, us), refundFeeTaxRule(given, de)]).toEqual(['Free', 'Charges']);
});

test('S71: the mapping is finished by the rules of lines and charges, and outside Europe Tax Free', () => {
	const bare = { ...settings(), taxRules: {} };
	expect(missingTaxRules(bare, us)).toEqual(['Default Tax Lines', 'Default Additional Charges Tax Lines', 'Tax Free']);
	expect(missingTaxRules(bare, de)).toHaveLength(2);
	expect(missingTaxRules(settings({ taxRules: rules }), us)).toEqual([]);
});

test('S64: every name that the mapping can put on a sale is known, those of countries too', () => {
	expect([...mappedTaxRules(settings({ taxRules: { ...rules, ioss: 'Ioss', shipping: 'Charges', byCountry } }))].sort()).toEqual(['Charges', 'Export', 'Free', 'Ioss', 'Lines', 'MwSt', 'TVA', 'VAT']);
});
