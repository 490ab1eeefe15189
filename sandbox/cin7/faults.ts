import type { RecordedRequest } from './requests';

export const faultKinds = [
	// The rate limit, in each of the three forms that were seen. Nothing is done.
	'limit429', 'limit503', 'limit400',
	// The server's own failures. Nothing is done, unless the fault says `committed`.
	'error500', 'html503', 'html200',
	// The connection goes before anything is done, or stays open without an answer.
	'dropConnection', 'hang',
	// The request is done, and its answer is lost or spoiled.
	'empty200', 'dropAfterCommit', 'tornBody', 'slowDrip',
] as const;

export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
	/** 'POST /sale'; every operation where it is left out. */
	readonly operation?: string;
	readonly when?: (request: RecordedRequest) => boolean;
	/** How often; once where it is left out. */
	readonly times?: number;
	/** Requests to let pass first. */
	readonly after?: number;
	readonly kind: FaultKind;
	/** For error500, html503 and html200: the request is done before the failure is told. */
	readonly committed?: boolean;
}

const afterCommit: ReadonlySet<FaultKind> = new Set(['empty200', 'dropAfterCommit', 'tornBody', 'slowDrip']);

/** Failures on demand (M9). The oldest fault that fits a request is used up first. */
export class Faults {
	private entries: { fault: Fault; left: number; pass: number }[] = [];

	add(fault: Fault): void {
		this.entries.push({ fault, left: fault.times ?? 1, pass: fault.after ?? 0 });
	}

	clear(): void {
		this.entries = [];
	}

	/** Faults that have not struck as often as they should. */
	pending(): number {
		return this.entries.filter((entry) => entry.left > 0).length;
	}

	/** The fault that strikes this request, used up by one. */
	take(request: RecordedRequest): { kind: FaultKind; committed: boolean } | undefined {
		for (const entry of this.entries) {
			const { operation, when, kind } = entry.fault;
			if (entry.left === 0 || (operation !== undefined && operation.toLowerCase() !== request.operation.toLowerCase())) continue;
			if (when && !when(request)) continue;
			if (entry.pass > 0) {
				entry.pass--;
				continue;
			}
			entry.left--;
			return { kind, committed: afterCommit.has(kind) || (entry.fault.committed ?? false) };
		}
		return undefined;
	}
}
