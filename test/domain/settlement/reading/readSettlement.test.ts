import { UnreadableSettlement } from '../../../../src/domain/settlement/settlement';
import { fileOf, read, sale, summary, v1Columns, v2Columns, withRows, type Row } from './files';

const refusal = async (file: string | Uint8Array, options = {}): Promise<UnreadableSettlement> => {
	const error: unknown = await read(file, options).then(() => new Error('It was read'), (thrown: unknown) => thrown);
	if (error instanceof UnreadableSettlement) return error;
	throw error;
};
const sumOf = async (...amounts: readonly string[]): Promise<string> => (await read(withRows(...amounts.map((amount) => ({ amount }))))).sum;
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('P25: amounts', () => {
	it.each([
		['95,00', '95'], ['1.234,56', '1234.56'], ['1,234.56', '1234.56'], ['1.234.567,8', '1234567.8'], ['1,23,456.78', '123456.78'], ['(55.00)', '-55'], ['-0.30', '-0.3'], ['+7.10', '7.1'], ['32.09    ', '32.09'],
		['\u221212.30', '-12.3'], ['1\u00a0234,56', '1234.56'], ['12', '12'], ['.50', '0.5'], ['12.3400', '12.34'], ['1,234', '1234'], ['1.234.567', '1234567'], ['0.00', '0'], ['99999999999.99', '99999999999.99'],
	])('%s', async (written, amount) => {
		expect((await read(fileOf([{ ...summary, 'total-amount': '0' }, { ...sale, amount: written }]))).sum).toBe(amount);
	});

	it('of three digits behind a sign are decided by the rest of the file, wherever it stands', async () => {
		expect(await sumOf('1,234', '0.50')).toBe('1234.5');
		expect((await read(fileOf([{ ...summary, 'total-amount': '1,5' }, { ...sale, amount: '1.234' }]))).sum).toBe('1234');
		expect(await sumOf('1.230', '0.50')).toBe('1.73');
		expect(await refusal(withRows({ amount: '1.234' }, { amount: '0.50' }))).toMatchObject({ code: 'tooFine', line: 3 });
	});

	it.each([
		['of two decimal signs', ['1.50', '1,50'], 'damagedAmount', 4],
		['that are none', ['1.50', '12x.00'], 'damagedAmount', 4],
		['of more decimals than two', ['1.50', '1.0050'], 'tooFine', 4],
		['of a spreadsheet', ['1.50', '4.57E+13'], 'spreadsheet', 4],
		['in brackets and negative', ['(-1.50)'], 'damagedAmount', 3],
		['with wrong thousands', ['1,2345.00'], 'damagedAmount', 3],
	])('%s are refused with their line', async (_title, amounts, code, line) => {
		expect(await refusal(withRows(...amounts.map((amount) => ({ amount }))))).toMatchObject({ code, line });
	});

	it('in yen are whole', async () => {
		const inYen = (amount: string): string => fileOf([{ ...summary, 'total-amount': '1,234', 'currency': 'JPY' }, { ...sale, amount }]);
		expect((await read(inYen('1,234'))).sum).toBe('1234');
		expect(await refusal(inYen('12.50'))).toMatchObject({ code: 'tooFine', line: 3 });
	});

	it('add up exactly beyond what a double carries', async () => {
		expect(await sumOf(...Array.from({ length: 2000 }, () => '9999999999999.99'), '0.01')).toBe('19999999999999980.01');
	});
});

