import { sql } from 'kysely';
import type { Day } from '../../domain/calendar';
import type { DailySaleMember, DailySaleRecord, DailySaleRepository } from '../../processes/ports/dailySales';
import { among } from '../engines/engine';
import type { DailySaleContext } from './context';
import { toDailySale, toMember } from './rows';

export async function readClosedDays({ engine }: DailySaleContext, storeId: string, days: readonly Day[]): Promise<ReadonlySet<Day>> {
	const rows = await engine.query.selectFrom('daily_sale').select('day').distinct().where('store_id', '=', storeId).where(among(engine.kind, 'day', days)).execute();
	return new Set(rows.map((row) => row.day));
}

export async function findDailySale({ engine }: DailySaleContext, saleKey: string): Promise<DailySaleRecord | undefined> {
	const row = await engine.query.selectFrom('daily_sale').selectAll().where('sale_key', '=', saleKey).executeTakeFirst();
	return row && toDailySale(row);
}

export async function listDailySales({ engine }: DailySaleContext, storeId: string, { limit, states }: Parameters<DailySaleRepository['list']>[1]): Promise<readonly DailySaleRecord[]> {
	let query = engine.query.selectFrom('daily_sale').selectAll().where('store_id', '=', storeId).orderBy('day', 'desc').orderBy('number', 'desc').limit(limit);
	if (states) query = query.where(among(engine.kind, 'state', states));
	return (await query.execute()).map(toDailySale);
}

export async function listMembers({ engine }: DailySaleContext, saleKey: string): Promise<readonly DailySaleMember[]> {
	const rows = await engine.query
		.selectFrom('amazon_order')
		.select(['store_id', 'order_id', 'sale_part', 'state', 'must_void'])
		.where('sale_key', '=', saleKey)
		.orderBy('created_at')
		.orderBy('order_id')
		.execute();
	return rows.map(toMember);
}

/** See DailySaleRepository.unpaid. Oldest first. */
export async function listUnpaidSales({ engine }: DailySaleContext, storeId: string, limit: number): Promise<readonly DailySaleRecord[]> {
	const rows = await engine.query
		.selectFrom('daily_sale')
		.selectAll()
		.where('store_id', '=', storeId)
		// To the letter as in the index daily_sale_unpaid.
		.where(sql<boolean>`unpaid = 1`)
		.orderBy('day')
		.orderBy('number')
		.limit(limit)
		.execute();
	return rows.map(toDailySale);
}
