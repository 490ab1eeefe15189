import { rmSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { closeAllDatabases } from '../../src/database/open';
import { byId, expectGreen, type NodeRun } from '../nodes/demoWorld';
import { codesOf, problemsOf } from './refundsOfWorld';
import { furtherRows, mugRows, settlementTasks, strangeRow, US } from './settlementGoods';
import { SettlementWorld } from './settlementWorld';
import { DAY } from './wholeOrders';

/** Cin7 Core's reference books are read anew after a day. */
const BOOKS = DAY + 60_000;

const complete = {
	journals: [['COMPLETED', '2026-03-11', ['400 710 39.99', '710 270 120', '715 710 20']]],
	moneyTasks: [['COMPLETED', 'Receive Money', '090', '2026-03-13', '70.13']],
	saleLines: ['410 710 2.25', '411 710 3.86'],
};
const nothing = { journals: [], moneyTasks: [], saleLines: [] };

let desk: SettlementWorld;
beforeAll(async () => { desk = await SettlementWorld.open(); }, 60_000);
afterAll(async () => await desk.close());

const lock = (day: string | undefined): void => {
	if (day === undefined) delete desk.world.cin7.world.company.lockDate;
	else desk.world.cin7.world.company.lockDate = day;
};

async function posted(): Promise<string> {
	const settlementId = await desk.loaded();
	expectGreen(await desk.post());
	expect(desk.standing(settlementId)).toEqual(complete);
	return settlementId;
}

/** Posting that fails at an operation, again and again. */
async function postFailingAt(operation: string): Promise<NodeRun> {
	desk.world.cin7.faults.add({ operation, kind: 'error500', times: 1000 });
	const run = await desk.post();
	desk.world.cin7.faults.clear();
	expectGreen(run);
	return run;
}

describe('a locked period', () => {
	afterEach(async () => {
		lock(undefined);
		desk.world.pass(BOOKS);
		expectGreen(await desk.post());
	});

	test('P9 and P27: a settlement of locked days is held with the days, nothing of it is written, and it is posted when the lock date is moved back', async () => {
		lock('2026-03-31');
		desk.world.pass(BOOKS);
		const settlementId = await desk.loaded();
		const before = desk.world.writes().length;
		const run = await desk.post();
		expect(problemsOf(run)).toMatchObject([{ code: 'settlement.periodLocked', what: expect.stringContaining('2026-03-31') as string, whatToDo: expect.stringContaining('Open the period') as string }]);
		expect(desk.world.writes()).toHaveLength(before);
		lock(undefined);
		desk.world.pass(BOOKS);
		expect((await desk.post()).processed).toMatchObject([{ settlementId, outcome: 'posted' }]);
		expect(desk.standing(settlementId)).toEqual(complete);
	});

	test.each([['POST /journal', '2026-03-31', 0], ['PUT /journal', '2026-03-31', 1], ['POST /moneyOperation', '2026-03-31', 1]] as const)('N47 and P27: a lock date that is set between the reading of the books and %s holds the settlement with the words of Cin7 Core, and it goes on, once, when it is moved back', async (operation, day, journals) => {
		const settlementId = await desk.loaded();
		const hook = oneAt(operation, () => lock(day));
		const run = await desk.post();
		expect({ met: hook.met(), problems: problemsOf(run) }).toMatchObject({ met: true, problems: [{ code: 'cin7.rejected', what: expect.stringContaining('Lock Date') as string }] });
		expect(desk.standing(settlementId).journals).toHaveLength(journals);
		expect(await desk.kept(settlementId)).toMatchObject({ state: 'loaded', claimed: false });
		lock(undefined);
		expect((await desk.post()).processed).toMatchObject([{ settlementId, outcome: 'posted' }]);
		expect(desk.standing(settlementId)).toEqual(complete);
	});

	test('P21 and P27: undoing in a locked period is told with the words of Cin7 Core; what is not undone stays known, the settlement is not posted over it, and undoing again ends it', async () => {
		const settlementId = await posted();
		// Before the deposit's day, after the journal's.
		lock('2026-03-12');
		const run = await desk.undo(settlementId);
		expectGreen(run);
		expect(problemsOf(run)).toMatchObject([{ code: 'cin7.rejected', what: expect.stringContaining('Lock Date') as string }]);
		expect(desk.standing(settlementId)).toMatchObject({ journals: complete.journals, moneyTasks: [] });
		const before = desk.world.writes().length;
		expectGreen(await desk.post());
		expect(desk.world.writes()).toHaveLength(before);
		expect(await desk.kept(settlementId)).toMatchObject({ undoing: true, claimed: false });
		lock(undefined);
		expect((await desk.undo(settlementId)).processed).toMatchObject([{ settlementId, outcome: 'undone' }]);
		expect(desk.standing(settlementId)).toEqual(nothing);
		expect((await desk.postAgain(settlementId)).processed).toMatchObject([{ settlementId, outcome: 'posted' }]);
		expect(desk.standing(settlementId)).toEqual(complete);
	});
});

/** Does something when the first call of that kind comes in from now on. */
function oneAt(operation: string, act: () => void): { met(): boolean } {
	let met = false;
	desk.world.cin7.onRequest(async (request, phase) => {
		await Promise.resolve();
		if (met || request.operation !== operation || phase !== 'received') return;
		met = true;
		act();
	});
	return { met: () => met };
}

describe('a mapping that changes while a settlement is half posted', () => {
	afterEach(async () => await desk.saveSettings());
	const other = { classAccounts: { sales: '210', taxCollected: '820', sellingFees: '410', fbaFees: '411', subscription: '425', reimbursements: '270', reserve: '715' } };
	const otherJournal = [['COMPLETED', '2026-03-11', ['425 710 39.99', '710 270 120', '715 710 20']]];

	test('N47: a journal that is completed is not what would be posted now: the settlement is held, nothing is written, and after Undo it is posted by the new mapping', async () => {
		const settlementId = await desk.loaded();
		await postFailingAt('POST /moneyOperation');
		expect(desk.standing(settlementId)).toEqual({ ...complete, moneyTasks: [] });
		await desk.saveSettings(other);
		const before = desk.world.writes().length;
		const run = await desk.post();
		expect(problemsOf(run)).toMatchObject([{ code: 'settlement.changedWhilePosting', whatToDo: expect.stringContaining('Undo') as string }]);
		expect(desk.world.writes()).toHaveLength(before);
		expect((await desk.undo(settlementId)).processed).toMatchObject([{ settlementId, outcome: 'undone' }]);
		expect(desk.standing(settlementId)).toEqual(nothing);
		expect((await desk.postAgain(settlementId)).processed).toMatchObject([{ settlementId, outcome: 'posted' }]);
		expect(desk.standing(settlementId)).toEqual({ ...complete, journals: otherJournal });
	});

	test('N47: the earlier mapping, given back, lets it go on where it was', async () => {
		const settlementId = await desk.loaded();
		await postFailingAt('POST /moneyOperation');
		await desk.saveSettings(other);
		expect(codesOf(await desk.post())).toEqual(['settlement.changedWhilePosting']);
		await desk.saveSettings();
		expect((await desk.post()).processed).toMatchObject([{ settlementId, outcome: 'posted' }]);
		expect(desk.standing(settlementId)).toEqual(complete);
	});

	test('N47: a journal that is a draft yet is discarded and told, and the run after drafts it by the new mapping', async () => {
		const settlementId = await desk.loaded();
		await postFailingAt('PUT /journal');
		expect(desk.standing(settlementId).journals.map(([status]) => status)).toEqual(['DRAFT']);
		await desk.saveSettings(other);
		expect(codesOf(await desk.post())).toEqual(['settlement.draftDiffers']);
		expect(desk.standing(settlementId)).toEqual(nothing);
		expect((await desk.post()).processed).toMatchObject([{ settlementId, outcome: 'posted' }]);
		expect(desk.standing(settlementId)).toEqual({ ...complete, journals: otherJournal });
	});
});

describe('failures of one among several', () => {
	test('P9 and P27: a type that nobody mapped holds its settlement only; the others are posted, and it is posted by itself once the type is mapped', async () => {
		const [strange, plain] = [desk.addSettlement([...mugRows(desk.orderId), strangeRow]), desk.addSettlement()];
		expectGreen(await desk.load());
		const run = await desk.post();
		expectGreen(run);
		expect(run.processed).toMatchObject([{ settlementId: plain, outcome: 'posted' }]);
		expect(problemsOf(run)).toMatchObject([{ code: 'settlement.unmappedType', what: expect.stringContaining('Moon Dust Levy') as string }]);
		expect([desk.standing(strange), desk.standing(plain)]).toEqual([nothing, complete]);
		await desk.saveSettings({ mappings: [{ transactionType: 'other-transaction', amountType: '*', amountDescription: 'Moon Dust Levy', account: '400', skip: false }] });
		const after = await desk.post();
		expect([after.processed, after.attention]).toMatchObject([[{ settlementId: strange, outcome: 'posted' }], []]);
		expect(desk.standing(strange)).toMatchObject({ journals: [['COMPLETED', '2026-03-11', ['400 710 1']]], moneyTasks: [['COMPLETED', 'Receive Money', '090', '2026-03-13', '9.12']] });
		expect(desk.standing(plain)).toEqual(complete);
		await desk.saveSettings();
	});

	test('P27 and P69: a settlement at which Cin7 Core fails again and again is told, the others are posted, and every run stays green; it is posted when Cin7 Core works again', async () => {
		const [failing, plain] = [desk.addSettlement([...mugRows(desk.orderId), ...furtherRows]), desk.addSettlement()];
		expectGreen(await desk.load());
		desk.world.cin7.faults.add({ operation: 'POST /journal', kind: 'error500', times: 1000, when: ({ body }) => JSON.stringify(body ?? null).includes(`|${failing}|`) });
		for (let run = 0; run < 4; run++) {
			const again = await desk.post();
			expectGreen(again);
			expect(again.processed.map((item) => item.settlementId)).toEqual(run === 0 ? [plain] : []);
			expect(codesOf(again)).toHaveLength(1);
		}
		desk.world.cin7.faults.clear();
		expect((await desk.post()).processed).toMatchObject([{ settlementId: failing, outcome: 'posted' }]);
		expect([desk.standing(failing), desk.standing(plain)]).toEqual([complete, complete]);
	});
});

describe('what knew of the posting is gone', () => {
	beforeEach(async () => {
		await desk.close();
		desk = await SettlementWorld.open();
	}, 60_000);

	const connectAnew = async (): Promise<void> => {
		await desk.world.ready('US');
		await desk.saveSettings();
		expectGreen(await desk.world.run('settlementJournalBuilder', settlementTasks.loadAll.parameters));
	};
	const disconnect = async (): Promise<void> => expectGreen(await desk.world.run('amazonStore', { operation: 'disconnect', store: byId(US), confirm: true }));
	const loseDatabase = async (): Promise<void> => {
		await closeAllDatabases();
		rmSync(path.join(desk.world.userFolder, '.n8n', 'amazon-cin7'), { recursive: true });
	};

	/** Settlements of money without an order, so that what is planned stays the same. */
	async function postedTwo(): Promise<readonly [string, string]> {
		const [once, undone] = [await desk.loaded(furtherRows), await desk.loaded(furtherRows)];
		expectGreen(await desk.post());
		expectGreen(await desk.undo(undone));
		expectGreen(await desk.postAgain(undone));
		return [once, undone];
	}

	test.each([['a store that was disconnected and connected again', disconnect], ['a sync database that was lost', loseDatabase]])('N47: after %s nothing that stands in Cin7 Core is posted a second time: equal documents are taken over, others are named', async (_what, lose) => {
		const withOrder = await posted();
		const [once, undone] = await postedTwo();
		const standing = () => [withOrder, once, undone].map((each) => desk.standing(each));
		const before = standing();
		await lose();
		await connectAnew();
		const writes = desk.world.writes().length;
		const run = await desk.post();
		expectGreen(run);
		expect(standing()).toEqual(before);
		expect(desk.world.writes().slice(writes).map(({ operation }) => operation)).toEqual([]);
		expect(run.processed.map((item) => item.settlementId)).toContain(once);
		expect(await desk.kept(once)).toMatchObject({ state: 'posted', documents: ['journal 2026-03 completed', 'deposit completed'] });
		const problems = (run.attention as readonly IDataObject[]).flatMap((item) => item.problems as { settlementId: string; code: string }[]);
		expect(problems.filter(({ settlementId }) => [withOrder, undone].includes(settlementId)).map(({ settlementId, code }) => [settlementId, code])).toEqual([[withOrder, 'settlement.alreadyInBooks'], [undone, 'settlement.alreadyInBooks']]);
	});
});
