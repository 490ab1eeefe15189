import { readFileSync } from 'node:fs';
import path from 'node:path';
import packageJson from '../../package.json';
import { canvasNode, openEditor, type Editor } from './browser';
import { startInstance, type Instance } from './instance';

interface TypeFromServer {
	readonly name: string;
	readonly displayName: string;
	readonly iconUrl?: string | { readonly light: string; readonly dark: string };
	readonly codex?: { readonly categories?: readonly string[] };
	readonly documentationUrl?: string;
}

const template = JSON.parse(readFileSync(path.join(__dirname, '../../workflows/orders-one-sale-each.json'), 'utf8')) as { id: string };
const ofPackage = (list: readonly string[], pattern: RegExp) => list.map((file) => path.basename(file).replace(pattern, '')).map((name) => name[0].toLowerCase() + name.slice(1));

let n8n: Instance;
let nodeTypes: readonly TypeFromServer[];
let credentialTypes: readonly TypeFromServer[];
let editor: Editor;

beforeAll(async () => {
	n8n = await startInstance({ workflows: [template] });
	// Node types are a file that the editor loads, not an endpoint with the usual envelope.
	const cookie = { cookie: n8n.client.cookie };
	nodeTypes = (await (await fetch(`${n8n.url}/types/nodes.json`, { headers: cookie })).json()) as TypeFromServer[];
	credentialTypes = (await (await fetch(`${n8n.url}/types/credentials.json`, { headers: cookie })).json()) as TypeFromServer[];
	editor = await openEditor(n8n.url);
});

afterAll(async () => {
	await editor?.close();
	await n8n?.stop();
});

async function expectIcons(type: TypeFromServer): Promise<void> {
	expect(type.iconUrl).toMatchObject({ light: expect.stringMatching(/\.svg$/), dark: expect.stringMatching(/\.svg$/) });
	for (const url of Object.values(type.iconUrl as { light: string; dark: string })) {
		const answer = await fetch(`${n8n.url}/${url}`);
		expect([url, answer.status, (await answer.text()).includes('<svg')]).toEqual([url, 200, true]);
	}
}

describe('real n8n with the packed package', () => {
	it.each(ofPackage(packageJson.n8n.nodes, /\.node\.js$/))('offers the node %s with its icons and codex', async (name) => {
		const type = nodeTypes.find((one) => one.name === `${packageJson.name}.${name}`);
		expect(type?.codex?.categories?.length).toBeGreaterThan(0);
		await expectIcons(type as TypeFromServer);
	});

	it.each(ofPackage(packageJson.n8n.credentials, /\.credentials\.js$/))('offers the credential %s with its icons', async (name) => {
		await expectIcons(credentialTypes.find((one) => one.name === name) as TypeFromServer);
	});

	it('shows an imported template with every node known', async () => {
		await editor.open(`/workflow/${template.id}`);
		await editor.screenshot('template');
		expect(await editor.page.locator(canvasNode).count()).toBeGreaterThan(3);
		expect(await editor.page.getByText('Install this node', { exact: false }).count()).toBe(0);
	});

	it('logs no error on the way', () => {
		expect(n8n.log().split('\n').filter((line) => /error/i.test(line))).toEqual([]);
	});
});
