import type { RecordedRequest } from './recordedRequest';

/**
 * throttle429, error500, html503, dropConnection, hang: instead of doing anything.
 * dropAfterCommit, tornBody, slowDrip, chunkedMidCharacter, empty204: after everything was done.
 */
export const faultKinds = ['throttle429', 'error500', 'html503', 'dropConnection', 'hang', 'dropAfterCommit', 'tornBody', 'slowDrip', 'chunkedMidCharacter', 'empty204'] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface FaultOrder {
	readonly kind: FaultKind;
	/** Default: any, Login with Amazon ('getAccessToken') included. */
	readonly operation?: string;
	readonly when?: (request: RecordedRequest) => boolean;
	/** How many requests it meets; default 1. */
	readonly times?: number;
	/** For slowDrip; default 500. */
	readonly bytesPerSecond?: number;
}

/** Faults that wait for their request. The first that fits is played and used up. */
export class Faults {
	private waiting: { readonly order: FaultOrder; left: number }[] = [];

	add(order: FaultOrder): void {
		this.waiting.push({ order, left: order.times ?? 1 });
	}

	clear(): void {
		this.waiting = [];
	}

	/** How many are still to be played. */
	get left(): number {
		return this.waiting.reduce((sum, { left }) => sum + left, 0);
	}

	take(request: RecordedRequest): FaultOrder | undefined {
		const found = this.waiting.find(({ order }) => (order.operation === undefined || order.operation === request.operation) && (order.when?.(request) ?? true));
		if (found === undefined) return undefined;
		found.left -= 1;
		this.waiting = this.waiting.filter(({ left }) => left > 0);
		return found.order;
	}
}
