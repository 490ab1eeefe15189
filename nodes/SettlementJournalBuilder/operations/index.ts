import type { INodeProperties } from 'n8n-workflow';
import * as addSettlementFile from './addSettlementFile';
import * as checkClearingAccount from './checkClearingAccount';
import * as getMany from './getMany';
import * as getNotYetSettled from './getNotYetSettled';
import * as loadSettlements from './loadSettlements';
import * as postJournal from './postJournal';
import * as postToQuickBooks from './postToQuickBooks';
import * as postToXero from './postToXero';
import * as previewJournal from './previewJournal';
import * as reconcileOrders from './reconcileOrders';
import * as review from './review';
import * as skip from './skip';
import * as undo from './undo';
import * as undoInBooks from './undoInBooks';

export const operations = {
	addSettlementFile: addSettlementFile.run,
	checkClearingAccount: checkClearingAccount.run,
	getMany: getMany.run,
	getNotYetSettled: getNotYetSettled.run,
	loadSettlements: loadSettlements.run,
	postJournal: postJournal.run,
	postToQuickBooks: postToQuickBooks.run,
	postToXero: postToXero.run,
	previewJournal: previewJournal.run,
	reconcileOrders: reconcileOrders.run,
	review: review.run,
	skip: skip.run,
	undo: undo.run,
	undoInQuickBooks: undoInBooks.runInQuickBooks,
	undoInXero: undoInBooks.runInXero,
};

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'postJournal',
		options: [
			{ name: 'Add Settlement File', value: 'addSettlementFile', action: 'Add a settlement file', description: 'Takes a settlement file that you downloaded, with the same result as one that is loaded' },
			{ name: 'Check Clearing Account', value: 'checkClearingAccount', action: 'Check the clearing account', description: 'The balance of the clearing account on a day, and what it consists of' },
			{ name: 'Get Many', value: 'getMany', action: 'Get many settlements', description: 'Settlements with their state, what they earned and what holds them' },
			{ name: 'Get Not Yet Settled', value: 'getNotYetSettled', action: 'Get not yet settled money', description: 'Money that Amazon defers: it comes with a later settlement' },
			{ name: 'Load Settlements', value: 'loadSettlements', action: 'Load settlements', description: 'Loads the settlements that Amazon made since the last load' },
			{ name: 'Post Journal', value: 'postJournal', action: 'Post journals', description: 'Posts settlements to Cin7 Core: journals, and the money received on the bank account' },
			{ name: 'Post to QuickBooks', value: 'postToQuickBooks', action: 'Post settlements to quick books', description: 'Posts one journal entry for each settlement to QuickBooks Online, in place of a journal in Cin7 Core' },
			{ name: 'Post to Xero', value: 'postToXero', action: 'Post settlements to xero', description: 'Posts one invoice or manual journal for each settlement to Xero, in place of a journal in Cin7 Core' },
			{ name: 'Preview Journal', value: 'previewJournal', action: 'Preview journals', description: 'Shows what Post Journal would write, and writes nothing' },
			{ name: 'Reconcile Orders', value: 'reconcileOrders', action: 'Reconcile orders', description: 'What was settled of each order, beside its invoice' },
			{ name: 'Review', value: 'review', action: 'Review the transactions of a settlement', description: 'The transactions by type, with the account that each goes to' },
			{ name: 'Skip', value: 'skip', action: 'Skip a settlement', description: 'Sets a settlement aside that was booked in another way, or takes that back' },
			{ name: 'Undo', value: 'undo', action: 'Undo a posted settlement', description: 'Voids what Post Journal wrote' },
			{ name: 'Undo in QuickBooks', value: 'undoInQuickBooks', action: 'Undo a settlement in quick books', description: 'Deletes what Post to QuickBooks wrote' },
			{ name: 'Undo in Xero', value: 'undoInXero', action: 'Undo a settlement in xero', description: 'Voids what Post to Xero wrote' },
		],
	},
	...addSettlementFile.description,
	...checkClearingAccount.description,
	...getMany.description,
	...getNotYetSettled.description,
	...loadSettlements.description,
	...postJournal.description,
	...postToQuickBooks.description,
	...postToXero.description,
	...previewJournal.description,
	...reconcileOrders.description,
	...review.description,
	...skip.description,
	...undo.description,
	...undoInBooks.description,
];
