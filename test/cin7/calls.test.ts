import type { Cin7Connection } from '../../src/cin7/connection';
import { createCin7Client } from '../../src/cin7/client';
import { VirtualClock } from '../../sandbox/clock';
import { memoryBudgets } from '../amazon/memoryBudgets';
import { header, ORDER_ID, payment, SALE_ID } from './saleExamples';
import { ACCOUNT, APPLICATION_KEY, clientFor, failureOf, json, LIMIT_SENTENCE, memoryCache, raw, refused, startScriptedCin7, type Scripted, type ScriptedCin7 } from './scriptedCin7';

let cin7: ScriptedCin7;
beforeEach(async () => { cin7 = await startScriptedCin7(); });
afterEach(async () => { await cin7.close(); });

const me = json({ Company: 'Harbor & Pine', Currency: 'USD', TimeZone: 'America/New_York', LockDate: null });
const created = json({ ID: SALE_ID, Status: 'ESTIMATED', ExternalID: ORDER_ID });
const page = '<!DOCTYPE html><html><head><title>Page not found</title></head></html>';

describe('the limit of calls', () => {
	const forms: [string, Scripted, number][] = [
		['429 with "60 Seconds"', json([{ ErrorCode: 429, Exception: LIMIT_SENTENCE }], 429, { 'retry-after': '60 Seconds' }), 60_000],
		['429 with "30 sec"', raw('', 429, { 'retry-after': '30 sec' }), 30_000],
		['429 with seconds', raw(LIMIT_SENTENCE, 429, { 'retry-after': '12' }), 12_000],
		['429 with an HTTP date', raw('', 429, { 'retry-after': 'Mon, 02 Nov 2026 10:00:20 GMT' }), 19_000],
		['503 with the sentence', refused(503, LIMIT_SENTENCE), 15_000],
		['503 with the sentence in an object', json({ ErrorCode: 503, Exception: LIMIT_SENTENCE }, 503), 15_000],
		['429 that states no wait', raw('', 429), 15_000],
		['400 with the sentence', refused(400, LIMIT_SENTENCE), 15_000],
		['200 with the sentence', refused(200, LIMIT_SENTENCE), 15_000],
	];

	it.each(forms)('%s is waited for, and a write is repeated: nothing was done', async (_form, answer, atLeast) => {
		cin7.script(answer, created);
		const { client, clock, budgets } = clientFor(cin7.url);
		const begun = clock.now();
		await expect(client.createSale(header)).resolves.toMatchObject({ saleId: SALE_ID });
		expect(cin7.calls.map(({ path }) => path)).toEqual(['/sale', '/sale']);
		expect(clock.now() - begun).toBeGreaterThanOrEqual(atLeast);
		expect(budgets.learned).toEqual([{ key: `cin7:${ACCOUNT}`, emptyUntil: expect.any(Number) as number }]);
	});

	it('N46: a limit that stays reached ends after five attempts, with the wait that Cin7 Core states', async () => {
		cin7.script(...Array.from({ length: 20 }, () => json([{ ErrorCode: 429, Exception: LIMIT_SENTENCE }], 429, { 'retry-after': '5' })));
		const error = await failureOf(clientFor(cin7.url).client.createPayment(payment));
		expect(error).toMatchObject({ kind: 'rateLimited', status: 429, retryAfter: 5000, ambiguous: false, operation: 'POST /sale/payment' });
		expect(cin7.calls).toHaveLength(5);
	});

	it('a limit of an hour is not waited for', async () => {
		cin7.script(raw('', 429, { 'retry-after': '3600' }));
		const { client, clock } = clientFor(cin7.url);
		const begun = clock.now();
		expect(await failureOf(client.company())).toMatchObject({ kind: 'rateLimited', retryAfter: 3_600_000 });
		expect(clock.now()).toBe(begun);
		expect(await failureOf(client.company())).toMatchObject({ kind: 'budgetExhausted' });
		expect(cin7.calls).toHaveLength(1);
	});

	it.each([0, 0.999])('waits over a whole minute, and then longer by chance (%d), where no wait is stated', async (chance) => {
		cin7.script(...Array.from({ length: 4 }, () => refused(503, LIMIT_SENTENCE)), me);
		const { client, clock } = clientFor(cin7.url, { random: () => chance });
		const begun = clock.now();
		await client.company();
		// Four times 15 seconds, and 4 + 8 + 16 + 20 seconds of jitter at the widest.
		expect(clock.now() - begun).toBeGreaterThanOrEqual(60_000 + chance * 47_000);
		expect(clock.now() - begun).toBeLessThan(62_000 + chance * 50_000);
	});

	it('N47: a write that could be sent only minutes later is not sent, however long the run may wait; a read is', async () => {
		cin7.script(raw('', 429, { 'retry-after': '600' }), me);
		const { client, clock } = clientFor(cin7.url, { runBudgetMs: 3_600_000 });
		await failureOf(client.createSale(header));
		const begun = clock.now();
		expect(await failureOf(client.createSale(header))).toMatchObject({ kind: 'budgetExhausted', operation: 'POST /sale' });
		expect(clock.now()).toBe(begun);
		await expect(client.company()).resolves.toMatchObject({ currency: 'USD' });
		expect(cin7.calls.map(({ method }) => method)).toEqual(['POST', 'GET']);
	});

	it('N47: a write that waited too long behind others is not sent', async () => {
		cin7.route('GET /me', () => me);
		cin7.route('POST /sale/payment', () => json({ ID: 'p' }));
		const { client } = clientFor(cin7.url, { runBudgetMs: 3_600_000 });
		const reads = Array.from({ length: 200 }, async () => await client.company());
		expect(await failureOf(client.createPayment(payment))).toMatchObject({ kind: 'budgetExhausted' });
		await Promise.all(reads);
		expect(cin7.calls.filter(({ method }) => method === 'POST')).toEqual([]);
	});

	it('a run that may not wait any more says so and sends nothing', async () => {
		cin7.route('GET /me', () => me);
		const { client } = clientFor(cin7.url, { runBudgetMs: 0 });
		await client.company();
		expect(await failureOf(client.company())).toMatchObject({ kind: 'budgetExhausted', retryAfter: 1017 });
		expect(cin7.calls).toHaveLength(1);
	});
});

