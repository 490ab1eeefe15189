import fc from 'fast-check';
import { VirtualClock } from '../../sandbox/clock';
import { callBucket, createPacing } from '../../src/cin7/pacing';
import { createWaitAllowance } from '../../src/transport/retryLoop';
import { memoryBudgets } from '../amazon/memoryBudgets';
import { failureOf } from './scriptedCin7';

function pacingOf(callsPerMinute: number, runBudgetMs = Number.POSITIVE_INFINITY) {
	const clock = new VirtualClock('2026-11-02T10:00:00Z');
	const budgets = memoryBudgets(clock);
	return { clock, budgets, pacing: createPacing({ tenantKey: 'tenant', callsPerMinute }, { clock, budgets, waits: createWaitAllowance(runBudgetMs, clock) }) };
}

/** The most calls in any 60 seconds, both ends included. */
function fullestMinute(sentAt: readonly number[]): number {
	return Math.max(0, ...sentAt.map((from) => sentAt.filter((at) => at >= from && at <= from + 60_000).length));
}

describe('pacing', () => {
	test('N46: no 60 seconds, wherever they begin, see more calls than Cin7 Core allows, however the calls come', async () => {
		const gaps = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 120_000 })), { minLength: 1, maxLength: 150 });
		await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 90 }), gaps, async (callsPerMinute, pauses) => {
			const { clock, pacing } = pacingOf(callsPerMinute);
			const sentAt: number[] = [];
			for (const pause of pauses) {
				clock.advance(pause);
				await pacing.takeTurn('GET /me');
				sentAt.push(clock.now());
			}
			expect(fullestMinute(sentAt)).toBeLessThanOrEqual(callsPerMinute);
		}), { numRuns: 60 });
	});

	it('gives away less than two percent of the limit in the long run', async () => {
		const { clock, pacing } = pacingOf(60);
		const begun = clock.now();
		for (let call = 0; call < 600; call++) await pacing.takeTurn('GET /me');
		const minutes = (clock.now() - begun) / 60_000;
		expect(600 / minutes).toBeGreaterThan(58.8);
		expect(600 / minutes).toBeLessThanOrEqual(60);
	});

	it('lets parallel callers through in the order of asking', async () => {
		const { pacing } = pacingOf(60);
		const order: number[] = [];
		await Promise.all([1, 2, 3, 4, 5].map(async (caller) => {
			await pacing.takeTurn('GET /me');
			order.push(caller);
		}));
		expect(order).toEqual([1, 2, 3, 4, 5]);
	});

	it('is one limiter for all who share the tenant and the budgets', async () => {
		const clock = new VirtualClock('2026-11-02T10:00:00Z');
		const budgets = memoryBudgets(clock);
		const waits = createWaitAllowance(Number.POSITIVE_INFINITY, clock);
		const workers = [1, 2, 3].map(() => createPacing({ tenantKey: 'tenant', callsPerMinute: 60 }, { clock, budgets, waits }));
		const sentAt: number[] = [];
		await Promise.all(workers.map(async (worker) => {
			for (let call = 0; call < 60; call++) {
				await worker.takeTurn('GET /me');
				sentAt.push(clock.now());
			}
		}));
		expect(new Set(budgets.taken)).toEqual(new Set(['cin7:tenant']));
		expect(fullestMinute(sentAt)).toBeLessThanOrEqual(60);
	});

	it('ends with budgetExhausted when the run may not wait as long as the next call needs', async () => {
		const { clock, pacing } = pacingOf(60, 2500);
		const begun = clock.now();
		for (let call = 0; call < 3; call++) await pacing.takeTurn('GET /me');
		const error = await failureOf(pacing.takeTurn('POST /sale'));
		expect(error).toMatchObject({ kind: 'budgetExhausted', operation: 'POST /sale', ambiguous: false, service: 'Cin7 Core' });
		expect(error.retryAfter).toBeGreaterThan(0);
		expect(error.retryAfter).toBeLessThanOrEqual(1017);
		expect(clock.now() - begun).toBeLessThanOrEqual(2500);
	});

	it('gives no turn that comes too late, even when one is free', async () => {
		const { clock, budgets, pacing } = pacingOf(60);
		expect(await failureOf(pacing.takeTurn('POST /sale', clock.now() - 1))).toMatchObject({ kind: 'budgetExhausted' });
		expect(budgets.taken).toEqual([]);
		await expect(pacing.takeTurn('POST /sale', clock.now())).resolves.toBeUndefined();
	});

	it('does not stop those who wait behind one that failed', async () => {
		const { clock, pacing } = pacingOf(60, 500);
		await pacing.takeTurn('GET /me');
		await failureOf(pacing.takeTurn('GET /me'));
		clock.advance(2000);
		await expect(pacing.takeTurn('GET /me')).resolves.toBeUndefined();
	});

	it('holds everybody back as long as Cin7 Core says', async () => {
		const { clock, pacing } = pacingOf(60);
		await pacing.takeTurn('GET /me');
		const refusedAt = clock.now();
		await pacing.holdBack(60_000);
		await pacing.takeTurn('GET /me');
		expect(clock.now()).toBe(refusedAt + 60_000);
	});

	it('never lets a short hold-back give a call away early', async () => {
		const { clock, pacing } = pacingOf(60);
		await pacing.takeTurn('GET /me');
		const first = clock.now();
		await pacing.holdBack(1);
		await pacing.takeTurn('GET /me');
		expect(clock.now() - first).toBeGreaterThanOrEqual(1016);
	});

	it.each([0, -1, Number.NaN])('refuses %d calls per minute', (calls) => {
		expect(() => callBucket(calls)).toThrow('Calls per Minute');
	});
});
