import { gunzipSync } from 'node:zlib';
import { type AmazonSimulator, startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import type { SellerAccountSeed } from '../../../sandbox/amazon/seeds';
import { VirtualClock } from '../../../sandbox/clock';
import { DOCUMENTS, ReportClient, sellers } from './reportClient';
import { at, call, DE, JP, type Reply, REPORTS, US } from './simulatorClient';

describe('documents of reports in the simulator', () => {
	let simulator: AmazonSimulator;
	let clock: VirtualClock;
	let client: ReportClient;
	const connect = async (account: SellerAccountSeed): Promise<void> => {
		client = await ReportClient.of(account, simulator, clock);
	};

	beforeEach(async () => {
		clock = new VirtualClock('2026-11-02T12:00:00Z');
		simulator = await startAmazonSimulator({ clock, accounts: Object.values(sellers), switches: { quotas: 'off', reportCacheTime: 0 } });
		await connect(sellers.na);
	});
	afterEach(async () => await simulator.close());

	describe('at their address', () => {
		const expectXml = (reply: Reply, code: string, message: string): void => {
			expect([reply.status, reply.headers['content-type']]).toEqual([403, 'application/xml']);
			expect(reply.text).toContain(`<Code>${code}</Code><Message>${message}`);
		};

		it('P62: can be fetched for five minutes, without any token; a new address lasts again', async () => {
			const document = await client.finish(US);
			const url = String(at(document, 'url'));
			expect(new URL(url).host).toBe('tortuga-prod-na.s3-external-1.amazonaws.com');
			expect(simulator.requests.at(-1)?.operation).toBe('getReportDocument');
			clock.advance(299_999);
			expect((await client.fetch(url)).status).toBe(200);
			expect(simulator.requests.at(-1)).toMatchObject({ operation: 'downloadDocument', status: 200, method: 'GET' });
			clock.advance(1);
			expectXml(await client.fetch(url), 'AccessDenied', 'Request has expired');
			const again = await client.get(`${DOCUMENTS}/${String(at(document, 'reportDocumentId'))}`);
			expect((await client.fetch(String(at(again, 'url')))).status).toBe(200);
		});

		it('are refused when the address was changed, or a token is sent along', async () => {
			const url = String(at(await client.finish(US), 'url'));
			for (const changed of [url.replace('/NinetyDays/', '/'), url.replace(/Signature=..../, 'Signature=0000'), url.replace('Expires=300', 'Expires=3000'), url.replace(/Date=\d{4}/, 'Date=2027')]) {
				expectXml(await client.fetch(changed), 'SignatureDoesNotMatch', 'The request signature');
			}
			expectXml(await client.fetch(url, { 'x-amz-access-token': 'Atza|leaked' }), 'AccessDenied', 'There were headers present in the request which were not signed');
			expect((await client.fetch(url)).status).toBe(200);
		});

		it('are at no other host, and are read only', async () => {
			const { pathname, search } = new URL(String(at(await client.finish(US), 'url')));
			const path = `${pathname}${search}`;
			expect((await call(simulator, { host: 'tortuga-prod-na.s3.example.com', path })).status).toBe(404);
			expect((await call(simulator, { host: 'tortuga-prod-na.s3-external-1.amazonaws.com', method: 'PUT', path })).status).toBe(404);
		});

		it('are gzipped or not, as getReportDocument says; the wire says so only when asked to', async () => {
			const plainly = await client.finish(US);
			const document = await client.fetch(String(at(plainly, 'url')));
			expect([at(plainly, 'compressionAlgorithm'), document.headers['content-encoding'], gunzipSync(document.bytes).toString('latin1').slice(0, 9)]).toEqual(['GZIP', undefined, 'item-name']);
			const declared = await client.get(`${DOCUMENTS}/${String(at(plainly, 'reportDocumentId'))}`, { enableContentEncodingUrlHeader: 'true' });
			expect((await client.fetch(String(at(declared, 'url')))).headers['content-encoding']).toBe('gzip');
			simulator.switches.reportCompression = 'none';
			const bare = await client.finish(US);
			expect([at(bare, 'compressionAlgorithm'), (await client.fetch(String(at(bare, 'url')))).text.slice(0, 9)]).toEqual([undefined, 'item-name']);
		});

		it('are cut inside characters, dripped and torn like anything else', async () => {
			simulator.switches.reportCompression = 'none';
			await connect(sellers.fe);
			const url = String(at(await client.finish(JP), 'url'));
			const whole = (await client.fetch(url)).bytes;
			simulator.faults.add({ kind: 'chunkedMidCharacter', operation: 'downloadDocument' });
			const cut = await client.fetch(url);
			expect([cut.bytes.equals(whole), cut.headers['content-type'], cut.chunks.length > 1]).toEqual([true, 'text/plain; charset=windows-31j', true]);
			simulator.faults.add({ kind: 'slowDrip', operation: 'downloadDocument', bytesPerSecond: whole.length * 10 });
			expect((await client.fetch(url)).bytes.equals(whole)).toBe(true);
			simulator.faults.add({ kind: 'tornBody', operation: 'downloadDocument' });
			await expect(client.fetch(url)).rejects.toThrow(/aborted/);
		});
	});

	describe('getReportDocument', () => {
		it('knows no document before the report is done, and none of another seller', async () => {
			const reportId = await client.begin(US);
			clock.advance(60_000);
			const documentId = String(at(await client.get(`${REPORTS}/${reportId}`), 'reportDocumentId'));
			expect((await client.get(`${DOCUMENTS}/${documentId}`)).status).toBe(200);
			expect((await client.get(`${DOCUMENTS}/${documentId}`, { enableContentEncodingUrlHeader: 'yes' })).status).toBe(400);
			await connect(sellers.eu);
			expect((await client.get(`${DOCUMENTS}/${documentId}`)).status).toBe(404);
			const waiting = await client.begin(DE);
			expect((await client.get(`${DOCUMENTS}/amzn1.spdoc.1.4.eu.simulated-${waiting.slice(0, 5)}`)).status).toBe(404);
		});

		it('S15: the document is missing, or every address of it expired, when a switch says so', async () => {
			simulator.switches.reportDocument = 'missing';
			expect((await client.finish(US)).status).toBe(404);
			simulator.switches.reportDocument = 'outdated';
			const reply = await client.fetch(String(at(await client.finish(US), 'url')));
			expect([reply.status, reply.text.includes('Request has expired')]).toEqual([403, true]);
			simulator.switches.reportDocument = 'present';
			expect((await client.fetch(String(at(await client.finish(US), 'url')))).status).toBe(200);
		});
	});
});