describe('P25: dates', () => {
	const dated = (posted: string, options = {}, start = '01/06/2026', end = '15/06/2026') =>
		[fileOf([{ ...summary, 'settlement-start-date': start, 'settlement-end-date': end, 'deposit-date': '' }, { ...sale, 'posted-date': '', 'posted-date-time': posted }]), options] as const;

	it.each([
		['2026-06-03 10:20:30 UTC', '2026-06-01', '2026-06-15', 'yyyy-MM-dd'], ['2026-06-03T12:20:30+02:00', '2026-06-01', '2026-06-15', 'yyyy-MM-dd'], ['03.06.2026 10:20:30 UTC', '01.06.2026', '15.06.2026', 'dd.MM.yyyy'], ['03.06.26 10:20:30', '01.06.26', '15.06.26', 'dd.MM.yyyy'],
		['2026/06/03 10:20:30 UTC', '2026/06/01', '2026/06/15', 'yyyy/MM/dd'], ['03/06/2026 10:20:30 UTC', '01/06/2026', '15/06/2026', 'dd/MM/yyyy'], ['06/03/26 10:20:30 UTC', '06/01/26', '06/15/26', 'MM/dd/yyyy'],
	])('%s', async (posted, start, end, dateForm) => {
		const content = await read(...dated(posted, {}, start, end));
		expect(content.groups).toEqual([expect.objectContaining({ period: '2026-06', firstPostedAt: '2026-06-03T10:20:30.000Z' })]);
		expect(content).toMatchObject({ form: { dateForm }, statement: { startsAt: '2026-06-01T00:00:00.000Z', endsAt: '2026-06-15T00:00:00.000Z' } });
	});

	it('without a day above 12 are decided by the period, then by the country, and never guessed', async () => {
		expect((await read(...dated('05/07/2026', {}, '05/06/2026', '06/05/2026'))).form.dateForm).toBe('MM/dd/yyyy');
		const open = ['04/04/2026', {}, '01/02/2026', '05/06/2026'] as const;
		expect(await refusal(...dated(...open))).toMatchObject({ code: 'damagedDate' });
		expect((await read(...dated(open[0], { country: 'US' }, open[2], open[3]))).form.dateForm).toBe('MM/dd/yyyy');
		expect((await read(...dated(open[0], { country: 'GB' }, open[2], open[3]))).form.dateForm).toBe('dd/MM/yyyy');
	});

	it.each([['32/06/2026'], ['31/02/2026'], ['2026-06-03'], ['06/14/2026'], ['yesterday'], ['03/06/2026 10:20:30 PST']])('%s in a file of dd/MM/yyyy is refused', async (posted) => {
		expect(await refusal(...dated(posted))).toMatchObject({ code: 'damagedDate' });
	});

	it.each([
		['2026-06-30 21:59:59 UTC', 'Europe/Berlin', '2026-06'], ['2026-06-30 22:00:00 UTC', 'Europe/Berlin', '2026-07'], ['2026-06-30 18:29:59 UTC', 'Asia/Kolkata', '2026-06'], ['2026-06-30 18:30:00 UTC', 'Asia/Kolkata', '2026-07'], ['2026-07-01 06:59:59 UTC', 'America/Los_Angeles', '2026-06'],
	])('%s in %s is of %s', async (posted, timeZone, period) => {
		const { groups } = await read(withRows({ 'posted-date-time': '2026-06-03 10:00:00 UTC' }, { 'posted-date-time': posted, 'sku': 'B' }), { timeZone });
		expect(groups.at(-1)?.period).toBe(period);
	});

	it('without time are of the day that they name, in any zone; rows without date of the last month', async () => {
		for (const timeZone of ['America/Los_Angeles', 'Pacific/Auckland']) {
			expect((await read(withRows({ 'posted-date-time': '', 'posted-date': '2026-05-31' }), { timeZone })).groups[0]?.period).toBe('2026-05');
		}
		const { groups } = await read(withRows({ 'posted-date-time': '', 'posted-date': '' }));
		expect(groups).toEqual([expect.objectContaining({ period: '2026-06' })]);
		expect(groups[0]).not.toHaveProperty('firstPostedAt');
	});

	it('N43: before the period are kept in their month', async () => {
		expect((await read(withRows({ 'posted-date-time': '2026-04-30 10:00:00 UTC' }))).groups[0]?.period).toBe('2026-04');
	});
});

