import { readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { SettlementForm } from '../../../sandbox/amazon/settlements/settlementForms';
import { settlementFile } from '../../../sandbox/amazon/settlements/settlementFile';
import { other, row, settling, SettlementWorld, totalOf, type Row, type SettlingStore } from './settlementWorld';

let desk: SettlementWorld;
beforeAll(async () => {
	desk = await SettlementWorld.open(['US', 'DE', 'UK', 'JP']);
});
afterAll(async () => await desk.close());

/** With letters that each encoding writes in its own way. */
const skus = { US: 'HP-MUG-SLATE', DE: 'TASSE-GRÖßE-3', UK: 'MUG-£9', JP: 'マグ-スレート' } as const;

/** Sales, fees and what else there is, in whole units where the currency has no smaller one. */
function rowsFor(store: SettlingStore): readonly Row[] {
	const { marketplaceName, currency } = settling[store];
	const of = (amount: string): string => (currency === 'JPY' ? amount.replace('.', '') : amount);
	const place = { orderId: '302-1234567-1234567', marketplaceName, fulfillmentId: 'AFN', sku: skus[store], orderItemCode: '90000000000001', quantity: 1 };
	return [
		row('Order', 'ItemPrice', 'Principal', of('1264.70'), place), row('Order', 'ItemPrice', 'Tax', of('240.29'), place), row('Order', 'ItemFees', 'Commission', of('-225.75'), place),
		other('Subscription Fee', of('-39.00')), row('other-transaction', 'FBA Inventory Reimbursement', 'WAREHOUSE_DAMAGE', of('12.34')), other('Storage Fee', of('-100.01')),
	];
}

const forms: readonly [name: string, store: SettlingStore, form: Partial<SettlementForm>][] = [
	['American file', 'US', {}],
	['German file: comma and dotted dates', 'DE', {}],
	['German file: the same with dots in the amounts, as Australia has it', 'DE', { decimalSign: '.' }],
	['British file: dotted dates and decimal points', 'UK', {}],
	['Japanese file in cp932', 'JP', {}],
	['Japanese file in UTF-8 with its mark', 'JP', { encoding: 'utf8', byteOrderMark: true }],
	['file with lines of Windows, blanks after amounts and empty lines', 'US', { lineEnd: '\r\n', trailingBlanks: 'ofAll', blankLines: 'afterAll' }],
	['file with American dates and without columns of promotions', 'US', { dateForm: 'MM/dd/yyyy', promotionColumns: false }],
];

describe('a settlement is read exactly, in whatever form its country has it', () => {
	test.each(forms)('S178 and P25: %s', async (_name, store, form) => {
		const { clearing, bank, currency } = settling[store];
		const { settlement, item } = await desk.posted(rowsFor(store), { store, form });
		const [total, nothing] = [totalOf(settlement), totalOf({ ...settlement, rows: [] })];
		expect(item).toMatchObject({ currency, total, rows: 6, notices: [], arithmetic: { sumOfRows: total, posted: total, difference: nothing, leftOnClearingAccount: nothing } });
		expect([item.startsAt, item.endsAt, item.depositAt]).toEqual([settlement.start, settlement.end, settlement.deposit]);
		const journal = desk.journal(settlement.settlementId);
		const yen = currency === 'JPY';
		expect([journal.currency, journal.lines.map(({ debit, credit, amount }) => [debit, credit, Number(amount)])]).toEqual([currency, [
			['410', clearing, yen ? 22575 : 225.75], [clearing, '210', yen ? 126470 : 1264.7], [clearing, settling[store].tax, yen ? 24029 : 240.29],
			[clearing, '270', yen ? 1234 : 12.34], ['412', clearing, yen ? 10001 : 100.01], ['414', clearing, yen ? 3900 : 39],
		]]);
		expect(desk.moneyTasks(settlement.settlementId).map(({ bankAccount, lines }) => [bankAccount, lines.map(({ account, total }) => [account, Number(total)])])).toEqual([[bank, [[clearing, yen ? 115257 : 1152.57]]]]);
	});
});

describe('a file that a person gives', () => {
	test.each(['US', 'DE', 'UK', 'JP'] as const)('P16: of the %s store gives the same as the one that Amazon gives', async (store) => {
		const settlement = desk.give(rowsFor(store), { store });
		expect((await desk.load(store)).processed).toMatchObject([{ new: 1 }]);
		expect((await desk.addFile(settlement, { store })).processed).toMatchObject([{ settlementId: settlement.settlementId, outcome: 'unchanged' }]);
		const byHand = desk.settlement(rowsFor(store), { store });
		const added = await desk.addFile(byHand, { store, name: 'by hand.txt' });
		expect(added.processed).toMatchObject([{ outcome: 'new', sources: ['file by hand.txt'] }]);
		expect(added.attention).toEqual([]);
		await desk.post();
		const written = (settlementId: string) => desk.journal(settlementId).lines;
		expect(written(byHand.settlementId)).toEqual(written(settlement.settlementId));
		expect(desk.moneyTasks(byHand.settlementId).map(({ lines }) => lines.map(({ total }) => total))).toEqual(desk.moneyTasks(settlement.settlementId).map(({ lines }) => lines.map(({ total }) => total)));
	});

	test('P16: compressed as Amazon sends it, gives the same too', async () => {
		const settlement = desk.settlement(rowsFor('US'));
		const added = await desk.addFile(gzipSync(settlementFile(settlement, { country: 'US' })), { name: 'settlement.txt.gz' });
		expect(added.processed).toMatchObject([{ outcome: 'new', total: totalOf(settlement), rows: 6 }]);
	});

	test('P16: that a spreadsheet has saved is refused, with what to do, each time', async () => {
		const settlement = desk.settlement(rowsFor('US'), { settlementId: '45765812345' });
		const damaged = settlementFile(settlement, { country: 'US' }).toString('latin1').replaceAll('45765812345', '4.57658E+10');
		for (let time = 0; time < 2; time++) {
			const { processed, attention } = await desk.addFile(Buffer.from(damaged, 'latin1'), { name: 'saved.txt' });
			expect(processed).toEqual([]);
			expect(attention).toMatchObject([{ newProblems: 1, message: expect.stringMatching(/saved\.txt.*could not be read[\s\S]*spreadsheet/) }]);
		}
	});

	test('N6 and P16: an old V1 file gives the same model as V2: the same accounts, the same sums', async () => {
		const rows = rowsFor('US');
		const v2 = desk.settlement(rows);
		const v1 = desk.settlement(rows);
		expect((await desk.addFile(v2)).processed).toMatchObject([{ fileVersion: 'V2', rows: 6 }]);
		expect((await desk.addFile(v1, { form: { version: 'V1' } })).processed).toMatchObject([{ fileVersion: 'V1', rows: 6, total: totalOf(v2) }]);
		await desk.post();
		const sums = (settlementId: string) => desk.journal(settlementId).lines.map(({ debit, credit, amount }) => [debit, credit, Number(amount)]).sort();
		expect(sums(v1.settlementId)).toEqual(sums(v2.settlementId));
	});

	test('N38: a V1 row with two amounts, of advertising and the tax on it, gives two lines', async () => {
		const at = { postedAt: '2026-02-10T00:00:00Z' };
		const rows = [other('Storage Fee', '300.00'), row('ServiceFee', 'Cost of Advertising', 'TransactionTotalAmount', '-120.00', at), row('ServiceFee', 'Cost of Advertising', 'Tax on fee', '-22.80', at)];
		const settlement = desk.settlement(rows);
		const added = await desk.addFile(settlement, { form: { version: 'V1', pairedAmounts: true } });
		expect(added.processed).toMatchObject([{ fileVersion: 'V1', rows: 3, total: '157.20' }]);
		const types = (await desk.review(settlement.settlementId)).map(({ rows: count, sum }) => [count, sum]).sort();
		expect(types).toEqual([[1, '-120.00'], [1, '-22.80'], [1, '300.00']]);
	});

	test('N6: Amazon is never asked for V1 or XML', () => {
		const types = desk.world.amazon.requests.map(({ query }) => query.get('reportTypes')).filter((value) => value !== null && value !== undefined);
		expect(new Set(types)).toEqual(new Set(['GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2']));
	});

	const sample = path.resolve(__dirname, '../../../../shared/contracts/settlement/synthetic-sample-v2.txt');
	const sampleTest = existsSync(sample) ? test : test.skip;
	sampleTest('P16: the synthetic sample file comes to its 582.89, every row accounted for', async () => {
		const added = await desk.addFile(readFileSync(sample), { name: 'synthetic-sample-v2.txt' });
		expect(added.processed).toMatchObject([{ settlementId: '28471003921', total: '582.89', rows: 23, currency: 'USD' }]);
		const { processed, attention } = await desk.postChosen('28471003921');
		expect([processed.map(({ arithmetic }) => arithmetic), attention]).toMatchObject([[{ statedTotal: '582.89', sumOfRows: '582.89', posted: '582.89', leftOnClearingAccount: '0.00' }], expect.anything()]);
		expect(desk.moneyTasks('28471003921').map(({ lines }) => Number(lines[0]?.total))).toEqual([582.89]);
	});
});
