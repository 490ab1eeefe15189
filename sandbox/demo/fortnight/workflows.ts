import dailyTemplate from '../../../workflows/orders-daily-sale.json';
import refundsTemplate from '../../../workflows/refunds.json';
import setUpTemplate from '../../../workflows/set-up-a-store.json';
import { copyOf, nodeOf, watchAccounts, type Template } from '../templates';
import type { DemoFortnight } from './fortnight';
import { fortnightAmazonCredentialReference, fortnightSettings } from './setUp';
import { fortnightStoreId, fortnightStoreNames, type FortnightStore } from './stores';

/** Names of nodes in the templates that the demo starts and reads. */
export const fortnightNodes = { setUpTrigger: 'When Clicking Execute', daily: 'Every Ten Minutes', process: 'Process Pending Orders', hourly: 'Every Hour', refunds: 'Process Refunds' } as const;

const watched = fortnightStoreNames.map((name) => ({ name, credential: fortnightAmazonCredentialReference(name) }));

/** "Set up a store", filled in for a store of the fortnight; its SKUs are those of Cin7 Core, so that there is nothing to import. */
export function fortnightSetUpWorkflow(store: FortnightStore, firstDay: string): Template {
	const workflow = copyOf(setUpTemplate);
	workflow.id += store;
	workflow.name += `: ${store}`;
	const thisStore = { __rl: true, mode: 'id', value: fortnightStoreId(store) };
	nodeOf(workflow, 'Connect Store').parameters = fortnightSettings(store, firstDay);
	Object.assign(nodeOf(workflow, 'Import Links').parameters, { store: thisStore, links: '' });
	Object.assign(nodeOf(workflow, 'Check Set-Up').parameters, { store: thisStore });
	for (const { credentials } of workflow.nodes) if (credentials?.amazonSellingPartnerApi) credentials.amazonSellingPartnerApi = fortnightAmazonCredentialReference(store);
	return workflow;
}

/** "Orders, daily sale" with a trigger for both accounts: the settings of each store say what its sales are. */
export function fortnightOrdersWorkflow(): Template {
	const workflow = copyOf(dailyTemplate);
	watchAccounts(workflow, watched, [fortnightNodes.daily, 'Consolidation Time']);
	return workflow;
}

/** "Refunds" with a trigger for both accounts. */
export function fortnightRefundsWorkflow(): Template {
	const workflow = copyOf(refundsTemplate);
	watchAccounts(workflow, watched, [fortnightNodes.hourly, 'Retry']);
	return workflow;
}

export const fortnightWorkflows = ({ days }: DemoFortnight): readonly Template[] => [...fortnightStoreNames.map((store) => fortnightSetUpWorkflow(store, days[0] ?? '')), fortnightOrdersWorkflow(), fortnightRefundsWorkflow()];
