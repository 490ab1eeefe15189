import { absolute, compare, equals, multiply, subtract, type Amount } from '../../../src/domain/money';
import type { Fields } from '../fields';
import { contains, envelope, single, type Query } from '../query';
import type { References } from '../references';
import { reject } from '../rejection';
import { number, type Json } from '../rendering';
import { sameName, type Cin7World } from '../world';
import type { Journal, JournalLine } from './model';
import { readPair, required } from './pairs';

/** GET, POST, PUT and DELETE /journal (L2). */
export class Journals {
	private readonly world: Cin7World;
	private readonly references: References;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.references = references;
	}

	/** Search looks into the fields that the reference names. */
	list(query: Query): Json {
		const [id, status, search] = [query.text('TaskID'), query.text('Status'), query.text('Search')];
		const rows = [...this.world.journals.values()].filter((journal) => (id === undefined || sameName(journal.id, id)) && (status === undefined || sameName(journal.status, status))
			&& (search === undefined || [journal.number, journal.status, journal.narration, journal.notes].some((text) => contains(text, search))));
		return envelope('Journals', rows, query, this.world.switches, renderJournal);
	}

	create(body: Fields): Json {
		this.rejectForAccounting();
		const read = this.read(body);
		const journal: Journal = { id: this.world.guids.next(), number: this.world.nextJournalNumber(), ...read };
		this.world.journals.set(journal.id, journal);
		return this.finish(journal);
	}

	/** A draft only; the body replaces all of it. */
	update(body: Fields): Json {
		this.rejectForAccounting();
		const journal = this.find(body.text('TaskID'));
		if (journal.status !== 'DRAFT') reject(`Journal status must be DRAFT, it is ${journal.status}`);
		Object.assign(journal, this.read(body));
		return this.finish(journal);
	}

	/** Void keeps it without its lines (published example); without it, or with false, the journal is undone to a draft. */
	remove(query: Query): Json {
		this.rejectForAccounting();
		const journal = this.find(query.required('ID'));
		const forGood = query.boolean('Void') === true;
		if (journal.status === 'VOIDED') reject('Journal is already voided');
		this.world.rejectTakingBack(journal.status === 'COMPLETED', journal.date);
		this.world.ledger.reverse(journal.id);
		Object.assign(journal, forGood ? { status: 'VOIDED', lines: [] } : { status: 'DRAFT' });
		return single('Journals', renderJournal(journal));
	}

	/** L6. */
	private rejectForAccounting(): void {
		if (this.world.switches.journalsRefused) reject('Journals are not available: the accounting system keeps them');
	}

	private find(id: string): Journal {
		return this.world.journals.get(id.toLowerCase()) ?? reject(`Journal with ID '${id}' was not found`);
	}

	private read(body: Fields): Omit<Journal, 'id' | 'number'> {
		const status = body.text('Status', 50).toUpperCase();
		if (status !== 'DRAFT' && status !== 'COMPLETED') return reject(`'Status' has an unknown value '${status}'`);
		const date = body.day('EffectiveDate') ?? required('EffectiveDate');
		if (this.world.locked(date)) reject(this.world.switches.lockDateText);
		const { currency, rate } = this.currency(body);
		const lines = (body.rows('Lines') ?? []).map((row) => this.line(row, rate));
		if (status === 'COMPLETED' && lines.length === 0) reject('Journal has no lines');
		return { status, date, currency, rate, narration: body.optionalText('Narration', Infinity) ?? '', notes: body.optionalText('Notes', Infinity) ?? '', lines };
	}

	private currency(body: Fields): { currency: string; rate: Amount } {
		const { switches, company } = this.world;
		const currency = body.text('Currency', 3).toUpperCase();
		const rate = body.positive('CurrencyConversionRate', 5, switches.excessDecimals) ?? required('CurrencyConversionRate');
		if (switches.journalCurrency === 'base' && currency !== company.currency) reject(`Journals are in ${company.currency} only`);
		if (switches.journalBaseRate === 'one' && currency === company.currency && !equals(rate, '1')) reject(`'CurrencyConversionRate' must be 1 for ${currency}`);
		return { currency, rate };
	}

	private line(row: Fields, rate: Amount): JournalLine {
		const { switches } = this.world;
		const pair = readPair(row, this.references, switches);
		const baseAmount = row.amount('BaseAmount', 2, switches.excessDecimals) ?? required('BaseAmount');
		const expected = multiply(pair.amount, rate);
		if (compare(absolute(subtract(baseAmount, expected)), switches.baseAmountTolerance) > 0) reject(`Line 'BaseAmount' is incorrect: ${baseAmount} was sent, ${expected} is expected`);
		return { ...pair, baseAmount };
	}

	/** L1. */
	private finish(journal: Journal): Json {
		if (journal.status === 'COMPLETED') {
			for (const { debit, credit, baseAmount, reference } of journal.lines) {
				this.world.ledger.post({
					source: journal.id, taskId: journal.id, saleId: null, debit, credit, amount: baseAmount, effectiveDate: journal.date,
					reference: reference === '' ? journal.number : reference, description: `${journal.number} ${journal.narration}`.trim(),
				}, 'Journal');
			}
		}
		return single('Journals', renderJournal(journal));
	}
}

const renderJournal = (journal: Journal): Json => ({
	TaskID: journal.id, Status: journal.status, JournalNumber: journal.number, Currency: journal.currency, CurrencyConversionRate: number(journal.rate),
	EffectiveDate: journal.date, Narration: journal.narration === '' ? null : journal.narration, Notes: journal.notes === '' ? null : journal.notes,
	Lines: journal.lines.map((line) => ({ Debit: line.debit, Credit: line.credit, Reference: line.reference, Amount: number(line.amount), BaseAmount: number(line.baseAmount) })),
	Attachments: [],
});
