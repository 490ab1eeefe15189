import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { N8nClient } from '../../sandbox/n8n/client';
import { installPackage } from '../../sandbox/n8n/install';
import { runN8nCommand, startN8n, type N8nProcess } from '../../sandbox/n8n/server';

/** A credential as `n8n import:credentials` reads it; n8n encrypts the data. */
export interface ImportedCredential {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly data: Readonly<Record<string, unknown>>;
}

export interface InstanceOptions {
	readonly credentials?: readonly ImportedCredential[];
	/** Workflow exports; they arrive unpublished. */
	readonly workflows?: readonly object[];
	readonly environment?: NodeJS.ProcessEnv;
}

export interface Instance extends N8nProcess {
	readonly client: N8nClient;
}

/** A new n8n user folder with the packed package installed. */
export async function createUserFolder(): Promise<string> {
	const { E2E_TARBALL } = process.env;
	if (!E2E_TARBALL) throw new Error('Run end-to-end tests with: npm run test:e2e');
	const folder = mkdtempSync(path.join(tmpdir(), 'n8n-e2e-'));
	await installPackage(E2E_TARBALL, folder);
	return folder;
}

/** Imports files as a user of the command line would, without a running server. */
export async function importInto(folder: string, { credentials = [], workflows = [], environment }: InstanceOptions): Promise<void> {
	for (const [command, content] of [['import:credentials', credentials], ['import:workflow', workflows]] as const) {
		if (content.length === 0) continue;
		const file = path.join(folder, `${command.replace(':', '-')}.json`);
		writeFileSync(file, JSON.stringify(content));
		await runN8nCommand({ folder, environment }, command, `--input=${file}`);
		rmSync(file);
	}
}

/** Real n8n in a new folder, with our package as users get it. Stop it in the end; that removes the folder. */
export async function startInstance(options: InstanceOptions = {}): Promise<Instance> {
	const folder = await createUserFolder();
	await importInto(folder, options);
	const server = await startN8n({ folder, environment: options.environment });
	const stop = async () => {
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	};
	return { ...server, stop, client: await N8nClient.logIn(server.url) };
}
