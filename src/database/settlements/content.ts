import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { sql, type RawBuilder } from 'kysely';
import type { CapturedSettlement, SeenType } from '../../processes/ports/settlements';
import { inChunks, type EngineKind, type Query, type SqlEngine } from '../engines/engine';
import { toMilliseconds } from '../instants';

type OrderLine = readonly [orderId: string, principal: string, charged: string, tax: string, refunded: string];
interface OrderColumns {
	order_id: string;
	principal: string;
	charged: string;
	tax: string;
	refunded: string;
}

// As one parameter of a statement; a file may hold 300,000 orders.
const ORDERS_AT_ONCE = 2_500;

/** Where content is written and removed: in a transaction that has begun, or statement by statement. */
type Target = Pick<SqlEngine, 'kind'> & { readonly query: Query };

/** Replaces what is kept of the content of a document. Where no settlement refers to the document nobody sees it, so that it may be written statement by statement. */
export async function writeContent(target: Target, document_id: number, { orders, types }: Pick<CapturedSettlement, 'orders' | 'types'>): Promise<void> {
	const { kind, query } = target;
	await removeContent(target, document_id);
	await inTurns(target, linesOf(orders), async (chunk) => {
		await query
			.insertInto('settled_order')
			.columns(['document_id', 'order_id', 'principal', 'charged', 'tax', 'refunded'])
			.expression(({ selectFrom }) => selectFrom(orderTable(kind, chunk).as('added')).select([sql<number>`cast(${document_id} as bigint)`.as('document_id'), 'added.order_id', 'added.principal', 'added.charged', 'added.tax', 'added.refunded']))
			.execute();
	});
	for (const chunk of inChunks(types)) await query.insertInto('settlement_type').values(chunk.map((type) => typeRow(document_id, type))).execute();
}

/** In pieces, so that memory does not hold the lines of a million orders. They come sorted: the index of orders is written from end to end. */
function* linesOf(orders: CapturedSettlement['orders']): Generator<readonly OrderLine[]> {
	let lines: OrderLine[] = [];
	for (const [orderId, { principal, charged, tax, refunded }] of orders) {
		lines.push([orderId, principal, charged, tax, refunded]);
		if (lines.length < ORDERS_AT_ONCE) continue;
		yield lines;
		lines = [];
	}
	if (lines.length > 0) yield lines;
}

export async function removeContent(target: Target, document_id: number): Promise<void> {
	const { query } = target;
	const some = query.selectFrom('settled_order').select('order_id').where('document_id', '=', document_id).limit(ORDERS_AT_ONCE);
	await inTurns(target, untilNone(), async (removed) => {
		const { numDeletedRows } = await query.deleteFrom('settled_order').where('document_id', '=', document_id).where('order_id', 'in', some).executeTakeFirstOrThrow();
		removed.last = numDeletedRows < ORDERS_AT_ONCE;
	});
	await query.deleteFrom('settlement_type').where('document_id', '=', document_id).execute();
}

/** Gives the same object again until `last` is set on it. */
function* untilNone(): Generator<{ last: boolean }> {
	for (const removed = { last: false }; !removed.last; ) yield removed;
}

/**
 * One statement after the other. SQLite lets one write at a time, and those that wait only look now and then whether it
 * is their turn: without a pause they would find the file taken for as long as this lasts.
 */
async function inTurns<T>({ kind, query }: Target, parts: Iterable<T>, act: (part: T) => Promise<void>): Promise<void> {
	let pauseMs = 0;
	for (const part of parts) {
		if (pauseMs > 0) await pause(pauseMs);
		const begun = performance.now();
		await act(part);
		if (kind === 'sqlite' && !query.isTransaction) pauseMs = Math.ceil((performance.now() - begun) / 2);
	}
}

/** The lines as a table for one statement: to be named with `as`. */
function orderTable(kind: EngineKind, lines: readonly OrderLine[]): RawBuilder<OrderColumns> {
	if (kind === 'sqlite') return sql`(select json_extract(value, '$[0]') as order_id, json_extract(value, '$[1]') as principal, json_extract(value, '$[2]') as charged, json_extract(value, '$[3]') as tax, json_extract(value, '$[4]') as refunded from json_each(${JSON.stringify(lines)}))`;
	const column = (index: 0 | 1 | 2 | 3 | 4): readonly string[] => lines.map((line) => line[index]);
	return sql`(select * from unnest(${column(0)}::text[], ${column(1)}::text[], ${column(2)}::text[], ${column(3)}::text[], ${column(4)}::text[]) as line(order_id, principal, charged, tax, refunded))`;
}

const typeRow = (document_id: number, { transactionType, amountType, amountDescription, currency, sum, rows, firstPostedAt }: SeenType) => ({
	document_id,
	transaction_type: transactionType,
	amount_type: amountType,
	amount_description: amountDescription,
	currency,
	sum,
	money_rows: rows,
	first_posted_at: firstPostedAt === undefined ? null : toMilliseconds(firstPostedAt),
});
