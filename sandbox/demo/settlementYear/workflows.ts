import setUpTemplate from '../../../workflows/set-up-a-store.json';
import settlementsTemplate from '../../../workflows/settlements-automatic.json';
import { fortnightAmazonCredentialReference } from '../fortnight/setUp';
import { fortnightStoreNames } from '../fortnight/stores';
import { copyOf, nodeOf, watchAccounts, type Template, type TemplateNode } from '../templates';
import { yearAccount } from './accounts';
import { yearSettings } from './setUp';
import { type YearStore, yearCredentialReference, yearStoreId, yearStoreNames, yearStores } from './stores';
import { newFee, type SettlementYear } from './year';

/** Names of nodes that the demo starts and reads. */
export const yearNodes = { byHand: 'When Clicking Execute', daily: 'Every Day', post: 'Post Journal', mapFees: 'Map Transaction Fees', file: 'Settlement File', addFile: 'Add Settlement File' } as const;

const chosen = (store: YearStore) => ({ __rl: true, mode: 'id', value: yearStoreId(store) });

/** "Set up a store", filled in for an outlet, which sells nothing through Cin7 Core, so that there is nothing to import. */
export function yearSetUpWorkflow(store: YearStore, year: Pick<SettlementYear, 'settlements'>): Template {
	const workflow = copyOf(setUpTemplate);
	workflow.id += `Outlet${store}`;
	workflow.name += `: outlet ${store}`;
	nodeOf(workflow, 'Connect Store').parameters = yearSettings(store, year);
	Object.assign(nodeOf(workflow, 'Import Links').parameters, { store: chosen(store), links: '' });
	Object.assign(nodeOf(workflow, 'Check Set-Up').parameters, { store: chosen(store) });
	for (const { credentials } of workflow.nodes) if (credentials?.amazonSellingPartnerApi) credentials.amazonSellingPartnerApi = yearCredentialReference(store);
	return workflow;
}

/** "Settlements, post automatically" with a trigger for each account: the outlets', and those of the fortnight. */
export function yearSettlementsWorkflow(): Template {
	const workflow = copyOf(settlementsTemplate);
	watchAccounts(workflow, [
		...yearStoreNames.map((name) => ({ name, credential: yearCredentialReference(name) })),
		...fortnightStoreNames.map((name) => ({ name: `Fortnight ${name}`, credential: fortnightAmazonCredentialReference(name) })),
	], [yearNodes.daily, 'Retry']);
	return workflow;
}

/** Key of the fee's row in the mapping screen, as n8n keeps it in the workflow. */
const fieldOfNewFee = Buffer.from(JSON.stringify([newFee.transactionType, newFee.amountType, newFee.amountDescription])).toString('base64url');

/** What the bookkeeper does about the fee that Amazon invented: one account chosen in the mapping screen. */
export function yearMapFeesWorkflow(): Template {
	const workflow = byHand('outletMapFees', 'Outlet US: map the new fee');
	const node = { ...storeNode(), name: yearNodes.mapFees, parameters: { operation: 'mapTransactionFees', store: chosen('US'), transactionFees: { mappingMode: 'defineBelow', value: { [fieldOfNewFee]: yearAccount('US', 'newFee') } } } };
	return chain(workflow, [node]);
}

/** A file that the bookkeeper has downloaded, given to n8n by hand. */
export function yearAddFileWorkflow({ oldFile, givenByHand }: Pick<SettlementYear, 'oldFile' | 'givenByHand'>): Template {
	const workflow = byHand('outletAddFile', `${yearStores[givenByHand.store].storeName}: add a settlement file`);
	const fileName = `${givenByHand.settlement.settlementId}.txt`;
	const [trigger] = workflow.nodes;
	const content = plainNode('n8n-nodes-base.set', 3.4, 'Downloaded', { mode: 'raw', jsonOutput: JSON.stringify({ content: oldFile.toString('base64') }), options: {} });
	const file = plainNode('n8n-nodes-base.convertToFile', 1.1, yearNodes.file, { operation: 'toBinary', sourceProperty: 'content', options: { fileName, mimeType: 'text/plain' } });
	const builder = nodeOf(copyOf(settlementsTemplate), yearNodes.post);
	const add = { ...builder, name: yearNodes.addFile, credentials: {}, parameters: { operation: 'addSettlementFile', store: chosen(givenByHand.store), binaryPropertyName: 'data' } };
	workflow.nodes = trigger === undefined ? [] : [trigger];
	return chain(workflow, [content, file, add]);
}

const plainNode = (type: string, typeVersion: number, name: string, parameters: Record<string, unknown>): TemplateNode => {
	const node = { id: name, name, type, typeVersion, position: [0, 0], parameters };
	return node;
};

function storeNode(): TemplateNode {
	return nodeOf(copyOf(setUpTemplate), 'Check Set-Up');
}

/** A workflow of its own that is started by hand. */
function byHand(id: string, name: string): Template {
	const workflow = copyOf(setUpTemplate);
	return { ...workflow, id, name, nodes: [nodeOf(workflow, yearNodes.byHand)], connections: {} };
}

function chain(workflow: Template, nodes: readonly TemplateNode[]): Template {
	const all = [...workflow.nodes, ...nodes];
	all.forEach((node, index) => {
		node.position = [220 * index, 0];
		const next = all[index + 1];
		if (next !== undefined) workflow.connections[node.name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
	});
	return { ...workflow, nodes: all };
}

/** All workflows of the outlets. */
export const yearWorkflows = (year: SettlementYear): readonly Template[] =>
	[...yearStoreNames.map((store) => yearSetUpWorkflow(store, year)), yearSettlementsWorkflow(), yearMapFeesWorkflow(), yearAddFileWorkflow(year)];
