import { planSale, type SalePlan } from '../../src/domain/accounting/planSale';
import type { SaleInput } from '../../src/domain/accounting/saleInput';
import type { LinkedProduct } from '../../src/domain/accounting/tenant';
import type { AmazonOrder } from '../../src/domain/orders/order';
import type { StoreSettings } from '../../src/domain/settings';
import { buyer, item, money, order, proceeds, saleInput, store } from './orderExamples';

const DE = 'A1PA6795UKMFR9';
const UK = 'A1F83G8C2ARO7P';
const rule = (name: string, percent: string, over: object = {}) => ({ name, percent, active: true, forSale: true, ...over });
const books: SaleInput['books'] = {
	...saleInput().books,
	taxRules: [rule('Lines', '10'), rule('Charges', '10'), rule('Free', '0'), rule('MwSt 19%', '19'), rule('MwSt 7%', '7'), rule('TVA 20%', '20'), rule('Export', '0'), rule('VAT 20%', '20'), rule('Facilitator', '10'), rule('Old', '5', { active: false }), rule('Purchases', '5', { forSale: false })],
};
const taxRules = { lines: 'Lines', additionalCharges: 'Charges', taxFree: 'Free' };
const link = (over: Partial<LinkedProduct> = {}) => new Map([['MUG', { productId: 'p-mug', productSku: 'HP-MUG', productName: 'Harbor Mug', ...over }]]);

interface Given {
	readonly order?: Partial<AmazonOrder>;
	readonly settings?: Partial<StoreSettings>;
	readonly at?: string;
	readonly currency?: string;
	readonly to?: string;
	readonly product?: Partial<LinkedProduct>;
}
const inputOf = ({ order: over, settings, at = 'ATVPDKIKX0DER', currency = 'USD', to, product }: Given): SaleInput => saleInput({
	order: order({ marketplaceId: at, ...over }),
	buyer: { ...buyer, address: { ...buyer.address, countryCode: to } },
	store: store({ taxRules, currencyRate: '1.1', whenAddressIsMissing: 'useDefaultCustomer', ...settings }, at),
	books,
	defaultCustomer: { ...saleInput().defaultCustomer, currency },
	links: link(product),
});
function planOf(given: Given): SalePlan {
	const planning = planSale(inputOf(given));
	if (!planning.ok) throw new Error(planning.issues.map(({ message }) => message).join());
	return planning.plan;
}
const codesOf = (given: Given): readonly string[] => {
	const planning = planSale(inputOf(given));
	return planning.ok ? [] : planning.issues.map(({ code }) => code);
};
const noticesOf = (given: Given): readonly string[] => planOf(given).notices.map(({ code }) => code);

const euros = (parts: Parameters<typeof proceeds>[0], total: string): Partial<AmazonOrder> => ({ grandTotal: money(total, 'EUR'), items: [item({ proceeds: proceeds(parts, 'EUR'), proceedsTotal: money(total, 'EUR') })] });
const dollars = (parts: Parameters<typeof proceeds>[0], total: string): Partial<AmazonOrder> => ({ grandTotal: money(total), items: [item({ proceeds: proceeds(parts), proceedsTotal: money(total) })] });
const german = { at: DE, currency: 'EUR', order: euros({ ITEM: '11.90', SHIPPING: '5.95' }, '17.85') };
const taxed = dollars({ ITEM: '20.00', SHIPPING: '5.00', TAX: { ITEM: '1.65', SHIPPING: '0.41' } }, '27.06');

