import type { IDataObject } from 'n8n-workflow';
import type { DemoWorld } from '../demoWorld';
import { calls, connect, fromReport, HOUR, keepListings, loadProducts, openCatalog, operationsLog, removeListing, statuses, told } from './catalogWorld';
import { systemClock } from '../../../src/transport/clock';

const FEW = ['HP-MUG-SLATE', 'HP-TOWEL-3', 'HP-CANDLE-12', 'HP-SPOON-WALNUT'];
const LISTED = Object.fromEntries(FEW.map((sellerSku) => [sellerSku, 'Listed']));

let world: DemoWorld;
beforeEach(async () => {
	world = await openCatalog();
	keepListings(world, 'US', FEW);
	await connect(world, 'US', fromReport);
});
afterEach(async () => await world.close());

const waits = (): readonly number[] => jest.mocked(systemClock.sleep).mock.calls.map(([milliseconds]) => milliseconds);
/** What was asked of Amazon about reports, in order. */
const reportCalls = (): readonly (string | undefined)[] => world.amazon.requests.flatMap(({ operation }) => (['createReport', 'getReports', 'getReportDocument', 'downloadDocument'].includes(operation ?? '') ? [operation] : []));
/** Does something when a request has come in, the given time that it comes. */
function upon(operation: string, time: number, act: () => void): void {
	let count = 0;
	world.amazon.onRequest((request, phase) => {
		if (request.operation === operation && phase === 'received' && ++count === time) act();
	});
}

