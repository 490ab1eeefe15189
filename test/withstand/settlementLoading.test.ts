import { settlementFile } from '../../sandbox/amazon/settlements/settlementFile';
import { expectGreen } from '../nodes/demoWorld';
import { codesOf, inDatabase, problemsOf } from './refundsOfWorld';
import { mugRows, settlementSeed, settlementsKept, US } from './settlementGoods';
import { SettlementWorld } from './settlementWorld';
import { DAY, MINUTE } from './wholeOrders';

let desk: SettlementWorld;
beforeAll(async () => { desk = await SettlementWorld.open(); }, 120_000);
afterAll(async () => await desk.close());
afterEach(() => {
	desk.world.amazon.faults.clear();
	desk.world.amazon.switches.reportDocument = 'present';
});

/** Kept once, whole, and told once. */
async function expectKept(settlementId: string): Promise<void> {
	const { settlements, told, leases } = await inDatabase(desk.world, settlementsKept);
	expect(settlements.filter((each) => each.settlementId === settlementId)).toMatchObject([{ state: 'loaded', rows: 7, total: '70.13' }]);
	expect([told.filter((details) => details?.includes(settlementId)).length, leases]).toEqual([1, 0]);
}

const asked = (operation: string, since: number): number => desk.world.amazon.requests.slice(since).filter((request) => request.operation === operation).length;

test('P62: the address of a document that runs out before it is opened is asked for anew, in the same run', async () => {
	const settlementId = desk.addSettlement();
	const since = desk.world.amazon.requests.length;
	let expired = false;
	desk.world.amazon.onRequest(async ({ operation }, phase) => {
		await Promise.resolve();
		if (expired || operation !== 'downloadDocument' || phase !== 'received') return;
		expired = true;
		desk.world.pass(6 * MINUTE);
	});
	const run = await desk.load();
	expectGreen(run);
	expect([run.processed, run.attention]).toMatchObject([[{ new: 1, complete: true }], []]);
	expect([asked('getReportDocument', since), asked('downloadDocument', since)]).toEqual([2, 2]);
	await expectKept(settlementId);
});

test('P62 and P69: a download that breaks off while its address runs out leaves nothing behind, and the next run at the latest reads it whole, once', async () => {
	const settlementId = desk.addSettlement();
	desk.world.amazon.faults.add({ operation: 'downloadDocument', kind: 'tornBody' });
	expectGreen(await desk.load());
	desk.world.pass(6 * MINUTE);
	expectGreen(await desk.load());
	await expectKept(settlementId);
});

test.each([['outdated', 'at a new address'], ['torn', 'compression breaks off']] as const)('P62 and P69: a document that is %s is told with what to do, every run stays green, and it is read once Amazon gives it', async (reportDocument, words) => {
	const settlementId = desk.addSettlement();
	desk.world.amazon.switches.reportDocument = reportDocument;
	const run = await desk.load();
	expectGreen(run);
	expect(run.processed).toMatchObject([{ new: 0, complete: false }]);
	expect(problemsOf(run)).toMatchObject([{ what: expect.stringContaining(words) as string, whatToDo: expect.any(String) as string }]);
	expectGreen(await desk.load());
	desk.world.amazon.switches.reportDocument = 'present';
	expect((await desk.load()).processed).toMatchObject([{ new: 1, complete: true }]);
	await expectKept(settlementId);
});

test('P27: of two documents one cannot be had; the other settlement is loaded, and the first one when it can be had', async () => {
	const [first, second] = [desk.addSettlement(), desk.addSettlement()];
	let failing: string | undefined;
	desk.world.amazon.faults.add({ operation: 'getReportDocument', kind: 'error500', times: 1000, when: ({ path }) => path === (failing ??= path) });
	const run = await desk.load();
	expectGreen(run);
	expect(run.processed).toMatchObject([{ new: 1, complete: false }]);
	expect(codesOf(run)).toHaveLength(1);
	desk.world.amazon.faults.clear();
	expect((await desk.load()).processed).toMatchObject([{ new: 1, complete: true }]);
	await expectKept(first);
	await expectKept(second);
});

test('P4 and N47: copies of one settlement are read and kept once, and their documents are removed a day later; the one that is used stays', async () => {
	const settlementId = desk.addSettlement(undefined, { documents: 3 });
	expect((await desk.load()).processed).toMatchObject([{ new: 1, known: 2, complete: true }]);
	await expectKept(settlementId);
	expect((await inDatabase(desk.world, settlementsKept)).orphans).toBeGreaterThanOrEqual(2);
	desk.world.pass(DAY + MINUTE);
	expectGreen(await desk.load());
	expect((await inDatabase(desk.world, settlementsKept)).orphans).toBe(0);
	expect((await desk.post()).processed.map((item) => item.settlementId)).toContain(settlementId);
});

test('P3 and P25: a file of 100,000 rows with one damaged amount in the middle is refused with its line, and nothing of it is kept; mended, it is taken', async () => {
	const rows = Array.from({ length: 25_000 }, (_, count) => mugRows(`111-9000000-${String(count).padStart(7, '0')}`)).flat();
	const { settlement, form } = settlementSeed('90009999999', rows);
	const lines = Buffer.from(settlementFile(settlement, form)).toString('latin1').split('\n');
	const add = async (text: string) => await desk.world.run('settlementJournalBuilder', { operation: 'addSettlementFile', store: { __rl: true, mode: 'id', value: US } }, { file: { name: 'large.txt', bytes: Buffer.from(text, 'latin1') } });
	const damaged = lines.map((line, index) => (index === 49_999 ? line.replace(/\t(-?\d+\.\d\d)\t/, '\t12..34\t') : line));
	expect(damaged[49_999]).not.toBe(lines[49_999]);
	const refused = await add(damaged.join('\n'));
	expectGreen(refused);
	expect(refused.processed).toEqual([]);
	expect(problemsOf(refused)).toMatchObject([{ code: 'settlement.damagedAmount', what: expect.stringMatching(/line 50000\b/) as string }]);
	expect((await inDatabase(desk.world, settlementsKept)).settlements.some(({ settlementId }) => settlementId === '90009999999')).toBe(false);
	const taken = await add(lines.join('\n'));
	expect(taken.processed).toMatchObject([{ settlementId: '90009999999', rows: 100_000, total: '253000.00' }]);
}, 60_000);
