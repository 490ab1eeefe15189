import type { Cells } from './settlementForms';
import type { SettlementRow } from './settlementModel';

interface V1Row {
	/** The row that the line is of; of two, the first. */
	readonly row: SettlementRow;
	readonly cells: Cells;
}

interface Writing {
	/** A fee and the tax on it stand in one line. */
	readonly paired: boolean;
	readonly written: (row: SettlementRow) => string;
}

const TAX_ON_FEE = 'Tax on fee';

/** Rows as V1 has them: every amount in one of nine columns, by its kind. */
export function* v1Rows(rows: readonly SettlementRow[], { paired, written }: Writing): Generator<V1Row, void, undefined> {
	for (let at = 0; at < rows.length; at += 1) {
		const row = rows[at] as SettlementRow;
		const next = rows[at + 1];
		const isPair = paired && next !== undefined && row.amountDescription !== TAX_ON_FEE && isTaxOn(next, row);
		yield { row, cells: { ...moneyCells(row, written(row)), ...(isPair ? moneyCells(next, written(next)) : {}) } };
		if (isPair) at += 1;
	}
}

/** The first line of an item tells how many, and has no amount at all. */
export const quantityCells = (row: SettlementRow): Cells => ({ 'quantity-purchased': String(row.quantity), 'promotion-id': undefined });

const isTaxOn = (tax: SettlementRow, fee: SettlementRow): boolean =>
	tax.amountDescription === TAX_ON_FEE && tax.transactionType === fee.transactionType && tax.amountType === fee.amountType && tax.orderId === fee.orderId && tax.postedAt === fee.postedAt && moneyColumnOf(fee) === 'item-related-fee-amount';

type MoneyColumn = 'price-amount' | 'item-related-fee-amount' | 'promotion-amount' | 'shipment-fee-amount' | 'direct-payment-amount' | 'other-fee-amount' | 'other-amount';

const columns: ReadonlyMap<string, MoneyColumn> = new Map([
	['ItemPrice', 'price-amount'], ['ItemFees', 'item-related-fee-amount'], ['ItemWithheldTax', 'item-related-fee-amount'], ['Promotion', 'promotion-amount'],
	['ShipmentFees', 'shipment-fee-amount'], ['DirectPayment', 'direct-payment-amount'],
	['Cost of Advertising', 'item-related-fee-amount'], ['Refund for Advertiser', 'item-related-fee-amount'],
]);

function moneyColumnOf({ transactionType, amountType, amountDescription }: SettlementRow): MoneyColumn {
	if (amountDescription === TAX_ON_FEE) return 'other-fee-amount';
	if (transactionType === 'FBAFees' || transactionType === 'AmazonFees') return 'item-related-fee-amount';
	return columns.get(amountType) ?? 'other-amount';
}

function moneyCells(row: SettlementRow, amount: string): Cells {
	const { amountType, amountDescription } = row;
	switch (moneyColumnOf(row)) {
		case 'price-amount':
			return { 'price-type': amountDescription, 'price-amount': amount };
		case 'item-related-fee-amount':
			// What V2 calls a kind of its own is a kind of fee here.
			return { 'item-related-fee-type': amountType.startsWith('Item') ? amountDescription : amountType, 'item-related-fee-amount': amount };
		case 'promotion-amount':
			return { 'promotion-type': amountDescription, 'promotion-amount': amount };
		case 'shipment-fee-amount':
			return { 'shipment-fee-type': amountDescription, 'shipment-fee-amount': amount };
		case 'direct-payment-amount':
			return { 'direct-payment-type': amountDescription, 'direct-payment-amount': amount };
		case 'other-fee-amount':
			return { 'other-fee-amount': amount, 'other-fee-reason-description': 'TaxAmount' };
		case 'other-amount':
			// What V2 describes has no kind here: its description is the transaction's type.
			return { 'transaction-type': amountDescription, 'other-amount': amount };
	}
}
