import type { Cin7Request } from './connection';

const HIDDEN = '(hidden)';
const LONGEST = 300;

/** Fields of our requests that hold the seller's own words and keys, not the buyer's. Everything else is taken for buyer data. */
const sellersOwn = new Set([
	'ID', 'CustomerID', 'SaleID', 'TaskID', 'ProductID', 'SKU', 'Sku', 'ExternalID', 'CustomerReference', 'Reference',
	'DefaultAccount', 'Account', 'AccountReceivable', 'RevenueAccount', 'TaxRule', 'Terms', 'PaymentTerm', 'PriceTier',
	'Location', 'SalesRepresentative', 'Carrier', 'Description', 'Currency', 'Status', 'Type', 'SaleType',
	'AutoPickPackShipMode', 'ShipBy', 'SaleOrderDate', 'InvoiceDate', 'InvoiceDueDate', 'DatePaid', 'Country', 'CreditNoteInvoiceNumber', 'CreditNoteDate', 'RestockLocation',
]);

/** What goes there is of goods or of the seller's books, with nothing of a buyer in it: all of it is the seller's own. */
const withoutBuyers = new Set([
	'/product', '/product/attachments', '/productFamily', '/ref/category', '/ref/brand', '/ref/unit', '/ref/productavailability', '/finishedGoods', '/finishedGoodsList',
	'/journal', '/moneyOperation', '/moneyTaskList', '/sale/manualJournal', '/transactions', '/ref/account/bank',
]);

/** Names, of which a part alone tells who the buyer is. */
const names = new Set(['Name', 'Customer', 'Contact', 'Company']);

const guid = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;
const email = /[^\s"'<>@,;:()]+@[^\s"'<>@,;:()]+\.[^\s"'<>@,;:()]+/g;
// A quotation begins and ends at a word's border, so that the apostrophe of O'Brien is none.
const quotation = /(^|[\s(:=,[])(["'`“‘])(.+?)(["'`”’])(?=$|[\s).,;:!?\]])/g;

/** A request as far as its words matter. */
type Sent = Pick<Cin7Request, 'query' | 'body'> & Partial<Pick<Cin7Request, 'path'>>;

interface SentValues {
	/** Values and keys that may be shown. */
	readonly showable: ReadonlySet<string>;
	readonly buyers: readonly string[];
}

/**
 * Cin7 Core's own words, fit to be shown: one line, at most 300 characters, without buyer data and keys. Whatever the
 * request held of the buyer is masked wherever it stands; so are mail addresses, ids that we did not send ourselves, and
 * every quoted value but the seller's own (a SKU, a tax rule, all that is sent of goods and for the books). Undefined when nothing is left.
 */
export function showable(text: string, request: Sent): string | undefined {
	const sent = valuesOf(request);
	let shown = text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();
	shown = shown.replace(email, HIDDEN);
	for (const value of sent.buyers) shown = shown.replace(literally(value), HIDDEN);
	shown = shown.replace(guid, (id) => (sent.showable.has(id.toLowerCase()) ? id : HIDDEN));
	shown = shown.replace(quotation, (whole, before: string, open: string, value: string, close: string) =>
		sent.showable.has(value.trim().toLowerCase()) ? whole : `${before}${open}${HIDDEN}${close}`);
	if (shown.length > LONGEST) shown = `${shown.slice(0, LONGEST - 1)}…`;
	return shown === '' ? undefined : shown;
}

function valuesOf({ path, query, body }: Sent): SentValues {
	const showableValues = new Set<string>();
	const buyers = new Set<string>();
	const own = path !== undefined && withoutBuyers.has(path);
	const visit = (value: unknown, key: string, under: string): void => {
		if (Array.isArray(value)) for (const element of value) visit(element, key, under);
		else if (value !== null && typeof value === 'object') {
			for (const [name, child] of Object.entries(value)) {
				showableValues.add(name.toLowerCase());
				visit(child, name, key);
			}
		} else if (typeof value === 'number' || own || sellersOwn.has(key) || (key === 'Name' && under === 'Lines')) showableValues.add(String(value).toLowerCase());
		else if (typeof value === 'string') for (const part of partsOf(value, key)) buyers.add(part);
	};
	visit({ ...query }, '', '');
	visit(body, '', '');
	// The longest first: a whole name before its parts.
	return { showable: showableValues, buyers: [...buyers].sort((a, b) => b.length - a.length) };
}

/** Values of one or two letters would mask half the text and identify nobody. */
const partsOf = (value: string, key: string): string[] => [value.trim(), ...(names.has(key) ? value.split(/\s+/) : [])].filter((part) => part.length > 2);

function literally(value: string): RegExp {
	const escaped = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
	return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'giu');
}
