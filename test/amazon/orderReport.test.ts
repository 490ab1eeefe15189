import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { readOrders } from '../../src/amazon/orderReport/readOrders';
import { createReportCalls } from '../../src/amazon/reports';
import type { ReportedOrder } from '../../src/processes/ports/amazon';
import { AmazonModel, describeWithAmazonModels } from '../contracts/amazonModel';
import { clientFor, failureOf, json, raw, refusal, startScriptedAmazon, throttled, US, type Answering, type ScriptedAmazon } from './scriptedAmazon';

const CA = 'A2EUQ1WTGCTBG2';
const TYPE = 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL';
const SINCE = '2026-11-02T10:00:00Z';
const month = { marketplaceIds: [US, CA], from: '2026-10-01T00:00:00Z', until: '2026-10-31T00:00:00Z' };

let amazon: ScriptedAmazon;
beforeEach(async () => { amazon = await startScriptedAmazon(); });
afterEach(async () => { await amazon.close(); });

const report = (given: object = {}): object => ({ reportId: 'R-1', reportType: TYPE, createdTime: '2026-11-02T10:00:01Z', processingStatus: 'IN_QUEUE', marketplaceIds: [US, CA], dataStartTime: '2026-10-01T00:00:00+00:00', dataEndTime: '2026-10-31T00:00:00.000Z', ...given });

