import { sql } from 'kysely';
import { dailySaleKey, type DailySale } from '../../domain/accounting/dailySale';
import type { Day } from '../../domain/calendar';
import { FREE, isClaimed } from '../claimed';
import { among, inChunks, textPairs, type SqlEngine, type WriteTransaction } from '../engines/engine';
import { hasBegun } from '../orders/rows';
import type { OrderRow } from '../schema';
import { lockStores } from '../storeLock';
import type { DailySaleContext } from './context';
import type { DailySaleRow } from './rows';

type Revisions = ReadonlyMap<string, number>;
type Candidate = Pick<OrderRow, 'order_id' | 'state' | 'must_void' | 'progress' | 'revision' | 'sale_key' | 'claim_owner' | 'claim_until'>;

/**
 * See DailySaleRepository.close. An order whose own sale was begun, or that is to be voided, is refused too. Throws when
 * the store is not connected, and on sales of another store or day.
 */
export async function closeDay({ engine, clock }: DailySaleContext, storeId: string, day: Day, { sales, revisions }: { sales: readonly DailySale[]; revisions: Revisions }): Promise<boolean> {
	const stray = sales.find((sale) => sale.storeId !== storeId || sale.day !== day);
	if (stray) throw new Error(`The daily sale ${dailySaleKey(stray)} is not one of store ${storeId} on ${day}`);
	return await engine.write(async (transaction) => {
		await lockStores(engine.kind, transaction, [storeId], 'daily sales');
		const closed = await transaction.selectFrom('daily_sale').select('sale_key').where('store_id', '=', storeId).where('day', '=', day).executeTakeFirst();
		if (closed || sales.length === 0) return false;
		const orderIds = sales.flatMap(({ parts }) => parts.map(({ orderId }) => orderId));
		const candidates = await lockCandidates(engine, transaction, storeId, orderIds);
		const now = clock.now();
		// An order that is given twice, or that is unknown here, makes the numbers differ.
		if (candidates.length !== orderIds.length || !candidates.every((row) => mayJoin(row, revisions, now))) return false;
		const lookFirst = await takeDeletedEntries(engine, transaction, storeId, sales.map(dailySaleKey));
		await transaction.insertInto('daily_sale').values(sales.map((sale) => ({ ...toRow(sale, now), look_first: lookFirst.get(dailySaleKey(sale)) ?? 'no' }))).execute();
		for (const sale of sales) await join(engine, transaction, sale);
		return true;
	});
}

/** The log entries of earlier sales of this key were deleted (S164): the new ones now remember it. */
async function takeDeletedEntries({ kind }: SqlEngine, transaction: WriteTransaction, storeId: string, saleKeys: readonly string[]): Promise<ReadonlyMap<string, DailySaleRow['look_first']>> {
	const rows = await transaction.deleteFrom('deleted_log_entry').where('store_id', '=', storeId).where(among(kind, 'order_id', saleKeys)).returning(['order_id', 'look_first']).execute();
	return new Map(rows.map((row) => [row.order_id, row.look_first]));
}

async function lockCandidates({ kind }: SqlEngine, transaction: WriteTransaction, storeId: string, orderIds: readonly string[]): Promise<readonly Candidate[]> {
	return await transaction
		.selectFrom('amazon_order')
		.select(['order_id', 'state', 'must_void', 'progress', 'revision', 'sale_key', 'claim_owner', 'claim_until'])
		.where('store_id', '=', storeId)
		.where(among(kind, 'order_id', orderIds))
		.orderBy('order_id')
		.$if(kind === 'postgres', (query) => query.forUpdate())
		.execute();
}

function mayJoin(row: Candidate, revisions: Revisions, now: number): boolean {
	const isFree = row.state === 'pending' && row.must_void === 0 && row.sale_key === null && !hasBegun(row) && !isClaimed(row, now);
	return isFree && row.revision === revisions.get(row.order_id);
}

/** A claim that ran out is taken away: its owner, if it still lives, must not begin a sale of its own for the order. */
async function join({ kind }: SqlEngine, transaction: WriteTransaction, sale: DailySale): Promise<void> {
	const parts = sale.parts.map((part) => [part.orderId, JSON.stringify(part)] as const);
	for (const chunk of inChunks(parts, 500)) {
		await transaction
			.updateTable('amazon_order')
			.from(textPairs(kind, chunk).as('given'))
			.set(({ ref }) => ({ sale_key: dailySaleKey(sale), sale_part: ref('given.content'), holds: '[]', ...FREE }))
			.where('store_id', '=', sale.storeId)
			.where(sql<boolean>`amazon_order.order_id = given.id`)
			.execute();
	}
}

const toRow = (sale: DailySale, now: number): Omit<DailySaleRow, 'look_first'> => ({
	sale_key: dailySaleKey(sale),
	store_id: sale.storeId,
	day: sale.day,
	number: sale.number,
	state: 'open',
	frame: JSON.stringify(sale.frame),
	holds: '[]',
	progress: JSON.stringify({ done: [] }),
	unpaid: 0,
	created_at: now,
	done_at: null,
	...FREE,
});
