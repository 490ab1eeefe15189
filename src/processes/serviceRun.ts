import { TransportError } from '../transport/errors';
import type { Issue } from '../domain/issues';
import { ClaimLost } from './ports/repositories';
import { isLimit, type Problem } from './problems';
import { SaleHeld } from './saleWriting';

// After so many failures of the service in a row there is no point in trying the rest: the next run goes on.
const FAILURES_IN_A_ROW = 3;

/** How the writing of one thing ended when it did not succeed. */
export type Failure =
	| { readonly kind: 'held'; readonly issues: readonly Issue[] }
	| { readonly kind: 'failed'; readonly error: TransportError }
	| { readonly kind: 'takenOver' };

/** How a run tells of one thing, and what it does with it when it was not written. */
export interface FailedThing {
	problem(issue: Issue): Problem;
	transportProblem(error: TransportError): Problem;
	hold(issues: readonly Issue[]): Promise<void>;
	release(): Promise<void>;
}

/** What a run collects, and whether it goes on, over all the things that it works through one by one (P27). */
export class ServiceRun {
	readonly problems: Problem[] = [];
	/** Why a whole store could not be processed. */
	readonly refusals: Problem[] = [];
	/** Set when the service's limit, or this run's time for it, ended the run. */
	endedByLimit?: TransportError;
	stopped = false;
	private failuresInARow = 0;

	/** Ends one thing that was not written: keeps why, or gives it back to be tried again. A run that lost its claim leaves it to the one that has it. */
	async settle(failure: Failure, thing: FailedThing): Promise<void> {
		if (failure.kind !== 'failed') this.succeed();
		if (failure.kind === 'held') {
			this.problems.push(...failure.issues.map((issue) => thing.problem(issue)));
			await thing.hold(failure.issues).catch(ignoreClaimLost);
		}
		if (failure.kind !== 'failed') return;
		const found = thing.transportProblem(failure.error);
		if (this.fail(failure.error, found)) await thing.hold([{ ...found, blocking: true }]).catch(ignoreClaimLost);
		else await thing.release().catch(ignoreClaimLost);
	}

	succeed(): void {
		this.failuresInARow = 0;
	}

	/** Takes note of a failing call. Answers whether its thing is to be held: a person has to mend something first. */
	fail(error: TransportError, found: Problem): boolean {
		if (isLimit(error)) {
			this.stopped = true;
			this.endedByLimit = error;
			return false;
		}
		this.problems.push(found);
		if (error.kind === 'rejected' || error.kind === 'notFound') return true;
		this.failuresInARow++;
		if (error.kind === 'unauthorized' || this.failuresInARow >= FAILURES_IN_A_ROW) this.stopped = true;
		return false;
	}
}

/** A thrown error as the outcome of one thing. A fault of ours with one thing must not stop the others; it is shown, not hidden. */
export function failureOf(what: string, error: unknown): Failure {
	if (error instanceof SaleHeld) return { kind: 'held', issues: [error.issue] };
	if (error instanceof ClaimLost) return { kind: 'takenOver' };
	if (error instanceof TransportError) return { kind: 'failed', error };
	return {
		kind: 'held',
		issues: [{
			code: 'package.defect',
			message: `${what} met a fault of this package: ${error instanceof Error ? error.message : 'unknown'}`,
			hint: 'Please report this message to the makers of the package. Nothing is lost: it is tried again with each run.',
			blocking: true,
		}],
	};
}

export function ignoreClaimLost(error: unknown): void {
	// Another run took it over meanwhile and will hold it itself.
	if (!(error instanceof ClaimLost)) throw error;
}
