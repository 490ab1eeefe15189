import fc from 'fast-check';
import type { FaultKind } from '../../../sandbox/cin7/faults';
import type { Cin7Switches } from '../../../sandbox/cin7/switches';
import { sum } from '../../../src/domain/money';
import { creditNoteBody, journalBody, moneyBody, paymentBody, saleJournalBody, TenantClient, type Data } from './tenantClient';

let tenant: TenantClient;
beforeEach(async () => { tenant = await TenantClient.start(); });
afterEach(async () => { await TenantClient.closeAll(); });

const balances = (client = tenant): Record<string, string> => Object.fromEntries([...client.simulator.world.ledger.trialBalance()].filter(([, balance]) => balance !== '0'));
const line = (change: Data): Data => ({ Lines: [{ ...journalBody.Lines[0], ...change }] });
const journal = async (change: Data = {}, client = tenant): Promise<Data> => (await client.ok('POST', '/journal', { ...journalBody, ...change })).Journals[0];
const completed = async (client = tenant): Promise<Data> => await journal({ Status: 'COMPLETED' }, client);
const money = async (change: Data = {}, client = tenant): Promise<Data> => await client.ok('POST', '/moneyOperation', { ...moneyBody, ...change });
const moneyLine = (change: Data): Data => ({ Lines: [{ ...moneyBody.Lines[0], ...change }] });
const lockBooks = (day: string): void => { tenant.simulator.world.company.lockDate = day; };

