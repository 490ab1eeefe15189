import type { IExecuteFunctions } from 'n8n-workflow';
import { attentionDigest } from '../../../src/n8n/attentionDigest';
import { itemsOf, type ItemGroup } from '../../../src/n8n/itemGroups';
import type { OperationOutput } from '../../../src/n8n/runOperation';
import { attentionItems } from '../../../src/n8n/saleItems';
import { cin7Of, clock, freeDeadClaims, newRun, startedBy } from '../../../src/n8n/services';
import { postedEntriesItem, previewedEntriesItem } from '../../../src/n8n/settlementEntryItems';
import { storesFor } from '../../../src/n8n/stores';
import { settlementProblem } from '../../../src/processes/problems';
import type { BooksPort } from '../../../src/processes/ports/bookkeeping';
import type { SyncDatabase } from '../../../src/processes/ports/repositories';
import { postEntries, previewEntries } from '../../../src/processes/settlements/postEntries';
import type { BooksRequest } from './booksProperties';

/** Posts settlements to the books that `open` reaches, or shows what would be posted. */
export async function postToBooks(context: IExecuteFunctions, database: SyncDatabase, { request, itemIndexes }: ItemGroup<BooksRequest>, open: (runBudgetMs: number) => Promise<BooksPort>): Promise<OperationOutput> {
	const { storeId, which, previewOnly, as, status, grouping, contact, clearingAccount, tracking, attention } = request;
	const runBudgetMs = request.minutes * 60_000;
	const cin7 = await cin7Of(context, database, runBudgetMs);
	const stores = await storesFor(context, database, storeId, { tenantKey: cin7.tenantKey });
	// With nobody to post for, the other books are not even asked who they are.
	if (which === 'automatic' && !stores.some(({ settings: { settlement } }) => settlement.process === 'automatically' && settlement.xeroMode === 'settlement')) return { processed: [] };
	const books = await open(runBudgetMs);
	const entries = { as, grouping, contact, tracking, accounts: new Map(request.accounts), taxCodes: new Map(request.taxCodes), ...(clearingAccount === '' ? {} : { clearingAccount }) };
	const services = { cin7, books, database, clock, owner: newRun() };
	if (previewOnly) {
		const previews = await previewEntries(services, { stores, which, entries });
		const problems = previews.flatMap(({ record, planned }) => planned.issues.map((issue) => settlementProblem(record.storeId ?? '', record.settlementId, issue)));
		return { processed: itemsOf(previews.map(previewedEntriesItem), itemIndexes), attention: itemsOf(attentionItems(problems, problems.length), itemIndexes) };
	}
	await freeDeadClaims(database);
	const result = await postEntries(services, { stores, startedBy: startedBy(context), which, entries, status });
	const digest = await attentionDigest(database, result.problems, { run: 'settlements', storeIds: stores.map((store) => store.storeId) }, attention);
	return { processed: itemsOf(result.posted.map(postedEntriesItem), itemIndexes), attention: itemsOf(digest, itemIndexes) };
}
