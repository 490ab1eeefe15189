import { type DemoStore, demoStores } from './stores';

/** The calendar and the order numbers of one demo day. */
export class DemoDay {
	private serial = 0;
	// The same few times are asked for a hundred thousand times by a benchmark.
	private readonly laterTimes = new Map<string, string>();

	/** @param day yyyy-mm-dd */
	constructor(readonly day: string) {
		if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))) throw new RangeError(`${day} is no day such as 2026-11-02`);
	}

	/** @param clock hh:mm, UTC */
	at(clock: string): string {
		return `${this.day}T${clock}:00.000Z`;
	}

	/** That many days later, at the same clock time. */
	later(days: number, clock: string): string {
		const key = `${days} ${clock}`;
		const time = this.laterTimes.get(key) ?? new Date(Date.parse(this.at(clock)) + days * 24 * 3600 * 1000).toISOString();
		this.laterTimes.set(key, time);
		return time;
	}

	/** In Amazon's form of 3, 7 and 7 digits; no two days share one. */
	nextOrderId(store: DemoStore): string {
		this.serial += 1;
		return `${demoStores[store].orderPrefix}-${this.day.slice(2).replaceAll('-', '')}0-${String(this.serial).padStart(7, '0')}`;
	}
}
