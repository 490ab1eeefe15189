import fc from 'fast-check';
import { add, equals, sum } from '../../../../src/domain/money';
import type { SettlementContent } from '../../../../src/domain/settlement/settlement';
import { fileOf, read, sale, summary, type Row } from './files';

const cents = fc.integer({ min: -99_999, max: 99_999 });
const money = (value: number): string => `${value < 0 ? '-' : ''}${Math.floor(Math.abs(value) / 100)}.${String(Math.abs(value) % 100).padStart(2, '0')}`;
const row = fc.record({
	'transaction-type': fc.constantFrom('Order', 'Refund', 'other-transaction', ''), 'amount-type': fc.constantFrom('ItemPrice', 'ItemFees', 'Gebühr'), 'amount-description': fc.constantFrom('Principal', 'Commission', ''),
	'order-id': fc.constantFrom('114-0000001-0000001', '114-0000001-0000002', 'FBA19CD9HGQ8'), 'fulfillment-id': fc.constantFrom('AFN', 'MFN', ''), 'posted-date-time': fc.constantFrom('2026-05-31 23:59:59 UTC', '2026-06-03 10:20:30 UTC', ''), 'amount': cents.map(money),
}).map((each): Row => ({ ...sale, 'posted-date': '', ...each }));
const someRows = fc.array(row, { minLength: 1, maxLength: 30 });
const file = (rows: readonly Row[]): string => fileOf([{ ...summary, 'total-amount': money(rows.reduce((total, { amount = '' }) => total + Math.round(Number(amount) * 100), 0)) }, ...rows]);
const withoutLines = ({ groups, orders, ...rest }: SettlementContent) => ({ ...rest, orders: orders && [...orders], groups: groups.map(({ firstLine: _, ...group }) => group) });

describe('any settlement', () => {
	it('P3: balances: its rows, its groups and its total say the same sum', async () => {
		await fc.assert(fc.asyncProperty(someRows, async (rows) => {
			const { groups, sum: all, statement, rows: count } = await read(file(rows));
			expect([all, sum(groups.map((group) => group.sum))]).toEqual([statement.total, statement.total]);
			expect(count).toBe(rows.length);
		}), { numRuns: 60 });
	});

	it('P4: is the same in any order of its rows', async () => {
		await fc.assert(fc.asyncProperty(someRows.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))), async ([rows, shuffled]) => {
			expect(withoutLines(await read(file(shuffled), { collectOrders: true }))).toEqual(withoutLines(await read(file(rows), { collectOrders: true })));
		}), { numRuns: 60 });
	});

	it('is the same in pieces of any size', async () => {
		await fc.assert(fc.asyncProperty(someRows, fc.integer({ min: 1, max: 500 }), async (rows, size) => {
			expect(await read(file(rows), {}, size)).toEqual(await read(file(rows)));
		}), { numRuns: 60 });
	});

	it('is its halves, added', async () => {
		await fc.assert(fc.asyncProperty(someRows, someRows, async (first, second) => {
			const key = ({ sum: _s, rows: _r, firstPostedAt: _p, firstLine: _l, ...of }: SettlementContent['groups'][number]): string => JSON.stringify(of);
			const added = new Map<string, string>();
			for (const half of [first, second]) for (const group of (await read(file(half))).groups) added.set(key(group), add(added.get(key(group)) ?? '0', group.sum));
			expect(new Map((await read(file([...first, ...second]))).groups.map((group) => [key(group), group.sum]))).toEqual(added);
		}), { numRuns: 60 });
	});

	it('P3: shows a lost row and a turned sign in its sum', async () => {
		await fc.assert(fc.asyncProperty(someRows, cents.filter((value) => value !== 0), fc.boolean(), async (rows, value, isLost) => {
			const whole = file([...rows, { ...sale, amount: money(value) }]).replace(/\n$/, '').split('\n');
			const damaged = isLost ? whole.slice(0, -1) : [...whole.slice(0, -1), (whole.at(-1) ?? '').replace(`\t${money(value)}\t`, `\t${money(-value)}\t`)];
			const { sum: all, statement } = await read(`${damaged.join('\n')}\n`);
			expect(equals(all, statement.total)).toBe(false);
		}), { numRuns: 60 });
	});
});