describe('a journal', () => {
	it('is numbered, and posts once it is completed', async () => {
		const draft = await journal();
		expect([draft.JournalNumber, draft.Status, balances()]).toEqual(['JR-00001', 'DRAFT', {}]);
		const { Journals: [done] } = await tenant.ok('PUT', '/journal', { ...journalBody, TaskID: draft.TaskID, Status: 'COMPLETED' });
		expect([done.JournalNumber, done.Status, balances()]).toEqual(['JR-00001', 'COMPLETED', { 410: '12.34', 710: '-12.34' }]);
		expect((await journal()).JournalNumber).toBe('JR-00002');
	});

	it('in another currency posts what it says in base currency', async () => {
		await journal({ Status: 'COMPLETED', Currency: 'EUR', CurrencyConversionRate: 1.0837, ...line({ BaseAmount: 13.37 }) });
		expect(balances()).toEqual({ 410: '13.37', 710: '-13.37' });
	});

	it('that is completed cannot be written again', async () => {
		const { TaskID } = await completed();
		expect(await tenant.refusal('PUT', '/journal', { ...journalBody, TaskID })).toMatch(/must be DRAFT, it is COMPLETED/);
	});

	it('that is voided has no lines, stays in the list, and its postings are reversed', async () => {
		const { TaskID } = await completed();
		expect((await tenant.ok('DELETE', `/journal?ID=${TaskID}&Void=true`)).Journals[0]).toMatchObject({ Status: 'VOIDED', Lines: [] });
		expect([balances(), (await tenant.ok('GET', '/journal?Status=voided')).Journals.length]).toEqual([{}, 1]);
		expect(await tenant.refusal('DELETE', `/journal?ID=${TaskID}&Void=true`)).toMatch(/already voided/);
	});

	it('that is undone is a draft with its lines, and can be completed again', async () => {
		const { TaskID } = await completed();
		expect((await tenant.ok('DELETE', `/journal?ID=${TaskID}`)).Journals[0]).toMatchObject({ Status: 'DRAFT', Lines: [{ Amount: 12.34 }] });
		expect(balances()).toEqual({});
		await tenant.ok('PUT', '/journal', { ...journalBody, TaskID, Status: 'COMPLETED' });
		expect(balances()).toEqual({ 410: '12.34', 710: '-12.34' });
	});

	it('is found by a part of its number, status, narration or notes', async () => {
		await journal({ Notes: 'by hand' });
		await journal({ Narration: 'other' });
		const found = async (search: string): Promise<number> => (await tenant.ok('GET', `/journal?Search=${encodeURIComponent(search)}`)).Total;
		expect([await found('00001'), await found('draf'), await found('us|1'), await found('HAND'), await found('none')]).toEqual([1, 2, 1, 1, 0]);
		expect((await tenant.ok('GET', '/journal?Limit=1&Page=2')).Journals[0].Narration).toBe('other');
	});

	it.each<[string, Data, RegExp]>([
		['an account that does not exist', line({ Debit: '999' }), /'999' was not found in Chart of Accounts/],
		['an archived account', line({ Credit: '201' }), /'201' is not active/],
		['a negative amount', line({ Amount: -1, BaseAmount: -1 }), /'Amount' must be greater than 0/],
		['no amount at all', line({ Amount: 0, BaseAmount: 0 }), /'Amount' must be greater than 0/],
		['a third decimal', line({ Amount: 1.234 }), /more than 2 decimal places/],
		['an amount in base currency that is another one', line({ BaseAmount: 12.5 }), /'BaseAmount' is incorrect: 12.50 was sent, 12.34 is expected/],
		['no amount in base currency', line({ BaseAmount: undefined }), /'BaseAmount' is missing/],
		['no rate', { CurrencyConversionRate: undefined }, /'CurrencyConversionRate' is missing/],
		['a rate of the base currency', { CurrencyConversionRate: 1.1 }, /must be 1 for USD/],
		['no date', { EffectiveDate: undefined }, /'EffectiveDate' is missing/],
		['a date in closed books', { EffectiveDate: '2026-03-01' }, /Lock Date/],
		['a status it has not', { Status: 'AUTHORISED' }, /unknown value/],
		['nothing in it', { Status: 'COMPLETED', Lines: [] }, /no lines/],
	])('is refused for %s, and leaves nothing', async (_title, change, text) => {
		lockBooks('2026-03-01');
		expect(await tenant.refusal('POST', '/journal', { ...journalBody, ...change })).toMatch(text);
		expect([tenant.simulator.world.journals.size, balances(), (await journal()).JournalNumber]).toEqual([0, {}, 'JR-00001']);
	});

	it('of closed books is not taken back', async () => {
		const { TaskID } = await completed();
		lockBooks('2026-03-10');
		expect(await tenant.refusal('DELETE', `/journal?ID=${TaskID}&Void=true`)).toMatch(/Lock Date/);
		expect(balances()).toEqual({ 410: '12.34', 710: '-12.34' });
	});

	it('with an unknown task is refused', async () => {
		expect(await tenant.refusal('PUT', '/journal', { ...journalBody, TaskID: 'c1700000-0000-4000-8000-00000000ffff' })).toMatch(/was not found/);
		expect((await tenant.ok('GET', '/journal?TaskID=c1700000-0000-4000-8000-00000000ffff')).Journals).toEqual([]);
	});

	it.each<[Partial<Cin7Switches>, Data, RegExp]>([
		[{ journalsRefused: true }, {}, /accounting system/],
		[{ bankAccountInJournal: 'refused' }, line({ Debit: '090' }), /Bank account '090' cannot be used/],
		[{ journalCurrency: 'base' }, { Currency: 'EUR' }, /in USD only/],
	])('is refused where the switch says so: %j', async (switches, change, text) => {
		await expect(journal({ ...change, CurrencyConversionRate: 1 })).resolves.toBeDefined();
		expect(await (await TenantClient.start(switches)).refusal('POST', '/journal', { ...journalBody, ...change })).toMatch(text);
	});

	it('with any amounts whatever balances the books', async () => {
		const cents = fc.integer({ min: 1, max: 99_999_999 });
		await fc.assert(fc.asyncProperty(fc.array(cents, { minLength: 1, maxLength: 5 }), fc.boolean(), async (amounts, taken) => {
			const { TaskID } = await journal({ Status: 'COMPLETED', Lines: amounts.map((amount) => ({ ...journalBody.Lines[0], Amount: amount / 100, BaseAmount: amount / 100 })) });
			expect(sum(tenant.simulator.world.ledger.trialBalance().values())).toBe('0');
			if (taken) await tenant.ok('DELETE', `/journal?ID=${TaskID}&Void=${String(amounts.length % 2 === 0)}`);
			else expect(tenant.simulator.world.ledger.of(TaskID).map((entry) => Number(entry.amount))).toEqual(amounts.map((amount) => amount / 100));
			if (taken) expect(sum(tenant.simulator.world.ledger.of(TaskID).map((entry) => entry.amount))).toBe('0');
		}), { numRuns: 25 });
	});
});

