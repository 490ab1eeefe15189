import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { printedAnswer } from './cin7Blueprint';

const folder = path.resolve(__dirname, '..', '..', '..', 'shared', 'contracts', 'cin7');

/** False where the vendor's published reference is not at hand; its tests are skipped then. */
export const cin7ContractsAvailable = existsSync(path.join(folder, 'openapi.yaml')) && existsSync(path.join(folder, 'dearinventory.apib'));

/** `describe` where the published reference is at hand, `describe.skip` with the reason in the title elsewhere. */
export const describeWithCin7Contracts = (title: string, body: () => void): void => {
	if (cin7ContractsAvailable) describe(title, body);
	else describe.skip(`${title} (skipped: the published Cin7 Core reference is not beside the project)`, body);
};

/** Examples that the reference itself gets wrong, with the reason. They are never compared with. */
export const knownBadExamples: ReadonlyMap<string, string> = new Map([
	['POST /sale/creditnote', 'a key without quotes, and Box where the table says Boxes'],
	['POST /sale/fulfilment/ship', 'writes Box where the table and the GET example read Boxes'],
	['PUT /sale/fulfilment/ship', 'writes Box where the table and the GET example read Boxes'],
]);

/** Printed with a comma that ends a list, so that the converted reference lacks them; they are read from the printed one. */
const printedOnly: ReadonlySet<string> = new Set(['GET /sale/creditnote']);

interface PublishedOperation {
	readonly responses?: Record<string, { content?: Record<string, { examples?: Record<string, { value?: unknown }> }> }>;
}

let published: ReadonlyMap<string, readonly unknown[]> | undefined;

function readExamples(): ReadonlyMap<string, readonly unknown[]> {
	if (published) return published;
	// A real boundary: the file is the vendor's, its structure is OpenAPI's.
	const document = parse(readFileSync(path.join(folder, 'openapi.yaml'), 'utf8'), { maxAliasCount: -1 }) as {
		paths: Record<string, Record<string, PublishedOperation>>;
	};
	const found = new Map<string, unknown[]>();
	for (const [template, operations] of Object.entries(document.paths)) {
		for (const [verb, operation] of Object.entries(operations)) {
			const key = `${verb.toUpperCase()} ${template.split('?')[0].trim()}`;
			const examples = operation.responses?.['200']?.content?.['application/json']?.examples ?? {};
			found.set(key, [...(found.get(key) ?? []), ...Object.values(examples).map((example) => example.value)]);
		}
	}
	published = found;
	return found;
}

/** The published answers of an operation such as 'GET /sale/order'. Throws when there is none, or it is known to be bad. */
export function publishedAnswers(operation: string): readonly unknown[] {
	const reason = knownBadExamples.get(operation);
	if (reason) throw new Error(`The published example of ${operation} is not to be used: ${reason}`);
	const answers = printedOnly.has(operation) ? [printedAnswer(operation)] : readExamples().get(operation) ?? [];
	if (answers.length === 0) throw new Error(`The published reference has no example answer for ${operation}`);
	return answers;
}

/** 'Lines[].Price' -> the JSON types seen there. A list of objects is one shape: the union of its elements. */
export type Shape = ReadonlyMap<string, ReadonlySet<string>>;

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}

/** Key paths of a JSON value with their JSON types, merged over the values. */
export function shapeOf(values: readonly unknown[]): Shape {
	const shape = new Map<string, Set<string>>();
	const visit = (value: unknown, at: string): void => {
		shape.set(at, (shape.get(at) ?? new Set<string>()).add(typeOf(value)));
		if (Array.isArray(value)) for (const element of value) visit(element, `${at}[]`);
		else if (value !== null && typeof value === 'object') {
			for (const [key, child] of Object.entries(value)) visit(child, at === '' ? key : `${at}.${key}`);
		}
	};
	for (const value of values) visit(value, '');
	return shape;
}

export interface ComparisonAllowances {
	/** Key paths that the answer may lack, with what lies under them. Give the reason beside them. */
	readonly absent?: readonly string[];
	/** Key paths that the answer may have beyond the examples: the field tables have them, the examples do not. */
	readonly additional?: readonly string[];
}

const covered = (key: string, list: readonly string[] = []): boolean =>
	list.some((entry) => key === entry || key.startsWith(`${entry}.`) || key.startsWith(`${entry}[]`));

/**
 * What an answer has that the published examples do not, what it lacks, and where the JSON types differ. null fits every
 * type; keys under a list that is empty in the answer, or under an object that is null there, are not missed.
 * An empty result means that the answer has the published form.
 */
export function compareWithPublished(operation: string, answer: unknown, allowances: ComparisonAllowances = {}): string[] {
	const expected = shapeOf(publishedAnswers(operation));
	const actual = shapeOf([answer]);
	const differences: string[] = [];
	for (const [key, types] of expected) {
		if (actual.has(key)) {
			const seen = [...(actual.get(key) ?? [])].filter((type) => type !== 'null');
			const known = [...types].filter((type) => type !== 'null');
			if (known.length > 0 && seen.some((type) => !known.includes(type))) differences.push(`${key}: ${seen.join('|')} instead of ${known.join('|')}`);
		} else if (!covered(key, allowances.absent) && parentHasContent(key, actual)) differences.push(`${key}: missing`);
	}
	for (const key of actual.keys()) {
		if (!expected.has(key) && !covered(key, allowances.additional) && !openBelow(key, expected)) differences.push(`${key}: not in the published example`);
	}
	return differences;
}

/** True when the answer shows an object (or a list element) in which the key could have stood. */
function parentHasContent(key: string, actual: Shape): boolean {
	if (key.endsWith('[]')) return false;
	const dot = key.lastIndexOf('.');
	return actual.get(dot < 0 ? '' : key.slice(0, dot))?.has('object') ?? false;
}

/** True when every published example shows only empty lists or null above the key: it says nothing about what stands there. */
function openBelow(key: string, expected: Shape): boolean {
	for (let at = key.length - 1; at > 0; at--) {
		const boundary = key.startsWith('[]', at) || key[at] === '.';
		if (!boundary) continue;
		const types = expected.get(key.slice(0, at));
		if (types) return types.has('array') ? !expected.has(`${key.slice(0, at)}[]`) : !types.has('object');
	}
	return false;
}
