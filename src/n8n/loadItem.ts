import type { IDataObject } from 'n8n-workflow';
import type { LoadResult } from '../processes/loadOrders';

/** The outcome of a load as an item: counts, whether they add up, and what is left. */
export function loadItem(accountKey: string, result: LoadResult): IDataObject {
	return {
		account: accountKey,
		busy: result.busy,
		complete: result.complete,
		expectedMinutesLeft: Math.ceil(result.expectedWaitMs / 60_000),
		loaded: result.loaded,
		new: result.new,
		updated: result.updated,
		unchanged: result.unchanged,
		atAmazon: { ...result.atAmazon },
		here: { ...result.here },
		accountedFor: result.accountedFor,
		skippedForTaxMapping: result.skippedForTaxMapping.map((key) => key.orderId),
	};
}
