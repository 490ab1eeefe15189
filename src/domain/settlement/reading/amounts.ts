import { minorUnitDigits } from '../../money';
import { UnreadableSettlement, type FileForm } from '../settlement';

const [MINUS, POINT, COMMA, ZERO] = [0x2d, 0x2e, 0x2c, 0x30];
/** Digits before the decimal sign. Longer ones are no money, and a double would not carry them in hundredths. */
const MOST_DIGITS = 13;

/**
 * Which sign of a number could be its decimal sign or that of its thousands: '1,234'. Such a number is decided at the end
 * of the file, by all others (P25).
 */
export const enum Doubt { None, Point, Comma }

/** The first lines on which something was seen; 0: nowhere. */
interface Doubted {
	seen: number;
	/** As a decimal, it would be finer than a hundredth. */
	tooFine: number;
	/** As a decimal, it would not be whole. */
	broken: number;
}

/**
 * Reads the amounts of one file, which has one decimal sign (P25). Numbers are hundredths, whole; of an amount in doubt
 * thousandths, so that '1,234' is 1234.
 */
export class AmountReader {
	/** Of the amount read last. */
	doubt: Doubt = Doubt.None;
	/** First line that proves the sign: 0, none does. */
	private pointLine = 0;
	private commaLine = 0;
	private brokenLine = 0;
	private readonly doubted = { [Doubt.Point]: { seen: 0, tooFine: 0, broken: 0 }, [Doubt.Comma]: { seen: 0, tooFine: 0, broken: 0 } } satisfies Record<number, Doubted>;

	/** The amount in `bytes[from..to)`, signed as the file's. Throws UnreadableSettlement with its line. */
	read(bytes: Uint8Array, from: number, to: number, line: number): number {
		let at = from;
		const negative = bytes[at] === MINUS;
		if (negative) at++;
		const first = at;
		let value = 0;
		for (; at < to; at++) {
			const digit = bytes[at] - ZERO;
			if (digit < 0 || digit > 9) break;
			value = value * 10 + digit;
		}
		if (at === first || at - first > MOST_DIGITS) return this.readText(bytes, from, to, line);
		this.doubt = Doubt.None;
		if (at === to) return negative ? 0 - value * 100 : value * 100;
		const sign = bytes[at];
		const decimals = to - at - 1;
		const tenths = bytes[at + 1] - ZERO;
		const hundredths = decimals === 2 ? bytes[at + 2] - ZERO : 0;
		if ((sign !== POINT && sign !== COMMA) || decimals < 1 || decimals > 2 || tenths < 0 || tenths > 9 || hundredths < 0 || hundredths > 9) return this.readText(bytes, from, to, line);
		this.prove(sign, line);
		if (this.brokenLine === 0 && tenths + hundredths > 0) this.brokenLine = line;
		value = value * 100 + tenths * 10 + hundredths;
		return negative ? 0 - value : value;
	}

	/** The decimal sign of the file, now that all of it was read. Throws where amounts contradict it or are finer than the currency. */
	decide(currency: string): FileForm['decimalSign'] {
		const { [Doubt.Point]: points, [Doubt.Comma]: commas } = this.doubted;
		const proven = this.pointLine > 0 ? '.' : this.commaLine > 0 ? ',' : undefined;
		if (proven === undefined && points.seen > 0 && commas.seen > 0) throw contradiction(Math.max(points.seen, commas.seen));
		// Nothing proves it: three digits behind a sign are thousands, as no currency here has three decimals.
		const sign = proven ?? (points.seen > 0 ? ',' : '.');
		const decimals = sign === '.' ? points : commas;
		if (decimals.tooFine > 0) throw tooFine(decimals.tooFine);
		const broken = [this.brokenLine, decimals.broken].filter((line) => line > 0);
		if (minorUnitDigits(currency) === 0 && broken.length > 0) throw tooFine(Math.min(...broken), `An amount in ${currency} is not whole.`);
		return sign;
	}

	private prove(sign: number, line: number): void {
		if (sign === POINT) {
			if (this.pointLine > 0) return;
			this.pointLine = line;
		} else {
			if (this.commaLine > 0) return;
			this.commaLine = line;
		}
		if (this.pointLine > 0 && this.commaLine > 0) throw contradiction(line);
	}

