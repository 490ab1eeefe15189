import { encode } from 'iconv-lite';
import { marketplaceById } from '../../src/domain/marketplaces';
import { channelCode } from './listingDocument';
import type { ListingSeed } from './listingSeeds';
import { isParent, type ShelvedListing } from './listingShelf';
import type { MarketplaceEntry } from './marketplaceEntries';
import headers from './reportHeaders.json';
import type { SellerWorld } from './sellerWorld';
import type { AmazonSwitches } from './switches';

type Cells = { readonly [column: string]: string };

/** A report as it lies in Amazon's storage. */
export interface ReportText {
	readonly bytes: Buffer;
	/** The content type that Amazon states, true or not. */
	readonly contentType: string | undefined;
}

/** What a report is made of: the state of things when it was asked for. */
export interface ReportSource {
	readonly entry: MarketplaceEntry;
	readonly listings: readonly ShelvedListing[];
	/** 'en_US', 'de_DE', ...: language of the header. */
	readonly locale: string;
}

/** Listings of a marketplace that the report has: parents of families are not in it. */
export const reportedListings = (account: SellerWorld, marketplaceId: string): readonly ShelvedListing[] =>
	Array.from(account.shelf.listings(marketplaceId)).filter(({ seed }) => !isParent(seed));

/** GET_MERCHANT_LISTINGS_ALL_DATA: tab separated, without any quoting, so that a double quote is a double quote. */
export function listingsReport(source: ReportSource, switches: AmazonSwitches): ReportText {
	const { columns } = headers;
	const kept = switches.reportRows === 'cutShort' ? columns.indexOf('fulfillment-channel') + 1 : columns.length;
	const rows = source.listings.map((listing) => {
		const cells = cellsOf(listing, source.entry);
		return columns.slice(0, kept).map((column) => cells[column] ?? '').join('\t');
	});
	const lines = [headerOf(source.locale).join('\t'), ...rows, ...(switches.reportEnd === 'blankLine' ? [''] : [])];
	return encoded(`${lines.join('\n')}\n`, source.entry, switches);
}

function headerOf(locale: string): readonly string[] {
	const translations: { readonly [language: string]: Cells } = headers.translations;
	const words = translations[locale.slice(0, 2)] ?? {};
	return headers.columns.map((column) => words[column] ?? column);
}

// Seller Central's numbers for conditions and identifiers.
const conditions = new Map([
	['used_like_new', '1'], ['used_very_good', '2'], ['used_good', '3'], ['used_acceptable', '4'], ['collectible_like_new', '5'],
	['collectible_very_good', '6'], ['collectible_good', '7'], ['collectible_acceptable', '8'], ['refurbished_refurbished', '10'], ['new_new', '11'],
]);
const identifierTypes = new Map([['ASIN', '1'], ['ISBN', '2'], ['UPC', '3'], ['EAN', '4']]);

function cellsOf({ seed, created }: ShelvedListing, entry: MarketplaceEntry): Cells {
	const identifier = seed.identifier ?? (seed.asin === undefined ? undefined : { type: 'ASIN', value: seed.asin });
	return {
		'item-name': oneLine(seed.title),
		'item-description': oneLine(seed.description ?? ''),
		'listing-id': listingId(seed),
		'seller-sku': seed.sellerSku,
		'price': seed.price ?? '',
		'quantity': seed.fulfilledBy === 'AMAZON' ? '' : String(seed.quantity ?? 0),
		'open-date': openDate(created, entry.id),
		'item-is-marketplace': 'y',
		'product-id-type': identifierTypes.get(identifier?.type ?? '') ?? '',
		'item-condition': conditions.get(seed.condition ?? 'new_new') ?? '11',
		'asin1': seed.asin ?? '',
		'product-id': identifier?.value ?? '',
		'pending-quantity': '0',
		'fulfillment-channel': channelCode(seed, entry) ?? 'DEFAULT',
		'merchant-shipping-group': seed.fulfilledBy === 'AMAZON' ? '' : 'Migrated Template',
		'status': { active: 'Active', inactive: 'Inactive', incomplete: 'Incomplete' }[seed.state ?? 'active'],
	};
}

/** A tab or a line's end inside a value would part it, so Amazon gives a blank for it. */
export const oneLine = (text: string): string => text.replace(/[\t\r\n]+/g, ' ');

const listingId = ({ createdTime, sellerSku }: ListingSeed): string => {
	const month = createdTime.slice(2, 7).replace('-', '');
	return `${month}${[...sellerSku].reduce((hash, character) => (hash * 31 + (character.codePointAt(0) ?? 0)) % 0xffffff, 7).toString(36).toUpperCase()}`;
};

const clocks = new Map<string, Intl.DateTimeFormat>();

// Where the platform only knows the distance, Amazon knows a name.
const zoneNames = new Map([
	['Asia/Tokyo GMT+9', 'JST'], ['Asia/Singapore GMT+8', 'SGT'], ['Asia/Kolkata GMT+5:30', 'IST'], ['Europe/London GMT+1', 'BST'],
	['Australia/Sydney GMT+10', 'AEST'], ['Australia/Sydney GMT+11', 'AEDT'], ['GMT+1', 'CET'], ['GMT+2', 'CEST'],
]);

/** In the marketplace's own time, in its own order: '2026-11-02 02:00:00 PST', '02/11/2026 11:00:00 CET', '2026/11/02 19:00:00 JST'. */
function openDate(time: number, marketplaceId: string): string {
	const marketplace = marketplaceById(marketplaceId);
	const timeZone = marketplace?.timeZone ?? 'UTC';
	const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short' });
	clocks.set(timeZone, clock);
	const parts = Object.fromEntries(clock.formatToParts(time).map(({ type, value }) => [type, value]));
	const { year = '', month = '', day = '', timeZoneName = '' } = parts;
	const date = marketplace?.region === 'na' ? `${year}-${month}-${day}` : marketplace?.country === 'JP' ? `${year}/${month}/${day}` : `${day}/${month}/${year}`;
	return `${date} ${parts['hour']}:${parts['minute']}:${parts['second']} ${zoneNames.get(`${timeZone} ${timeZoneName}`) ?? zoneNames.get(timeZoneName) ?? timeZoneName}`;
}

interface Encoding {
	/** iconv-lite's name. */
	readonly name: string;
	/** Amazon's name. */
	readonly stated: string;
}

/** By region: Windows code pages but for the youngest marketplaces ('All Listings Report', Amazon's report documentation). */
function encodingOf({ countryCode }: MarketplaceEntry, { reportEncoding }: AmazonSwitches): Encoding {
	if (reportEncoding === 'utf8' || countryCode === 'AU' || countryCode === 'SG') return { name: 'utf8', stated: 'UTF-8' };
	return countryCode === 'JP' ? { name: 'cp932', stated: 'windows-31j' } : { name: 'win1252', stated: 'Cp1252' };
}

/** The text in the character set of its marketplace, or in UTF-8 when the switch reportEncoding says so. */
export function encoded(text: string, entry: MarketplaceEntry, switches: AmazonSwitches): ReportText {
	const encoding = encodingOf(entry, switches);
	const marked = switches.reportByteOrderMark && encoding.name === 'utf8' ? `\uFEFF${text}` : text;
	return { bytes: encode(marked, encoding.name), contentType: contentTypeOf(encoding.stated, switches) };
}

function contentTypeOf(truth: string, { statedCharset }: AmazonSwitches): string | undefined {
	if (statedCharset === 'none') return 'text/plain';
	return `text/plain; charset=${statedCharset === 'true' ? truth : statedCharset}`;
}
