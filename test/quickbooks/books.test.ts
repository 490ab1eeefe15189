import { VirtualClock } from '../../sandbox/clock';
import { QuickBooksSimulator, type QuickBooksFault } from '../../sandbox/quickbooks/simulator';
import type { SettlementEntry } from '../../src/processes/ports/bookkeeping';
import { createQuickBooksBooks } from '../../src/quickbooks/client';
import { memoryBudgets } from '../amazon/memoryBudgets';

const account = (Id: string, Active = true) => ({ Id, Name: `Account ${Id}`, AccountType: 'Expense', Active });
const entry: SettlementEntry = {
	number: 'AMZ-12345678901-2606B', idempotencyKey: 'k'.repeat(64), narration: 'Amazon settlement', date: '2026-06-11', currency: 'USD', clearingAccount: '88', contact: 'Amazon US', total: '84.93',
	lines: [{ account: '20', description: 'Principal', amount: '100', tracking: [{ category: 'Class', option: '7' }, { category: 'Location', option: '8' }] }, { account: '41', description: 'Commission', amount: '-15.07' }],
};

function setUp(accounts = [account('20'), account('41'), account('88'), account('99', false)]) {
	const clock = new VirtualClock('2026-06-12T00:00:00Z');
	const quickBooks = new QuickBooksSimulator({ realmId: '123', homeCurrency: 'USD', accounts, taxCodes: ['5'] });
	return { quickBooks, books: createQuickBooksBooks(quickBooks, { clock, budgets: memoryBudgets(clock), random: () => 0 }) };
}
const failure = async (call: Promise<unknown>) => await call.then(() => undefined, (error: unknown) => error);

describe('S60: a settlement in QuickBooks', () => {
	it('is one journal entry, to the cent, and is found by its number', async () => {
		const { books, quickBooks } = setUp();
		const written = await books.writeEntry(entry, 'document', 'final');
		expect(written).toEqual({ kind: 'journal', id: '1', number: entry.number, status: 'POSTED', total: '84.93' });
		expect(quickBooks.trialBalance()).toEqual({ 20: -10_000, 41: 1507, 88: 8493, TAX: 0 });
		expect(await books.entriesByNumber(entry.number, 'journal')).toEqual([written]);
		expect(await books.entriesByNumber('AMZ-1', 'journal')).toEqual([]);
	});

	it('P7: credits the clearing account where the seller owes', async () => {
		const { books, quickBooks } = setUp();
		expect(await books.writeEntry({ ...entry, total: '-15.07', lines: entry.lines.slice(1) }, 'journal', 'final')).toMatchObject({ total: '-15.07' });
		expect(quickBooks.trialBalance()).toMatchObject({ 41: 1507, 88: -1507 });
	});

	it('takes tax out of the amounts, with the side on which it applies', async () => {
		const { books, quickBooks } = setUp();
		await books.writeEntry({ ...entry, lines: [entry.lines[0], { ...entry.lines[1], taxCode: '5', tax: '-1.37' }] }, 'journal', 'final');
		expect(quickBooks.trialBalance()).toEqual({ 20: -10_000, 41: 1370, 88: 8493, TAX: 137 });
		expect(quickBooks.entries[0].Line[1].JournalEntryLineDetail).toMatchObject({ TaxApplicableOn: 'Purchase', TaxCodeRef: { value: '5' } });
	});

	it('P24: bears class and location, and refuses other categories before anything is sent', async () => {
		const { books, quickBooks } = setUp();
		await books.writeEntry(entry, 'journal', 'final');
		expect(quickBooks.entries[0].Line[0].JournalEntryLineDetail).toMatchObject({ ClassRef: { value: '7' }, DepartmentRef: { value: '8' } });
		const other = { ...entry, lines: [{ ...entry.lines[0], tracking: [{ category: 'Region', option: 'US' }] }] };
		expect(await failure(books.writeEntry(other, 'journal', 'final'))).toMatchObject({ kind: 'rejected', message: expect.stringContaining('Region') });
		expect(await failure(books.writeEntry(entry, 'journal', 'draft'))).toMatchObject({ kind: 'rejected', message: expect.stringContaining('no drafts') });
		expect(quickBooks.requests).toHaveLength(1);
	});

	it('offers all active accounts, page by page', async () => {
		const { books } = setUp([...Array.from({ length: 1001 }, (_, at) => account(String(at))), account('x', false)]);
		expect(await books.accounts()).toHaveLength(1001);
		expect(await books.baseCurrency()).toBe('USD');
	});

	it('tells the words of a refusal; a mended entry is written then', async () => {
		const { books } = setUp();
		expect(await failure(books.writeEntry({ ...entry, clearingAccount: '99' }, 'journal', 'final'))).toMatchObject({ kind: 'rejected', ambiguous: false, code: '2500', serviceMessage: 'Invalid Reference Id: accounts' });
		expect(await books.writeEntry(entry, 'journal', 'final')).toMatchObject({ id: '1' });
	});
});

describe('N47: a lost answer', () => {
	it.each<[QuickBooksFault, number]>([['dropAfterCommit', 1], ['error500AfterCommit', 1], ['tornBody', 1], ['lost', 0], ['error500', 0], ['html503', 0]])('(%s) is in doubt, is not sent again by itself, and looking shows %s entry', async (struck, there) => {
		const { books, quickBooks } = setUp();
		quickBooks.faults.push(struck);
		expect(await failure(books.writeEntry(entry, 'journal', 'final'))).toMatchObject({ service: 'QuickBooks', ambiguous: true });
		expect(await books.entriesByNumber(entry.number, 'journal')).toHaveLength(there);
		await books.writeEntry(entry, 'journal', 'final');
		expect(quickBooks.entries).toHaveLength(1);
	});

	it('waits for the limit and goes on', async () => {
		const { books, quickBooks } = setUp();
		quickBooks.faults.push('limit429');
		await books.writeEntry(entry, 'journal', 'final');
		expect(quickBooks.entries).toHaveLength(1);
	});
});

describe('P21: taking an entry back', () => {
	it('deletes it, once', async () => {
		const { books, quickBooks } = setUp();
		const written = await books.writeEntry(entry, 'journal', 'final');
		await books.voidEntry(written);
		await books.voidEntry(written);
		expect(quickBooks.trialBalance()).toEqual({});
		expect(await books.entriesByNumber(entry.number, 'journal')).toEqual([]);
	});
});