describe('P39: asking for the orders of a month', () => {
	const request = async (...answers: Answering[]) => {
		amazon.script(...answers);
		return await clientFor(amazon.url).client.requestOrderReport(month, SINCE);
	};
	const paths = (): string[] => amazon.calls.map(({ method, path }) => `${method} ${path.replace('/reports/2021-06-30', '')}`);

	test('is one write that names type, marketplaces and window', async () => {
		await expect(request(json(202, { reportId: 'R-1' }))).resolves.toEqual({ reportId: 'R-1' });
		expect(paths()).toEqual(['POST /reports']);
		expect(JSON.parse(amazon.calls[0]?.body ?? '')).toEqual({ reportType: TYPE, marketplaceIds: [US, CA], dataStartTime: month.from, dataEndTime: month.until });
	});

	test('is repeated on a reached limit only', async () => {
		await expect(request(throttled({ 'x-amzn-RateLimit-Limit': '2' }), json(202, { reportId: 'R-1' }))).resolves.toEqual({ reportId: 'R-1' });
		expect(paths()).toEqual(['POST /reports', 'POST /reports']);
	});

	const lost: readonly (readonly [string, Answering])[] = [['a 500', refusal(500, 'InternalFailure', 'no')], ['a closed connection', (_request, response) => void response.destroy()], ['an answer without an id', json(202, {})]];
	test.each(lost)('after %s the report of the same window is looked for and adopted', async (_what, answer) => {
		const others = [
			report({ reportId: 'SEPTEMBER', dataStartTime: '2026-09-01T00:00:00Z', createdTime: '2026-11-02T10:00:09Z' }), report({ reportId: 'LONGER', dataEndTime: '2026-11-01T00:00:00Z', createdTime: '2026-11-02T10:00:09Z' }),
			report({ reportId: 'ENDLESS', dataStartTime: null, dataEndTime: null, createdTime: '2026-11-02T10:00:09Z' }), report({ reportId: 'ABROAD', marketplaceIds: [CA], createdTime: '2026-11-02T10:00:09Z' }),
			report({ reportId: 'OTHER', reportType: 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL', createdTime: '2026-11-02T10:00:09Z' }), report({ reportId: 'OLD', createdTime: '2026-11-02T09:59:59Z' }),
		];
		await expect(request(answer, json(200, { reports: [...others, report()] }))).resolves.toEqual({ reportId: 'R-1' });
		expect(Object.fromEntries(amazon.calls[1]?.query ?? [])).toEqual({ reportTypes: TYPE, marketplaceIds: `${US},${CA}`, pageSize: '100', createdSince: SINCE });
	});

	test.each(lost)('after %s without such a report the doubt is told', async (_what, answer) => {
		const error = await failureOf(request(answer, json(200, { reports: [] })));
		expect([['unavailable', 'unreadable'].includes(error.kind), paths()]).toEqual([true, ['POST /reports', 'GET /reports']]);
	});
});

const names = ['amazon-order-id', 'merchant-order-id', 'purchase-date', 'last-updated-date', 'order-status', 'fulfillment-channel', 'sales-channel', 'order-channel', 'ship-service-level', 'product-name', 'sku', 'asin', 'item-status', 'quantity', 'currency', 'item-price'];
const cells = (given: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({ 'purchase-date': '2026-10-05T10:00:00+00:00', 'order-status': 'Shipped', 'sales-channel': 'Amazon.com', 'product-name': 'Größe "M"', sku: 'KETTLE-1', ...given });
const row = (given: Readonly<Record<string, string>>, columns = names): string => columns.map((name) => cells(given)[name] ?? '').join('\t');
const document = (rows: readonly string[], columns = names): string => [columns.join('\t'), ...rows, ''].join('\r\n');
const order = (orderId: string, given: Partial<ReportedOrder> = {}): ReportedOrder => ({ orderId, purchasedAt: '2026-10-05T10:00:00.000Z', status: 'Shipped', salesChannel: 'Amazon.com', ...given });

const addressed = (given: object = {}): Answering => json(200, { reportDocumentId: 'D-1', url: 'https://example-bucket.s3.amazonaws.com/report/1?X-Amz-Expires=300', ...given });
const bytes = (body: Buffer | string): Answering => (_request, response) => void response.writeHead(200, { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(body) }).end(body);
const torn = (body: Buffer, length: number): Answering => (_request, response) => {
	response.writeHead(200, { 'content-type': 'text/plain', 'content-length': body.length });
	response.write(body.subarray(0, length), () => setTimeout(() => response.destroy(), 20));
};
async function readAfter(...answers: Answering[]): Promise<ReportedOrder[]> {
	amazon.script(...answers);
	const found: ReportedOrder[] = [];
	for await (const reported of clientFor(amazon.url, {}, { deadlineMs: 2000 }).client.readOrderReport('D-1')) found.push(reported);
	return found;
}
const failing = async (text: string) => await failureOf(readAfter(addressed(), bytes(text)));

describe('P39: the document of an order report', () => {
	test('gives each order once, whatever its items, with times in UTC', async () => {
		const rows = [row({ 'amazon-order-id': '111-1', sku: 'A' }), row({ 'amazon-order-id': '111-2', 'order-status': 'Cancelled', 'purchase-date': '2026-10-06T02:00:00+02:00', 'sales-channel': 'Amazon.ca' }), row({ 'amazon-order-id': '111-1', sku: 'B' })];
		expect(await readAfter(addressed(), bytes(document(rows)))).toEqual([order('111-1'), order('111-2', { status: 'Cancelled', purchasedAt: '2026-10-06T00:00:00.000Z', salesChannel: 'Amazon.ca' })]);
	});

	test('goes by the names of the columns, not by their order', async () => {
		await fc.assert(fc.asyncProperty(fc.shuffledSubarray(names, { minLength: names.length }), fc.boolean(), async (columns, shouted) => {
			const text = document([row({ 'amazon-order-id': '111-1' }, columns)], columns);
			const written = shouted ? text.replace(/^.*\r/, (header) => header.toUpperCase()) : text;
			const found: ReportedOrder[] = [];
			for await (const { order: read } of readOrders([Buffer.from(written)], {})) found.push(read);
			expect(found).toEqual([order('111-1')]);
		}), { numRuns: 30 });
	});

	test('a column that is not known does no harm; blank lines neither', async () => {
		const columns = ['tax-collection-model', ...names, ''];
		expect(await readAfter(addressed(), bytes(`\r\n${document(['', row({ 'amazon-order-id': '111-1' }, columns), '\t\t', ' '], columns)}`))).toEqual([order('111-1')]);
	});

	test('a header that is not understood is refused with its words, and only those that are not known', async () => {
		const error = await failing(document([], names.map((name) => (name === 'purchase-date' ? '購入日' : name))));
		expect([error.kind, error.code, error.operation]).toEqual(['unreadable', 'UnknownReportHeader', 'readOrderReport']);
		expect(error.message).toContain("The order report could not be read: the header lacks the columns purchase-date. Not understood: '購入日'.");
		expect((await failing(document([], [...names, 'amazon-order-id']))).message).toContain("names a column twice. Not understood: 'amazon-order-id'");
		expect((await failing('')).code).toBe('UnknownReportHeader');
	});

	test.each([
		['no order id', row({ sku: 'Jane Doe' }), 'line 3 has no amazon-order-id'], ['no date', row({ 'amazon-order-id': '111-2', 'purchase-date': '' }), 'line 3 has no purchase-date'],
		['a date without zone', row({ 'amazon-order-id': '111-2', 'purchase-date': '2026-10-05T10:00:00' }), 'line 3 has no purchase-date'],
		['a date that is none', row({ 'amazon-order-id': '111-2', 'purchase-date': '2026-13-05T10:00:00Z' }), 'line 3 has no purchase-date'],
		['a row that is cut off', '111-2\t111', 'line 3 has no purchase-date'],
	])('%s is told with its line, because an order would be missing', async (_what, bad, told) => {
		const error = await failing(document([row({ 'amazon-order-id': '111-1' }), bad, row({ 'amazon-order-id': '111-3' })]));
		expect([error.kind, error.code, error.message.includes(told), error.message.includes('Jane')]).toEqual(['unreadable', 'UnreadableOrderRow', true, false]);
	});

	test('a torn compression is told as such', async () => {
		const whole = gzipSync(document(Array.from({ length: 2000 }, (_, i) => row({ 'amazon-order-id': `111-${i}` }))));
		expect((await failureOf(readAfter(addressed({ compressionAlgorithm: 'GZIP' }), bytes(whole.subarray(0, whole.length - 20))))).code).toBe('TruncatedReport');
	});

	test('a connection that breaks off is taken up again, and no order comes twice or is lost', async () => {
		const body = Buffer.from(document(Array.from({ length: 4000 }, (_, i) => row({ 'amazon-order-id': `111-${i >> 1}` }))));
		const found = await readAfter(addressed(), torn(body, body.length >> 1), addressed(), torn(body, 3 * body.length >> 2), addressed(), bytes(body));
		expect(found.map(({ orderId }) => orderId)).toEqual(Array.from({ length: 2000 }, (_, i) => `111-${i}`));
	});

	test('S15: a document that is not there is not found', async () => {
		expect((await failureOf(readAfter(addressed(), raw(404, '<Error/>', 'application/xml')))).kind).toBe('notFound');
	});
});

describeWithAmazonModels("Amazon's model of reports", () => {
	test('allows what is asked', async () => {
		const model = AmazonModel.load('reports_2021-06-30.json');
		const faults: string[] = [];
		const calls = createReportCalls(async ({ operation, query = {}, body }) => {
			const words = Object.entries(query).map(([name, given]) => [name, Array.isArray(given) ? given.join(',') : String(given)] as const);
			faults.push(...model.parameterErrors(operation, { query: words, ...(body !== undefined && { body }) }));
			return operation === 'createReport' ? {} : { reports: [report()] };
		}, async () => await Promise.reject(new Error('no document')), []);
		await expect(calls.requestOrderReport(month, SINCE)).resolves.toEqual({ reportId: 'R-1' });
		expect(faults).toEqual([]);
		expect(model.definitionErrors('Report', report())).toEqual([]);
	});
});
