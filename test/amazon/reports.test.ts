import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { createReportCalls } from '../../src/amazon/reports';
import type { Caller } from '../../src/amazon/caller';
import type { AmazonPort, ReportedListing } from '../../src/processes/ports/amazon';
import { TransportError } from '../../src/transport/errors';
import { AmazonModel, describeWithAmazonModels } from '../contracts/amazonModel';
import { clientFor, denied, failureOf, json, raw, refusal, startScriptedAmazon, throttled, US, type Answering, type ScriptedAmazon } from './scriptedAmazon';

const JP = 'A1VC38T7YXB528';
const SINCE = '2026-11-02T10:00:00Z';

let amazon: ScriptedAmazon;
const strayRejections: unknown[] = [];
const noteRejection = (reason: unknown): void => void strayRejections.push(reason);
beforeEach(async () => {
	amazon = await startScriptedAmazon();
	strayRejections.length = 0;
	process.on('unhandledRejection', noteRejection);
});
afterEach(async () => {
	await amazon.close();
	await new Promise((resolve) => setTimeout(resolve, 10));
	process.off('unhandledRejection', noteRejection);
	expect(strayRejections).toEqual([]);
});

const paths = (): string[] => amazon.calls.map(({ method, host, path }) => (host.startsWith('sellingpartnerapi') ? `${method} ${path.replace('/reports/2021-06-30', '')}` : `${method} document`));
const report = (given: object = {}): object => ({ reportId: 'R-1', reportType: 'GET_MERCHANT_LISTINGS_ALL_DATA', createdTime: '2026-11-02T10:00:01Z', processingStatus: 'IN_QUEUE', marketplaceIds: [US], ...given });

describe('asking for the listings report', () => {
	test('is one write that names type, marketplace and the language of the header', async () => {
		amazon.script(json(202, { reportId: 'R-1' }));
		await expect(clientFor(amazon.url).client.requestListingsReport(US, SINCE)).resolves.toEqual({ reportId: 'R-1' });
		expect(paths()).toEqual(['POST /reports']);
		expect(JSON.parse(amazon.calls[0]?.body ?? '')).toEqual({ reportType: 'GET_MERCHANT_LISTINGS_ALL_DATA', marketplaceIds: [US], reportOptions: { preferredReportDocumentLocale: 'en_US' } });
	});

	test('is repeated on a reached limit only, because there nothing was done', async () => {
		amazon.script(throttled({ 'x-amzn-RateLimit-Limit': '2' }), json(202, { reportId: 'R-1' }));
		await expect(clientFor(amazon.url).client.requestListingsReport(US, SINCE)).resolves.toEqual({ reportId: 'R-1' });
		expect(paths()).toEqual(['POST /reports', 'POST /reports']);
	});

	test('P59: goes out again with a new token when the old one is refused', async () => {
		amazon.script(denied('The access token you provided has expired.'), json(202, { reportId: 'R-1' }));
		await expect(clientFor(amazon.url).client.requestListingsReport(US, SINCE)).resolves.toEqual({ reportId: 'R-1' });
	});

	const lost: readonly (readonly [string, Answering])[] = [
		['a 500', refusal(500, 'InternalFailure', 'We encountered an internal error.')],
		['a 503 in HTML', raw(503, '<html></html>')],
		['a closed connection', (_request, response) => void response.destroy()],
		['an answer that is no JSON', raw(202, '<html></html>')],
		['an answer without an id', json(202, {})],
	];
	test.each(lost)('after %s the report is looked for and adopted, never asked for twice', async (_what, answer) => {
		const others = [report({ reportId: 'R-0', createdTime: '2026-11-02T10:00:00.500Z' }), report({ reportId: 'OTHER', reportType: 'GET_FLAT_FILE_OPEN_LISTINGS_DATA', createdTime: '2026-11-02T10:00:09Z' }), report({ reportId: 'ABROAD', marketplaceIds: [JP], createdTime: '2026-11-02T10:00:09Z' })];
		amazon.script(answer, json(200, { reports: [...others, report()] }));
		await expect(clientFor(amazon.url).client.requestListingsReport(US, SINCE)).resolves.toEqual({ reportId: 'R-1' });
		expect(paths()).toEqual(['POST /reports', 'GET /reports']);
		expect(Object.fromEntries(amazon.calls[1]?.query ?? [])).toEqual({ reportTypes: 'GET_MERCHANT_LISTINGS_ALL_DATA', marketplaceIds: US, pageSize: '100', createdSince: SINCE });
	});

	test.each(lost)('after %s without a report of that time the doubt is told', async (_what, answer) => {
		amazon.script(answer, json(200, { reports: [report({ createdTime: '2026-11-02T09:59:59Z' })] }));
		const error = await failureOf(clientFor(amazon.url).client.requestListingsReport(US, SINCE));
		expect(['unavailable', 'unreadable']).toContain(error.kind);
		expect(paths()).toEqual(['POST /reports', 'GET /reports']);
	});

	test('a look that fails too leaves the doubt as it was', async () => {
		amazon.script(refusal(500, 'InternalFailure', 'no'), denied());
		const error = await failureOf(clientFor(amazon.url).client.requestListingsReport(US, SINCE));
		expect([error.operation, error.ambiguous]).toEqual(['createReport', true]);
	});

	test('what was never sent is no doubt', async () => {
		const url = amazon.url;
		const { client } = clientFor(url);
		amazon.script(json(200, { payload: [] }));
		await client.marketplaceParticipations();
		await amazon.close();
		const error = await failureOf(client.requestListingsReport(US, SINCE));
		expect([error.code, error.ambiguous]).toEqual(['ECONNREFUSED', false]);
		amazon = await startScriptedAmazon();
	});

	test('a refusal is no doubt either', async () => {
		amazon.script(refusal(400, 'InvalidInput', 'Invalid input'));
		const error = await failureOf(clientFor(amazon.url).client.requestListingsReport(US, SINCE));
		expect([error.kind, error.ambiguous, amazon.calls.length]).toEqual(['rejected', false, 1]);
	});

	test('P61: the next page of reports is asked for by its token alone', async () => {
		amazon.script(refusal(500, 'InternalFailure', 'no'), json(200, { reports: [], nextToken: 'a+b/c==' }), json(200, { reports: [report()] }));
		await expect(clientFor(amazon.url).client.requestListingsReport(US, SINCE)).resolves.toEqual({ reportId: 'R-1' });
		expect(Object.fromEntries(amazon.calls[2]?.query ?? [])).toEqual({ nextToken: 'a+b/c==' });
	});
});

