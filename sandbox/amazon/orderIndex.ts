export interface IndexKey {
	/** Milliseconds since 1970, UTC. */
	readonly time: number;
	readonly orderId: string;
}

const before = (a: IndexKey, b: IndexKey): boolean => a.time < b.time || (a.time === b.time && a.orderId < b.orderId);

/** Orders by a time, then by id, always sorted, so that no request has to sort. */
export class OrderIndex {
	private keys: IndexKey[] = [];

	/** For many at once: one sort instead of an insertion each. */
	addAll(keys: Iterable<IndexKey>): void {
		this.keys = [...this.keys, ...keys].sort((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
	}

	add(key: IndexKey): void {
		this.keys.splice(this.position(key), 0, key);
	}

	/** For an order whose time changed. */
	move(from: IndexKey, to: IndexKey): void {
		if (from.time === to.time) return;
		this.keys.splice(this.position(from), 1);
		this.add(to);
	}

	/** Keys from this one on (itself included), ascending, up to and with time `until`. */
	*from(start: IndexKey, until: number): Generator<IndexKey> {
		for (let at = this.position(start); at < this.keys.length; at++) {
			const key = this.keys[at];
			if (key === undefined || key.time > until) return;
			yield key;
		}
	}

	/** Where the first key stands that is not before this one. */
	private position(key: IndexKey): number {
		let low = 0;
		let high = this.keys.length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			const there = this.keys[middle];
			if (there !== undefined && before(there, key)) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
