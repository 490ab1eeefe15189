import { DateTime } from 'luxon';

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
