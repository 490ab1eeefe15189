import { type AmazonSimulator, startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import { VirtualClock } from '../../../sandbox/clock';
import { DOCUMENTS, ReportClient, TYPE } from './reportClient';
import { accessToken, at, CA, type Caller, caller, family, listing, MX, type Reply, REPORTS, seller, US } from './simulatorClient';

const DAY = 24 * 3600 * 1000;
const idsOf = (reply: Reply): readonly unknown[] => {
	const reports = at(reply, 'reports');
	return Array.isArray(reports) ? reports.map((report: { reportId?: unknown }) => report.reportId) : [];
};

describe('reports in the simulator', () => {
	let simulator: AmazonSimulator;
	let clock: VirtualClock;
	let get: Caller;
	let client: ReportClient;
	const world = () => simulator.account('A1EXAMPLE@na');

	beforeEach(async () => {
		clock = new VirtualClock('2026-11-02T12:00:00Z');
		const account = seller({ ...family, listings: [...family.listings, listing('TASSE', { marketplaceId: CA })] });
		simulator = await startAmazonSimulator({ clock, accounts: [account, seller({ merchantToken: 'A2EXAMPLE', refreshTokens: ['Atzr|second'] })], switches: { quotas: 'off' } });
		client = await ReportClient.of(account, simulator, clock);
		get = client.get;
	});
	afterEach(async () => await simulator.close());

	describe('createReport', () => {
		it.each<[string, object, string]>([
			['a settlement report', { reportType: 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2', marketplaceIds: [US] }, 'Request for report type 1118 is not allowed at this time'],
			['an unknown type', { reportType: 'GET_EVERYTHING', marketplaceIds: [US] }, 'Invalid Report Type GET_EVERYTHING'],
			['no type', { marketplaceIds: [US] }, 'reportType: Required'],
			['no marketplace', { reportType: TYPE, marketplaceIds: [] }, 'marketplaceIds: Array must contain at least 1 element(s)'],
			['26 marketplaces', { reportType: TYPE, marketplaceIds: Array(26).fill(US) }, 'marketplaceIds: Array must contain at most 25 element(s)'],
			['a day for a time', { reportType: TYPE, marketplaceIds: [US], dataStartTime: '2026-11-01' }, 'dataStartTime: Invalid datetime'],
			['an option that is no text', { reportType: TYPE, marketplaceIds: [US], reportOptions: { custom: true } }, 'reportOptions.custom: Expected string, received boolean'],
			['a field that Amazon does not have', { reportType: TYPE, marketplaceIds: [US], locale: 'en_US' }, ': Unrecognized key(s) in object: \'locale\''],
		])('refuses %s', async (_what, specification, message) => {
			const reply = await client.create(specification);
			expect([reply.status, at(reply, 'errors', 0)]).toEqual([400, { code: 'InvalidInput', message, details: '' }]);
			expect(idsOf(await get(REPORTS, { reportTypes: TYPE }))).toEqual([]);
		});

		it('refuses what is no JSON, a marketplace without the seller, and a body where none belongs', async () => {
			expect((await client.send('POST', REPORTS, '{')).status).toBe(400);
			expect((await client.create({ reportType: TYPE, marketplaceIds: [MX] })).status).toBe(403);
			expect((await client.send('DELETE', `${REPORTS}/1`, '{}')).status).toBe(400);
		});

		it('answers 202 with an id, also when the answer is lost and nobody hears it', async () => {
			const reply = await client.create({ reportType: TYPE, marketplaceIds: [US], reportOptions: { preferredReportDocumentLocale: 'en_US' } });
			expect([reply.status, Object.keys(JSON.parse(reply.text) as object)]).toEqual([202, ['reportId']]);
			simulator.faults.add({ kind: 'dropAfterCommit', operation: 'createReport' });
			await expect(client.begin(US)).rejects.toThrow();
			expect(idsOf(await get(REPORTS, { reportTypes: TYPE }))).toEqual([expect.any(String), at(reply, 'reportId')]);
		});
	});

	describe('a report', () => {
		const statusOf = async (reportId: string): Promise<unknown> => at(await get(`${REPORTS}/${reportId}`), 'processingStatus');

		it('waits, is worked on, is done, by the clock alone', async () => {
			const reportId = await client.begin(US);
			expect(JSON.parse((await get(`${REPORTS}/${reportId}`)).text)).toEqual({
				reportId, reportType: TYPE, marketplaceIds: [US], dataStartTime: '2026-11-02T12:00:00.000Z', dataEndTime: '2026-11-02T12:00:00.000Z', createdTime: '2026-11-02T12:00:00.000Z', processingStatus: 'IN_QUEUE',
			});
			clock.advance(14_999);
			expect(await statusOf(reportId)).toBe('IN_QUEUE');
			clock.advance(1);
			expect(await statusOf(reportId)).toBe('IN_PROGRESS');
			clock.advance(29_999);
			expect(await statusOf(reportId)).toBe('IN_PROGRESS');
			clock.advance(1);
			expect(JSON.parse((await get(`${REPORTS}/${reportId}`)).text)).toMatchObject({ processingStatus: 'DONE', processingStartTime: '2026-11-02T12:00:15.000Z', processingEndTime: '2026-11-02T12:00:45.000Z', reportDocumentId: expect.any(String) as unknown });
		});

		it('takes the time that the switches say', async () => {
			Object.assign(simulator.switches, { reportQueueTime: 0, reportProcessingTime: 0 });
			expect(await statusOf(await client.begin(US))).toBe('DONE');
		});

		it('P63: is CANCELLED when it has no row, a parent alone included', async () => {
			for (const sku of ['MUG-SLATE', 'MUG-SAND']) world().removeListing(sku, US);
			const reportId = await client.begin(US);
			clock.advance(60_000);
			const report = await get(`${REPORTS}/${reportId}`);
			expect([at(report, 'processingStatus'), at(report, 'reportDocumentId')]).toEqual(['CANCELLED', undefined]);
		});

		it.each([['CANCELLED', null, undefined], ['FATAL', null, undefined], ['FATAL', 'Amazon could not.', 'Amazon could not.']] as const)('P63: ends %s when a switch says so, with the text %j', async (reportOutcome, fatalReportText, text) => {
			Object.assign(simulator.switches, { reportOutcome, fatalReportText, reportCompression: 'none' });
			const reportId = await client.begin(US);
			clock.advance(60_000);
			const report = await get(`${REPORTS}/${reportId}`);
			expect(at(report, 'processingStatus')).toBe(reportOutcome);
			const documentId = at(report, 'reportDocumentId');
			const url = documentId === undefined ? undefined : String(at(await get(`${DOCUMENTS}/${String(documentId)}`), 'url'));
			expect(url && (await client.fetch(url)).text).toBe(text);
		});

		it('can be canceled while it waits, and not later', async () => {
			const [first, second] = [await client.begin(US), await client.begin(US)];
			const canceled = await client.send('DELETE', `${REPORTS}/${first}`);
			expect([canceled.status, canceled.text]).toEqual([200, '']);
			clock.advance(20_000);
			expect((await client.send('DELETE', `${REPORTS}/${second}`)).status).toBe(400);
			clock.advance(60_000);
			const report = await get(`${REPORTS}/${first}`);
			expect([at(report, 'processingStatus'), at(report, 'processingStartTime'), await statusOf(second)]).toEqual(['CANCELLED', undefined, 'DONE']);
		});

		it('is not there for another seller, under another id, or after 90 days', async () => {
			const reportId = await client.begin(US);
			const otherGet = caller(simulator, await accessToken(simulator, seller({ refreshTokens: ['Atzr|second'] })));
			expect([(await otherGet(`${REPORTS}/${reportId}`)).status, (await get(`${REPORTS}/1`)).status, (await client.send('DELETE', `${REPORTS}/1`)).status]).toEqual([404, 404, 404]);
			clock.advance(90 * DAY);
			get = caller(simulator, await accessToken(simulator));
			expect((await get(`${REPORTS}/${reportId}`)).status).toBe(404);
		});

		it('P66: needs a role, and either will do', async () => {
			const reportId = await client.begin(US);
			world().revokeRole('inventoryAndOrderTracking');
			expect((await get(`${REPORTS}/${reportId}`)).status).toBe(200);
			world().revokeRole('productListing');
			// That of finance opens reports of settlements and no others, and an unknown id may be one of those.
			world().revokeRole('financeAndAccounting');
			const refused = [await get(`${REPORTS}/${reportId}`), await get(REPORTS, { reportTypes: TYPE }), await client.create({ reportType: TYPE, marketplaceIds: [US] }), await get(`${DOCUMENTS}/1`), await client.send('DELETE', `${REPORTS}/${reportId}`)];
			expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
			world().grantRole('inventoryAndOrderTracking');
			expect((await get(`${REPORTS}/${reportId}`)).status).toBe(200);
		});
	});

	describe('getReports', () => {
		it.each<[string, { [name: string]: string }]>([
			['no type', {}],
			['11 types', { reportTypes: Array(11).fill(TYPE).join() }],
			['an unknown status', { reportTypes: TYPE, processingStatuses: 'WAITING' }],
			['11 marketplaces', { reportTypes: TYPE, marketplaceIds: Array(11).fill(US).join() }],
			['a page of none', { reportTypes: TYPE, pageSize: '0' }],
			['a page of 101', { reportTypes: TYPE, pageSize: '101' }],
			['a made-up token', { nextToken: 'made-up' }],
			['a day for a time', { reportTypes: TYPE, createdSince: '2026-11-01' }],
			['a parameter that Amazon does not have', { reportTypes: TYPE, sortBy: 'createdTime' }],
		])('refuses %s with InvalidInput', async (_what, query) => {
			const reply = await get(REPORTS, query);
			expect([reply.status, at(reply, 'errors', 0, 'code')]).toEqual([400, 'InvalidInput']);
		});

		it('P61: gives the next page for the token alone', async () => {
			const ids: unknown[] = [];
			for (let i = 0; i < 3; i++) ids.unshift(await client.begin(US));
			const first = await get(REPORTS, { reportTypes: TYPE, pageSize: '2' });
			const nextToken = String(at(first, 'nextToken'));
			expect((await get(REPORTS, { nextToken, reportTypes: TYPE })).status).toBe(400);
			expect((await get(REPORTS, { nextToken, pageSize: '2' })).status).toBe(400);
			const second = await get(REPORTS, { nextToken });
			expect([idsOf(first), idsOf(second), at(second, 'nextToken')]).toEqual([ids.slice(0, 2), ids.slice(2), undefined]);
		});

		it('filters by type, status, marketplace and time', async () => {
			const old = await client.begin(US);
			clock.advance(3_000_000);
			const canada = await client.begin(CA);
			const search = async (query: { readonly [name: string]: string }): Promise<readonly unknown[]> => idsOf(await get(REPORTS, { reportTypes: TYPE, ...query }));
			expect(await search({})).toEqual([canada, old]);
			expect(await search({ reportTypes: 'GET_OTHER' })).toEqual([]);
			expect(await search({ processingStatuses: 'DONE' })).toEqual([old]);
			expect(await search({ processingStatuses: 'IN_QUEUE,IN_PROGRESS' })).toEqual([canada]);
			expect(await search({ marketplaceIds: `${CA},${MX}` })).toEqual([canada]);
			expect(await search({ createdSince: '2026-11-02T12:50:00Z' })).toEqual([canada]);
			expect(await search({ createdUntil: '2026-11-02T12:49:59Z' })).toEqual([old]);
		});
	});
});
