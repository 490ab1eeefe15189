import fc from 'fast-check';
import type { Listing } from '../../src/domain/catalog/listing';
import { afterPage, searchOf } from '../../src/processes/catalog/listingWindows';
import type { ListingPage, ListingSearch } from '../../src/processes/ports/amazon';
import type { ListingWindow } from '../../src/processes/ports/catalog';

const FIRST = Date.parse('2024-01-01T00:00:00.000Z');
const NOW = Date.parse('2026-03-11T12:00:00.000Z');
const PAGE = 20;
const MOST = 1000;
/** Windows shorter than this are not split. */
const SHORTEST_MS = 4000;
/** Where the first window begins: nothing was listed before Amazon had a marketplace. */
const BEGINNING = Date.parse('1995-01-01T00:00:00.000Z');

/** Amazon with listings of these creation times: pages of 20, the first 1,000 of a search only. `endsBelong`: whether a listing of the very instant at which a window ends is in it, which is not documented. */
class SmallAmazon {
	private readonly sorted: readonly { readonly sku: string; readonly at: number }[];

	constructor(times: readonly number[], private readonly endsBelong: boolean) {
		this.sorted = times.map((at, index) => ({ sku: `SKU-${index}`, at })).sort((a, b) => b.at - a.at);
	}

	search({ createdAfter, createdBefore, pageToken = '0' }: ListingSearch): ListingPage {
		const reach = this.endsBelong ? 0 : 1;
		const from = createdAfter ? Date.parse(createdAfter) + reach : -Infinity;
		const until = createdBefore ? Date.parse(createdBefore) - reach : Infinity;
		const found = this.sorted.filter(({ at }) => at >= from && at <= until);
		const [start, end] = [Number(pageToken), Math.min(Number(pageToken) + PAGE, MOST)];
		return {
			listings: found.slice(start, end).map(({ sku }) => ({ sellerSku: sku }) as Listing),
			total: found.length,
			unreadable: [],
			...(end < Math.min(found.length, MOST) ? { nextPageToken: String(end) } : {}),
		};
	}
}

function readAll(amazon: SmallAmazon): { readonly read: ReadonlySet<string>; readonly partial: readonly string[]; readonly pages: number } {
	const read = new Set<string>();
	const partial: string[] = [];
	let windows: readonly ListingWindow[] = [{}];
	let pages = 0;
	while (windows.length > 0) {
		if (++pages > 5000) throw new Error('It does not come to an end');
		const page = amazon.search(searchOf('ATVPDKIKX0DER', windows.at(-1) ?? {}));
		const step = afterPage(windows, page, NOW);
		if (step.take) for (const { sellerSku } of page.listings) read.add(sellerSku);
		if (step.partial) partial.push(step.partial);
		windows = step.windows;
	}
	return { read, partial, pages };
}

/** The most listings that any four seconds hold. */
function densest(times: readonly number[]): number {
	const sorted = [...times].sort((a, b) => a - b);
	let most = 0;
	for (let first = 0, last = 0; last < sorted.length; last++) {
		while ((sorted[last] ?? 0) - (sorted[first] ?? 0) > SHORTEST_MS) first++;
		most = Math.max(most, last - first + 1);
	}
	return most;
}

/** Instants at which two windows meet. */
const meetingPoints = fc.array(fc.boolean(), { maxLength: 20 }).map((goesRight) => {
	let [from, until] = [BEGINNING, NOW];
	const middle = (): number => Math.floor((from + until) / 2);
	for (const right of goesRight) [from, until] = right ? [middle() - 1000, until] : [from, middle()];
	return middle();
});

/** Imports of many listings at once, within an instant, some seconds, an hour or a year. */
const bursts = fc.array(fc.record({ at: fc.oneof(fc.integer({ min: FIRST, max: NOW }), meetingPoints), count: fc.integer({ min: 1, max: 1300 }), spreadMs: fc.constantFrom(0, 1, 999, 3000, 9000, 3600_000, 365 * 24 * 3600_000) }), { maxLength: 4 });
const timesOf = (made: typeof bursts extends fc.Arbitrary<infer T> ? T : never): readonly number[] =>
	made.flatMap(({ at, count, spreadMs }) => {
		const reach = Math.min(spreadMs, at - BEGINNING);
		return Array.from({ length: count }, (_, index) => at - Math.floor((index * reach) / count));
	});

test('D11: whenever listings were created, each is read, or the load says that it is partial', () => {
	fc.assert(fc.property(bursts, fc.boolean(), (made, endsBelong) => {
		const times = timesOf(made);
		const { read, partial } = readAll(new SmallAmazon(times, endsBelong));
		if (partial.length === 0) expect(read.size).toBe(times.length);
	}), { numRuns: 150 });
});

test('D11: it is partial only where four seconds hold more than Amazon gives', () => {
	fc.assert(fc.property(bursts, fc.boolean(), (made, endsBelong) => {
		const times = timesOf(made);
		fc.pre(densest(times) <= MOST);
		const { partial } = readAll(new SmallAmazon(times, endsBelong));
		expect(partial).toEqual([]);
	}), { numRuns: 100 });
});

test('D11: more than 1,000 listings of one second are partial, with how many of them came and of which time', () => {
	const times = [...Array.from({ length: 1200 }, () => FIRST), ...Array.from({ length: 300 }, (_, index) => FIRST + index * 60_000 + 60_000)];
	const { read, partial } = readAll(new SmallAmazon(times, true));
	expect(partial.length).toBeGreaterThan(0);
	expect(partial.filter((text) => /^Amazon gave 1000 of 1200 listings created from 2023-12-31T23:5\S+ until 2024-01-01T00:0\S+$/.test(text))).toEqual(partial);
	expect(read.size).toBe(1300);
});

test('listings spread evenly cost few searches more than their pages', () => {
	const times = Array.from({ length: 50_000 }, (_, index) => FIRST + index * 60_000);
	const { read, pages } = readAll(new SmallAmazon(times, true));
	expect(read.size).toBe(times.length);
	expect(pages).toBeLessThan((50_000 / PAGE) * 1.15);
});
