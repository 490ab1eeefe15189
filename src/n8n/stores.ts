import { NodeOperationError, type IExecuteFunctions, type INodeProperties, type IPollFunctions } from 'n8n-workflow';
import type { SyncDatabase } from '../processes/ports/repositories';
import type { Store } from '../domain/settings';

export const ALL_STORES = 'all';

/** The Store parameter; with All Stores as first entry where an operation can work on several. */
export function storeParameter(options: { all: boolean; show?: Record<string, string[]> }): INodeProperties {
	return {
		displayName: 'Store',
		name: 'store',
		type: 'resourceLocator',
		default: options.all ? { mode: 'list', value: ALL_STORES, cachedResultName: 'All Stores' } : { mode: 'list', value: '' },
		required: true,
		description: 'A store is one Amazon seller account in one marketplace, connected with the Amazon Store node',
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod: options.all ? 'searchStoresOrAll' : 'searchStores', searchable: true } },
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. A1XXXXXXXXXXXX-US' },
		],
		...(options.show ? { displayOptions: { show: options.show } } : {}),
	};
}

/** Id in the Store parameter of an item, or 'all'. */
export function storeIdParameter(context: IExecuteFunctions, itemIndex: number): string {
	return asText(context.getNodeParameter('store', itemIndex, '', { extractValue: true }));
}

/** The same for a trigger, whose parameters belong to no item. */
export function storeIdOfTrigger(context: IPollFunctions): string {
	return asText(context.getNodeParameter('store', '', { extractValue: true }));
}

const asText = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** The connected stores that a store id means. Throws when there is none. */
export async function storesFor(context: IExecuteFunctions | IPollFunctions, database: SyncDatabase, storeId: string, filter: { accountKey?: string; tenantKey?: string }): Promise<readonly Store[]> {
	const stores = await database.stores.list(filter);
	const chosen = storeId === ALL_STORES ? stores : stores.filter((store) => store.storeId === storeId);
	if (chosen.length > 0) return chosen;
	const what = storeId === ALL_STORES || storeId === '' ? 'No store is connected with these credentials yet' : `Store ${storeId} is not connected with these credentials`;
	throw new NodeOperationError(context.getNode(), what, { description: `Run the Amazon Store node with Connect or Save Settings first${stores.length > 0 ? `. Connected are: ${stores.map((store) => store.storeId).join(', ')}` : ''}.` });
}
