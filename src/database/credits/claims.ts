import type { UpdateObject } from 'kysely';
import type { CreditProgress, CreditRecord, CreditRepository, CreditState } from '../../processes/ports/credits';
import { ClaimLost } from '../../processes/ports/repositories';
import { FREE, isClaimed } from '../claimed';
import { among, lockName, type Query, type SqlEngine, type WriteTransaction } from '../engines/engine';
import type { Tables } from '../schema';
import type { CreditContext } from './context';
import { toCredit, type CreditKey, type CreditRow } from './rows';

type Claim = Parameters<CreditRepository['claim']>[1];
type CreditChange = UpdateObject<Tables, 'credit'>;

/** See CreditRepository.claim. Claims of one store wait for each other: what may be claimed hangs on what others hold. */
export async function claimCredits({ engine, clock }: CreditContext, storeId: string, claim: Claim): Promise<readonly CreditRecord[]> {
	return await engine.write(async (transaction) => {
		await lockName(engine.kind, transaction, `credits of ${storeId}`);
		const now = clock.now();
		const creditIds = await findClaimable(transaction, storeId, claim, now);
		const rows = await transaction
			.selectFrom('credit')
			.selectAll()
			.where('store_id', '=', storeId)
			.where(among(engine.kind, 'credit_id', creditIds))
			// Once more: a capture may have decided it anew meanwhile.
			.where('state', '=', 'pending')
			.orderBy('posted_at')
			.orderBy('credit_id')
			.$if(engine.kind === 'postgres', (query) => query.forUpdate())
			.execute();
		await transaction
			.updateTable('credit')
			.set({ claim_owner: claim.owner, claim_until: now + claim.ttlMs })
			.where('store_id', '=', storeId)
			.where(among(engine.kind, 'credit_id', rows.map((row) => row.credit_id)))
			.execute();
		return rows.map(toCredit);
	});
}

/** The oldest of each sale, where nobody holds another one of it: a sale in Cin7 Core takes one writer only. */
async function findClaimable(query: Query, storeId: string, { limit, exclude = [] }: Claim, now: number): Promise<readonly string[]> {
	const pending = await query
		.selectFrom('credit')
		.leftJoin('amazon_order', (join) => join.onRef('amazon_order.store_id', '=', 'credit.store_id').onRef('amazon_order.order_id', '=', 'credit.order_id'))
		.select(['credit.credit_id', 'credit.order_id', 'credit.claim_owner', 'credit.claim_until', 'amazon_order.sale_key'])
		.where('credit.store_id', '=', storeId)
		.where('credit.state', '=', 'pending')
		.orderBy('credit.posted_at')
		.orderBy('credit.credit_id')
		.execute();
	const taken = new Set(pending.filter((row) => isClaimed(row, now)).flatMap(writersOf));
	const excluded = new Set(exclude);
	const claimable: string[] = [];
	for (const row of pending) {
		if (claimable.length >= limit) break;
		const writers = writersOf(row);
		if (excluded.has(row.credit_id) || isClaimed(row, now) || writers.some((writer) => taken.has(writer))) continue;
		claimable.push(row.credit_id);
		for (const writer of writers) taken.add(writer);
	}
	return claimable;
}

/** What two credits must not have in common at the same time: the order, and the daily sale that it is part of. */
const writersOf = ({ order_id, sale_key }: { readonly order_id: string | null; readonly sale_key: string | null }): readonly string[] => [
	...(order_id === null ? [] : [`order ${order_id}`]),
	...(sale_key === null ? [] : [`sale ${sale_key}`]),
];

const claimLost = ({ storeId, creditId }: CreditKey): ClaimLost => new ClaimLost({ storeId, orderId: `of the credit ${creditId}` });

/** Changes a credit that is claimed; throws ClaimLost when `owner` holds it no longer. A claim that ran out and that nobody took is still held. */
async function changeClaimed(query: Query | WriteTransaction, key: CreditKey, owner: string, change: CreditChange): Promise<Pick<CreditRow, 'kind' | 'order_id'>> {
	const row = await query
		.updateTable('credit')
		.set(change)
		.where('store_id', '=', key.storeId)
		.where('credit_id', '=', key.creditId)
		.where('claim_owner', '=', owner)
		.returning(['kind', 'order_id'])
		.executeTakeFirst();
	if (!row) throw claimLost(key);
	return row;
}

export async function recordCreditProgress({ engine, clock }: CreditContext, key: CreditKey, owner: string, { progress, ttlMs }: { progress: CreditProgress; ttlMs: number }): Promise<void> {
	await changeClaimed(engine.query, key, owner, { progress: JSON.stringify(progress), claim_until: clock.now() + ttlMs });
}

export async function holdCredit({ engine }: CreditContext, key: CreditKey, owner: string, holds: CreditRow['holds']): Promise<void> {
	await changeClaimed(engine.query, key, owner, { holds, ...FREE });
}

/** See CreditRepository.settle. */
export async function settleCredit({ engine }: CreditContext, key: CreditKey, owner: string, { state, reason }: { state: CreditState; reason: string }): Promise<void> {
	await changeClaimed(engine.query, key, owner, { state, state_reason: reason, holds: '[]', ...FREE });
}

/** See CreditRepository.complete. */
export async function completeCredit({ engine, clock }: CreditContext, key: CreditKey, owner: string, progress: CreditProgress): Promise<void> {
	await changeClaimed(engine.query, key, owner, { state: 'processed', state_reason: null, processed_at: clock.now(), progress: JSON.stringify(progress), holds: '[]', ...FREE });
}

/** See CreditRepository.skipByHand. In the order given. */
export async function skipByHand({ engine, clock }: CreditContext, storeId: string, creditIds: readonly string[], reason: string): Promise<readonly string[]> {
	return await engine.write(async (transaction) => {
		const rows = await transaction
			.updateTable('credit')
			.set({ state: 'skipped', state_reason: reason, holds: '[]', ...FREE })
			.where('store_id', '=', storeId)
			.where(among(engine.kind, 'credit_id', creditIds))
			.where('state', '=', 'pending')
			.where(({ or, eb }) => or([eb('claim_owner', 'is', null), eb('claim_until', '<=', clock.now())]))
			.returning('credit_id')
			.execute();
		const skipped = new Set(rows.map((row) => row.credit_id));
		return [...new Set(creditIds)].filter((creditId) => skipped.has(creditId));
	});
}

/** Frees the credits among these that this owner holds. */
export async function releaseCredits({ query }: SqlEngine, keys: readonly CreditKey[], owner: string): Promise<void> {
	for (const { storeId, creditId } of keys) {
		await query.updateTable('credit').set(FREE).where('store_id', '=', storeId).where('credit_id', '=', creditId).where('claim_owner', '=', owner).execute();
	}
}
