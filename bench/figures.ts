/** One measured figure beside its yardstick, which is measured (or, where `yardstick` says so, modeled) in the same run. */
export interface Figure {
	readonly bench: string;
	readonly measure: string;
	readonly value: number;
	readonly unit: string;
	readonly yardstick: string;
	readonly yardstickValue: number;
	/** value / yardstickValue. */
	readonly ratio: number;
}

/** A figure with its ratio; throws where one of the numbers is none, because such a run has measured nothing. */
export function figure(bench: string, measure: string, given: { value: number; unit: string; yardstick: string; yardstickValue: number }): Figure {
	const { value, unit, yardstick, yardstickValue } = given;
	const ratio = value / yardstickValue;
	if (![value, yardstickValue, ratio].every(Number.isFinite)) throw new RangeError(`${bench}, ${measure}: ${value} beside ${yardstickValue} is no figure`);
	return { bench, measure, value: rounded(value), unit, yardstick, yardstickValue: rounded(yardstickValue), ratio: rounded(ratio) };
}

/** Four significant digits: what is behind them is noise. Whole numbers stay whole. */
const rounded = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(4)));

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	const [low = Number.NaN, high = Number.NaN] = sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : [sorted[middle - 1], sorted[middle]];
	return (low + high) / 2;
}

/** One JSON object a line. */
export const asJsonLines = (figures: readonly Figure[]): string => figures.map((each) => `${JSON.stringify(each)}\n`).join('');

/** A table for reading, one bench after the other. */
export function asTable(figures: readonly Figure[]): string {
	return [...new Set(figures.map(({ bench }) => bench))].map((bench) => `${bench}\n${rowsOf(figures.filter((each) => each.bench === bench))}\n`).join('\n');
}

function rowsOf(figures: readonly Figure[]): string {
	const rows = figures.map((each) => [each.measure, `${number(each.value)} ${each.unit}`, `${number(each.yardstickValue)}`, each.yardstick, `x ${number(each.ratio)}`] as const);
	const table = [['measure', 'value', 'yardstick', '', 'ratio'] as const, ...rows];
	const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
	return table.map((row) => `  ${row.map((cell, column) => (column === 1 || column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ').trimEnd()}\n`).join('');
}

const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 1 ? 4 : 2 });
