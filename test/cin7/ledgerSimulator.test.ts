import fc from 'fast-check';
import { fetchConnection } from '../../sandbox/cin7Connection';
import type { FaultKind } from '../../sandbox/cin7/faults';
import type { Cin7Switches } from '../../sandbox/cin7/switches';
import { demoAccountId, demoApplicationKey } from '../../sandbox/demo/tenant';
import { createCin7Client } from '../../src/cin7/client';
import { equals, fromJsonNumber, sum } from '../../src/domain/money';
import type { Cin7Port } from '../../src/processes/ports/cin7';
import type { JournalDocument, MoneyTaskDocument, SaleJournalLine } from '../../src/processes/ports/ledger';
import { memoryBudgets } from '../amazon/memoryBudgets';
import { paymentBody, TenantClient } from '../sandbox/cin7/tenantClient';
import { failureOf, memoryCache } from './scriptedCin7';

let tenant: TenantClient;
let client: Cin7Port;
async function start(switches: Partial<Cin7Switches> = {}): Promise<void> {
	tenant = await TenantClient.start(switches);
	const connection = fetchConnection({ baseUrl: tenant.simulator.url, accountId: demoAccountId, applicationKey: demoApplicationKey });
	client = createCin7Client(connection, { clock: tenant.clock, budgets: memoryBudgets(tenant.clock), referenceCache: memoryCache(), runBudgetMs: 60 * 60_000, random: () => 0 });
}
beforeEach(async () => { await start(); });
afterEach(async () => { await TenantClient.closeAll(); });

const MARKER = 'AMZ|us|12345|2026-03|';
const journal: JournalDocument = {
	narration: `${MARKER} Amazon settlement 12345`, date: '2026-03-10', currency: 'USD', rate: '1',
	pairs: [{ debit: '410', credit: '710', amount: '12.34', reference: 'Commission' }, { debit: '710', credit: '270', amount: '5', reference: 'Reimbursement' }],
};
const money: MoneyTaskDocument = {
	type: 'Receive Money', bankAccount: '090', account: '710', amount: '250.10', rate: '1', reference: 'AMZ|us|12345|deposit', date: '2026-03-10', taxRule: 'Tax Exempt', note: 'Amazon settlement 12345',
};
const fee: SaleJournalLine = { debit: '410', credit: '710', amount: '4.5', reference: 'AMZ|us|12345|sale Commission', date: '2026-03-10' };
const balances = (): Record<string, string> => Object.fromEntries([...tenant.simulator.world.ledger.trialBalance()].filter(([, balance]) => balance !== '0'));
const posted = { 270: '-5', 410: '12.34', 710: '-7.34' };

describe('a journal', () => {
	it('P2: is drafted, read back, completed, found and voided', async () => {
		const { taskId, number, ...draft } = await client.draftJournal(journal);
		expect([number, draft, balances()]).toEqual(['JR-00001', { status: 'DRAFT', narration: journal.narration, date: journal.date, currency: 'USD', pairs: journal.pairs }, {}]);
		expect(await client.journal(taskId)).toEqual({ taskId, number, ...draft });
		expect(await client.completeJournal(taskId, journal)).toEqual({ taskId, number, ...draft, status: 'COMPLETED' });
		expect(balances()).toEqual(posted);
		await client.draftJournal({ ...journal, narration: `copy of ${journal.narration}` });
		expect(await client.journalsByMarker(MARKER)).toEqual([{ taskId, number, ...draft, status: 'COMPLETED' }]);
		await client.voidJournal(taskId);
		expect([await client.journalsByMarker(MARKER), balances()]).toMatchObject([[{ taskId, status: 'VOIDED', pairs: [] }], {}]);
		expect(await client.journal('c1700000-0000-4000-8000-00000000ffff')).toBeUndefined();
	});

	it('S63: in another currency is accepted at every rate, and read back to the cent', async () => {
		await start({ baseAmountTolerance: '0.005' });
		const amount = fc.integer({ min: 1, max: 9_999_999 }).map((cents) => fromJsonNumber(cents / 100));
		const rate = fc.integer({ min: 1, max: 20_000_000 }).map((units) => fromJsonNumber(units / 100_000));
		await fc.assert(fc.asyncProperty(fc.array(amount, { minLength: 1, maxLength: 6 }), rate, async (amounts, given) => {
			const document = { ...journal, currency: 'EUR', rate: given, pairs: amounts.map((each) => ({ debit: '410', credit: '711', amount: each, reference: 'x' })) };
			const { taskId } = await client.draftJournal(document);
			await client.completeJournal(taskId, document);
			expect((await client.journal(taskId))?.pairs.map((pair) => pair.amount)).toEqual(amounts);
			expect(equals(sum(tenant.simulator.world.ledger.trialBalance().values()), '0')).toBe(true);
		}), { numRuns: 20 });
	});

	it.each<[string, Partial<JournalDocument>, RegExp]>([
		['of closed books', { date: '2026-02-28' }, /Lock Date/],
		['on an account that is not active', { pairs: [{ debit: '410', credit: '201', amount: '1', reference: '' }] }, /'201' is not active/],
	])('%s is refused, with Cin7 Core\'s words and without a doubt', async (_what, change, serviceMessage) => {
		tenant.simulator.world.company.lockDate = '2026-03-01';
		expect(await failureOf(client.draftJournal({ ...journal, ...change }))).toMatchObject({ kind: 'rejected', ambiguous: false, serviceMessage: expect.stringMatching(serviceMessage) });
		expect(await client.journalsByMarker(MARKER)).toEqual([]);
	});

	it('is refused where the accounting system keeps journals', async () => {
		await start({ journalsRefused: true });
		expect(await failureOf(client.draftJournal(journal))).toMatchObject({ kind: 'rejected', ambiguous: false });
	});
});

