import { cancelGuard } from '../../../src/domain/catalog/cancelGuard';

const load = (listed: number, missing: number, received = listed - missing, limitPercent = 20) => ({ storeName: 'Harbor US', listed, missing, received, limitPercent });

test.each([
	['S118: one of three is gone', load(3, 1)],
	['ten of ten, and others came', load(10, 10, 4)],
	['exactly the limit', load(100, 20)],
	['nothing is missing', load(0, 0)],
	['nothing came and nothing is kept', load(0, 0, 0)],
	['nothing is excepted', load(1000, 999, 1, 100)],
] as const)('may cancel: %s', (_title, finished) => {
	expect(cancelGuard(finished)).toBeUndefined();
});

test.each([
	['more than the limit', load(100, 21), '21 of 100 listings of store Harbor US are missing in what Amazon gave (79 came): that is more than 20 %'],
	['eleven of eleven', load(11, 11, 5), '11 of 11 listings'],
	['an empty download, however few are missing', load(3, 3, 0), 'Amazon gave no listings at all, so 3 of 3'],
	['an empty download at a limit of 100', load(3, 3, 0, 100), 'Amazon gave no listings at all'],
	['a limit of zero', load(5000, 11, 4989, 0), 'more than 0 %'],
] as const)('N26: may not cancel: %s', (_title, finished, message) => {
	expect(cancelGuard(finished)).toMatchObject({ code: 'catalog.tooManyMissing', blocking: true, message: expect.stringContaining(message) as string });
});
