import fc from 'fast-check';
import { formatLinks, parseLinks, type LinkLine } from '../../../src/domain/catalog/linksCsv';

const pairs = (text: string): readonly (readonly string[])[] => parseLinks(text).links.map(({ sellerSku, productSku, alias }) => (alias === undefined ? [sellerSku, productSku] : [sellerSku, productSku, alias]));
const reasons = (text: string): readonly (readonly [number, string])[] => parseLinks(text).refused.map(({ line, reason }) => [line, reason]);

test('P58: the table is written with a header, cells quoted where they must be', () => {
	const rows = [{ sellerSku: 'HP-MUG', productSku: 'MUG' }, { sellerSku: 'a,"b"', productSku: ' x ', alias: 'Tasse; groß' }];
	expect(formatLinks(rows)).toBe('Seller SKU,Product SKU,Alias\r\nHP-MUG,MUG,\r\n"a,""b"""," x ","Tasse; groß"\r\n');
});

test.each([
	['comma', 'Seller SKU,Product SKU,Alias\nA,B,C\n', [['A', 'B', 'C']]],
	['semicolon, other order, more columns', 'Alias;Stock;product_sku;Amazon SKU\nC;5;B;A\n', [['A', 'B', 'C']]],
	['tab, without alias', 'SKU\tCin7 Core SKU\r\nA\tB\r\n', [['A', 'B']]],
	['a short line says nothing of the alias, a blank cell that there is none', 'Seller SKU,Product SKU,Alias\nA,B\nC,D,\n', [['A', 'B'], ['C', 'D', '']]],
	['seller SKUs alone', 'Seller SKU\nA\n', [['A', 'A']]],
	['quotes, line ends and separators in cells', 'Seller SKU,Product SKU\n"A\r\nA","B,""B"""\n', [['A\r\nA', 'B,"B"']]],
	['quoted names of columns, blanks before a quote', '"Seller SKU";"Product SKU"\nA; "B;B" \n', [['A', 'B;B']]],
	['byte order mark, blank lines, lines of separators', '\uFEFF\r\n\r\nSeller SKU,Product SKU\r\n\r\nA,B\r\n,,\r\n', [['A', 'B']]],
	['a semicolon within a cell of a comma file', 'Seller SKU,Product SKU\nA;1,B\n', [['A;1', 'B']]],
	['a quotation mark inside a cell', 'Seller SKU,Product SKU\n12" pan,B\n', [['12" pan', 'B']]],
] as const)('P58: with a header: %s', (_title, text, expected) => {
	expect(pairs(text)).toEqual(expected);
	expect(reasons(text)).toEqual([]);
});

test.each([
	['tab, semicolon, arrow, one SKU, mixed', 'A\tB\nC;D\nE => F\nG\n', [['A', 'B'], ['C', 'D'], ['E', 'F'], ['G', 'G']]],
	['a comma is part of the SKU', 'A,1\tB\nC,2\n', [['A,1', 'B'], ['C,2', 'C,2']]],
	['leading zeros and inner blanks', '00123 4\t0 5\n', [['00123 4', '0 5']]],
	['blanks around', '  A  ;  B  \n', [['A', 'B']]],
	['quoted cells', '"A;1";B\n"C" => "D"\n" E "\n', [['A;1', 'B'], ['C', 'D'], [' E ', ' E ']]],
	['carriage returns alone, no last line end', 'A\tB\rC\tD', [['A', 'B'], ['C', 'D']]],
	['nothing', '\n \n', []],
] as const)('P58: pasted without a header: %s', (_title, text, expected) => {
	expect(pairs(text)).toEqual(expected);
	expect(reasons(text)).toEqual([]);
});

test('P58: every line that is not taken is named with its number and reason, and the others are taken', () => {
	const text = 'Seller SKU,Product SKU\nA,B\n,C\nD,\n\n1.23E+05,E\n"=""001""",F\nG,#NAME?\nH,I,J\n"K"x,M\n"N,O\nP,Q\n';
	expect(pairs(text)).toEqual([['A', 'B'], ['P', 'Q']]);
	expect(reasons(text)).toEqual([
		[3, 'The seller SKU is missing'],
		[4, 'The product SKU is missing'],
		[6, expect.stringContaining('rounded number')],
		[7, expect.stringContaining('wrapped the SKU into a formula')],
		[8, expect.stringContaining('taken the SKU for a formula')],
		[9, 'The line has more cells than the header'],
		[10, 'There is text after a closing quotation mark'],
		[11, 'A quotation mark is not closed'],
	]);
	expect(parseLinks(text).refused[0]?.text).toBe(',C');
});

test.each([
	['three cells', 'A\tB\tC\n', [[1, 'A line is a seller SKU, a tab, and a product SKU']]],
	['no product', '\nA;\n', [[2, 'The product SKU is missing']]],
	['a rounded number', '1,5E+12\n', [[1, expect.stringContaining('rounded number')]]],
	['a header without seller SKU, and nothing after it', 'Product SKU,Alias\nA,B\n', [[1, 'The header names no column Seller SKU']]],
] as const)('P58: refused: %s', (_title, text, expected) => {
	expect(reasons(text)).toEqual(expected);
	expect(pairs(text)).toEqual([]);
});

test.each(['=1+1', '+1', '-A', '@A', '00123', '123456789012345', '12E5', '1.23E+05', '="001"', '#NAME?', "'=1", "''00"])('P58: a spreadsheet leaves the SKU %s alone, and it is read as it was', (sku) => {
	const text = formatLinks([{ sellerSku: sku, productSku: 'P' }]);
	expect(text.split('\r\n')[1]).toMatch(/^"?'/);
	expect(pairs(text)).toEqual([[sku, 'P', '']]);
});

test.each(['HP-MUG', "'quoted'", '123', '0', 'a=b', 'E10'])('P58: the SKU %s needs nothing before it', (sku) => {
	expect(formatLinks([{ sellerSku: sku, productSku: 'P' }]).split('\r\n')[1]).toBe(`${sku},P,`);
});

test('P58: what is written is read, whatever the SKUs hold', () => {
	const nasty = fc.array(fc.constantFrom('"', "'", ',', ';', '\t', '\r', '\n', ' ', '=', '>', '+', '-', '@', '0', '1', 'E', '.', '#', '\uFEFF', '\u200b', 'ü', 'A', ' => '), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
	const sku = fc.oneof(nasty, fc.string({ minLength: 1, unit: 'binary' }), fc.constantFrom('1.23E+05', '="001"', '#REF!', 'Seller SKU', 'Alias'));
	const row: fc.Arbitrary<LinkLine> = fc.record({ sellerSku: sku, productSku: sku, alias: fc.oneof(fc.constant(''), sku) });
	fc.assert(fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
		const parsed = parseLinks(formatLinks(rows));
		expect(parsed.refused).toEqual([]);
		expect(parsed.links.map(({ line: _line, ...link }) => link)).toEqual(rows);
	}), { numRuns: 200 });
});
