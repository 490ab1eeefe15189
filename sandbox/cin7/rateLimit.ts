import type { Clock } from '../../src/transport/clock';
import type { Cin7Switches } from './switches';

export const overLimitText = (switches: Cin7Switches): string =>
	`You have reached ${switches.callsPerWindow} calls per ${switches.windowSeconds} seconds API limit.`;

/** M2: so many calls per window and key; refused calls do not count. */
export class RateLimit {
	private readonly calls = new Map<string, number[]>();
	private readonly clock: Clock;
	private readonly switches: Cin7Switches;

	constructor(clock: Clock, switches: Cin7Switches) {
		this.clock = clock;
		this.switches = switches;
	}

	/** True when the call is within the limit, and is counted. */
	admit(key: string): boolean {
		const now = this.clock.now();
		const length = this.switches.windowSeconds * 1000;
		const opened = this.switches.window === 'rolling' ? now - length : Math.floor(now / length) * length - 1;
		const recent = (this.calls.get(key) ?? []).filter((at) => at > opened);
		const admitted = recent.length < this.switches.callsPerWindow;
		if (admitted && Number.isFinite(this.switches.callsPerWindow)) recent.push(now);
		this.calls.set(key, recent);
		return admitted;
	}
}