describe('rows', () => {
	it('P5: that are equal count twice', async () => {
		expect(await read(withRows({}, {}))).toMatchObject({ rows: 2, sum: '200', groups: [{ rows: 2, sum: '200', firstLine: 3 }] });
	});

	it('N35: without types but with an amount are kept, and the summary may stand anywhere', async () => {
		const content = await read(fileOf([{ 'settlement-id': '900', 'amount': '-3.00' }, summary, sale]));
		expect(content).toMatchObject({ rows: 2, sum: '97', statement: { total: '100' } });
	});

	it('that all repeat the statement are counted', async () => {
		expect(await read(fileOf([{ ...summary, ...sale }, { ...summary, ...sale }]))).toMatchObject({ rows: 2, sum: '200', statement: { total: '100' } });
	});

	it.each([
		['two settlements', fileOf([summary, { ...sale, 'settlement-id': '901' }]), 'twoSettlements', 3],
		['two totals', fileOf([summary, { ...summary, 'total-amount': '5.00' }]), 'twoSettlements', 3],
		['two currencies', withRows({ currency: 'CAD' }), 'twoSettlements', 3],
		['no summary', fileOf([sale]), 'noSummary', undefined],
		['no rows', fileOf([]), 'empty', undefined],
		['nothing', '', 'empty', undefined],
		['a last row cut off', withRows({}).slice(0, -40), 'truncated', 3],
		['a rounded item code', withRows({}, { 'order-item-code': '4.57658E+13' }), 'spreadsheet', 4],
		['commas', withRows({}).replaceAll('\t', ','), 'spreadsheet', 1],
		['lines in quotes', withRows({}).replaceAll(/^.*$/gm, '"$&"'), 'spreadsheet', 1],
		['rows in quotes', withRows({}).replace(/^900\t.*Order.*$/m, '"$&"'), 'spreadsheet', 3],
		['XML', '<?xml version="1.0"?><a/>', 'header', 1],
		['a Japanese header', fileOf([summary]).replace('total-amount', '合計金額'), 'header', 1],
		['a column twice', fileOf([summary, sale], [...v2Columns, 'amount']), 'header', 1],
	])('of a file with %s are refused', async (_title, file, code, line) => {
		expect(await refusal(file)).toMatchObject({ code, line });
	});

	it('names the Japanese column that it does not understand', async () => {
		expect((await refusal(fileOf([summary]).replace('total-amount', '合計金額'))).message).toMatch(/total-amount.*合計金額/);
	});

	it('are read past a byte order mark, returns, blank lines and quotes', async () => {
		const plain = await read(withRows({ sku: '12" ruler' }, { sku: '"' }));
		const file = `\ufeff\n${withRows({ sku: '12" ruler' }, { sku: '"' }).replaceAll('\n', '\r\n\r\n\t\t\r\n')}`;
		expect((await read(file)).fingerprint).toBe(plain.fingerprint);
	});

	it('of 23 columns, and of columns in another order, say the same', async () => {
		const whole = await read(withRows({}));
		for (const columns of [v2Columns.slice(0, -1), [...v2Columns].reverse()]) expect((await read(fileOf([summary, sale], columns))).fingerprint).toBe(whole.fingerprint);
		expect((await read(fileOf([summary, { ...sale, new: '5.00' }], [...v2Columns, 'new']))).form).toMatchObject({ columns: 25, unknownColumns: ['new'] });
	});
});

describe('channels and orders', () => {
	const one = async (row: Row, options = {}) => (await read(withRows(row), options)).groups[0];

	it('N34: ids of shipments, removals and other channels are no orders', async () => {
		for (const id of ['FBA19CD9HGQ8', '', 'S01-1234567-1234567', '114-0000001-000000x']) expect(await one({ 'order-id': id }, { orderClass: () => 'known' })).toMatchObject({ orderClass: 'none' });
		expect(await one({}, { orderClass: () => 'known' })).toMatchObject({ orderClass: 'known' });
		expect(await one({})).toMatchObject({ orderClass: 'unknown', channel: 'AFN', marketplaceName: 'Amazon.com' });
	});

	it.each([[{ 'marketplace-name': 'Non-Amazon US' }, 'MCF'], [{ 'order-id': 'S01-1234567-1234567' }, 'MCF'], [{ 'fulfillment-id': 'MFN' }, 'MFN'], [{ 'fulfillment-id': '' }, ''], [{ 'marketplace-name': '' }, 'AFN']])('P19: %j is %s', async (row, channel) => {
		expect(await one(row as Row)).toMatchObject({ channel });
	});

	it('are told apart by order and by SKU where asked for', async () => {
		const rows: Row[] = [{ sku: 'B' }, { sku: 'A' }, { 'sku': 'A', 'amount-type': 'ItemFees' }, { 'order-id': '114-0000001-0000002', 'sku': 'A' }];
		const { groups } = await read(withRows(...rows), { bySku: true, byOrder: (id) => id.endsWith('2') });
		expect(groups.map(({ amountType, orderId, sku }) => [amountType, orderId, sku])).toEqual([['ItemFees', undefined, undefined], ['ItemPrice', undefined, 'A'], ['ItemPrice', undefined, 'B'], ['ItemPrice', '114-0000001-0000002', 'A']]);
	});

	it('P20: are added up by order', async () => {
		const refund = { 'transaction-type': 'Refund', 'amount': '-40.00' };
		const rows: Row[] = [{}, { 'amount-description': 'Tax', 'amount': '8.00' }, { 'amount-type': 'Promotion', 'amount': '-5.00' }, { 'amount-type': 'ItemFees', 'amount': '-15.00' }, { 'order-id': '114-0000001-0000002' }, refund];
		const { orders } = await read(withRows(...rows), { collectOrders: true });
		expect([...(orders ?? [])]).toEqual([['114-0000001-0000001', { principal: '100', charged: '103', tax: '8', refunded: '-40' }], ['114-0000001-0000002', { principal: '100', charged: '100', tax: '0', refunded: '0' }]]);
	});
});

