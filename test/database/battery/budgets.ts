import type { Bench } from './battery';

const bucket = { rate: 0.5, burst: 2 };

export function budgetTests(bench: () => Promise<Bench>): void {
	describe('rate budgets', () => {
		test('N46: a new bucket is full; an empty one tells how long to wait, and then has a token', async () => {
			const { database, clock } = await bench();
			expect(await database.budgets.take('key', bucket)).toEqual({ taken: true });
			expect(await database.budgets.take('key', bucket)).toEqual({ taken: true });
			expect(await database.budgets.take('key', bucket)).toEqual({ taken: false, waitMs: 2000 });
			clock.advance(1500);
			expect(await database.budgets.take('key', bucket)).toEqual({ taken: false, waitMs: 500 });
			expect(await database.budgets.state('key', bucket)).toEqual({ tokens: 0.75, rate: 0.5 });
			clock.advance(500);
			expect(await database.budgets.take('key', bucket)).toEqual({ taken: true });
			expect(await database.budgets.take('other key', bucket)).toEqual({ taken: true });
		});

		test('a rate that the service stated takes the place of the published one', async () => {
			const { database, clock } = await bench();
			await database.budgets.learn('key', { rate: 0.1 });
			expect(await database.budgets.state('key', bucket)).toEqual({ tokens: 2, rate: 0.1 });
			await database.budgets.take('key', bucket);
			await database.budgets.take('key', bucket);
			expect(await database.budgets.take('key', bucket)).toEqual({ taken: false, waitMs: 10_000 });
			await database.budgets.learn('key', { rate: Number.NaN });
			clock.advance(5000);
			expect(await database.budgets.take('key', bucket)).toEqual({ taken: false, waitMs: 5000 });
		});

		test('after a refusal nothing is taken until the instant that the service named', async () => {
			const { database, clock } = await bench();
			await database.budgets.learn('key', { emptyUntil: clock.now() + 30_000 });
			await database.budgets.learn('key', { emptyUntil: clock.now() + 10_000 });
			expect(await database.budgets.state('key', bucket)).toEqual({ tokens: 0, rate: 0.5 });
			expect(await database.budgets.take('key', bucket)).toEqual({ taken: false, waitMs: 30_000 });
			clock.advance(30_000);
			expect(await database.budgets.take('key', bucket)).toEqual({ taken: true });
			expect(await database.budgets.take('key', bucket)).toEqual({ taken: false, waitMs: 2000 });
		});

		test('many takers at once get no more than there is', async () => {
			const { database } = await bench();
			const takes = await Promise.all(Array.from({ length: 30 }, async () => await database.budgets.take('key', { rate: 0.5, burst: 10 })));
			expect(takes.filter((take) => take.taken)).toHaveLength(10);
		});
	});
}
