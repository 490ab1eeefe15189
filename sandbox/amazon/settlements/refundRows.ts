import type { MarketplaceEntry } from '../marketplaceEntries';
import { fromCoins, toCoins } from '../minorUnits';
import { orderItemId } from '../orderDocument';
import type { OrderSeed } from '../seeds';
import type { BookedTransaction } from '../transactionBook';
import { networkOf } from '../transactionDocument';
import type { TransactionItemSeed, TransactionSeed } from '../transactionSeeds';
import type { SettlementRow } from './settlementModel';

/** Transactions by which money goes back to buyers, and what a settlement calls them. */
const refundTypes: ReadonlyMap<string, string> = new Map([['Refund', 'Refund'], ['Chargeback', 'Chargeback Refund'], ['GuaranteeClaim', 'A-to-z Guarantee Refund']]);

/**
 * Whether a settlement has that transaction: a refund whose money has moved. Of one that was deferred and released by a
 * transaction of its own, only the release.
 */
export const isSettledRefund = ({ seed }: BookedTransaction): boolean => refundTypes.has(seed.type) && seed.status !== 'DEFERRED' && seed.releaseTransactionId === undefined;

/** The rows of a refund: its leaves one by one, so that their sum is the transaction's, to the coin. */
export function refundRows(seed: TransactionSeed, { entry, order, currency }: { readonly entry: MarketplaceEntry; readonly order: OrderSeed | undefined; readonly currency: string }): readonly SettlementRow[] {
	const place = {
		transactionType: refundTypes.get(seed.type) ?? seed.type,
		marketplaceName: entry.name,
		postedAt: seed.postedDate,
		...(seed.orderId !== undefined && { orderId: seed.orderId }),
	};
	return seed.items.flatMap((item) => {
		const about = { ...place, ...itemPlace(item, seed, order) };
		return Object.entries(item.amounts)
			.filter(([, amount]) => toCoins(amount, currency) !== 0)
			.map(([leaf, amount]) => ({ ...about, ...kindOf(leaf), amount: fromCoins(toCoins(amount, currency), currency) }));
	});
}

function itemPlace(item: TransactionItemSeed, seed: TransactionSeed, order: OrderSeed | undefined): Partial<SettlementRow> {
	const at = order?.items.findIndex(({ sku }) => sku === item.sku && sku !== undefined) ?? -1;
	const network = networkOf(item, order);
	const adjustmentId = item.adjustmentId ?? seed.refundId;
	return {
		...(adjustmentId !== undefined && { adjustmentId }),
		...(network !== undefined && { fulfillmentId: network }),
		...(item.sku !== undefined && { sku: item.sku }),
		...(order !== undefined && at >= 0 && { orderItemCode: orderItemId(order, at) }),
	};
}

type Kind = Pick<SettlementRow, 'amountType' | 'amountDescription'>;

const kinds: ReadonlyMap<string, Kind> = new Map(
	([
		['OurPricePrincipal', 'ItemPrice', 'Principal'], ['OurPriceTax', 'ItemPrice', 'Tax'], ['ShippingPrincipal', 'ItemPrice', 'Shipping'], ['ShippingTax', 'ItemPrice', 'ShippingTax'],
		['GiftwrapPrincipal', 'ItemPrice', 'GiftWrap'], ['GiftwrapTax', 'ItemPrice', 'GiftWrapTax'], ['GoodwillPrincipal', 'ItemPrice', 'Goodwill'], ['ReturnShipping', 'ItemPrice', 'ReturnShipping'],
		['RestockingDeductionPrincipal', 'ItemPrice', 'RestockingFee'], ['RestockingDeductionTax', 'ItemPrice', 'RestockingFee'],
		['OurPriceDiscount', 'Promotion', 'Principal'], ['ShippingDiscount', 'Promotion', 'Shipping'], ['TaxDiscount', 'Promotion', 'TaxDiscount'],
	] as const).map(([leaf, amountType, amountDescription]) => [leaf, { amountType, amountDescription }]),
);

/** What a settlement calls a leaf of a transaction's breakdowns. Where it is no part of the price it is a fee, under its own name. */
function kindOf(leaf: string): Kind {
	const withheld = /^(MarketplaceFacilitator(Tax|VAT)|LowValueGoodsTax)/.test(leaf);
	return kinds.get(leaf) ?? { amountType: withheld ? 'ItemWithheldTax' : 'ItemFees', amountDescription: leaf };
}
