import type { RateBudgets } from '../processes/ports/repositories';
import type { Clock } from '../transport/clock';
import { emptyBucketUntil, fullBucket, isRate, takeToken, tokensAt, type BucketLimits, type BucketState } from '../transport/tokenBucket';
import type { Query, SqlEngine } from './engines/engine';
import type { RateBudgetTable } from './schema';

export function createRateBudgets(engine: SqlEngine, clock: Clock): RateBudgets {
	return {
		take: async (key, bucket) =>
			await engine.write(async (transaction) => {
				const now = clock.now();
				const row = await lockBucket(engine, transaction, key, now);
				const limits = inForce(row, bucket);
				const taking = takeToken(stateOf(row) ?? fullBucket(limits, now), limits, now);
				if (!taking.taken) return taking;
				await store(transaction, key, taking.state);
				return { taken: true };
			}),
		learn: async (key, { rate, emptyUntil }) =>
			await engine.write(async (transaction) => {
				const row = await lockBucket(engine, transaction, key, clock.now());
				if (emptyUntil !== undefined) await store(transaction, key, emptyBucketUntil(stateOf(row), Math.ceil(emptyUntil)));
				// A rate that makes no sense is a slip of the service; the one in force stays.
				if (isRate(rate)) await transaction.updateTable('rate_budget').set({ learned_rate: rate }).where('bucket_key', '=', key).execute();
			}),
		state: async (key, bucket) => {
			const row = await engine.query.selectFrom('rate_budget').selectAll().where('bucket_key', '=', key).executeTakeFirst();
			const limits = inForce(row, bucket);
			const now = clock.now();
			return { tokens: tokensAt((row && stateOf(row)) ?? fullBucket(limits, now), limits, now), rate: limits.rate };
		},
	};
}

const inForce = (row: RateBudgetTable | undefined, { rate, burst }: BucketLimits): BucketLimits => ({ rate: row?.learned_rate ?? rate, burst });

const stateOf = ({ tokens, tokens_at }: RateBudgetTable): BucketState | undefined => (tokens === null ? undefined : { tokens, at: tokens_at });

async function lockBucket(engine: SqlEngine, transaction: Query, key: string, now: number): Promise<RateBudgetTable> {
	const bucket = transaction
		.selectFrom('rate_budget')
		.selectAll()
		.where('bucket_key', '=', key)
		.$if(engine.kind === 'postgres', (query) => query.forUpdate());
	const row = await bucket.executeTakeFirst();
	if (row) return row;
	await transaction
		.insertInto('rate_budget')
		.values({ bucket_key: key, tokens: null, tokens_at: now, learned_rate: null })
		.onConflict((conflict) => conflict.column('bucket_key').doNothing())
		.execute();
	return await bucket.executeTakeFirstOrThrow();
}

async function store(transaction: Query, key: string, { tokens, at }: BucketState): Promise<void> {
	await transaction.updateTable('rate_budget').set({ tokens, tokens_at: at }).where('bucket_key', '=', key).execute();
}
