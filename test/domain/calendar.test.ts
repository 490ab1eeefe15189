import fc from 'fast-check';
import { dayOf, dueDate, isTimeZone } from '../../src/domain/calendar';

test.each([
	['2026-03-09T03:59:59.999Z', 'America/New_York', '2026-03-08'],
	['2026-03-09T04:00:00.000Z', 'America/New_York', '2026-03-09'],
	['2026-10-25T22:59:59.999Z', 'Europe/Berlin', '2026-10-25'],
	['2026-10-25T23:00:00.000Z', 'Europe/Berlin', '2026-10-26'],
	['2026-01-01T14:59:59Z', 'Asia/Tokyo', '2026-01-01'],
	['2026-01-01T15:00:00Z', 'Asia/Tokyo', '2026-01-02'],
])('%s is in %s on %s', (instant, zone, day) => {
	expect(dayOf(instant, zone)).toBe(day);
});

test('an unknown zone or an unreadable time throws', () => {
	expect(() => dayOf('2026-03-09T04:00:00Z', 'Mars/Olympus')).toThrow(RangeError);
	expect(() => dayOf('yesterday', 'UTC')).toThrow(RangeError);
	expect(isTimeZone('Europe/Berlin')).toBe(true);
	expect(isTimeZone('Mars/Olympus')).toBe(false);
});

test.each([
	['2026-01-31', 30, 'number of days', '2026-03-02'],
	['2026-01-15', 10, 'day of next month', '2026-02-10'],
	['2026-01-15', 31, 'day of next month', '2026-02-28'],
	['2026-01-15', 0, 'last day of next month', '2026-02-28'],
	['2026-01-15', 14, 'days since the end of the month', '2026-02-14'],
	['2026-01-15', 5, 'something new', '2026-01-20'],
])('S136: an invoice of %s is due by the term %d %s on %s', (day, duration, method, due) => {
	expect(dueDate(day, { duration, method })).toBe(due);
});

test('N40: the day of an instant does not depend on what was asked before, in zones that change their clocks at midnight, by half an hour or by a whole day', () => {
	// Havana goes back to 0:00 at 1:00, Santiago and Cairo skip 0:00, Lord Howe shifts by 30 minutes, Apia left out 30 December 2011.
	const changes: readonly (readonly [string, string])[] = [
		['America/Havana', '2025-11-02T05:00:00Z'], ['America/Havana', '2025-03-09T05:00:00Z'],
		['America/Santiago', '2025-09-07T04:00:00Z'], ['America/Santiago', '2025-04-06T03:00:00Z'],
		['Africa/Cairo', '2025-04-24T22:00:00Z'], ['Africa/Cairo', '2025-10-30T21:00:00Z'],
		['Australia/Lord_Howe', '2025-10-04T15:30:00Z'], ['Australia/Lord_Howe', '2025-04-05T15:00:00Z'],
		['Pacific/Apia', '2011-12-30T10:00:00Z'], ['America/Los_Angeles', '2026-03-08T10:00:00Z'], ['Asia/Tokyo', '2026-03-08T15:00:00Z'],
	];
	const formats = new Map(changes.map(([zone]) => [zone, new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })]));
	const minutes = fc.array(fc.integer({ min: -3000, max: 3000 }), { minLength: 2, maxLength: 12 });
	fc.assert(fc.property(fc.constantFrom(...changes), minutes, ([zone, change], offsets) => {
		for (const offset of offsets) {
			const time = Date.parse(change) + offset * 60_000;
			expect([zone, new Date(time).toISOString(), dayOf(new Date(time).toISOString(), zone)]).toEqual([zone, new Date(time).toISOString(), formats.get(zone)?.format(time)]);
		}
	}), { numRuns: 3000 });
});
