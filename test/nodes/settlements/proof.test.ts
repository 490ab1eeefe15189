import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { settlementFile } from '../../../sandbox/amazon/settlements/settlementFile';
import { add, sum } from '../../../src/domain/money';
import { byId } from '../demoWorld';
import { mugRows, other, row, SettlementWorld, settlingStoreId, totalOf, type Row } from './settlementWorld';

let desk: SettlementWorld;
beforeAll(async () => {
	desk = await SettlementWorld.open(['US', 'DE']);
});
afterAll(async () => await desk.close());

const problemsOf = (attention: readonly IDataObject[]): readonly IDataObject[] => attention.flatMap(({ problems }) => problems as IDataObject[]);
const arithmeticOf = ({ arithmetic }: IDataObject): Readonly<Record<string, string>> => arithmetic as Record<string, string>;
const isWrite = ({ method }: { readonly method: string }): boolean => method !== 'GET';

describe('the total', () => {
	test.each([['a cent too much', '100.01', '0.01'], ['a cent too little', '99.99', '-0.01'], ['far from it', '999.00', '899.00']])('P3 and P10: a file that states %s is kept and not posted, the difference is shown, and no account takes it', async (_name, statedTotal, difference) => {
		const settlement = desk.give([other('Storage Fee', '140.00'), other('Subscription Fee', '-40.00')], { form: { statedTotal } });
		const good = desk.give([other('Storage Fee', '7.00')]);
		await desk.load();
		const run = await desk.post();
		expect(run.processed.map(({ settlementId }) => settlementId)).toEqual([good.settlementId]);
		expect(problemsOf(run.attention)).toMatchObject([{ settlementId: settlement.settlementId, code: 'settlement.totalDiffers', what: expect.stringContaining(`total ${statedTotal} USD less sum of its rows 100.00 USD is ${difference} USD`) }]);
		const preview = await desk.preview(settlement.settlementId);
		expect(preview.processed).toMatchObject([{ state: 'held', plannedDocuments: [], arithmetic: { statedTotal, sumOfRows: '100.00', difference } }]);
		expect([desk.journals(settlement.settlementId), desk.moneyTasks(settlement.settlementId)]).toEqual([[], []]);
		// Not by the order of a person either.
		expect((await desk.postChosen(settlement.settlementId)).processed).toEqual([]);
		await desk.run('skip', { store: byId(settlingStoreId('US')), settlement: byId(settlement.settlementId) });
	});

	test('P3: a file that breaks off is not used at all, and what is kept goes on', async () => {
		const settlement = desk.settlement([other('Storage Fee', '140.00'), other('Subscription Fee', '-40.00')]);
		const whole = settlementFile(settlement, { country: 'US' });
		for (const cut of [60, whole.length - 30]) {
			const { processed, attention } = await desk.addFile(whole.subarray(0, cut), { name: `cut at ${cut}.txt` });
			const kept = processed.length > 0 ? await desk.postChosen(settlement.settlementId) : undefined;
			expect(kept?.processed ?? []).toEqual([]);
			expect(problemsOf([...attention, ...(kept?.attention ?? [])])).toHaveLength(1);
		}
		expect(desk.journals(settlement.settlementId)).toEqual([]);
	});
});

