import type { JournalDocument, MoneyTaskDocument, SaleJournalLine } from '../../src/processes/ports/ledger';
import { describeWithCin7Contracts } from '../contracts/cin7Examples';
import { undocumentedRequestKeys } from '../contracts/cin7RequestKeys';
import { clientFor, failureOf, json, LIMIT_SENTENCE, raw, refused, startScriptedCin7, type Scripted, type ScriptedCin7 } from './scriptedCin7';

let cin7: ScriptedCin7;
beforeEach(async () => { cin7 = await startScriptedCin7(); });
afterEach(async () => { await cin7.close(); });

const client = (): ReturnType<typeof clientFor>['client'] => clientFor(cin7.url).client;
const MARKER = 'AMZ|us|12345|2026-06|';
const TASK = '0f3dad04-55cc-437c-87fa-b3a99445ecd4';

const document: JournalDocument = {
	narration: `${MARKER} Amazon settlement 12345`, date: '2026-06-30', currency: 'EUR', rate: '1.08375',
	pairs: [{ debit: '410', credit: '711', amount: '12.34', reference: 'Commission' }, { debit: '711', credit: '270', amount: '0.05', reference: 'Reimbursement' }],
};
const row = (change: object = {}): object => ({
	TaskID: TASK, Status: 'DRAFT', JournalNumber: 'JR-00006', Currency: 'EUR', CurrencyConversionRate: 1.08375, EffectiveDate: '2026-06-30T00:00:00', Narration: document.narration, Notes: null,
	Lines: [{ Debit: '410', Credit: 711, Reference: 'Commission', Amount: 12.34, BaseAmount: 13.37 }], Attachments: [], ...change,
});
const journals = (...rows: object[]): Scripted => json({ Total: rows.length, Page: 1, Journals: rows });

const moneyDocument: MoneyTaskDocument = {
	type: 'Receive Money', bankAccount: '091', account: '711', amount: '250.10', rate: '1.08375', reference: 'AMZ|de|12345|deposit', date: '2026-07-01', taxRule: 'Tax Exempt', note: 'Amazon settlement 12345',
};
const task = (change: object = {}): object => ({
	TaskID: TASK, TaskType: 'Receive Money', Status: 'DRAFT', BankAccount: '091', CurrencyConversionRate: 1.08375, SupplierCustomer: '', SupplierID: null, CustomerID: null, Reference: moneyDocument.reference,
	Date: '2026-07-01T00:00:00', TaxInclusive: true, Note: null, Lines: [{ Name: 'x', Quantity: 1, Price: 250.1, Tax: 0, TaxRuleName: 'Tax Exempt', AccountCode: '711', Total: 250.1 }], Transactions: [], Attachments: [], ...change,
});
const snapshot = { taskId: TASK, status: 'DRAFT', type: 'Receive Money', reference: moneyDocument.reference, bankAccount: '091', date: '2026-07-01', amount: '250.1', accounts: ['711'] };

const fees: SaleJournalLine[] = [{ debit: '410', credit: '710', amount: '4.50', reference: 'AMZ|us|1|sale Commission', date: '2026-06-30' }];

