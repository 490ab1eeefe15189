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

/** The number that those digits make; NaN where one of them is none. By hand, as expressions take many times longer. */
function numberAt(text: string, from: number, digits: number): number {
	let value = 0;
	for (let at = from; at < from + digits; at += 1) {
		const digit = text.charCodeAt(at) - 48;
		if (digit < 0 || digit > 9) return Number.NaN;
		value = value * 10 + digit;
	}
	return value;
}

const hasSigns = (text: string, signs: string, ...places: readonly number[]): boolean => places.every((place) => signs.includes(text.charAt(place)));

/**
 * ISO 8601, UTC; undefined where date or zone are not understood. American reports begin with the year
 * ('2024-03-11 05:12:33 PDT'), European and Australian ones with the day ('11/03/2024 05:12:33 GMT').
 */
function instantOf(text: string): string | undefined {
	if (text.length < 21 || !hasSigns(text, ' ', 10, 19) || !hasSigns(text, ':', 13, 16)) return undefined;
	const zoneMinutes = zones.get(text.slice(20));
	if (zoneMinutes === undefined) return undefined;
	const yearFirst = hasSigns(text, '-/.', 4, 7);
	if (!yearFirst && !hasSigns(text, '/.', 2, 5)) return undefined;
	const [year, month, day] = yearFirst ? [numberAt(text, 0, 4), numberAt(text, 5, 2), numberAt(text, 8, 2)] : [numberAt(text, 6, 4), numberAt(text, 3, 2), numberAt(text, 0, 2)];
	const [hour, minute, second] = [numberAt(text, 11, 2), numberAt(text, 14, 2), numberAt(text, 17, 2)];
	const instant = Date.UTC(year, month - 1, day, hour, minute - zoneMinutes, second);
	return Number.isNaN(instant) || month > 12 || day > 31 || hour > 23 ? undefined : written(instant);
}

const DAY_MS = 86_400_000;
const MOST_DATES = 10_000;
const dates = new Map<number, string>();
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** As `toISOString` writes whole seconds, in a fifth of its time: most rows are of a day that another row was of. */
function written(instant: number): string {
	const day = Math.floor(instant / DAY_MS);
	let date = dates.get(day);
	if (date === undefined) {
		if (dates.size >= MOST_DATES) dates.clear();
		date = new Date(instant).toISOString().slice(0, 11);
		dates.set(day, date);
	}
	const seconds = (instant - day * DAY_MS) / 1000;
	return `${date}${twoDigits[Math.floor(seconds / 3600)]}:${twoDigits[Math.floor(seconds / 60) % 60]}:${twoDigits[seconds % 60]}.000Z`;
}
