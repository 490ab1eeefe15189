import { gunzipSync } from 'node:zlib';
import { decode } from 'iconv-lite';
import type { AmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import type { VirtualClock } from '../../../sandbox/clock';
import type { SellerAccountSeed } from '../../../sandbox/amazon/seeds';
import { accessToken, at, call, type Caller, CA, caller, DE, family, JP, listing, MX, type Reply, REPORTS, seller, US } from './simulatorClient';

export const TYPE = 'GET_MERCHANT_LISTINGS_ALL_DATA';
export const DOCUMENTS = '/reports/2021-06-30/documents';

export const AU = 'A39IBJ37TRP1C6';
export const FR = 'A13V1IB3VIYZZH';
export const IT = 'APJ6JRA9NG5V4';
export const ES = 'A1RKKUPIHCS9HS';

/** A seller in every region, with a listing or two in each of its marketplaces. */
export const sellers: { readonly [region in 'na' | 'eu' | 'fe']: SellerAccountSeed } = {
	na: seller({ marketplaces: [{ id: US }, { id: CA }, { id: MX }], listings: [...family.listings, listing('TASSE', { marketplaceId: CA }), listing('TAZA', { marketplaceId: MX })], catalogItems: family.catalogItems }),
	eu: seller({
		region: 'eu',
		merchantToken: 'A2EXAMPLE',
		refreshTokens: ['Atzr|eu'],
		marketplaces: [DE, FR, IT, ES].map((id) => ({ id })),
		listings: [DE, FR, IT, ES].map((marketplaceId) => listing('KANNE', { marketplaceId, title: 'Kanne „Größe“ für 5 €', fulfilledBy: marketplaceId === DE ? 'AMAZON' : 'MERCHANT' })),
	}),
	fe: seller({
		region: 'fe',
		merchantToken: 'A3EXAMPLE',
		refreshTokens: ['Atzr|fe'],
		marketplaces: [{ id: JP }, { id: AU }],
		listings: [listing('KYUSU', { marketplaceId: JP, title: '急須①', price: '2200', fulfilledBy: 'AMAZON' }), listing('POT', { marketplaceId: AU, title: 'Pot ✓' })],
	}),
};

/** A client of the reports, as one seller, in the plainest way. */
export class ReportClient {
	/** GET, as the seller. */
	readonly get: Caller;

	private constructor(private readonly simulator: AmazonSimulator, private readonly clock: VirtualClock, private readonly token: string, private readonly host: string) {
		this.get = caller(simulator, token, host);
	}

	static async of(account: SellerAccountSeed, simulator: AmazonSimulator, clock: VirtualClock): Promise<ReportClient> {
		return new ReportClient(simulator, clock, await accessToken(simulator, account), `sellingpartnerapi-${account.region}.amazon.com`);
	}

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
