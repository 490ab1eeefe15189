import { decode, encode } from 'iconv-lite';
import { fromCoins, toCoins } from '../minorUnits';
import { type Cells, type Column, columnsOf, dateText, instantText, offsetText, regionalForms, type SettlementForm } from './settlementForms';
import type { Settlement, SettlementRow } from './settlementModel';
import { quantityCells, v1Rows } from './v1Rows';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const CHARGE = 'Successful charge';

/**
 * A settlement as the file that Amazon makes of it: tab separated, nothing quoted, the summary first; rows of money leave
 * start, end, deposit, total and currency blank. Throws RangeError for what cannot be written so: fractions of a coin, a
 * tab in a cell, letters outside the encoding, a promotion where the columns are missing.
 */
export function settlementFile(settlement: Settlement, form: SettlementForm): Buffer {
	const encoding = form.byteOrderMark ? 'utf8' : (form.encoding ?? regionalForms[form.country].encoding);
	const text = settlementText(settlement, form);
	const bytes = encode(text, encoding);
	if (decode(bytes, encoding, { stripBOM: false }) !== text) throw new RangeError(`Settlement ${settlement.settlementId}: it has letters that ${encoding} has not`);
	return form.byteOrderMark ? Buffer.concat([BYTE_ORDER_MARK, bytes]) : bytes;
}

/** The file before it is encoded. */
export function settlementText(settlement: Settlement, form: SettlementForm): string {
	const columns = columnsOf(form);
	const lines = [columns.join('\t'), lineOf(summary(settlement, form), columns)];
	for (const { cells, isCharge } of moneyRows(settlement, form)) {
		lines.push(lineOf({ 'settlement-id': settlement.settlementId, ...cells }, columns));
		if (form.blankLines === 'afterAll' || (form.blankLines === 'afterCharges' && isCharge)) lines.push('');
	}
	return lines.map((line) => line + (form.lineEnd ?? '\n')).join('');
}

/** The exact sum of the rows, as decimal text. */
export const totalOf = ({ rows, currency }: Settlement): string => fromCoins(rows.reduce((sum, { amount }) => sum + toCoins(amount, currency), 0), currency);

function lineOf(cells: Cells, columns: readonly Column[]): string {
	const lost = (Object.keys(cells) as Column[]).find((column) => cells[column] && !columns.includes(column));
	if (lost !== undefined) throw new RangeError(`The form has no column ${lost}`);
	const torn = columns.find((column) => /[\t\r\n]/.test(cells[column] ?? ''));
	if (torn !== undefined) throw new RangeError(`The cell ${torn} has a tab or the end of a line in it`);
	return columns.map((column) => cells[column] ?? '').join('\t');
}

function summary(settlement: Settlement, form: SettlementForm): Cells {
	const { settlementId, start, end, deposit, currency } = settlement;
	const time = (value: string): string => (form.version === 'V1' ? offsetText(value) : instantText(value, dateFormOf(form)));
	return {
		'settlement-id': settlementId,
		'settlement-start-date': time(start),
		'settlement-end-date': time(end),
		'deposit-date': deposit === undefined ? '' : time(deposit),
		'total-amount': amountText(form.statedTotal ?? totalOf(settlement), currency, form),
		currency,
	};
}

const dateFormOf = ({ country, dateForm }: SettlementForm): NonNullable<SettlementForm['dateForm']> => dateForm ?? regionalForms[country].dateForm;

/** '-1141,18'; '-1141' in yen. No thousands separators. */
function amountText(amount: string, currency: string, { country, decimalSign = regionalForms[country].decimalSign }: SettlementForm): string {
	return fromCoins(toCoins(amount, currency), currency).replace('.', decimalSign);
}

interface Written {
	readonly cells: Cells;
	readonly isCharge: boolean;
}

function* moneyRows(settlement: Settlement, form: SettlementForm): Generator<Written, void, undefined> {
	const written = (row: SettlementRow): string => {
		const blanks = form.trailingBlanks === 'ofAll' || (form.trailingBlanks === 'ofCharges' && row.amountDescription === CHARGE);
		return amountText(row.amount, settlement.currency, form) + (blanks ? '    ' : '');
	};
	if (form.version !== 'V1') {
		for (const row of settlement.rows) yield { cells: { ...placeCells(row, form), ...v2Cells(row, form, written(row)) }, isCharge: row.amountDescription === CHARGE };
		return;
	}
	const counted = new Set<string>();
	for (const { row, cells } of v1Rows(settlement.rows, { paired: form.pairedAmounts ?? false, written })) {
		const place = { ...placeCells(row, form), 'posted-date': dateText(row.postedAt, 'yyyy-MM-dd') };
		const item = row.quantity === undefined ? undefined : JSON.stringify([row.transactionType, row.orderId, row.orderItemCode, row.shipmentId]);
		if (item !== undefined && !counted.has(item)) yield { cells: { ...place, ...quantityCells(row) }, isCharge: false };
		if (item !== undefined) counted.add(item);
		yield { cells: { ...place, ...cells }, isCharge: row.amountDescription === CHARGE };
	}
}

/** What both versions have. */
function placeCells(row: SettlementRow, { country }: SettlementForm): Cells {
	return {
		'transaction-type': row.transactionType,
		'order-id': row.orderId,
		'merchant-order-id': row.merchantOrderId ?? (regionalForms[country].merchantOrderIds ? row.orderId : undefined),
		'adjustment-id': row.adjustmentId,
		'shipment-id': row.shipmentId,
		'marketplace-name': row.marketplaceName,
		'fulfillment-id': row.fulfillmentId,
		'order-item-code': row.orderItemCode,
		sku: row.sku,
		'promotion-id': row.promotionId,
	};
}

const v2Cells = (row: SettlementRow, form: SettlementForm, amount: string): Cells => ({
	'amount-type': row.amountType,
	'amount-description': row.amountDescription,
	amount,
	'posted-date': dateText(row.postedAt, dateFormOf(form)),
	'posted-date-time': instantText(row.postedAt, dateFormOf(form)),
	'quantity-purchased': row.quantity === undefined ? undefined : String(row.quantity),
});
