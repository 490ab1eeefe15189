import type { FaultKind as AmazonKind } from '../../sandbox/amazon/faults';
import { faultKinds as cin7Kinds, type FaultKind as Cin7Kind } from '../../sandbox/cin7/faults';
import { expectGreen } from '../nodes/demoWorld';
import { expectTold, type CatalogRounds } from './catalogRounds';
import { shortenDeadlines } from './hurry';

const MINUTE = 60_000;
const MOST_CALLS = 60;

export interface CatalogFault {
	readonly service: 'amazon' | 'cin7';
	readonly operation: string;
	readonly kind: AmazonKind | Cin7Kind;
	/** For kinds that may be told although the request was done. */
	readonly committed?: boolean;
	/** How often; once where it is left out. */
	readonly times?: number;
	/** Of Cin7 Core: the product that it meets alone. */
	readonly sku?: string;
}

/** For faults that never end of themselves. */
export const ENDLESS = 1000;

const doneAllTheSame: readonly Cin7Kind[] = ['error500', 'html503', 'html200'];

/** Each fault of Cin7 Core; for a write, also those that are told although it was done. */
export const cin7Faults = (operation: string, times = 1): readonly CatalogFault[] => [
	...cin7Kinds.map((kind) => ({ kind })),
	...(operation.startsWith('GET') ? [] : doneAllTheSame.map((kind) => ({ kind, committed: true }))),
].map((fault) => ({ service: 'cin7', operation, times, ...fault }));

export type Stand = Awaited<ReturnType<CatalogRounds['stand']>>;

/** How a round went whose first load met a fault. */
export interface Withstood {
	/** Where it stood when that load had ended. */
	readonly after: Stand;
	/** Operations that were called, by the load that met the fault and by the one after. */
	readonly calls: readonly string[];
	readonly callsAfter: readonly string[];
}

/**
 * New goods, a load that meets the fault, and another one without it. The first ends in bounded calls, tells in words what
 * it did not come to, doubles nothing and cancels nothing; the second completes the rest. `fault`: where it depends on the tag
 * of the round's goods, made of it.
 */
export async function withstand(rounds: CatalogRounds, fault: CatalogFault | ((tag: string) => CatalogFault)): Promise<Withstood> {
	const { world } = rounds;
	// So long that a report of the round before is none of this one.
	world.pass(5 * MINUTE);
	rounds.arrange();
	const what = typeof fault === 'function' ? fault(rounds.tag) : fault;
	const late = what.kind === 'hang' || what.kind === 'slowDrip' ? shortenDeadlines(400) : undefined;
	addFault(rounds, what);
	const calls = callsOf(rounds, what.service);
	const first = await rounds.load();
	late?.();
	world.cin7.faults.clear();
	world.amazon.faults.clear();
	expectGreen(first);
	const struck = calls();
	expect({ what, struck: struck.includes(what.operation), bounded: struck.length < MOST_CALLS }).toEqual({ what, struck: true, bounded: true });
	const after = await rounds.stand();
	if (JSON.stringify(after) !== JSON.stringify(rounds.complete)) await expectTold(world, first, what);
	expectNothingAmiss(what, after);

	world.pass(2 * MINUTE);
	const later = callsOf(rounds, what.service);
	expectGreen(await rounds.load());
	expect({ what, ...(await rounds.stand()) }).toEqual({ what, ...rounds.complete });
	return { after, calls: struck, callsAfter: later() };
}

function addFault({ world }: CatalogRounds, { service, kind, sku, ...fault }: CatalogFault): void {
	if (service === 'cin7') world.cin7.faults.add({ ...fault, kind: kind as Cin7Kind, ...(sku === undefined ? {} : { when: ({ body }) => (body as { SKU?: string } | undefined)?.SKU === sku }) });
	else world.amazon.faults.add({ operation: fault.operation, times: fault.times ?? 1, kind: kind as AmazonKind, bytesPerSecond: fault.operation === 'downloadDocument' ? 8000 : 200 });
}

/** Answers the operations that were called since. */
function callsOf({ world }: CatalogRounds, service: CatalogFault['service']): () => readonly string[] {
	const begin = world[service].requests.length;
	return () => world[service].requests.slice(begin).map(({ operation }) => operation ?? '');
}

/** Never a second one of anything, not even for a while, and nothing canceled. */
function expectNothingAmiss(what: CatalogFault, { products, families, categories, brands, notListed }: Stand): void {
	const skus = [...products.map((each) => each.split(' at ')[0]), ...families.map((each) => each.split(':')[0])];
	expect({ what, twice: skus.filter((sku, index) => skus.indexOf(sku) !== index), categories: categories <= 1, brands: brands <= 1, notListed }).toEqual({ what, twice: [], categories: true, brands: true, notListed: [] });
}
