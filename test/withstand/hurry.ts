import { systemClock } from '../../src/transport/clock';
import type { DemoWorld } from '../nodes/demoWorld';

/** Every wait of the nodes passes at once, on the clock of the world. */
export function hurry(world: DemoWorld): void {
	jest.spyOn(systemClock, 'sleep').mockImplementation(async (milliseconds) => world.pass(milliseconds));
}

/** While it is on, a deadline of many seconds for an answer comes after `milliseconds`. Answers what turns it off. */
export function shortenDeadlines(milliseconds: number): () => void {
	const real = globalThis.setTimeout;
	const shortened = (run: () => void, delay?: number): NodeJS.Timeout => real(run, delay !== undefined && delay >= 20_000 ? milliseconds : delay);
	const spy = jest.spyOn(globalThis, 'setTimeout').mockImplementation(shortened as typeof setTimeout);
	return () => void spy.mockRestore();
}
