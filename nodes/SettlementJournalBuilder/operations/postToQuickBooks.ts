import type { INodeProperties } from 'n8n-workflow';
import { quickBooksOf } from '../../../src/n8n/books';
import { operation } from '../../../src/n8n/runOperation';
import { booksProperties, readBooksRequest } from './booksProperties';
import { postToBooks } from './postToBooks';

export const description: INodeProperties[] = booksProperties('QuickBooks', 'postToQuickBooks');

export const run = operation({
	read: (context, itemIndex) => readBooksRequest(context, itemIndex, 'QuickBooks'),
	run: async (context, database, group) => await postToBooks(context, database, group, async (runBudgetMs) => await quickBooksOf(context, database, { ...group.request, runBudgetMs })),
});
