import { format } from '../money';
import type { ChargeKind } from '../orders/amounts';
import type { DiscountedAmounts } from '../orders/discounts';
import type { AmazonOrder } from '../orders/order';
import type { StoreSettings } from '../settings';
import type { AdditionalCharge } from './sale';
import type { SaleTax } from './saleTax';

/** Plain names of additional charges on sales, by what they are for. */
export const chargeNames: Record<ChargeKind, string> = {
	shipping: 'Shipping',
	giftWrap: 'Gift Wrap',
	codFee: 'Cash on Delivery Fee',
	discount: 'Discount',
	tip: 'Delivery Tip',
	other: 'Other Amazon Charge',
};

/**
 * Additional charges of a sale, one of a kind (S154, S155). Cin7 Core's description of a charge is the name of a service
 * product (API reference, Sale Additional Charge Model): the store's own where it has one for them (P31).
 */
export function planCharges(order: AmazonOrder, { chargeProducts }: StoreSettings, { charges }: DiscountedAmounts, tax: SaleTax, currency: string): readonly AdditionalCharge[] {
	const products: Partial<Record<ChargeKind, string | undefined>> = chargeProducts;
	return charges.map((charge) => {
		const { kind, amount, tax: stated, discount } = charge;
		const taxRule = tax.chargeRule(kind, stated);
		const named = kind === 'discount' ? promotionsOf(order) : charge.name;
		const comment = [named, discount ? `Discount of ${format(discount, currency)} by Amazon included` : undefined].filter(Boolean).join('; ');
		return {
			description: products[kind] || chargeNames[kind],
			quantity: 1,
			price: amount,
			tax: tax.taxIn(amount, stated, taxRule),
			taxRule,
			total: amount,
			...(comment ? { comment } : {}),
			kind,
		};
	});
}

const promotionsOf = ({ items }: AmazonOrder): string => [...new Set(items.flatMap((item) => item.promotionIds))].join(', ');
