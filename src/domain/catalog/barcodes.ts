import type { CatalogItem, Listing, ProductIdentifier } from './listing';

type BarcodeType = Exclude<ProductIdentifier['type'], 'ASIN'>;

/** Which of several identifiers becomes the product's barcode (D10). */
const preference: readonly BarcodeType[] = ['EAN', 'UPC', 'GTIN', 'JAN', 'ISBN'];

/** GS1: 8, 12, 13 or 14 digits; weights 3 and 1 alternate from the right, the last digit makes the sum a multiple of 10. */
function isGtin(digits: string): boolean {
	if (!/^(\d{8}|\d{12,14})$/.test(digits)) return false;
	let sum = 0;
	for (let at = 0; at < digits.length; at++) sum += Number(digits[at]) * ((digits.length - at) % 2 === 0 ? 3 : 1);
	return sum % 10 === 0;
}

/** ISO 2108: weights 10 to 1, multiple of 11; X stands for 10 in the last place. */
function isIsbn10(text: string): boolean {
	if (!/^\d{9}[\dX]$/.test(text)) return false;
	let sum = 0;
	for (let at = 0; at < 10; at++) sum += (text[at] === 'X' ? 10 : Number(text[at])) * (10 - at);
	return sum % 11 === 0;
}

/** The form that stands on the book's cover as bars: 978, the nine digits, and a new check digit. */
function isbn13(isbn10: string): string {
	const body = `978${isbn10.slice(0, 9)}`;
	return '0123456789'.split('').map((digit) => body + digit).find(isGtin) ?? body;
}

const plain = (value: string): string => value.replace(/[\s-]/g, '').toUpperCase();

/** The barcode as digits, a ten-digit ISBN as the thirteen of its bars; undefined where the check digit is wrong. */
export function validBarcode(value: string): string | undefined {
	const text = plain(value);
	if (isGtin(text)) return text;
	return isIsbn10(text) ? isbn13(text) : undefined;
}

/** Identifiers of the listing and of its item that are no ASIN, in the order in which one of them becomes the barcode. */
export function barcodeIdentifiers(listing: Listing, item?: CatalogItem): readonly ProductIdentifier[] {
	const all = [...(listing.identifier ? [listing.identifier] : []), ...(item?.identifiers ?? [])];
	return preference.flatMap((type) => all.filter((identifier) => identifier.type === type && plain(identifier.value) !== ''));
}

/**
 * Every form in which a product may bear one of the listing's barcodes, for looking it up (P56): as Amazon has it, as
 * digits, and a twelve-digit UPC also as its thirteen-digit EAN, and the other way round.
 */
export function barcodesToFind(listing: Listing, item?: CatalogItem): readonly string[] {
	const forms = barcodeIdentifiers(listing, item).flatMap(({ value }) => {
		const digits = validBarcode(value);
		if (digits?.length === 12) return [value, digits, `0${digits}`];
		if (digits?.length === 13 && digits.startsWith('0')) return [value, digits, digits.slice(1)];
		return digits ? [value, digits] : [value];
	});
	return [...new Set(forms)];
}
