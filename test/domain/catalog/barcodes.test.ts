import fc from 'fast-check';
import { barcodesToFind, validBarcode } from '../../../src/domain/catalog/barcodes';
import { item, listing } from './catalogExamples';

test.each([
	['4006381333931', '4006381333931'],
	['978-3-16-148410-0', '9783161484100'],
	['036000291452', '036000291452'],
	['96385074', '96385074'],
	['10012345678902', '10012345678902'],
	['316148410X', '9783161484100'],
	['0-306-40615-2', '9780306406157'],
	['4006381333932', undefined],
	['3161484101', undefined],
	['123', undefined],
	['ABCDEFGHIJKLM', undefined],
	['', undefined],
])('D10: the barcode %j is %j', (value, expected) => {
	expect(validBarcode(value)).toBe(expected);
});

test('D10: any one wrong digit is found', () => {
	fc.assert(fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
		const digits = [...'4006381333931'];
		digits[at] = String((Number(digits[at]) + by) % 10);
		expect(validBarcode(digits.join(''))).toBeUndefined();
	}));
});

test('P56: a barcode is looked for in the forms in which Cin7 Core may have it, each once', () => {
	const identifiers = [{ type: 'UPC', value: '036000291452' }, { type: 'EAN', value: '0036000291452' }, { type: 'EAN', value: 'made up' }, { type: 'ASIN', value: 'B0DEMO0001' }] as const;
	expect([...barcodesToFind(listing({ identifier: { type: 'ISBN', value: '316148410X' } }), item({ identifiers }))].sort()).toEqual(['0036000291452', '036000291452', '316148410X', '9783161484100', 'made up']);
	expect(barcodesToFind(listing())).toEqual([]);
});
