import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from 'node:net';
import { N8nClient } from '../../sandbox/n8n/client';
import { freePort, startN8n, startN8nWorker, type N8nProcess } from '../../sandbox/n8n/server';
import { startPostgres, type PostgresServer } from '../database/postgresServer';
import { createUserFolder, importInto, type InstanceOptions } from './instance';

/** n8n as it runs on several hosts: a main process and workers that share PostgreSQL and Redis, and no folder. */
export interface QueueMode {
	readonly client: N8nClient;
	readonly main: N8nProcess;
	readonly workers: readonly N8nProcess[];
	/** Holds n8n's own tables; there is room for the sync database in it. */
	readonly postgres: PostgresServer;
	stop(): Promise<void>;
}

/**
 * Starts the Debian packages' PostgreSQL and Redis, n8n's main process and that many workers, each with the package.
 * What is imported may name the PostgreSQL server.
 */
export async function startQueueMode(workerCount: number, optionsFor: (postgres: PostgresServer) => InstanceOptions): Promise<QueueMode> {
	const stops: (() => Promise<unknown>)[] = [];
	const stop = async () => {
		for (const one of stops.reverse()) await one();
	};
	const started = <T extends { stop(): Promise<unknown> }>(one: T): T => {
		stops.push(async () => await one.stop());
		return one;
	};
	try {
		const postgres = started(await startPostgres());
		const redis = started(await startRedis());
		const options = optionsFor(postgres);
		const environment = { ...options.environment, ...queueEnvironment(postgres, redis.port) };
		const folders = await Promise.all(Array.from({ length: workerCount + 1 }, createUserFolder));
		stops.unshift(async () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
		await importInto(folders[0], { ...options, environment });
		const main = started(await startN8n({ folder: folders[0], environment }));
		const workers = [];
		for (const folder of folders.slice(1)) workers.push(started(await startN8nWorker({ folder, environment })));
		return { client: await N8nClient.logIn(main.url), main, workers, postgres, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

const queueEnvironment = (postgres: PostgresServer, redisPort: number): NodeJS.ProcessEnv => ({
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: postgres.host,
	DB_POSTGRESDB_PORT: String(postgres.port),
	DB_POSTGRESDB_DATABASE: postgres.database,
	DB_POSTGRESDB_USER: postgres.user,
	DB_POSTGRESDB_PASSWORD: postgres.password,
	EXECUTIONS_MODE: 'queue',
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: String(redisPort),
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
});

/** A throw-away Redis server on loopback that keeps nothing on disk. */
export async function startRedis(): Promise<{ readonly port: number; stop(): Promise<void> }> {
	const port = await freePort();
	const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
	const ended = new Promise<string>((resolve) => {
		server.once('error', (error) => resolve(error.message));
		server.once('exit', (code) => resolve(`it ended with ${String(code)}`));
	});
	const killAtExit = () => void server.kill('SIGKILL');
	process.once('exit', killAtExit);
	const failed = await Promise.race([ended, untilListening(port)]);
	if (failed) throw new Error(`Redis did not start (${failed}). Install the Debian package redis-server.`);
	return {
		port,
		stop: async () => {
			process.removeListener('exit', killAtExit);
			server.kill('SIGTERM');
			await ended;
		},
	};
}

async function untilListening(port: number): Promise<undefined> {
	const isListening = async () => await new Promise<boolean>((resolve) => {
		const socket = connect(port, '127.0.0.1', () => resolve(true)).once('error', () => resolve(false));
		socket.once('close', () => resolve(false)).once('connect', () => socket.destroy());
	});
	while (!(await isListening())) await wait(50);
	return undefined;
}
