import { VirtualClock } from '../../sandbox/clock';
import { defaultXeroSwitches, type XeroSeed, type XeroSwitches } from '../../sandbox/xero/books';
import { XeroSimulator, type XeroFault } from '../../sandbox/xero/simulator';
import type { SettlementEntry } from '../../src/processes/ports/bookkeeping';
import { createXeroBooks } from '../../src/xero/client';
import { memoryBudgets } from '../amazon/memoryBudgets';

const account = (Code: string, Type: string, SystemAccount?: string) => ({ Code, Name: `Account ${Code}`, Type, Status: 'ACTIVE' as const, ...(SystemAccount && { SystemAccount }) });
const seed: XeroSeed = {
	tenantId: 'tenant', baseCurrency: 'USD',
	accounts: [account('200', 'REVENUE'), account('410', 'EXPENSE'), account('880', 'CURRENT'), account('090', 'BANK'), account('610', 'CURRENT', 'DEBTORS'), account('', 'BANK'), { ...account('999', 'EXPENSE'), Status: 'ARCHIVED' }],
	taxTypes: { NONE: 'any', OUTPUT: 'income', INPUT: 'expense' }, tracking: { Region: ['US', 'CA'] },
};
const entry: SettlementEntry = {
	number: 'AMZ-12345678901', idempotencyKey: 'k'.repeat(64), narration: 'Amazon settlement', date: '2026-06-11', currency: 'USD', clearingAccount: '880', contact: 'Amazon US', total: '84.93',
	lines: [{ account: '200', description: 'Principal', amount: '100', tracking: [{ category: 'Region', option: 'US' }] }, { account: '410', description: 'Commission', amount: '-15.07' }],
};
const owed: SettlementEntry = { ...entry, total: '-15.07', lines: entry.lines.slice(1) };

function setUp(switches: Partial<XeroSwitches> = {}) {
	const clock = new VirtualClock('2026-06-12T00:00:00Z');
	const xero = new XeroSimulator(clock, seed, switches);
	return { xero, clock, books: createXeroBooks(xero, { clock, budgets: memoryBudgets(clock), random: () => 0 }) };
}
const failure = async (call: Promise<unknown>) => await call.then(() => undefined, (error: unknown) => error);

describe('S60: a settlement in Xero', () => {
	it('is one invoice, to the cent', async () => {
		const { books, xero } = setUp();
		expect(await books.writeEntry(entry, 'document', 'final')).toEqual({ kind: 'invoice', id: expect.any(String), number: entry.number, status: 'AUTHORISED', total: '84.93' });
		expect(xero.books.trialBalance()).toEqual({ '200': -10_000, '410': 1507, 'AR/AP': 8493, 'TAX': 0 });
		expect(xero.requests).toEqual([expect.objectContaining({ method: 'PUT', path: '/Invoices', query: { unitdp: 4 } })]);
	});

	it('P7: is a bill with all signs turned where the seller owes', async () => {
		const { books, xero } = setUp();
		expect(await books.writeEntry(owed, 'document', 'final')).toMatchObject({ kind: 'bill', total: '-15.07' });
		expect(xero.books.trialBalance()).toMatchObject({ '410': 1507, 'AR/AP': -1507 });
		expect(await books.entriesByNumber(owed.number, 'bill')).toHaveLength(1);
		expect(await books.entriesByNumber(owed.number, 'invoice')).toEqual([]);
	});

	it('is a manual journal that the clearing account balances', async () => {
		const { books, xero } = setUp();
		const written = await books.writeEntry(entry, 'journal', 'draft');
		expect(written).toMatchObject({ kind: 'journal', number: entry.number, status: 'DRAFT', total: '84.93' });
		expect(xero.books.trialBalance()).toEqual({});
		await books.writeEntry({ ...entry, number: 'AMZ-123456789012', idempotencyKey: 'other' }, 'journal', 'final');
		expect(xero.books.trialBalance()).toMatchObject({ '200': -10_000, '410': 1507, '880': 8493 });
		expect(await books.entriesByNumber(entry.number, 'journal')).toEqual([written]);
	});

	it.each([['document', { 'AR/AP': 8493 }], ['journal', { 880: 8493 }]] as const)('carries its tax within the amounts of a %s', async (as, other) => {
		const { books, xero } = setUp();
		const [sale, fee] = entry.lines;
		const taxed = [{ ...sale, taxCode: 'OUTPUT', tax: '9.09' }, fee];
		await books.writeEntry({ ...entry, lines: taxed }, as, 'final');
		expect(xero.books.trialBalance()).toEqual(expect.objectContaining({ '200': -9091, '410': 1507, 'TAX': -909, ...other }));
	});

	it('has a manual journal in the base currency only; nothing is sent otherwise', async () => {
		const { books, xero } = setUp();
		expect(await failure(books.writeEntry({ ...entry, currency: 'CAD' }, 'journal', 'final'))).toMatchObject({ kind: 'rejected', ambiguous: false, message: expect.stringContaining('as an invoice') });
		expect(xero.requests.map(({ path }) => path)).toEqual(['/Organisation']);
	});

	it.each([['090', 'a bank account'], ['610', 'receivables']])('tells Xero\'s own words about a journal on %s, %s', async (clearingAccount) => {
		const { books } = setUp();
		expect(await failure(books.writeEntry({ ...entry, clearingAccount }, 'journal', 'final'))).toMatchObject({ kind: 'rejected', ambiguous: false, code: '10', serviceMessage: `Account ${clearingAccount} cannot be used in a manual journal` });
	});

	it('P24: bears the tracking categories', async () => {
		const { books, xero } = setUp();
		await books.writeEntry(entry, 'document', 'draft');
		expect(xero.books.documents[0].fields).toMatchObject({ LineItems: [{ Tracking: [{ Name: 'Region', Option: 'US' }] }, {}] });
	});

	it('offers accounts that are active and have a code', async () => {
		const { books } = setUp();
		expect((await books.accounts()).map(({ code }) => code)).toEqual(['200', '410', '880', '090', '610']);
		expect(await books.baseCurrency()).toBe('USD');
	});
});

