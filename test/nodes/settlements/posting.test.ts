import type { IDataObject } from 'n8n-workflow';
import { byId } from '../demoWorld';
import { accounts, mugRows, other, settlementParameters, SettlementWorld, settlingStoreId, totalOf } from './settlementWorld';

let desk: SettlementWorld;
beforeAll(async () => {
	desk = await SettlementWorld.open(['US']);
});
afterAll(async () => await desk.close());

const codesOf = (attention: readonly IDataObject[]): readonly unknown[] => attention.flatMap(({ problems }) => (problems as IDataObject[]).map(({ code }) => code));
const linesOf = (settlementId: string) => desk.journal(settlementId).lines.map(({ debit, credit, amount }) => [debit, credit, Number(amount)]);

describe('manually or automatically', () => {
	test('S57 and S178: manually, nothing is posted until a person asks; automatically, it is posted without any act', async () => {
		const settlement = desk.give([other('Storage Fee', '100.00')]);
		await desk.load();
		await desk.withSettings({ settlementProcess: 'manually' }, async () => {
			const run = await desk.post();
			expect([run.processed, run.attention]).toEqual([[], []]);
			expect(await desk.shown(settlement.settlementId)).toMatchObject({ state: 'loaded', documents: [] });
			expect((await desk.postChosen(settlement.settlementId)).processed).toMatchObject([{ settlementId: settlement.settlementId, state: 'posted' }]);
		});
		const next = desk.give([other('Storage Fee', '50.00')]);
		await desk.load();
		expect((await desk.post()).processed.map(({ settlementId }) => settlementId)).toEqual([next.settlementId]);
	});

	test('S57: a settlement without a deposit date is still open: it waits for its final version, and is posted from that', async () => {
		const open = desk.give([other('Storage Fee', '60.00')], { deposit: null });
		await desk.load();
		const run = await desk.post();
		expect([run.processed, codesOf(run.attention)]).toEqual([[], ['settlement.open']]);
		desk.report({ ...open, deposit: '2026-02-01T00:00:00Z', rows: [...open.rows, { ...other('Subscription Fee', '-10.00'), postedAt: open.start }] });
		expect((await desk.load()).processed).toMatchObject([{ documentsRead: 1, new: 0, known: 0 }]);
		expect((await desk.post()).processed).toMatchObject([{ settlementId: open.settlementId, total: '50.00' }]);
		expect(desk.moneyTasks(open.settlementId).map(({ lines }) => Number(lines[0]?.total))).toEqual([50]);
	});
});

describe('the deposit', () => {
	test('S59 and P1: is money received on the chosen bank account from the payment account, on the day of the deposit', async () => {
		const { settlement, item } = await desk.posted([...mugRows('111-1234567-1234567'), other('Storage Fee', '200.00')], { deposit: '2026-02-03T06:30:00Z' });
		const [task, ...more] = desk.moneyTasks(settlement.settlementId);
		expect(more).toEqual([]);
		// 06:30 UTC is the evening before in Los Angeles.
		expect(task).toMatchObject({ type: 'Receive Money', status: 'COMPLETED', bankAccount: '090', date: expect.stringContaining('2026-02-02') });
		expect(task?.lines.map(({ account, taxRule, total, tax }) => [account, taxRule, Number(total), Number(tax)])).toEqual([['710', 'Tax Exempt', 210.12, 0]]);
		expect(item.documents).toMatchObject([{ kind: 'journal', status: 'completed' }, { kind: 'money', status: 'completed', id: task?.id }]);
	});

	test('S59: without a bank account no money task is made, and the total stays on the payment account', async () => {
		await desk.withSettings({ settlementBankAccount: byId('') }, async () => {
			const moved = await desk.moved(async () => {
				const { settlement, item } = await desk.posted([other('Storage Fee', '80.00')]);
				expect(desk.moneyTasks(settlement.settlementId)).toEqual([]);
				expect(item).toMatchObject({ arithmetic: { leftOnClearingAccount: '80.00' } });
			});
			expect(moved).toEqual({ '412': '-80', '710': '80' });
		});
	});
});

