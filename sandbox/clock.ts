import type { Clock } from '../src/transport/clock';

/** Time that passes only when told to, or when somebody sleeps: hours of quotas in milliseconds of test. */
export class VirtualClock implements Clock {
	private current: number;

	constructor(start: string | number) {
		this.current = new Date(start).getTime();
	}

	now(): number {
		return this.current;
	}

	/** Resolves at once, with the clock moved on. Of several sleepers at the same time, the longest decides. */
	async sleep(milliseconds: number): Promise<void> {
		const wake = this.current + milliseconds;
		await new Promise((resolve) => setImmediate(resolve));
		this.current = Math.max(this.current, wake);
	}

	advance(milliseconds: number): void {
		this.current += milliseconds;
	}
}
