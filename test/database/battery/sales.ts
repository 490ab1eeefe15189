import type { DailySale, DailySaleFrame } from '../../../src/domain/accounting/dailySale';
import type { SalePart } from '../../../src/domain/accounting/salePart';
import type { AmazonRefund } from '../../../src/domain/orders/refund';
import type { CreditDecision, CreditState } from '../../../src/processes/ports/credits';
import type { Bench } from './battery';
import { decision, makeOrder, MINUTE, STORE } from './fixtures';

export const DAY = '2026-02-20';
export const SALE = `${STORE}|${DAY}|1`;

export const makePart = (orderId: string, overrides: Partial<SalePart> = {}): SalePart => ({
	orderId,
	taxInclusive: false,
	location: 'Main Warehouse',
	day: DAY,
	currencyRate: '1',
	lines: [{ productId: 'p', sku: 'MUG', name: 'Mug "ü" \u0000', quantity: 2, price: '10', tax: '0', taxRule: 'Exempt', total: '20', sellerSku: 'MUG-RED' }],
	charges: [],
	totals: { currency: 'USD', beforeTax: '20', tax: '0', total: '20' },
	payable: '20',
	...overrides,
});

const frame = { storeId: STORE, reference: 'Amazon Sales for 20/02/2026', paymentAccount: '610' } as DailySaleFrame;

export const makeSale = (orderIds: readonly string[], overrides: Partial<DailySale> = {}): DailySale => ({ storeId: STORE, day: DAY, number: 1, frame, parts: orderIds.map((id) => makePart(id)), ...overrides });

export const revisionsOf = async ({ database }: Pick<Bench, 'database'>): Promise<ReadonlyMap<string, number>> => new Map((await database.orders.list({ storeId: STORE })).map(({ orderId, revision }) => [orderId, revision]));

/** Captures the orders and closes their day. */
export async function closeWith(bench: Bench, ...orderIds: readonly string[]): Promise<Bench> {
	await bench.database.orders.capture(orderIds.map((id) => decision(makeOrder(id))));
	expect(await bench.database.dailySales.close(STORE, DAY, [makeSale(orderIds)], await revisionsOf(bench))).toBe(true);
	return bench;
}

export const claimSale = async ({ database }: Pick<Bench, 'database'>, owner: string, exclude?: readonly string[]): Promise<string | undefined> => (await database.dailySales.claim(STORE, { owner, ttlMs: MINUTE, ...(exclude ? { exclude } : {}) }))?.saleKey;

/** The day's sale is made: its orders are processed. */
export async function completeSale(bench: Bench, ...orderIds: readonly string[]): Promise<Bench> {
	await closeWith(bench, ...orderIds);
	await claimSale(bench, 'writer');
	await bench.database.dailySales.complete(SALE, 'writer', { done: ['customer', 'sale', 'order', 'invoice'], saleId: 'sale-1' });
	return bench;
}

export const makeRefund = (refundId: string, overrides: Partial<AmazonRefund> = {}): AmazonRefund => ({
	refundId,
	transactionId: `t-${refundId}`,
	transactionType: 'Refund',
	status: 'RELEASED',
	orderId: '1',
	marketplaceId: 'ATVPDKIKX0DER',
	postedDate: '2026-02-25T10:00:00.000Z',
	total: { amount: '-20.00', currency: 'USD' },
	items: [{ adjustmentId: 'a1', sellerSku: 'MUG-RED', total: '-20', amounts: [{ type: 'OurPricePrincipal', amount: '-20' }] }],
	...overrides,
});

export const credit = (refund: AmazonRefund, state: CreditState = 'pending', overrides: Partial<CreditDecision> = {}): CreditDecision => ({ storeId: STORE, refund, state, ...overrides });
