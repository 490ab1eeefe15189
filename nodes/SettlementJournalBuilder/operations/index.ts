import type { INodeProperties } from 'n8n-workflow';
import * as addSettlementFile from './addSettlementFile';
import * as checkClearingAccount from './checkClearingAccount';
import * as getMany from './getMany';
import * as getNotYetSettled from './getNotYetSettled';
import * as loadSettlements from './loadSettlements';
import * as postJournal from './postJournal';
import * as previewJournal from './previewJournal';
import * as reconcileOrders from './reconcileOrders';
import * as review from './review';
import * as skip from './skip';
import * as undo from './undo';

export const operations = {
	addSettlementFile: addSettlementFile.run,
	checkClearingAccount: checkClearingAccount.run,
	getMany: getMany.run,
	getNotYetSettled: getNotYetSettled.run,
	loadSettlements: loadSettlements.run,
	postJournal: postJournal.run,
	previewJournal: previewJournal.run,
	reconcileOrders: reconcileOrders.run,
	review: review.run,
	skip: skip.run,
	undo: undo.run,
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
			{ name: 'Preview Journal', value: 'previewJournal', action: 'Preview journals', description: 'Shows what Post Journal would write, and writes nothing' },
			{ name: 'Reconcile Orders', value: 'reconcileOrders', action: 'Reconcile orders', description: 'What was settled of each order, beside its invoice' },
			{ name: 'Review', value: 'review', action: 'Review the transactions of a settlement', description: 'The transactions by type, with the account that each goes to' },
			{ name: 'Skip', value: 'skip', action: 'Skip a settlement', description: 'Sets a settlement aside that was booked in another way, or takes that back' },
			{ name: 'Undo', value: 'undo', action: 'Undo a posted settlement', description: 'Voids what Post Journal wrote' },
		],
	},
	...addSettlementFile.description,
	...checkClearingAccount.description,
	...getMany.description,
	...getNotYetSettled.description,
	...loadSettlements.description,
	...postJournal.description,
	...previewJournal.description,
	...reconcileOrders.description,
	...review.description,
	...skip.description,
	...undo.description,
];