describe('N47: a lost answer', () => {
	it.each<[XeroFault, number]>([['dropAfterCommit', 1], ['error500AfterCommit', 1], ['tornBody', 1], ['lost', 0], ['error500', 0], ['html503', 0]])('(%s) is in doubt, is not sent again by itself, and looking shows %s entry', async (fault, there) => {
		for (const [as, kind, written] of [['document', 'invoice', entry], ['document', 'bill', owed], ['journal', 'journal', entry]] as const) {
			const { books, xero } = setUp();
			if (as === 'journal') await books.baseCurrency();
			xero.faults.push(fault);
			expect(await failure(books.writeEntry(written, as, 'final'))).toMatchObject({ service: 'Xero', ambiguous: true });
			expect(await books.entriesByNumber(written.number, kind)).toHaveLength(there);
			// Whoever does not look sends the same, under the same key.
			await books.writeEntry(written, as, 'final');
			expect(xero.books.documents).toHaveLength(1);
		}
	});

	it('does not keep a mended entry from being written after a refusal', async () => {
		const { books } = setUp();
		expect(await failure(books.writeEntry({ ...entry, lines: [{ ...entry.lines[0], account: '999' }] }, 'document', 'final'))).toMatchObject({ kind: 'rejected' });
		expect(await books.writeEntry(entry, 'document', 'final')).toMatchObject({ kind: 'invoice' });
	});

	it('waits for the limit and goes on', async () => {
		const { books, xero, clock } = setUp();
		xero.faults.push('limit429', 'limit429');
		const begun = clock.now();
		await books.writeEntry(entry, 'document', 'final');
		expect(clock.now() - begun).toBeGreaterThanOrEqual(14_000);
		expect(xero.books.documents).toHaveLength(1);
	});

	it('keeps to the calls of a minute', async () => {
		const { books, xero } = setUp({ ...defaultXeroSwitches });
		for (let call = 0; call < 150; call++) await books.accounts();
		expect(xero.requests).toHaveLength(150);
	});
});

describe('P21: taking an entry back', () => {
	it.each([['document', 'final', 'VOIDED'], ['document', 'draft', 'DELETED'], ['journal', 'final', 'VOIDED'], ['journal', 'draft', 'DELETED']] as const)('a %s (%s) becomes %s, once', async (as, status, after) => {
		const { books, xero } = setUp();
		const written = await books.writeEntry(entry, as, status);
		await books.voidEntry(written);
		await books.voidEntry(written);
		expect(xero.books.trialBalance()).toEqual({});
		expect(await books.entriesByNumber(entry.number, written.kind)).toEqual([{ ...written, status: after }]);
	});
});
