import { accessDenied, invalidInput } from './answers';
import type { MarketplaceEntry } from './marketplaceEntries';
import type { SellerWorld } from './sellerWorld';

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

export function pageSizeOf(query: URLSearchParams, { name, most, usual }: { readonly name: string; readonly most: number; readonly usual: number }): number {
	const text = query.get(name);
	if (text === null) return usual;
	const size = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	if (!(size >= 1 && size <= most)) throw invalidInput(`${name} must be between 1 and ${most}.`);
	return size;
}

/** A parameter that must be one of a few words. */
export function wordOf<T extends string>(query: URLSearchParams, name: string, allowed: readonly T[]): T | undefined {
	const text = query.get(name);
	if (text === null) return undefined;
	const word = allowed.find((candidate) => candidate === text);
	if (word === undefined) throw invalidInput(`${name} has the invalid value '${text}'.`);
	return word;
}

/** Everything of a request that a page token belongs to. */
export function fingerprintOf(account: SellerWorld, query: URLSearchParams, tokenName: string): string {
	const rest = [...query].filter(([name]) => name !== tokenName).sort(([a], [b]) => (a < b ? -1 : 1));
	return JSON.stringify([account.accountKey, rest]);
}

/** The required marketplaceIds, all of them the seller's. */
export function marketplacesOf(account: SellerWorld, query: URLSearchParams, most: number): readonly MarketplaceEntry[] {
	const ids = listOf(query, 'marketplaceIds');
	if (ids === undefined) throw invalidInput('marketplaceIds is required.');
	if (ids.length > most) throw invalidInput(`marketplaceIds has more than ${most} items.`);
	return [...new Set(ids)].map((id) => openMarketplace(account, id));
}

/** Throws 403 for a marketplace where the seller does not sell, and for an entry that is no Amazon store. */
export function openMarketplace(account: SellerWorld, id: string): MarketplaceEntry {
	const entry = account.marketplaces.get(id);
	if (entry === undefined || !entry.isAmazon || !entry.participating) throw accessDenied();
	return entry;
}
