import type { SettlementSeed } from '../../sandbox/amazon/settlements/settlementDesk';
import { settlementFile } from '../../sandbox/amazon/settlements/settlementFile';
import type { Settlement } from '../../sandbox/amazon/settlements/settlementModel';
import type { AmazonPort, DocumentBytes, SettlementReport } from '../../src/processes/ports/amazon';
import { AmazonModel, describeWithAmazonModels } from '../contracts/amazonModel';
import { clientFor, failureOf, json, startScriptedAmazon } from './scriptedAmazon';
import { startSetting, type Setting } from './simulatedAmazon';

const TYPE = 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2';
const since = '2026-08-04T12:00:00Z';

const settlement = (settlementId: string): Settlement => ({
	settlementId, start: '2026-10-01T00:00:00Z', end: '2026-10-15T00:00:00Z', currency: 'USD',
	rows: [{ transactionType: 'Order', orderId: '111-1', amountType: 'ItemPrice', amountDescription: 'Principal', amount: '10.00', postedAt: '2026-10-02T00:00:00Z', sku: 'GRÖßE' }],
});

const seed = (settlementId: string, createdTime: string, over: Partial<SettlementSeed> = {}): SettlementSeed => ({ createdTime, settlement: settlement(settlementId), form: { country: 'US' }, ...over });

async function listed(client: AmazonPort, window: { since: string; until?: string } = { since }): Promise<readonly SettlementReport[]> {
	const reports: SettlementReport[] = [];
	for await (const report of client.settlementReports(window)) reports.push(report);
	return reports;
}

async function bytesOf(document: DocumentBytes): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of document.bytes) chunks.push(chunk);
	return Buffer.concat(chunks);
}

const asked = ({ amazon }: Setting, operation: string): readonly Record<string, string>[] => amazon.requests.filter((request) => request.operation === operation).map(({ query }) => Object.fromEntries(query));

async function documentsOf(setting: Setting): Promise<readonly string[]> {
	return (await listed(setting.client)).map(({ documentId }) => documentId);
}

describe('settlement reports', () => {
	test('come oldest first, of V2 only, made in the window, with all their marketplaces', async () => {
		const { client } = await startSetting({ settlements: [seed('3', '2026-11-01T00:00:00Z'), seed('1', '2026-10-01T00:00:00Z'), seed('2', '2026-10-15T00:00:00Z'), seed('9', '2026-10-16T00:00:00Z', { form: { country: 'US', version: 'V1' } }), seed('8', '2026-11-09T00:00:00Z')] });
		const all = await listed(client);
		expect(all.map(({ createdAt, marketplaceIds }) => [createdAt, marketplaceIds.length])).toEqual([['2026-10-01T00:00:00.000Z', 9], ['2026-10-15T00:00:00.000Z', 9], ['2026-11-01T00:00:00.000Z', 9]]);
		expect((await listed(client, { since: '2026-10-01T00:00:00Z', until: '2026-11-01T00:00:00Z' })).map(({ createdAt }) => createdAt.slice(0, 10))).toEqual(['2026-10-01', '2026-10-15']);
	});

	test('P61: the next page is asked for by its token alone; none is lost and none comes twice', async () => {
		const setting = await startSetting({ settlements: Array.from({ length: 230 }, (_, i) => seed(String(i), new Date(Date.parse('2026-10-01T00:00:00Z') + i * 3_600_000).toISOString())) });
		const reports = await listed(setting.client);
		expect(new Set(reports.map(({ reportId }) => reportId)).size).toBe(230);
		expect(reports.map(({ createdAt }) => createdAt)).toEqual(reports.map(({ createdAt }) => createdAt).sort());
		const [first, ...later] = asked(setting, 'getReports');
		expect(first).toEqual({ reportTypes: TYPE, processingStatuses: 'DONE', pageSize: '100', createdSince: since });
		expect(later.map((query) => Object.keys(query))).toEqual([['nextToken'], ['nextToken']]);
	});

	test('P4: one settlement in several documents is several reports of the same bytes', async () => {
		const { client } = await startSetting({ settlements: [seed('1', '2026-10-16T00:00:00Z', { documents: 3 })] });
		const reports = await listed(client);
		expect(new Set(reports.map(({ documentId }) => documentId)).size).toBe(3);
		for (const { documentId } of reports) expect(await bytesOf(await client.settlementDocument(documentId))).toEqual(settlementFile(settlement('1'), { country: 'US' }));
	});

	test('N6: are never asked to be made, and V1 and XML never asked for', async () => {
		const setting = await startSetting({ settlements: [seed('1', '2026-10-16T00:00:00Z')] });
		for (const id of await documentsOf(setting)) await bytesOf(await setting.client.settlementDocument(id));
		expect(asked(setting, 'createReport')).toEqual([]);
		expect(asked(setting, 'getReports').map(({ reportTypes }) => reportTypes)).toEqual([TYPE]);
	});

	test('are found after a 429 and after 11 November', async () => {
		const { client, amazon, clock } = await startSetting({ settlements: [seed('1', '2026-10-16T00:00:00Z')] });
		clock.advance(20 * 24 * 3_600_000);
		amazon.faults.add({ kind: 'throttle429', operation: 'getReports', times: 1 });
		expect(await listed(client)).toHaveLength(1);
	});

	test('P66: the missing role is named, for the list and for a document', async () => {
		const setting = await startSetting({ settlements: [seed('1', '2026-10-16T00:00:00Z')] });
		const [documentId = ''] = await documentsOf(setting);
		setting.amazon.account('A1EXAMPLE@na').revokeRole('financeAndAccounting');
		for (const failing of [listed(setting.client), setting.client.settlementDocument(documentId), setting.client.deferredMoney({ after: '2026-10-01T00:00:00Z', before: '2026-11-01T00:00:00Z' })]) {
			const { kind, message } = await failureOf(failing);
			expect(kind).toBe('unauthorized');
			expect(message).toContain("'Finance and Accounting'");
			expect(message).not.toContain('Product Listing');
		}
	});

	test.each([[{ reportDocumentId: undefined }, 'has no document'], [{ createdTime: 'soon' }, 'has no time']])('one that is not complete (%j) is told, not left out', async (over, reason) => {
		const amazon = await startScriptedAmazon();
		amazon.script(json(200, { reports: [{ reportId: '7', reportType: TYPE, createdTime: '2026-10-01T00:00:00Z', processingStatus: 'DONE', reportDocumentId: 'd', ...over }] }));
		const { kind, message } = await failureOf(listed(clientFor(amazon.url).client));
		await amazon.close();
		expect([kind, message.includes(`report 7 is done and ${reason}`) || message.includes(`report 7 ${reason}`)]).toEqual(['unreadable', true]);
	});

	test('N5: are listed from the beginning once more when Amazon no longer takes a page token', async () => {
		const amazon = await startScriptedAmazon();
		const page = (id: string, nextToken?: string): ReturnType<typeof json> => json(200, { reports: [{ reportId: id, reportType: TYPE, createdTime: '2026-10-01T00:00:00Z', processingStatus: 'DONE', reportDocumentId: id }], nextToken });
		amazon.script(page('1', 'old'), json(400, { errors: [{ code: 'InvalidInput', message: 'The provided nextToken is invalid.' }] }), page('1', 'new'), page('2'));
		const reports = await listed(clientFor(amazon.url).client);
		await amazon.close();
		expect([reports.map(({ reportId }) => reportId), amazon.calls.map(({ query }) => query.get('nextToken'))]).toEqual([['1', '2'], [null, 'old', null, 'new']]);
	});
});

