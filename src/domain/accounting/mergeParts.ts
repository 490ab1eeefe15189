import { groupBy } from '../groupBy';
import { sum, type Amount } from '../money';
import type { AdditionalCharge, SaleLine } from './sale';
import type { SalePart } from './salePart';

type Rows = Pick<SalePart, 'lines' | 'charges'>;

/** 10 and 10.00 are one price. */
const canonical = (amount: Amount): Amount => sum([amount]);

const lineKey = ({ productId, price, taxRule, comment, account }: SaleLine): string => JSON.stringify([productId, canonical(price), taxRule, comment ?? '', account ?? '']);

/** Goods have quantity and price; any other charge is one amount. */
const chargeKey = ({ description, taxRule, kind, comment, account, price }: AdditionalCharge): string =>
	JSON.stringify([description, taxRule, kind ?? '', comment ?? '', account ?? '', ...(kind === 'goods' ? [canonical(price)] : [])]);

/** What tells the rows of a document apart: rows of the same key become one. */
export const rowKeys = ({ lines, charges }: Rows): readonly string[] => [...lines.map(lineKey), ...charges.map(chargeKey)];

/**
 * The rows of several orders as one document's, in the order in which they first appear: lines of the same product,
 * price, tax rule, comment and account become one, and so do charges of the same description, tax rule, kind and comment.
 * Quantities, totals and taxes add up, so no cent is rounded (N8).
 */
export function mergeParts(parts: readonly Rows[]): Rows {
	return {
		lines: [...groupBy(parts.flatMap(({ lines }) => lines), lineKey).values()].map(mergeLines),
		charges: [...groupBy(parts.flatMap(({ charges }) => charges), chargeKey).values()].map(mergeCharges),
	};
}

function mergeLines(lines: readonly [SaleLine, ...SaleLine[]]): SaleLine {
	const { sellerSku, ...first } = lines[0];
	const ofOneSku = sellerSku !== undefined && lines.every((line) => line.sellerSku === sellerSku);
	return { ...first, ...sumsOf(lines), quantity: unitsOf(lines), ...(ofOneSku ? { sellerSku } : {}) };
}

function mergeCharges(charges: readonly [AdditionalCharge, ...AdditionalCharge[]]): AdditionalCharge {
	const { sellerSku, ...first } = charges[0];
	const sums = sumsOf(charges);
	if (first.kind !== 'goods') return { ...first, ...sums, quantity: 1, price: sums.total };
	const ofOneSku = sellerSku !== undefined && charges.every((charge) => charge.sellerSku === sellerSku);
	return { ...first, ...sums, quantity: unitsOf(charges), ...(ofOneSku ? { sellerSku } : {}) };
}

const sumsOf = (rows: readonly { readonly total: Amount; readonly tax: Amount }[]): { total: Amount; tax: Amount } => ({
	total: sum(rows.map((row) => row.total)),
	tax: sum(rows.map((row) => row.tax)),
});

const unitsOf = (rows: readonly { readonly quantity: number }[]): number => rows.reduce((units, row) => units + row.quantity, 0);
