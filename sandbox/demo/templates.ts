/** What of a workflow export the demo fills in, as its user would in the editor. */
export interface TemplateNode {
	id: string;
	name: string;
	position: number[];
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
}

export interface Template {
	id: string;
	name: string;
	nodes: TemplateNode[];
	connections: Record<string, unknown>;
}

export const copyOf = (template: unknown): Template => structuredClone(template) as Template;

export function nodeOf(workflow: Template, name: string): TemplateNode {
	const found = workflow.nodes.find((node) => node.name === name);
	if (!found) throw new Error(`The template "${workflow.name}" has no node "${name}"`);
	return found;
}

export const rowHeight = 180;

/** An account that a template's trigger is to watch, and the credential that n8n finds it by. */
export interface WatchedAccount {
	readonly name: string;
	readonly credential: { readonly id: string; readonly name: string };
}

/** Gives a template a trigger for each account, as its note says: the first keeps its name, the others stand below it. `below`: nodes that make room. */
export function watchAccounts(workflow: Template, accounts: readonly WatchedAccount[], below: readonly string[]): void {
	const trigger = nodeOf(workflow, 'Amazon Trigger');
	accounts.forEach(({ name, credential }, index) => {
		const copy = index === 0 ? trigger : structuredClone(trigger);
		copy.credentials = { ...copy.credentials, amazonSellingPartnerApi: { ...credential } };
		if (copy === trigger) return;
		copy.name = `${trigger.name} ${name}`;
		copy.id = copy.id.slice(0, -2) + name.toLowerCase();
		copy.position = [trigger.position[0] ?? 0, (trigger.position[1] ?? 0) + rowHeight * index];
		workflow.nodes.push(copy);
		workflow.connections[copy.name] = structuredClone(workflow.connections[trigger.name]);
	});
	for (const name of below) {
		const { position } = nodeOf(workflow, name);
		position[1] = (position[1] ?? 0) + rowHeight * (accounts.length - 1);
	}
}