describe('a money task', () => {
	it('S59, P1: is drafted, read back, completed, found and voided', async () => {
		const snapshot = { status: 'DRAFT', type: 'Receive Money', reference: money.reference, bankAccount: '090', date: money.date, amount: '250.1', accounts: ['710'] };
		const { taskId, ...draft } = await client.draftMoneyTask(money);
		expect([draft, await client.moneyTask(taskId), balances()]).toEqual([snapshot, { taskId, ...snapshot }, {}]);
		expect(await client.completeMoneyTask(taskId, money)).toEqual({ taskId, ...snapshot, status: 'COMPLETED' });
		expect(balances()).toEqual({ '090': '250.1', 710: '-250.1' });
		await client.draftMoneyTask({ ...money, reference: `${money.reference} 2` });
		expect(await client.moneyTasksByReference(money.reference)).toEqual([{ taskId, ...snapshot, status: 'COMPLETED' }]);
		await client.voidMoneyTask(taskId);
		expect([await client.moneyTask(taskId), balances()]).toMatchObject([{ status: 'VOIDED', amount: '0', accounts: [] }, {}]);
		expect(await client.moneyTask('c1700000-0000-4000-8000-00000000ffff')).toBeUndefined();
	});

	it('of a charge takes the money from the bank', async () => {
		const charge: MoneyTaskDocument = { ...money, type: 'Spend Money' };
		await client.completeMoneyTask((await client.draftMoneyTask(charge)).taskId, charge);
		expect(balances()).toEqual({ '090': '-250.1', 710: '250.1' });
	});
});

describe('the journal of a sale', () => {
	it('D4: is written, replaced and read back', async () => {
		const { ID: saleId } = await tenant.invoiced();
		expect(await client.saleJournal(saleId)).toEqual({ status: 'NOT AVAILABLE', lines: [] });
		expect(await client.writeSaleJournal(saleId, { status: 'AUTHORISED', lines: [fee] })).toEqual({ status: 'AUTHORISED', lines: [fee] });
		const both = [fee, { ...fee, amount: '0.25', reference: 'by hand' }];
		await client.writeSaleJournal(saleId, { status: 'AUTHORISED', lines: both });
		expect([await client.saleJournal(saleId), balances()['410']]).toEqual([{ status: 'AUTHORISED', lines: both }, '4.75']);
		await client.writeSaleJournal(saleId, { status: 'DRAFT', lines: [] });
		expect(balances()['410']).toBeUndefined();
		expect(await client.saleJournal('c1700000-0000-4000-8000-00000000ffff')).toBeUndefined();
	});

	it('is refused before the invoice is authorized', async () => {
		const { ID: saleId } = await tenant.ordered();
		expect(await failureOf(client.writeSaleJournal(saleId, { status: 'AUTHORISED', lines: [fee] }))).toMatchObject({ kind: 'rejected', ambiguous: false, serviceMessage: expect.stringMatching(/authorised invoice/) });
	});
});