describe('a money task', () => {
	it('of received money brings it from the account to the bank, once it is completed', async () => {
		const { TaskID, Transactions } = await money();
		expect([Transactions, balances()]).toEqual([[], {}]);
		const done = await tenant.ok('PUT', '/moneyOperation', { ...moneyBody, TaskID, Status: 'COMPLETED' });
		expect(done).toMatchObject({ Status: 'COMPLETED', BankAccount: '090', Transactions: [{ Debit: '090', Credit: '710', Amount: 250 }] });
		expect(balances()).toEqual({ '090': '250', 710: '-250' });
	});

	it('of spent money takes it from the bank', async () => {
		await money({ TaskType: 'Spend Money', Status: 'COMPLETED' });
		expect(balances()).toEqual({ '090': '-250', 710: '250' });
	});

	it('posts a tax that is inside the amount, or comes on top of it, by the account of its rule', async () => {
		const taxed = moneyLine({ Price: 2, Total: 2, Tax: 0.18 });
		await money({ Status: 'COMPLETED', ...taxed });
		expect(balances()).toEqual({ '090': '2', 710: '-1.82', 820: '-0.18' });
		const other = await TenantClient.start();
		await money({ Status: 'COMPLETED', ...taxed, TaxInclusive: false }, other);
		expect(balances(other)).toEqual({ '090': '2.18', 710: '-2', 820: '-0.18' });
	});

	it('takes the keys of the field table as well as those of the examples', async () => {
		const { Lines: [row] } = await money(moneyLine({ TaxRuleName: undefined, AccountCode: undefined, TaxRule: 'tax exempt', Account: '710' }));
		expect(row).toMatchObject({ TaxRuleName: 'Tax Exempt', AccountCode: '710' });
	});

	it('of a bank account in another currency posts at its rate, with four decimals unless the switch says otherwise', async () => {
		const task = { Status: 'COMPLETED', BankAccount: '000-DEMO-2', CurrencyConversionRate: 45.35668, ...moneyLine({ Quantity: 3, Price: 2, Total: 6, AccountCode: '711' }) };
		expect((await money(task)).Transactions).toMatchObject([{ Debit: '091', Credit: '711', Amount: 272.1401 }]);
		expect((await money(task, await TenantClient.start({ moneyTaskDecimals: 2 }))).Transactions).toMatchObject([{ Amount: 272.14 }]);
		expect((await money({ ...task, CurrencyConversionRate: undefined }, await TenantClient.start({ calculatedRate: '1.5' }))).Transactions).toMatchObject([{ Amount: 9 }]);
	});

	it('that is voided has neither lines nor transactions; one that is undone is a draft', async () => {
		const { TaskID } = await money({ Status: 'COMPLETED' });
		expect(await tenant.ok('DELETE', `/moneyOperation?ID=${TaskID}`)).toMatchObject({ Status: 'DRAFT', Lines: [{ Total: 250 }] });
		expect(await tenant.ok('DELETE', `/moneyOperation?ID=${TaskID}&Void=true`)).toMatchObject({ Status: 'VOIDED', Lines: [], Transactions: [] });
		expect(balances()).toEqual({});
		expect(await tenant.refusal('PUT', '/moneyOperation', { ...moneyBody, TaskID })).toMatch(/it is VOIDED/);
		expect(await tenant.refusal('DELETE', `/moneyOperation?ID=${TaskID}`)).toMatch(/already voided/);
	});

	it('is found by status, type, and a part of its reference, bank account, note or amount', async () => {
		await money();
		await money({ TaskType: 'Spend Money', Reference: 'other', Note: '' });
		const found = async (query: string): Promise<number> => (await tenant.ok('GET', `/moneyTaskList?${query}`)).Total;
		expect(await Promise.all(['Search=US|1', 'Search=090', 'Search=settlement', 'Search=250', 'Search=none', 'TaskType=spend money', 'Status=COMPLETED'].map(found))).toEqual([1, 2, 1, 2, 0, 1, 0]);
	});

	it.each<[string, Data, RegExp]>([
		['a bank account that does not exist', { BankAccount: '710' }, /Bank account '710' was not found/],
		['a transfer', { TaskType: 'Transfer Money' }, /unknown value 'Transfer Money'/],
		['a total that is another one', moneyLine({ Total: 251 }), /'Total' is incorrect/],
		['no total', moneyLine({ Total: undefined }), /'Total' is missing/],
		['no name', moneyLine({ Name: '' }), /'Name' is missing/],
		['no tax rule', moneyLine({ TaxRuleName: '' }), /'TaxRule' is missing/],
		['a tax rule that is not active', moneyLine({ TaxRuleName: 'Sales Tax 2019' }), /not active/],
		['an account that is not active', moneyLine({ AccountCode: '201' }), /'201' is not active/],
		['no date', { Date: undefined }, /'Date' is missing/],
		['a date in closed books', { Date: '2026-03-01' }, /Lock Date/],
		['both a supplier and a customer', { SupplierID: 'a', CustomerID: 'b' }, /mutually exclusive/],
		['nothing in it', { Status: 'COMPLETED', Lines: [] }, /no lines/],
	])('is refused for %s, and leaves nothing', async (_title, change, text) => {
		lockBooks('2026-03-01');
		expect(await tenant.refusal('POST', '/moneyOperation', { ...moneyBody, ...change })).toMatch(text);
		expect([tenant.simulator.world.moneyTasks.size, balances()]).toEqual([0, {}]);
	});

	it('goes to a bank account that is planted', async () => {
		tenant.simulator.world.addAccount({ code: '095', name: 'Harbor Yen Account', type: 'BANK', class: 'ASSET', currency: 'JPY' }, { bank: 'Harbor Bank', accountNumber: '000-DEMO-3', currency: 'JPY' });
		expect((await tenant.ok('GET', '/ref/account/bank?Name=Harbor Yen')).BankAccountsList).toMatchObject([{ AccountCode: '095', AccountName: 'Harbor Yen Account', Currency: 'JPY' }]);
		expect(await money({ BankAccount: '095' })).toMatchObject({ BankAccount: '095' });
	});
});

