import { compare, sum } from '../../domain/money';
import type { SaleProgress } from '../../processes/ports/repositories';
import { FREE } from '../claimed';
import { among } from '../engines/engine';
import { hasOutdatedUnits } from '../orders/rows';
import type { DailySaleContext } from './context';
import { lockClaimed, lockMembers } from './locks';
import { toPart } from './rows';

/**
 * See DailySaleRepository.takeOut. Orders that Amazon did not cancel stay: they would be written by nobody. The event
 * orderCanceled was written when Amazon's cancellation was captured.
 */
export async function takeOut({ engine }: DailySaleContext, saleKey: string, owner: string, { orderIds, reason }: { orderIds: readonly string[]; reason: string }): Promise<void> {
	await engine.write(async (transaction) => {
		await lockClaimed(engine, transaction, saleKey, owner);
		const canceled = (await lockMembers(engine, transaction, saleKey, orderIds)).filter((row) => row.state === 'pending' && row.must_void === 1);
		await transaction
			.updateTable('amazon_order')
			.set({ state: 'canceled', state_reason: reason, must_void: 0, sale_key: null, sale_part: null, holds: '[]', buyer_data: null, ...FREE })
			.where('sale_key', '=', saleKey)
			.where(among(engine.kind, 'order_id', canceled.map((row) => row.order_id)))
			.execute();
	});
}

/** See DailySaleRepository.complete. Orders of which units were canceled since the day was closed are marked, to be credited. */
export async function completeDailySale({ engine, clock }: DailySaleContext, saleKey: string, owner: string, progress: SaleProgress): Promise<void> {
	await engine.write(async (transaction) => {
		await lockClaimed(engine, transaction, saleKey, owner);
		const members = await lockMembers(engine, transaction, saleKey);
		const isUnpaid = progress.paid !== true && compare(sum(members.map((row) => toPart(row).payable)), '0') > 0;
		const text = JSON.stringify(progress);
		const now = clock.now();
		await transaction
			.updateTable('daily_sale')
			.set({ state: 'done', done_at: now, progress: text, holds: '[]', look_first: 'no', unpaid: isUnpaid ? 1 : 0, ...FREE })
			.where('sale_key', '=', saleKey)
			.execute();
		await transaction
			.updateTable('amazon_order')
			.set({ state: 'processed', state_reason: null, processed_at: now, progress: text, holds: '[]', look_first: 'no', buyer_data: null, ...FREE })
			.where('sale_key', '=', saleKey)
			.where('state', '=', 'pending')
			.execute();
		const outdated = members.filter((row) => row.state === 'pending' && hasOutdatedUnits(row)).map((row) => row.order_id);
		if (outdated.length > 0) await transaction.updateTable('amazon_order').set({ must_void: 1 }).where('sale_key', '=', saleKey).where(among(engine.kind, 'order_id', outdated)).execute();
	});
}

/** See DailySaleRepository.completeEmpty. Throws when an order is left: it would be written by nobody. */
export async function completeEmptySale({ engine, clock }: DailySaleContext, saleKey: string, owner: string): Promise<void> {
	await engine.write(async (transaction) => {
		await lockClaimed(engine, transaction, saleKey, owner);
		const [left] = await lockMembers(engine, transaction, saleKey);
		if (left) throw new Error(`The daily sale ${saleKey} cannot be ended as empty: order ${left.order_id} is part of it`);
		await transaction.updateTable('daily_sale').set({ state: 'empty', done_at: clock.now(), holds: '[]', ...FREE }).where('sale_key', '=', saleKey).execute();
	});
}

/** See DailySaleRepository.markPaid. The orders' progress follows that of their sale. */
export async function markSalePaid({ engine }: DailySaleContext, saleKey: string): Promise<void> {
	await engine.write(async (transaction) => {
		const row = await transaction
			.selectFrom('daily_sale')
			.select('progress')
			.where('sale_key', '=', saleKey)
			.where('state', '=', 'done')
			.$if(engine.kind === 'postgres', (query) => query.forUpdate())
			.executeTakeFirst();
		if (!row) return;
		const progress = JSON.stringify({ ...(JSON.parse(row.progress) as SaleProgress), paid: true });
		await transaction.updateTable('daily_sale').set({ unpaid: 0, progress }).where('sale_key', '=', saleKey).execute();
		await transaction.updateTable('amazon_order').set({ progress }).where('sale_key', '=', saleKey).where('state', '=', 'processed').execute();
	});
}
