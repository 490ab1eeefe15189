import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ICredentialType, INodeProperties, INodeType } from 'n8n-workflow';
import packageJson from '../package.json';
import { classNameOf, load, root, sourcesOf } from './engine/package';

const nodeSources = sourcesOf(packageJson.n8n.nodes);
const credentialSources = sourcesOf(packageJson.n8n.credentials);

const filesIn = (folder: string): readonly string[] =>
	readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));

const camelCase = (className: string): string => className[0].toLowerCase() + className.slice(1);

/** Light and dark icon files of a node or credential, relative to the project. */
function iconsOf(type: INodeType['description'] | ICredentialType, source: string): readonly string[] {
	const { icon } = type;
	if (typeof icon !== 'object') return [];
	return [icon.light, icon.dark].map((file) => path.posix.join(path.posix.dirname(source), file.replace(/^file:/, '')));
}

describe('the lists for n8n in package.json', () => {
	it('name every node and credential of the project, and nothing else', () => {
		expect([...nodeSources].sort()).toEqual(filesIn('nodes').filter((file) => file.endsWith('.node.ts')).sort());
		expect([...credentialSources].sort()).toEqual(filesIn('credentials').filter((file) => file.endsWith('.credentials.ts')).sort());
	});
});

describe.each(nodeSources)('%s', (source) => {
	const node = load<INodeType>(source);
	const { description } = node;

	it('has the type name that follows from its class', () => {
		expect(description.name).toBe(camelCase(classNameOf(source)));
	});

	it('has a light and a dark icon', () => {
		expect(iconsOf(description, source).map((file) => existsSync(path.join(root, file)))).toEqual([true, true]);
	});

	it('has a codex file for the search of the node panel', () => {
		const codex = JSON.parse(readFileSync(path.join(root, source.replace(/\.ts$/, '.json')), 'utf8')) as Record<string, unknown>;
		expect(codex).toMatchObject({ node: `${packageJson.name}.${description.name}`, codexVersion: '1.0', categories: expect.arrayContaining([expect.any(String)]) });
	});

	it('can be used by an agent unless it is a trigger', () => {
		expect(description.group.includes('trigger') || description.usableAsTool === true).toBe(true);
	});

	it('gives every operation an action for the list of the node panel', () => {
		const operations = description.properties.filter(({ name }) => name === 'operation').flatMap((property: INodeProperties) => property.options ?? []);
		expect(operations.filter((operation) => !('action' in operation) || !operation.action)).toEqual([]);
		expect(operations.length > 0 || description.group.includes('trigger')).toBe(true);
	});
});

describe.each(credentialSources)('%s', (source) => {
	const credential = load<ICredentialType>(source);

	it('has the type name that follows from its class', () => {
		expect(credential.name).toBe(camelCase(classNameOf(source)));
	});

	it('has a light and a dark icon', () => {
		expect(iconsOf(credential, source).map((file) => existsSync(path.join(root, file)))).toEqual([true, true]);
	});

	it('can be tested from its dialog', () => {
		const tests = nodeSources.map((file) => load<INodeType>(file)).flatMap((node) => {
			const testedBy = node.description.credentials?.find(({ name }) => name === credential.name)?.testedBy;
			return typeof testedBy === 'string' ? [node.methods?.credentialTest?.[testedBy]] : [];
		});
		expect([credential.test, ...tests].filter(Boolean)).not.toEqual([]);
	});
});

describe.each(['package-lock.json', 'sandbox/n8n/package-lock.json', 'sandbox/node24/package-lock.json'])('%s', (file) => {
	const text = readFileSync(path.join(root, file), 'utf8');

	it('names no registry', () => {
		expect(text).not.toContain('"resolved"');
	});

	it('names what every platform needs, for `npm ci` refuses a lock without the optional packages of another platform', () => {
		const { packages } = JSON.parse(text) as { packages: Record<string, { optionalDependencies?: Record<string, string> }> };
		const locked = new Set(Object.keys(packages).map((place) => place.split('node_modules/').at(-1)));
		expect(Object.values(packages).flatMap(({ optionalDependencies = {} }) => Object.keys(optionalDependencies)).filter((name) => !locked.has(name))).toEqual([]);
	});
});

describe('the packed package', () => {
	it('holds what was compiled from nodes, credentials and src, the templates, and nothing else', () => {
		if (!existsSync(path.join(root, 'dist'))) throw new Error('There is no dist folder. Run `npm run build` first.');
		const json = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], shell: process.platform === 'win32' });
		const [{ files }] = JSON.parse(json) as [{ files: { path: string }[] }];
		const compiled = ['nodes', 'credentials', 'src'].flatMap(filesIn).map((file) => `dist/${file.replace(/\.ts$/, '.js')}`);
		const expected = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', ...filesIn('workflows'), ...compiled];
		expect(files.map((file) => file.path).sort()).toEqual(expected.sort());
	});
});