describe('reads', () => {
	const faults: [string, Scripted, string][] = [
		['a 500', refused(500, 'Unexpected error'), 'unavailable'],
		['an HTML 503', raw(page, 503), 'unavailable'],
		['a lost connection', 'drop', 'unavailable'],
		['an answer torn in the middle', 'torn', 'unavailable'],
		['a web page with status 200', raw(page, 200, { 'content-type': 'text/html' }), 'unreadable'],
		['an empty 200', raw(''), 'unreadable'],
		['truncated JSON', raw('{"Company": "Harb'), 'unreadable'],
		['JSON without a needed field', json({ Company: 'Harbor & Pine', Currency: 'USD' }), 'unreadable'],
		['null', json(null), 'unreadable'],
		['a redirect', raw('', 302, { location: 'https://example.com' }), 'unreadable'],
	];

	it.each(faults)('%s is repeated, and a good answer then counts', async (_fault, answer) => {
		cin7.script(answer, answer, me);
		await expect(clientFor(cin7.url).client.company()).resolves.toMatchObject({ currency: 'USD' });
		expect(cin7.calls).toHaveLength(3);
	});

	it.each(faults)('%s that stays ends after five attempts', async (_fault, answer, kind) => {
		cin7.script(...Array.from({ length: 9 }, () => answer));
		const error = await failureOf(clientFor(cin7.url).client.company());
		expect(error).toMatchObject({ kind, ambiguous: false, operation: 'GET /me' });
		expect(cin7.calls).toHaveLength(5);
	});

	it('an answer that never comes ends at the deadline', async () => {
		cin7.script('silence', 'silence', 'silence', 'silence', 'silence');
		const error = await failureOf(clientFor(cin7.url, { deadlineMs: 20 }).client.company());
		expect(error).toMatchObject({ kind: 'unavailable', code: 'TimedOut' });
		expect(cin7.calls).toHaveLength(5);
	});

	it('a web page tells where to look for the mistake', async () => {
		cin7.script(...Array.from({ length: 5 }, () => raw(page)));
		expect((await failureOf(clientFor(cin7.url).client.company())).message).toContain('Check the API base URL');
	});

	it('a missing field is named', async () => {
		cin7.script(...Array.from({ length: 5 }, () => json({ Company: 'x', Currency: 'USD' })));
		expect((await failureOf(clientFor(cin7.url).client.company())).message).toContain('TimeZone');
	});

	it('a byte order mark before the JSON does no harm', async () => {
		cin7.script(raw('\uFEFF{"Company": "Harbor", "Currency": "USD", "TimeZone": "UTC"}'));
		await expect(clientFor(cin7.url).client.company()).resolves.toMatchObject({ name: 'Harbor' });
		expect(cin7.calls).toHaveLength(1);
	});

	it('a refusal is not repeated', async () => {
		cin7.script(refused(400, 'Limit is out of range'));
		expect(await failureOf(clientFor(cin7.url).client.company())).toMatchObject({ kind: 'rejected', status: 400, code: '400', serviceMessage: 'Limit is out of range' });
		expect(cin7.calls).toHaveLength(1);
	});
});

