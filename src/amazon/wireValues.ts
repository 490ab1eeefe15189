import { z } from 'zod';

/** Text that may be absent. In Amazon's answers absent, null and empty mean the same. */
export const text = z.string().nullish();
export const identifier = z.string().min(1);

// The zone is a must: a time without one would be read in this machine's zone.
export const instant = z.string().refine((value) => /T.+(Z|[+-]\d\d:?\d\d)$/.test(value) && !Number.isNaN(Date.parse(value)), 'not an instant');

export type Text = string | null | undefined;

export const present = (value: Text): string | undefined => (value === null || value === undefined || value.trim() === '' ? undefined : value);

/** One notation for all instants, so that they compare as text. */
export const instantOf = (value: Text): string | undefined => (value ? new Date(value).toISOString() : undefined);

export const distinct = (values: readonly Text[]): string[] => [...new Set(values.map(present).filter((value) => value !== undefined))];

/** Leaves out what is not there; undefined when nothing is. */
export function stated<T extends object>(fields: T): T | undefined {
	const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
	return entries.length === 0 ? undefined : (Object.fromEntries(entries) as T);
}