describe('the state of a report', () => {
	const stateAfter = async (...answers: Answering[]) => {
		amazon.script(...answers);
		return await clientFor(amazon.url).client.report('R-1');
	};

	test.each([
		['IN_QUEUE', {}, { state: 'waiting' }],
		['IN_PROGRESS', {}, { state: 'waiting' }],
		['DONE', { reportDocumentId: 'D-1' }, { state: 'done', documentId: 'D-1' }],
		['CANCELLED', {}, { state: 'noData' }],
		['CANCELLED', { reportDocumentId: 'D-1' }, { state: 'noData' }],
		['FATAL', {}, { state: 'failed' }],
	])('P63: %s', async (processingStatus, given, state) => {
		await expect(stateAfter(json(200, report({ processingStatus, ...given })))).resolves.toEqual(state);
		expect(paths()).toEqual(['GET /reports/R-1']);
	});

	test.each([
		['text', Buffer.from('The report could not be made.\n'), {}],
		['JSON', gzipSync('{"errorDetails": "The report could not be made."}'), { compressionAlgorithm: 'GZIP' }],
	])("P63: a failed report tells why, in Amazon's own words (%s)", async (_what, body, given) => {
		const state = await stateAfter(json(200, report({ processingStatus: 'FATAL', reportDocumentId: 'D-1' })), addressed(given), document(body));
		expect(state).toEqual({ state: 'failed', text: 'The report could not be made.' });
	});

	test('P63: a failed report has failed, also when its text cannot be had', async () => {
		const fatal = json(200, report({ processingStatus: 'FATAL', reportDocumentId: 'D-1' }));
		await expect(stateAfter(fatal, refusal(404, 'NotFound', 'no'))).resolves.toEqual({ state: 'failed' });
		await expect(stateAfter(fatal, addressed({ compressionAlgorithm: 'GZIP' }), document(Buffer.from('torn')))).resolves.toEqual({ state: 'failed' });
	});

	test.each([['DONE', 'the report is done and has no document'], ['SLEEPING', 'it names no status that is known']])('%s without more is unreadable', async (processingStatus, reason) => {
		amazon.script(json(200, report({ processingStatus })));
		const error = await failureOf(clientFor(amazon.url).client.report('R-1'));
		expect([error.kind, error.message.includes(reason)]).toEqual(['unreadable', true]);
	});

	test('S15: a report that Amazon does not know is not found', async () => {
		amazon.script(refusal(404, 'NotFound', 'no'));
		expect((await failureOf(clientFor(amazon.url).client.report('R-1'))).kind).toBe('notFound');
	});

	test('P66: a missing role is named', async () => {
		amazon.script(denied('Your application is missing a role.'));
		const error = await failureOf(clientFor(amazon.url).client.report('R-1'));
		expect([error.code, error.message.includes("'Product Listing'")]).toEqual(['MissingRole', true]);
	});
});

