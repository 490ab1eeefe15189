import type { Fault, FaultKind } from '../../sandbox/cin7/faults';
import type { DemoWorld } from '../nodes/demoWorld';

/** A failure of Cin7 Core as it is played. */
export type Played = Pick<Fault, 'kind' | 'committed' | 'after'>;

const kinds: readonly FaultKind[] = ['limit429', 'error500', 'html503', 'empty200', 'dropAfterCommit', 'tornBody'];

/** Refused for the limit, failed before and after it was done, and done with the answer lost or spoiled. */
export const playedOn = (operation: string): readonly Played[] => [
	...kinds.map((kind) => ({ kind })),
	...(operation.startsWith('GET') ? [] : [{ kind: 'error500', committed: true } as const]),
];

/** Once, and endlessly. */
export const HOW_OFTEN = [1, 1000] as const;

// Each call meets five attempts at most, and no run goes on calling a service that fails.
const MOST_CALLS = 60;

/** Plays the fault while `run` runs. Answers how often it was met; throws when the run called without end. */
export async function meet(world: DemoWorld, faults: readonly Fault[], run: () => Promise<unknown>): Promise<number> {
	for (const fault of faults) world.cin7.faults.add(fault);
	const before = world.cin7.requests.length;
	await run();
	world.cin7.faults.clear();
	const calls = world.cin7.requests.slice(before);
	if (calls.length > MOST_CALLS) throw new Error(`${calls.length} calls: ${calls.map(({ operation }) => operation).join(', ')}`);
	return calls.filter(({ operation }) => operation === faults.at(-1)?.operation).length;
}
