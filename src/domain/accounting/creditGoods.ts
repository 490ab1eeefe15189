import type { Issue } from '../issues';
import { divide, equals, isNegative, isZero, minorUnitDigits, multiply, round, sum, type Amount } from '../money';
import { shareByAmounts } from '../orders/lines';
import type { CreditedGoods } from './creditAmounts';
import type { AdditionalCharge, SaleLine } from './sale';
import type { SalePart } from './salePart';

/** A row of goods: a line of a product, or a charge that stands for a product that is not linked (D1). */
type GoodsRow = { readonly kind: 'line'; readonly row: SaleLine } | { readonly kind: 'charge'; readonly row: AdditionalCharge };

export interface CreditRows {
	readonly lines: readonly SaleLine[];
	readonly charges: readonly AdditionalCharge[];
	readonly notices: readonly Issue[];
}

/** What is wrong with or special about goods is said of this. */
export interface CreditSource {
	readonly part: SalePart;
	/** 'Refund 123 of order 111-…', as messages begin. */
	readonly name: string;
	/** Rule of goods for which the part has none. */
	readonly otherTaxRule: string;
}

/**
 * The goods of a credit note (S171, N10): each on the product, tax rule and account that its SKU has on the part. Money
 * that is the whole of the SKU's rows, or of one of them, gives back their quantities and prices; any other amount is one
 * unit of that amount, because Amazon's quantities in refunds are those of the shipment. `asOneSum`: where the sale's
 * discounts are inside its prices, all goods together are compared first, because the sale spread them otherwise.
 */
export function creditGoods(goods: readonly CreditedGoods[], source: CreditSource, asOneSum: boolean): CreditRows {
	const rows = goodsRows(source.part);
	const skus = new Set(goods.map(({ sellerSku }) => sellerSku));
	const isWhole = asOneSum && rows.every(({ row }) => skus.has(row.sellerSku)) && goods.every((each) => rows.some(({ row }) => isOfSku(row, each)));
	if (isWhole && equals(amountOf(goods), totalOf(rows))) return asCreditRows(wholeRows(rows, taxOf(goods), source));
	const notices: Issue[] = [];
	const credited = [...skus].flatMap((sku) => {
		const ofSku = goods.filter(({ sellerSku }) => sellerSku === sku);
		const known = rows.filter(({ row }) => sku !== undefined && row.sellerSku === sku);
		if (known.length > 0) return creditSku(ofSku, known, source);
		notices.push(skuNotOnSale(sku, source));
		return ofSku.map((each) => unknownGoods(each, source));
	});
	return { ...asCreditRows(credited), notices };
}

const goodsRows = ({ lines, charges }: SalePart): readonly GoodsRow[] => [
	...lines.map((row): GoodsRow => ({ kind: 'line', row })),
	...charges.filter(({ kind }) => kind === 'goods').map((row): GoodsRow => ({ kind: 'charge', row })),
];

const isOfSku = ({ sellerSku }: SaleLine | AdditionalCharge, goods: CreditedGoods): boolean => sellerSku !== undefined && sellerSku === goods.sellerSku;
const amountOf = (goods: readonly CreditedGoods[]): Amount => sum(goods.map(({ amount }) => amount));
const taxOf = (goods: readonly CreditedGoods[]): Amount => sum(goods.map(({ tax }) => tax));
const totalOf = (rows: readonly GoodsRow[]): Amount => sum(rows.map(({ row }) => row.total));

function creditSku(goods: readonly CreditedGoods[], rows: readonly GoodsRow[], source: CreditSource): readonly GoodsRow[] {
	if (equals(amountOf(goods), totalOf(rows))) return wholeRows(rows, taxOf(goods), source);
	const free = [...rows];
	return goods.flatMap((each) => {
		const fitting = free.findIndex(({ row }) => equals(row.total, each.amount));
		if (fitting >= 0) return wholeRows(free.splice(fitting, 1), each.tax, source);
		return [partialRow(each, rows, source)];
	});
}

/** The rows as they were sold, with the tax that is given back. */
function wholeRows(rows: readonly GoodsRow[], stated: Amount, source: CreditSource): readonly GoodsRow[] {
	const own = rows.map(({ row }) => row.tax);
	const keepsOwn = equals(stated, sum(own)) || isContained(stated, source.part);
	const taxes = keepsOwn ? own : shareTax(stated, rows.map(({ row }) => row.total), source.part.totals.currency);
	return rows.map((each, index) => withAccount(withTax(each, taxes[index] ?? '0'), source));
}