const addressed = (given: object = {}): Answering => json(200, { reportDocumentId: 'D-1', url: 'https://example-bucket.s3.amazonaws.com/report/1?X-Amz-Expires=300&X-Amz-Signature=a%2Bb', ...given });
const document = (body: Buffer, type = 'text/plain', given: object = {}): Answering => (_request, response) => void response.writeHead(200, { 'content-type': type, 'content-length': body.length, ...given }).end(body);
const expired = raw(403, '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>', 'application/xml');
const torn = (body: Buffer, bytes: number): Answering => (_request, response) => {
	response.writeHead(200, { 'content-type': 'text/plain', 'content-length': body.length });
	response.write(body.subarray(0, bytes), () => setTimeout(() => response.destroy(), 20));
};

const header = 'item-name\tseller-sku\tprice\tquantity\tasin1\tfulfillment-channel\tstatus';
const rows = (count: number, title = 'Größe'): string => [header, ...Array.from({ length: count }, (_, i) => `${title} ${i}\tSKU-${i}\t1${i % 10}.50\t${i}\tB000000001\tDEFAULT\tActive`), ''].join('\r\n');

async function readAll(client: AmazonPort, marketplaceId = US): Promise<ReportedListing[]> {
	const found: ReportedListing[] = [];
	for await (const row of client.readListingsReport('D-1', marketplaceId)) found.push(row);
	return found;
}
const readAfter = async (...answers: Answering[]): Promise<ReportedListing[]> => {
	amazon.script(...answers);
	return await readAll(clientFor(amazon.url, {}, { deadlineMs: 400 }).client);
};
const skus = (found: readonly ReportedListing[]): (string | undefined)[] => found.map(({ listing }) => listing?.sellerSku);

