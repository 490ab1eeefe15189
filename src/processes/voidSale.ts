import { canceledUnits } from '../domain/accounting/canceledUnits';
import type { SalePart } from '../domain/accounting/salePart';
import type { ProcessServices } from './processPendingOrders';
import type { ClaimedOrder, SaleProgress } from './ports/repositories';
import { isOfSale } from './changedOrders';
import { CLAIM_MS, type SaleServices } from './saleWriting';
import { isVoided } from './saleStates';
import { liveSales } from './writeSale';

/**
 * Carries out that Amazon canceled an order, or units of it (S158, N9, N21, D7). A sale of its own is voided; if part of
 * the order goes on, it is pending again and gets a new sale of what is left. Of a daily sale, which stands for other
 * orders too, the part is credited. Looks before it voids, so it can be repeated at any point.
 */
export async function carryOutCancellation(services: ProcessServices, claimed: ClaimedOrder): Promise<'voided' | 'canceled' | 'creditDue' | 'reopened'> {
	if (claimed.saleKey !== undefined && claimed.part) return await creditPart(services, claimed, claimed.part);
	const { orders } = services.database;
	const progress: SaleProgress = { ...claimed.progress, begun: 'void' };
	const touched = claimed.progress.saleId !== undefined || claimed.progress.begun !== undefined;
	const voided = touched ? await voidSales(services, claimed, progress) : 0;
	if (claimed.order.status !== 'CANCELLED') {
		await orders.reopen(claimed, services.owner);
		return 'reopened';
	}
	const { begun: _begun, ...rest } = progress;
	const done = touched ? [...progress.done.filter((step) => step !== 'void'), 'void' as const] : progress.done;
	await orders.cancel(claimed, services.owner, voided > 0 ? 'Canceled at Amazon; the sale was voided' : 'Canceled at Amazon', { ...rest, done });
	return voided > 0 ? 'voided' : 'canceled';
}

async function voidSales({ cin7, database, owner }: SaleServices, claimed: ClaimedOrder, progress: SaleProgress): Promise<number> {
	await database.orders.recordProgress(claimed, owner, progress, CLAIM_MS);
	const saleIds = await salesToVoid(cin7, claimed);
	for (const saleId of saleIds) await cin7.voidSale(saleId);
	return saleIds.length;
}

async function salesToVoid(cin7: SaleServices['cin7'], { progress, orderId }: ClaimedOrder): Promise<readonly string[]> {
	if (progress.saleId === undefined) return (await liveSales(cin7, orderId)).map((sale) => sale.saleId);
	const sale = await cin7.sale(progress.saleId);
	return sale && !isVoided(sale.status) ? [sale.saleId] : [];
}

/** D7: the daily sale stands; what was canceled of it gets a credit note. */
async function creditPart({ database: { credits }, owner }: ProcessServices, claimed: ClaimedOrder, written: SalePart): Promise<'creditDue'> {
	const { storeId, orderId } = claimed;
	const before = (await credits.list({ storeId, orderIds: [orderId] })).filter((credit) => credit.kind === 'cancellation');
	const ofThisSale = before.filter((credit) => isOfSale(credit, claimed));
	const whole = claimed.order.status === 'CANCELLED';
	const nothingLeft = { ...claimed.order, items: [] };
	const part = canceledUnits(written, whole ? nothingLeft : claimed.order, ofThisSale.flatMap((credit) => credit.part ?? []));
	await credits.addCancellation(claimed, owner, {
		creditId: before.length === 0 ? `${orderId} canceled` : `${orderId} canceled ${before.length + 1}`,
		// With the whole order its charges go too.
		part: whole && ofThisSale.length === 0 ? written : (part ?? { ...written, lines: [], charges: [], totals: { ...written.totals, beforeTax: '0', tax: '0', total: '0' }, payable: '0' }),
		orderState: whole ? 'canceled' : 'processed',
		reason: whole ? 'Canceled at Amazon; its part of the daily sale is credited' : 'Partly canceled at Amazon; that part of the daily sale is credited',
	});
	return 'creditDue';
}
