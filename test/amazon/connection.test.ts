import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectionLost, withConnection } from '../../src/amazon/connection';
import { wireOrder } from './orderExamples';
import { clientFor, failureOf, json, lastHour, startScriptedAmazon, type Answering, type ScriptedAmazon } from './scriptedAmazon';

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
	await new Promise((resolve) => setTimeout(resolve, 20));
	process.off('unhandledRejection', noteRejection);
	expect(strayRejections).toEqual([]);
});

const name = 'Jürgen Größé 山田太郎 🫖';
const page = (): Buffer => Buffer.from(JSON.stringify({ orders: [wireOrder('111-1', { buyer: { buyerName: name } })] }), 'utf8');

describe('the body of an answer', () => {
	test('characters cut by the border of two chunks stay whole', async () => {
		amazon.script((_request, response) => {
			response.writeHead(200, { 'content-type': 'application/json' });
			const body = page();
			let at = 0;
			const next = (): void => {
				if (at >= body.length) return void response.end();
				response.write(body.subarray(at, (at += 1)), () => setImmediate(next));
			};
			next();
		});
		const { orders } = await clientFor(amazon.url).client.searchOrders(lastHour);
		expect(orders[0]?.buyer?.name).toBe(name);
	});

	const torn: Answering = (_request, response) => {
		const body = page();
		response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
		response.write(body.subarray(0, body.length >> 1), () => response.destroy());
	};

	test('a torn body is noticed at once and the read repeated', async () => {
		amazon.script(torn, json(200, { orders: [wireOrder('111-1')] }));
		const begun = performance.now();
		const { orders } = await clientFor(amazon.url).client.searchOrders(lastHour);
		expect(orders).toHaveLength(1);
		expect(performance.now() - begun).toBeLessThan(2000);
	});

	test('a body that is torn every time ends in an error', async () => {
		amazon.script(torn);
		const error = await failureOf(clientFor(amazon.url).client.searchOrders(lastHour));
		expect([error.kind, error.code, amazon.calls.length]).toEqual(['unavailable', 'closed', 5]);
	});

	test('a slow drip ends at the deadline, and the connection is closed', async () => {
		let closed = 0;
		amazon.script((_request, response) => {
			response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100_000 });
			const drip = setInterval(() => response.write(' '), 5);
			response.on('close', () => {
				closed += 1;
				clearInterval(drip);
			});
		});
		const error = await failureOf(clientFor(amazon.url, {}, { deadlineMs: 60 }).client.searchOrders(lastHour));
		expect([error.kind, error.code, amazon.calls.length]).toEqual(['unavailable', 'TimedOut', 5]);
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(closed).toBe(5);
	});

	test('an answer that never comes ends at the deadline', async () => {
		amazon.script(() => undefined);
		const error = await failureOf(clientFor(amazon.url, {}, { deadlineMs: 40 }).client.getOrder('111-1'));
		expect([error.kind, error.code]).toEqual(['unavailable', 'TimedOut']);
	});
});

describe('the other side', () => {
	test('nobody there is told as such, after a bounded number of attempts', async () => {
		const url = amazon.url;
		await amazon.close();
		const error = await failureOf(clientFor(url).client.searchOrders(lastHour));
		expect([error.kind, error.code]).toEqual(['unavailable', 'ECONNREFUSED']);
		amazon = await startScriptedAmazon();
	});

	test('of an exchange that loses the race nothing is heard any more', async () => {
		const late = withConnection(amazon.url, 20, async () => await new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error('late')), 40)));
		await expect(late).rejects.toEqual(new ConnectionLost('deadline'));
		await new Promise((resolve) => setTimeout(resolve, 60));
	});
});

describe('an https address in the place of Amazon', () => {
	test('is spoken to in TLS, and its certificate is checked against its own name', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'tls-'));
		execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', join(folder, 'key'), '-out', join(folder, 'cert')], { stdio: 'ignore' });
		const cert = readFileSync(join(folder, 'cert'));
		const seen: string[] = [];
		const server = https.createServer({ key: readFileSync(join(folder, 'key')), cert }, (request, response) => {
			seen.push(request.headers.host ?? '');
			response.end('{}');
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		try {
			// Nobody vouches for it: refused.
			const error = await failureOf(clientFor(`https://localhost:${port}`).client.searchOrders(lastHour));
			expect([error.kind, error.code, seen.length]).toEqual(['unavailable', 'DEPTH_ZERO_SELF_SIGNED_CERT', 0]);
			const get = async (host: string): Promise<string> =>
				await withConnection(`https://${host}:${port}`, 2000, async (agent) => await new Promise<string>((resolve, reject) => {
					https.get({ agent, hostname: 'api.amazon.com', port: 443, path: '/', ca: cert, headers: { host: 'api.amazon.com' } }, (response) => {
						response.resume().on('end', () => resolve('answered'));
					}).on('error', reject);
				}));
			await expect(get('localhost')).resolves.toBe('answered');
			await expect(get('127.0.0.1')).rejects.toMatchObject({ reason: 'ERR_TLS_CERT_ALTNAME_INVALID' });
			expect(seen).toEqual(['api.amazon.com']);
		} finally {
			server.closeAllConnections();
			server.close();
			rmSync(folder, { recursive: true });
		}
	});
});
