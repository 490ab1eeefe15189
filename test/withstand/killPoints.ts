import { NodeProcess, ProcessEnded } from './nodeProcess';
import type { NodeOutcome, NodeTask } from './nodeRun';
import { Place, type PlaceOptions } from './place';

/** One call of a run, and where in it the process is killed. */
export interface KillPoint {
	readonly service: 'amazon' | 'cin7';
	/** Counts from 0, over the calls that the run makes to that service. */
	readonly call: number;
	readonly operation: string;
	/** received: the call has no effect. committed: it took effect, and its answer is lost with the process. */
	readonly phase: 'received' | 'committed';
}

export const nameOf = ({ service, call, operation, phase }: KillPoint): string => `${service} call ${call + 1}, ${operation}, ${phase === 'received' ? 'before it takes effect' : 'before its answer'}`;

type Prepare = (place: Place, run: (task: NodeTask) => Promise<NodeOutcome>) => Promise<void>;

export interface KillStory {
	/** What differs from the usual place. */
	readonly place?: PlaceOptions;
	/** What has happened before the run that is killed. */
	readonly prepare: Prepare;
	/** The run that is killed, and then run again in another process. */
	readonly task: NodeTask;
	/** What is run after it, undisturbed, before anybody looks. */
	readonly afterwards?: readonly NodeTask[];
}

type Hook = (call: Pick<KillPoint, 'service' | 'operation'>, phase: KillPoint['phase']) => Promise<void>;

function watch(place: Place, hook: Hook): void {
	place.cin7.onRequest(async ({ operation }, phase) => await hook({ service: 'cin7', operation }, phase));
	place.amazon.onRequest(async ({ operation = 'unknown' }, phase) => await hook({ service: 'amazon', operation }, phase));
}

const runner = (place: Place, process: NodeProcess) => async (task: NodeTask): Promise<NodeOutcome> => {
	const outcome = await process.run(task, place.around);
	if (outcome.error) throw new Error(outcome.error);
	return outcome;
};

/** Runs the story undisturbed and writes down both phases of every call, so that a step that is new is covered by itself. */
export async function recordPoints(story: KillStory, place: Place, process: NodeProcess): Promise<{ points: readonly KillPoint[]; outcome: NodeOutcome }> {
	const run = runner(place, process);
	await story.prepare(place, run);
	const points: KillPoint[] = [];
	const calls = { amazon: -1, cin7: -1 };
	watch(place, async ({ service, operation }, phase) => {
		if (phase === 'received') calls[service]++;
		points.push({ service, operation, phase, call: calls[service] });
	});
	const outcome = await run(story.task);
	const recorded = [...points];
	for (const task of story.afterwards ?? []) await run(task);
	return { points: recorded, outcome };
}

/** The first call of each kind: of reads the moment before their answer is made, of writes both moments. Reference books are left out. */
export const firstOfEachKind = (points: readonly KillPoint[]): readonly KillPoint[] => points.filter(({ service, operation, phase }, index) => {
	if (operation.startsWith('GET /ref/')) return false;
	const first = points.findIndex((point) => point.service === service && point.operation === operation && point.phase === phase);
	return first === index && (phase === 'received' || !operation.startsWith('GET'));
});

export interface Survived<T> {
	readonly point: KillPoint;
	/** False: the run never came to that point, so nothing was killed. */
	readonly killed: boolean;
	readonly outcome: NodeOutcome;
	readonly seen: T;
}

/**
 * For each point: a process is killed there, another one runs the same to the end, and `look` says what came of it. The
 * process that has just gone on after one kill is the one that is killed next, so every point costs one start only.
 */
export async function survive<T>(story: KillStory, points: readonly KillPoint[], look: (place: Place) => Promise<T>): Promise<readonly Survived<T>[]> {
	const survived: Survived<T>[] = [];
	let process = new NodeProcess();
	for (const point of points) {
		const successor = new NodeProcess();
		const place = await Place.open(story.place);
		try {
			await story.prepare(place, runner(place, process));
			const killed = await runUntil(point, place, process, story.task);
			const outcome = await successor.run(story.task, place.around);
			for (const task of story.afterwards ?? []) await runner(place, successor)(task);
			survived.push({ point, killed, outcome, seen: await look(place) });
		} finally {
			await process.kill();
			await place.close();
		}
		process = successor;
	}
	await process.kill();
	return survived;
}

async function runUntil(point: KillPoint, place: Place, process: NodeProcess, task: NodeTask): Promise<boolean> {
	let calls = -1;
	let killed = false;
	watch(place, async ({ service }, phase) => {
		if (killed || service !== point.service) return;
		if (phase === 'received') calls++;
		if (calls !== point.call || phase !== point.phase) return;
		killed = true;
		await process.kill();
		// Takes the connection down before anything is done.
		if (phase === 'received') throw new Error('The caller was killed');
	});
	await process.run(task, place.around).catch((error: unknown) => {
		if (!(error instanceof ProcessEnded)) throw error;
	});
	return killed;
}

/** Runs the points in two lanes, one for each core. */
export async function surviveAll<T>(story: KillStory, points: readonly KillPoint[], look: (place: Place) => Promise<T>): Promise<readonly Survived<T>[]> {
	const lane = async (rest: 0 | 1) => await survive(story, points.filter((_point, index) => index % 2 === rest), look);
	return (await Promise.all([lane(0), lane(1)])).flat();
}
