import { nextRefundWindow, readPage } from '../../src/processes/refunds/refundWindow';
import type { AmazonPort } from '../../src/processes/ports/amazon';
import type { RefundCursor } from '../../src/processes/ports/credits';
import { TransportError } from '../../src/transport/errors';
import { store } from '../domain/orderExamples';

const now = Date.parse('2026-03-11T12:00:00.000Z');
const end = '2026-03-11T11:57:50.000Z';
const stores = [store({ ignoreOrdersBefore: '2026-02-01T00:00:00.000Z' }), store({ ignoreOrdersBefore: '2026-03-01T00:00:00.000Z' }, 'A2EUQ1WTGCTBG2')];
const covered = ['A2EUQ1WTGCTBG2', 'ATVPDKIKX0DER'];
const next = (cursor: RefundCursor | undefined, over: { readonly from?: string; readonly fresh?: boolean; readonly now?: number } = {}) => nextRefundWindow(cursor, { stores, now, fresh: true, ...over });
const hoursBefore = (instant: string, hours: number): string => new Date(Date.parse(instant) - hours * 3600_000).toISOString();
const daysAfter = (instant: string, days: number): string => hoursBefore(instant, -24 * days);

describe('the running stream of refunds', () => {
	test('begins at the first date that any store wants, and ends over two minutes ago', () => {
		expect(next(undefined)).toEqual({ window: { after: '2026-02-01T00:00:00.000Z', before: end }, closed: { watermark: '2026-02-01T00:00:00.000Z', covered }, more: false });
	});

	test('goes on 48 hours before where it ended: Amazon shows transactions late', () => {
		const watermark = '2026-03-11T10:00:00.000Z';
		expect(next({ watermark, covered })).toEqual({ window: { after: hoursBefore(watermark, 48), before: end }, closed: { watermark, covered }, more: false });
	});

	test('of more than 179 days is read window by window, each 48 hours into the one before, without a gap to now', () => {
		let cursor: RefundCursor | undefined;
		const old = [store({ ignoreOrdersBefore: '2025-03-12T00:00:00.000Z' })];
		const read: { after: string; before: string }[] = [];
		for (let more = true; more; ) {
			const step = nextRefundWindow(cursor, { stores: old, now, fresh: read.length === 0 });
			read.push(step.window);
			cursor = { ...step.closed, watermark: step.window.before };
			({ more } = step);
			expect(read.length).toBeLessThan(6);
		}
		expect([read[0]?.after, read.at(-1)?.before]).toEqual(['2025-03-12T00:00:00.000Z', end]);
		for (const [index, { after, before }] of read.entries()) {
			expect(before <= daysAfter(after, 179)).toBe(true);
			if (index > 0) expect(after).toBe(hoursBefore(read[index - 1]?.before ?? '', 48));
		}
		expect(read).toHaveLength(3);
	});

	test('of a store that is connected later is read again from that store\'s first date, once', () => {
		const watermark = '2026-03-11T10:00:00.000Z';
		const late = next({ watermark, covered: ['ATVPDKIKX0DER'] });
		expect(late).toEqual({ window: { after: '2026-03-01T00:00:00.000Z', before: end }, closed: { watermark: '2026-03-01T00:00:00.000Z', covered }, more: false });
		expect(next({ ...late.closed, watermark: late.window.before }).window.after).toBe(hoursBefore(end, 48));
	});

	test('a store that is connected later and wants nothing from before needs no catching up', () => {
		const watermark = '2026-02-20T00:00:00.000Z';
		expect(next({ watermark, covered: ['ATVPDKIKX0DER'] }).window.after).toBe(hoursBefore(watermark, 48));
	});

	test('a clock that was set back asks for no window that ends before it begins', () => {
		const { window } = next({ watermark: '2026-03-14T12:00:00.000Z', covered });
		expect(Date.parse(window.after)).toBeLessThan(Date.parse(window.before));
	});
});

describe('a window that was begun', () => {
	const open = { after: '2026-03-01T00:00:00.000Z', before: '2026-03-10T00:00:00.000Z', pageToken: 'two', pageTokenAt: '2026-03-11T11:00:00.000Z' };
	const watermark = '2026-03-03T00:00:00.000Z';

	test('is gone on with at its page, and what came since follows', () => {
		expect(next({ watermark, covered, open })).toEqual({ window: open, closed: { watermark, covered }, more: true });
		expect(next({ watermark, covered, open: { ...open, before: end } }).more).toBe(false);
	});

	test.each([[12, 'read anew'], [11.9, 'gone on with']])('whose page token is %p hours old is %s', (hours) => {
		const pageTokenAt = hoursBefore(new Date(now).toISOString(), hours);
		const { window } = next({ watermark, covered, open: { ...open, pageTokenAt } });
		expect(window).toEqual(hours < 12 ? { ...open, pageTokenAt } : { after: open.after, before: open.before });
	});
});

describe('refunds since a date', () => {
	const from = '2026-03-05T00:00:00.000Z';

	test('are read from that date, without a look back before it', () => {
		expect(next(undefined, { from })).toEqual({ window: { after: from, before: end }, closed: { watermark: from, covered }, more: false });
	});

	test('asked for once more, all of it is read again; where the last reading was cut short it goes on', () => {
		expect(next({ watermark: '2026-03-11T11:00:00.000Z', covered }, { from }).window.after).toBe(from);
		const open = { after: from, before: '2026-03-10T00:00:00.000Z', pageToken: 'two', pageTokenAt: '2026-03-11T11:59:00.000Z' };
		expect(next({ watermark: from, covered, open }, { from }).window).toEqual(open);
		// In the same run the second window follows the first.
		expect(next({ watermark: '2026-03-11T11:00:00.000Z', covered }, { from, fresh: false }).window.after).toBe('2026-03-09T11:00:00.000Z');
	});
});

describe('a page', () => {
	const amazonThat = (answer: () => Promise<never>): AmazonPort => ({ refundTransactions: answer }) as unknown as AmazonPort;
	const refused = (code: string): TransportError => new TransportError({ service: 'Amazon', kind: 'rejected', operation: 'listTransactions', code, message: 'refused' });
	const window = { after: '2026-03-01T00:00:00.000Z', before: end };

	test('whose token Amazon knows no more is none: the window is to be read anew', async () => {
		await expect(readPage(amazonThat(async () => await Promise.reject(refused('PageTokenExpired'))), { ...window, pageToken: 'old' })).resolves.toBeUndefined();
	});

	test.each([['another refusal', { ...window, pageToken: 'old' }, 'InvalidInput'], ['a first page that is refused', window, 'PageTokenExpired']])('%s is told', async (_what, asked, code) => {
		await expect(readPage(amazonThat(async () => await Promise.reject(refused(code))), asked)).rejects.toThrow('refused');
	});
});
