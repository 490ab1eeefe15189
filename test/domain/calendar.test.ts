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