describe('S13 and D11: the catalog from the listings report', () => {
	test('S13: each hourly run asks for one report, waits for it and loads what is in it', async () => {
		const { item } = await loadProducts(world);
		expect(item).toMatchObject({ complete: true, received: 4, new: 4, canceled: [] });
		expect(await statuses(world)).toEqual(LISTED);
		removeListing(world, 'HP-CANDLE-12');
		world.pass(HOUR);
		expect((await loadProducts(world)).item).toMatchObject({ received: 3, unchanged: 3, canceled: ['HP-CANDLE-12'] });
		expect(reportCalls()).toEqual(['createReport', 'getReportDocument', 'downloadDocument', 'createReport', 'getReportDocument', 'downloadDocument']);
		expect(calls(world, 'searchListingsItems')).toBe(0);
	});

	test('D11: a report that takes longer than a run may wait is left to the next runs, which go on with the same one', async () => {
		world.amazon.switches.reportProcessingTime = 240;
		const first = await loadProducts(world, 'US', { minutes: 1 });
		expect(first.item).toMatchObject({ complete: false, received: 0, expectedMinutesLeft: 1, canceled: [] });
		expect(first.attention).toEqual([]);
		expect(waits().reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(60_000);
		world.pass(10 * 60_000);
		expect((await loadProducts(world, 'US', { minutes: 1 })).item).toMatchObject({ complete: true, received: 4, new: 4 });
		expect(reportCalls()).toEqual(['createReport', 'getReportDocument', 'downloadDocument']);
	});

	test('N47: a lost answer to the request of a report: the report that was made is found and used, and no second one asked for', async () => {
		world.amazon.faults.add({ kind: 'dropAfterCommit', operation: 'createReport' });
		expect((await loadProducts(world)).item).toMatchObject({ complete: true, received: 4 });
		expect(reportCalls()).toEqual(['createReport', 'getReports', 'getReportDocument', 'downloadDocument']);
	});

	test('S15: a document that is not found is tried again after a minute, with a new report, and nobody is told', async () => {
		world.amazon.switches.reportDocument = 'missing';
		upon('createReport', 2, () => void (world.amazon.switches.reportDocument = 'present'));
		const run = await loadProducts(world);
		expect(run.item).toMatchObject({ complete: true, received: 4 });
		expect(waits()).toContain(60_000);
		expect(calls(world, 'createReport')).toBe(2);
		expect(told(run)).toEqual(['catalog.withoutProduct']);
	});

	test.each(['missing', 'outdated'] as const)('S15: a document that stays %s is told when the retries have ended, cancels nothing, and the next run asks for a new report', async (state) => {
		world.amazon.switches.reportDocument = state;
		const run = await loadProducts(world);
		expect(run.item).toMatchObject({ complete: false, received: 0 });
		expect(calls(world, 'createReport')).toBe(3);
		expect(told(run)).toEqual([state === 'missing' ? 'amazon.notFound' : 'amazon.rejected']);
		world.pass(HOUR);
		upon('createReport', 1, () => void (world.amazon.switches.reportDocument = 'present'));
		expect((await loadProducts(world)).item).toMatchObject({ complete: true, received: 4 });
		expect(calls(world, 'createReport')).toBe(4);
	});

	test('P62: the address of the document is asked for right before the download, and anew when it has expired', async () => {
		upon('downloadDocument', 1, () => world.pass(6 * 60_000));
		const run = await loadProducts(world);
		expect(run.item).toMatchObject({ complete: true, received: 4 });
		expect(reportCalls()).toEqual(['createReport', 'getReportDocument', 'downloadDocument', 'getReportDocument', 'downloadDocument']);
		expect(told(run)).toEqual(['catalog.withoutProduct']);
	});

	test('P63: a report CANCELLED by Amazon is no data: the run is green, nothing is canceled, and the next one asks anew', async () => {
		await loadProducts(world);
		world.amazon.switches.reportOutcome = 'CANCELLED';
		world.pass(HOUR);
		const run = await loadProducts(world);
		expect(run.item).toMatchObject({ complete: true, received: 0, canceled: [], notes: [expect.stringContaining('no listings to report')] });
		expect(run.attention).toEqual([]);
		expect(await statuses(world)).toEqual(LISTED);
		world.amazon.switches.reportOutcome = 'asUsual';
		world.pass(HOUR);
		expect((await loadProducts(world)).item).toMatchObject({ received: 4, unchanged: 4 });
		expect(calls(world, 'createReport')).toBe(3);
	});

	test('P63: a FATAL report is told with Amazon\'s text, ends the waiting, cancels nothing, and the next run asks anew', async () => {
		world.amazon.switches.reportOutcome = 'FATAL';
		world.amazon.switches.fatalReportText = '{"errorDetails": "The account is being migrated."}';
		const run = await loadProducts(world);
		expect(told(run)).toEqual(['catalog.reportFailed']);
		expect(run.attention[0]?.message).toEqual(expect.stringContaining('Amazon could not make the listings report: The account is being migrated.'));
		expect((await operationsLog(world))[1]).toMatchObject({ operation: 'Load Products', notes: [expect.stringContaining('The account is being migrated.')] });
		world.amazon.switches.reportOutcome = 'asUsual';
		world.pass(HOUR);
		expect((await loadProducts(world)).item).toMatchObject({ complete: true, received: 4 });
		expect(calls(world, 'createReport')).toBe(2);
	});

	test('N26: a report that breaks off in the middle cancels nothing; the next run loads the rest', async () => {
		await loadProducts(world);
		removeListing(world, 'HP-CANDLE-12');
		world.pass(2 * HOUR);
		world.amazon.faults.add({ kind: 'tornBody', operation: 'downloadDocument', times: 1000 });
		const run = await loadProducts(world);
		expect(run.item).toMatchObject({ complete: false, canceled: [] });
		expect(run.attention).toHaveLength(1);
		expect(await statuses(world)).toEqual(LISTED);
		world.amazon.faults.clear();
		expect((await loadProducts(world)).item).toMatchObject({ complete: true, received: 3, canceled: ['HP-CANDLE-12'] });
	});

	test('N26: an empty report cancels nothing', async () => {
		await loadProducts(world);
		keepListings(world, 'US', []);
		world.pass(2 * HOUR);
		expect((await loadProducts(world)).item).toMatchObject({ received: 0, canceled: [] });
		expect(await statuses(world)).toEqual(LISTED);
	});
});

test('D11: a store that goes over from the Listings API to the report keeps the parents of its families, which no report has', async () => {
	const both = await openCatalog({ amazonSwitches: { reportQueueTime: 0, reportProcessingTime: 0 } });
	try {
		await connect(both, 'DE');
		const { item: first } = await loadProducts(both, 'DE');
		await connect(both, 'DE', fromReport);
		const { item } = await loadProducts(both, 'DE');
		expect(item).toMatchObject({ complete: true, canceled: [], catalog: first.catalog as IDataObject });
		expect(first.received as number).toBeGreaterThan(item.received as number);
	} finally {
		await both.close();
	}
});
