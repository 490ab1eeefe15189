import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packPackage } from '../../sandbox/n8n/install';

const root = path.join(__dirname, '..', '..');

function step(...parameters: string[]): void {
	const { status } = spawnSync(process.execPath, parameters, { cwd: root, stdio: 'inherit' });
	if (status !== 0) throw new Error(`${parameters.join(' ')} ended with ${String(status)}`);
}

/** Once for all end-to-end tests: n8n is installed, the package is built and packed. Its tarball is in E2E_TARBALL. */
export = async function setUp(): Promise<void> {
	step('sandbox/n8n/runtime.mjs', 'install');
	step('scripts/build.mjs');
	const folder = mkdtempSync(path.join(tmpdir(), 'packed-'));
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	process.env.E2E_TARBALL = await packPackage(folder);
};
