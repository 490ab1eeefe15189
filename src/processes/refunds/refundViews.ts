import type { Store } from '../../domain/settings';
import type { Cin7Port } from '../ports/cin7';
import type { CreditRecord } from '../ports/credits';
import type { SyncDatabase } from '../ports/repositories';
import { SaleHeld } from '../saleWriting';
import { prepareCredit, type PreparedCredit } from './prepareCredit';

export interface PreviewedCredit {
	readonly credit: CreditRecord;
	readonly prepared: PreparedCredit;
}

/** What Process Refunds would write, by the same code, without a single write to Cin7 Core or to the database (N49). */
export async function previewRefunds(services: { readonly cin7: Cin7Port; readonly database: SyncDatabase }, stores: readonly Store[], limit: number): Promise<readonly PreviewedCredit[]> {
	const previews: PreviewedCredit[] = [];
	const books = await services.cin7.reference();
	for (const store of stores) {
		for (const credit of await services.database.credits.list({ storeId: store.storeId, states: ['pending'], limit })) {
			const prepared = await prepareCredit(services, store, books, credit).catch((error: unknown): PreparedCredit => {
				if (error instanceof SaleHeld) return { kind: 'held', issues: [error.issue] };
				throw error;
			});
			previews.push({ credit, prepared });
		}
	}
	return previews;
}
