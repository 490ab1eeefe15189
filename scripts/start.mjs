// npm start: installs what is missing, builds, and plays the demo in real n8n (sandbox/start.ts). Needs Node 20 and npm.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installN8n } from '../sandbox/n8n/runtime.mjs';
import { node24, node24Environment } from './node24.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

function run(command, ...parameters) {
	const { status, error } = spawnSync(command, parameters, { cwd: root, stdio: 'inherit', env: node24Environment(), shell: process.platform === 'win32' && command === 'npm' });
	if (status !== 0) throw new Error(`${path.basename(command)} ${parameters.join(' ')} ended with ${error?.message ?? status}`);
}

try {
	if (!existsSync(path.join(root, 'node_modules', '.package-lock.json'))) {
		console.log('Installing the project\'s own packages: once, about a minute.');
		run('npm', 'ci', '--ignore-scripts', '--loglevel=error');
	}
	const node = node24();
	await installN8n();
	console.log('Building the package');
	run(node.binary, 'scripts/build.mjs');
	const child = spawn(node.binary, ['-r', './scripts/typescript.cjs', 'sandbox/start.ts', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit', env: node24Environment(node) });
	// A terminal sends Ctrl+C to the child as well; this waits for its orderly end.
	for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { if (signal === 'SIGTERM') child.kill(signal); });
	child.on('exit', (code) => process.exit(code ?? 1));
} catch (error) {
	console.error(error.message);
	process.exit(1);
}