describe('N6: a V1 file', () => {
	const start = { ...summary, 'settlement-start-date': '2026-06-01T00:00:00+00:00', 'settlement-end-date': '2026-06-15T00:00:00+00:00', 'deposit-date': '2026-06-17T00:00:00+00:00' };
	const row: Row = { 'settlement-id': '900', 'transaction-type': 'Order', 'order-id': '114-0000001-0000001', 'fulfillment-id': 'AFN', 'posted-date': '2026-06-03T10:20:30+00:00' };
	const kinds = async (...rows: readonly Row[]) => (await read(fileOf([start, ...rows.map((each) => ({ ...row, ...each }))], v1Columns))).groups.map(({ amountType, amountDescription, sum }) => [amountType, amountDescription, sum]);

	it.each([
		[{ 'price-type': 'Principal', 'price-amount': '9.00' }, 'ItemPrice', 'Principal'], [{ 'item-related-fee-type': 'Commission', 'item-related-fee-amount': '9.00' }, 'ItemFees', 'Commission'], [{ 'shipment-fee-type': 'FBA transportation fee', 'shipment-fee-amount': '9.00' }, 'Shipment-Fees', 'FBA transportation fee'],
		[{ 'order-fee-type': 'X', 'order-fee-amount': '9.00' }, 'OrderFees', 'X'], [{ 'promotion-type': 'Shipping', 'promotion-amount': '9.00' }, 'Promotion', 'Shipping'], [{ 'direct-payment-type': 'X', 'direct-payment-amount': '9.00' }, 'DirectPayment', 'X'],
		[{ 'misc-fee-amount': '9.00' }, 'MiscFee', ''], [{ 'other-fee-amount': '9.00', 'other-fee-reason-description': 'TaxAmount' }, 'OtherFee', 'TaxAmount'], [{ 'transaction-type': 'Storage Fee', 'other-amount': '9.00' }, 'other-transaction', 'Storage Fee'],
	])('%j', async (amounts, amountType, amountDescription) => {
		expect(await kinds(amounts as Row)).toEqual([[amountType, amountDescription, '9']]);
	});

	it('N38: has two rows where one has two amounts, and none where it has a quantity alone', async () => {
		expect(await kinds({ 'item-related-fee-type': 'Cost of Advertising', 'item-related-fee-amount': '-9.00', 'other-fee-amount': '-1.17', 'other-fee-reason-description': 'TaxAmount' }, { 'quantity-purchased': '1' })).toEqual([['ItemFees', 'Cost of Advertising', '-9'], ['OtherFee', 'TaxAmount', '-1.17']]);
	});

	it('has 33 columns where the account has no promotions', async () => {
		const content = await read(fileOf([start, { ...row, 'price-type': 'Principal', 'price-amount': '100.00' }], v1Columns.filter((name) => !name.startsWith('promotion-'))));
		expect(content).toMatchObject({ form: { version: 'V1', columns: 33 }, sum: '100', groups: [{ firstPostedAt: '2026-06-03T10:20:30.000Z' }] });
	});
});

describe('P64: encodings', () => {
	const file = withRows({ 'amount-description': 'Gebühr' });
	it.each([
		['UTF-8', Buffer.from(file), { charset: 'Cp1252' }, 'utf-8', 'Gebühr'],
		['cp1252, not stated', latin1(file), {}, 'windows-1252', 'Gebühr'],
		['cp1252, called UTF-8', latin1(file), { charset: 'UTF-8' }, 'windows-1252', 'Gebühr'],
		['cp1252, called ISO-8859-1', latin1(withRows({ 'amount-description': 'x\u0096' })), { charset: 'ISO-8859-1' }, 'windows-1252', 'x–'],
		['cp932', latin1(withRows({ 'amount-description': '\x8e\xe8\x90\x94\x97\xbf' })), { charset: 'Cp1252', country: 'JP' }, 'shift_jis', '手数料'],
		['cp932, stated', latin1(withRows({ 'amount-description': '\x8e\xe8\x90\x94\x97\xbf' })), { charset: 'cp932' }, 'shift_jis', '手数料'],
	])('%s', async (_title, bytes, options, encoding, amountDescription) => {
		expect(await read(bytes, options)).toMatchObject({ form: { encoding }, groups: [{ amountDescription }] });
	});
});
