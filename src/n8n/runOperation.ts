import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { SyncDatabase } from '../processes/ports/repositories';
import { databaseOf } from './database';
import { groupItems, type ItemGroup } from './itemGroups';
import { toNodeError } from './nodeErrors';

/** What an operation gives: items for the first output, and for Needs Attention where the node has that. */
export interface OperationOutput {
	readonly processed: readonly INodeExecutionData[];
	readonly attention?: readonly INodeExecutionData[];
}

/** One operation of a node: reads its request from an item, and carries it out once for all items that ask for the same. */
export interface Operation<T> {
	read(context: IExecuteFunctions, itemIndex: number): T;
	run(context: IExecuteFunctions, database: SyncDatabase, group: ItemGroup<T>): Promise<OperationOutput>;
}

/** Any operation, whatever its request looks like. */
export interface AnyOperation {
	runAll(context: IExecuteFunctions, outputs: INodeExecutionData[][]): Promise<void>;
}

/** The execute method of a node: the operation that is chosen, for all items; one list of items for each of the node's outputs. */
export async function executeOperation(context: IExecuteFunctions, operations: Readonly<Record<string, AnyOperation>>, outputCount: number): Promise<INodeExecutionData[][]> {
	const name = String(context.getNodeParameter('operation', 0));
	const chosen = Object.hasOwn(operations, name) ? operations[name] : undefined;
	if (!chosen) throw new NodeOperationError(context.getNode(), `There is no operation ${name}`);
	const outputs = Array.from({ length: outputCount }, (): INodeExecutionData[] => []);
	await chosen.runAll(context, outputs);
	return outputs;
}

/** The item loop: groups, lineage, errors by item (continue on fail included). Two outputs when the node has two. */
export function operation<T>(definition: Operation<T>): AnyOperation {
	return {
		async runAll(context, outputs) {
			const [processed, attention] = outputs;
			const database = await databaseOf(context).catch((error: unknown) => {
				throw toNodeError(context.getNode(), error, 0);
			});
			try {
				for (const group of groupItems(context, (itemIndex) => definition.read(context, itemIndex))) {
					const output = await runGroup(context, database, definition, group);
					processed?.push(...output.processed);
					attention?.push(...(output.attention ?? []));
				}
			} finally {
				await database.close();
			}
		},
	};
}

async function runGroup<T>(context: IExecuteFunctions, database: SyncDatabase, definition: Operation<T>, group: ItemGroup<T>): Promise<OperationOutput> {
	const [itemIndex = 0] = group.itemIndexes;
	try {
		return await definition.run(context, database, group);
	} catch (error) {
		const nodeError = toNodeError(context.getNode(), error, itemIndex);
		if (!context.continueOnFail()) throw nodeError;
		return { processed: group.itemIndexes.map((item) => ({ json: { error: nodeError.message, description: nodeError.description ?? '' }, error: nodeError, pairedItem: { item } })) };
	}
}
