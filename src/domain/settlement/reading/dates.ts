import { businessDayEnd, dayOf, previousDay } from '../../calendar';
import { UnreadableSettlement } from '../settlement';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const [DASH, POINT, SLASH, ZERO, COLON, SPACE] = [0x2d, 0x2e, 0x2f, 0x30, 0x3a, 0x20];
/** Texts that are kept beside the hours; then forgotten, so that memory stays flat. */
const MOST_TEXTS = 10_000;

/** Which number of 03/04/26 is the day. Of every other form both readings are the same. */
export type DayOrder = 'dayFirst' | 'monthFirst';

/** One date in both readings: milliseconds since 1970, NaN where the calendar has no such day. */
export interface Readings {
	readonly dayFirst: number;
	readonly monthFirst: number;
	/** Index of the months of both readings. */
	readonly months: number;
}

interface Hour extends Readings {
	/** A month begins within it in the asked zone, one of half hours. */
	readonly split: boolean;
}

type Form = '-' | '.' | '/' | 'y/';

const formNames: Readonly<Record<Form, string>> = { '-': 'yyyy-MM-dd', '.': 'dd.MM.yyyy', '/': 'dd/MM/yyyy', 'y/': 'yyyy/MM/dd' };
const monthFirstCountries: ReadonlySet<string> = new Set(['US']);
/** Where both orders are in use: nothing is concluded of them. */
const undecidedCountries: ReadonlySet<string> = new Set(['CA', 'JP']);

/** Reads the dates of one file, which has one form of dates (P25), with and without time. Times without zone are UTC. */
export class DateReader {
	/** Of the date read last. */
	dayFirst = Number.NaN;
	monthFirst = Number.NaN;

	private form: Form | undefined;
	private readonly hours = new Map<number, Hour>();
	private readonly texts = new Map<string, Readings>();
	private readonly monthsIndex = new Map<string, number>();
	private readonly monthsFound: { readonly dayFirst: string; readonly monthFirst: string }[] = [];
	/** Lines of the first date that has only this reading; 0: none has. */
	private readonly only = { dayFirst: 0, monthFirst: 0 };
	private differ = false;
	private readonly earliest = { dayFirst: Infinity, monthFirst: Infinity };
	private readonly latest = { dayFirst: -Infinity, monthFirst: -Infinity };

	constructor(private readonly timeZone: string) {}

	/** Index of the months in which the date in `bytes[from..to)` falls; its instants are in `dayFirst` and `monthFirst`. */
	read(bytes: Uint8Array, from: number, to: number, line: number): number {
		const length = to - from;
		if ((length === 19 || length === 23) && this.form !== undefined && this.form !== 'y/') {
			const yearFirst = this.form === '-';
			const separator = bytes[from + (yearFirst ? 4 : 2)];
			const known = separator === (yearFirst ? DASH : this.form === '.' ? POINT : SLASH) && bytes[from + (yearFirst ? 7 : 5)] === separator && bytes[from + 10] === SPACE && bytes[from + 13] === COLON && bytes[from + 16] === COLON;
			if (known && (length === 19 || isUtc(bytes, from + 19))) {
				const year = yearFirst ? four(bytes, from) : four(bytes, from + 6);
				const a = two(bytes, from + (yearFirst ? 5 : 0));
				const b = two(bytes, from + (yearFirst ? 8 : 3));
				const hour = two(bytes, from + 11);
				const seconds = two(bytes, from + 14) * 60 + two(bytes, from + 17);
				if (year >= 2000 && year < 2100 && a >= 0 && a < 32 && b >= 0 && b < 32 && hour >= 0 && hour < 24 && seconds >= 0 && seconds < 3600) return this.readHour((((year - 2000) * 32 + a) * 32 + b) * 24 + hour, seconds * 1000, bytes, from, to, line);
			}
		}
		return this.remember(this.readText(Buffer.from(bytes.subarray(from, to)).toString('latin1').trim(), line));
	}

	/** The month of a date, by its index, '2026-06'. */
	month(months: number, order: DayOrder): string {
		return this.monthsFound[months][order];
	}

