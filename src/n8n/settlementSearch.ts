import type { IExecuteFunctions, ILoadOptionsFunctions, INodeListSearchResult, INodeProperties } from 'n8n-workflow';
import { format } from '../domain/money';
import type { SettlementRecord } from '../processes/ports/settlements';
import { withDatabase } from './database';

const CHOICES = 100;

const label = ({ settlementId, statement, state }: SettlementRecord): string =>
	`${statement.startsAt.slice(0, 10)} to ${statement.endsAt.slice(0, 10)}: ${format(statement.total, statement.currency)} ${statement.currency} (${settlementId}, ${state})`;

/** Settlements of the store that the node has chosen, newest first. */
export async function searchSettlements(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const store: unknown = this.getCurrentNodeParameter('store', { extractValue: true });
	const records = await withDatabase(this, async (database) => await database.settlements.list({ storeIds: typeof store === 'string' ? [store] : [], limit: CHOICES }));
	const wanted = (filter ?? '').toLowerCase();
	return { results: records.map((record) => ({ name: label(record), value: record.settlementId })).filter(({ name }) => name.toLowerCase().includes(wanted)) };
}

/** A settlement picked from the list of the chosen store, or its id. */
export const settlementParameter = (show: Record<string, string[]>): INodeProperties => ({
	displayName: 'Settlement',
	name: 'settlement',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'searchSettlements', searchable: true } },
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 12345678901', hint: 'Several, separated by commas' },
	],
	displayOptions: { show },
});

/** Ids in the Settlement parameter of an item: one, or several separated by commas. */
export function settlementIdsParameter(context: IExecuteFunctions, itemIndex: number): readonly string[] {
	const value: unknown = context.getNodeParameter('settlement', itemIndex, '', { extractValue: true });
	const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
	return [...new Set(text.split(/[\s,;]+/).filter((id) => id !== ''))];
}
