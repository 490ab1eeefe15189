import type { Selectable } from 'kysely';
import type { DailySaleFrame } from '../../domain/accounting/dailySale';
import type { SalePart } from '../../domain/accounting/salePart';
import type { Issue } from '../../domain/issues';
import type { DailySaleMember, DailySaleRecord } from '../../processes/ports/dailySales';
import type { SaleProgress } from '../../processes/ports/repositories';
import { toInstant } from '../instants';
import type { DailySaleTable, OrderRow } from '../schema';

export type DailySaleRow = Selectable<DailySaleTable>;

export const toDailySale = (row: DailySaleRow): DailySaleRecord => ({
	saleKey: row.sale_key,
	storeId: row.store_id,
	day: row.day,
	number: row.number,
	state: row.state,
	frame: JSON.parse(row.frame) as DailySaleFrame,
	lookFirst: row.look_first,
	holds: JSON.parse(row.holds) as readonly Issue[],
	progress: JSON.parse(row.progress) as SaleProgress,
	createdAt: toInstant(row.created_at),
	...(row.done_at === null ? {} : { doneAt: toInstant(row.done_at) }),
});

export const toPart = (row: Pick<OrderRow, 'order_id' | 'sale_part'>): SalePart => {
	if (row.sale_part === null) throw new Error(`Order ${row.order_id} has lost its part of a daily sale`);
	return JSON.parse(row.sale_part) as SalePart;
};

export const toMember = (row: Pick<OrderRow, 'store_id' | 'order_id' | 'sale_part' | 'state' | 'must_void'>): DailySaleMember => ({
	storeId: row.store_id,
	orderId: row.order_id,
	part: toPart(row),
	canceled: row.must_void === 1 || row.state === 'canceled',
});
