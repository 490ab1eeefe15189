import { sql, type UpdateObject } from 'kysely';
import type { SalePart } from '../../domain/accounting/salePart';
import { compare } from '../../domain/money';
import { ClaimLost, type ClaimedOrder, type OrderKey, type OrderRepository, type SaleProgress } from '../../processes/ports/repositories';
import { FREE, freeDead } from '../claimed';
import { among, notAmong, type SqlEngine, type WriteTransaction } from '../engines/engine';
import type { OrderRow, Tables } from '../schema';
import type { OrderContext } from './context';
import { byStore, hasOutdatedUnits, toClaimed } from './rows';

type Claim = Parameters<OrderRepository['claim']>[1];
type OrderChange = UpdateObject<Tables, 'amazon_order'>;

/** See OrderRepository.claim. */
export async function claimOrders({ engine, clock, cipher }: OrderContext, storeId: string, claim: Claim): Promise<readonly ClaimedOrder[]> {
	return await engine.write(async (transaction) => {
		const now = clock.now();
		const rows = await findClaimable(engine, transaction, storeId, claim, now);
		if (rows.length === 0) return [];
		const orderIds = rows.map((row) => row.order_id);
		await transaction
			.updateTable('amazon_order')
			.set({ claim_owner: claim.owner, claim_until: now + claim.ttlMs })
			.where('store_id', '=', storeId)
			.where(among(engine.kind, 'order_id', orderIds))
			.execute();
		return rows.map((row) => toClaimed(row, cipher));
	});
}

/** Locked rows are skipped, not waited for: another run is claiming them, or new data are just coming in. */
async function findClaimable(engine: SqlEngine, transaction: WriteTransaction, storeId: string, { limit, exclude, orderIds, canceledOnly }: Claim, now: number): Promise<readonly OrderRow[]> {
	let query = transaction
		.selectFrom('amazon_order')
		.selectAll()
		.where('store_id', '=', storeId)
		// To the letter as in the index amazon_order_claimable: SQLite uses a partial index only then. Only pending and processed orders ever have must_void.
		.where(sql<boolean>`(state = 'pending' or must_void = 1)`)
		// The sale of a pending order of a daily sale is written for all its orders at once.
		.where(({ or, eb }) => or([eb('sale_key', 'is', null), eb('state', '=', 'processed')]))
		.where(({ or, eb }) => or([eb('claim_owner', 'is', null), eb('claim_until', '<=', now)]))
		.orderBy('created_at')
		.orderBy('order_id')
		.limit(limit)
		.$if(engine.kind === 'postgres', (select) => select.forUpdate().skipLocked());
	if (exclude && exclude.length > 0) query = query.where(notAmong(engine.kind, 'order_id', exclude));
	if (canceledOnly === true) query = query.where('must_void', '=', 1);
	if (orderIds) query = query.where(among(engine.kind, 'order_id', orderIds));
	return await query.execute();
}

/** Frees the orders among these that this owner holds. */
export async function releaseOrders({ engine }: OrderContext, keys: readonly OrderKey[], owner: string): Promise<void> {
	for (const [storeId, orderIds] of byStore(keys)) {
		await engine.query.updateTable('amazon_order').set(FREE).where('store_id', '=', storeId).where('claim_owner', '=', owner).where(among(engine.kind, 'order_id', orderIds)).execute();
	}
}

/** See OrderRepository.releaseDead. */
export async function releaseDeadClaims({ engine }: OrderContext, isDead: (owner: string) => boolean): Promise<number> {
	return await freeDead(engine, 'amazon_order', isDead);
}

/** Changes an order that is claimed; throws ClaimLost when `owner` holds it no longer. A claim that ran out and that nobody took is still held. */
async function changeClaimed(engine: SqlEngine, key: OrderKey, owner: string, change: OrderChange): Promise<void> {
	const { numUpdatedRows } = await engine.query
		.updateTable('amazon_order')
		.set(change)
		.where('store_id', '=', key.storeId)
		.where('order_id', '=', key.orderId)
		.where('claim_owner', '=', owner)
		.executeTakeFirstOrThrow();
	if (numUpdatedRows === 0n) throw new ClaimLost(key);
}

