import { DateTime, IANAZone } from 'luxon';

/** A calendar day without zone, yyyy-mm-dd. */
export type Day = string;

/** True for an IANA zone name that this system knows, such as 'Europe/Berlin'. */
export const isTimeZone = (zone: string): boolean => DateTime.local({ zone }).isValid;

interface KnownDay {
	readonly day: Day;
	/** Milliseconds since 1970: its first, and the first of the day after. */
	readonly from: number;
	readonly until: number;
}

// The day asked for last in each zone: orders come by their time, so most are of the same day as the one before.
const lastDays = new Map<string, KnownDay>();
// The same of business days, by zone and close.
const lastBusinessDays = new Map<string, KnownDay>();

/** The day on which an instant (ISO 8601, UTC) falls in a named zone; 23- and 25-hour days included. Throws on an unknown zone or an unreadable instant. */
export function dayOf(instant: string, zone: string): Day {
	const last = lastDays.get(zone);
	const time = last === undefined ? Number.NaN : millisecondsOf(instant);
	if (last !== undefined && time >= last.from && time < last.until) return last.day;
	const local = DateTime.fromISO(instant, { zone });
	const day = local.toISODate();
	if (day === null) throw new RangeError(`Not a time or not a time zone: '${instant}', '${zone}'`);
	lastDays.set(zone, { day, from: local.startOf('day').toMillis(), until: local.startOf('day').plus({ days: 1 }).startOf('day').toMillis() });
	return day;
}

/** Of an instant as `toISOString` writes it; NaN for any other text, which may be read in more than one way. */
const millisecondsOf = (instant: string): number => (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(instant) ? Date.parse(instant) : Number.NaN);

/** How a payment term counts; Cin7 Core's `Method` (API reference, Payment Terms). */
export interface Term {
	readonly duration: number;
	readonly method: string;
}

/**
 * Due date of an invoice (S136). A day that the month does not have becomes its last day. An unknown method counts as
 * number of days.
 */
export function dueDate(invoiceDay: Day, term: Term): Day {
	const invoice = DateTime.fromISO(invoiceDay, { zone: 'utc' });
	const nextMonth = (): DateTime => invoice.startOf('month').plus({ months: 1 });
	switch (term.method.toLowerCase()) {
		case 'day of next month':
			return isoDay(nextMonth().set({ day: Math.min(Math.max(term.duration, 1), nextMonth().daysInMonth ?? 28) }));
		case 'last day of next month':
			return isoDay(nextMonth().endOf('month'));
		case 'days since the end of the month':
			return isoDay(invoice.endOf('month').plus({ days: term.duration }));
		default:
			return isoDay(invoice.plus({ days: term.duration }));
	}
}

function isoDay(date: DateTime): Day {
	const day = date.toISODate();
	if (day === null) throw new RangeError('Not a calendar day');
	return day;
}

/** The calendar day after. */
export const nextDay = (day: Day): Day => isoDay(DateTime.fromISO(day, { zone: 'utc' }).plus({ days: 1 }));

/** The calendar day before. */
export const previousDay = (day: Day): Day => isoDay(DateTime.fromISO(day, { zone: 'utc' }).minus({ days: 1 }));

/** Ways to write a day, by the store's setting (S145). */
export type DateFormat = 'dd/MM/yyyy' | 'MM/dd/yyyy' | 'dd.MM.yyyy' | 'yyyy-MM-dd';

/** The day as people write it: '28/05/2020'. */
export function formatDay(day: Day, dateFormat: DateFormat): string {
	const [year = '', month = '', date = ''] = day.split('-');
	return dateFormat.replace('yyyy', year).replace('MM', month).replace('dd', date);
}

/**
 * The business day of an instant (ISO 8601): a day runs from the close of the day before, inclusive, to its own close,
 * exclusive (S24). Every instant is of exactly one day. With '00:00' it is the calendar day. Throws on an unknown zone
 * or an unreadable instant.
 */
export function businessDayOf(instant: string, zone: string, closeTime: string): Day {
	const key = `${zone} ${closeTime}`;
	const last = lastBusinessDays.get(key);
	const known = last === undefined ? Number.NaN : millisecondsOf(instant);
	if (last !== undefined && known >= last.from && known < last.until) return last.day;
	const local = DateTime.fromISO(instant, { zone });
	if (!local.isValid) throw new RangeError(`Not a time or not a time zone: '${instant}', '${zone}'`);
	const time = local.toMillis();
	let day = previousDay(isoDay(local));
	while (businessDayEnd(day, zone, closeTime) <= time) day = nextDay(day);
	lastBusinessDays.set(key, { day, from: businessDayEnd(previousDay(day), zone, closeTime), until: businessDayEnd(day, zone, closeTime) });
	return day;
}

/**
 * When a business day ends, in milliseconds since 1970: the first instant at which the zone's clocks show the close time
 * (HH:mm) of that date, or a later time; for '00:00' the beginning of the next calendar day. A close time that the clocks
 * skip is the instant of the change, and one that they show twice is the first of the two. Throws on an unknown zone.
 */
export function businessDayEnd(day: Day, zone: string, closeTime: string): number {
	const date = closeTime === '00:00' ? nextDay(day) : day;
	const shown = Date.parse(`${date}T${closeTime}:00.000Z`);
	const offsetAt = offsetsOf(zone);
	// A day to either side is beyond any offset and any change of the clocks that could matter.
	const before = shown - offsetAt(shown - DAY_MS);
	const after = shown - offsetAt(shown + DAY_MS);
	const showing = [before, after].filter((time) => time + offsetAt(time) === shown);
	return showing.length > 0 ? Math.min(...showing) : changeBetween(after, before, offsetAt);
}

const DAY_MS = 86_400_000;

/** Milliseconds by which a zone's clocks are ahead of UTC at an instant. */
function offsetsOf(zone: string): (time: number) => number {
	const known = IANAZone.create(zone);
	if (!known.isValid) throw new RangeError(`Not a time zone: '${zone}'`);
	return (time) => Math.round(known.offset(time) * 60_000);
}

/** The first instant of the new offset, where the clocks change once in (from, until]. */
function changeBetween(from: number, until: number, offsetAt: (time: number) => number): number {
	const offset = offsetAt(until);
	let [old, changed] = [from, until];
	while (changed - old > 1) {
		const middle = Math.floor((old + changed) / 2);
		if (offsetAt(middle) === offset) changed = middle;
		else old = middle;
	}
	return changed;
}
