import type { IDataObject } from 'n8n-workflow';
import { marketplaceById } from '../domain/marketplaces';
import type { SetUpResult } from '../processes/storeSetUp';

/** A connected store with its checks as an item. */
export function setUpItem({ store, checks, ready }: SetUpResult): IDataObject {
	return {
		storeId: store.storeId,
		storeName: store.settings.storeName,
		marketplace: marketplaceById(store.marketplaceId)?.name ?? store.marketplaceId,
		ready,
		missing: checks.filter((check) => check.result === 'missing').map((check) => `${check.check}: ${check.message}`),
		advice: checks.filter((check) => check.result === 'advice').map((check) => `${check.check}: ${check.message}`),
		checks: checks.map((check) => ({ ...check })),
		salesRepresentative: store.settings.shopNameAsSalesRep ? (store.settings.shopRepresentativeName ?? store.settings.storeName) : null,
		timeZone: store.settings.timeZone,
		connectedAt: store.connectedAt,
	};
}

/** One item per check, for a table that is read from top to bottom. */
export const checkItems = ({ store, checks, ready }: SetUpResult): IDataObject[] =>
	checks.map(({ check, result, message }) => ({ storeName: store.settings.storeName, check, result, message, ready, storeId: store.storeId }));