describe('the document of a report', () => {
	test('P62: its address is asked for right before, and it is got without a token, by its own host', async () => {
		const found = await readAfter(addressed(), document(Buffer.from(rows(3))));
		expect(skus(found)).toEqual(['SKU-0', 'SKU-1', 'SKU-2']);
		expect(paths()).toEqual(['GET /documents/D-1', 'GET document']);
		const download = amazon.calls[1];
		expect([download?.host, download?.path, download?.query.get('X-Amz-Signature')]).toEqual(['example-bucket.s3.amazonaws.com', '/report/1', 'a+b']);
		expect(download?.headers['x-amz-access-token']).toBeUndefined();
	});

	test('P62: an address that has expired is asked for anew', async () => {
		const found = await readAfter(addressed(), expired, addressed(), expired, addressed(), document(Buffer.from(rows(1))));
		expect(skus(found)).toEqual(['SKU-0']);
		expect(paths().filter((path) => path.endsWith('D-1'))).toHaveLength(3);
	});

	test('S15: a document that stays out of reach is outdated, after a bounded number of addresses', async () => {
		amazon.script(addressed(), expired, addressed(), expired, addressed(), expired, addressed());
		const error = await failureOf(readAll(clientFor(amazon.url).client));
		expect([error.kind, error.code, amazon.calls.length]).toEqual(['rejected', 'ReportOutdated', 6]);
	});

	test.each([['its description', [refusal(404, 'NotFound', 'no')]], ['its bytes', [addressed(), raw(404, '<Error/>', 'application/xml')]]])('S15: a document that is not there is not found (%s)', async (_what, answers) => {
		amazon.script(...answers);
		expect((await failureOf(readAll(clientFor(amazon.url).client))).kind).toBe('notFound');
	});

	test('is unzipped as it arrives', async () => {
		expect(await readAfter(addressed({ compressionAlgorithm: 'GZIP' }), document(gzipSync(rows(5000))))).toHaveLength(5000);
	});

	test('P64: its charset is the one stated with it, as far as it is true', async () => {
		const western = await readAfter(addressed(), document(iconv.encode(rows(1, '„Größe“ – 5 €'), 'win1252'), 'text/plain; charset=ISO-8859-1'));
		expect(western[0]?.listing?.title).toBe('„Größe“ – 5 € 0');
		amazon.script(addressed(), document(iconv.encode(rows(1, '①抹茶'), 'cp932'), 'text/plain;charset=Cp1252'));
		const japanese = await readAll(clientFor(amazon.url, { region: 'fe' }).client, JP);
		expect(japanese[0]?.listing).toMatchObject({ title: '①抹茶 0', price: { currency: 'JPY' } });
	});

	test('a torn compression is told as such', async () => {
		const whole = gzipSync(rows(2000));
		amazon.script(addressed({ compressionAlgorithm: 'GZIP' }), document(whole.subarray(0, whole.length - 20)));
		const error = await failureOf(readAll(clientFor(amazon.url).client));
		expect([error.kind, error.code]).toEqual(['unreadable', 'TruncatedReport']);
	});

	test('what is no compression at all is told the same way', async () => {
		amazon.script(addressed({ compressionAlgorithm: 'GZIP' }), document(Buffer.from(rows(2))));
		expect((await failureOf(readAll(clientFor(amazon.url).client))).code).toBe('TruncatedReport');
	});

	test.each([['plain', (text: string) => Buffer.from(text), {}], ['zipped', (text: string) => gzipSync(text, { level: 0 }), { compressionAlgorithm: 'GZIP' }]] as const)('a connection that breaks off in the middle is taken up again, and no row comes twice (%s)', async (_what, wrap, given) => {
		const body = wrap(rows(9000));
		const found = await readAfter(addressed(given), torn(body, body.length >> 1), addressed(given), torn(body, 3 * body.length >> 2), addressed(given), document(body));
		expect(skus(found)).toEqual(Array.from({ length: 9000 }, (_, i) => `SKU-${i}`));
	});

	test('one that always breaks off ends in an error', async () => {
		const body = Buffer.from(rows(9000));
		const given: ReportedListing[] = [];
		amazon.script(addressed(), torn(body, 300_000), addressed(), torn(body, 300_000), addressed(), torn(body, 300_000));
		const error = await failureOf((async () => {
			for await (const row of clientFor(amazon.url).client.readListingsReport('D-1', US)) given.push(row);
		})());
		expect([error.kind, amazon.calls.length]).toEqual(['unavailable', 6]);
		expect(new Set(skus(given)).size).toBe(given.length);
		expect(given.length).toBeGreaterThan(1000);
	});

	test.each<[string, Answering]>([
		['a 503', raw(503, '<Error/>', 'application/xml')], ['a 429', raw(429, 'slow down')], ['a closed connection', (_request, response) => void response.destroy()], ['silence', () => undefined],
	])('gets over %s', async (_what, answer) => {
		expect(await readAfter(addressed(), answer, document(Buffer.from(rows(1))))).toHaveLength(1);
		expect(paths()).toEqual(['GET /documents/D-1', 'GET document', 'GET document']);
	});

	test('a drip that is too slow ends at the deadline', async () => {
		const closed: string[] = [];
		const drip: Answering = (_request, response) => {
			response.writeHead(200, { 'content-type': 'text/plain', 'content-length': 100_000 });
			const timer = setInterval(() => response.write('x'), 5);
			response.on('close', () => {
				clearInterval(timer);
				closed.push('closed');
			});
		};
		amazon.script(addressed(), drip, addressed(), drip, addressed(), drip);
		const error = await failureOf(readAll(clientFor(amazon.url, {}, { deadlineMs: 60 }).client));
		expect([error.kind, error.code]).toEqual(['unavailable', 'TimedOut']);
		await new Promise((resolve) => setTimeout(resolve, 30));
		expect(closed).toHaveLength(3);
	});

	test('time that the reader takes is not held against the connection', async () => {
		amazon.script(addressed(), document(Buffer.from(rows(9000))));
		let read = 0;
		for await (const { line } of clientFor(amazon.url, {}, { deadlineMs: 100 }).client.readListingsReport('D-1', US)) {
			read += 1;
			if (line % 3000 === 0) await new Promise((resolve) => setTimeout(resolve, 120));
		}
		expect(read).toBe(9000);
	});

	test('the connection is closed when nobody reads on', async () => {
		let closed = false;
		amazon.script(addressed({ compressionAlgorithm: 'GZIP' }), (_request, response) => {
			response.on('close', () => { closed = true; });
			response.writeHead(200, { 'content-type': 'text/plain' });
			response.write(gzipSync(rows(9000), { level: 0 }).subarray(0, 200_000));
		});
		for await (const { line } of clientFor(amazon.url).client.readListingsReport('D-1', US)) if (line > 10) break;
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(closed).toBe(true);
	});

	test('P65: a header that is not understood is refused with its words', async () => {
		amazon.script(addressed(), document(Buffer.from('tuotenimi\tsku\tprice\tquantity\tasin1\tfulfillment-channel\n')));
		const error = await failureOf(readAll(clientFor(amazon.url).client));
		expect([error.kind, error.code]).toEqual(['unreadable', 'UnknownReportHeader']);
		expect(error.message).toContain("lacks the columns item-name. Not understood: 'tuotenimi'");
	});

	test.each([
		['no address', json(200, { reportDocumentId: 'D-1' })], ['an address without TLS', addressed({ url: 'http://example.com/' })],
		['no address at all', addressed({ url: 'report.txt' })], ['an unknown compression', addressed({ compressionAlgorithm: 'ZIP' })],
	])('%s is unreadable, and nothing is downloaded', async (_what, answer) => {
		amazon.script(answer);
		expect((await failureOf(readAll(clientFor(amazon.url).client))).kind).toBe('unreadable');
		expect(paths()).toEqual(['GET /documents/D-1']);
	});

	test('a marketplace whose currency is not known is refused before anything is sent', async () => {
		await expect(readAll(clientFor(amazon.url).client, 'A0NOWHERE')).rejects.toThrow(RangeError);
		expect(amazon.calls).toEqual([]);
	});
});

