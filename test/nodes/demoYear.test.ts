import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { IPinData } from 'n8n-workflow';
import { startAmazonSimulator, type AmazonSimulator } from '../../sandbox/amazon/amazonSimulator';
import { startCin7Simulator, type Cin7Simulator } from '../../sandbox/cin7/server';
import { demoCin7Credential } from '../../sandbox/demo/setUp';
import { compareYear } from '../../sandbox/demo/settlementYear/compareYear';
import { yearAmazonCredential } from '../../sandbox/demo/settlementYear/setUp';
import { yearCredentialReference, yearStoreId, yearStoreNames } from '../../sandbox/demo/settlementYear/stores';
import { yearTenant } from '../../sandbox/demo/settlementYear/tenant';
import { yearAddFileWorkflow, yearMapFeesWorkflow, yearNodes, yearSettlementsWorkflow, yearSetUpWorkflow } from '../../sandbox/demo/settlementYear/workflows';
import { settlementYear } from '../../sandbox/demo/settlementYear/year';
import type { Template } from '../../sandbox/demo/templates';
import { closeAllDatabases } from '../../src/database/open';
import { installPackage } from '../engine/package';
import { runPoll, runWorkflow, type RunResult } from '../engine/runWorkflow';

const LAST_DAY = '2026-03-10';
/** The whole year is played by `npm start`; here a quarter of it, with all that is special. */
const year = settlementYear(LAST_DAY, 7);
const realNow = Date.now.bind(Date);
const offset = Date.parse('2026-03-11T12:00:00.000Z') - realNow();
const userFolderBefore = process.env.N8N_USER_FOLDER;

let amazon: AmazonSimulator;
let cin7: Cin7Simulator;
let folder: string;

beforeAll(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'amazon-cin7-year-'));
	process.env.N8N_USER_FOLDER = folder;
	jest.spyOn(Date, 'now').mockImplementation(() => realNow() + offset);
	const clock = { now: () => Date.now(), sleep: async (milliseconds: number) => await new Promise<void>((resolve) => setTimeout(resolve, milliseconds)) };
	const generous = ['searchOrders', 'getMarketplaceParticipations', 'getAccount', 'getReports', 'getReportDocument'].map((operation) => [operation, { rate: 1000, burst: 1000 }] as const);
	amazon = await startAmazonSimulator({ accounts: year.accounts, clock, switches: { plans: new Map(generous) } });
	cin7 = await startCin7Simulator({ tenant: yearTenant(), clock, switches: { callsPerWindow: 100_000 } });
	for (const store of yearStoreNames) expectGreen(await run(yearSetUpWorkflow(store, year), yearNodes.byHand));
});

afterAll(async () => {
	await closeAllDatabases();
	await amazon.close();
	await cin7.close();
	jest.restoreAllMocks();
	if (userFolderBefore === undefined) delete process.env.N8N_USER_FOLDER;
	else process.env.N8N_USER_FOLDER = userFolderBefore;
	rmSync(folder, { recursive: true, force: true });
});

const installation = () => installPackage({
	...Object.fromEntries(yearStoreNames.map((store) => [yearCredentialReference(store).id, yearAmazonCredential(store, amazon.url)])),
	cin7CoreApi: demoCin7Credential(cin7.url, 100_000),
});

const run = async (workflow: Template, startNode: string, pinData: IPinData = {}): Promise<RunResult> => await runWorkflow(workflow as never, { ...installation(), startNode, pinData });

/** The polls of the outlets' triggers, and a run of what they start. */
async function load(): Promise<void> {
	const triggers = yearSettlementsWorkflow().nodes.filter(({ name }) => name.startsWith('Amazon Trigger') && !name.includes('Fortnight'));
	for (const node of triggers) await runPoll(node as never, installation());
}

const post = async (): Promise<RunResult> => {
	const result = await run(yearSettlementsWorkflow(), yearNodes.daily);
	expectGreen(result);
	return result;
};

function expectGreen(result: RunResult): void {
	if (result.error) throw result.error;
	expect(result.status).toBe('success');
}

const expectBooks = (settlements: typeof year.settlements): void => expect(compareYear(settlements, cin7.world).filter(({ wrong }) => wrong.length > 0)).toEqual([]);

test('S57, S79, P3, P4, P6, P7 and P17: settlements of four stores are in the books to the cent, but for the one with a fee that nobody knew', async () => {
	await load();
	const result = await post();
	expectBooks(year.settlements.filter((each) => each !== year.withNewFee));
	expect(result.json(yearNodes.post, 1).map(({ message }) => message)).toEqual([expect.stringContaining('Forest Friendly Packaging Program')]);
});

test('S75 and P9: mapped by its user, it posts by itself with the next run', async () => {
	expectGreen(await run(yearMapFeesWorkflow(), yearNodes.byHand));
	const result = await post();
	expect(result.json(yearNodes.post).map(({ settlementId }) => settlementId)).toEqual([year.withNewFee.settlement.settlementId]);
	expectBooks(year.settlements);
});

test('P4 and N6: the same settlement given by hand as an old V1 file is known, and nothing is posted again', async () => {
	const file = { data: year.oldFile.toString('base64'), mimeType: 'text/plain', fileName: 'old.txt' };
	// n8n's own nodes, which make a file of text, are not here.
	const workflow = yearAddFileWorkflow(year);
	const nodes = workflow.nodes.filter(({ name }) => name === yearNodes.byHand || name === yearNodes.addFile);
	const connections = { [yearNodes.byHand]: { main: [[{ node: yearNodes.addFile, type: 'main', index: 0 }]] } };
	const added = await run({ ...workflow, nodes, connections }, yearNodes.byHand, { [yearNodes.byHand]: [{ json: {}, binary: { data: file } }] });
	expectGreen(added);
	expect(added.json(yearNodes.addFile).map(({ settlementId, outcome, storeId }) => [settlementId, outcome, storeId])).toEqual([[year.givenByHand.settlement.settlementId, 'unchanged', yearStoreId('UK')]]);
	expect((await post()).json(yearNodes.post)).toEqual([]);
	expectBooks(year.settlements);
});

test('P18: a settlement that Amazon corrects after it was posted is taken back and posted as corrected', async () => {
	year.correctAtAmazon(amazon);
	await load();
	expect((await post()).json(yearNodes.post).map(({ settlementId }) => settlementId)).toEqual([year.corrected.settlement.settlementId]);
	expectBooks(year.settlements.map((each) => (each.settlement.settlementId === year.corrected.settlement.settlementId ? year.corrected : each)));
});

test('a run over a posted year writes nothing', async () => {
	cin7.requests.length = 0;
	await load();
	expect((await post()).json(yearNodes.post)).toEqual([]);
	expect(cin7.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});
