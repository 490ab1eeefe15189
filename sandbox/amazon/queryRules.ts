import { invalidInput } from './answers';

const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

export function refuseUnknown(query: URLSearchParams, known: readonly string[]): void {
	const seen = new Set<string>();
	for (const name of query.keys()) {
		if (!known.includes(name)) throw invalidInput(`Invalid query parameter: ${name}.`);
		// Lists are joined with commas (Swagger 2.0, the default collectionFormat); a name stands once.
		if (seen.has(name)) throw invalidInput(`The parameter ${name} was provided more than once.`);
		seen.add(name);
	}
}

/** Milliseconds since 1970 of an ISO 8601 time with its zone. */
export function instantOf(query: URLSearchParams, name: string): number | undefined {
	const text = query.get(name);
	if (text === null) return undefined;
	const time = ISO_INSTANT.test(text) ? Date.parse(text) : Number.NaN;
	if (Number.isNaN(time)) throw invalidInput(`${name} is not a time in ISO 8601 format.`);
	return time;
}

export function listOf(query: URLSearchParams, name: string): readonly string[] | undefined;
export function listOf<T extends string>(query: URLSearchParams, name: string, allowed: readonly T[]): readonly T[] | undefined;
export function listOf(query: URLSearchParams, name: string, allowed?: readonly string[]): readonly string[] | undefined {
	const text = query.get(name);
	if (text === null) return undefined;
	const values = text.split(',');
	const wrong = values.find((value) => value === '' || (allowed !== undefined && !allowed.includes(value)));
	if (wrong !== undefined) throw invalidInput(`${name} has the invalid value '${wrong}'.`);
	return values;
}

export function pageSizeOf(query: URLSearchParams): number {
	const text = query.get('maxResultsPerPage');
	if (text === null) return 100;
	const size = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	if (!(size >= 1 && size <= 100)) throw invalidInput('maxResultsPerPage must be between 1 and 100.');
	return size;
}
