import type { Amount } from '../money';
import { format } from '../money';
import type { DiscountedAmounts } from '../orders/discounts';
import { exactLines } from '../orders/lines';
import type { AmazonOrderItem } from '../orders/order';
import type { AdditionalCharge, SaleLine } from './sale';
import type { SaleInput } from './saleInput';
import type { SaleTax } from './saleTax';

interface GoodsRow {
	readonly quantity: number;
	readonly price: Amount;
	readonly tax: Amount;
	readonly taxRule: string;
	readonly total: Amount;
	readonly comment?: string;
}

type GoodsItem = DiscountedAmounts['items'][number];

/** The goods of a sale: product lines with quantity x price = total (S153), and what no product is linked to as charges. */
export function planGoods({ links }: Pick<SaleInput, 'links'>, amounts: DiscountedAmounts, tax: SaleTax, currency: string): { readonly lines: readonly SaleLine[]; readonly charges: readonly AdditionalCharge[] } {
	const lines: SaleLine[] = [];
	const charges: AdditionalCharge[] = [];
	for (const each of amounts.items) {
		if (each.units === 0) continue;
		const { item } = each;
		const product = links.get(item.sellerSku ?? '');
		const sellerSku = item.sellerSku ? { sellerSku: item.sellerSku } : {};
		const discount = each.discount ? `Discount of ${format(each.discount, currency)} by Amazon included` : undefined;
		const remarks = [discount, pointsRemark(item.pointsGranted)];
		if (product) {
			const { productId, productSku, productName } = product;
			for (const row of rowsOf(each, tax, tax.lineRule(each.tax, product), remarks, currency)) lines.push({ productId, sku: productSku, name: productName, ...row, ...sellerSku });
		} else {
			const named = [`Amazon SKU ${item.sellerSku ?? '(none)'}, which no product is linked to`, ...remarks];
			for (const row of rowsOf(each, tax, tax.lineRule(each.tax), named, currency)) charges.push({ description: goodsName(item), ...row, kind: 'goods', ...sellerSku });
		}
	}
	return { lines, charges };
}

/** The lines of one item; what there is to remark is on the first of them, so that nobody counts it twice. */
function rowsOf({ amount, units, tax: stated }: GoodsItem, tax: SaleTax, taxRule: string, remarks: readonly (string | undefined)[], currency: string): readonly GoodsRow[] {
	const comment = remarks.filter(Boolean).join('; ');
	return exactLines(amount, units, stated, currency).map(({ quantity, price, total, tax: share }, index) => ({
		quantity,
		price,
		tax: tax.taxIn(total, share, taxRule),
		taxRule,
		total,
		...(comment && index === 0 ? { comment } : {}),
	}));
}

/** Cin7 Core's API reference, Sale additional charge: Description. */
const CHARGE_NAME_LENGTH = 256;

/** Goods without a product, where the store wants them so (D1, S156, P30): Cin7 Core's sale lines are of products alone. */
const goodsName = (item: AmazonOrderItem): string => (item.title ?? item.sellerSku ?? item.asin ?? 'Amazon item').slice(0, CHARGE_NAME_LENGTH);

/** N18: points are the seller's cost and no part of the buyer's total; they are noted on their line. */
function pointsRemark(granted: AmazonOrderItem['pointsGranted']): string | undefined {
	if (!granted) return undefined;
	const value = granted.value ? ` (${granted.value.amount} ${granted.value.currency})` : '';
	return `Amazon Points granted: ${granted.points ?? 0}${value}`;
}