	/**
	 * Which number is the day: by a day above 12, else by which reading puts the rows in the statement's period, else by the
	 * country's habit. Never guessed. A row before the period decides nothing alone (N43). Throws where nothing decides.
	 */
	decide(starts: Readings, ends: Readings, country: string | undefined): DayOrder {
		const { dayFirst, monthFirst } = this.only;
		if (dayFirst > 0 && monthFirst > 0) throw unreadable(`Line ${Math.max(dayFirst, monthFirst)}: the date has day and month in another order than those before it.`, Math.max(dayFirst, monthFirst));
		if (dayFirst > 0) return 'dayFirst';
		if (monthFirst > 0) return 'monthFirst';
		const habit = habitOf(country);
		if (!this.differ) return this.form === '/' ? habit ?? 'dayFirst' : 'dayFirst';
		const orders: readonly DayOrder[] = ['dayFirst', 'monthFirst'];
		const possible = orders.filter((order) => starts[order] <= ends[order] && !(this.latest[order] > ends[order] + DAY));
		if (possible.length === 1) return possible[0];
		const inside = possible.filter((order) => this.earliest[order] >= starts[order] - DAY);
		if (inside.length === 1) return inside[0];
		if (habit === undefined) throw unreadable('Nothing in the file tells which number of its dates is the day and which the month.');
		return habit;
	}

	/** Name of the form, for FileForm. */
	formName(order: DayOrder): string {
		return this.form === '/' && order === 'monthFirst' ? 'MM/dd/yyyy' : formNames[this.form ?? '-'];
	}

	/** A date of the statement; blank: undefined. It does not count among the rows. */
	readStatement(text: string, line: number): Readings | undefined {
		return text === '' ? undefined : this.readText(text, line);
	}

	/** The day on which an instant falls in the asked zone: of a date without time, the day that it names. */
	day(instant: number): string {
		return dayOf(new Date(instant).toISOString(), this.timeZone);
	}

	private readHour(key: number, within: number, bytes: Uint8Array, from: number, to: number, line: number): number {
		let hour = this.hours.get(key);
		if (hour === undefined) {
			const base = this.readText(`${Buffer.from(bytes.subarray(from, from + 13)).toString('latin1')}:00:00 UTC`, line, Buffer.from(bytes.subarray(from, to)).toString('latin1'));
			const split = base.months !== this.monthsAt(base.dayFirst + HOUR - 1, base.monthFirst + HOUR - 1);
			hour = { ...base, split };
			this.hours.set(key, hour);
			this.remember(hour);
		}
		this.dayFirst = hour.dayFirst + within;
		this.monthFirst = hour.monthFirst + within;
		return hour.split ? this.monthsAt(this.dayFirst, this.monthFirst) : hour.months;
	}

	private remember(readings: Readings): number {
		for (const order of ['dayFirst', 'monthFirst'] as const) {
			this[order] = readings[order];
			if (readings[order] < this.earliest[order]) this.earliest[order] = readings[order];
			if (readings[order] > this.latest[order]) this.latest[order] = readings[order];
		}
		return readings.months;
	}

