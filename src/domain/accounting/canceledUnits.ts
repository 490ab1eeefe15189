import { isZero, minorUnitDigits, multiply } from '../money';
import { shareInCoins } from '../orders/lines';
import type { AmazonOrder } from '../orders/order';
import { unitsThatCount } from '../orders/units';
import type { AdditionalCharge, SaleLine } from './sale';
import type { SalePart } from './salePart';
import { documentTotals } from './totals';

/**
 * What of a written part Amazon has canceled since (N21), as a part of its own: units, their amount and tax. Undefined
 * when nothing was. `before`: parts that were canceled earlier.
 */
export function canceledUnits(part: SalePart, order: AmazonOrder, before: readonly SalePart[]): SalePart | undefined {
	const remaining = new Map<string, number>();
	for (const item of order.items) remaining.set(item.sellerSku ?? '', (remaining.get(item.sellerSku ?? '') ?? 0) + unitsThatCount(item, order.status));
	const gone = unitsOf([...before.flatMap((each) => [...each.lines, ...each.charges.filter(isGoods)])]);
	const toCancel = new Map([...unitsOf([...part.lines, ...part.charges.filter(isGoods)])].map(([sku, units]) => [sku, units - (gone.get(sku) ?? 0) - (remaining.get(sku) ?? 0)]));
	const lines = take(part.lines, toCancel, part.totals.currency);
	const charges = take(part.charges.filter(isGoods), toCancel, part.totals.currency);
	if (lines.length + charges.length === 0) return undefined;
	const totals = documentTotals([...lines, ...charges], part.taxInclusive, part.totals.currency);
	return { ...part, lines, charges, totals, payable: isZero(part.payable) ? '0' : totals.total };
}

const isGoods = ({ kind }: AdditionalCharge): boolean => kind === 'goods';

type Goods = Pick<SaleLine, 'sellerSku' | 'quantity' | 'price' | 'tax' | 'total'>;

function unitsOf(rows: readonly Goods[]): Map<string, number> {
	const units = new Map<string, number>();
	for (const { sellerSku = '', quantity } of rows) units.set(sellerSku, (units.get(sellerSku) ?? 0) + quantity);
	return units;
}

/** Takes so many units of each SKU from the rows, with their share of the tax in whole coins. */
function take<Row extends Goods>(rows: readonly Row[], units: Map<string, number>, currency: string): Row[] {
	return rows.flatMap((row) => {
		const wanted = Math.min(row.quantity, Math.max(0, units.get(row.sellerSku ?? '') ?? 0));
		if (wanted === 0) return [];
		units.set(row.sellerSku ?? '', (units.get(row.sellerSku ?? '') ?? 0) - wanted);
		const [tax = '0'] = wanted === row.quantity ? [row.tax] : shareInCoins(row.tax, [wanted, row.quantity - wanted], minorUnitDigits(currency));
		return [{ ...row, quantity: wanted, tax, total: multiply(row.price, wanted) }];
	});
}
