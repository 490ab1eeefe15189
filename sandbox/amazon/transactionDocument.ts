import type { MarketplaceEntry } from './marketplaceEntries';
import { type Json, type JsonObject, overlay, present } from './json';
import { fromCoins, toCoins } from './minorUnits';
import type { OrderSeed } from './seeds';
import type { LeafAmounts, TransactionItemSeed, TransactionSeed } from './transactionSeeds';

/** What a transaction is written with: whose it is, where, and its order where the account has it. */
export interface TransactionSetting {
	readonly sellingPartnerId: string;
	readonly entry: MarketplaceEntry;
	readonly order: OrderSeed | undefined;
}

interface Leaf {
	readonly name: string;
	readonly coins: number;
}

/** A transaction as finances_2024-06-19.json writes it: amounts are JSON numbers, leaves stand in a tree of charges. */
export function transactionDocument(seed: TransactionSeed, { sellingPartnerId, entry, order }: TransactionSetting): JsonObject {
	const currency = seed.currency ?? entry.currency;
	const leaves = seed.items.flatMap(({ amounts }) => leavesOf(amounts, currency));
	const sum = seed.items.reduce((all, item) => all + totalOf(item, currency), 0);
	const document = present({
		sellingPartnerMetadata: { sellingPartnerId, accountType: 'Standard Orders', marketplaceId: entry.id },
		relatedIdentifiers: relatedIdentifiers(seed),
		transactionType: seed.type,
		transactionId: seed.transactionId,
		transactionStatus: seed.status,
		description: seed.description ?? descriptions.get(seed.type) ?? seed.type,
		postedDate: new Date(seed.postedDate).toISOString(),
		totalAmount: amount(seed.statedTotal === undefined ? sum : toCoins(seed.statedTotal, currency), currency),
		marketplaceDetails: { marketplaceId: entry.id, marketplaceName: entry.name },
		items: seed.items.map((item) => itemDocument(item, currency, order)),
		breakdowns: sideBreakdowns(leaves, currency),
	});
	return seed.raw === undefined ? document : (overlay(document, seed.raw) as JsonObject);
}

/** Who fulfilled the item: as the seed says, else as its order does. */
export const networkOf = (item: TransactionItemSeed, order: OrderSeed | undefined): 'AFN' | 'MFN' | undefined =>
	item.fulfillmentNetwork ?? (order && (order.fulfilledBy === 'AMAZON' ? 'AFN' : 'MFN'));

const descriptions = new Map([['Shipment', 'Order Payment'], ['Refund', 'Refund Order'], ['Chargeback', 'Chargeback Refund'], ['GuaranteeClaim', 'A-to-z Guarantee Refund']]);

function relatedIdentifiers({ orderId, refundId, eventGroupId, deferredTransactionId, releaseTransactionId }: TransactionSeed): readonly JsonObject[] {
	const ids: readonly (readonly [string, string | undefined])[] = [
		['ORDER_ID', orderId], ['REFUND_ID', refundId], ['FINANCIAL_EVENT_GROUP_ID', eventGroupId], ['DEFERRED_TRANSACTION_ID', deferredTransactionId], ['RELEASE_TRANSACTION_ID', releaseTransactionId],
	];
	return ids.flatMap(([relatedIdentifierName, relatedIdentifierValue]) => (relatedIdentifierValue === undefined ? [] : [{ relatedIdentifierName, relatedIdentifierValue }]));
}

function itemDocument(item: TransactionItemSeed, currency: string, order: OrderSeed | undefined): JsonObject {
	const ordered = item.sku === undefined ? undefined : order?.items.find(({ sku }) => sku === item.sku);
	return present({
		description: ordered?.title ?? item.sku,
		relatedIdentifiers: item.adjustmentId === undefined ? [] : [{ itemRelatedIdentifierName: 'ORDER_ADJUSTMENT_ITEM_ID', itemRelatedIdentifierValue: item.adjustmentId }],
		totalAmount: amount(totalOf(item, currency), currency),
		breakdowns: groupBreakdowns(leavesOf(item.amounts, currency), currency),
		contexts: item.sku === undefined ? [] : [present({ contextType: 'ProductContext', asin: item.asin ?? ordered?.asin, sku: item.sku, quantityShipped: item.quantityShipped, fulfillmentNetwork: networkOf(item, order) })],
	});
}

const leavesOf = (amounts: LeafAmounts, currency: string): readonly Leaf[] => Object.entries(amounts).map(([name, value]) => ({ name, coins: toCoins(value, currency) }));
const sumOf = (leaves: readonly Leaf[]): number => leaves.reduce((sum, { coins }) => sum + coins, 0);
const totalOf = ({ statedTotal, amounts }: TransactionItemSeed, currency: string): number => (statedTotal === undefined ? sumOf(leavesOf(amounts, currency)) : toCoins(statedTotal, currency));

const amount = (coins: number, currency: string): JsonObject => ({ currencyAmount: Number(fromCoins(coins, currency)), currencyCode: currency });

const breakdown = (breakdownType: string, coins: number, currency: string, breakdowns: readonly Json[] = []): JsonObject => ({ breakdownType, breakdownAmount: amount(coins, currency), breakdowns });

/** The first that fits; what fits none is a fee. */
const groups: readonly (readonly [name: string, side: 'Sales' | 'Tax' | 'Expenses', leaf: RegExp])[] = [
	['TaxWithheld', 'Tax', /^(MarketplaceFacilitatorTax|MarketplaceFacilitatorVAT|LowValueGoodsTax)/],
	['Tax', 'Tax', /Tax$/],
	['Discounts', 'Sales', /Discount$|^Promo/],
	['Shipping', 'Sales', /^ShippingPrincipal$/],
	['GiftWrap', 'Sales', /^GiftwrapPrincipal$/],
	['ProductCharges', 'Sales', /Principal$/],
	['AmazonFees', 'Expenses', /^/],
];

const groupOf = ({ name }: Leaf): string => groups.find(([, , leaf]) => leaf.test(name))?.[0] ?? '';

/** The leaves in their groups, as an item has them: ProductCharges > OurPricePrincipal. */
function groupBreakdowns(leaves: readonly Leaf[], currency: string): readonly JsonObject[] {
	return groups.flatMap(([group]) => {
		const own = leaves.filter((leaf) => groupOf(leaf) === group);
		return own.length === 0 ? [] : [breakdown(group, sumOf(own), currency, own.map(({ name, coins }) => breakdown(name, coins, currency)))];
	});
}

/** The sums of the groups, as a whole transaction has them: Sales > ProductCharges. */
function sideBreakdowns(leaves: readonly Leaf[], currency: string): readonly JsonObject[] {
	return ['Sales', 'Tax', 'Expenses'].flatMap((side) => {
		const sums = groups.filter(([, own]) => own === side).flatMap(([group]) => {
			const own = leaves.filter((leaf) => groupOf(leaf) === group);
			return own.length === 0 ? [] : [{ name: group, coins: sumOf(own) }];
		});
		return sums.length === 0 ? [] : [breakdown(side, sumOf(sums), currency, sums.map(({ name, coins }) => breakdown(name, coins, currency)))];
	});
}
