import type { CreditRecord, CreditRepository, CreditState, RefundCursor } from '../../processes/ports/credits';
import { among } from '../engines/engine';
import type { CreditContext } from './context';
import { toCredit } from './rows';

export async function readRefundCursor({ engine }: CreditContext, accountKey: string): Promise<RefundCursor | undefined> {
	const row = await engine.query.selectFrom('refund_cursor').select('position').where('account_key', '=', accountKey).executeTakeFirst();
	return row && (JSON.parse(row.position) as RefundCursor);
}

export async function findCredit({ engine }: CreditContext, storeId: string, creditId: string): Promise<CreditRecord | undefined> {
	const row = await engine.query.selectFrom('credit').selectAll().where('store_id', '=', storeId).where('credit_id', '=', creditId).executeTakeFirst();
	return row && toCredit(row);
}

export async function listCredits({ engine }: CreditContext, { storeId, states, orderIds, creditIds, newestFirst, limit }: Parameters<CreditRepository['list']>[0]): Promise<readonly CreditRecord[]> {
	const direction = newestFirst === true ? 'desc' : 'asc';
	let query = engine.query.selectFrom('credit').selectAll().where('store_id', '=', storeId).orderBy('posted_at', direction).orderBy('credit_id', direction);
	if (states) query = query.where(among(engine.kind, 'state', states));
	if (orderIds) query = query.where(among(engine.kind, 'order_id', orderIds));
	if (creditIds) query = query.where(among(engine.kind, 'credit_id', creditIds));
	if (limit !== undefined) query = query.limit(limit);
	return (await query.execute()).map(toCredit);
}

export async function countCredits({ engine }: CreditContext, storeId: string): Promise<Readonly<Record<CreditState, number>>> {
	const rows = await engine.query
		.selectFrom('credit')
		.select(({ fn }) => ['state', fn.countAll<number>().as('credits')])
		.where('store_id', '=', storeId)
		.groupBy('state')
		.execute();
	const counts: Record<CreditState, number> = { pending: 0, processed: 0, settlement: 0, skipped: 0 };
	for (const { state, credits } of rows) counts[state] = Number(credits);
	return counts;
}
