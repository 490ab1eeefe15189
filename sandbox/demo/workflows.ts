import catalogTemplate from '../../workflows/catalog-hourly.json';
import ordersTemplate from '../../workflows/orders-one-sale-each.json';
import setUpTemplate from '../../workflows/set-up-a-store.json';
import { demoLinks, demoSettings, demoStoreId, type DemoChoices } from './setUp';
import { demoStores, type DemoMarketplace, type DemoStore } from './stores';
import { copyOf, nodeOf, rowHeight, watchAccounts, type Template } from './templates';

export const demoStoreNames = Object.keys(demoStores) as readonly DemoStore[];

/** The templates name one Amazon credential; the demo seller has an account in each region. */
export const demoAmazonCredentialReference = (marketplace: DemoMarketplace): { id: string; name: string } => {
	const store = accountOf(marketplace);
	return { id: store === 'US' ? 'amazonAccount' : `amazonAccount${store}`, name: `Amazon account ${store}` };
};

/** The store by which an account is named: France and Italy share the German one. */
const accountOf = (marketplace: DemoMarketplace): DemoStore => (marketplace === 'FR' || marketplace === 'IT' ? 'DE' : marketplace);
export const demoCin7CredentialReference = { id: 'cin7CoreAccount', name: 'Cin7 Core account' } as const;

/** Names of nodes in the templates that the demo starts and reads. */
export const demoNodes = { setUpTrigger: 'When Clicking Execute', connect: 'Connect Store', check: 'Check Set-Up', retryTrigger: 'Every Hour', process: 'Process Pending Orders', loadProducts: 'Load Products', look: 'Get Many' } as const;

/** "Set up a store", filled in for a demo store. */
export function demoSetUpWorkflow(store: DemoMarketplace, ignoreOrdersBefore: string, choices: DemoChoices = {}): Template {
	const workflow = copyOf(setUpTemplate);
	if (store !== 'US') workflow.id += store;
	workflow.name += `: ${store}`;
	if (choices.createProducts) {
		workflow.id += 'Create';
		workflow.name += ', creating products';
	}
	const thisStore = { __rl: true, mode: 'id', value: demoStoreId(store) };
	nodeOf(workflow, demoNodes.connect).parameters = demoSettings(store, ignoreOrdersBefore, choices);
	Object.assign(nodeOf(workflow, 'Import Links').parameters, { store: thisStore, links: demoLinks() });
	Object.assign(nodeOf(workflow, demoNodes.check).parameters, { store: thisStore });
	for (const { credentials } of workflow.nodes) if (credentials?.amazonSellingPartnerApi) credentials.amazonSellingPartnerApi = demoAmazonCredentialReference(store);
	return workflow;
}

/** "Orders, one sale each" with a trigger for each account, as the note in the template says. */
export function demoOrdersWorkflow(): Template {
	const workflow = copyOf(ordersTemplate);
	watchAccounts(workflow, demoStoreNames.map((name) => ({ name, credential: demoAmazonCredentialReference(name) })), [demoNodes.retryTrigger, 'Retry']);
	return workflow;
}

/** Names of the nodes that load the products of an account, in the order in which n8n runs them. */
export const demoLoadNodes = demoStoreNames.map((store) => (store === 'US' ? demoNodes.loadProducts : `${demoNodes.loadProducts} ${store}`));

/** "Catalog, hourly" with a node for each account, as the note in the template says. */
export function demoCatalogWorkflow(): Template {
	const workflow = copyOf(catalogTemplate);
	const node = nodeOf(workflow, demoNodes.loadProducts);
	demoStoreNames.forEach((store, index) => {
		const name = demoLoadNodes[index];
		if (name === undefined || name === node.name) return;
		const copy = structuredClone(node);
		copy.credentials = { ...copy.credentials, amazonSellingPartnerApi: demoAmazonCredentialReference(store) };
		Object.assign(copy, { name, id: copy.id.slice(0, -2) + store.toLowerCase(), position: [node.position[0], node.position[1] + rowHeight * index] });
		workflow.nodes.push(copy);
		workflow.connections[name] = structuredClone(workflow.connections[node.name]);
		for (const trigger of [demoNodes.retryTrigger, demoNodes.setUpTrigger]) connect(workflow, trigger, name);
	});
	return workflow;
}

/** A look at the whole catalog, each variation by itself, as a user would take it. */
export function demoCatalogLook(): Template {
	const workflow = copyOf(catalogTemplate);
	const node = nodeOf(workflow, demoNodes.loadProducts);
	Object.assign(node, { name: demoNodes.look, parameters: { operation: 'getMany', store: node.parameters.store, onlyActive: false, variationsSeparately: true, returnAll: true } });
	const trigger = nodeOf(workflow, demoNodes.setUpTrigger);
	return { ...workflow, id: 'demoCatalogLook', name: 'Look at the catalog', nodes: [trigger, node], connections: { [trigger.name]: { main: [[{ node: node.name, type: 'main', index: 0 }]] } } };
}

function connect(workflow: Template, from: string, to: string): void {
	const { main: [first] } = workflow.connections[from] as { main: { node: string; type: string; index: number }[][] };
	first?.push({ node: to, type: 'main', index: 0 });
}