describe('writes', () => {
	const doubtful: [string, Scripted, string][] = [
		['a 500, although it has a text', refused(500, 'Unexpected error'), 'unavailable'],
		['an HTML 503', raw(page, 503), 'unavailable'],
		['a 408', refused(408, 'Request timeout'), 'unavailable'],
		['a lost connection', 'drop', 'unavailable'],
		['an answer torn in the middle', 'torn', 'unavailable'],
		['a web page with status 200', raw(page), 'unreadable'],
		['an empty 200', raw(''), 'unreadable'],
		['truncated JSON', raw(`{"ID": "${SALE_ID}`), 'unreadable'],
		['JSON without an id', json({ Status: 'ESTIMATED' }), 'unreadable'],
		['a 204', raw('', 204), 'unreadable'],
		['a 400 that is a web page', raw(page, 400), 'unreadable'],
		['a 404 that is a web page', raw(page, 404), 'unreadable'],
		['a 200 with an error of the server', json([{ ErrorCode: 500, Exception: 'Unexpected error' }]), 'unavailable'],
	];

	it.each(doubtful)('N47: %s leaves a doubt and is never repeated', async (_fault, answer, kind) => {
		cin7.script(answer, created);
		const error = await failureOf(clientFor(cin7.url).client.createSale(header));
		expect(error).toMatchObject({ kind, ambiguous: true, operation: 'POST /sale' });
		expect(error.message).toContain('looked up before anything is written again');
		expect(cin7.calls).toHaveLength(1);
	});

	it('N47: a time-out leaves a doubt', async () => {
		cin7.script('silence', created);
		expect(await failureOf(clientFor(cin7.url, { deadlineMs: 1000 }).client.createSale(header))).toMatchObject({ kind: 'unavailable', ambiguous: true, code: 'TimedOut' });
		expect(cin7.calls).toHaveLength(1);
	});

	const clear: [string, Scripted, string, string][] = [
		['a list of errors', json([{ ErrorCode: 400, Exception: 'Location is required' }, { ErrorCode: 400, Exception: 'Terms are unknown' }], 400), 'rejected', 'Location is required Terms are unknown'],
		['one error alone', json({ ErrorCode: 404, Exception: 'Category not found.' }, 404), 'rejected', 'Category not found.'],
		['plain text', raw('The sale is locked', 400, { 'content-type': 'text/plain' }), 'rejected', 'The sale is locked'],
		['an error with status 200', refused(200, 'Terms are unknown'), 'rejected', 'Terms are unknown'],
		['a wrong verb', refused(405, 'Not allowed'), 'rejected', 'Not allowed'],
		['refused keys', refused(403, 'Method authentication failed'), 'unauthorized', 'Method authentication failed'],
	];

	it.each(clear)('%s is a clear no, without doubt and without repeat', async (_form, answer, kind, serviceMessage) => {
		cin7.script(answer, created);
		expect(await failureOf(clientFor(cin7.url).client.createSale(header))).toMatchObject({ kind, ambiguous: false, serviceMessage });
		expect(cin7.calls).toHaveLength(1);
	});

	it('refused keys are explained to a bookkeeper', async () => {
		cin7.script(refused(403, 'Method authentication failed'));
		const error = await failureOf(clientFor(cin7.url).client.company());
		expect(error.message).toBe('Cin7 Core refused the Account ID or the Application Key. Open the API setup page in Cin7 Core, copy both anew into the Cin7 Core credential in n8n, and test the credential.');
	});
});

