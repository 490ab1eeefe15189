/** EAN, UPC, JAN and ISBN-13 by their own rule, ISBN-10 by its. Independent of the product's code. */
export function hasValidCheckDigit(code: string): boolean {
	if (/^\d{9}[\dX]$/.test(code)) return [...code].reduce((sum, digit, index) => sum + (digit === 'X' ? 10 : Number(digit)) * (10 - index), 0) % 11 === 0;
	return /^\d{12,13}$/.test(code) && [...code].reverse().reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 1 : 3), 0) % 10 === 0;
}