describeWithAmazonModels("Amazon's own static answers about reports", () => {
	const model = AmazonModel.load('reports_2021-06-30.json');
	const good = (operation: string): unknown => model.staticPairs(operation).find(({ status }) => status < 300)?.response;
	const judged: Caller = async ({ operation, path = {}, query = {}, body }) => {
		const words = Object.entries(query).map(([name, given]) => [name, Array.isArray(given) ? given.join(',') : String(given)] as const);
		expect(model.parameterErrors(operation, { query: words, path: Object.entries(path), ...(body !== undefined && { body }) })).toEqual([]);
		return good(operation);
	};
	const calls = createReportCalls(judged, async () => await Promise.reject(new Error('no document')), []);

	test('P63: are read, and what is asked fits the model', async () => {
		await expect(calls.requestListingsReport(US, SINCE)).resolves.toEqual({ reportId: 'ID323' });
		await expect(calls.report('ID323')).resolves.toEqual({ state: 'waiting' });
	});

	test('P61: so is the list that is looked through after a lost answer', async () => {
		const asked: string[] = [];
		const doubtful = createReportCalls(async (request) => {
			asked.push(request.operation);
			if (request.operation === 'createReport') throw new TransportError({ service: 'Amazon', kind: 'unavailable', operation: 'createReport', message: 'lost', ambiguous: true });
			return await judged(request);
		}, async () => await Promise.reject(new Error('no document')), []);
		expect((await failureOf(doubtful.requestListingsReport(US, SINCE))).message).toBe('lost');
		expect(asked.length).toBeGreaterThan(1);
	});
});
