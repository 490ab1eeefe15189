import { sql, type Selectable } from 'kysely';
import { groupBy } from '../../domain/groupBy';
import { sum } from '../../domain/money';
import type { SettledOrder } from '../../domain/settlement/settlement';
import type { SeenType, SettlementKey } from '../../processes/ports/settlements';
import { among } from '../engines/engine';
import { toInstant } from '../instants';
import type { SettlementTypeTable } from '../schema';
import type { SettlementContext } from './context';

type TypeRow = Omit<Selectable<SettlementTypeTable>, 'document_id'>;

const TYPE_COLUMNS = ['settlement_type.transaction_type', 'settlement_type.amount_type', 'settlement_type.amount_description', 'settlement_type.currency', 'settlement_type.sum', 'settlement_type.money_rows', 'settlement_type.first_posted_at'] as const;

/** See SettlementRepository.settledParts. Corrected versions that wait do not count. */
export async function settledParts({ engine }: SettlementContext, accountKey: string, orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly (SettledOrder & { readonly settlementId: string })[]>> {
	const rows = await engine.query
		.selectFrom('settled_order')
		.innerJoin('settlement', 'settlement.document_id', 'settled_order.document_id')
		.select(['settled_order.order_id', 'settled_order.principal', 'settled_order.charged', 'settled_order.tax', 'settled_order.refunded', 'settlement.settlement_id'])
		.where('settlement.account_key', '=', accountKey)
		.where(among(engine.kind, 'settled_order.order_id', orderIds))
		.orderBy('settlement.ends_at')
		.orderBy('settlement.settlement_id')
		.execute();
	const byOrder = groupBy(rows, ({ order_id }) => order_id);
	return new Map([...byOrder].map(([orderId, parts]) => [orderId, parts.map(({ order_id: _order, settlement_id, ...amounts }) => ({ ...amounts, settlementId: settlement_id }))]));
}

/** See SettlementRepository.settledOrders. */
export async function settledOrders(context: SettlementContext, accountKey: string, orderIds: readonly string[]): Promise<ReadonlyMap<string, SettledOrder & { readonly settlementIds: readonly string[] }>> {
	return new Map([...(await settledParts(context, accountKey, orderIds))].map(([orderId, parts]) => [orderId, {
		principal: sum(parts.map(({ principal }) => principal)),
		charged: sum(parts.map(({ charged }) => charged)),
		tax: sum(parts.map(({ tax }) => tax)),
		refunded: sum(parts.map(({ refunded }) => refunded)),
		settlementIds: parts.map(({ settlementId }) => settlementId),
	}]));
}

/** See SettlementRepository.seenTypes. */
export async function seenTypes({ engine }: SettlementContext, storeIds: readonly string[]): Promise<readonly SeenType[]> {
	const rows = await engine.query
		.selectFrom('settlement_type')
		.innerJoin('settlement', 'settlement.document_id', 'settlement_type.document_id')
		.select(TYPE_COLUMNS)
		.where(among(engine.kind, 'settlement.store_id', storeIds))
		.execute();
	return addUp(rows);
}

/** See SettlementRepository.typesOf. */
export async function typesOf({ engine }: SettlementContext, { accountKey, settlementId }: SettlementKey): Promise<readonly SeenType[]> {
	const rows = await engine.query
		.selectFrom('settlement_type')
		.innerJoin('settlement', 'settlement.document_id', 'settlement_type.document_id')
		.select(TYPE_COLUMNS)
		.where('settlement.account_key', '=', accountKey)
		.where('settlement.settlement_id', '=', settlementId)
		.execute();
	return addUp(rows);
}

/** Each type once per currency. Sorted here: the engines sort texts each in its own way. */
function addUp(rows: readonly TypeRow[]): readonly SeenType[] {
	const byType = groupBy(rows, ({ transaction_type, amount_type, amount_description, currency }) => JSON.stringify([transaction_type, amount_type, amount_description, currency]));
	return [...byType.values()].flatMap((same): readonly SeenType[] => {
		const [first] = same;
		if (!first) return [];
		const times = same.flatMap(({ first_posted_at }) => (first_posted_at === null ? [] : [first_posted_at]));
		return [{
			transactionType: first.transaction_type,
			amountType: first.amount_type,
			amountDescription: first.amount_description,
			sum: sum(same.map((row) => row.sum)),
			rows: same.reduce((count, { money_rows }) => count + money_rows, 0),
			currency: first.currency,
			...(times.length > 0 ? { firstPostedAt: toInstant(Math.min(...times)) } : {}),
		}];
	}).sort(inOrder);
}

const inOrder = (a: SeenType, b: SeenType): number => {
	for (const key of ['transactionType', 'amountType', 'amountDescription', 'currency'] as const) if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1;
	return 0;
};

/** See SettlementRepository.ordersOf. All ids as one text: a row of its own for each of 300,000 takes seconds. */
export async function ordersOf({ engine }: SettlementContext, { accountKey, settlementId }: SettlementKey): Promise<readonly string[]> {
	const { ids } = await engine.query
		.selectFrom('settled_order')
		.innerJoin('settlement', 'settlement.document_id', 'settled_order.document_id')
		.select((engine.kind === 'sqlite' ? sql<string>`json_group_array(settled_order.order_id)` : sql<string>`coalesce(json_agg(settled_order.order_id)::text, '[]')`).as('ids'))
		.where('settlement.account_key', '=', accountKey)
		.where('settlement.settlement_id', '=', settlementId)
		.executeTakeFirstOrThrow();
	return (JSON.parse(ids) as string[]).sort();
}
