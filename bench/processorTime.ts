/**
 * Seconds of processor time that the work takes, garbage collection included: what waits for a processor that others use
 * is not counted, so a busy machine tells nearly the same as an idle one.
 */
export function processorTime(work: () => void): number {
	const before = process.cpuUsage();
	work();
	return secondsSince(before);
}

/** The same for work that is done when its promise is. */
export async function processorTimeOf(work: () => Promise<void>): Promise<number> {
	const before = process.cpuUsage();
	await work();
	return secondsSince(before);
}

function secondsSince(before: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1e6;
}