describe('the ledger', () => {
	it.each<Partial<Cin7Switches>>([{ transactionDates: 'inclusive' }, { transactionDates: 'exclusive' }])('P22: shows all that touches the clearing account in those days: %j', async (switches) => {
		await start(switches);
		const sale = await tenant.invoiced();
		await tenant.ok('POST', '/sale/payment', paymentBody(sale.ID));
		for (const date of ['2026-03-09', '2026-03-11']) {
			const { taskId } = await client.draftJournal({ ...journal, date });
			await client.completeJournal(taskId, { ...journal, date });
		}
		const { taskId } = await client.draftMoneyTask(money);
		await client.completeMoneyTask(taskId, money);
		const rows = async (from: string, to: string): Promise<string[]> => (await client.ledger({ account: '710', from, to })).map((entry) => `${entry.type} ${entry.debit}/${entry.credit} ${entry.amount} ${entry.date}`);
		expect(await rows('2026-03-10', '2026-03-10')).toEqual(['Sale 710/610 37.86 2026-03-10', 'MoneyReceive 090/710 250.1 2026-03-10']);
		expect(await rows('2026-03-09', '2026-03-11')).toHaveLength(6);
		await client.voidMoneyTask(taskId);
		expect((await rows('2026-03-10', '2026-03-10')).at(-1)).toBe('MoneyReceive 090/710 -250.1 2026-03-10');
	});

	it('is read page by page, and nothing of it is lost or counted twice', async () => {
		const pairs = Array.from({ length: 1203 }, (_, index) => ({ debit: '410', credit: '710', amount: fromJsonNumber((index + 1) / 100), reference: `row ${index}` }));
		const document = { ...journal, pairs };
		await client.completeJournal((await client.draftJournal(document)).taskId, document);
		const rows = await client.ledger({ account: '710', from: '2026-03-10', to: '2026-03-10' });
		expect([rows.length, sum(rows.map((row) => row.amount))]).toEqual([1203, sum(pairs.map((pair) => pair.amount))]);
	});

	it('S63: bank accounts are shown with their currency, planted ones too', async () => {
		tenant.simulator.world.addAccount({ code: '095', name: 'Harbor Yen Account', type: 'BANK', class: 'ASSET', currency: 'JPY' }, { bank: 'Harbor Bank', accountNumber: '000-DEMO-3', currency: 'JPY' });
		expect(await client.bankAccounts()).toEqual([
			{ code: '090', name: 'Harbor Business Checking', bank: 'Harbor Bank', currency: 'USD' }, { code: '091', name: 'Harbor Euro Account', bank: 'Harbor Bank', currency: 'EUR' },
			{ code: '095', name: 'Harbor Yen Account', bank: 'Harbor Bank', currency: 'JPY' },
		]);
	});

	it('tax rules name the account of their tax', async () => {
		expect((await client.reference()).taxRules.find(({ name }) => name === 'MwSt 19%')).toMatchObject({ account: '821' });
	});
});

describe('a write whose answer is lost', () => {
	const writes: [string, () => Promise<unknown>, () => Promise<unknown>][] = [
		['POST /journal', async () => await client.draftJournal(journal), async () => await client.journalsByMarker(MARKER)],
		['POST /moneyOperation', async () => await client.draftMoneyTask(money), async () => await client.moneyTasksByReference(money.reference)],
	];
	it.each(writes.flatMap(([operation, write, look]) => (['dropAfterCommit', 'empty200', 'tornBody'] as const).map((kind): [string, FaultKind, typeof write, typeof look] => [operation, kind, write, look])))('%s, %s: is not sent again, and what it wrote is found', async (operation, kind, write, look) => {
		tenant.simulator.faults.add({ operation, kind });
		expect(await failureOf(write())).toMatchObject({ ambiguous: true, operation });
		expect(tenant.simulator.requests.filter((request) => request.operation === operation)).toHaveLength(1);
		expect(await look()).toHaveLength(1);
	});

	it.each(writes)('%s refused for the limit of calls is sent again and done once', async (operation, write, look) => {
		tenant.simulator.faults.add({ operation, kind: 'limit429' });
		await write();
		expect([await look(), tenant.simulator.requests.filter((request) => request.operation === operation).map(({ status }) => status)]).toEqual([[expect.anything()], [429, 200]]);
	});

	it.each(writes)('%s answered with a web page is in doubt, and was not done', async (operation, write, look) => {
		tenant.simulator.faults.add({ operation, kind: 'html200' });
		expect(await failureOf(write())).toMatchObject({ kind: 'unreadable', ambiguous: true });
		expect(await look()).toEqual([]);
	});

	it('a completion that was done is seen as such', async () => {
		const { taskId } = await client.draftJournal(journal);
		tenant.simulator.faults.add({ operation: 'PUT /journal', kind: 'dropAfterCommit' });
		expect(await failureOf(client.completeJournal(taskId, journal))).toMatchObject({ ambiguous: true });
		expect([await client.journal(taskId), balances()]).toMatchObject([{ status: 'COMPLETED' }, posted]);
		expect(await failureOf(client.completeJournal(taskId, journal))).toMatchObject({ kind: 'rejected', serviceMessage: expect.stringMatching(/COMPLETED/) });
		expect(balances()).toEqual(posted);
	});
});
