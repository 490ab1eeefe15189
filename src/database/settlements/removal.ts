import type { WriteTransaction } from '../engines/engine';

/**
 * S80: removes the settlements of a store with their documents, orders and types; with the account's last store also
 * those that no store had, and the reports that could not be read. Answers how many settlements. The account's list of
 * reports is read from its beginning next time: a store that is connected again gets its settlements again.
 */
export async function removeSettlements(transaction: WriteTransaction, { accountKey, storeId }: { readonly accountKey: string; readonly storeId: string }): Promise<number> {
	const other = await transaction.selectFrom('store').select('store_id').where('account_key', '=', accountKey).where('store_id', '!=', storeId).executeTakeFirst();
	const removed = await transaction
		.deleteFrom('settlement')
		.where(({ eb, or }) => (other ? eb('store_id', '=', storeId) : or([eb('store_id', '=', storeId), eb('account_key', '=', accountKey)])))
		.returning(['settlement_id', 'document_id', 'reissue_document_id'])
		.execute();
	for (const { settlement_id, document_id, reissue_document_id } of removed) {
		for (const id of [document_id, reissue_document_id]) if (id !== null) await transaction.deleteFrom('settlement_document').where('document_id', '=', id).execute();
		await transaction.deleteFrom('settlement_report').where('account_key', '=', accountKey).where('settlement_id', '=', settlement_id).execute();
	}
	if (!other) await transaction.deleteFrom('settlement_report').where('account_key', '=', accountKey).execute();
	await transaction.deleteFrom('settlement_cursor').where('account_key', '=', accountKey).execute();
	return removed.length;
}
