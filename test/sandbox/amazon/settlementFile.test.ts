import fc from 'fast-check';
import { decode } from 'iconv-lite';
import { settlementFile, settlementText, totalOf } from '../../../sandbox/amazon/settlements/settlementFile';
import type { FormCountry, SettlementForm } from '../../../sandbox/amazon/settlements/settlementForms';
import type { Settlement, SettlementRow } from '../../../sandbox/amazon/settlements/settlementModel';

const row = (amountType: string, amountDescription: string, amount: string, over: Partial<SettlementRow> = {}): SettlementRow => ({
	transactionType: 'Order', orderId: '305-1', shipmentId: 'D1', marketplaceName: 'Amazon.de', amountType, amountDescription, amount, fulfillmentId: 'AFN', postedAt: '2026-06-17T08:14:22Z', orderItemCode: '00551', sku: 'KANNE', quantity: 2, ...over,
});

const charge: SettlementRow = { transactionType: 'other-transaction', amountType: 'other-transaction', amountDescription: 'Successful charge', amount: '32.09', postedAt: '2026-06-16T00:00:00Z' };

const settlement = (rows: readonly SettlementRow[], over: Partial<Settlement> = {}): Settlement => ({
	settlementId: '28471003921', start: '2026-06-16T00:00:00Z', end: '2026-06-30T23:59:59Z', deposit: '2026-07-02T07:05:09Z', currency: 'EUR', rows, ...over,
});

type Line = Readonly<Record<string, string>>;

function linesOf(given: Settlement, form: SettlementForm): readonly Line[] {
	const [header = '', ...lines] = settlementText(given, form).split(form.lineEnd ?? '\n');
	const columns = header.split('\t');
	return lines.filter((line) => line !== '').map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [columns[i] ?? `beyond ${i}`, cell])));
}

const filled = (line: Line | undefined): Line => Object.fromEntries(Object.entries(line ?? {}).filter(([, cell]) => cell !== ''));

