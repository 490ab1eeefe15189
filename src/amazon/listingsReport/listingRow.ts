import type { Listing, ProductIdentifier } from '../../domain/catalog/listing';
import { isAmount } from '../../domain/money';
import type { FulfillmentChannel } from '../../domain/orders/order';
import { fulfillmentChannelOf } from '../fulfillmentChannel';
import { columnNames, type ColumnName } from './columns';
import words from './reportWords.json';

/** A row's cells in the order of `columnNames`; what the row does not have is ''. */
export type Cells = readonly string[];

export interface RowSetting {
	/** ISO 4217, of the marketplace: the report itself names none. */
	readonly currency: string;
	readonly hasStatus: boolean;
}

export type ReadRow = { readonly listing: Listing } | { readonly refused: string };

const cellOf = Object.fromEntries(columnNames.map((name, cell) => [name, cell])) as Readonly<Record<ColumnName, number>>;
const { sellerSku: SKU, title: TITLE, description: DESCRIPTION, price: PRICE, quantity: QUANTITY, openDate: OPEN_DATE, imageUrl: IMAGE, idType: ID_TYPE, productId: PRODUCT_ID, condition: CONDITION, asin: ASIN, channel: CHANNEL, status: STATUS } = cellOf;

const states = new Map<string, Listing['availability']>(
	(['active', 'inactive', 'incomplete'] as const).flatMap((state) => words.states[state].flatMap((word) => [[word, state], [word.toLowerCase(), state]] as const)),
);
const conditions = new Map(Object.entries(words.conditions));
const identifierTypes = new Map(Object.entries(words.identifierTypes) as [string, ProductIdentifier['type']][]);
const zones = new Map(Object.entries(words.zoneMinutes));

type Writable = { -readonly [Key in keyof Listing]: Listing[Key] };

/**
 * The listing of one row. The SKU stays byte for byte. A row that has no SKU, or a number or status that cannot be
 * understood, is refused with the name of the column and nothing of its content.
 */
export function readRow(cells: Cells, setting: RowSetting): ReadRow {
	const sellerSku = cells[SKU] ?? '';
	if (sellerSku.trim() === '') return { refused: 'seller-sku: is empty' };
	const asin = asinOf(cells);
	const channel = fulfillmentChannelOf(cells[CHANNEL] ?? '');
	const price = priceOf((cells[PRICE] ?? '').trim());
	if (price === null) return { refused: 'price: is no number' };
	const quantity = (cells[QUANTITY] ?? '').trim();
	if (quantity !== '' && !isWholeNumber(quantity)) return { refused: 'quantity: is no whole number' };
	const availability = availabilityOf(cells, asin, channel, quantity, setting);
	if (availability === undefined) return { refused: 'status: is none that is known' };
	const listing: Writable = { sellerSku, availability };
	if (asin !== undefined) listing.asin = asin;
	if (channel !== undefined) listing.fulfillmentChannel = channel;
	if (price !== undefined) listing.price = { amount: price, currency: setting.currency };
	if (quantity !== '' && channel !== 'AFN') listing.quantity = Number(quantity);
	addDetails(listing, cells);
	return { listing };
}

function addDetails(listing: Writable, cells: Cells): void {
	const title = (cells[TITLE] ?? '').trim();
	if (title !== '') listing.title = title;
	const description = (cells[DESCRIPTION] ?? '').trim();
	if (description !== '') listing.description = description;
	const condition = (cells[CONDITION] ?? '').trim();
	if (condition !== '') listing.condition = conditions.get(condition) ?? condition;
	const identifierType = identifierTypes.get(cells[ID_TYPE] ?? '');
	const productId = (cells[PRODUCT_ID] ?? '').trim();
	if (identifierType !== undefined && productId !== '') listing.identifier = { type: identifierType, value: productId };
	const imageUrl = cells[IMAGE] ?? '';
	if (imageUrl.startsWith('http')) listing.imageUrl = imageUrl;
	const createdAt = instantOf(cells[OPEN_DATE] ?? '');
	if (createdAt !== undefined) listing.createdAt = createdAt;
}

/** Reports without the column asin1 have the ASIN as the product id, of type 1 (inventory reports reference, product-id-type). */
function asinOf(cells: Cells): string | undefined {
	const asin = (cells[ASIN] ?? '').trim();
	if (asin !== '') return asin;
	return (cells[ID_TYPE] ?? '') === '1' ? (cells[PRODUCT_ID] ?? '').trim() || undefined : undefined;
}

function availabilityOf(cells: Cells, asin: string | undefined, channel: FulfillmentChannel | undefined, quantity: string, setting: RowSetting): Listing['availability'] | undefined {
	const word = (cells[STATUS] ?? '').trim();
	const stated = word === '' ? undefined : states.get(word) ?? states.get(word.toLowerCase());
	if (word !== '' && stated === undefined) return undefined;
	if (asin === undefined) return 'incomplete';
	if (stated !== undefined) return stated;
	// A report without that column lists what is for sale; a row that ends before it says nothing of it.
	return setting.hasStatus || (channel === 'MFN' && quantity === '0') ? 'inactive' : 'active';
}

const isWholeNumber = (text: string): boolean => /^\d{1,9}$/.test(text);

/** Decimal text with a point; undefined for none, null for what is no price. A comma with one or two digits after it is a decimal one. */
function priceOf(text: string): string | undefined | null {
	if (text === '') return undefined;
	const amount = text.includes(',') ? withPoint(text) : text;
	return isAmount(amount) && !amount.startsWith('-') ? amount : null;
}

function withPoint(text: string): string {
	if (/^\d{1,3}(,\d{3})+\.\d+$/.test(text)) return text.replaceAll(',', '');
	if (/^\d{1,3}(\.\d{3})+,\d{1,2}$/.test(text)) return text.replaceAll('.', '').replace(',', '.');
	return /^\d+,\d{1,2}$/.test(text) ? text.replace(',', '.') : text;
}

const yearFirst = /^(\d{4})[-/.](\d\d)[-/.](\d\d)[ T](\d\d):(\d\d):(\d\d) ?([A-Z]{2,5})$/;
const dayFirst = /^(\d\d)[/.](\d\d)[/.](\d{4}) (\d\d):(\d\d):(\d\d) ?([A-Z]{2,5})$/;

/**
 * ISO 8601, UTC; undefined where the zone is not known. American reports begin with the year, European and Australian
 * ones with the day.
 */
function instantOf(text: string): string | undefined {
	if (text === '') return undefined;
	const [, year, month, day, hour, minute, second, zone] = yearFirst.exec(text) ?? rearranged(dayFirst.exec(text)) ?? [];
	const zoneMinutes = zones.get(zone ?? '');
	if (zoneMinutes === undefined) return undefined;
	const instant = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute) - zoneMinutes, Number(second));
	return Number(month) > 12 || Number(day) > 31 || Number(hour) > 23 ? undefined : new Date(instant).toISOString();
}

const rearranged = (found: RegExpExecArray | null): readonly (string | undefined)[] | undefined => {
	if (found === null) return undefined;
	const [all, day, month, year, ...time] = found;
	return [all, year, month, day, ...time];
};
