/** Time, handed in so that tests and benchmarks run on a virtual one. */
export interface Clock {
	/** Milliseconds since 1970, UTC. */
	now(): number;
	/** Resolves after that many milliseconds. */
	sleep(milliseconds: number): Promise<void>;
}

export const systemClock: Clock = {
	now: () => Date.now(),
	sleep: async (milliseconds) => await new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
