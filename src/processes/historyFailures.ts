import type { FailedOrder } from './ports/repositories';

/** In so many loads an order may fail; then only a person brings it. */
const LOADS = 3;
/** While so many wait for their next load, no further ones are asked for: it is Amazon that fails then, not an order. */
const AT_MOST = 50;

/** Orders that Amazon refused or garbled in this load of history or in earlier ones, and that are on its list still (P27). */
export class HistoryFailures {
	private readonly times: Map<string, number>;
	/** Asked for in this load: each is tried once a load. */
	private readonly tried = new Set<string>();

	/** `save` keeps them for the next load. */
	constructor(
		failed: readonly FailedOrder[],
		private readonly save: (failed: readonly FailedOrder[]) => Promise<void>,
	) {
		this.times = new Map(failed.map(({ orderId, times }) => [orderId, times]));
	}

	get count(): number {
		return this.times.size;
	}

	get full(): boolean {
		return this.times.size >= AT_MOST;
	}

	has(orderId: string): boolean {
		return this.times.has(orderId);
	}

	/** Those that failed in earlier loads and have not been asked for in this one. */
	untried(): readonly string[] {
		return [...this.times.keys()].filter((orderId) => !this.tried.has(orderId));
	}

	/** Answers whether it has failed often enough to be put aside. */
	async add(orderId: string): Promise<boolean> {
		const times = (this.times.get(orderId) ?? 0) + 1;
		this.tried.add(orderId);
		if (times >= LOADS) return true;
		this.times.set(orderId, times);
		await this.keep();
		return false;
	}

	/** These are on the list no more. */
	async forget(orderIds: readonly string[]): Promise<void> {
		const known = orderIds.filter((orderId) => this.times.delete(orderId));
		if (known.length > 0) await this.keep();
	}

	private async keep(): Promise<void> {
		await this.save([...this.times].map(([orderId, times]) => ({ orderId, times })));
	}
}
