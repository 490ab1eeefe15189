import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A throw-away PostgreSQL server on loopback. */
export interface PostgresServer {
	readonly host: string;
	readonly port: number;
	readonly database: string;
	readonly user: string;
	readonly password: string;
	/** postgres://user:password@host:port/database */
	readonly url: string;
	stop(): Promise<void>;
}

interface SystemUser {
	readonly uid: number;
	readonly gid: number;
}

const DEBIAN_VERSIONS = '/usr/lib/postgresql';
const USER = 'sync';

/** Folder of the newest server binaries that Debian's packages installed; undefined when there are none. */
export function findPostgresBinaries(): string | undefined {
	if (!existsSync(DEBIAN_VERSIONS)) return undefined;
	const [newest] = readdirSync(DEBIAN_VERSIONS).filter((version) => existsSync(path.join(DEBIAN_VERSIONS, version, 'bin', 'initdb'))).sort((a, b) => Number(b) - Number(a));
	return newest === undefined ? undefined : path.join(DEBIAN_VERSIONS, newest, 'bin');
}

/** Makes a new cluster in a temporary folder and starts it on a free port. Throws when there are no server binaries. */
export async function startPostgres(): Promise<PostgresServer> {
	const binaries = findPostgresBinaries();
	if (binaries === undefined) throw new Error('PostgreSQL server binaries are missing: install the Debian package postgresql');
	const folder = mkdtempSync(path.join(tmpdir(), 'amazon-cin7-postgres-'));
	const owner = serverUser();
	const password = randomBytes(12).toString('hex');
	initialize(binaries, folder, password, owner);
	const port = await freePort();
	const server = spawn(path.join(binaries, 'postgres'), ['-D', path.join(folder, 'data'), '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off'], { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
	const killAtExit = (): void => void server.kill('SIGQUIT');
	process.once('exit', killAtExit);
	await untilReady(server);
	return {
		host: '127.0.0.1',
		port,
		database: 'postgres',
		user: USER,
		password,
		url: `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`,
		stop: async () => {
			process.removeListener('exit', killAtExit);
			await stop(server);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** PostgreSQL refuses to run as root: the user that its package made runs it then. */
function serverUser(): SystemUser | Record<string, never> {
	if (process.getuid?.() !== 0) return {};
	const idOf = (option: string): number => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
	return { uid: idOf('-u'), gid: idOf('-g') };
}

function initialize(binaries: string, folder: string, password: string, owner: SystemUser | Record<string, never>): void {
	const passwordFile = path.join(folder, 'password');
	writeFileSync(passwordFile, password, { mode: 0o600 });
	chmodSync(folder, 0o700);
	if (owner.uid !== undefined && owner.gid !== undefined) {
		chownSync(folder, owner.uid, owner.gid);
		chownSync(passwordFile, owner.uid, owner.gid);
	}
	const options = ['-D', path.join(folder, 'data'), '-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C', '--no-sync'];
	execFileSync(path.join(binaries, 'initdb'), options, { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
}

async function freePort(): Promise<number> {
	return await new Promise((resolve, reject) => {
		const probe = createServer().once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port'))));
		});
	});
}

async function untilReady(server: ChildProcess): Promise<void> {
	let said = '';
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${String(code)}: ${said}`)));
		server.stderr?.on('data', (chunk: Buffer) => {
			said = (said + chunk.toString('utf8')).slice(-4000);
			if (said.includes('ready to accept connections')) resolve();
		});
	});
	server.removeAllListeners('exit');
}

async function stop(server: ChildProcess): Promise<void> {
	if (server.exitCode !== null || server.signalCode !== null) return;
	const ended = new Promise((resolve) => server.once('exit', resolve));
	// Immediate shutdown: its data are thrown away.
	server.kill('SIGQUIT');
	await ended;
}
