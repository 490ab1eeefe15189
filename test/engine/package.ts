import path from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import packageJson from '../../package.json';
import type { TestCredentials } from './credentials';
import type { Installation } from './engine';

/** The project's folder. */
export const root = path.join(__dirname, '..', '..');

/** Source files of what package.json lists for n8n: `dist/nodes/X/X.node.js` is compiled from `nodes/X/X.node.ts`. */
export const sourcesOf = (listed: readonly string[]): readonly string[] => listed.map((file) => file.replace(/^dist\//, '').replace(/\.js$/, '.ts'));

/** n8n takes from a file the class that is named as the file. */
export const classNameOf = (source: string): string => path.basename(source).replace(/\.(node|credentials)\.ts$/, '');

// In a child process of a test there is no jest, and Node's own loader reads TypeScript by a hook.
const requireSource: (file: string) => unknown = typeof jest === 'undefined' ? require : jest.requireActual;

/** An instance of the node or credential type in a source file, as n8n would make it. */
export function load<T extends INodeType | ICredentialType>(source: string): T {
	const exported = (requireSource(path.join(root, source)) as Readonly<Record<string, new () => T>>)[classNameOf(source)];
	if (exported === undefined) throw new Error(`${source} exports no class ${classNameOf(source)}`);
	return new exported();
}

/** n8n's own types of which nodes of ours make use: n8n signs requests with them by their parent type. */
const ownTypes: readonly ICredentialType[] = ['xeroOAuth2Api', 'quickBooksOAuth2Api'].map((name) => ({ name, displayName: name, extends: ['oAuth2Api'], properties: [] }));

/** This package as n8n would load it, from its sources, with these credentials. */
export function installPackage(credentials: TestCredentials = {}): Installation & { readonly credentialTypes: readonly ICredentialType[] } {
	const nodeTypes = sourcesOf(packageJson.n8n.nodes).map((source) => load<INodeType>(source));
	return {
		nodeTypes: Object.fromEntries(nodeTypes.map((type) => [`${packageJson.name}.${type.description.name}`, type])),
		credentialTypes: [...ownTypes, ...sourcesOf(packageJson.n8n.credentials).map((source) => load<ICredentialType>(source))],
		credentials,
	};
}