describe('the journal of a sale', () => {
	const write = async (sale: Data, change: Data = {}, client = tenant): Promise<Data> => await client.ok('POST', '/sale/manualJournal', saleJournalBody(sale.ID, change));
	const fees = (client = tenant): string | undefined => balances(client)['410'];

	it('posts in base currency when it is authorised, and is in the sale', async () => {
		const sale = await tenant.invoiced();
		expect(await tenant.ok('GET', `/sale/manualJournal?SaleID=${sale.ID}`)).toEqual({ SaleID: sale.ID, Status: 'NOT AVAILABLE', Lines: [] });
		await write(sale, { Status: 'DRAFT' });
		expect(fees()).toBeUndefined();
		await write(sale);
		expect([fees(), (await tenant.read(sale.ID)).ManualJournals]).toMatchObject(['4.5', { Status: 'AUTHORISED', Lines: [{ Reference: 'Commission', Amount: 4.5, Debit: '410', Credit: '710' }] }]);
		expect((await tenant.read(sale.ID)).Transactions).toContainEqual(expect.objectContaining({ Debit: '410', Credit: '710', Amount: 4.5 }));
	});

	it('is not available before the invoice is authorised', async () => {
		const [ordered, drafted] = [await tenant.ordered(), await tenant.invoiced({}, {}, { Status: 'DRAFT' })];
		for (const sale of [ordered, drafted]) expect(await tenant.refusal('POST', '/sale/manualJournal', saleJournalBody(sale.ID))).toMatch(/with authorised invoice/);
	});

	it('is replaced by another POST, or refused where the switch says so', async () => {
		const sale = await tenant.invoiced();
		await write(sale);
		await write(sale, { Lines: [{ ...saleJournalBody('').Lines[0], Amount: 7 }] });
		expect(fees()).toBe('7');
		await write(sale, { Status: 'DRAFT', Lines: [] });
		expect(fees()).toBeUndefined();
		const strict = await TenantClient.start({ saleJournalAfterAuthorised: 'refused' });
		const other = await strict.invoiced();
		await write(other, {}, strict);
		expect(await strict.refusal('POST', '/sale/manualJournal', saleJournalBody(other.ID))).toMatch(/it is AUTHORISED/);
		expect(fees(strict)).toBe('4.5');
	});

	it('goes with its sale: undone to a draft, voided for good', async () => {
		const [undone, voided] = [await tenant.invoiced(), await tenant.invoiced()];
		for (const sale of [undone, voided]) await write(sale);
		await tenant.ok('DELETE', `/sale?ID=${undone.ID}`);
		await tenant.ok('DELETE', `/sale?ID=${voided.ID}&Void=true`);
		expect(balances()).toEqual({});
		expect((await tenant.read(undone.ID)).ManualJournals).toMatchObject({ Status: 'DRAFT', Lines: [{ Amount: 4.5 }] });
		expect((await tenant.read(voided.ID)).ManualJournals).toEqual({ Status: 'NOT AVAILABLE', Lines: [] });
		expect(await tenant.refusal('POST', '/sale/manualJournal', saleJournalBody(voided.ID))).toMatch(/voided/);
	});

	it.each<[string, Data, RegExp]>([
		['an account that does not exist', { Debit: '999' }, /'999' was not found/],
		['a negative amount', { Amount: -4.5 }, /greater than 0/],
		['a third decimal', { Amount: 4.505 }, /more than 2 decimal places/],
		['no date', { Date: undefined }, /'Date' is missing/],
		['a date in closed books', { Date: '2026-03-01' }, /Lock Date/],
	])('is refused for %s, and what was there stays', async (_title, change, text) => {
		lockBooks('2026-03-01');
		const sale = await tenant.invoiced();
		await write(sale);
		expect(await tenant.refusal('POST', '/sale/manualJournal', saleJournalBody(sale.ID, { Lines: [{ ...saleJournalBody('').Lines[0], ...change }] }))).toMatch(text);
		expect(fees()).toBe('4.5');
	});

	it('needs a service product as reference where the switch says so', async () => {
		const strict = await TenantClient.start({ saleJournalReference: 'serviceProduct' });
		expect(await strict.refusal('POST', '/sale/manualJournal', saleJournalBody((await strict.invoiced()).ID))).toMatch(/'Commission' is not a service product/);
	});
});

