import fc from 'fast-check';
import { TransportError, type TransportErrorKind } from '../../src/transport/errors';
import { backoffMs, decideRetry, defaultRetryPolicy, type RetrySituation } from '../../src/transport/retry';

const failure = (kind: TransportErrorKind, retryAfter?: number) =>
	new TransportError({ service: 'Amazon', kind, operation: 'getOrder', message: 'no good answer', retryAfter });

const situation = (given: Partial<RetrySituation> = {}): RetrySituation => ({ effect: 'read', attempts: 1, elapsedMs: 0, random: () => 0.5, ...given });

describe('the retry decision', () => {
	const all: TransportErrorKind[] = ['rateLimited', 'budgetExhausted', 'unauthorized', 'rejected', 'notFound', 'unavailable', 'unreadable'];

	test.each(all)('a read that ended %s is repeated only where the failure can pass by itself', (kind) => {
		const expected = ['rateLimited', 'unavailable', 'unreadable'].includes(kind) ? 'retry' : 'fail';
		expect(decideRetry(failure(kind), situation()).action).toBe(expected);
	});

	test.each(all)('a write that ended %s is repeated only when the service said that it did nothing', (kind) => {
		const expected = kind === 'rateLimited' ? 'retry' : 'fail';
		expect(decideRetry(failure(kind), situation({ effect: 'write' })).action).toBe(expected);
	});

	test('P59: an outdated token is renewed before anything else is tried, for writes too', () => {
		expect(decideRetry(failure('unauthorized'), situation({ effect: 'write', tokenOutdated: true }))).toEqual({ action: 'refreshToken' });
	});

	test("the service's own wait is kept and jitter comes on top", () => {
		expect(decideRetry(failure('rateLimited', 2000), situation())).toEqual({ action: 'retry', afterMs: 2000 + 250 });
	});

	test('N46: after the last attempt the failure itself is handed out', () => {
		const error = failure('rateLimited');
		expect(decideRetry(error, situation({ attempts: defaultRetryPolicy.maxAttempts }))).toEqual({ action: 'fail', error });
		expect(decideRetry(error, situation({ attempts: defaultRetryPolicy.maxAttempts - 1 })).action).toBe('retry');
	});

	test('N46: a wait that ends after the time allowed is not begun', () => {
		expect(decideRetry(failure('rateLimited', 180_000), situation()).action).toBe('fail');
		expect(decideRetry(failure('unavailable'), situation({ elapsedMs: defaultRetryPolicy.maxElapsedMs })).action).toBe('fail');
	});

	test('N46: whatever is drawn, a call that always fails ends within the attempts and the time allowed', () => {
		fc.assert(fc.property(fc.nat(30_000), fc.array(fc.double({ min: 0, max: 0.999999, noNaN: true }), { minLength: 50, maxLength: 50 }), (retryAfter, draws) => {
			let elapsedMs = 0;
			let attempts = 0;
			for (;;) {
				attempts += 1;
				const decision = decideRetry(failure('rateLimited', retryAfter), situation({ attempts, elapsedMs, random: () => draws[attempts] ?? 0 }));
				if (decision.action !== 'retry') break;
				elapsedMs += decision.afterMs;
			}
			expect(attempts).toBeLessThanOrEqual(defaultRetryPolicy.maxAttempts);
			expect(elapsedMs).toBeLessThanOrEqual(defaultRetryPolicy.maxElapsedMs);
		}));
	});
});

describe('the backoff', () => {
	const backoff = { baseMs: 500, capMs: 20_000 };

	test('its range doubles with every attempt up to the cap', () => {
		const widest = [1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => backoffMs(attempts, backoff, () => 0.9999999));
		expect(widest).toEqual([499, 999, 1999, 3999, 7999, 15_999, 19_999, 19_999]);
	});

	test('full jitter: it may be no wait at all', () => {
		expect(backoffMs(8, backoff, () => 0)).toBe(0);
	});
});