describe('the document of a settlement', () => {
	test.each([[undefined, undefined], ['Cp1252', 'Cp1252']])('comes as Amazon wrote it, with the charset stated: %s', async (statedCharset, charset) => {
		const setting = await startSetting({ settlements: [seed('1', '2026-10-16T00:00:00Z', { ...(statedCharset !== undefined && { statedCharset }) })] });
		const [documentId = ''] = await documentsOf(setting);
		const document = await setting.client.settlementDocument(documentId);
		expect([document.charset, await bytesOf(document)]).toEqual([charset, settlementFile(settlement('1'), { country: 'US' })]);
	});

	test('P62: is asked for anew when its address expired before the download', async () => {
		const setting = await startSetting({ settlements: [seed('1', '2026-10-16T00:00:00Z')] });
		const [documentId = ''] = await documentsOf(setting);
		let late = true;
		setting.amazon.onRequest(({ operation }, phase) => {
			if (operation === 'downloadDocument' && phase === 'received' && late) setting.clock.advance(301_000);
			if (operation === 'downloadDocument') late = false;
		});
		expect((await bytesOf(await setting.client.settlementDocument(documentId))).length).toBeGreaterThan(0);
		expect(asked(setting, 'getReportDocument')).toHaveLength(2);
	});

	test.each([['torn', 'TruncatedReport'], ['outdated', 'ReportOutdated']] as const)('that is %s says so, and what to do', async (reportDocument, code) => {
		const setting = await startSetting({ settlements: [seed('1', '2026-10-16T00:00:00Z')] }, { switches: { reportDocument } });
		const [documentId = ''] = await documentsOf(setting);
		const failure = await failureOf(setting.client.settlementDocument(documentId).then(bytesOf));
		expect(failure.code).toBe(code);
		expect(failure.message).toContain('Seller Central');
	});
});

describeWithAmazonModels('lists of settlement reports and Amazon\'s model', () => {
	test('requests and reports fit it', async () => {
		const model = AmazonModel.load('reports_2021-06-30.json');
		const setting = await startSetting({ settlements: [seed('1', '2026-10-16T00:00:00Z')] });
		await listed(setting.client);
		expect(model.parameterErrors('getReports', { query: Object.entries(asked(setting, 'getReports')[0] ?? {}) })).toEqual([]);
		const answer = await setting.client.call({ method: 'GET', path: '/reports/2021-06-30/reports', query: { reportTypes: TYPE } });
		expect(model.responseErrors('getReports', 200, answer, { closed: true })).toEqual([]);
	});

	test.each([[TYPE, '1118'], ['GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE', '1117'], ['GET_V2_SETTLEMENT_REPORT_DATA_XML', '1117']])('nobody can ask for %s, and what is removed is unknown', async (reportType, number) => {
		const { client, clock } = await startSetting();
		const create = async (): Promise<string | undefined> => (await failureOf(client.call({ method: 'POST', path: '/reports/2021-06-30/reports', body: { reportType, marketplaceIds: ['ATVPDKIKX0DER'] } }))).serviceMessage;
		expect(await create()).toContain(`Request for report type ${number} is not allowed at this time`);
		clock.advance(9 * 24 * 3_600_000);
		expect(await create()).toContain(reportType === TYPE ? '1118' : 'Invalid Report Type');
	});
});
