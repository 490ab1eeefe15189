import type { Day } from '../../../src/domain/calendar';
import { type YearStore, yearStores } from './stores';

// By the system's own tables of zones, not by the product's calendar, so that the two cannot be wrong together.

/** Fortnights of a year. */
export const settlementsAYear = 26;
const DAY_MS = 24 * 3_600_000;
const FORTNIGHT_MS = 14 * DAY_MS;
/** The last deposit, two days after the last end, is in the past of whoever plays it. */
const REST = 4;

/** How many settlements each store has, and the day before the demo is played. */
export interface YearLength {
	readonly lastDay: Day;
	readonly count: number;
}

/** When a settlement of the store begins and ends. ISO 8601, UTC. */
export function periodOf(store: YearStore, index: number, { lastDay, count }: YearLength): { readonly start: string; readonly end: string } {
	const last = Date.parse(`${lastDay}T${yearStores[store].closes}Z`) - REST * DAY_MS;
	const end = last - (count - 1 - index) * FORTNIGHT_MS;
	return { start: new Date(end - FORTNIGHT_MS).toISOString(), end: new Date(end).toISOString() };
}

/** '2026-06' in the store's zone. */
export const localMonth = (time: string, store: YearStore): string => localDay(time, store).slice(0, 7);

/** '2026-06-11' in the store's zone. */
export const localDay = (time: string, store: YearStore): Day =>
	new Intl.DateTimeFormat('sv-SE', { timeZone: yearStores[store].zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(time));
