import { groupBy } from '../../domain/groupBy';
import { marketplaceById } from '../../domain/marketplaces';
import { sum } from '../../domain/money';
import { readSettlement } from '../../domain/settlement/reading/readSettlement';
import type { ReadOptions, SettlementContent } from '../../domain/settlement/settlement';
import { chainOf } from '../../domain/settlement/settlementChain';
import { storeOfSettlement } from '../../domain/settlement/settlementStore';
import type { Store } from '../../domain/settings';
import type { SyncDatabase } from '../ports/repositories';
import type { CapturedSettlement, SeenType, SettlementRecord } from '../ports/settlements';

/** A settlement file that was kept, and what became of it. */
export interface CaptureResult {
	readonly outcome: 'new' | 'unchanged' | 'reissued';
	readonly record: SettlementRecord;
}

/** The zone and country by which a store's files are read. */
export const readingFor = ({ marketplaceId, settings }: Store): Pick<ReadOptions, 'timeZone' | 'country'> => {
	const country = marketplaceById(marketplaceId)?.country;
	return { timeZone: settings.timeZone, ...(country ? { country } : {}) };
};

/**
 * Reads a stored document to its end and keeps the settlement in it, once, whatever documents carry it (P4, P16). What
 * may be posted is decided when it is posted. Throws UnreadableSettlement, with nothing kept.
 */
export async function captureSettlement({ settlements }: Pick<SyncDatabase, 'settlements'>, stores: readonly [Store, ...Store[]], document: { readonly documentId: string; readonly source: string; readonly charset?: string }): Promise<CaptureResult> {
	const { documentId, source, charset } = document;
	const read = async (store: Store, collectOrders: boolean): Promise<SettlementContent> => await readSettlement(settlements.readDocument(documentId), { ...readingFor(store), collectOrders, ...(charset ? { charset } : {}) });
	const [anyStore, ...others] = stores;
	// Where all stores read alike, once is enough.
	const alike = others.every((store) => sameReading(store, anyStore));
	const first = await read(anyStore, alike);
	const store = storeOfSettlement(first, stores);
	// Months and doubtful dates are told by the store that it belongs to.
	const content = alike ? first : await read(store ?? anyStore, true);
	return await settlements.capture(anyStore.accountKey, captured(content, documentId, source), decide(content, store));
}

/** Gives a settlement that has none its store, now that one of its currency is connected. */
export async function assignStore({ settlements }: Pick<SyncDatabase, 'settlements'>, stores: readonly [Store, ...Store[]], record: SettlementRecord): Promise<void> {
	const content = await readSettlement(settlements.readDocument(record.documentId), readingFor(stores[0]));
	const { storeId, state, stateReason } = decide(content, storeOfSettlement(content, stores));
	if (storeId === undefined) return;
	await settlements.assignStore([record], storeId);
	if (state === 'skipped') await settlements.changeState([record], state, stateReason);
}

const sameReading = (a: Store, b: Store): boolean => JSON.stringify(readingFor(a)) === JSON.stringify(readingFor(b));

const captured = (content: SettlementContent, documentId: string, source: string): CapturedSettlement => ({
	statement: content.statement,
	fingerprint: content.fingerprint,
	version: content.form.version,
	rows: content.rows,
	chain: chainOf(content),
	orders: content.orders ?? new Map(),
	types: typesOf(content),
	documentId,
	source,
});

/** The types of a settlement, over channels, marketplaces and months. */
export function typesOf({ groups, statement }: Pick<SettlementContent, 'groups' | 'statement'>): readonly SeenType[] {
	const byType = groupBy(groups, ({ transactionType, amountType, amountDescription }) => JSON.stringify([transactionType, amountType, amountDescription]));
	return [...byType].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, rows]): SeenType[] => {
		const [group] = rows;
		if (!group) return [];
		const [firstPostedAt] = rows.flatMap((row) => row.firstPostedAt ?? []).sort();
		const { transactionType, amountType, amountDescription } = group;
		return [{ transactionType, amountType, amountDescription, sum: sum(rows.map((row) => row.sum)), rows: rows.reduce((count, row) => count + row.rows, 0), currency: statement.currency, ...(firstPostedAt ? { firstPostedAt } : {}) }];
	});
}

/** One that ended before the store's first order is from before the integration: its money is in the books already. */
function decide({ statement }: SettlementContent, store: Store | undefined): { storeId?: string; state: 'loaded' | 'skipped'; stateReason?: string } {
	if (!store) return { state: 'loaded' };
	const { storeId, settings } = store;
	if (Date.parse(statement.endsAt) > Date.parse(settings.ignoreOrdersBefore)) return { storeId, state: 'loaded' };
	return { storeId, state: 'skipped', stateReason: 'It ended before the first order that the store takes (Ignore Orders Before)' };
}
