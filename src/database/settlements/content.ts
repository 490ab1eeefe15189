import { sql, type RawBuilder } from 'kysely';
import type { CapturedSettlement, SeenType } from '../../processes/ports/settlements';
import { inChunks, type EngineKind, type WriteTransaction } from '../engines/engine';
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
const ORDERS_AT_ONCE = 10_000;

/** Replaces what is kept of the content of a document. */
export async function writeContent(kind: EngineKind, transaction: WriteTransaction, document_id: number, { orders, types }: Pick<CapturedSettlement, 'orders' | 'types'>): Promise<void> {
	await removeContent(transaction, document_id);
	// Sorted: the index of orders is written from end to end.
	const lines = [...orders].map(([orderId, { principal, charged, tax, refunded }]): OrderLine => [orderId, principal, charged, tax, refunded]).sort(([a], [b]) => (a < b ? -1 : 1));
	for (const chunk of inChunks(lines, ORDERS_AT_ONCE)) {
		await transaction
			.insertInto('settled_order')
			.columns(['document_id', 'order_id', 'principal', 'charged', 'tax', 'refunded'])
			.expression(({ selectFrom }) => selectFrom(orderTable(kind, chunk).as('added')).select([sql<number>`cast(${document_id} as bigint)`.as('document_id'), 'added.order_id', 'added.principal', 'added.charged', 'added.tax', 'added.refunded']))
			.execute();
	}
	for (const chunk of inChunks(types)) await transaction.insertInto('settlement_type').values(chunk.map((type) => typeRow(document_id, type))).execute();
}

export async function removeContent(transaction: WriteTransaction, document_id: number): Promise<void> {
	for (const table of ['settled_order', 'settlement_type'] as const) await transaction.deleteFrom(table).where('document_id', '=', document_id).execute();
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
