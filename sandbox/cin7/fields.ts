import { absolute, compare, equals, fromJsonNumber, isAmount, isNegative, round, type Amount } from '../../src/domain/money';
import type { Cin7Date } from './model';
import { reject } from './rejection';

/**
 * The fields of a request body, read as tolerantly as the reference's own examples need: booleans and numbers may come
 * as strings. Every reader refuses with 400 and names the field.
 */
export class Fields {
	private readonly values: ReadonlyMap<string, unknown>;

	constructor(body: unknown) {
		if (body === null || typeof body !== 'object' || Array.isArray(body)) reject('Request body has wrong format: an object is expected');
		this.values = new Map(Object.entries(body as object));
	}

	/** True when the body has the key with something other than null. */
	has(name: string): boolean {
		return this.values.has(name) && this.values.get(name) !== null;
	}

	/** True when the body has the key with an empty text, which clears a field where an absent key leaves it (R6). */
	clears(name: string): boolean {
		return this.values.get(name) === '';
	}

	/** Undefined when absent, null or empty. */
	optionalText(name: string, maximum = 256): string | undefined {
		const value = this.values.get(name);
		if (value === undefined || value === null || value === '') return undefined;
		if (typeof value !== 'string' && typeof value !== 'number') return reject(`'${name}' has wrong format`);
		if (String(value).length > maximum) return reject(`'${name}' is too long, maximum length is ${maximum}`);
		return String(value);
	}

	text(name: string, maximum = 256): string {
		return this.optionalText(name, maximum) ?? reject(`Required parameter '${name}' is missing or empty`);
	}

	boolean(name: string): boolean | undefined {
		const value = this.values.get(name);
		if (value === undefined || value === null) return undefined;
		if (typeof value === 'boolean') return value;
		if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true';
		return reject(`'${name}' has wrong format: a Boolean is expected`);
	}

	/** Exact. `excess` says what happens to more than that many decimals. */
	amount(name: string, decimals: number, excess: 'refused' | 'rounded'): Amount | undefined {
		const value = this.values.get(name);
		if (value === undefined || value === null || value === '') return undefined;
		const exact = typeof value === 'number' && Number.isFinite(value) ? fromJsonNumber(value) : value;
		if (!isAmount(exact)) return reject(`'${name}' has wrong format: a Decimal is expected`);
		const rounded = round(exact, decimals);
		if (!equals(rounded, exact) && excess === 'refused') return reject(`'${name}' has more than ${decimals} decimal places`);
		return rounded;
	}

	positive(name: string, decimals: number, excess: 'refused' | 'rounded'): Amount | undefined {
		const value = this.amount(name, decimals, excess);
		if (value !== undefined && (isNegative(value) || compare(absolute(value), '0') === 0)) return reject(`'${name}' must be greater than 0`);
		return value;
	}

	/** A calendar day, as the API writes one: 2026-03-01T00:00:00. */
	day(name: string): Cin7Date | undefined {
		const value = this.optionalText(name);
		if (value === undefined) return undefined;
		const parts = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(value);
		if (!parts || Number.isNaN(Date.parse(parts[1]))) return reject(`'${name}' has wrong format: a DateTime in ISO 8601 is expected`);
		return `${parts[1]}T00:00:00`;
	}

	/** Undefined when the key is absent or null, which is not the same as an empty list. */
	rows(name: string): Fields[] | undefined {
		const value = this.values.get(name);
		if (value === undefined || value === null) return undefined;
		if (!Array.isArray(value)) return reject(`'${name}' has wrong format: an array is expected`);
		return value.map((row) => new Fields(row));
	}

	/** The body's own keys. */
	keys(): string[] {
		return [...this.values.keys()];
	}

	object(name: string): Fields | undefined {
		const value = this.values.get(name);
		return value === undefined || value === null ? undefined : new Fields(value);
	}
}
