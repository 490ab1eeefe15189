import { setTimeout as wait } from 'node:timers/promises';
import { owner } from './server';

/** An execution as n8n's public API gives it, with the data of its nodes. */
export interface Execution {
	readonly id: string | number;
	readonly status: string;
	readonly mode: string;
	readonly workflowId: string;
	readonly data: {
		readonly resultData: {
			readonly error?: { readonly message: string; readonly description?: string };
			readonly runData: Readonly<Record<string, readonly NodeRun[]>>;
		};
	};
}

interface NodeRun {
	readonly error?: { readonly message: string };
	readonly data?: { readonly main?: readonly (readonly { readonly json: Readonly<Record<string, unknown>> }[] | null)[] };
}

const scopes = ['workflow:read', 'workflow:list', 'workflow:activate', 'workflow:deactivate', 'execution:read', 'execution:list'];

/** The interface that a user's browser and scripts have to a running n8n, logged in as its owner. */
export class N8nClient {
	private constructor(readonly url: string, readonly cookie: string, private readonly apiKey: string) {}

	static async logIn(url: string): Promise<N8nClient> {
		const answer = await fetch(`${url}/rest/login`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ emailOrLdapLoginId: owner.email, password: owner.password }),
		});
		const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
		if (!answer.ok || cookie === '') throw new Error(`n8n refused the log-in (HTTP ${answer.status})`);
		const { rawApiKey } = await send<{ rawApiKey: string }>(`${url}/rest/api-keys`, 'POST', { cookie }, { label: `sandbox ${Date.now()}`, expiresAt: null, scopes });
		return new N8nClient(url, cookie, rawApiKey);
	}

	/** A call as the editor makes it: `rest('GET', '/workflows')`. Answers the `data` of the answer. */
	async rest<T>(method: string, path: string, body?: unknown): Promise<T> {
		return await send<T>(`${this.url}/rest${path}`, method, { cookie: this.cookie }, body);
	}

	/** A call as a script makes it: `api('GET', '/executions')`. */
	async api<T>(method: string, path: string, body?: unknown): Promise<T> {
		return await send<T>(`${this.url}/api/v1${path}`, method, { 'X-N8N-API-KEY': this.apiKey }, body);
	}

	/** Publishes a workflow, which starts its triggers: a polling one polls at once. */
	async publish(workflowId: string): Promise<void> {
		await this.api('POST', `/workflows/${workflowId}/activate`);
	}

	async unpublish(workflowId: string): Promise<void> {
		await this.api('POST', `/workflows/${workflowId}/deactivate`);
	}

	/** "Execute workflow" in the editor, from that trigger; answers the finished execution. */
	async runManually(workflowId: string, trigger: string): Promise<Execution> {
		const { executionId } = await this.rest<{ executionId: string }>('POST', `/workflows/${workflowId}/run`, { triggerToStartFrom: { name: trigger } });
		return await this.finished(executionId);
	}

	/** Waits for the end of an execution, three minutes at most. */
	async finished(executionId: string | number): Promise<Execution> {
		return await until(`execution ${executionId} ends`, async () => {
			const execution = await this.api<Execution & { finished: boolean; stoppedAt?: string | null }>('GET', `/executions/${executionId}?includeData=true`);
			return ['new', 'running', 'waiting'].includes(execution.status) ? undefined : execution;
		});
	}

	/** Executions of a workflow, newest first. */
	async executions(workflowId: string): Promise<readonly Execution[]> {
		return (await this.api<{ data: Execution[] }>('GET', `/executions?workflowId=${workflowId}&includeData=true&limit=100`)).data;
	}

	/** Waits until a workflow has been started by its trigger, and for the end of that execution. */
	async triggered(workflowId: string): Promise<Execution> {
		const started = await until(`workflow ${workflowId} is started by its trigger`, async () => (await this.executions(workflowId)).find(({ mode }) => mode === 'trigger'));
		return await this.finished(started.id);
	}
}

/** The `json` of the items that a node put out there; empty for a node that did not run. */
export const itemsOf = (execution: Execution, node: string, output = 0): readonly Readonly<Record<string, unknown>>[] =>
	(execution.data.resultData.runData[node] ?? []).flatMap((run) => run.data?.main?.[output] ?? []).map(({ json }) => json);

const waitMs = 180_000;

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
	for (const end = Date.now() + waitMs; Date.now() < end; await wait(300)) {
		const found = await look();
		if (found !== undefined) return found;
	}
	throw new Error(`Waited ${waitMs / 1000} seconds in vain until ${what}`);
}

async function send<T>(url: string, method: string, headers: Record<string, string>, body?: unknown): Promise<T> {
	const answer = await fetch(url, {
		method,
		headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const text = await answer.text();
	if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname} answered HTTP ${answer.status}: ${text.slice(0, 300)}`);
	const json = JSON.parse(text) as unknown;
	return (new URL(url).pathname.startsWith('/rest/') ? (json as { data: unknown }).data : json) as T;
}
