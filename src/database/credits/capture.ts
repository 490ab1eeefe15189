import type { AmazonRefund } from '../../domain/orders/refund';
import type { CreditDecision, CreditRepository, RefundCursor } from '../../processes/ports/credits';
import type { OrderEvent } from '../../processes/ports/repositories';
import { FREE, isClaimed } from '../claimed';
import { among, inChunks, type EngineKind, type Query, type WriteTransaction } from '../engines/engine';
import { toMilliseconds } from '../instants';
import { lockStores } from '../storeLock';
import { newItemsOf } from './captureRules';
import type { CreditContext } from './context';
import { hasBegun, type CreditRow } from './rows';

type Captured = Awaited<ReturnType<CreditRepository['capture']>>[number];

/** The rows that a capture works on, as they stand after the decisions so far, and which of them are to be written. */
interface Capture {
	readonly now: number;
	/** By store and Amazon's refund id. */
	readonly rows: Map<string, CreditRow[]>;
	readonly changed: Set<CreditRow>;
	readonly added: CreditRow[];
}

/**
 * See CreditRepository.capture. Answers one outcome for each decision: of the new credit where some of its items are
 * new. Throws when a decision is for a store that is not connected.
 */
export async function captureCredits({ engine, clock }: CreditContext, decisions: readonly CreditDecision[], cursor?: { accountKey: string; cursor: RefundCursor }): Promise<readonly Captured[]> {
	return await engine.write(async (transaction) => {
		await lockStores(engine.kind, transaction, [...new Set(decisions.map(({ storeId }) => storeId))], 'refunds');
		const capture: Capture = { now: clock.now(), rows: await readKept(engine.kind, transaction, decisions), changed: new Set(), added: [] };
		const results = decisions.map((decision) => take(capture, decision));
		await writeRows(transaction, [...capture.changed]);
		await writeEvents(transaction, capture);
		if (cursor) await writeRefundCursor(transaction, cursor.accountKey, cursor.cursor);
		return results;
	});
}

const groupOf = (storeId: string, refundId: string): string => JSON.stringify([storeId, refundId]);

async function readKept(kind: EngineKind, transaction: WriteTransaction, decisions: readonly CreditDecision[]): Promise<Map<string, CreditRow[]>> {
	const rows = new Map<string, CreditRow[]>(decisions.map(({ storeId, refund }) => [groupOf(storeId, refund.refundId), []]));
	for (const storeId of new Set(decisions.map((decision) => decision.storeId))) {
		const found = await transaction
			.selectFrom('credit')
			.selectAll()
			.where('store_id', '=', storeId)
			.where(among(kind, 'refund_id', decisions.filter((decision) => decision.storeId === storeId).map(({ refund }) => refund.refundId)))
			.orderBy('credit_id')
			.$if(kind === 'postgres', (query) => query.forUpdate())
			.execute();
		for (const row of found) rows.get(groupOf(storeId, row.refund_id ?? ''))?.push(row);
	}
	return rows;
}

function take(capture: Capture, decision: CreditDecision): Captured {
	const { storeId, refund } = decision;
	const known = capture.rows.get(groupOf(storeId, refund.refundId)) ?? [];
	const decidedAnew = known.filter((row) => decideAnew(capture, row, decision));
	const [first] = known;
	const news = first ? newItemsOf(refund, known.flatMap(refundOf)) : refund;
	if (news) {
		const row = newRow(capture, decision, news);
		known.push(row);
		capture.changed.add(row);
		capture.added.push(row);
		return { storeId, creditId: row.credit_id, outcome: 'new', state: row.state };
	}
	const row = known.find(({ credit_id }) => credit_id === refund.refundId) ?? first;
	return { storeId, creditId: row?.credit_id ?? refund.refundId, outcome: decidedAnew.length > 0 ? 'updated' : 'unchanged', state: row?.state ?? decision.state };
}

const refundOf = (row: CreditRow): readonly AmazonRefund[] => (row.refund === null ? [] : [JSON.parse(row.refund) as AmazonRefund]);

/** Answers whether that changed anything. */
function decideAnew({ now, changed }: Capture, row: CreditRow, { state, stateReason = null }: { readonly state: CreditRow['state']; readonly stateReason?: string | null }): boolean {
	const isOpen = row.state === 'pending' && !isClaimed(row, now) && !hasBegun(row);
	if (!isOpen || (row.state === state && row.state_reason === stateReason)) return false;
	// A claim that ran out goes too: its owner, if it still lives, must not begin.
	Object.assign(row, { state, state_reason: stateReason, holds: state === 'pending' ? row.holds : '[]', ...FREE } satisfies Partial<CreditRow>);
	changed.add(row);
	return true;
}

const newRow = ({ now }: Capture, { storeId, refund, state, stateReason }: CreditDecision, news: AmazonRefund): CreditRow => ({
	store_id: storeId,
	credit_id: news.refundId,
	kind: 'refund',
	order_id: news.orderId ?? null,
	refund_id: refund.refundId,
	refund: JSON.stringify(news),
	part: null,
	state,
	state_reason: stateReason ?? null,
	holds: '[]',
	progress: JSON.stringify({ done: [] }),
	posted_at: toMilliseconds(news.postedDate),
	captured_at: now,
	processed_at: null,
	...FREE,
});

async function writeRows(transaction: WriteTransaction, rows: readonly CreditRow[]): Promise<void> {
	for (const chunk of inChunks(rows)) {
		await transaction
			.insertInto('credit')
			.values(chunk)
			.onConflict((conflict) =>
				conflict.columns(['store_id', 'credit_id']).doUpdateSet(({ ref }) => ({
					state: ref('excluded.state'),
					state_reason: ref('excluded.state_reason'),
					holds: ref('excluded.holds'),
					claim_owner: ref('excluded.claim_owner'),
					claim_until: ref('excluded.claim_until'),
				})),
			)
			.execute();
	}
}

/** A workflow is told that Amazon completed a refund when that is known here, not when its credit note exists. */
async function writeEvents(transaction: WriteTransaction, { added, now }: Capture): Promise<void> {
	for (const { store_id, order_id, credit_id, state } of added) {
		if (state === 'skipped') continue;
		const details = JSON.stringify({ creditId: credit_id } satisfies OrderEvent['details']);
		await transaction.insertInto('order_event').values({ store_id, order_id: order_id ?? '', kind: 'refundCompleted', at: now, details }).execute();
	}
}

async function writeRefundCursor(query: Query, accountKey: string, cursor: RefundCursor): Promise<void> {
	const position = JSON.stringify(cursor);
	await query
		.insertInto('refund_cursor')
		.values({ account_key: accountKey, position })
		.onConflict((conflict) => conflict.column('account_key').doUpdateSet({ position }))
		.execute();
}
