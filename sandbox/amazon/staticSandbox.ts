import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { join, resolve } from 'node:path';
import { type Answer, empty, notFound } from './answers';
import type { Json, JsonObject } from './json';

const models = ['orders_2026-01-01.json', 'sellers.json', 'listingsItems_2021-08-01.json', 'catalogItems_2022-04-01.json', 'reports_2021-06-30.json', 'finances_2024-06-19.json'];

interface Pair {
	readonly operation: string;
	readonly status: number;
	readonly parameters: readonly (readonly [name: string, value: string])[];
	/** The body that the request must have. */
	readonly body: Json | undefined;
	readonly response: Json | undefined;
}

interface PublishedModel {
	readonly paths: { readonly [path: string]: { readonly [method: string]: PublishedOperation } };
}

interface PublishedOperation {
	readonly operationId?: string;
	readonly responses?: { readonly [status: string]: { readonly 'x-amzn-api-sandbox'?: { readonly static?: readonly PublishedPair[] } } };
}

interface PublishedPair {
	readonly request: { readonly parameters: { readonly [name: string]: { readonly value?: Json } } };
	readonly response?: JsonObject;
}

export const publishedModels = resolve(__dirname, '../../../shared/contracts/amazon');

/** Amazon's static sandbox: a request whose parameters contain all those of a published pair gets that pair's answer. */
export class StaticSandbox {
	private pairs: readonly Pair[] | undefined;

	constructor(private readonly folder: string = publishedModels) {}

	answer(operation: string, pathValues: ReadonlyMap<string, string>, query: URLSearchParams, body: Buffer): Answer {
		const given = new Map([...query, ...pathValues]);
		// The pair that says most about the request is the one that is meant.
		const [best] = this.load()
			.filter((pair) => pair.operation === operation && pair.parameters.every(([name, value]) => given.get(name) === value) && isBody(body, pair.body))
			.sort((a, b) => b.parameters.length - a.parameters.length);
		if (best === undefined) throw notFound('The static sandbox has no answer for this request.');
		return best.response === undefined ? empty(best.status) : { status: best.status, body: best.response };
	}

	private load(): readonly Pair[] {
		this.pairs ??= models
			.map((file) => join(this.folder, file))
			.filter((file) => existsSync(file))
			.flatMap((file) => pairsOf(JSON.parse(readFileSync(file, 'utf8')) as PublishedModel));
		return this.pairs;
	}
}

function pairsOf(model: PublishedModel): Pair[] {
	return Object.values(model.paths)
		.flatMap((methods) => Object.values(methods))
		.flatMap(({ operationId = '', responses = {} }) =>
			Object.entries(responses).flatMap(([status, response]) =>
				(response['x-amzn-api-sandbox']?.static ?? []).map((pair) => ({
					operation: operationId,
					status: Number(status),
					parameters: Object.entries(pair.request.parameters).flatMap(([name, { value }]) => (name === 'body' || value === undefined ? [] : [[name, Array.isArray(value) ? value.join() : String(value)] as const])),
					body: pair.request.parameters['body']?.value,
					response: pair.response,
				})),
			),
		);
}

const isBody = (given: Buffer, wanted: Json | undefined): boolean => {
	if (wanted === undefined) return true;
	try {
		return isDeepStrictEqual(JSON.parse(given.toString('utf8')), wanted);
	} catch {
		return false;
	}
};
