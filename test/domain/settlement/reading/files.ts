import { readSettlement } from '../../../../src/domain/settlement/reading/readSettlement';
import type { ReadOptions, SettlementContent } from '../../../../src/domain/settlement/settlement';

export const v2Columns = ['settlement-id', 'settlement-start-date', 'settlement-end-date', 'deposit-date', 'total-amount', 'currency', 'transaction-type', 'order-id', 'merchant-order-id', 'adjustment-id', 'shipment-id', 'marketplace-name', 'amount-type', 'amount-description', 'amount', 'fulfillment-id', 'posted-date', 'posted-date-time', 'order-item-code', 'merchant-order-item-id', 'merchant-adjustment-item-id', 'sku', 'quantity-purchased', 'promotion-id'];
export const v1Columns = ['settlement-id', 'settlement-start-date', 'settlement-end-date', 'deposit-date', 'total-amount', 'currency', 'transaction-type', 'order-id', 'merchant-order-id', 'adjustment-id', 'shipment-id', 'marketplace-name', 'shipment-fee-type', 'shipment-fee-amount', 'order-fee-type', 'order-fee-amount', 'fulfillment-id', 'posted-date', 'order-item-code', 'merchant-order-item-id', 'merchant-adjustment-item-id', 'sku', 'quantity-purchased', 'price-type', 'price-amount', 'item-related-fee-type', 'item-related-fee-amount', 'misc-fee-amount', 'other-fee-amount', 'other-fee-reason-description', 'promotion-id', 'promotion-type', 'promotion-amount', 'direct-payment-type', 'direct-payment-amount', 'other-amount'];

export type Row = Readonly<Record<string, string>>;

export const summary: Row = { 'settlement-id': '900', 'settlement-start-date': '2026-06-01 00:00:00 UTC', 'settlement-end-date': '2026-06-15 00:00:00 UTC', 'deposit-date': '2026-06-17 00:00:00 UTC', 'total-amount': '100.00', 'currency': 'USD' };
export const sale: Row = { 'settlement-id': '900', 'transaction-type': 'Order', 'order-id': '114-0000001-0000001', 'marketplace-name': 'Amazon.com', 'amount-type': 'ItemPrice', 'amount-description': 'Principal', 'amount': '100.00', 'fulfillment-id': 'AFN', 'posted-date': '2026-06-03', 'posted-date-time': '2026-06-03 10:20:30 UTC', 'order-item-code': '00012345678901', 'sku': 'CUP-1', 'quantity-purchased': '1' };

/** A file of these rows, the summary first. */
export const fileOf = (rows: readonly Row[], columns: readonly string[] = v2Columns): string => [columns.join('\t'), ...rows.map((row) => columns.map((name) => row[name] ?? '').join('\t')), ''].join('\n');

/** A file with the summary and rows like `sale`. */
export const withRows = (...rows: readonly Row[]): string => fileOf([summary, ...rows.map((row) => ({ ...sale, ...row }))]);

async function* piecesOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

/** Reads a file that is given as text in UTF-8, or as bytes, in pieces of that size. */
export const read = async (file: string | Uint8Array, options: Partial<ReadOptions> = {}, size = 1 << 16): Promise<SettlementContent> =>
	await readSettlement(piecesOf(typeof file === 'string' ? Buffer.from(file) : file, size), { timeZone: 'UTC', ...options });