/** In proportion to what the rows cost; where they cost nothing, on the first. */
function shareTax(tax: Amount, weights: readonly Amount[], currency: string): readonly Amount[] {
	if (weights.some(isNegative) || weights.every(isZero)) return weights.map((_, index) => (index === 0 ? tax : '0'));
	return shareByAmounts(tax, weights, minorUnitDigits(currency));
}

/** One unit of the refunded amount, on the row's product. A product line has no price below 0; such money is a charge. */
function partialRow({ amount, tax }: CreditedGoods, rows: readonly GoodsRow[], source: CreditSource): GoodsRow {
	const [first] = rows;
	if (!first) throw new RangeError('No row to credit');
	const money = { quantity: 1, price: amount, total: amount, tax: taxWithin(amount, tax, rows.map(({ row }) => row), source.part), comment: 'Partial refund' };
	if (first.kind === 'charge') return withAccount({ kind: 'charge', row: { ...first.row, ...money } }, source);
	if (!isNegative(amount)) return withAccount({ kind: 'line', row: { ...first.row, ...money } }, source);
	const { name, taxRule, account, sellerSku } = first.row;
	return withAccount({ kind: 'charge', row: { description: name, taxRule, ...(account ? { account } : {}), ...money, kind: 'goods', ...(sellerSku === undefined ? {} : { sellerSku }) } }, source);
}

function unknownGoods({ sellerSku, asin, amount, tax }: CreditedGoods, source: CreditSource): GoodsRow {
	const { part, otherTaxRule } = source;
	const called = sellerSku === undefined ? asin : `SKU ${sellerSku}`;
	const row = {
		description: called === undefined ? 'Amazon refund' : `Amazon ${called}`,
		quantity: 1,
		price: amount,
		tax: taxWithin(amount, tax, [...part.lines, ...part.charges], part),
		taxRule: goodsTaxRule(part) ?? otherTaxRule,
		total: amount,
		comment: 'Refund of goods that are not on the sale',
		kind: 'goods' as const,
		...(sellerSku === undefined ? {} : { sellerSku }),
	};
	return withAccount({ kind: 'charge', row }, source);
}

export const goodsTaxRule = (part: SalePart): string | undefined => goodsRows(part)[0]?.row.taxRule;

/** True where prices contain the tax and Amazon states none. */
const isContained = (stated: Amount, { taxInclusive }: SalePart): boolean => taxInclusive && isZero(stated);

/** Amazon's tax; where prices contain one and Amazon states none, in the proportion in which these rows of the sale contain it, in whole coins. */
export function taxWithin(amount: Amount, stated: Amount, sold: readonly { readonly total: Amount; readonly tax: Amount }[], part: SalePart): Amount {
	if (!isContained(stated, part)) return stated;
	const total = sum(sold.map((row) => row.total));
	if (isZero(total)) return '0';
	return round(divide(multiply(amount, sum(sold.map((row) => row.tax))), total), minorUnitDigits(part.totals.currency));
}

const withTax = (each: GoodsRow, tax: Amount): GoodsRow => (each.kind === 'line' ? { kind: 'line', row: { ...each.row, tax } } : { kind: 'charge', row: { ...each.row, tax } });

/** Rows of a credit note name their account, as those of an invoice do (API reference, Sale Credit Note). */
function withAccount(each: GoodsRow, { part }: CreditSource): GoodsRow {
	const account = each.row.account ?? part.account;
	if (account === undefined) return each;
	return each.kind === 'line' ? { kind: 'line', row: { ...each.row, account } } : { kind: 'charge', row: { ...each.row, account } };
}

const asCreditRows = (rows: readonly GoodsRow[]): CreditRows => ({
	lines: rows.flatMap((each) => (each.kind === 'line' ? [each.row] : [])),
	charges: rows.flatMap((each) => (each.kind === 'charge' ? [each.row] : [])),
	notices: [],
});

const skuNotOnSale = (sku: string | undefined, { name }: CreditSource): Issue => ({
	code: 'refund.skuNotOnSale',
	message: `${name} gives back ${sku === undefined ? 'goods of which Amazon names no SKU' : `goods of the SKU ${sku}, which is not on the sale`}; they are an additional charge on the credit note`,
	hint: 'The total is right. Change the credit note in Cin7 Core if it should name a product.',
	blocking: false,
});
