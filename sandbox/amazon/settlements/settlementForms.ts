export type DateForm = 'yyyy-MM-dd' | 'dd.MM.yyyy' | 'dd/MM/yyyy' | 'MM/dd/yyyy' | 'yyyy/MM/dd';
export type FileEncoding = 'utf8' | 'cp1252' | 'cp932';
export type FormCountry = 'US' | 'CA' | 'UK' | 'DE' | 'AU' | 'AE' | 'JP';

interface Regional {
	readonly decimalSign: '.' | ',';
	readonly dateForm: DateForm;
	readonly encoding: FileEncoding;
	/** Whether merchant-order-id repeats the order id. */
	readonly merchantOrderIds: boolean;
}

/** As genuine files have them; Japan's and the United Kingdom's rest on hearsay. */
export const regionalForms: { readonly [country in FormCountry]: Regional } = {
	US: { decimalSign: '.', dateForm: 'yyyy-MM-dd', encoding: 'cp1252', merchantOrderIds: true },
	CA: { decimalSign: '.', dateForm: 'yyyy-MM-dd', encoding: 'cp1252', merchantOrderIds: true },
	UK: { decimalSign: '.', dateForm: 'dd.MM.yyyy', encoding: 'cp1252', merchantOrderIds: true },
	DE: { decimalSign: ',', dateForm: 'dd.MM.yyyy', encoding: 'cp1252', merchantOrderIds: false },
	AU: { decimalSign: '.', dateForm: 'dd.MM.yyyy', encoding: 'utf8', merchantOrderIds: true },
	AE: { decimalSign: '.', dateForm: 'dd.MM.yyyy', encoding: 'utf8', merchantOrderIds: true },
	JP: { decimalSign: '.', dateForm: 'yyyy/MM/dd', encoding: 'cp932', merchantOrderIds: true },
};

/** How a settlement is written. What is left out is as the country has it. */
export interface SettlementForm {
	readonly country: FormCountry;
	/** Default V2. */
	readonly version?: 'V1' | 'V2';
	/** False: the columns of promotions are not there: 23 of V2, 33 of V1. Default true: 24 and 36. */
	readonly promotionColumns?: boolean;
	readonly dateForm?: DateForm;
	readonly decimalSign?: '.' | ',';
	readonly encoding?: FileEncoding;
	/** UTF-8 only. */
	readonly byteOrderMark?: boolean;
	/** Default '\n'. */
	readonly lineEnd?: '\n' | '\r\n';
	/** Empty lines in the middle: after each 'Successful charge', as seen, or after every row. Default: none. */
	readonly blankLines?: 'none' | 'afterCharges' | 'afterAll';
	/** Four blanks after the amount of 'Successful charge', as seen, or of every row. Default: none. */
	readonly trailingBlanks?: 'none' | 'ofCharges' | 'ofAll';
	/** V1: a fee and the tax on it stand in one row. Default false. */
	readonly pairedAmounts?: boolean;
	/** What the summary states instead of the sum of the rows: decimal text. */
	readonly statedTotal?: string;
}

const head = ['settlement-id', 'settlement-start-date', 'settlement-end-date', 'deposit-date', 'total-amount', 'currency', 'transaction-type', 'order-id', 'merchant-order-id', 'adjustment-id', 'shipment-id', 'marketplace-name'] as const;
const itemColumns = ['order-item-code', 'merchant-order-item-id', 'merchant-adjustment-item-id', 'sku', 'quantity-purchased'] as const;

const v2 = [...head, 'amount-type', 'amount-description', 'amount', 'fulfillment-id', 'posted-date', 'posted-date-time', ...itemColumns, 'promotion-id'] as const;
const v1 = [
	...head, 'shipment-fee-type', 'shipment-fee-amount', 'order-fee-type', 'order-fee-amount', 'fulfillment-id', 'posted-date', ...itemColumns,
	'price-type', 'price-amount', 'item-related-fee-type', 'item-related-fee-amount', 'misc-fee-amount', 'other-fee-amount', 'other-fee-reason-description',
	'promotion-id', 'promotion-type', 'promotion-amount', 'direct-payment-type', 'direct-payment-amount', 'other-amount',
] as const;

export type Column = (typeof v1)[number] | (typeof v2)[number];

/** A line by its columns; what is absent is blank. */
export type Cells = { readonly [column in Column]?: string };

/** The header of a file of that form, column by column. */
export function columnsOf({ version = 'V2', promotionColumns = true }: SettlementForm): readonly Column[] {
	const all: readonly Column[] = version === 'V2' ? v2 : v1;
	return promotionColumns ? all : all.filter((column) => !column.startsWith('promotion-'));
}

const two = (value: number): string => String(value).padStart(2, '0');

/** '05.06.2026', in UTC. @param time ISO 8601 with its zone. Throws RangeError when it is none. */
export function dateText(time: string, form: DateForm): string {
	const date = new Date(instantOf(time));
	const parts: { readonly [part: string]: string } = { yyyy: String(date.getUTCFullYear()), MM: two(date.getUTCMonth() + 1), dd: two(date.getUTCDate()) };
	return form.replace(/yyyy|MM|dd/g, (part) => parts[part] ?? part);
}

/** '05.06.2026 07:49:55 UTC'. Amazon's files have no part of a second. */
export const instantText = (time: string, form: DateForm): string => `${dateText(time, form)} ${new Date(instantOf(time)).toISOString().slice(11, 19)} UTC`;

/** '2026-06-05T07:49:55+00:00', as V1 has it. */
export const offsetText = (time: string): string => `${new Date(instantOf(time)).toISOString().slice(0, 19)}+00:00`;

function instantOf(time: string): number {
	const value = /(Z|[+-]\d\d:\d\d)$/.test(time) ? Date.parse(time) : Number.NaN;
	if (Number.isNaN(value)) throw new RangeError(`Settlement: ${time} is no instant`);
	return value;
}
