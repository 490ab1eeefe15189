import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

const folder = resolve(__dirname, '../../../shared/contracts/amazon');

export const amazonModelsPresent = existsSync(join(folder, 'orders_2026-01-01.json'));

/** `describe` for tests that need Amazon's published models; skipped, with the reason in the title, where they are absent. */
export function describeWithAmazonModels(title: string, body: () => void): void {
	if (amazonModelsPresent) describe(title, body);
	// The body would load the models while jest collects tests, so it is not even entered.
	else describe.skip(`${title} (skipped: Amazon's published models are not beside the project)`, () => it('needs them', () => undefined));
}

type JsonObject = { [key: string]: unknown };

interface Parameter {
	readonly name: string;
	readonly in: 'query' | 'path' | 'header' | 'body';
	readonly required?: boolean;
	readonly type?: string;
	readonly format?: string;
	readonly enum?: readonly string[];
	readonly items?: JsonObject;
	readonly maxItems?: number;
	readonly minItems?: number;
	readonly maximum?: number;
	readonly minimum?: number;
	readonly schema?: JsonObject;
}

interface Response {
	readonly schema?: JsonObject;
	readonly headers?: JsonObject;
	readonly 'x-amzn-api-sandbox'?: { readonly static?: readonly StaticExample[] };
}

interface StaticExample {
	readonly request: { readonly parameters: { readonly [name: string]: { readonly value: unknown } } };
	readonly response: unknown;
}

interface Operation {
	readonly operationId: string;
	readonly parameters?: readonly Parameter[];
	readonly responses: { readonly [status: string]: Response };
}

interface Model {
	readonly definitions: JsonObject;
	readonly paths: { readonly [path: string]: { readonly [method: string]: Operation | readonly Parameter[] } };
}

/** A request and the answer that Amazon's static sandbox gives to it. Values of parameters as Amazon states them. */
export interface StaticPair {
	readonly operationId: string;
	readonly method: string;
	/** With {placeholders}. */
	readonly path: string;
	readonly status: number;
	readonly parameters: ReadonlyMap<string, unknown>;
	readonly response: unknown;
}

export interface ValidationOptions {
	/** Also refuse properties that the model does not name: for answers that we make ourselves. */
	readonly closed?: boolean;
}

/** One of Amazon's published Swagger 2.0 models, as a judge over requests and responses. */
export class AmazonModel {
	private readonly validators = new Map<string, ValidateFunction>();
	private readonly open: Ajv;
	private readonly closed: Ajv;
	private readonly found = new Map<string, { method: string; path: string; operation: Operation }>();

	private constructor(model: Model) {
		this.open = judge(model.definitions);
		this.closed = judge(close(model.definitions));
		for (const [path, methods] of Object.entries(model.paths)) {
			const shared = isParameters(methods['parameters']) ? methods['parameters'] : [];
			for (const [method, operation] of Object.entries(methods)) {
				if (isParameters(operation)) continue;
				this.found.set(operation.operationId, { method, path, operation: { ...operation, parameters: [...shared, ...(operation.parameters ?? [])] } });
			}
		}
	}

	/** @param file such as 'orders_2026-01-01.json' */
	static load(file: string): AmazonModel {
		return new AmazonModel(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Model);
	}

	operationIds(): readonly string[] {
		return [...this.found.keys()];
	}

	/** What is wrong with the body of an answer with that status; empty when nothing is. */
	responseErrors(operationId: string, status: number, body: unknown, options: ValidationOptions = {}): readonly string[] {
		const response = this.operation(operationId).responses[String(status)];
		if (response === undefined) return [`${operationId} has no response with status ${status}`];
		if (response.schema === undefined) return body === undefined || body === '' ? [] : [`${operationId} ${status} has no body`];
		return this.check(`${operationId} ${status}`, response.schema, body, options);
	}

	/** Names of the response headers that the model declares for that status. */
	responseHeaders(operationId: string, status: number): readonly string[] {
		return Object.keys(this.operation(operationId).responses[String(status)]?.headers ?? {});
	}

	/** What is wrong with a definition's value, such as 'Order'. */
	definitionErrors(definition: string, value: unknown, options: ValidationOptions = {}): readonly string[] {
		return this.check(`definition ${definition}`, { $ref: `#/definitions/${definition}` }, value, options);
	}

