import ordersTemplate from '../../workflows/orders-one-sale-each.json';
import setUpTemplate from '../../workflows/set-up-a-store.json';
import { demoLinks, demoSettings, demoStoreId } from './setUp';
import { demoStores, type DemoStore } from './stores';

/** What of a workflow export the demo fills in, as its user would in the editor. */
interface TemplateNode {
	id: string;
	name: string;
	position: number[];
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
}

interface Template {
	id: string;
	name: string;
	nodes: TemplateNode[];
	connections: Record<string, unknown>;
}

const copyOf = (template: unknown): Template => structuredClone(template) as Template;

export const demoStoreNames = Object.keys(demoStores) as readonly DemoStore[];

/** The templates name one Amazon credential; the demo seller has an account in each region. */
export const demoAmazonCredentialReference = (store: DemoStore): { id: string; name: string } => ({ id: store === 'US' ? 'amazonAccount' : `amazonAccount${store}`, name: `Amazon account ${store}` });
export const demoCin7CredentialReference = { id: 'cin7CoreAccount', name: 'Cin7 Core account' } as const;

/** Names of nodes in the templates that the demo starts and reads. */
export const demoNodes = { setUpTrigger: 'When Clicking Execute', connect: 'Connect Store', check: 'Check Set-Up', retryTrigger: 'Every Hour', process: 'Process Pending Orders' } as const;

/** "Set up a store", filled in for a demo store. */
export function demoSetUpWorkflow(store: DemoStore, ignoreOrdersBefore: string): Template {
	const workflow = copyOf(setUpTemplate);
	if (store !== 'US') workflow.id += store;
	workflow.name += `: ${store}`;
	const thisStore = { __rl: true, mode: 'id', value: demoStoreId(store) };
	nodeOf(workflow, demoNodes.connect).parameters = demoSettings(store, ignoreOrdersBefore);
	Object.assign(nodeOf(workflow, 'Import Links').parameters, { store: thisStore, links: demoLinks() });
	Object.assign(nodeOf(workflow, demoNodes.check).parameters, { store: thisStore });
	for (const { credentials } of workflow.nodes) if (credentials?.amazonSellingPartnerApi) credentials.amazonSellingPartnerApi = demoAmazonCredentialReference(store);
	return workflow;
}

/** "Orders, one sale each" with a trigger for each account, as the note in the template says. */
export function demoOrdersWorkflow(): Template {
	const workflow = copyOf(ordersTemplate);
	const trigger = nodeOf(workflow, 'Amazon Trigger');
	demoStoreNames.forEach((store, index) => {
		const copy = store === 'US' ? trigger : structuredClone(trigger);
		copy.credentials = { ...copy.credentials, amazonSellingPartnerApi: demoAmazonCredentialReference(store) };
		if (copy === trigger) return;
		copy.name = `${trigger.name} ${store}`;
		copy.id = copy.id.slice(0, -2) + store.toLowerCase();
		copy.position = [trigger.position[0], trigger.position[1] + rowHeight * index];
		workflow.nodes.push(copy);
		workflow.connections[copy.name] = structuredClone(workflow.connections[trigger.name]);
	});
	// Room for the further triggers, which stand where a user would put them: below the first.
	for (const name of [demoNodes.retryTrigger, 'Retry']) nodeOf(workflow, name).position[1] += rowHeight * (demoStoreNames.length - 1);
	return workflow;
}

const rowHeight = 180;

function nodeOf(workflow: Template, name: string): TemplateNode {
	const found = workflow.nodes.find((node) => node.name === name);
	if (!found) throw new Error(`The template "${workflow.name}" has no node "${name}"`);
	return found;
}
