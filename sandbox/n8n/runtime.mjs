// Real n8n, pinned, in this folder. It stays apart from the package: 3 GB must not be part of every `npm ci`.
//   node sandbox/n8n/runtime.mjs install
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { node24, node24Environment } from '../../scripts/node24.mjs';

const folder = path.dirname(fileURLToPath(import.meta.url));
const stamp = path.join(folder, 'node_modules', '.complete');
const lockHash = () => createHash('sha256').update(readFileSync(path.join(folder, 'package-lock.json'))).digest('hex');
const { n8n: version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).dependencies;

/** True when exactly the locked n8n is installed and has been seen to load. */
export const isN8nInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash();

/** Installs n8n unless it is there. Throws with a text for the user, who may have no network, disk or compiler. */
export async function installN8n(tell = console.log) {
	if (isN8nInstalled()) return;
	rmSync(stamp, { force: true });
	const node = node24();
	const environment = node24Environment(node);
	tell(`Installing n8n ${version}: once, 3 GB, 2 to 6 minutes.`);
	await step(tell, '1 of 3: packages', 'npm', ['ci', '--ignore-scripts', '--loglevel=error'], environment);
	// n8n's one add-on without prebuilt binaries in its package. The others with install scripts are not needed.
	await step(tell, '2 of 3: sqlite3, compiled where there is no download', 'npm', ['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts', '--loglevel=error'], environment);
	await step(tell, '3 of 3: trial', node.binary, ['-e', "require('sqlite3'); require('isolated-vm')"], environment);
	writeFileSync(stamp, lockHash());
	tell(`n8n ${version} is installed.`);
}

async function step(tell, title, command, parameters, env) {
	tell(`  ${title}`);
	const started = Date.now();
	const minutes = setInterval(() => tell(`    still at it, ${Math.round((Date.now() - started) / 1000)} seconds`), 30_000);
	const child = spawn(command, parameters, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => { output = (output + chunk).slice(-20_000); });
	const code = await new Promise((resolve) => {
		child.on('error', (error) => { output += error.message; resolve(1); });
		child.on('close', resolve);
	}).finally(() => clearInterval(minutes));
	if (code !== 0) throw new Error(`n8n could not be installed (${title}).\n${adviceFor(output)}\nLast lines of the output:\n${output.trim().split('\n').slice(-15).join('\n')}`);
}

const advice = [
	[/ENOSPC/, 'The disk is full: 3 GB are needed.'],
	[/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|network/i, 'The npm registry could not be reached. Check the network and the registry that `npm config get registry` shows, and run the command again.'],
	[/node-gyp|gyp ERR|g\+\+|make: /, 'sqlite3 must be compiled here, which needs Python 3, make and a C++ compiler. On Debian: apt-get install build-essential python3'],
	[/EACCES|EPERM/, `Files in ${folder} cannot be written by this user.`],
];
const adviceFor = (output) => advice.find(([pattern]) => pattern.test(output))?.[1] ?? 'Running the command again goes on where that makes sense.';

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
	if (process.argv[2] !== 'install') {
		console.error('Usage: node sandbox/n8n/runtime.mjs install');
		process.exit(2);
	}
	await installN8n().catch((error) => {
		console.error(error.message);
		process.exit(1);
	});
}