	private readText(text: string, line: number, shown = text): Readings {
		const known = this.texts.get(text);
		if (known !== undefined) return known;
		const parts = /^(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?: ?(UTC|GMT|Z|[+-]\d{2}:?\d{2}))?)?$/.exec(text);
		const form = parts === null ? undefined : formOf(parts);
		if (parts === null || form === undefined) throw unreadable(`Line ${line}: '${shown.slice(0, 40)}' is no date.`, line);
		this.form ??= form;
		if (form !== this.form) throw unreadable(`Line ${line}: the date '${shown.slice(0, 40)}' is written in another form than those before it.`, line);
		const readings = this.readParts(parts, form);
		if (Number.isNaN(readings.dayFirst) && Number.isNaN(readings.monthFirst)) throw unreadable(`Line ${line}: there is no day '${shown.slice(0, 40)}'.`, line);
		if (Number.isNaN(readings.monthFirst)) this.only.dayFirst ||= line;
		if (Number.isNaN(readings.dayFirst)) this.only.monthFirst ||= line;
		if (readings.dayFirst !== readings.monthFirst) this.differ = true;
		if (this.texts.size >= MOST_TEXTS) this.texts.clear();
		this.texts.set(text, readings);
		return readings;
	}

	private readParts(parts: RegExpExecArray, form: Form): Readings {
		const yearFirst = form === '-' || form === 'y/';
		const year = fullYear(yearFirst ? parts[1] : parts[4]);
		const first = yearFirst ? parts[3] : parts[1];
		const second = yearFirst ? parts[4] : parts[3];
		const asDayFirst = yearFirst ? dayIn(year, first, second) : dayIn(year, second, first);
		const asMonthFirst = form === '/' ? dayIn(year, first, second) : asDayFirst;
		if (parts[5] === undefined) {
			return { dayFirst: this.startOf(asDayFirst), monthFirst: this.startOf(asMonthFirst), months: this.indexOf(asDayFirst?.slice(0, 7) ?? '', asMonthFirst?.slice(0, 7) ?? '') };
		}
		const [dayFirst, monthFirst] = [instantOf(asDayFirst, parts), instantOf(asMonthFirst, parts)];
		return { dayFirst, monthFirst, months: this.monthsAt(dayFirst, monthFirst) };
	}

	/** A day without time is that day in the asked zone, so that no zone moves it. */
	private startOf(day: string | undefined): number {
		return day === undefined ? Number.NaN : businessDayEnd(previousDay(day), this.timeZone, '00:00');
	}

	private monthsAt(dayFirst: number, monthFirst: number): number {
		const asDayFirst = monthIn(dayFirst, this.timeZone);
		return this.indexOf(asDayFirst, dayFirst === monthFirst ? asDayFirst : monthIn(monthFirst, this.timeZone));
	}

	private indexOf(dayFirst: string, monthFirst: string): number {
		const key = `${dayFirst}|${monthFirst}`;
		const known = this.monthsIndex.get(key);
		if (known !== undefined) return known;
		this.monthsIndex.set(key, this.monthsFound.length);
		return this.monthsFound.push({ dayFirst, monthFirst }) - 1;
	}
}

/** The month in which an instant falls in a zone; '' where there is no instant. */
export const monthIn = (instant: number, timeZone: string): string => (Number.isNaN(instant) ? '' : dayOf(new Date(instant).toISOString(), timeZone).slice(0, 7));

const two = (bytes: Uint8Array, at: number): number => {
	const [tens, ones] = [bytes[at] - ZERO, bytes[at + 1] - ZERO];
	return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1000 : tens * 10 + ones;
};
const four = (bytes: Uint8Array, at: number): number => two(bytes, at) * 100 + two(bytes, at + 2);
/** ' UTC' */
const isUtc = (bytes: Uint8Array, at: number): boolean => bytes[at] === SPACE && bytes[at + 1] === 0x55 && bytes[at + 2] === 0x54 && bytes[at + 3] === 0x43;

const fullYear = (year: string): number => (year.length === 2 ? 2000 : 0) + Number(year);

function formOf([, first, sign, , last]: RegExpExecArray): Form | undefined {
	if (first.length === 4 && last.length <= 2) return sign === '-' ? '-' : sign === '/' ? 'y/' : undefined;
	if (first.length <= 2 && (last.length === 2 || last.length === 4)) return sign === '.' ? '.' : sign === '/' ? '/' : undefined;
	return undefined;
}

/** 'yyyy-mm-dd'; undefined where the calendar has no such day. */
function dayIn(year: number, month: string, day: string): string | undefined {
	const text = `${String(year).padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
	const time = Date.parse(`${text}T00:00:00Z`);
	return Number.isNaN(time) || !new Date(time).toISOString().startsWith(text) ? undefined : text;
}

function instantOf(day: string | undefined, parts: RegExpExecArray): number {
	const zone = parts[8] === undefined || /^[UGZ]/.test(parts[8]) ? 'Z' : parts[8].replace(/(\d\d):?(\d\d)$/, '$1:$2');
	return day === undefined ? Number.NaN : Date.parse(`${day}T${parts[5].padStart(2, '0')}:${parts[6]}:${parts[7] ?? '00'}${zone}`);
}

const habitOf = (country: string | undefined): DayOrder | undefined =>
	country === undefined || undecidedCountries.has(country) ? undefined : monthFirstCountries.has(country) ? 'monthFirst' : 'dayFirst';

const unreadable = (message: string, line?: number): UnreadableSettlement =>
	new UnreadableSettlement('damagedDate', message, 'Take the file again as Amazon gives it, and do not open it in a spreadsheet. Where only this file says so, tell us how its dates are written.', line);