describe('errors', () => {
	const secret = 'api-auth-applicationkey: 0342a546';

	it('N44: hand on nothing of what the connection throws', async () => {
		const connection: Cin7Connection = { tenantKey: ACCOUNT, callsPerMinute: 60, send: async () => { throw Object.assign(new Error(`socket hang up (${secret}) Jane Roe`), { config: { headers: secret } }); } };
		const clock = new VirtualClock('2026-11-02T10:00:00Z');
		const client = createCin7Client(connection, { clock, budgets: memoryBudgets(clock), referenceCache: memoryCache(), random: () => 0 });
		const error = await failureOf(client.createSale(header));
		expect(error).toMatchObject({ kind: 'unavailable', ambiguous: true, code: 'ConnectionLost' });
		expect(JSON.stringify({ ...error, message: error.message, cause: error.cause, stack: error.stack })).not.toMatch(/Jane|Roe|0342a546|applicationkey/);
	});

	it('N44: hold no buyer data and no keys, whatever Cin7 Core answers', async () => {
		const echo = `Customer Jane Roe <jane.roe@example.com> of 12 Harbor Street, Portland ("Flat 3"), phone +1 207-555-0100, key ${APPLICATION_KEY}, note: Gift message: happy birthday`;
		for (const answer of [refused(400, echo), refused(500, echo), raw(echo, 400), raw(`<html>${echo}</html>`, 500), raw(echo), refused(403, echo), refused(429, echo)]) {
			cin7.script(answer);
			const error = await failureOf(clientFor(cin7.url, { runBudgetMs: 0 }).client.createSale(header));
			expect(JSON.stringify({ ...error, message: error.message, stack: error.stack })).not.toMatch(/Jane|Roe|Harbor Street|Portland|Flat 3|555-0100|birthday|0342a546/i);
		}
		expect(cin7.calls).toHaveLength(7);
	});
});

describe('requests', () => {
	it('carry the authentication of the connection', async () => {
		cin7.script(me);
		await clientFor(cin7.url).client.company();
		expect(cin7.calls[0]?.headers).toMatchObject({ 'api-auth-accountid': ACCOUNT, 'api-auth-applicationkey': APPLICATION_KEY });
	});

	it('are paced: each takes a turn of the tenant', async () => {
		cin7.route('GET /me', () => me);
		const { client, clock, budgets } = clientFor(cin7.url);
		const begun = clock.now();
		for (let call = 0; call < 4; call++) await client.company();
		expect(budgets.taken).toEqual(Array.from({ length: 4 }, () => `cin7:${ACCOUNT}`));
		expect(clock.now() - begun).toBeGreaterThanOrEqual(3050);
	});
});
