import { among, type SqlEngine } from './engines/engine';

/** Columns of a row that nobody holds. */
export const FREE = { claim_owner: null, claim_until: null } as const;

export const isClaimed = (row: { readonly claim_owner: string | null; readonly claim_until: number | null }, now: number): boolean => row.claim_owner !== null && (row.claim_until ?? 0) > now;

/** Frees what dead owners hold in that table; `isDead` is asked once per owner. Answers how many rows. */
export async function freeDead({ kind, query }: SqlEngine, table: 'amazon_order' | 'daily_sale' | 'credit' | 'settlement', isDead: (owner: string) => boolean): Promise<number> {
	const owners = await query.selectFrom(table).select('claim_owner').distinct().where('claim_owner', 'is not', null).execute();
	const dead = owners.flatMap(({ claim_owner }) => (claim_owner !== null && isDead(claim_owner) ? [claim_owner] : []));
	if (dead.length === 0) return 0;
	const { numUpdatedRows } = await query.updateTable(table).set(FREE).where(among(kind, 'claim_owner', dead)).executeTakeFirstOrThrow();
	return Number(numUpdatedRows);
}
