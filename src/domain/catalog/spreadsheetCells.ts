/** What a spreadsheet takes for a formula. */
const formula = /^[=+\-@]/;
/** What it takes for a number and writes back otherwise: leading zeros, long numbers, exponents. */
const rewritten = /^(0\d+|\d{12,}|\d+([.,]\d+)?E[+-]?\d+)$/i;
/** What is left of a cell that a spreadsheet has made a number of, tried to calculate, or wrapped into a formula. */
const damages: readonly (readonly [RegExp, string])[] = [
	[/^-?\d([.,]\d+)?E[+-]\d{2,3}$/i, 'A spreadsheet has turned the SKU into a rounded number; format the column as text and enter the SKU again'],
	[/^="[^]*"$/, 'A spreadsheet has wrapped the SKU into a formula; format the column as text and enter the SKU alone'],
	[/^#(NAME\?|REF!|VALUE!|N\/A|DIV\/0!|NUM!|NULL!)$/i, 'A spreadsheet has taken the SKU for a formula; format the column as text and enter the SKU again'],
];

/** Why a cell cannot be what was once written in it; undefined where nothing shows. */
export const damage = (cell: string): string | undefined => damages.find(([pattern]) => pattern.test(cell))?.[1];

const needsGuard = (text: string): boolean => {
	const bare = text.replace(/^'+/, '');
	return formula.test(bare) || rewritten.test(bare) || damage(bare) !== undefined;
};

/** The text with an apostrophe before it where a spreadsheet would change or calculate it; `unguarded` takes it off again, exactly. */
export const guarded = (text: string): string => (needsGuard(text) ? `'${text}` : text);

export const unguarded = (cell: string): string => (cell.startsWith("'") && needsGuard(cell) ? cell.slice(1) : cell);