describe('a journal', () => {
	it('P2: is written as a draft of pairs, each with its amount in base currency at two digits', async () => {
		cin7.script(journals(row()));
		await expect(client().draftJournal(document)).resolves.toEqual({
			taskId: TASK, number: 'JR-00006', status: 'DRAFT', narration: document.narration, date: '2026-06-30', currency: 'EUR', pairs: [{ debit: '410', credit: '711', amount: '12.34', reference: 'Commission' }],
		});
		expect(cin7.calls[0]).toMatchObject({ method: 'POST', path: '/journal', query: {} });
		expect(cin7.calls[0]?.body).toEqual({
			Status: 'DRAFT', Currency: 'EUR', CurrencyConversionRate: 1.08375, EffectiveDate: '2026-06-30T00:00:00', Narration: document.narration, Notes: '',
			Lines: [{ Debit: '410', Credit: '711', Reference: 'Commission', Amount: 12.34, BaseAmount: 13.37 }, { Debit: '711', Credit: '270', Reference: 'Reimbursement', Amount: 0.05, BaseAmount: 0.05 }],
		});
	});

	it('is completed by its task, with everything in it', async () => {
		cin7.script(journals(row({ TaskID: TASK.toUpperCase(), Status: 'COMPLETED' })));
		await expect(client().completeJournal(TASK, document)).resolves.toMatchObject({ status: 'COMPLETED' });
		expect(cin7.calls[0]).toMatchObject({ method: 'PUT', path: '/journal', body: { TaskID: TASK, Status: 'COMPLETED', Lines: [{ Amount: 12.34 }, { Amount: 0.05 }] } });
	});

	it('is voided and not undone', async () => {
		cin7.script(journals(row({ Status: 'VOIDED', Lines: [] })));
		await client().voidJournal(TASK);
		expect(cin7.calls[0]).toMatchObject({ method: 'DELETE', path: '/journal', query: { ID: TASK, Void: 'true' } });
	});

	it('is found by the marker that its narration begins with, though the search is not that exact', async () => {
		cin7.script(journals(row({ TaskID: 'other', Narration: `see ${document.narration}` }), row({ TaskID: 'lower', Narration: document.narration.toLowerCase() }), row({ TaskID: 'notes', Narration: null, Notes: MARKER }), row(), row({ TaskID: 'gone', Status: 'VOIDED', Lines: null })));
		const found = await client().journalsByMarker(MARKER);
		expect(found.map(({ taskId, status }) => [taskId, status])).toEqual([[TASK, 'DRAFT'], ['gone', 'VOIDED']]);
		expect(cin7.calls[0]?.query).toEqual({ Page: '1', Limit: '1000', Search: MARKER });
	});

	it('is found on the second page too', async () => {
		const others = Array.from({ length: 1000 }, (_, index) => row({ TaskID: `t${index}`, Narration: `copy of ${MARKER}` }));
		cin7.script(journals(...others), journals(row()));
		expect(await client().journalsByMarker(MARKER)).toHaveLength(1);
		expect(cin7.calls.map(({ query }) => query.Page)).toEqual(['1', '2']);
	});

	it('is read by its task; there is none where Cin7 Core shows another, or says that it has none', async () => {
		cin7.script(journals(row({ TaskID: 'other' }), row()), journals(row({ TaskID: 'other' })), journals(), refused(400, 'Journal with ID was not found'));
		expect(await client().journal(TASK.toUpperCase())).toMatchObject({ taskId: TASK });
		for (const _ of [1, 2, 3]) expect(await client().journal(TASK)).toBeUndefined();
		expect(cin7.calls[0]?.query).toMatchObject({ TaskID: TASK.toUpperCase() });
	});

	it.each<[string, Scripted]>([['nothing', journals()], ['another one', journals(row({ Narration: 'other' }))]])('an answer that shows %s leaves a doubt', async (_what, answer) => {
		cin7.script(answer);
		expect(await failureOf(client().draftJournal(document))).toMatchObject({ kind: 'unreadable', ambiguous: true, operation: 'POST /journal' });
	});
});

