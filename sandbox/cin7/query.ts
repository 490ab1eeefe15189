import { reject } from './rejection';
import type { Json } from './rendering';
import type { Cin7Switches } from './switches';

/** The query of a request: keys without regard to case, unknown ones never looked at (M6). */
export class Query {
	/** Keys in lower case. */
	readonly values: ReadonlyMap<string, string>;

	constructor(parameters: URLSearchParams) {
		this.values = new Map([...parameters].map(([key, value]) => [key.toLowerCase(), value]));
	}

	/** Undefined when absent or empty, as the vendor's page addresses do with `&Name=&Sku=`. */
	text(name: string): string | undefined {
		const value = this.values.get(name.toLowerCase());
		return value === '' ? undefined : value;
	}

	required(name: string): string {
		return this.text(name) ?? reject(`Required parameter '${name}' is missing or empty`);
	}

	boolean(name: string): boolean | undefined {
		const value = this.text(name);
		if (value === undefined) return undefined;
		if (/^(true|1)$/i.test(value)) return true;
		return /^(false|0)$/i.test(value) ? false : reject(`'${name}' has wrong format: a Boolean is expected`);
	}

	/** Milliseconds since 1970 of an ISO 8601 date; UTC where it names no zone. */
	instant(name: string): number | undefined {
		const value = this.text(name);
		if (value === undefined) return undefined;
		const zoned = /T.*(Z|[+-]\d{2}:\d{2})$/.test(value) || !value.includes('T') ? value : `${value}Z`;
		const milliseconds = Date.parse(zoned);
		return Number.isNaN(milliseconds) ? reject(`'${name}' has wrong format: a DateTime in ISO 8601 is expected`) : milliseconds;
	}
}

function pageNumber(query: Query, name: 'Page' | 'Limit', fallback: number, maximum: number, switches: Cin7Switches): number {
	const value = query.text(name);
	if (value === undefined) return fallback;
	const parsed = Number(value);
	if (Number.isInteger(parsed) && parsed >= 1 && parsed <= maximum) return parsed;
	if (switches.pageOutOfRange === 'refused' || !Number.isFinite(parsed)) return reject(`'${name}' must be between 1 and ${maximum}`);
	return Math.min(maximum, Math.max(1, Math.trunc(parsed)));
}

/** M7: a page of a list in the usual envelope, {Total, Page, <key>: [...]}. 100 rows by default, 1,000 at most. */
export function envelope<T>(key: string, rows: readonly T[], query: Query, switches: Cin7Switches, render: (row: T) => unknown): Json {
	const page = pageNumber(query, 'Page', 1, Number.MAX_SAFE_INTEGER, switches);
	const limit = pageNumber(query, 'Limit', 100, 1000, switches);
	return { Total: rows.length, Page: page, [key]: rows.slice((page - 1) * limit, page * limit).map(render) };
}

/** The envelope of a write's answer. */
export const single = (key: string, row: unknown): Json => ({ Total: 1, Page: 1, [key]: [row] });

export const startsWith = (text: string, prefix: string): boolean => text.toLowerCase().startsWith(prefix.toLowerCase());
export const contains = (text: string, part: string): boolean => text.toLowerCase().includes(part.toLowerCase());
