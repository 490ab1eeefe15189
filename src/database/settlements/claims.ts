import { ClaimLost } from '../../processes/ports/repositories';
import type { SettlementKey, SettlementProgress, SettlementRecord, SettlementRepository } from '../../processes/ports/settlements';
import { FREE, isClaimed } from '../claimed';
import type { WriteTransaction } from '../engines/engine';
import { lockSettlement, promoteReissue } from './capture';
import type { SettlementContext } from './context';
import { isUnposted, toSettlement, type SettlementRow } from './rows';

type Change = Partial<SettlementRow>;

async function update(transaction: WriteTransaction, { accountKey, settlementId }: SettlementKey, change: Change): Promise<void> {
	await transaction.updateTable('settlement').set(change).where('account_key', '=', accountKey).where('settlement_id', '=', settlementId).execute();
}

/** See SettlementRepository.claim. A corrected version that waited for a run of which nothing came takes its place first. */
export async function claimSettlement({ engine, clock }: SettlementContext, key: SettlementKey, owner: string, ttlMs: number): Promise<SettlementRecord | undefined> {
	return await engine.write(async (transaction) => {
		const row = await lockSettlement(engine.kind, transaction, key);
		const now = clock.now();
		if (!row || (isClaimed(row, now) && row.claim_owner !== owner)) return undefined;
		const change: Change = { ...(isUnposted(row) ? promoteReissue(row) : {}), claim_owner: owner, claim_until: now + ttlMs };
		await update(transaction, key, change);
		return toSettlement({ ...row, ...change });
	});
}

/** Changes a settlement that is claimed; throws ClaimLost when `owner` holds it no longer. A claim that ran out and that nobody took is still held. */
async function changeClaimed({ engine }: SettlementContext, key: SettlementKey, owner: string, changeOf: (row: SettlementRow, transaction: WriteTransaction) => Promise<Change> | Change): Promise<void> {
	await engine.write(async (transaction) => {
		const row = await lockSettlement(engine.kind, transaction, key);
		if (row?.claim_owner !== owner) throw new ClaimLost({ settlementId: key.settlementId });
		await update(transaction, key, await changeOf(row, transaction));
	});
}

export async function recordSettlementProgress(context: SettlementContext, key: SettlementKey, owner: string, { progress, ttlMs }: { readonly progress: SettlementProgress; readonly ttlMs: number }): Promise<void> {
	await changeClaimed(context, key, owner, () => ({ progress: JSON.stringify(progress), claim_until: context.clock.now() + ttlMs }));
}

/** See SettlementRepository.hold. Where a corrected version takes its place, the reasons are gone with the earlier one. */
export async function holdSettlement(context: SettlementContext, key: SettlementKey, owner: string, holds: SettlementRow['holds']): Promise<void> {
	await changeClaimed(context, key, owner, (row) => ({ holds, ...(isUnposted(row) ? promoteReissue(row) : {}), ...FREE }));
}

/** See SettlementRepository.release. One that this owner does not hold is left alone. */
export async function releaseSettlement({ engine }: SettlementContext, key: SettlementKey, owner: string): Promise<void> {
	await engine.write(async (transaction) => {
		const row = await lockSettlement(engine.kind, transaction, key);
		if (row?.claim_owner !== owner) return;
		await update(transaction, key, { ...(isUnposted(row) ? promoteReissue(row) : {}), ...FREE });
	});
}

/** See SettlementRepository.complete. */
export async function completeSettlement(context: SettlementContext, key: SettlementKey, owner: string, { progress, arithmetic }: Parameters<SettlementRepository['complete']>[2]): Promise<void> {
	await changeClaimed(context, key, owner, () => ({
		state: 'posted', state_reason: null, holds: '[]', progress: JSON.stringify(progress), arithmetic: JSON.stringify(arithmetic), posted_at: context.clock.now(), ...FREE,
	}));
}

/** See SettlementRepository.undone. */
export async function undoneSettlement(context: SettlementContext, key: SettlementKey, owner: string, { progress, why }: { readonly progress: SettlementProgress; readonly why: 'byPerson' | 'byReissue' }): Promise<void> {
	await changeClaimed(context, key, owner, (row) => ({
		...(promoteReissue(row)),
		state: why === 'byPerson' ? 'undone' : 'loaded', state_reason: null, holds: '[]', progress: JSON.stringify(progress), arithmetic: null, posted_at: null, ...FREE,
	}));
}

/** See SettlementRepository.changeState. In the order given. */
export async function changeSettlementState({ engine, clock }: SettlementContext, keys: readonly SettlementKey[], state: 'loaded' | 'skipped', reason?: string): Promise<readonly SettlementKey[]> {
	return await engine.write(async (transaction) => {
		const changed: SettlementKey[] = [];
		const distinct = new Map(keys.map(({ accountKey, settlementId }) => [JSON.stringify([accountKey, settlementId]), { accountKey, settlementId }]));
		// Locked in one order, so that two of these calls never wait for each other.
		for (const [, key] of [...distinct].sort(([a], [b]) => (a < b ? -1 : 1))) {
			const row = await lockSettlement(engine.kind, transaction, key);
			if (!row || row.state === state || isClaimed(row, clock.now()) || !isUnposted(row)) continue;
			await update(transaction, key, { ...(promoteReissue(row)), state, state_reason: reason ?? null, holds: '[]', ...FREE });
			changed.push(key);
		}
		return [...distinct.values()].filter((key) => changed.includes(key));
	});
}