describe('a money task', () => {
	it('P1: is one line without tax, in the currency of the bank account, with the keys of the published examples', async () => {
		cin7.script(json(task()));
		await expect(client().draftMoneyTask(moneyDocument)).resolves.toEqual(snapshot);
		expect(cin7.calls[0]).toMatchObject({ method: 'POST', path: '/moneyOperation' });
		expect(cin7.calls[0]?.body).toEqual({
			TaskType: 'Receive Money', Status: 'DRAFT', BankAccount: '091', CurrencyConversionRate: 1.08375, SupplierID: null, CustomerID: null, Reference: moneyDocument.reference,
			Date: '2026-07-01T00:00:00', TaxInclusive: true, Note: 'Amazon settlement 12345',
			Lines: [{ Name: 'Amazon settlement 12345', Comment: '', Quantity: 1, Price: 250.1, Discount: 0, Tax: 0, TaxRuleName: 'Tax Exempt', AccountCode: '711', Total: 250.1 }],
		});
	});

	it('has a line with a name, which the API needs, even without a note', async () => {
		cin7.script(json(task()));
		await client().draftMoneyTask({ ...moneyDocument, note: '' });
		expect(cin7.calls[0]?.body).toMatchObject({ Lines: [{ Name: moneyDocument.reference }] });
	});

	it('is completed and voided by its task', async () => {
		cin7.script(json(task({ Status: 'COMPLETED' })), json(task({ Status: 'VOIDED', Lines: [] })));
		await expect(client().completeMoneyTask(TASK, moneyDocument)).resolves.toMatchObject({ status: 'COMPLETED', amount: '250.1' });
		await client().voidMoneyTask(TASK);
		expect(cin7.calls.map(({ method, query, body }) => [method, query, body])).toEqual([
			['PUT', {}, expect.objectContaining({ TaskID: TASK, Status: 'COMPLETED' })], ['DELETE', { ID: TASK, Void: 'true' }, undefined],
		]);
	});

	it('is read with either spelling of the keys, and with the sum of its lines', async () => {
		cin7.script(json(task({ BankAccount: 91, Lines: [{ Total: 250.1, TaxRule: 'x', Account: '711' }, { Total: -0.1, AccountCode: 860 }, { Total: 1, AccountCode: '711' }] })));
		expect(await client().moneyTask(TASK)).toEqual({ ...snapshot, bankAccount: '91', amount: '251', accounts: ['711', '860'] });
		expect(cin7.calls[0]).toMatchObject({ method: 'GET', path: '/moneyOperation', query: { TaskID: TASK } });
	});

	it('is found by exactly its reference, and read whole; transfers between banks are none', async () => {
		const listed = (TaskID: string, change: object = {}): object => ({ TaskID, TaskType: 'Receive Money', Status: 'DRAFT', Reference: moneyDocument.reference, TotalAmount: 250.1, ...change });
		cin7.script(
			json({ Total: 5, Page: 1, MoneyTasks: [listed('a', { Reference: `${moneyDocument.reference} 2` }), listed('b', { TaskType: 'Transfer Money' }), listed('c', { Reference: 5 }), listed(TASK), listed('gone')] }),
			json(task()), refused(404, 'Money task with ID was not found'),
		);
		expect(await client().moneyTasksByReference(moneyDocument.reference)).toEqual([snapshot]);
		expect(cin7.calls.map(({ path, query }) => [path, query.Search ?? query.TaskID])).toEqual([['/moneyTaskList', moneyDocument.reference], ['/moneyOperation', TASK], ['/moneyOperation', 'gone']]);
	});

	it('is none where Cin7 Core says so', async () => {
		cin7.script(refused(400, 'Money task was not found'));
		expect(await client().moneyTask(TASK)).toBeUndefined();
	});
});

describe('the journal of a sale', () => {
	it('D4: is written whole, in place of what was there', async () => {
		const answer = { SaleID: 's1', Status: 'AUTHORISED', Lines: [{ Reference: fees[0]?.reference, Amount: 4.5, Date: '2026-06-30T00:00:00', Debit: '410', Credit: '710' }] };
		cin7.script(json(answer), json(answer));
		const expected = { status: 'AUTHORISED', lines: [{ ...fees[0], amount: '4.5' }] };
		await expect(client().writeSaleJournal('s1', { status: 'AUTHORISED', lines: fees })).resolves.toEqual(expected);
		expect(cin7.calls[0]).toMatchObject({ method: 'POST', path: '/sale/manualJournal' });
		expect(cin7.calls[0]?.body).toEqual(answer);
		expect(await client().saleJournal('s1')).toEqual(expected);
		expect(cin7.calls[1]).toMatchObject({ method: 'GET', path: '/sale/manualJournal', query: { SaleID: 's1' } });
	});

	it('is empty where nothing was written, and none where there is no such sale', async () => {
		cin7.script(json({ SaleID: 's1', Status: 'NOT AVAILABLE', Lines: null }), refused(400, 'Sale was not found'));
		expect(await client().saleJournal('s1')).toEqual({ status: 'NOT AVAILABLE', lines: [] });
		expect(await client().saleJournal('s1')).toBeUndefined();
	});
});

