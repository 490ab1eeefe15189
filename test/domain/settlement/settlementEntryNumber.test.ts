import fc from 'fast-check';
import { entryKey, entryNumber, type EntryIdentity } from '../../../src/domain/settlement/settlementEntryNumber';

describe('the number of an entry', () => {
	it.each<[EntryIdentity, string]>([
		[{ settlementId: '12345678901', posting: 1 }, 'AMZ-12345678901'],
		[{ settlementId: '12345678901', period: '2026-06', posting: 1 }, 'AMZ-12345678901-2606'],
		[{ settlementId: '12345678901', period: '2026-06', posting: 2 }, 'AMZ-12345678901-2606B'],
		[{ settlementId: '1', posting: 27 }, 'AMZ-1.27'],
	])('of %j is %s', (identity, number) => expect(entryNumber(identity)).toBe(number));

	it('N47: fits QuickBooks, and is another one for another settlement, month or posting; so is the key', () => {
		const identity = fc.record({ settlementId: fc.stringMatching(/^\d{1,30}$/), period: fc.option(fc.constantFrom('2026-05', '2026-06'), { nil: undefined }), posting: fc.integer({ min: 1, max: 60 }) });
		fc.assert(fc.property(identity, identity, (a, b) => {
			const same = a.settlementId === b.settlementId && a.period === b.period && a.posting === b.posting;
			expect(entryNumber(a).length).toBeLessThanOrEqual(21);
			expect(entryNumber(a) === entryNumber(b)).toBe(same);
			expect(entryKey({ storeId: 'S', ...a }) === entryKey({ storeId: 'S', ...b })).toBe(same);
			expect(entryKey({ storeId: 'S', ...a })).not.toBe(entryKey({ storeId: 'T', ...a }));
		}));
	});

	it('counts postings from 1', () => expect(() => entryNumber({ settlementId: '1', posting: 0 })).toThrow(RangeError));
});
