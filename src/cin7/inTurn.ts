/** Runs pieces of work one after the other, in the order of asking; one that fails does not stop those behind it. */
export function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
	let last: Promise<unknown> = Promise.resolve();
	return async (work) => {
		const mine = last.then(work, work);
		last = mine.catch(() => undefined);
		return await mine;
	};
}
