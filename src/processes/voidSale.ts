import type { SaleProgress } from './ports/repositories';
import type { ClaimedOrder } from './ports/repositories';
import { CLAIM_MS, isVoided, liveSales, type SaleServices } from './writeSale';

/**
 * Carries out that Amazon canceled an order (S158): voids its sale in Cin7 Core, if one was begun or finished, and takes
 * the order out of Pending Orders. Looks before it voids, so it can be repeated at any point. Answers the ids of the
 * voided sales; none when there was nothing to void.
 */
export async function carryOutCancellation({ cin7, database, owner }: SaleServices, claimed: ClaimedOrder): Promise<readonly string[]> {
	const { orders } = database;
	const progress: SaleProgress = { ...claimed.progress, begun: 'void' };
	const touched = claimed.progress.saleId !== undefined || claimed.progress.begun !== undefined;
	const voided: string[] = [];
	if (touched) {
		await orders.recordProgress(claimed, owner, progress, CLAIM_MS);
		for (const saleId of await salesToVoid(cin7, claimed)) {
			await cin7.voidSale(saleId);
			voided.push(saleId);
		}
	}
	const { begun: _begun, ...rest } = progress;
	const done = voided.length > 0 || touched ? [...progress.done.filter((step) => step !== 'void'), 'void' as const] : progress.done;
	await orders.cancel(claimed, owner, voided.length > 0 ? 'Canceled at Amazon; the sale was voided' : 'Canceled at Amazon', { ...rest, done });
	return voided;
}

async function salesToVoid(cin7: SaleServices['cin7'], { progress, orderId }: ClaimedOrder): Promise<readonly string[]> {
	if (progress.saleId === undefined) return (await liveSales(cin7, orderId)).map((sale) => sale.saleId);
	const sale = await cin7.sale(progress.saleId);
	return sale && !isVoided(sale.status) ? [sale.saleId] : [];
}