export async function recordProgress({ engine, clock }: OrderContext, key: OrderKey, owner: string, progress: SaleProgress, ttlMs: number): Promise<void> {
	await changeClaimed(engine, key, owner, { progress: JSON.stringify(progress), claim_until: clock.now() + ttlMs });
}

export async function holdOrder({ engine }: OrderContext, key: OrderKey, owner: string, holds: OrderRow['holds']): Promise<void> {
	await changeClaimed(engine, key, owner, { holds, ...FREE });
}

/** See OrderRepository.keepPart. */
export async function keepPart({ engine }: OrderContext, key: OrderKey, owner: string, part: SalePart): Promise<void> {
	await changeClaimed(engine, key, owner, { sale_part: JSON.stringify(part) });
}

/** The columns of an order that is claimed, locked for the transaction; throws ClaimLost. */
export async function readClaimed({ kind }: SqlEngine, transaction: WriteTransaction, key: OrderKey, owner: string): Promise<Pick<OrderRow, 'must_void' | 'status' | 'sale_part' | 'amazon_order'>> {
	const row = await transaction
		.selectFrom('amazon_order')
		.select(['must_void', 'status', 'sale_part', 'amazon_order'])
		.where('store_id', '=', key.storeId)
		.where('order_id', '=', key.orderId)
		.where('claim_owner', '=', owner)
		.$if(kind === 'postgres', (query) => query.forUpdate())
		.executeTakeFirst();
	if (!row) throw new ClaimLost(key);
	return row;
}

/** A cancellation that came while the sale was written stays marked, so that the sale is voided next; that of units is marked now, and the buyer is kept for the sale of what is left. */
export async function completeOrder({ engine, clock }: OrderContext, key: OrderKey, owner: string, progress: SaleProgress): Promise<void> {
	await engine.write(async (transaction) => {
		const row = await readClaimed(engine, transaction, key, owner);
		const { sale_part } = row;
		const isUnpaid = progress.paid !== true && sale_part !== null && compare((JSON.parse(sale_part) as SalePart).payable, '0') > 0;
		await transaction
			.updateTable('amazon_order')
			.set({
				state: 'processed',
				state_reason: null,
				processed_at: clock.now(),
				progress: JSON.stringify(progress),
				holds: '[]',
				look_first: 'no',
				unpaid: isUnpaid ? 1 : 0,
				...(hasOutdatedUnits(row) ? { must_void: 1 } : { buyer_data: null }),
				...FREE,
			})
			.where('store_id', '=', key.storeId)
			.where('order_id', '=', key.orderId)
			.execute();
	});
}

/** Writes the orderCanceled event, unless capture wrote it when Amazon canceled the order. */
export async function cancelOrder({ engine, clock }: OrderContext, key: OrderKey, owner: string, { reason, progress }: { reason: string; progress: SaleProgress }): Promise<void> {
	await engine.write(async (transaction) => {
		const row = await readClaimed(engine, transaction, key, owner);
		await transaction
			.updateTable('amazon_order')
			.set({ state: 'canceled', state_reason: reason, progress: JSON.stringify(progress), must_void: 0, unpaid: 0, holds: '[]', buyer_data: null, ...FREE })
			.where('store_id', '=', key.storeId)
			.where('order_id', '=', key.orderId)
			.execute();
		if (row.must_void === 1 || row.status === 'CANCELLED') return;
		await transaction.insertInto('order_event').values({ store_id: key.storeId, order_id: key.orderId, kind: 'orderCanceled', at: clock.now() }).execute();
	});
}

export async function skipOrder({ engine }: OrderContext, key: OrderKey, owner: string, reason: string): Promise<void> {
	await changeClaimed(engine, key, owner, { state: 'skipped', state_reason: reason, must_void: 0, holds: '[]', buyer_data: null, ...FREE });
}

/** See OrderRepository.reopen. */
export async function reopenOrder({ engine }: OrderContext, key: OrderKey, owner: string): Promise<void> {
	await changeClaimed(engine, key, owner, {
		state: 'pending',
		state_reason: null,
		processed_at: null,
		progress: JSON.stringify({ done: [] } satisfies SaleProgress),
		must_void: 0,
		look_first: 'createAnother',
		sale_part: null,
		unpaid: 0,
		holds: '[]',
		...FREE,
	});
}
