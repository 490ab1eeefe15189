import type { Clock } from '../../transport/clock';
import type { Cin7Port } from '../ports/cin7';
import type { SyncDatabase } from '../ports/repositories';

/** Cin7 Core's clock and ours may differ, and a change may show late: each reading goes this far back behind the last. */
const OVERLAP_MS = 10 * 60_000;
/** ModifiedSince is trusted for a day; then all products are read again. */
const COMPLETE_EVERY_MS = 24 * 3600_000;
const ROWS_AT_ONCE = 1000;

/**
 * Brings the kept index of the tenant's products and families up to date: what changed since the last reading, once a
 * day everything, 1,000 a call. Answers whether anything may have changed. Throws TransportError; what was read stays.
 */
export async function refreshProductIndex({ cin7, database: { products }, clock }: { readonly cin7: Cin7Port; readonly database: Pick<SyncDatabase, 'products'>; readonly clock: Clock }): Promise<boolean> {
	const { tenantKey } = cin7;
	const { current, completeAt } = await products.state(tenantKey);
	const now = clock.now();
	const complete = !current || !completeAt || now - Date.parse(completeAt) >= COMPLETE_EVERY_MS;
	const since = complete ? undefined : new Date(Date.parse(current) - OVERLAP_MS).toISOString();
	const changed = await inParts(cin7.productsSince(since), async (part) => await products.saveProducts(tenantKey, part));
	const changedFamilies = await inParts(cin7.familiesSince(since), async (part) => await products.saveFamilies(tenantKey, part));
	const at = new Date(now).toISOString();
	await products.saveState(tenantKey, { current: at, completeAt: complete ? at : completeAt });
	return complete || changed + changedFamilies > 0;
}

async function inParts<T>(rows: AsyncIterable<T>, save: (part: readonly T[]) => Promise<void>): Promise<number> {
	let part: T[] = [];
	let count = 0;
	const flush = async (): Promise<void> => {
		count += part.length;
		if (part.length > 0) await save(part);
		part = [];
	};
	for await (const row of rows) {
		part.push(row);
		if (part.length >= ROWS_AT_ONCE) await flush();
	}
	await flush();
	return count;
}
