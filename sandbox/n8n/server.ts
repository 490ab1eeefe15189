import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Log-in of every n8n that the sandbox starts. It listens on loopback only. */
export const owner = { email: 'owner@sandbox.example', password: 'Sandbox-2026' } as const;

// bcrypt of the password above: n8n takes only the hash.
const ownerPasswordHash = '$2a$10$fmc4hZmnbbUoQffD1XTwSO6LtTo.UuIrYUnru.xr7/OUALQiCKqLe';

// Keeps n8n off the network and its log short. Versions of these names: n8n 2.41.
const quiet: NodeJS.ProcessEnv = {
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_HOST: '127.0.0.1',
	N8N_PROTOCOL: 'http',
	N8N_SECURE_COOKIE: 'false',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry',
	N8N_LOG_OUTPUT: 'console',
	NO_COLOR: '1',
	// One key for all: a worker must read what the main process wrote.
	N8N_ENCRYPTION_KEY: 'sandbox-encryption-key',
	N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
	N8N_INSTANCE_OWNER_EMAIL: owner.email,
	N8N_INSTANCE_OWNER_FIRST_NAME: 'Sandbox',
	N8N_INSTANCE_OWNER_LAST_NAME: 'Owner',
	N8N_INSTANCE_OWNER_PASSWORD_HASH: ownerPasswordHash,
};

const program = path.join(__dirname, 'node_modules', 'n8n', 'bin', 'n8n');

export interface N8nOptions {
	/** User folder: n8n keeps its database, keys and installed nodes in `.n8n` below it. */
	readonly folder: string;
	/** Asked for; a free one where it is left out. */
	readonly port?: number;
	/** Added to the environment, such as DB_TYPE or EXECUTIONS_MODE. */
	readonly environment?: NodeJS.ProcessEnv;
}

export interface N8nProcess {
	/** Without a trailing slash. */
	readonly url: string;
	readonly folder: string;
	/** Everything that the process printed. */
	log(): string;
	/** Ends the process, and by force when it does not end within 20 seconds. */
	stop(): Promise<void>;
}

/** A port on loopback that nobody used a moment ago. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** True when nobody listens there. */
export async function isPortFree(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const server = createServer().once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
}

/** Runs an n8n command to its end, such as `import:workflow --input=FILE`, and answers what it printed. */
export async function runN8nCommand(options: N8nOptions, ...parameters: readonly string[]): Promise<string> {
	const child = spawn(process.execPath, [program, ...parameters], { env: await environmentFor(options), stdio: ['ignore', 'pipe', 'pipe'] });
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const code = await new Promise((resolve) => child.on('close', resolve));
	if (code !== 0) throw new Error(`n8n ${parameters[0]} ended with ${String(code)}:\n${lastLines(output)}`);
	return output;
}

/** Starts the server and waits until it can be used. */
export const startN8n = async (options: N8nOptions): Promise<N8nProcess> => await startProcess(options, 'start', '/healthz/readiness');

/** Starts a queue-mode worker, with a user folder of its own, and waits until it can be used. */
export const startN8nWorker = async (options: N8nOptions): Promise<N8nProcess> =>
	await startProcess({ ...options, environment: { ...options.environment, QUEUE_HEALTH_CHECK_ACTIVE: 'true' } }, 'worker', '/healthz/readiness');

async function startProcess(options: N8nOptions, command: 'start' | 'worker', readiness: string): Promise<N8nProcess> {
	const port = options.port ?? (await freePort());
	mkdirSync(options.folder, { recursive: true });
	const logFile = path.join(options.folder, `n8n-${command}.log`);
	const logHandle = openSync(logFile, 'w');
	const env = { ...(await environmentFor(options)), N8N_PORT: String(port), QUEUE_HEALTH_CHECK_PORT: String(port) };
	const child = spawn(process.execPath, [program, command], { env, stdio: ['ignore', logHandle, logHandle] });
	closeSync(logHandle);
	const log = () => readFileSync(logFile, 'utf8');
	const stop = async () => await stopProcess(child);
	const url = `http://127.0.0.1:${port}`;
	if (!(await isReady(child, `${url}${readiness}`))) {
		await stop();
		throw new Error(`n8n ${command} did not come up:\n${lastLines(log())}`);
	}
	return { url, folder: options.folder, log, stop };
}

const startTimeoutMs = 180_000;

async function isReady(child: ChildProcess, url: string): Promise<boolean> {
	for (const end = Date.now() + startTimeoutMs; Date.now() < end; await wait(250)) {
		if (child.exitCode !== null) return false;
		const answer = await fetch(url).catch(() => undefined);
		await answer?.arrayBuffer();
		if (answer?.ok) return true;
	}
	return false;
}

async function stopProcess(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = new Promise((resolve) => child.once('exit', resolve));
	const force = setTimeout(() => child.kill('SIGKILL'), 20_000);
	child.kill('SIGTERM');
	await ended;
	clearTimeout(force);
}

async function environmentFor({ folder, environment }: N8nOptions): Promise<NodeJS.ProcessEnv> {
	if (!existsSync(program)) throw new Error('n8n is not installed. Run: node sandbox/n8n/runtime.mjs install');
	return {
		PATH: process.env.PATH,
		HOME: process.env.HOME,
		TMPDIR: process.env.TMPDIR,
		GENERIC_TIMEZONE: 'UTC',
		...quiet,
		N8N_USER_FOLDER: folder,
		// Every n8n process wants one of its own, a command too.
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		...environment,
	};
}

const lastLines = (text: string): string => text.trim().split('\n').slice(-25).join('\n');
