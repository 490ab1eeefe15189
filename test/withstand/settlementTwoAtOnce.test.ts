import type { IDataObject } from 'n8n-workflow';
import { postgresConfiguration } from '../../src/n8n/database';
import { killAllProcesses } from './nodeProcess';
import type { NodeOutcome, NodeTask } from './nodeRun';
import { Place, tasks } from './place';
import { furtherRows, ledgerOf, mugRows, saveSettlementSettings, settlementsKept, settlementSeed, settlementSettings, settlementTasks } from './settlementGoods';
import { onBothDatabases, TwoWorkers } from './twoWorkers';
import { MINUTE } from './wholeOrders';

const generous = new Map(['searchOrders', 'getOrder', 'searchListingsItems', 'getReports', 'getReportDocument'].map((operation) => [operation, { rate: 1000, burst: 1000 }]));
const SETTLEMENTS = ['90000000001', '90000000002', '90000000003'];
const GREEN = [{ status: 'success', attention: [] }, { status: 'success', attention: [] }];
const green = (runs: readonly NodeOutcome[]) => runs.map(({ status, error, attention }) => ({ status, error, attention }));

/** Holds back the first call of that kind until one of the runs has ended, so that the other run works while this one is in the middle of it. */
async function bothAtOnce(workers: TwoWorkers, wanted: string, task: NodeTask): Promise<readonly NodeOutcome[]> {
	let letGo: () => void = () => undefined;
	const otherEnded = new Promise<void>((resolve) => (letGo = resolve));
	let first = true;
	const hold = async ({ operation }: { readonly operation?: string }, phase: string): Promise<void> => {
		if (phase !== 'received' || operation !== wanted || !first) return;
		first = false;
		await otherEnded;
	};
	workers.place.cin7.onRequest(hold);
	workers.place.amazon.onRequest(hold);
	return await workers.each(task, task, letGo);
}

function battery(database: () => IDataObject | undefined): void {
	let workers: TwoWorkers;
	let place: Place;

	beforeEach(async () => {
		workers = new TwoWorkers(await Place.open({ database: database(), amazonSwitches: { plans: generous } }));
		({ place } = workers);
		for (const task of [tasks.connect(), tasks.link]) await workers.one(task);
		const orderId = place.order('Casey Example');
		place.pass(5 * MINUTE);
		for (const task of [tasks.load, tasks.process]) await workers.one(task);
		const values = database();
		await place.inDatabase(async (engine) => await saveSettlementSettings(engine, { ...settlementSettings, postOrderFees: 'journal' }), values && postgresConfiguration(values as never));
		SETTLEMENTS.forEach((id, index) => place.account.addSettlement(settlementSeed(id, [...(index === 0 ? mugRows(orderId) : []), ...furtherRows])));
	}, 120_000);
	afterEach(async () => await workers.close());

	const kept = async () => {
		const values = database();
		return await place.inDatabase(settlementsKept, values && postgresConfiguration(values as never));
	};

	test('N47 and P4: of two loads at the same moment one works and the other says so; every settlement is there once, told once', async () => {
		const runs = await bothAtOnce(workers, 'getReportDocument', settlementTasks.load);
		expect(green(runs)).toEqual(GREEN);
		expect(runs.map(({ processed }) => [processed[0]?.busy, processed[0]?.new])).toEqual([[true, 0], [false, 3]]);
		const { settlements, told, orphans, leases } = await kept();
		expect([settlements.map(({ settlementId, state }) => [settlementId, state]), told.length, orphans, leases]).toEqual([SETTLEMENTS.map((id) => [id, 'loaded']), 3, 0, 0]);
	}, 120_000);

	test('N47: two runs at the same moment post each settlement once: one journal, one deposit, and the books to the cent', async () => {
		await workers.one(settlementTasks.load);
		const runs = await bothAtOnce(workers, 'POST /journal', settlementTasks.post);
		expect(green(runs)).toEqual(GREEN);
		expect(runs.flatMap(({ processed }) => processed.map(({ settlementId }) => settlementId)).sort()).toEqual(SETTLEMENTS);
		const { journals, moneyTasks, balances } = ledgerOf(place.cin7.world);
		expect(journals.map(([status]) => status)).toEqual(['COMPLETED', 'COMPLETED', 'COMPLETED']);
		expect(moneyTasks.map(([status, , , , , amount]) => [status, amount])).toEqual([['COMPLETED', '70.13'], ['COMPLETED', '60.01'], ['COMPLETED', '60.01']]);
		expect([balances['710'], balances['090']]).toEqual(['0', '190.15']);
		expect((await kept()).settlements.map(({ state, claimed, documents }) => [state, claimed, documents.length])).toEqual(SETTLEMENTS.map(() => ['posted', false, 2]));
	}, 120_000);
}

afterAll(killAllProcesses);

onBothDatabases(battery);