describe('the file of a settlement', () => {
	const sale = settlement([row('ItemPrice', 'Principal', '1141.18'), row('ItemFees', 'Commission', '-171.18')]);

	it('has the summary first, and blanks for it in every row of money', () => {
		expect(linesOf(sale, { country: 'DE' }).map(filled)).toEqual([
			{ 'settlement-id': '28471003921', 'settlement-start-date': '16.06.2026 00:00:00 UTC', 'settlement-end-date': '30.06.2026 23:59:59 UTC', 'deposit-date': '02.07.2026 07:05:09 UTC', 'total-amount': '970,00', currency: 'EUR' },
			...[['ItemPrice', 'Principal', '1141,18'], ['ItemFees', 'Commission', '-171,18']].map(([type, description, amount]) => ({
				'settlement-id': '28471003921', 'transaction-type': 'Order', 'order-id': '305-1', 'shipment-id': 'D1', 'marketplace-name': 'Amazon.de', 'amount-type': type, 'amount-description': description, amount,
				'fulfillment-id': 'AFN', 'posted-date': '17.06.2026', 'posted-date-time': '17.06.2026 08:14:22 UTC', 'order-item-code': '00551', sku: 'KANNE', 'quantity-purchased': '2',
			})),
		]);
	});

	it.each<[FormCountry, string, string]>([
		['US', '2026-06-17 08:14:22 UTC', '1141.18'], ['UK', '17.06.2026 08:14:22 UTC', '1141.18'], ['DE', '17.06.2026 08:14:22 UTC', '1141,18'],
		['AU', '17.06.2026 08:14:22 UTC', '1141.18'], ['AE', '17.06.2026 08:14:22 UTC', '1141.18'], ['JP', '2026/06/17 08:14:22 UTC', '1141.18'],
	])('is written in %s with %s and %s', (country, time, amount) => {
		const line = linesOf(sale, { country })[1];
		expect([line?.['posted-date-time'], line?.['amount'], line?.['posted-date']]).toEqual([time, amount, time.slice(0, 10)]);
	});

	it('has whole yen, and Japanese letters in cp932', () => {
		const yen = settlement([row('ItemPrice', 'Principal', '2200', { sku: '急須' })], { currency: 'JPY' });
		const bytes = settlementFile(yen, { country: 'JP' });
		expect(bytes.includes(Buffer.from([0x8b, 0x7d, 0x90, 0x7b]))).toBe(true);
		const [, summary, money] = decode(bytes, 'cp932').split('\n').map((line) => line.split('\t'));
		expect([summary?.[4], money?.[14], money?.[21]]).toEqual(['2200', '2200', '急須']);
	});

	it('is cp1252 in Europe and UTF-8 with a mark where that is wanted', () => {
		const given = settlement([row('ItemPrice', 'Principal', '1.00', { sku: 'GRÖßE' })]);
		expect(settlementFile(given, { country: 'DE' }).includes(Buffer.from([0x47, 0x52, 0xd6, 0xdf, 0x45]))).toBe(true);
		const marked = settlementFile(given, { country: 'DE', byteOrderMark: true });
		expect([marked.subarray(0, 3).toString('hex'), marked.toString('utf8').includes('GRÖßE')]).toEqual(['efbbbf', true]);
	});

	it('has 24 and 23 columns in V2, 36 and 33 in V1, each line as long as its header', () => {
		const counts = (['V2', 'V1'] as const).flatMap((version) => [true, false].map((promotionColumns) => settlementText(sale, { country: 'US', version, promotionColumns }).split('\n').slice(0, -1).map((line) => line.split('\t').length)));
		expect(counts).toEqual([[24, 24, 24, 24], [23, 23, 23, 23], [36, 36, 36, 36, 36], [33, 33, 33, 33, 33]]);
	});

	it('has empty lines, trailing blanks and ends of lines as asked for', () => {
		const text = settlementText(settlement([charge, row('ItemPrice', 'Principal', '1.00')]), { country: 'CA', blankLines: 'afterCharges', trailingBlanks: 'ofCharges', lineEnd: '\r\n' });
		const lines = text.split('\r\n');
		expect([lines[2]?.split('\t')[14], lines[3], lines[4]?.split('\t')[14], lines.slice(5), text.replaceAll('\r\n', '').includes('\n')]).toEqual(['32.09    ', '', '1.00', [''], false]);
	});

	it('states another total, and no deposit, where that is asked for', () => {
		const [summary] = linesOf({ ...sale, deposit: undefined }, { country: 'US', statedTotal: '970.01' });
		expect([summary?.['total-amount'], summary?.['deposit-date']]).toEqual(['970.01', '']);
	});

	it.each<[string, Partial<SettlementRow>, Partial<SettlementForm>]>([
		['half a coin', { amount: '1.005' }, {}],
		['a tab in a SKU', { sku: 'A\tB' }, {}],
		['letters that the encoding has not', { sku: '急須' }, {}],
		['a promotion where its columns are missing', { promotionId: 'SAVE' }, { promotionColumns: false }],
		['a time without a zone', { postedAt: '2026-06-17T08:14:22' }, {}],
	])('is refused with %s', (_what, over, form) => {
		expect(() => settlementFile(settlement([row('ItemPrice', 'Principal', '1.00', over)]), { country: 'DE', ...form })).toThrow(RangeError);
	});
});