	/** Whatever is not a plain number: thousands, brackets, blanks, other minus signs. */
	private readText(bytes: Uint8Array, from: number, to: number, line: number): number {
		const text = textOf(bytes.subarray(from, to));
		const bracketed = /^\((.*)\)$/.exec(text)?.[1]?.trim();
		const parts = /^([+-]?) ?([\d., ]*\d)$/.exec(bracketed ?? text);
		if (/^[+-]?\d+([.,]\d+)?E[+-]?\d+$/i.test(text)) throw new UnreadableSettlement('spreadsheet', `Line ${line}: the amount '${text}' was rewritten by a spreadsheet.`, ORIGINAL, line);
		if (parts === null || (bracketed !== undefined && parts[1] !== '')) throw damaged(text, line);
		const value = this.readDigits(parts[2], text, line);
		return parts[1] === '-' || bracketed !== undefined ? 0 - value : value;
	}

	private readDigits(spaced: string, text: string, line: number): number {
		if (/ /.test(spaced) && !/^\d{1,3}( \d{3})+([.,]\d+)?$/.test(spaced)) throw damaged(text, line);
		const digits = spaced.replaceAll(' ', '');
		// Indian thousands have groups of two: 1,23,456.00.
		const grouped = /^(\d{1,3})(?:([.,])(?:\d{2,3}\2)*\d{3})(?:([.,])(\d+))?$/.exec(digits);
		const plain = /^(\d*)(?:([.,])(\d+))?$/.exec(digits);
		if (plain !== null) return spaced === digits && /^[1-9]\d{0,2}[.,]\d{3}$/.test(digits) ? this.doubtful(digits, line) : this.whole(plain[1], plain[3] ?? '', plain[2], text, line);
		if (grouped === null || grouped[3] === grouped[2]) throw damaged(text, line);
		const decimalSign = grouped[2] === ',' ? '.' : ',';
		const whole = grouped[3] === undefined ? digits : digits.slice(0, digits.lastIndexOf(decimalSign));
		return this.whole(whole.replaceAll(grouped[2], ''), grouped[4] ?? '', decimalSign, text, line);
	}

	private whole(whole: string, decimals: string, sign: string | undefined, text: string, line: number): number {
		const fine = decimals.replace(/0+$/, '');
		if (whole.length > MOST_DIGITS) throw damaged(text, line);
		if (sign !== undefined) this.prove(sign.charCodeAt(0), line);
		if (fine.length > 2) throw tooFine(line);
		if (fine !== '' && this.brokenLine === 0) this.brokenLine = line;
		this.doubt = Doubt.None;
		return Number(`${whole}${fine.padEnd(2, '0')}`);
	}

	private doubtful(digits: string, line: number): number {
		this.doubt = digits.includes('.') ? Doubt.Point : Doubt.Comma;
		const value = Number(digits.replace(/[.,]/, ''));
		const doubted: Doubted = this.doubted[this.doubt];
		doubted.seen ||= line;
		if (value % 10 !== 0) doubted.tooFine ||= line;
		if (value % 1000 !== 0) doubted.broken ||= line;
		return value;
	}
}

const ORIGINAL = 'Take the file again as Amazon gives it (Seller Central, Payments, Reports Repository), and do not open it in a spreadsheet.';

/** Blanks of all kinds become plain ones, and the minus sign of typography a hyphen. */
function textOf(bytes: Uint8Array): string {
	const unicode = new TextDecoder('utf-8').decode(bytes);
	const text = unicode.includes('\ufffd') ? Buffer.from(bytes).toString('latin1') : unicode;
	return text.replace(/[\s\u00a0\u202f\u2009]/g, ' ').trim().replace('\u2212', '-');
}

const damaged = (text: string, line: number): UnreadableSettlement => new UnreadableSettlement('damagedAmount', `Line ${line}: '${text.slice(0, 40)}' is no amount.`, ORIGINAL, line);
const contradiction = (line: number): UnreadableSettlement => new UnreadableSettlement('damagedAmount', `Line ${line}: the amount has another decimal sign than those before it.`, ORIGINAL, line);
const tooFine = (line: number, what = 'An amount has more than two decimals.'): UnreadableSettlement => new UnreadableSettlement('tooFine', `Line ${line}: ${what}`, ORIGINAL, line);
