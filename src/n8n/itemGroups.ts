import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/** Input items that ask for one and the same run. */
export interface ItemGroup<T> {
	readonly request: T;
	readonly itemIndexes: readonly number[];
}

/**
 * Groups input items by what they ask for, so that a store's work is done once although a trigger gave sixty orders. A
 * node that is started without input runs once.
 */
export function groupItems<T>(context: IExecuteFunctions, read: (itemIndex: number) => T): ItemGroup<T>[] {
	const groups = new Map<string, { request: T; itemIndexes: number[] }>();
	for (const itemIndex of context.getInputData().keys()) {
		const request = read(itemIndex);
		const key = JSON.stringify(request);
		const group = groups.get(key);
		if (group) group.itemIndexes.push(itemIndex);
		else groups.set(key, { request, itemIndexes: [itemIndex] });
	}
	return [...groups.values()];
}

/** Output items that come from all items of a group. */
export const itemsOf = (rows: readonly IDataObject[], itemIndexes: readonly number[]): INodeExecutionData[] =>
	rows.map((json) => ({ json, pairedItem: itemIndexes.map((item) => ({ item })) }));