describe('what goes on from settlement to settlement', () => {
	test('P8: what is held goes to the reserve account and comes back with the next one, which leaves it at zero', async () => {
		const moved = await desk.moved(async () => {
			await desk.posted([other('Storage Fee', '500.00'), other('Current Reserve Amount', '-120.00')]);
			const { item } = await desk.posted([other('Previous Reserve Amount Balance', '120.00'), other('Subscription Fee', '-20.00')]);
			expect(item.notices).toEqual([]);
		});
		expect(moved).toEqual({ '412': '-500', '414': '20', '090': '480' });
	});

	test('P8: a release that is not what was held is posted, with a warning that tells both', async () => {
		const { settlement: before } = await desk.posted([other('Storage Fee', '500.00'), other('Current Reserve Amount', '-70.00')]);
		const { item, run, settlement } = await desk.posted([other('Previous Reserve Amount Balance', '60.00')]);
		const told = `Settlement ${settlement.settlementId} releases a reserve of 60.00 USD, and settlement ${before.settlementId} held 70.00 USD`;
		expect(item.notices).toEqual([told]);
		expect(run.attention).toMatchObject([{ problems: [{ settlementId: settlement.settlementId, code: 'settlement.reserveDiffers', what: told }] }]);
	});

	test('P8: a settlement that does not start where an earlier one ended is posted, and told as a gap', async () => {
		const { settlement: before } = await desk.posted([other('Storage Fee', '5.00')]);
		const { settlement, item, run } = await desk.posted([other('Storage Fee', '6.00')], { start: '2026-01-20T00:00:00Z' });
		expect(item.notices).toEqual([expect.stringMatching(new RegExp(`^Settlement ${settlement.settlementId} starts at 2026-01-20T00:00:00.000Z, and the last one in USD before it ended at ${before.end}`)) as unknown]);
		expect(run.attention).toMatchObject([{ problems: [{ code: 'settlement.notConsecutive' }] }]);
	});

	test('P7: a negative settlement is owed to Amazon, and what the next one takes over and charges to a card cancels it', async () => {
		await desk.posted([other('Storage Fee', '1.00')]);
		let first = '';
		const owed = await desk.moved(async () => {
			const { settlement, item } = await desk.posted([other('Storage Fee', '-179.92')]);
			first = settlement.settlementId;
			expect(item).toMatchObject({ total: '-179.92', arithmetic: { leftOnClearingAccount: '0.00' } });
		});
		expect(owed).toEqual({ '412': '179.92', [accounts.owed]: '-179.92' });
		expect(desk.moneyTasks(first)).toEqual([]);
		const paid = await desk.moved(async () => {
			const { item } = await desk.posted([other('Payable to Amazon', '-179.92'), other('Successful charge', '179.92'), other('Storage Fee', '30.00')]);
			expect(item).toMatchObject({ total: '30.00', notices: [] });
		});
		expect(paid).toEqual({ [accounts.owed]: '179.92', [accounts.card]: '-179.92', '412': '-30', '090': '30' });
	});

	test('P7: a charge to a bank account of Cin7 Core is money spent from it', async () => {
		await desk.posted([other('Storage Fee', '-50.00')]);
		const card = (settlementParameters('US', { without: ['cardCharge'] }).settlementClassAccounts as { accounts: IDataObject[] }).accounts;
		await desk.withSettings({ settlementClassAccounts: { accounts: [...card, { class: 'cardCharge', account: '090' }] } }, async () => {
			const moved = await desk.moved(async () => {
				const { settlement } = await desk.posted([other('Payable to Amazon', '-50.00'), other('Successful charge', '50.00'), other('Storage Fee', '10.00')]);
				expect(desk.moneyTasks(settlement.settlementId).map(({ type, lines }) => [type, Number(lines[0]?.total)]).sort()).toEqual([['Receive Money', 10], ['Spend Money', 50]]);
			});
			expect(moved).toEqual({ [accounts.owed]: '50', '412': '-10', '090': '-40' });
		});
	});
});

