import { retryAfterMs } from '../../src/cin7/retryAfter';

const now = Date.parse('2026-11-02T10:00:00Z');

describe('the wait that Cin7 Core asks for', () => {
	it.each([
		['60 Seconds', 60_000],
		['30 sec', 30_000],
		['1 second', 1000],
		['45', 45_000],
		['0', 0],
		['2.5s', 2500],
		['1 minute', 60_000],
		['Mon, 02 Nov 2026 10:00:20 GMT', 20_000],
		['Mon, 02 Nov 2026 09:59:00 GMT', 0],
		['99999999', 3_600_000],
	])('%s is %i milliseconds', (value, expected) => {
		expect(retryAfterMs({ 'retry-after': value }, now)).toBe(expected);
	});

	it.each(['', 'soon', '-5', 'NaN'])('%j says nothing', (value) => {
		expect(retryAfterMs({ 'retry-after': value }, now)).toBeUndefined();
	});

	it('is found whatever the case of the header, and is unstated without one', () => {
		expect(retryAfterMs({ 'Retry-After': '7' }, now)).toBe(7000);
		expect(retryAfterMs({ 'x-other': '7' }, now)).toBeUndefined();
	});
});
