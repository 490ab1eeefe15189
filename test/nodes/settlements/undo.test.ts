import { byId, expectGreen } from '../demoWorld';
import { mugRows, other, SettlementWorld } from './settlementWorld';

let desk: SettlementWorld;
beforeAll(async () => {
	desk = await SettlementWorld.open();
	expectGreen(await desk.world.link('US'));
});
afterAll(async () => await desk.close());

let strangers = 0;
const stranger = (): string => `111-4000000-${String(++strangers).padStart(7, '0')}`;

test('P21 and N49: a preview shows what is posted then, and writes nothing', async () => {
	const { settlementId } = desk.give([...mugRows(stranger()), other('Subscription Fee', '-3.99')]);
	await desk.load();
	const writes = desk.world.writes().length;
	const shown = await desk.shown(settlementId);
	const preview = await desk.preview(settlementId);
	await desk.review(settlementId);
	expect(desk.world.writes()).toHaveLength(writes);
	expect(await desk.shown(settlementId)).toEqual(shown);
	await desk.post();
	const planned = (preview.processed[0]?.plannedDocuments ?? []) as { kind: string; lines: { debit: string; credit: string; amount: string }[]; amount: string }[];
	const pairs = (lines: readonly { debit: string; credit: string; amount: string }[]) => lines.map(({ debit, credit, amount }) => [debit, credit, Number(amount)]);
	expect(planned.map(({ kind }) => kind)).toEqual(['journal', 'money']);
	expect(pairs(planned[0]?.lines ?? [])).toEqual(pairs(desk.journal(settlementId).lines));
	expect(Number(planned[1]?.amount)).toBe(Number(desk.moneyTasks(settlementId)[0]?.lines[0]?.total));
});

test('P21: all that wait are posted in one run, the oldest first', async () => {
	const given = [1, 2, 3].map(() => desk.give(mugRows(stranger())).settlementId);
	await desk.load();
	expect((await desk.post()).processed.map(({ settlementId }) => settlementId)).toEqual(given);
	expect((await desk.post()).processed).toEqual([]);
});

test('P21: undoing voids what was posted and leaves no account moved; it is posted again only by a person, and as new documents', async () => {
	const orderId = await desk.world.placeAndProcess();
	await desk.withSettings({ more: { settlementPostOrderFees: 'sale' } }, async () => {
		const rows = [...mugRows(orderId), ...mugRows(stranger())];
		let id = '';
		const moved = await desk.moved(async () => {
			const { settlement } = await desk.posted(rows);
			id = settlement.settlementId;
			expect(desk.world.sale(orderId).manualJournal.lines).toHaveLength(2);
			const undone = await desk.undo(id);
			expect([undone.processed.map(({ outcome }) => outcome), undone.attention]).toEqual([['undone'], []]);
		});
		expect(moved).toEqual({});
		expect(desk.journals(id).map(({ status }) => status)).toEqual(['VOIDED']);
		expect(desk.moneyTasks(id).map(({ status }) => status)).toEqual(['VOIDED']);
		expect(desk.world.sale(orderId).manualJournal.lines).toEqual([]);
		expect((await desk.shown(id)).state).toBe('undone');
		expect(await desk.moved(async () => await desk.post({ postWhich: 'ready' }))).toEqual({});
		const again = await desk.moved(async () => await desk.postChosen(id));
		expect(again).toMatchObject({ '410': '4.5', '411': '7.72', '090': '20.24' });
		expect(desk.journals(id).map(({ status }) => status)).toEqual(['VOIDED', 'COMPLETED']);
		expect(new Set(desk.journals(id).map(({ narration }) => narration.split(' ')[0])).size).toBe(2);
		expect(desk.world.sale(orderId).manualJournal.lines).toHaveLength(2);
	});
});

test('P21: what somebody added to the journal of a sale stays when the posting is taken back', async () => {
	const orderId = await desk.world.placeAndProcess();
	await desk.withSettings({ more: { settlementPostOrderFees: 'sale' } }, async () => {
		const { settlement } = await desk.posted(mugRows(orderId));
		desk.world.sale(orderId).manualJournal.lines.push({ debit: '425', credit: '710', reference: 'By hand', amount: '1', date: '2026-03-11T00:00:00Z' });
		await desk.undo(settlement.settlementId);
		expect(desk.world.sale(orderId).manualJournal.lines.map(({ reference }) => reference)).toEqual(['By hand']);
	});
});

test('P21: a settlement that was set aside is not posted by the schedule, and may be taken back', async () => {
	const { settlementId } = desk.give(mugRows(stranger()));
	await desk.load();
	const skip = async (skipTo: string) => await desk.run('skip', { store: byId('A1HARBORPINE-US'), settlement: byId(settlementId), skipTo });
	expect((await skip('skipped')).processed).toMatchObject([{ settlementId, state: 'skipped' }]);
	expect((await desk.post()).processed).toEqual([]);
	await skip('loaded');
	expect((await desk.post()).processed).toMatchObject([{ settlementId, state: 'posted' }]);
});
