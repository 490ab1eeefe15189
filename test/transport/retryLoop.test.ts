import { VirtualClock } from '../../sandbox/clock';
import { TransportError, type TransportErrorKind } from '../../src/transport/errors';
import { defaultRetryPolicy } from '../../src/transport/retry';
import { createWaitAllowance, performWithRetry, type RetryServices } from '../../src/transport/retryLoop';

const failure = (kind: TransportErrorKind, retryAfter?: number) => new TransportError({ service: 'Cin7 Core', kind, operation: 'GET /sale', message: 'no good answer', retryAfter });

function services(allowanceMs = 60_000): RetryServices & { clock: VirtualClock } {
	const clock = new VirtualClock('2026-11-02T10:00:00Z');
	return { clock, waits: createWaitAllowance(allowanceMs, clock), policy: defaultRetryPolicy, random: () => 0 };
}

/** Fails with these one after the other, then answers. */
function failing(...failures: Error[]): { attempt: () => Promise<string>; made: () => number } {
	let made = 0;
	return {
		made: () => made,
		attempt: async () => {
			const next = failures[made];
			made += 1;
			if (next) throw next;
			return 'answer';
		},
	};
}

describe('a call with retries', () => {
	test('it waits as the decision says and answers in the end', async () => {
		const given = services();
		const { attempt, made } = failing(failure('rateLimited', 3000), failure('unavailable'));
		const begun = given.clock.now();
		await expect(performWithRetry(attempt, 'read', given)).resolves.toBe('answer');
		expect([made(), given.clock.now() - begun]).toEqual([3, 3000]);
	});

	test('a wait that the allowance does not cover is not begun, and the failure is handed out', async () => {
		const given = services(2999);
		const { attempt, made } = failing(failure('rateLimited', 3000));
		await expect(performWithRetry(attempt, 'read', given)).rejects.toMatchObject({ kind: 'rateLimited' });
		expect([made(), given.waits.remainingMs()]).toEqual([1, 2999]);
	});

	test('a write that may have been done is not repeated', async () => {
		const { attempt, made } = failing(failure('unavailable'));
		await expect(performWithRetry(attempt, 'write', services())).rejects.toMatchObject({ kind: 'unavailable' });
		expect(made()).toBe(1);
	});

	test('P59: an outdated token is renewed once, and only once', async () => {
		let renewals = 0;
		const token = { isOutdated: () => true, renew: () => { renewals += 1; } };
		const { attempt, made } = failing(failure('unauthorized'), failure('unauthorized'), failure('unauthorized'));
		await expect(performWithRetry(attempt, 'read', services(), token)).rejects.toMatchObject({ kind: 'unauthorized' });
		expect([made(), renewals]).toEqual([2, 1]);
	});

	test('a defect goes through at once', async () => {
		const { attempt, made } = failing(new TypeError('defect'));
		await expect(performWithRetry(attempt, 'read', services())).rejects.toThrow(TypeError);
		expect(made()).toBe(1);
	});
});

describe('the allowance of waiting', () => {
	test('waits are taken from it until it is used up', async () => {
		const clock = new VirtualClock(0);
		const waits = createWaitAllowance(100, clock);
		expect([await waits.wait(60), await waits.wait(50), await waits.wait(40), await waits.wait(1)]).toEqual([true, false, true, false]);
		expect([clock.now(), waits.remainingMs()]).toEqual([100, 0]);
	});

	test('no wait at all fits always', async () => {
		await expect(createWaitAllowance(0, new VirtualClock(0)).wait(0)).resolves.toBe(true);
	});
});