	/**
	 * What is wrong with the parameters of a request: unknown or missing names, types, formats, enums, numbers of items.
	 * Query values are the text of the query string, lists joined with commas.
	 */
	parameterErrors(operationId: string, request: { query?: Iterable<readonly [string, string]>; path?: Iterable<readonly [string, string]>; body?: unknown }): readonly string[] {
		const declared = this.operation(operationId).parameters ?? [];
		const given = { query: new Map(request.query ?? []), path: new Map(request.path ?? []) };
		const errors: string[] = [];
		for (const where of ['query', 'path'] as const) {
			for (const name of given[where].keys()) {
				if (!declared.some((parameter) => parameter.in === where && parameter.name === name)) errors.push(`${where} parameter ${name} is unknown`);
			}
		}
		for (const parameter of declared) {
			if (parameter.in === 'body') {
				if (parameter.required && request.body === undefined) errors.push('the body is missing');
				if (parameter.schema && request.body !== undefined) errors.push(...this.check(`${operationId} body`, parameter.schema, request.body, {}));
				continue;
			}
			if (parameter.in === 'header') continue;
			const text = given[parameter.in].get(parameter.name);
			if (text !== undefined) errors.push(...this.check(`${operationId} ${parameter.name}`, schemaOf(parameter), valueOf(parameter, text), {}));
			else if (parameter.required) errors.push(`${parameter.in} parameter ${parameter.name} is missing`);
		}
		return errors;
	}

	staticPairs(operationId: string): readonly StaticPair[] {
		const { method, path, operation } = this.entry(operationId);
		return Object.entries(operation.responses).flatMap(([status, response]) =>
			(response['x-amzn-api-sandbox']?.static ?? []).map((example) => ({
				operationId,
				method,
				path,
				status: Number(status),
				parameters: new Map(Object.entries(example.request.parameters).map(([name, { value }]) => [name, value])),
				response: example.response,
			})),
		);
	}

	private entry(operationId: string): { method: string; path: string; operation: Operation } {
		const entry = this.found.get(operationId);
		if (entry === undefined) throw new Error(`The model has no operation ${operationId}`);
		return entry;
	}

	private operation(operationId: string): Operation {
		return this.entry(operationId).operation;
	}

	private check(key: string, schema: JsonObject, value: unknown, { closed = false }: ValidationOptions): readonly string[] {
		const cacheKey = `${key} ${closed}`;
		let validate = this.validators.get(cacheKey);
		if (validate === undefined) {
			validate = (closed ? this.closed : this.open).compile(rebase(schema));
			this.validators.set(cacheKey, validate);
		}
		return validate(value) ? [] : (validate.errors ?? []).map((error) => `${key}: ${describeError(error)}`);
	}
}

const describeError = (error: ErrorObject): string => `${error.instancePath || '(root)'} ${error.message ?? ''} ${JSON.stringify(error.params)}`;

const isParameters = (value: Operation | readonly Parameter[] | undefined): value is readonly Parameter[] => Array.isArray(value);

function judge(definitions: JsonObject): Ajv {
	const ajv = new Ajv({ strict: false, allErrors: true });
	addFormats(ajv);
	ajv.addSchema({ $id: 'model', definitions });
	return ajv;
}

/** The same schema with its references pointing into the model's definitions. */
function rebase(schema: JsonObject): JsonObject {
	return JSON.parse(JSON.stringify(schema).replaceAll('"#/definitions/', '"model#/definitions/')) as JsonObject;
}

function close(definitions: JsonObject): JsonObject {
	return JSON.parse(JSON.stringify(definitions), (_key, value: unknown) => {
		if (typeof value !== 'object' || value === null || !('properties' in value) || !('type' in value) || value.type !== 'object') return value;
		return 'additionalProperties' in value ? value : { ...value, additionalProperties: false };
	}) as JsonObject;
}

function schemaOf({ type, format, enum: values, items, maxItems, minItems, maximum, minimum }: Parameter): JsonObject {
	return JSON.parse(JSON.stringify({ type, format, enum: values, items, maxItems, minItems, maximum, minimum })) as JsonObject;
}

function valueOf(parameter: Parameter, text: string): unknown {
	if (parameter.type === 'array') return text.split(',');
	if (parameter.type === 'integer' || parameter.type === 'number') return text.trim() === '' ? text : Number(text);
	if (parameter.type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
	return text;
}
