import { UnreadableSettlement } from '../settlement';
import type { AmountReader } from './amounts';
import type { DateReader } from './dates';
import type { Header, MoneyColumn } from './header';
import { KindTable, type Kind, type KindTexts } from './kinds';
import type { OrderReader } from './orders';
import { statementColumns, type StatementReader } from './statement';

const [SPACE, PLUS, QUOTE, TAB] = [0x20, 0x2b, 0x22, 9];

interface Readers {
	readonly amounts: AmountReader;
	readonly dates: DateReader;
	readonly orders: OrderReader;
	readonly statement: StatementReader;
}

/** Reads the rows of one file, from their bytes; makes no object for a row. */
export class RowReader {
	isEmpty = true;
	private readonly table = new KindTable();
	private idBytes: Uint8Array = new Uint8Array(0);
	private currencyBytes: Uint8Array = new Uint8Array(0);
	private readonly bounds = new Int32Array(10);
	// The row in hand.
	private bytes: Uint8Array = this.idBytes;
	private from = 0;
	private to = 0;
	private tabs: Int32Array = this.bounds;

	constructor(
		readonly header: Header,
		private readonly readers: Readers,
		private readonly bySku: boolean,
	) {}

	get kinds(): readonly Kind[] {
		return this.table.kinds;
	}

	get settlementId(): string {
		return Buffer.from(this.idBytes).toString('latin1').trim();
	}

	/** One line, as readLines gives it. Throws UnreadableSettlement with its number. */
	read(bytes: Uint8Array, from: number, to: number, tabs: Int32Array, count: number, line: number, isEnded: boolean): void {
		if (from === to) return;
		this.bytes = bytes;
		this.from = from;
		this.to = to;
		this.tabs = tabs;
		if (count !== this.header.columns - 1 && !this.fitsAnyhow(count, line, isEnded)) return;
		tabs[this.header.columns - 1] = to;
		this.isEmpty = false;
		const { column, codes } = this.header;
		this.checkSame(column['settlement-id'], line);
		this.checkCurrency(column.currency, line);
		for (const code of codes) this.checkCode(code, line);
		const total = column['total-amount'];
		if (this.start(total) < this.end(total)) this.readStatement(line);
		for (const money of this.header.money) if (this.start(money.amount) < this.end(money.amount)) this.readMoney(money, line);
	}

	private start(column: number): number {
		return column === 0 ? this.from : this.tabs[column - 1] + 1;
	}

	/** Blanks at the end of a field are none of its text. */
	private end(column: number): number {
		let end = this.tabs[column];
		for (const start = this.start(column); end > start && this.bytes[end - 1] === SPACE; ) end--;
		return end;
	}

	private text(column: number): string {
		return column < 0 ? '' : Buffer.from(this.bytes.subarray(this.start(column), this.end(column))).toString('latin1').trim();
	}

	private readMoney(money: MoneyColumn, line: number): void {
		const { amounts, dates, orders } = this.readers;
		const { column, postedAt } = this.header;
		const value = amounts.read(this.bytes, this.start(money.amount), this.end(money.amount), line);
		const doubt = amounts.doubt;
		const kind = this.kindOf(money);
		orders.read(this.bytes, this.start(column['order-id']), this.end(column['order-id']), kind.isOtherChannel, kind.transactionType);
		const hasTime = postedAt >= 0 && this.start(postedAt) < this.end(postedAt);
		const posted = hasTime ? postedAt : column['posted-date'];
		const isDated = this.start(posted) < this.end(posted);
		const months = isDated ? dates.read(this.bytes, this.start(posted), this.end(posted), line) : -1;
		const sku = this.bySku && kind.isOfBuyer ? this.text(column.sku) : '';
		const cell = kind.cell(months, orders.state, orders.byOrder, sku === '' ? undefined : sku, line);
		cell.sum.add(value, doubt);
		cell.rows++;
		if (isDated && dates.dayFirst < cell.dayFirst) cell.dayFirst = dates.dayFirst;
		if (isDated && dates.monthFirst < cell.monthFirst) cell.monthFirst = dates.monthFirst;
		orders.add(kind, value, doubt);
	}

	private kindOf(money: MoneyColumn): Kind {
		const { column } = this.header;
		this.bind(0, column['transaction-type']);
		this.bind(1, money.amountType);
		this.bind(2, money.amountDescription);
		this.bind(3, column['marketplace-name']);
		this.bind(4, column['fulfillment-id']);
		return this.table.find(this.bytes, this.bounds, 5, money.amount & 0xff, () => this.textsOf(money));
	}

