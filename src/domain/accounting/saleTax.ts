import type { Issue } from '../issues';
import type { Marketplace } from '../marketplaces';
import type { Amount } from '../money';
import { format, isZero, subtract } from '../money';
import type { ChargeKind, OrderAmounts } from '../orders/amounts';
import { containedTax } from '../orders/lines';
import { chargeTaxRule, lineTaxRule, taxSituation } from '../tax';
import { destinationOf } from './destination';
import type { SaleInput } from './saleInput';
import type { LinkedProduct } from './tenant';

/** Rule and tax of every row of a sale. `stated` is Amazon's tax on the row; taxes are on the whole row, in the order's currency. */
export interface SaleTax {
	/** Whether the prices of the sale contain its tax. */
	readonly inclusive: boolean;
	/** What the sale comes to: Amazon's total, less a tax on top that the store wants ignored (S56). */
	readonly total: Amount;
	/** Shown beside the sale. */
	readonly notices: readonly Issue[];
	lineRule(stated: Amount, product?: LinkedProduct): string;
	chargeRule(kind: ChargeKind, stated: Amount): string;
	/** The tax to write on a row of this total. */
	taxIn(total: Amount, stated: Amount, rule: string): Amount;
}

/**
 * How a sale is taxed. Amazon's tax is kept wherever it states one (S65, D9). A European order without any is
 * tax-inclusive, and so is what Amazon states to be: there the tax is what the row's rule finds inside, when Amazon
 * states none (S67, S70) or the store ignores it (S56). An ignored tax on top is left out altogether.
 */
export function saleTax(input: SaleInput, amounts: OrderAmounts, marketplace: Marketplace): SaleTax {
	const { order, store: { settings }, books } = input;
	const situation = taxSituation(order, destinationOf(input)?.countryCode, settings, marketplace);
	const unstatedInside = amounts.treatment === 'unstated' && marketplace.european;
	const ignored = settings.ignoreAmazonTaxes && amounts.treatment !== 'unstated';
	const leftOut = ignored && amounts.treatment === 'exclusive';
	const contained = unstatedInside || (ignored && !leftOut);
	const currency = amounts.currency || marketplace.currency;
	const bearsTax = (stated: Amount): boolean => unstatedInside || (!leftOut && !isZero(stated));
	const usableRule = (name: string | undefined): string | undefined => (name && books.taxRules.some((rule) => rule.name === name && rule.active && rule.forSale) ? name : undefined);
	return {
		inclusive: unstatedInside || amounts.treatment === 'inclusive',
		total: leftOut ? subtract(amounts.total, amounts.tax) : amounts.total,
		notices: ignored && !isZero(amounts.tax) ? [taxIgnored(order.orderId, `${format(amounts.tax, currency)} ${currency}`, leftOut)] : [],
		lineRule: (stated, product) => lineTaxRule(situation, bearsTax(stated), usableRule(product?.saleTaxRule)),
		chargeRule: (kind, stated) => chargeTaxRule(situation, kind, bearsTax(stated)),
		taxIn: (total, stated, rule) => {
			if (leftOut) return '0';
			return contained ? containedTax(total, books.taxRules.find(({ name }) => name === rule)?.percent ?? '0', currency) : stated;
		},
	};
}

const taxIgnored = (orderId: string, tax: string, leftOut: boolean): Issue => ({
	code: 'order.amazonTaxIgnored',
	message: leftOut ? `Order ${orderId}: Amazon's tax of ${tax} was left out, and the sale's total is lower than Amazon's by it` : `Order ${orderId}: Amazon's tax of ${tax} was left out; the tax inside the prices is what the tax rules say`,
	hint: 'The store is set to ignore Amazon\'s taxes. Switch Ignore Amazon Taxes off in the Amazon Store node to have them on its sales.',
	blocking: false,
});