describe('the ledger', () => {
	it('shows what sales, payments, credit notes, journals and money tasks post to an account, and balances', async () => {
		const sale = await tenant.invoiced();
		await tenant.ok('POST', '/sale/payment', paymentBody(sale.ID));
		await tenant.ok('POST', '/sale/creditnote', await creditNoteBody(tenant, sale.ID));
		await tenant.ok('POST', '/sale/manualJournal', saleJournalBody(sale.ID));
		await completed();
		await money({ Status: 'COMPLETED' });
		const { Transactions } = await tenant.ok('GET', '/transactions?Account=710&FromDate=2026-03-10&ToDate=2026-03-10');
		expect(Transactions.map((row: Data) => [row.Type, row.DebitAccountCode, row.CreditAccountCode, row.Amount])).toEqual([
			['Sale', '710', '610', paymentBody(sale.ID).Amount], ['Sale', '410', '710', 4.5], ['Journal', '410', '710', 12.34], ['MoneyReceive', '090', '710', 250],
		]);
		expect(sum(tenant.simulator.world.ledger.trialBalance().values())).toBe('0');
	});

	it('leaves the days of both dates out where the switch says so', async () => {
		const strict = await TenantClient.start({ transactionDates: 'exclusive' });
		await completed(strict);
		const rows = async (query: string): Promise<number> => (await strict.ok('GET', `/transactions?${query}`)).Total;
		expect(await Promise.all(['FromDate=2026-03-10', 'ToDate=2026-03-10', 'FromDate=2026-03-09&ToDate=2026-03-11'].map(rows))).toEqual([0, 0, 1]);
	});
});

describe('a fault strikes finance documents like all others', () => {
	it.each<[FaultKind, number]>([['limit429', 0], ['html200', 0], ['dropConnection', 0], ['dropAfterCommit', 1], ['empty200', 1]])('%s leaves %d journals', async (kind, journals) => {
		tenant.simulator.faults.add({ operation: 'POST /journal', kind });
		await tenant.call('POST', '/journal', journalBody).catch(() => undefined);
		expect(tenant.simulator.world.journals.size).toBe(journals);
	});
});