	private bind(pair: number, column: number): void {
		this.bounds[2 * pair] = column < 0 ? 0 : this.start(column);
		this.bounds[2 * pair + 1] = column < 0 ? 0 : this.end(column);
	}

	private textsOf({ amountType, amountTypeText, amountDescription, amountDescriptionText }: MoneyColumn): KindTexts {
		const { column } = this.header;
		return {
			transactionType: this.text(column['transaction-type']),
			amountType: amountType < 0 ? amountTypeText : this.text(amountType),
			amountDescription: amountDescription < 0 ? amountDescriptionText : this.text(amountDescription),
			marketplaceName: this.text(column['marketplace-name']),
			fulfillment: this.text(column['fulfillment-id']),
		};
	}

	private readStatement(line: number): void {
		this.readers.statement.read(statementColumns.map((name) => this.text(this.header.column[name])), line);
	}

	private checkSame(column: number, line: number): void {
		const [start, end] = [this.start(column), this.end(column)];
		if (start >= end || this.isSame(this.idBytes, start, end)) return;
		if (this.bytes[start] === QUOTE) throw spreadsheet('the row is in quotes', line);
		if (this.idBytes.length > 0) throw new UnreadableSettlement('twoSettlements', `Line ${line}: the row is of another settlement than those before it.`, 'Give each settlement as a file of its own.', line);
		if (/E\+?\d+$/i.test(this.text(column))) throw spreadsheet('the settlement id was rounded', line);
		this.idBytes = this.bytes.slice(start, end);
	}

	private checkCurrency(column: number, line: number): void {
		const [start, end] = [this.start(column), this.end(column)];
		if (start >= end || this.isSame(this.currencyBytes, start, end)) return;
		if (this.currencyBytes.length > 0) throw new UnreadableSettlement('twoSettlements', `Line ${line}: the row has another currency than those before it.`, 'Give each settlement, of one currency, as a file of its own.', line);
		this.currencyBytes = this.bytes.slice(start, end);
	}

	/** 4.57658E+13: the sign is always the third byte from the end. */
	private checkCode(column: number, line: number): void {
		const end = this.end(column);
		if (end - this.start(column) > 4 && this.bytes[end - 3] === PLUS && /^\d+([.,]\d+)?E\+\d\d$/i.test(this.text(column))) throw spreadsheet('an item code was rounded', line);
	}

	private isSame(known: Uint8Array, start: number, end: number): boolean {
		if (known.length !== end - start) return false;
		for (let at = 0; at < known.length; at++) if (known[at] !== this.bytes[start + at]) return false;
		return true;
	}

	/** A line with another number of columns: blank (false: skip it), or one whose missing or extra columns are blank. */
	private fitsAnyhow(count: number, line: number, isEnded: boolean): boolean {
		let end = this.to;
		while (end > this.from && (this.bytes[end - 1] === SPACE || this.bytes[end - 1] === TAB)) end--;
		if (end === this.from) return false;
		const { columns, column } = this.header;
		if (this.bytes[this.from] === QUOTE) throw spreadsheet('the row is in quotes', line);
		if (count >= columns) {
			if (columns <= this.tabs.length && this.tabs[columns - 1] >= end) return this.cutAt(this.tabs[columns - 1]);
			throw new UnreadableSettlement('header', `Line ${line}: the row has ${count + 1} columns, the header ${columns}.`, ORIGINAL, line);
		}
		// An editor that cuts blanks at the ends of lines leaves the summary short, but no row with an amount.
		const isSummary = isEnded && count >= Math.max(...statementColumns.map((name) => column[name])) && this.tabs[column['total-amount']] - this.tabs[column['total-amount'] - 1] > 1;
		if (!isSummary) throw new UnreadableSettlement('truncated', `Line ${line}: the row has ${count + 1} columns instead of ${columns}: the file is not complete.`, ORIGINAL, line);
		for (let missing = count; missing < columns; missing++) this.tabs[missing] = this.to;
		return true;
	}

	private cutAt(end: number): boolean {
		this.to = end;
		return true;
	}
}

const ORIGINAL = 'Take the file again as Amazon gives it (Seller Central, Payments, Reports Repository), and do not open it in a spreadsheet.';
const spreadsheet = (what: string, line: number): UnreadableSettlement => new UnreadableSettlement('spreadsheet', `Line ${line}: ${what}: a spreadsheet saved the file.`, ORIGINAL, line);
