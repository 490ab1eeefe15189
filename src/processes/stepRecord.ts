import { TransportError } from '../transport/errors';

/** How far a writing got, as it is kept: what was begun and not answered, and what is done. */
export interface Steps<Step extends string> {
	readonly begun?: Step;
	readonly done: readonly Step[];
}

/** The steps of one writing. Progress is kept by `keep` before it counts here. */
export class StepRecord<Step extends string, Progress extends Steps<Step>> {
	private progress: Progress;

	constructor(
		known: Progress,
		private readonly keep: (progress: Progress) => Promise<void>,
	) {
		this.progress = known;
	}

	get state(): Progress {
		return this.progress;
	}

	isDone(step: Step): boolean {
		return this.progress.done.includes(step);
	}

	/**
	 * Records that a step begins, makes its call, records its result: in this order, so that after a crash at any point
	 * it is known what has to be looked at. A step that is done already is not made again. `before`: what is to be known
	 * if it is cut short.
	 */
	async step(step: Step, act: () => Promise<Partial<Progress>>, before: Partial<Progress> = {}): Promise<void> {
		if (this.isDone(step)) return;
		await this.record({ ...this.progress, ...before, begun: step });
		await this.finish(step, await act());
	}

	async finish(step: Step, result: Partial<Progress>): Promise<void> {
		const done = this.isDone(step) ? this.progress.done : [...this.progress.done, step];
		const { begun: _begun, ...finished } = { ...this.progress, ...result, done };
		await this.record(finished as Progress);
	}

	async record(progress: Progress): Promise<void> {
		await this.keep(progress);
		this.progress = progress;
	}
}

/**
 * Writes, and where an answer got lost looks what became of it and goes on, twice at most: if that does not settle it, the
 * next run looks again.
 */
export async function writeThroughLostAnswers<T>(write: () => Promise<T>, look: (error: TransportError) => Promise<void>): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await write();
		} catch (error) {
			if (!(error instanceof TransportError) || !error.ambiguous || attempt === 3) throw error;
			await look(error);
		}
	}
}