describe('the old file of a settlement', () => {
	const fee: SettlementRow = { transactionType: 'ServiceFee', amountType: 'Cost of Advertising', amountDescription: 'TransactionTotalAmount', amount: '-10.00', postedAt: '2026-06-20T00:00:00Z' };
	const tax: SettlementRow = { ...fee, amountDescription: 'Tax on fee', amount: '-1.30' };

	it('has every kind of amount in its own column, the number of units alone in the first line of an item', () => {
		const rows = [row('ItemPrice', 'Principal', '10.00'), row('ItemFees', 'Commission', '-1.50'), row('Promotion', 'Shipping', '-0.50', { promotionId: 'Subscribe & Save' }), row('ShipmentFees', 'FBA transportation fee', '-2.00'), charge, fee];
		const lines = linesOf(settlement(rows), { country: 'CA', version: 'V1' });
		const money = ['price-type', 'price-amount', 'item-related-fee-type', 'item-related-fee-amount', 'promotion-type', 'promotion-amount', 'shipment-fee-type', 'shipment-fee-amount', 'other-amount', 'quantity-purchased'];
		expect(lines[0]?.['settlement-start-date']).toBe('2026-06-16T00:00:00+00:00');
		expect(lines.slice(1).map((line) => [line['transaction-type'], ...money.map((column) => line[column]).filter((cell) => cell !== '')])).toEqual([
			['Order', '2'], ['Order', 'Principal', '10.00'], ['Order', 'Commission', '-1.50'], ['Order', 'Shipping', '-0.50'], ['Order', 'FBA transportation fee', '-2.00'], ['Successful charge', '32.09'], ['ServiceFee', 'Cost of Advertising', '-10.00'],
		]);
	});

	it('has a fee and its tax in one line where that is asked for, else in two', () => {
		const lines = (pairedAmounts: boolean): readonly Line[] => linesOf(settlement([fee, tax]), { country: 'CA', version: 'V1', pairedAmounts });
		const cells = (line: Line | undefined): readonly unknown[] => ['item-related-fee-amount', 'other-fee-amount', 'other-fee-reason-description'].map((column) => line?.[column]);
		expect(lines(true).slice(1).map(cells)).toEqual([['-10.00', '-1.30', 'TaxAmount']]);
		expect(lines(false).slice(1).map(cells)).toEqual([['-10.00', '', ''], ['', '-1.30', 'TaxAmount']]);
	});
});

describe('amounts of a file', () => {
	const kinds: readonly (readonly [string, string])[] = [['ItemPrice', 'Principal'], ['ItemFees', 'Commission'], ['ItemWithheldTax', 'MarketplaceFacilitatorTax-Principal'], ['Promotion', 'Principal'], ['ShipmentFees', 'FBA transportation fee'], ['DirectPayment', 'CollectOnDeliveryRevenue'], ['Cost of Advertising', 'TransactionTotalAmount'], ['FBAFees', 'Tax on fee'], ['other-transaction', 'Storage Fee']];
	const coinsIn = (cell: string): number => Math.round(Number(cell.trim().replace(',', '.')) * 100);

	it('add up to its total, in either version and any country, each row once', () => {
		fc.assert(fc.property(
			fc.array(fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: -999_999, max: 999_999 })), { maxLength: 20 }),
			fc.constantFrom<FormCountry>('US', 'UK', 'DE', 'AU', 'AE'), fc.constantFrom('V1' as const, 'V2' as const), fc.boolean(),
			(amounts, country, version, pairedAmounts) => {
				const given = settlement(amounts.map(([[type, description], coins]) => row(type, description, (coins / 100).toFixed(2))));
				const [summary, ...lines] = linesOf(given, { country, version, pairedAmounts });
				const cells = lines.flatMap((line) => Object.entries(line).filter(([column, cell]) => /amount$/.test(column) && column !== 'total-amount' && cell !== '').map(([, cell]) => cell));
				expect(cells).toHaveLength(amounts.length);
				const sum = amounts.reduce((all, [, coins]) => all + coins, 0);
				expect([coinsIn(summary?.['total-amount'] ?? ''), cells.reduce((all, cell) => all + coinsIn(cell), 0) - sum, Math.round(Number(totalOf(given)) * 100) - sum]).toEqual([sum, 0, 0]);
			},
		), { numRuns: 60 });
	});
});
