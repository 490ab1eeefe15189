import { sql, type UpdateObject } from 'kysely';
import type { DailySaleRecord, DailySaleRepository } from '../../processes/ports/dailySales';
import type { SaleProgress } from '../../processes/ports/repositories';
import { FREE } from '../claimed';
import { notAmong, type SqlEngine } from '../engines/engine';
import type { Tables } from '../schema';
import type { DailySaleContext } from './context';
import { claimLost } from './locks';
import { toDailySale, type DailySaleRow } from './rows';

type Claim = Parameters<DailySaleRepository['claim']>[1];
type SaleChange = UpdateObject<Tables, 'daily_sale'>;

/** See DailySaleRepository.claim. A locked row is skipped, not waited for: another run is just claiming it. */
export async function claimDailySale({ engine, clock }: DailySaleContext, storeId: string, { owner, ttlMs, exclude = [] }: Claim): Promise<DailySaleRecord | undefined> {
	return await engine.write(async (transaction) => {
		const now = clock.now();
		let query = transaction
			.selectFrom('daily_sale')
			.selectAll()
			.where('store_id', '=', storeId)
			// To the letter as in the index daily_sale_open.
			.where(sql<boolean>`state = 'open'`)
			.where(({ or, eb }) => or([eb('claim_owner', 'is', null), eb('claim_until', '<=', now)]))
			.orderBy('day')
			.orderBy('number')
			.limit(1)
			.$if(engine.kind === 'postgres', (select) => select.forUpdate().skipLocked());
		if (exclude.length > 0) query = query.where(notAmong(engine.kind, 'sale_key', exclude));
		const row = await query.executeTakeFirst();
		if (!row) return undefined;
		await transaction.updateTable('daily_sale').set({ claim_owner: owner, claim_until: now + ttlMs }).where('sale_key', '=', row.sale_key).execute();
		return toDailySale(row);
	});
}

/** Changes a daily sale that is claimed; throws ClaimLost when `owner` holds it no longer. A claim that ran out and that nobody took is still held. */
async function changeClaimed({ query }: SqlEngine, saleKey: string, owner: string, change: SaleChange): Promise<void> {
	const { numUpdatedRows } = await query.updateTable('daily_sale').set(change).where('sale_key', '=', saleKey).where('claim_owner', '=', owner).executeTakeFirstOrThrow();
	if (numUpdatedRows === 0n) throw claimLost(saleKey);
}

export async function recordSaleProgress({ engine, clock }: DailySaleContext, saleKey: string, owner: string, { progress, ttlMs }: { progress: SaleProgress; ttlMs: number }): Promise<void> {
	await changeClaimed(engine, saleKey, owner, { progress: JSON.stringify(progress), claim_until: clock.now() + ttlMs });
}

export async function holdDailySale({ engine }: DailySaleContext, saleKey: string, owner: string, holds: DailySaleRow['holds']): Promise<void> {
	await changeClaimed(engine, saleKey, owner, { holds, ...FREE });
}

export async function releaseDailySale({ engine }: DailySaleContext, saleKey: string, owner: string): Promise<void> {
	await engine.query.updateTable('daily_sale').set(FREE).where('sale_key', '=', saleKey).where('claim_owner', '=', owner).execute();
}