describe('a European order without tax', () => {
	const byCountry = { DE: 'MwSt 19%', FR: 'TVA 20%', CH: 'Export' };

	test('S67: is tax-inclusive, and S70: its tax is what the rule finds inside', () => {
		const plan = planOf({ ...german, settings: { taxRules: { ...taxRules, byCountry } } });
		expect(plan.header.taxInclusive).toBe(true);
		expect([plan.lines[0]?.tax, plan.charges[0]?.tax]).toEqual(['1.90', '0.95']);
		expect(plan.totals).toEqual({ currency: 'EUR', beforeTax: '15', tax: '2.85', total: '17.85' });
	});
	test.each([
		['within Europe', 'FR', { saleTaxRule: 'MwSt 7%' }, 'MwSt 7%', 'TVA 20%'],
		['within Europe, of a product without rule', 'FR', {}, 'TVA 20%', 'TVA 20%'],
		['within Europe, of a product whose rule is not active any more', 'FR', { saleTaxRule: 'Old' }, 'TVA 20%', 'TVA 20%'],
		['within Europe, of a product whose rule is not for sale', 'FR', { saleTaxRule: 'Purchases' }, 'TVA 20%', 'TVA 20%'],
		['to a country outside', 'CH', { saleTaxRule: 'MwSt 7%' }, 'Export', 'Export'],
		['to a country that is not mapped', 'NO', { saleTaxRule: 'MwSt 7%' }, 'Lines', 'Charges'],
	])('S68, S69: %s', (_what, to, product, line, charge) => {
		const plan = planOf({ ...german, to, product, settings: { taxRules: { ...taxRules, byCountry } } });
		expect([plan.lines[0]?.taxRule, plan.charges[0]?.taxRule]).toEqual([line, charge]);
	});
	test('S69: with an unknown destination goes to the marketplace\'s own country', () => {
		expect(planOf({ ...german, settings: { taxRules: { ...taxRules, byCountry } } }).lines[0]?.taxRule).toBe('MwSt 19%');
		const british = { at: UK, currency: 'GBP', order: { grandTotal: money('10.00', 'GBP'), items: [item({ proceeds: proceeds({ ITEM: '10.00' }, 'GBP'), proceedsTotal: money('10.00', 'GBP') })] } };
		expect(planOf({ ...british, settings: { taxRules: { ...taxRules, byCountry: { GB: 'VAT 20%' } } } }).lines[0]).toMatchObject({ taxRule: 'VAT 20%', tax: '1.67' });
	});
	test('S69: whose buyer data are erased goes where the order remembers', () => {
		expect(planOf({ ...german, order: { ...german.order, destination: { countryCode: 'FR' } }, settings: { taxRules: { ...taxRules, byCountry } } }).lines[0]?.taxRule).toBe('TVA 20%');
	});
	test('N20: with a scheme somebody else remits under, lines and charges have its rule', () => {
		const plan = planOf({ ...german, order: { ...german.order, taxReportingSchemes: ['IOSS'] }, settings: { taxRules: { ...taxRules, ioss: 'Facilitator' } } });
		expect([...plan.lines, ...plan.charges].map(({ taxRule }) => taxRule)).toEqual(['Facilitator', 'Facilitator']);
	});
	test('D9: a European order that states its tax keeps it, and is labelled like the others', () => {
		const plan = planOf({ ...german, to: 'FR', order: euros({ ITEM: '12.00', TAX: { ITEM: '2.01' } }, '12.00'), settings: { taxRules: { ...taxRules, byCountry } } });
		expect(plan.lines[0]).toMatchObject({ taxRule: 'TVA 20%', tax: '2.01' });
		expect(planOf({ ...german, order: euros({ ITEM: '12.00', TAX: { ITEM: '2.40' } }, '14.40') })).toMatchObject({ header: { taxInclusive: false }, totals: { tax: '2.4', total: '14.4' } });
	});
});

describe('Amazon\'s taxes', () => {
	test('S65: are the amounts on the sale, whatever the percent of the rule', () => {
		const plan = planOf({ order: taxed });
		expect([plan.lines[0]?.tax, plan.charges[0]?.tax, plan.lines[0]?.taxRule]).toEqual(['1.65', '0.41', 'Lines']);
		expect(plan.totals).toEqual({ currency: 'USD', beforeTax: '25', tax: '2.06', total: '27.06' });
	});
	test('N20: of a marketplace facilitator have its rule on what bears tax', () => {
		const plan = planOf({ order: { ...dollars({ ITEM: '20.00', SHIPPING: '5.00', TAX: { ITEM: '1.65' } }, '26.65'), taxCollectionModels: ['MARKETPLACE_FACILITATOR'] }, settings: { taxRules: { ...taxRules, marketplaceFacilitator: 'Facilitator' } } });
		expect([...plan.lines, ...plan.charges].map(({ taxRule }) => taxRule)).toEqual(['Facilitator', 'Free']);
	});
});

describe('S56: ignored taxes', () => {
	const settings = { ignoreAmazonTaxes: true };

	test('on top are left out of the sale and of its payment, and how much is told', () => {
		const plan = planOf({ order: taxed, settings: { ...settings, paymentAccount: '710', invoiceStatus: 'AUTHORISED' } });
		expect(plan.totals).toEqual({ currency: 'USD', beforeTax: '25', tax: '0', total: '25' });
		expect([...plan.lines, ...plan.charges].map(({ tax, taxRule }) => [tax, taxRule])).toEqual([['0', 'Free'], ['0', 'Free']]);
		expect(plan.payment?.amount).toBe('25');
		expect(plan.notices).toMatchObject([{ code: 'order.amazonTaxIgnored', blocking: false, message: expect.stringContaining('2.06 USD') as string }]);
	});
	test('inside the prices give way to what the rule finds inside; the total stays', () => {
		const plan = planOf({ order: dollars({ ITEM: '11.00', TAX: { ITEM: '0.77' } }, '11.00'), settings });
		expect(plan).toMatchObject({ header: { taxInclusive: true }, totals: { beforeTax: '10', tax: '1', total: '11' } });
		expect(plan.notices).toMatchObject([{ code: 'order.amazonTaxIgnored', message: expect.stringContaining('0.77 USD') as string }]);
	});
	test('in Europe keep the rule of lines, with no tax', () => {
		expect(planOf({ ...german, order: euros({ ITEM: '12.00', TAX: { ITEM: '2.40' } }, '14.40'), settings }).lines[0]).toMatchObject({ taxRule: 'Lines', tax: '0', total: '12' });
	});
	test('there is nothing to ignore where Amazon states none', () => {
		expect(planOf({ ...german, settings })).toEqual(planOf(german));
		expect(noticesOf({ settings })).toEqual([]);
	});
});

test('S133: a rule of a country that Cin7 Core does not have, or not for sales, holds the order', () => {
	for (const name of ['Gone', 'Old', 'Purchases']) expect(codesOf({ settings: { taxRules: { ...taxRules, byCountry: { FR: name } } } })).toEqual(['store.taxRuleMissing']);
	expect(codesOf({ settings: { taxRules: { ...taxRules, uoss: 'Gone' } } })).toEqual(['store.taxRuleMissing']);
});
