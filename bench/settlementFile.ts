import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const columns = ['settlement-id', 'settlement-start-date', 'settlement-end-date', 'deposit-date', 'total-amount', 'currency', 'transaction-type', 'order-id', 'merchant-order-id', 'adjustment-id', 'shipment-id', 'marketplace-name', 'amount-type', 'amount-description', 'amount', 'fulfillment-id', 'posted-date', 'posted-date-time', 'order-item-code', 'merchant-order-item-id', 'merchant-adjustment-item-id', 'sku', 'quantity-purchased', 'promotion-id'];

/** One row of a sale, of a refund or of a charge without order: its types, and its share of the price in ten thousandths. */
type Part = readonly [transactionType: string, amountType: string, description: string, share: number];

const untaxedSale: readonly Part[] = [['Order', 'ItemPrice', 'Principal', 10_000], ['Order', 'ItemFees', 'FBAPerUnitFulfillmentFee', -2140], ['Order', 'ItemFees', 'Commission', -1500]];
const taxedSale: readonly Part[] = [...untaxedSale, ['Order', 'ItemPrice', 'Tax', 725], ['Order', 'ItemWithheldTax', 'MarketplaceFacilitatorTax-Principal', -725]];
const shippedSale: readonly Part[] = [...taxedSale, ['Order', 'ItemPrice', 'Shipping', 530], ['Order', 'ItemFees', 'ShippingChargeback', -530], ['Order', 'Promotion', 'Principal', -400]];
const refund: readonly Part[] = [['Refund', 'ItemPrice', 'Principal', -10_000], ['Refund', 'ItemFees', 'RefundCommission', -300], ['Refund', 'ItemFees', 'Commission', 1500]];
const charges: readonly Part[] = [['other-transaction', 'other-transaction', 'Storage Fee', -900], ['other-transaction', 'FBA Inventory Reimbursement', 'WAREHOUSE_DAMAGE', 6000], ['other-transaction', 'other-transaction', 'FBAInboundTransportationFee', -2500]];

/** Numbers from 0 to 2^32 that look like chance and are the same every time (mulberry32). */
function chance(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return (mixed ^ (mixed >>> 14)) >>> 0;
	};
}

const digits = (number: number, length: number): string => String(number % 10 ** length).padStart(length, '0');
const two = (number: number): string => digits(number, 2);
const amount = (cents: number): string => `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${two(Math.abs(cents))}`;

/** An event that has rows: its parts, and what its numbers come from. */
interface Happening {
	readonly parts: readonly Part[];
	/** In cents. */
	readonly price: number;
	readonly hasOrder: boolean;
}

function happening(next: () => number): Happening {
	const kind = next() % 100;
	const parts = kind < 48 ? untaxedSale : kind < 78 ? taxedSale : kind < 88 ? shippedSale : kind < 96 ? refund : [charges[next() % charges.length]];
	return { parts, price: 599 + (next() % 9000), hasOrder: kind < 96 };
}

const centsOf = ([, , , share]: Part, price: number): number => Math.trunc((share * price) / 10_000);

const SETTLEMENT = '99000000001';

function* linesOf({ parts, price, hasOrder }: Happening, next: () => number): Generator<string> {
	const day = `2026-06-${two(1 + (next() % 14))}`;
	const time = next() % 86_400;
	const posted = `${day}\t${day} ${two(Math.floor(time / 3600))}:${two(Math.floor(time / 60) % 60)}`;
	const order = hasOrder ? `11${next() % 5}-${digits(next(), 7)}-${digits(next(), 7)}` : '';
	const shipment = hasOrder ? `D${digits(next(), 9)}` : '';
	const item = hasOrder ? `${digits(next(), 7)}${digits(next(), 7)}` : '';
	const own = hasOrder ? `S${digits(next(), 9)}` : '';
	const sku = `KTC-${digits(next(), 9)}${digits(next(), 5)}-${['BLU', 'RED', 'GRN', 'WHT'][price % 4]}`;
	for (const part of parts) {
		const [transactionType, amountType, description] = part;
		yield `${SETTLEMENT}\t\t\t\t\t\t${transactionType}\t${order}\t${own}\t\t${shipment}\t${hasOrder ? 'Amazon.com' : ''}\t${amountType}\t${description}\t${amount(centsOf(part, price))}\t${hasOrder ? 'AFN' : ''}\t${posted}:${two(next() % 60)} UTC\t${item}\t\t\t${sku}\t${description === 'Principal' ? 1 + (next() % 3) : ''}\t${amountType === 'Promotion' ? `Coupon ${digits(next(), 9)}` : ''}\n`;
	}
}

/** All that happened in so many rows; the last of it may be cut short. The rest of chance goes to `each`. */
function* happenings(rows: number): Generator<Happening & { readonly seed: number }> {
	const next = chance(20_260_615);
	for (let row = 0; row < rows; ) {
		const one = happening(next);
		const parts = one.parts.slice(0, rows - row);
		yield { ...one, parts, seed: next() };
		row += parts.length;
	}
}

/** What the file states as its total, in cents. */
export function settlementCents(rows: number): number {
	let total = 0;
	for (const { parts, price } of happenings(rows)) for (const part of parts) total += centsOf(part, price);
	return total;
}

const PIECE = 1 << 18;

function* textOf(rows: number): Generator<string> {
	let piece = `${columns.join('\t')}\n${SETTLEMENT}\t2026-06-01 00:00:00 UTC\t2026-06-15 00:00:00 UTC\t2026-06-17 00:00:00 UTC\t${amount(settlementCents(rows))}\tUSD${'\t'.repeat(18)}\n`;
	for (const one of happenings(rows)) {
		for (const line of linesOf(one, chance(one.seed))) piece += line;
		if (piece.length < PIECE) continue;
		yield piece;
		piece = '';
	}
	yield piece;
}

/** Writes a settlement of so many rows of money as Flat File V2, gzip, the same one every time. Gives the bytes that it has without compression. */
export async function writeSettlement(rows: number, file: string): Promise<number> {
	let bytes = 0;
	function* counted(): Generator<string> {
		for (const piece of textOf(rows)) {
			bytes += piece.length;
			yield piece;
		}
	}
	await pipeline(Readable.from(counted(), { objectMode: true }), createGzip({ level: 6 }), createWriteStream(file));
	return bytes;
}
