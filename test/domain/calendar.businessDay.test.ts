import fc from 'fast-check';
import { businessDayEnd, businessDayOf, dayOf, formatDay, nextDay, previousDay } from '../../src/domain/calendar';

const iso = (time: number): string => new Date(time).toISOString();

describe('S24: the business day', () => {
	test.each([
		['00:00', '2026-03-10T03:59:59.999Z', '2026-03-09'],
		['00:00', '2026-03-10T04:00:00.000Z', '2026-03-10'],
		['18:00', '2026-03-10T21:59:59.999Z', '2026-03-10'],
		['18:00', '2026-03-10T22:00:00.000Z', '2026-03-11'],
		['18:00', '2026-03-11T21:59:59.999Z', '2026-03-11'],
		['00:01', '2026-03-10T04:00:59.999Z', '2026-03-10'],
		['23:59', '2026-03-11T03:59:00.000Z', '2026-03-11'],
	])('that closes at %s has %s in New York on %s', (close, instant, day) => {
		expect(businessDayOf(instant, 'America/New_York', close)).toBe(day);
	});

	test.each([
		['a day of 23 hours', 'America/Toronto', '00:00', '2026-03-08', 23],
		['a day of 25 hours', 'America/Toronto', '00:00', '2026-11-01', 25],
		['a day of 23 hours that closes in the evening', 'Europe/Berlin', '18:00', '2026-03-29', 23],
		['a day of 25 hours that closes in the evening', 'Europe/Berlin', '18:00', '2026-10-25', 25],
		['a day of 23 and a half hours', 'Australia/Lord_Howe', '00:00', '2026-10-04', 23.5],
		['a day of 24 and a half hours', 'Australia/Lord_Howe', '00:00', '2026-04-05', 24.5],
		['a day without a change of the clocks', 'Asia/Kolkata', '18:00', '2026-03-29', 24],
		['a date that the country left out', 'Pacific/Apia', '00:00', '2011-12-30', 0],
	])('is %s: %s, closing at %s on %s', (_what, zone, close, day, hours) => {
		expect((businessDayEnd(day, zone, close) - businessDayEnd(previousDay(day), zone, close)) / 3_600_000).toBe(hours);
	});

	test.each([
		['is skipped ends at the change of the clocks', 'America/Toronto', '02:30', '2026-03-08', '2026-03-08T07:00:00.000Z'],
		['is skipped by half an hour ends at the change', 'Australia/Lord_Howe', '02:15', '2026-10-04', '2026-10-03T15:30:00.000Z'],
		['is skipped at midnight ends at the change', 'America/Santiago', '00:00', '2025-09-06', '2025-09-07T04:00:00.000Z'],
		['comes twice ends at the first', 'America/Toronto', '01:30', '2026-11-01', '2026-11-01T05:30:00.000Z'],
		['comes twice at midnight ends at the first', 'America/Havana', '00:00', '2025-11-01', '2025-11-02T04:00:00.000Z'],
		['comes at the very change ends at the change', 'Europe/Berlin', '02:00', '2026-03-29', '2026-03-29T01:00:00.000Z'],
	])('whose close %s: %s, %s on %s', (_what, zone, close, day, end) => {
		expect(iso(businessDayEnd(day, zone, close))).toBe(end);
		expect(businessDayOf(iso(Date.parse(end) - 1), zone, close)).toBe(day);
		expect(businessDayOf(end, zone, close)).toBe(nextDay(day));
	});

	test('of an unknown zone or an unreadable instant throws', () => {
		expect(() => businessDayOf('2026-03-10T00:00:00Z', 'Mars/Olympus', '18:00')).toThrow(RangeError);
		expect(() => businessDayOf('yesterday', 'UTC', '18:00')).toThrow(RangeError);
		expect(() => businessDayEnd('2026-03-10', 'Mars/Olympus', '18:00')).toThrow(RangeError);
	});
});

describe('properties of business days', () => {
	const changes: readonly (readonly [string, string])[] = [
		['America/Toronto', '2026-03-08T07:00:00Z'], ['America/Toronto', '2026-11-01T06:00:00Z'],
		['Australia/Lord_Howe', '2026-10-03T15:30:00Z'], ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
		['Europe/London', '2026-03-29T01:00:00Z'], ['Asia/Kolkata', '2026-03-29T00:00:00Z'],
		['America/Havana', '2025-11-02T05:00:00Z'], ['America/Santiago', '2025-09-07T04:00:00Z'],
		['Pacific/Apia', '2011-12-30T10:00:00Z'], ['America/Los_Angeles', '2026-12-31T08:00:00Z'],
	];
	const two = (value: number): string => String(value).padStart(2, '0');
	const closes = fc.oneof(fc.constantFrom('00:00', '18:00', '02:30', '01:30', '23:59'), fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${two(hour)}:${two(minute)}`));
	const offsets = fc.integer({ min: -3 * 86_400_000, max: 3 * 86_400_000 });

	test('S24: every instant is of exactly one day: the one between whose two ends it is, whatever was asked before', () => {
		fc.assert(fc.property(fc.constantFrom(...changes), closes, fc.array(offsets, { minLength: 1, maxLength: 4 }), ([zone, change], close, all) => {
			for (const offset of all) {
				const time = Date.parse(change) + offset;
				const day = businessDayOf(iso(time), zone, close);
				const holds = (candidate: string): boolean => businessDayEnd(previousDay(candidate), zone, close) <= time && time < businessDayEnd(candidate, zone, close);
				const around = [previousDay(previousDay(day)), previousDay(day), day, nextDay(day), nextDay(nextDay(day))];
				expect(around.filter(holds)).toEqual([day]);
			}
		}), { numRuns: 1000 });
	});

	test('S24: a day that closes at 00:00 is the calendar day', () => {
		fc.assert(fc.property(fc.constantFrom(...changes), offsets, ([zone, change], offset) => {
			const instant = iso(Date.parse(change) + offset);
			expect(businessDayOf(instant, zone, '00:00')).toBe(dayOf(instant, zone));
		}), { numRuns: 1000 });
	});
});

test.each([
	['dd/MM/yyyy', '28/05/2020'],
	['MM/dd/yyyy', '05/28/2020'],
	['dd.MM.yyyy', '28.05.2020'],
	['yyyy-MM-dd', '2020-05-28'],
] as const)('S145: a day written as %s is %s', (dateFormat, text) => {
	expect(formatDay('2020-05-28', dateFormat)).toBe(text);
});
