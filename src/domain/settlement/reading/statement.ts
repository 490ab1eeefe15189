import { UnreadableSettlement, type FileForm, type SettlementStatement } from '../settlement';
import type { AmountReader } from './amounts';
import type { DateReader, DayOrder, Readings } from './dates';
import { amountOf, Sum } from './sum';

/** Columns of the statement, in this order. */
export const statementColumns = ['settlement-start-date', 'settlement-end-date', 'deposit-date', 'total-amount', 'currency'] as const;

interface Finished {
	readonly statement: SettlementStatement;
	readonly told: SettlementStatement;
	readonly order: DayOrder;
	readonly decimalSign: FileForm['decimalSign'];
}

/**
 * What the rows that state a total say (N35). Genuine files have one such row; where rows repeat it, all have to say the
 * same.
 */
export class StatementReader {
	private texts: readonly string[] | undefined;
	private line = 0;

	/** `texts`: those of statementColumns, without blanks at their ends. */
	read(texts: readonly string[], line: number): void {
		const before = this.texts;
		if (before === undefined) {
			this.texts = texts;
			this.line = line;
			return;
		}
		const differs = texts.some((text, at) => text !== '' && before[at] !== '' && text !== before[at]);
		if (differs) throw new UnreadableSettlement('twoSettlements', `Line ${line}: the row states another total, period or currency than line ${this.line}.`, 'Give each settlement as a file of its own.', line);
		this.texts = before.map((text, at) => text || (texts[at] ?? ''));
	}

	/**
	 * The statement, in the forms of the file. `told`: the same, but days without time are days, '2026-06-01', which no zone
	 * moves. Throws where there is none, or one that cannot be read.
	 */
	finish(settlementId: string, amounts: AmountReader, dates: DateReader, country: string | undefined): Finished {
		if (this.texts === undefined) throw noSummary('No row states the total of the settlement.');
		const [startText, endText, depositText, totalText, currency] = this.texts;
		const [starts, ends, deposit] = [startText, endText, depositText].map((text) => dates.readStatement(text, this.line));
		if (starts === undefined || ends === undefined) throw noSummary('The row with the total does not state the beginning and the end of the settlement.', this.line);
		if (!/^[A-Z]{3}$/.test(currency)) throw noSummary('The row with the total states no currency.', this.line);
		if (settlementId === '') throw noSummary('No row has a settlement id.', this.line);
		const total = new Sum();
		const bytes = Buffer.from(totalText, 'latin1');
		const value = amounts.read(bytes, 0, bytes.length, this.line);
		total.add(value, amounts.doubt);
		const order = dates.decide(starts, ends, country);
		const decimalSign = amounts.decide(currency);
		if ([starts, ends, deposit].some((each) => each !== undefined && Number.isNaN(each[order]))) throw new UnreadableSettlement('damagedDate', `Line ${this.line}: a date of the statement has day and month in another order than the rows.`, 'Take the file again as Amazon gives it.', this.line);
		const statement = { settlementId, startsAt: iso(starts[order]), endsAt: iso(ends[order]), ...(deposit ? { depositAt: iso(deposit[order]) } : {}), total: amountOf(total.total(decimalSign)), currency };
		const day = (text: string, readings: Readings): string => (hasTime(text) ? iso(readings[order]) : dates.day(readings[order]));
		const told = { ...statement, startsAt: day(startText, starts), endsAt: day(endText, ends), ...(deposit ? { depositAt: day(depositText, deposit) } : {}) };
		return { statement, told, order, decimalSign };
	}
}

const iso = (instant: number): string => new Date(instant).toISOString();
const hasTime = (date: string): boolean => date.includes(':');

const noSummary = (message: string, line?: number): UnreadableSettlement => new UnreadableSettlement('noSummary', message, 'Take the whole file again as Amazon gives it: its first row states total, period and currency.', line);
