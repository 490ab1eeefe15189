import { randomUUID } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

interface Owner {
	readonly host: string;
	readonly pid: number;
	/** Numbering of processes that the pid belongs to; workers in different containers may bear the same pid and host name. */
	readonly pidNamespace?: string;
	readonly processId: string;
}

const PROCESS_ID = Symbol.for('n8n-nodes-amazon-cin7.processId');

/** The same for every copy of this module in the process: several runs of one process must never take each other for dead. */
function processId(): string {
	const shared = globalThis as { [PROCESS_ID]?: string };
	return (shared[PROCESS_ID] ??= randomUUID().slice(0, 8));
}

function pidNamespace(): string {
	try {
		return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
	} catch {
		// Only Linux numbers processes per container.
		return '';
	}
}

/** A new name for a holder of claims, leases and events: `host:pid:uuid`. One for each execution, or for each trigger that lives on. */
export function createOwner(): string {
	return `${hostname()}:${process.pid}:${processId()}.${pidNamespace()}.${randomUUID()}`;
}

/**
 * Whether the process that bore that name is certainly gone, as seen from `self`: it ran on this host and its pid is not
 * running, or is this very process's. An owner on another host, or one that cannot be read, is not known to be dead: its
 * claims run out by time.
 */
export function isDeadOwner(owner: string, self: string): boolean {
	const other = parse(owner);
	const me = parse(self);
	if (!other || !me || other.host !== me.host) return false;
	if (other.pidNamespace !== undefined && me.pidNamespace !== undefined && other.pidNamespace !== me.pidNamespace) return false;
	if (other.pid === me.pid) return other.processId !== me.processId;
	return !isRunning(other.pid);
}

function parse(owner: string): Owner | undefined {
	const parts = /^(.+):(\d+):([^:]+)$/.exec(owner);
	if (!parts?.[1] || !parts[2] || !parts[3]) return undefined;
	const [processId = '', pidNamespace] = parts[3].split('.');
	return { host: parts[1], pid: Number(parts[2]), processId, ...(pidNamespace === undefined ? {} : { pidNamespace }) };
}

function isRunning(pid: number): boolean {
	if (pid < 1) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it runs, as another user.
		return (error as NodeJS.ErrnoException).code !== 'ESRCH';
	}
}
