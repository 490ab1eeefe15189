import type { ReadOptions } from '../../../../src/domain/settlement/settlement';
import { fileOf, read, sale, summary, withRows, type Row } from './files';

const fingerprintOf = async (file: string, options: Partial<ReadOptions> = {}): Promise<string> => (await read(file, options)).fingerprint;

const rows: readonly Row[] = [
	{ 'posted-date-time': '2026-06-01 03:00:00 UTC' }, { sku: 'CUP-2', amount: '-7.10' }, { 'order-id': '114-0000001-0000002', 'posted-date-time': '2026-05-31 22:30:00 UTC' },
	{ 'amount-type': 'ItemFees', 'amount-description': 'Commission', 'amount': '-15.00' }, { 'posted-date': '2026-06-01', 'posted-date-time': '' }, { 'posted-date': '', 'posted-date-time': '' },
];
const withDays = (each: Row): Row => ({ ...each, 'settlement-start-date': '2026-06-01', 'settlement-end-date': '2026-06-15', 'deposit-date': '2026-06-17' });

describe('P18: the fingerprint of a settlement', () => {
	it.each<[string, Partial<ReadOptions>]>([
		['in a zone west of UTC', { timeZone: 'America/Los_Angeles' }], ['in a zone east of UTC', { timeZone: 'Pacific/Auckland' }],
		['once orders are known', { orderClass: (id) => (id.endsWith('2') ? 'known' : 'knownWithoutTax') }], ['of orders that are none', { orderClass: () => 'none' }],
		['by order', { byOrder: () => true, collectOrders: true }], ['by SKU', { bySku: true }], ['all at once', { timeZone: 'Asia/Tokyo', orderClass: () => 'known', byOrder: (id) => id.endsWith('1'), bySku: true }],
	])('is the same when read %s', async (_title, options) => {
		for (const file of [withRows(...rows), fileOf([withDays(summary), ...rows.map((row) => ({ ...sale, ...row }))])]) {
			expect((await read(file, options)).groups).not.toEqual((await read(file)).groups);
			expect(await fingerprintOf(file, options)).toBe(await fingerprintOf(file));
		}
	});

	it.each<[string, readonly Row[]]>([
		['an amount of one type', [{ ...rows[0], amount: '100.01' }, ...rows.slice(1)]],
		['amounts of two types that cancel out', [{ ...rows[0], amount: '99.99' }, ...rows.slice(1, 3), { ...rows[3], amount: '-14.99' }, ...rows.slice(4)]],
		['a row of no amount', [...rows, { amount: '0.00' }]],
		['the channel of a row', [{ ...rows[0], 'fulfillment-id': 'MFN' }, ...rows.slice(1)]],
		['the marketplace of a row', [{ ...rows[0], 'marketplace-name': 'Amazon.ca' }, ...rows.slice(1)]],
		['the type of a row', [{ ...rows[0], 'transaction-type': 'Refund' }, ...rows.slice(1)]],
	])('changes with %s', async (_title, changed) => {
		expect(await fingerprintOf(withRows(...changed))).not.toBe(await fingerprintOf(withRows(...rows)));
	});

	it.each(['settlement-start-date', 'settlement-end-date', 'deposit-date'])('changes with the %s of the statement, with time and without', async (column) => {
		const other = { ...summary, [column]: '2026-06-09 00:00:00 UTC' };
		expect(await fingerprintOf(fileOf([other, sale]))).not.toBe(await fingerprintOf(fileOf([summary, sale])));
		const ofDays = withDays(summary);
		expect(await fingerprintOf(fileOf([{ ...ofDays, [column]: '2026-06-09' }, sale]))).not.toBe(await fingerprintOf(fileOf([ofDays, sale])));
	});

	it('is the same whatever form the dates of the statement have', async () => {
		const german = { ...sale, 'posted-date': '03.06.2026', 'posted-date-time': '03.06.2026 10:20:30 UTC' };
		const days = { ...summary, 'settlement-start-date': '01.06.2026', 'settlement-end-date': '15.06.2026', 'deposit-date': '17.06.2026' };
		expect(await fingerprintOf(fileOf([days, german]), { timeZone: 'Europe/Berlin' })).toBe(await fingerprintOf(fileOf([withDays(summary), sale])));
	});
});
