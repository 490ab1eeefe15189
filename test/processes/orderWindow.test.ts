import { closeWindow, nextWindow, withPage } from '../../src/processes/orderWindow';
import type { OrderPage } from '../../src/processes/ports/amazon';
import type { OrderCursor } from '../../src/processes/ports/repositories';
import { store } from '../domain/orderExamples';

const US = 'ATVPDKIKX0DER';
const CA = 'A2EUQ1WTGCTBG2';
const now = Date.parse('2026-03-11T12:00:00.000Z');
const stores = (...ids: string[]) => ids.map((id) => store({}, id));
const page = (over: Partial<OrderPage> = {}): OrderPage => ({ orders: [], unreadable: [], reducedData: false, until: '2026-03-11T11:57:50.000Z', ...over });
const kept: OrderCursor = { watermark: '2026-03-11T10:00:00.000Z', covered: [US] };

test('P29: the first window begins at the first date that a store wants, the next ones before the watermark; each ends over two minutes ago', () => {
	expect(nextWindow(undefined, { stores: stores(US), now }).window).toMatchObject({ by: 'lastUpdated', after: '2025-12-31T23:55:00.000Z', before: '2026-03-11T11:57:50.000Z', marketplaceIds: [US] });
	expect(nextWindow(kept, { stores: stores(US), now }).window).toMatchObject({ after: '2026-03-11T09:55:00.000Z', before: '2026-03-11T11:57:50.000Z' });
});

test('the end of the window as Amazon states it is the next watermark', () => {
	const next = nextWindow(kept, { stores: stores(US), now });
	expect(next.more).toBe(false);
	expect(closeWindow(next, '2026-03-11T11:50:00.000Z')).toEqual({ watermark: '2026-03-11T11:50:00.000Z', covered: [US] });
	expect(closeWindow(next, undefined).watermark).toBe('2026-03-11T11:57:50.000Z');
});

test('a marketplace connected later is caught up to the watermark, which then stays, and the running stream follows', () => {
	const next = nextWindow(kept, { stores: stores(US, CA), now });
	expect(next).toMatchObject({ more: true, window: { marketplaceIds: [CA], after: '2026-01-01T00:00:00.000Z', before: kept.watermark } });
	const closed = closeWindow(next, '2026-03-11T09:00:00.000Z');
	expect(closed).toEqual({ watermark: kept.watermark, covered: [CA, US] });
	expect(nextWindow(closed, { stores: stores(US, CA), now })).toMatchObject({ more: false, window: { marketplaceIds: [CA, US] } });
});

test('a marketplace connected later that wants nothing from before the watermark needs no catching up', () => {
	const late = store({ ignoreOrdersBefore: '2026-03-11T11:00:00.000Z' }, CA);
	const next = nextWindow(kept, { stores: [...stores(US), late], now });
	expect(next).toMatchObject({ more: false, window: { marketplaceIds: [CA, US], after: '2026-03-11T09:55:00.000Z' } });
	expect(next.window.catchesUpTo).toBeUndefined();
});

test.each<[string, OrderCursor | undefined]>([
	['the very first window', undefined],
	['a later window', kept],
])('a marketplace connected while %s is open is caught up after it, not passed by', (_which, cursor) => {
	const begun = nextWindow(cursor, { stores: stores(US), now });
	const open = withPage(begun.window, page({ nextPageToken: 'two' }), '2026-03-11T12:00:00.000Z');
	const resumed = nextWindow({ ...begun.closed, ...(open ? { open } : {}) }, { stores: stores(US, CA), now });
	expect(resumed).toMatchObject({ more: true, window: { marketplaceIds: [US], pageToken: 'two' } });
	const closed = closeWindow(resumed, '2026-03-11T11:57:50.000Z');
	expect(closed).toEqual({ watermark: '2026-03-11T11:57:50.000Z', covered: [US] });
	expect(nextWindow(closed, { stores: stores(US, CA), now })).toMatchObject({ more: true, window: { marketplaceIds: [CA], before: closed.watermark } });
});

test('a catch-up that is interrupted goes on as one', () => {
	const begun = nextWindow(kept, { stores: stores(US, CA), now });
	const open = withPage(begun.window, page({ nextPageToken: 'two' }), '2026-03-11T12:00:00.000Z');
	const resumed = nextWindow({ ...begun.closed, ...(open ? { open } : {}) }, { stores: stores(US, CA), now: now + 60_000 });
	expect(resumed).toMatchObject({ more: true, window: { marketplaceIds: [CA], before: kept.watermark, pageToken: 'two' } });
	expect(closeWindow(resumed, undefined)).toEqual({ watermark: kept.watermark, covered: [CA, US] });
});

test('N5: an open window whose page token is nearly a day old is read again from its start', () => {
	const begun = nextWindow(kept, { stores: stores(US), now });
	const open = withPage(begun.window, page({ nextPageToken: 'two' }), '2026-03-11T12:00:00.000Z');
	const cursor = { ...begun.closed, ...(open ? { open } : {}) };
	expect(nextWindow(cursor, { stores: stores(US), now: now + 22 * 3600_000 }).window.pageToken).toBe('two');
	const old = nextWindow(cursor, { stores: stores(US), now: now + 23 * 3600_000 }).window;
	expect(old).toMatchObject({ after: begun.window.after, before: begun.window.before, pagesRead: 0 });
	expect(old.pageToken).toBeUndefined();
});

test('loading from a date reads by creation time and leaves the running stream alone', () => {
	const next = nextWindow(undefined, { stores: stores(US), now, from: '2026-02-01T00:00:00.000Z' });
	expect(next).toMatchObject({ more: false, window: { by: 'created', after: '2026-02-01T00:00:00.000Z', marketplaceIds: [US] } });
});
