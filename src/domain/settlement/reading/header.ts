import { UnreadableSettlement } from '../settlement';

const shared = ['settlement-id', 'settlement-start-date', 'settlement-end-date', 'deposit-date', 'total-amount', 'currency', 'transaction-type', 'order-id', 'marketplace-name', 'fulfillment-id', 'posted-date', 'sku'] as const;
const unread = ['merchant-order-id', 'adjustment-id', 'shipment-id', 'order-item-code', 'merchant-order-item-id', 'merchant-adjustment-item-id', 'quantity-purchased', 'promotion-id'];

/** How a column of money is named in the terms of V2: by columns, or by words where V1 has none. */
interface MoneyNames {
	readonly amount: string;
	readonly amountType: string | { readonly column: string };
	readonly amountDescription: string | { readonly column: string };
}

const inV2: readonly MoneyNames[] = [{ amount: 'amount', amountType: { column: 'amount-type' }, amountDescription: { column: 'amount-description' } }];

const inV1: readonly MoneyNames[] = [
	{ amount: 'price-amount', amountType: 'ItemPrice', amountDescription: { column: 'price-type' } },
	{ amount: 'item-related-fee-amount', amountType: 'ItemFees', amountDescription: { column: 'item-related-fee-type' } },
	{ amount: 'shipment-fee-amount', amountType: 'Shipment-Fees', amountDescription: { column: 'shipment-fee-type' } },
	{ amount: 'order-fee-amount', amountType: 'OrderFees', amountDescription: { column: 'order-fee-type' } },
	{ amount: 'promotion-amount', amountType: 'Promotion', amountDescription: { column: 'promotion-type' } },
	{ amount: 'direct-payment-amount', amountType: 'DirectPayment', amountDescription: { column: 'direct-payment-type' } },
	{ amount: 'misc-fee-amount', amountType: 'MiscFee', amountDescription: '' },
	{ amount: 'other-fee-amount', amountType: 'OtherFee', amountDescription: { column: 'other-fee-reason-description' } },
	// V1 has in its transaction type what V2 calls the description.
	{ amount: 'other-amount', amountType: 'other-transaction', amountDescription: { column: 'transaction-type' } },
];

/** V1 files of accounts without promotions have no columns for them. */
const optional: ReadonlySet<string> = new Set(['promotion-amount', 'promotion-type']);

/** One column of money. Numbers are columns; -1: none, the text stands. */
export interface MoneyColumn {
	readonly amount: number;
	readonly amountType: number;
	readonly amountTypeText: string;
	readonly amountDescription: number;
	readonly amountDescriptionText: string;
}

/** Where the file has what; numbers are columns, from 0. */
export interface Header {
	readonly version: 'V1' | 'V2';
	readonly columns: number;
	readonly unknownColumns: readonly string[];
	readonly column: Readonly<Record<(typeof shared)[number], number>>;
	/** -1 in V1. */
	readonly postedAt: number;
	/** Ids that a spreadsheet turns into 4.57658E+13. */
	readonly codes: readonly number[];
	readonly money: readonly MoneyColumn[];
}

/** Reads the header by its names alone (reference: Flat File V2 and V1). Throws UnreadableSettlement, naming what was not understood. */
export function readHeader(text: string, line: number): Header {
	refuseOthers(text, line);
	const names = text.split('\t').map((name) => name.trim().toLowerCase());
	const version = names.includes('amount-type') || names.includes('amount') ? 'V2' : 'V1';
	const money = version === 'V2' ? inV2 : inV1;
	const ofMoney = money.flatMap(({ amount, amountType, amountDescription }) => [amount, ...[amountType, amountDescription].flatMap((each) => (typeof each === 'string' ? [] : [each.column]))]);
	const known = new Set<string>([...shared, ...unread, ...ofMoney, ...(version === 'V2' ? ['posted-date-time'] : [])]);
	const missing = [...shared, ...ofMoney].filter((name) => !names.includes(name) && !optional.has(name));
	const unknownColumns = names.filter((name) => !known.has(name));
	if (missing.length > 0) throw header(`The header has no column ${[...new Set(missing)].join(', ')}.${unknownColumns.length > 0 ? ` Not understood: ${unknownColumns.join(', ').slice(0, 500)}.` : ''}`, line);
	const double = names.find((name, at) => name !== '' && names.indexOf(name) !== at);
	if (double !== undefined) throw header(`The header has the column ${double} twice.`, line);
	const at = (name: string): number => names.indexOf(name);
	return {
		version,
		columns: names.length,
		unknownColumns,
		column: Object.fromEntries(shared.map((name) => [name, at(name)])) as Header['column'],
		postedAt: version === 'V2' ? at('posted-date-time') : -1,
		codes: ['order-item-code', 'merchant-order-item-id', 'merchant-adjustment-item-id'].map(at).filter((column) => column >= 0),
		money: money.filter(({ amount }) => at(amount) >= 0).map((each) => moneyColumn(each, at)),
	};
}

function moneyColumn({ amount, amountType, amountDescription }: MoneyNames, at: (name: string) => number): MoneyColumn {
	const column = (name: MoneyNames['amountType']): number => (typeof name === 'string' ? -1 : at(name.column));
	const text = (name: MoneyNames['amountType']): string => (typeof name === 'string' ? name : '');
	return { amount: at(amount), amountType: column(amountType), amountTypeText: text(amountType), amountDescription: column(amountDescription), amountDescriptionText: text(amountDescription) };
}

function refuseOthers(text: string, line: number): void {
	if (text.startsWith('<')) throw header('The file is XML.', line);
	if (text.includes('\0') || /^(ÿþ|þÿ)/.test(text)) throw new UnreadableSettlement('encoding', 'The file is in UTF-16.', ORIGINAL, line);
	if (text.trimStart().startsWith('"')) throw new UnreadableSettlement('spreadsheet', 'The header is in quotes: a spreadsheet saved the file.', ORIGINAL, line);
	if (!text.includes('\t') && /[,;]/.test(text)) throw new UnreadableSettlement('spreadsheet', 'The columns are separated by commas or semicolons instead of tabs: a spreadsheet saved the file.', ORIGINAL, line);
}

const ORIGINAL = 'Take the file again as Amazon gives it (Seller Central, Payments, Reports Repository, Flat File V2), and do not open it in a spreadsheet.';
const header = (message: string, line: number): UnreadableSettlement => new UnreadableSettlement('header', message, 'Choose a settlement report as Flat File V2 with English column names.', line);
