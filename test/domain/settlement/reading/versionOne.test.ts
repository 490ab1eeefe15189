import { fileOf, read, summary, v1Columns, type Row } from './files';

const start: Row = { ...summary, 'settlement-start-date': '2026-06-01', 'settlement-end-date': '2026-06-15', 'deposit-date': '2026-06-17' };
const row: Row = { 'settlement-id': '900', 'transaction-type': 'Order', 'order-id': '114-0000001-0000001', 'fulfillment-id': 'AFN', 'posted-date': '2026-05-31', 'price-type': 'Principal', 'price-amount': '100.00' };

describe('N6: a V1 file', () => {
	it.each(['America/Los_Angeles', 'Asia/Tokyo'])('with dates without time is of the days that it names, in %s', async (timeZone) => {
		const { groups, fingerprint, statement } = await read(fileOf([start, row, { ...row, 'posted-date': '2026-06-01' }], v1Columns), { timeZone });
		expect(groups.map(({ period, rows, sum }) => [period, rows, sum])).toEqual([['2026-05', 1, '100'], ['2026-06', 1, '100']]);
		expect(new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(new Date(statement.startsAt))).toBe('2026-06-01 00:00');
		expect(fingerprint).toBe((await read(fileOf([start, row, { ...row, 'posted-date': '2026-06-01' }], v1Columns))).fingerprint);
	});

	it('of two currencies is refused with the line', async () => {
		await expect(read(fileOf([start, { ...row, currency: 'USD' }, { ...row, currency: 'CAD' }], v1Columns))).rejects.toMatchObject({ code: 'twoSettlements', line: 4 });
	});
});
