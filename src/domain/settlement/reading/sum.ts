import type { Amount } from '../../money';
import type { FileForm } from '../settlement';
import { Doubt } from './amounts';

/** Far enough below 2^53 that one more amount of the longest kind keeps every digit. */
const FULL = 2 ** 52;

/** Adds amounts as AmountReader reads them, exactly, however many there are. */
export class Sum {
	private hundredths = 0;
	private points = 0;
	private commas = 0;
	private spilled: bigint | undefined;

	/** `value`: hundredths, or thousandths of an amount in doubt; signed. */
	add(value: number, doubt: Doubt): void {
		if (doubt === Doubt.None) {
			this.hundredths += value;
			if (this.hundredths > FULL || this.hundredths < -FULL) this.spill();
		} else if (doubt === Doubt.Point) this.points += value;
		else this.commas += value;
	}

	/** In hundredths, now that the decimal sign of the file is known. */
	total(sign: FileForm['decimalSign']): bigint {
		const inHundredths = (doubted: number, decimalSign: string): bigint => (sign === decimalSign ? BigInt(doubted) / 10n : BigInt(doubted) * 100n);
		return (this.spilled ?? 0n) + BigInt(this.hundredths) + inHundredths(this.points, '.') + inHundredths(this.commas, ',');
	}

	private spill(): void {
		this.spilled = (this.spilled ?? 0n) + BigInt(this.hundredths);
		this.hundredths = 0;
	}
}

/** '-12.3' of -1230n, as money.ts writes amounts. */
export function amountOf(hundredths: bigint): Amount {
	const digits = String(hundredths < 0n ? -hundredths : hundredths).padStart(3, '0');
	const decimals = digits.slice(-2).replace(/0+$/, '');
	return `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}${decimals === '' ? '' : `.${decimals}`}`;
}