describe('the currency', () => {
	test('S63: a settlement in another currency than the bank account is refused, and posted once the bank account is right', async () => {
		const settlement = desk.give([other('Storage Fee', '100.00')]);
		await desk.load();
		await desk.withSettings({ settlementBankAccount: byId('091') }, async () => {
			const { processed, attention } = await desk.post();
			expect(processed).toEqual([]);
			expect(problemsOf(attention)).toMatchObject([{ settlementId: settlement.settlementId, code: 'settlement.otherBankCurrency', what: expect.stringContaining('is in USD, and bank account 091 in EUR') }]);
		});
		expect((await desk.post()).processed.map(({ settlementId }) => settlementId)).toEqual([settlement.settlementId]);
	});

	test('S63: a settlement in a currency of which no store is connected is kept, told once, and posted by no other store', async () => {
		const settlement = desk.give([other('Storage Fee', '100.00')], { currency: 'CAD' });
		expect(problemsOf((await desk.load()).attention)).toMatchObject([{ settlementId: settlement.settlementId, code: 'settlement.noStore' }]);
		expect((await desk.load()).attention).toEqual([]);
		expect((await desk.post({ postWhich: 'ready' })).processed).toEqual([]);
	});

	test('S63 and N40: a settlement in euros is booked in euros at the rate of the store, and the books keep its value in dollars', async () => {
		const moved = await desk.moved(async () => {
			const { settlement } = await desk.posted([...mugRows('302-1234567-1234567', { marketplaceName: 'Amazon.de' }), other('Subscription Fee', '1000.00')], { store: 'DE' });
			const journal = desk.journal(settlement.settlementId);
			expect([journal.currency, journal.rate, desk.moneyTasks(settlement.settlementId).map(({ rate, lines }) => [Number(rate), Number(lines[0]?.total)])]).toEqual(['EUR', '1.08420', [[1.0842, 1010.12]]]);
		});
		// 1010.12 EUR at 1.0842; each line of the journal is rounded to a cent of its own.
		expect(Number(moved['091'])).toBeCloseTo(1095.17, 2);
		expect(Number(sum(Object.values(moved)))).toBe(0);
		expect(Math.abs(Number(moved['711'] ?? 0))).toBeLessThanOrEqual(0.02);
	});
});