describe('months', () => {
	test('P6 and N43: a settlement over the end of a month is two journals by the days of the rows, the balance is carried forward and nets to zero, the deposit meets the last one', async () => {
		await desk.withSettings({ more: { settlementSplitMonths: true } }, async () => {
			const moved = await desk.moved(async () => {
				const { settlement } = await desk.posted([
					other('Storage Fee', '300.00', { postedAt: '2026-02-27T08:00:00Z' }), other('Subscription Fee', '-40.00', { postedAt: '2026-03-01T07:59:00Z' }),
					other('Subscription Fee', '-39.99', { postedAt: '2026-03-01T08:01:00Z' }), other('Storage Fee', '5.00', { postedAt: '2026-01-31T08:00:00Z' }),
				], { start: '2026-02-24T00:00:00Z', end: '2026-03-08T00:00:00Z' });
				const journals = desk.journals(settlement.settlementId).map(({ date, lines }) => [date.slice(0, 10), lines.map(({ debit, credit, amount }) => [debit, credit, Number(amount)])]);
				// 08:00 UTC is midnight in Los Angeles.
				expect(journals).toEqual([
					['2026-01-31', [['710', '412', 5], ['718', '710', 5]]],
					['2026-02-28', [['710', '412', 300], ['414', '710', 40], ['718', '710', 260]]],
					['2026-03-07', [['414', '710', 39.99], ['710', '718', 5], ['710', '718', 260]]],
				]);
				expect(desk.moneyTasks(settlement.settlementId).map(({ lines }) => Number(lines[0]?.total))).toEqual([225.01]);
			});
			expect(moved).toEqual({ '412': '-305', '414': '79.99', '090': '225.01' });
		});
	});
});

describe('a settlement that Amazon corrects', () => {
	test('P18: is seen as changed, its earlier posting is voided and the new one posted, never both', async () => {
		const rows = [other('Storage Fee', '100.00'), other('Subscription Fee', '-39.99')];
		const moved = await desk.moved(async () => {
			const { settlement } = await desk.posted(rows);
			const id = settlement.settlementId;
			desk.report({ ...settlement, rows: [...settlement.rows, { ...other('Subscription Fee', '-10.01'), postedAt: settlement.start }] });
			expect((await desk.load()).processed).toMatchObject([{ new: 0, reissued: 1 }]);
			expect(await desk.shown(id)).toMatchObject({ state: 'corrected by Amazon', total: '60.01', correctedByAmazon: { total: '50.00' } });
			const run = await desk.post();
			expect(run.processed).toMatchObject([{ settlementId: id, state: 'posted', total: '50.00' }]);
			expect(desk.journals(id).map(({ status }) => status)).toEqual(['VOIDED', 'COMPLETED']);
			expect(desk.moneyTasks(id).map(({ status }) => status)).toEqual(['VOIDED', 'COMPLETED']);
			expect(linesOf(id)).toEqual([['710', '412', 100], ['414', '710', 50]]);
			const again = await desk.post();
			expect([(await desk.load()).processed[0]?.reissued, again.processed, again.attention]).toEqual([0, [], []]);
		});
		expect(moved).toEqual({ '412': '-100', '414': '50', '090': '50' });
	});

	test('P18: the same content in a new report is no correction, even in another form', async () => {
		const { settlement } = await desk.posted([other('Storage Fee', '100.00'), other('Subscription Fee', '-39.99')]);
		desk.report({ ...settlement, rows: [...settlement.rows].reverse() }, { form: { encoding: 'utf8', byteOrderMark: true, lineEnd: '\r\n' } });
		expect((await desk.load()).processed).toMatchObject([{ new: 0, known: 1, reissued: 0 }]);
		expect((await desk.post()).processed).toEqual([]);
		expect(desk.journals(settlement.settlementId)).toHaveLength(1);
	});
});

test('P3 and P8: of settlements that follow each other the bank has all deposits, and clearing, reserve and debt account nothing', async () => {
	const run = async () => {
		for (const rows of [
			[...mugRows('111-0000001-0000001'), other('Storage Fee', '300.00'), other('Current Reserve Amount', '-250.00')],
			[other('Previous Reserve Amount Balance', '250.00'), other('Storage Fee', '-400.00')],
			[other('Payable to Amazon', '-150.00'), other('Successful charge', '150.00'), ...mugRows('111-0000002-0000002'), other('Current Reserve Amount', '-5.00')],
			[other('Previous Reserve Amount Balance', '5.00')],
		]) {
			const settlement = desk.give(rows);
			await desk.load();
			const { processed } = await desk.post({ store: byId(settlingStoreId('US')) });
			expect(processed).toMatchObject([{ settlementId: settlement.settlementId, total: Number(totalOf(settlement)).toFixed(2), notices: [] }]);
		}
	};
	// 60.12, -150.00 charged to the card, 5.12 and 5.00.
	expect(await desk.moved(run)).toEqual({ '210': '-29.98', '820': '-2.48', '410': '4.5', '411': '7.72', '412': '100', [accounts.card]: '-150', '090': '70.24' });
});