describe('the ledger', () => {
	const entry = (EffectiveDate: string, change: object = {}): object => ({ TaskID: TASK, DebitAccountCode: '410', CreditAccountCode: 710, Amount: 1.5, EffectiveDate: `${EffectiveDate}T00:00:00`, Reference: null, Transaction: 'x', Type: 'Journal', ...change });

	it('P22: is read of whole days, whether or not Cin7 Core counts the two dates in', async () => {
		cin7.script(json({ Total: 6, Page: 1, Transactions: [
			entry('2026-05-31'), entry('2026-06-01'), entry('2026-06-30', { Amount: -1.5, Reference: 'Commission' }), entry('2026-07-01'), entry('2026-06-15', { CreditAccountCode: '7100' }), entry('2026-06-15', { DebitAccountCode: '710', CreditAccountCode: '410' }),
		] }));
		const base = { taskId: TASK, debit: '410', credit: '710', amount: '1.5', type: 'Journal' };
		expect(await client().ledger({ account: '710', from: '2026-06-01', to: '2026-06-30' })).toEqual([
			{ ...base, date: '2026-06-01' }, { ...base, date: '2026-06-30', amount: '-1.5', reference: 'Commission' }, { ...base, date: '2026-06-15', debit: '710', credit: '410' },
		]);
		expect(cin7.calls[0]).toMatchObject({ path: '/transactions', query: { FromDate: '2026-05-31T00:00:00', ToDate: '2026-07-01T00:00:00', Account: '710', Page: '1' } });
	});

	it('P22: goes on where two pages begin with rows that look alike: rows of the ledger have no id', async () => {
		const page = (last: string): object[] => [...Array.from({ length: 999 }, () => entry('2026-06-05')), entry(last)];
		cin7.script(json({ Transactions: page('2026-06-06') }), json({ Transactions: page('2026-06-07') }), json({ Transactions: [entry('2026-06-08')] }));
		expect(await client().ledger({ account: '710', from: '2026-06-01', to: '2026-06-30' })).toHaveLength(2001);
	});

	it('P1: bank accounts are known by the code of their account', async () => {
		cin7.script(json({ Total: 1, Page: 1, BankAccountsList: [{ AccountID: 'x', Bank: 'Harbor Bank', AccountName: 'Euro', AccountNumber: '1', AccountCode: 91, Currency: 'EUR', StatementBalance: 0 }] }));
		expect(await client().bankAccounts()).toEqual([{ code: '91', name: 'Euro', bank: 'Harbor Bank', currency: 'EUR' }]);
		expect(cin7.calls[0]?.path).toBe('/ref/account/bank');
	});
});

type Api = ReturnType<typeof client>;
const writes: [string, (api: Api) => Promise<unknown>, object][] = [
	['POST /journal', async (api) => await api.draftJournal(document), { Journals: [row()] }],
	['PUT /journal', async (api) => await api.completeJournal(TASK, document), { Journals: [row()] }],
	['DELETE /journal', async (api) => await api.voidJournal(TASK), { Journals: [row()] }],
	['POST /moneyOperation', async (api) => await api.draftMoneyTask(moneyDocument), task()],
	['PUT /moneyOperation', async (api) => await api.completeMoneyTask(TASK, moneyDocument), task()],
	['DELETE /moneyOperation', async (api) => await api.voidMoneyTask(TASK), task()],
	['POST /sale/manualJournal', async (api) => await api.writeSaleJournal('s1', { status: 'DRAFT', lines: fees }), { Status: 'DRAFT', Lines: [] }],
];

describe.each(writes)('%s', (operation, write, good) => {
	it.each<[string, Scripted, string]>([
		['a lost answer', 'drop', 'unavailable'], ['a torn one', 'torn', 'unavailable'], ['none but a web page', raw('<html></html>'), 'unreadable'], ['an empty one', raw(''), 'unreadable'], ['a failure of the server', refused(500, 'x'), 'unavailable'],
	])('is in doubt after %s, and is not sent again', async (_what, answer, kind) => {
		cin7.script(answer, json(good));
		expect(await failureOf(write(client()))).toMatchObject({ kind, ambiguous: true, operation });
		expect(cin7.calls).toHaveLength(1);
	});

	it('is not in doubt when it was refused', async () => {
		cin7.script(refused(400, 'Date must be later than the Lock Date.'));
		expect(await failureOf(write(client()))).toMatchObject({ kind: 'rejected', ambiguous: false, serviceMessage: 'Date must be later than the Lock Date.' });
	});

	it('is sent again after a refusal for the limit of calls', async () => {
		cin7.script(refused(429, LIMIT_SENTENCE), json(good));
		await write(client());
		expect(cin7.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([operation, operation]);
	});
});

describeWithCin7Contracts('the published reference', () => {
	it.each(writes.filter(([operation]) => !operation.startsWith('DELETE')))('documents every key that is sent with %s', async (operation, write, good) => {
		cin7.script(json(good));
		await write(client());
		expect(undocumentedRequestKeys(operation, cin7.calls[0]?.body)).toEqual([]);
	});
});
