import type { Amount } from '../money';
import { divide, isAmount, isNegative, isZero, multiply, round, sum } from '../money';
import type { Measure } from './listing';

/** Digits that are written of a weight or a length. */
const DIGITS = 4;

/** One unit, exact by definition (international yard and pound agreement of 1959), in grams or in millimeters. */
interface Unit {
	readonly quantity: 'weight' | 'length';
	readonly size: Amount;
	/** Cin7 Core's word for it (API reference: WeightUnits oz mg kg lb g, DimensionsUnits m cm mi mm in ft yd km). */
	readonly symbol?: string;
	/** Words of Amazon's product types, singular; the plural is understood too. */
	readonly words: readonly string[];
}

const units: readonly Unit[] = [
	{ quantity: 'weight', size: '0.001', symbol: 'mg', words: ['milligram'] },
	{ quantity: 'weight', size: '1', symbol: 'g', words: ['gram', 'gramme', 'gr'] },
	{ quantity: 'weight', size: '1000', symbol: 'kg', words: ['kilogram', 'kilo'] },
	{ quantity: 'weight', size: '28.349523125', symbol: 'oz', words: ['ounce'] },
	{ quantity: 'weight', size: '453.59237', symbol: 'lb', words: ['pound', 'lbs'] },
	{ quantity: 'weight', size: '4.5359237', words: ['hundredths_pound', 'hundredths-pound'] },
	{ quantity: 'length', size: '0.001', words: ['micrometer', 'micron'] },
	{ quantity: 'length', size: '1', symbol: 'mm', words: ['millimeter', 'millimetre'] },
	{ quantity: 'length', size: '10', symbol: 'cm', words: ['centimeter', 'centimetre'] },
	{ quantity: 'length', size: '100', words: ['decimeter', 'decimetre', 'dm'] },
	{ quantity: 'length', size: '1000', symbol: 'm', words: ['meter', 'metre'] },
	{ quantity: 'length', size: '1000000', symbol: 'km', words: ['kilometer', 'kilometre'] },
	{ quantity: 'length', size: '0.254', words: ['hundredths_inch', 'hundredths-inch'] },
	{ quantity: 'length', size: '25.4', symbol: 'in', words: ['inch'] },
	{ quantity: 'length', size: '304.8', symbol: 'ft', words: ['foot', 'feet'] },
	{ quantity: 'length', size: '914.4', symbol: 'yd', words: ['yard'] },
	{ quantity: 'length', size: '1609344', symbol: 'mi', words: ['mile'] },
];

const byWord: ReadonlyMap<string, Unit> = new Map(
	units.flatMap((unit) => [...unit.words.flatMap((word) => [word, `${word}s`, `${word}es`]), ...(unit.symbol ? [unit.symbol] : [])].map((word) => [word, unit] as const)),
);

const unitOf = (word: string): Unit | undefined => byWord.get(word.trim().toLowerCase().replace(/[\s.]+/g, '_').replace(/_$/, ''));

/** What became of a measure: its value in the wanted unit; nothing said; or what could not be understood. */
export type Converted = { readonly kind: 'value'; readonly value: Amount } | { readonly kind: 'absent' } | { readonly kind: 'unknown'; readonly what: string };

/**
 * The measure in another unit, exact, rounded half up to 4 decimals. A value of zero is no information, and Cin7 Core
 * would take it as an order to clear the field: absent. Absent, too, where rounding leaves nothing.
 * @param wanted Cin7 Core's word of a unit, 'kg' or 'cm'
 */
export function convert(measure: Measure | undefined, quantity: 'weight' | 'length', wanted: string): Converted {
	if (measure === undefined) return { kind: 'absent' };
	if (!isAmount(measure.value) || isNegative(measure.value)) return { kind: 'unknown', what: `value ${measure.value}` };
	if (isZero(measure.value)) return { kind: 'absent' };
	const [from, to] = [unitOf(measure.unit), unitOf(wanted)];
	if (from?.quantity !== quantity) return { kind: 'unknown', what: `unit ${measure.unit || '(none)'}` };
	if (to?.quantity !== quantity) return { kind: 'unknown', what: `unit ${wanted} of Cin7 Core` };
	const value = sum([round(divide(multiply(measure.value, from.size), to.size), DIGITS)]);
	return isZero(value) ? { kind: 'absent' } : { kind: 'value', value };
}
