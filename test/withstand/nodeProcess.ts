import { fork, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NodeOutcome, NodeTask, Surroundings } from './nodeRun';
import type { Order, Report } from './worker';

const root = path.resolve(__dirname, '../..');
// Spares each start the compiling of n8n's engine.
const env = { ...process.env, NODE_COMPILE_CACHE: path.join(tmpdir(), 'amazon-cin7-compile-cache') };
const running = new Set<ChildProcess>();

/** An n8n worker process of its own, with the package loaded: what kill -9 takes away. */
export class NodeProcess {
	private readonly child = fork(path.join(__dirname, 'worker.ts'), { cwd: root, env, execArgv: ['-r', path.join(root, 'scripts', 'typescript.cjs')], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
	private readonly waiting = new Map<number, { resolve: (outcome: NodeOutcome) => void; reject: (error: Error) => void }>();
	private readonly ready: Promise<void>;
	private readonly ended: Promise<void>;
	private errors = '';
	private count = 0;

	constructor() {
		running.add(this.child);
		this.child.stderr?.on('data', (chunk: Buffer) => (this.errors += chunk.toString('utf8')));
		let tellReady: () => void = () => undefined;
		this.ready = new Promise((resolve) => (tellReady = resolve));
		this.child.on('message', (message: Report | 'ready') => {
			if (message === 'ready') return tellReady();
			this.waiting.get(message.id)?.resolve(message.outcome);
			this.waiting.delete(message.id);
		});
		this.ended = new Promise((resolve) => this.child.once('exit', (_code, signal) => {
			running.delete(this.child);
			tellReady();
			for (const { reject } of this.waiting.values()) reject(new ProcessEnded(signal, this.errors));
			resolve();
		}));
	}

	/** Runs a node in this process. Throws ProcessEnded when the process is killed meanwhile. */
	async run(task: NodeTask, around: Surroundings): Promise<NodeOutcome> {
		await this.ready;
		const id = ++this.count;
		return await new Promise((resolve, reject) => {
			if (this.child.exitCode !== null || this.child.signalCode !== null) return reject(new ProcessEnded(this.child.signalCode, this.errors));
			this.waiting.set(id, { resolve, reject });
			this.child.send({ id, task, around } satisfies Order);
		});
	}

	/** kill -9; resolves when the process is gone. */
	async kill(): Promise<void> {
		this.child.kill('SIGKILL');
		await this.ended;
	}
}

export class ProcessEnded extends Error {
	constructor(readonly signal: NodeJS.Signals | null, errors: string) {
		super(`The process ended by ${String(signal)}. ${errors}`);
		this.name = 'ProcessEnded';
	}
}

/** For the end of a test file, whatever went wrong in it. */
export function killAllProcesses(): void {
	for (const child of running) child.kill('SIGKILL');
}
