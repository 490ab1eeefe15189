import { add, subtract, sum, type Amount } from '../money';
import type { SaleTotals } from './sale';

/**
 * Totals of a document of these lines and charges, as Cin7 Core's samples add them up (API reference, Sale Invoice): a
 * row's total is quantity x price; its tax comes on top, or is inside where the document is tax-inclusive.
 */
export function documentTotals(rows: readonly { readonly total: Amount; readonly tax: Amount }[], taxInclusive: boolean, currency: string): SaleTotals {
	const sumOfRows = sum(rows.map((row) => row.total));
	const tax = sum(rows.map((row) => row.tax));
	return taxInclusive ? { currency, beforeTax: subtract(sumOfRows, tax), tax, total: sumOfRows } : { currency, beforeTax: sumOfRows, tax, total: add(sumOfRows, tax) };
}
