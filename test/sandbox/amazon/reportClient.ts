import { gunzipSync } from 'node:zlib';
import { decode } from 'iconv-lite';
import type { AmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import type { VirtualClock } from '../../../sandbox/clock';
import { at, call, type Caller, type Reply, REPORTS } from './simulatorClient';

export const TYPE = 'GET_MERCHANT_LISTINGS_ALL_DATA';
export const DOCUMENTS = '/reports/2021-06-30/documents';

/** A client of the reports, as one seller, in the plainest way. */
export class ReportClient {
	constructor(private readonly simulator: AmazonSimulator, private readonly clock: VirtualClock, private readonly get: Caller, private readonly token: string, private readonly host: string) {}

	async send(method: string, path: string, body?: string): Promise<Reply> {
		return await call(this.simulator, { host: this.host, method, path, headers: { 'x-amz-access-token': this.token, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body }) });
	}

	async create(specification: object): Promise<Reply> {
		return await this.send('POST', REPORTS, JSON.stringify(specification));
	}

	/** A report's id; it is waiting. */
	async begin(marketplaceId: string, reportOptions?: { readonly [name: string]: string }): Promise<string> {
		return String(at(await this.create({ reportType: TYPE, marketplaceIds: [marketplaceId], ...(reportOptions ? { reportOptions } : {}) }), 'reportId'));
	}

	/** The answer of getReportDocument for a report begun now, after its time. */
	async finish(marketplaceId: string, reportOptions?: { readonly [name: string]: string }): Promise<Reply> {
		const reportId = await this.begin(marketplaceId, reportOptions);
		this.clock.advance(60_000);
		const report = await this.get(`${REPORTS}/${reportId}`);
		return await this.get(`${DOCUMENTS}/${String(at(report, 'reportDocumentId'))}`);
	}

	/** GET of a document's address, at the host that it names. */
	async fetch(url: string, headers: { readonly [name: string]: string } = {}): Promise<Reply & { readonly bytes: Buffer }> {
		const { host, pathname, search } = new URL(url);
		const reply = await call(this.simulator, { host, path: `${pathname}${search}`, headers });
		return { ...reply, bytes: Buffer.concat(reply.chunks) };
	}

	/** The document of a report begun now, decoded from `encoding`. */
	async read(marketplaceId: string, encoding: string, reportOptions?: { readonly [name: string]: string }): Promise<{ readonly lines: readonly string[]; readonly rows: readonly { readonly [column: string]: string }[]; readonly contentType: string | undefined; readonly bytes: Buffer }> {
		const document = await this.finish(marketplaceId, reportOptions);
		const reply = await this.fetch(String(at(document, 'url')));
		const bytes = at(document, 'compressionAlgorithm') === 'GZIP' ? gunzipSync(reply.bytes) : reply.bytes;
		const lines = decode(bytes, encoding, { stripBOM: false }).split('\n');
		const [header = '', ...rows] = lines;
		const columns = header.split('\t');
		return { lines, rows: rows.map((row) => Object.fromEntries(row.split('\t').map((cell, i) => [columns[i] ?? '', cell]))), contentType: reply.headers['content-type'], bytes };
	}
}
