import type { IDataObject } from 'n8n-workflow';
import type { HistoryResult } from '../processes/loadHistory';
import type { LoadRefundResult } from '../processes/refunds/loadRefunds';
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

/** The outcome of a load of history as an item. */
export function historyItem(accountKey: string, result: HistoryResult): IDataObject {
	return {
		account: accountKey,
		busy: result.busy,
		complete: result.complete,
		expectedMinutesLeft: Math.ceil(result.expectedWaitMs / 60_000),
		foundInReports: result.found,
		loaded: result.loaded,
		left: result.left,
		putAside: result.putAside,
	};
}

/** The outcome of a load of refunds as an item. */
export function refundLoadItem(accountKey: string, result: LoadRefundResult): IDataObject {
	return {
		account: accountKey,
		busy: result.busy,
		complete: result.complete,
		loaded: result.loaded,
		new: result.new,
		notCompletedAtAmazon: result.notCompleted,
		here: { ...result.here },
	};
}