describe('every row is accounted for', () => {
	test('S177: the invoice stays as the buyer saw it, fees are booked apart, the bank takes the net, and the clearing account ends at zero', async () => {
		const orderId = await desk.world.placeAndProcess();
		const invoiced = desk.world.sale(orderId);
		const total = Number(invoiced.invoices[0]?.totals.total);
		expect(total).toBe(16.23);
		const moved = await desk.moved(async () => {
			const { item } = await desk.posted([...mugRows(orderId), other('Subscription Fee', '-1.00')]);
			expect(item).toMatchObject({ total: '9.12', arithmetic: { matched: '16.23', posted: '-7.11', skipped: '0.00', difference: '0.00', leftOnClearingAccount: '0.00' } });
		});
		expect(moved).toEqual({ '410': '2.25', '411': '3.86', '414': '1', '090': '9.12', '710': '-16.23' });
		// The payment of the invoice put them there.
		expect(Number(desk.balances()['710'] ?? 0)).toBe(0);
		expect(Number(desk.world.sale(orderId).invoices[0]?.totals.total)).toBe(total);
	});

	test('N37: a reimbursement that names an order is no fee of its sale, though fees of orders go on the sales', async () => {
		const orderId = await desk.world.placeAndProcess();
		await desk.withSettings({ more: { settlementPostOrderFees: 'sale' } }, async () => {
			const lost = row('other-transaction', 'FBA Inventory Reimbursement', 'WAREHOUSE_LOST', '11.00', { orderId, marketplaceName: 'Amazon.com', sku: 'HP-MUG-SLATE' });
			const { settlement } = await desk.posted([...mugRows(orderId), lost]);
			expect(desk.world.sale(orderId).manualJournal.lines.map(({ debit, credit, amount }) => [debit, credit, Number(amount)])).toEqual([['410', '710', 2.25], ['411', '710', 3.86]]);
			expect(desk.journal(settlement.settlementId).lines.map(({ debit, credit, amount }) => [debit, credit, Number(amount)])).toEqual([['710', '270', 11]]);
		});
	});

	test('N40: the rows in another order, and a second posting after an undo, give the same lines, and every undo leaves the ledger as it was', async () => {
		const rows = [...mugRows('111-1212121-1212121'), ...mugRows('111-3434343-3434343', { fulfillmentId: 'MFN' }), other('Subscription Fee', '-39.99'), other('Storage Fee', '100.10')];
		const first = await desk.posted(rows);
		const second = await desk.posted([...rows].reverse());
		const written = (settlementId: string) => JSON.stringify(desk.journals(settlementId).at(-1)?.lines);
		const lines = written(first.settlement.settlementId);
		expect(written(second.settlement.settlementId)).toBe(lines);
		const undone = await desk.moved(async () => {
			await desk.undo(first.settlement.settlementId);
			await desk.postChosen(first.settlement.settlementId);
		});
		expect(undone).toEqual({});
		expect(desk.journals(first.settlement.settlementId).map(({ status }) => status)).toEqual(['VOIDED', 'COMPLETED']);
		expect(written(first.settlement.settlementId)).toBe(lines);
	});

	test('N40 and P3: whatever rows, matched, posted and skipped are the total, debits are credits, the bank has the deposit and the clearing account nothing', async () => {
		const known = await desk.world.placeAndProcess();
		const kinds: readonly ((amount: string) => Row)[] = [
			(amount) => other('Subscription Fee', amount), (amount) => other('Current Reserve Amount', amount), (amount) => other('Previous Reserve Amount Balance', amount), (amount) => row('Order', 'ItemPrice', 'Principal', amount, { orderId: '111-9999999-9999999', fulfillmentId: 'MFN' }),
			(amount) => row('Refund', 'ItemPrice', 'Principal', amount, { orderId: '111-9999998-9999998' }), (amount) => row('Order', 'ItemFees', 'Commission', amount, { orderId: known, fulfillmentId: 'MFN' }),
			(amount) => row('AmazonFees', 'Vine Enrollment Fee', 'Base fee', amount), (amount) => row('', '', 'Storage Fee', amount), (amount) => row('Order', 'ItemWithheldTax', 'MarketplaceFacilitatorTax-Principal', amount, { orderId: known }),
		];
		const amount = fc.integer({ min: -99_999_999, max: 99_999_999 }).map((cents) => (cents < 0 ? '-' : '') + (Math.abs(cents) / 100).toFixed(2));
		const rows = fc.array(fc.tuple(fc.nat(kinds.length - 1), amount).map(([kind, value]) => (kinds[kind] as (value: string) => Row)(value)), { minLength: 1, maxLength: 30 });
		await fc.assert(fc.asyncProperty(rows, async (some) => {
			const ofRows = totalOf({ settlementId: '', start: '', end: '', currency: 'USD', rows: some.map((each) => ({ postedAt: '', ...each })) });
			// A sale that is large enough that the settlement ends above zero.
			const all = [...some, row('Order', 'ItemPrice', 'Principal', '40000000.00', { orderId: '111-9999997-9999997' })];
			let item: IDataObject = {};
			const moved = await desk.moved(async () => ({ item } = await desk.posted(all)));
			const { statedTotal, matched, posted, skipped, unmapped, difference, leftOnClearingAccount } = arithmeticOf(item);
			expect([add(sum([matched, posted, skipped].map(String)), '0'), unmapped, difference, leftOnClearingAccount]).toEqual([add(String(statedTotal), '0'), '0.00', '0.00', '0.00']);
			expect(statedTotal).toBe(Number(add(ofRows, '40000000')).toFixed(2));
			expect(Number(moved['090'])).toBe(Number(statedTotal));
			expect(moved['710']).toBeUndefined();
			expect(Number(sum(Object.values(moved)))).toBe(0);
		}), { numRuns: 8 });
	});

	test('P3: a preview shows the whole proof and writes nothing', async () => {
		const settlement = desk.give([other('Storage Fee', '100.00'), other('Subscription Fee', '-39.99')]);
		await desk.load();
		const { requests } = desk.world.cin7;
		const from = requests.length;
		const { processed } = await desk.preview(settlement.settlementId);
		expect(processed).toMatchObject([{ outcome: 'preview', arithmetic: { statedTotal: '60.01', sumOfRows: '60.01', posted: '60.01', leftOnClearingAccount: '0.00' }, plannedDocuments: [{ kind: 'journal', lines: [{ debit: '710', credit: '412', amount: '100.00' }, { debit: '414', credit: '710', amount: '39.99' }] }, { kind: 'money', type: 'Receive Money', bankAccount: '090', account: '710', amount: '60.01' }] }]);
		expect(requests.slice(from).filter(isWrite)).toEqual([]);
		await desk.post();
	});
});
