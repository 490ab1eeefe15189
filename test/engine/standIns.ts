import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

const describe = (displayName: string, group: 'trigger' | 'transform'): INodeTypeDescription => ({
	displayName,
	name: displayName,
	group: [group],
	version: 1,
	description: displayName,
	defaults: { name: displayName },
	inputs: group === 'trigger' ? [] : [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	properties: [],
});

/** Hands on what the engine gives a start node: one empty item. */
class StartNode implements INodeType {
	description = describe('Start', 'trigger');

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}

class PassThrough implements INodeType {
	description = describe('Pass Through', 'transform');

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData()];
	}
}

/** n8n's own nodes are not in the development dependencies (n8n-nodes-base is most of n8n): these do their main act. */
export const standIns: Readonly<Record<string, INodeType>> = {
	'n8n-nodes-base.manualTrigger': new StartNode(),
	'n8n-nodes-base.scheduleTrigger': new StartNode(),
	'n8n-nodes-base.noOp': new PassThrough(),
	'n8n-nodes-base.stickyNote': new PassThrough(),
};
