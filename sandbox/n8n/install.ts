import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.join(__dirname, '..', '..');
const shell = process.platform === 'win32';

/** Packs the built package as `npm publish` would, into that folder. Answers the tarball's path. */
export async function packPackage(folder: string): Promise<string> {
	mkdirSync(folder, { recursive: true });
	const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--loglevel=error', `--pack-destination=${folder}`], { cwd: root, shell });
	const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
	return path.join(folder, filename);
}

/** Installs the tarball into an n8n user folder as n8n itself installs a community package: no scripts, no peers. */
export async function installPackage(tarball: string, userFolder: string): Promise<void> {
	const nodes = path.join(userFolder, '.n8n', 'nodes');
	rmSync(nodes, { recursive: true, force: true });
	mkdirSync(nodes, { recursive: true });
	writeFileSync(path.join(nodes, 'package.json'), JSON.stringify({ name: 'installed-nodes', private: true, dependencies: {} }));
	// Prefers what the project's own `npm ci` has put into npm's cache, so that this works without a network too.
	const quietly = ['--ignore-scripts', '--omit=dev', '--omit=peer', '--legacy-peer-deps', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
	await run('npm', ['install', tarball, ...quietly], { cwd: nodes, shell });
}

/** Folder of the installed package in an n8n user folder. */
export function installedFolder(userFolder: string): string {
	const { name } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { name: string };
	return path.join(userFolder, '.n8n', 'nodes', 'node_modules', name);
}
