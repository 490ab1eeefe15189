import type { Day } from '../../../src/domain/calendar';
import { fortnightStoreNames, fortnightStores } from './stores';

// By the system's own tables of zones, not by the product's calendar, so that the two cannot be wrong together.

const LENGTH = 14;
/** Whole days between the fortnight and the day on which the demo is played. */
const REST = 3;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * The last fortnight that contains a change of the clocks in Toronto or London, ends at least three days before the given
 * day, and so lies wholly in the past of whoever plays it then. Ascending.
 */
export function fortnightWithClockChange(before: Day): readonly Day[] {
	let last = dayPlus(before, -REST);
	for (let tries = 0; tries < 400; tries++, last = dayPlus(last, -1)) {
		const days = fortnightFrom(dayPlus(last, 1 - LENGTH));
		if (days.some((day) => fortnightStoreNames.some((store) => changesClock(day, fortnightStores[store].zone)))) return days;
	}
	throw new RangeError(`No clock change within a year before ${before}`);
}

/** Fourteen days from the first. */
export const fortnightFrom = (firstDay: Day): readonly Day[] => Array.from({ length: LENGTH }, (_, index) => dayPlus(firstDay, index));

export const dayPlus = (day: Day, days: number): Day => isoDay(wall(day, '00:00') + days * DAY_MS);

/** True for a day of 23 or 25 hours. */
export const changesClock = (day: Day, zone: string): boolean => midnight(dayPlus(day, 1), zone) - midnight(day, zone) !== DAY_MS;

/** The instant of a wall clock's time, such as '14:05' or '23:59:59.999', in a zone: the first one where there are two. ISO 8601, UTC. */
export const at = (day: Day, clock: string, zone: string): string => new Date(instantOf(wall(day, clock), zone)).toISOString();

/** The day that the wall clock of a zone shows. */
export function localDay(time: number, zone: string): Day {
	return isoDay(time + offset(time, zone));
}

/**
 * Instants around a change of the clock on that day: half an hour before and after it where an hour comes twice, the last
 * millisecond before and the first after it where one is left out. None on any other day.
 */
export function oddHour(day: Day, zone: string): readonly string[] {
	if (!changesClock(day, zone)) return [];
	const start = midnight(day, zone);
	let change = start;
	while (offset(change, zone) === offset(start, zone)) change += MINUTE_MS;
	const comesTwice = offset(change, zone) < offset(start, zone);
	const around = comesTwice ? [change - 30 * MINUTE_MS, change + 30 * MINUTE_MS] : [change - 1, change];
	return around.map((time) => new Date(time).toISOString());
}

const midnight = (day: Day, zone: string): number => instantOf(wall(day, '00:00'), zone);

/** What the clock shows, as if it stood in Greenwich. Milliseconds since 1970. */
function wall(day: Day, clock: string): number {
	const time = Date.parse(`${day}T${clock}Z`);
	if (Number.isNaN(time)) throw new RangeError(`${day} ${clock} is no time such as 2026-11-02 14:05`);
	return time;
}

const isoDay = (time: number): Day => new Date(time).toISOString().slice(0, 10);

/** Of the two guesses, the earlier one that shows this time. */
function instantOf(shown: number, zone: string): number {
	const guesses = [shown - DAY_MS, shown + DAY_MS].map((near) => shown - offset(near, zone));
	const right = guesses.filter((time) => time + offset(time, zone) === shown);
	if (right.length === 0) throw new RangeError(`The clocks of ${zone} leave out ${new Date(shown).toISOString()}`);
	return Math.min(...right);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** How far the zone's clock is ahead of Greenwich at an instant, in milliseconds. */
function offset(time: number, zone: string): number {
	const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
	clocks.set(zone, clock);
	const name = clock.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';
	const [, sign, hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d+):(\d+))?$/.exec(name) ?? [];
	return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}
