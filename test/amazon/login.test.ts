import { createAmazonClient } from '../../src/amazon/client';
import { memoryBudgets } from './memoryBudgets';
import { clientFor, denied, failureOf, json, lastHour, noOrders, raw, startScriptedAmazon, type ScriptedAmazon } from './scriptedAmazon';

let amazon: ScriptedAmazon;
beforeEach(async () => {
	amazon = await startScriptedAmazon();
	amazon.script(noOrders);
});
afterEach(async () => { await amazon.close(); });

describe('access tokens', () => {
	test('the refresh token is sent as a form, to the login host and nowhere else', async () => {
		const { client, credential } = clientFor(amazon.url);
		await client.searchOrders(lastHour);
		const [login] = amazon.logins;
		expect(`${login?.method} ${login?.host} ${login?.path}`).toBe('POST api.amazon.com /auth/o2/token');
		expect(Object.fromEntries(new URLSearchParams(login?.body))).toEqual({
			grant_type: 'refresh_token', refresh_token: credential.refreshToken, client_id: credential.clientId, client_secret: credential.clientSecret,
		});
		expect(JSON.stringify(amazon.calls)).not.toContain(credential.refreshToken);
	});

	test('five parallel calls fetch one token', async () => {
		const { client } = clientFor(amazon.url);
		await Promise.all([1, 2, 3, 4, 5].map(async () => await client.searchOrders(lastHour)));
		expect([amazon.logins.length, amazon.calls.length]).toEqual([1, 5]);
	});

	test('clients of the same credential share the token, others do not', async () => {
		const { client, clock, credential } = clientFor(amazon.url);
		await client.searchOrders(lastHour);
		const again = (given: object) => createAmazonClient({ ...credential, ...given }, { clock, budgets: memoryBudgets(clock) });
		await again({}).searchOrders(lastHour);
		expect(amazon.logins).toHaveLength(1);
		await again({ clientSecret: 'another' }).searchOrders(lastHour);
		await again({ refreshToken: 'another' }).searchOrders(lastHour);
		await again({ clientId: 'another' }).searchOrders(lastHour);
		await again({ region: 'eu' }).searchOrders(lastHour);
		expect(amazon.logins).toHaveLength(5);
	});

	test('P59: parallel calls with an expired token fetch one new one', async () => {
		const { client } = clientFor(amazon.url);
		await client.searchOrders(lastHour);
		amazon.script((request, response) => (request.headers['x-amz-access-token'] === 'Atza|token-1' ? denied('The access token you provided has expired.') : noOrders)(request, response));
		await Promise.all([1, 2, 3, 4, 5].map(async () => await client.searchOrders(lastHour)));
		expect(amazon.logins).toHaveLength(2);
	});

	test('P59: a late refusal of the old token does not drop the new one', async () => {
		const { client } = clientFor(amazon.url);
		const expired = denied('The access token you provided has expired.');
		let refuseLate = (): void => undefined;
		amazon.script((request, response) => {
			if (request.headers['x-amz-access-token'] !== 'Atza|token-1') noOrders(request, response);
			else if (amazon.calls.length === 1) refuseLate = () => expired(request, response);
			else expired(request, response);
		});
		const slow = client.searchOrders(lastHour);
		while (amazon.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
		await client.searchOrders(lastHour);
		refuseLate();
		await slow;
		expect(amazon.logins).toHaveLength(2);
	});

	test.each([[0, 2], [0.999999, 5]])('a token is renewed before it expires (drawn %d: %d minutes before)', async (draw, minutes) => {
		const { client, clock } = clientFor(amazon.url, {}, { random: () => draw });
		await client.searchOrders(lastHour);
		clock.advance((60 - minutes) * 60_000 - 1000);
		await client.searchOrders(lastHour);
		expect(amazon.logins).toHaveLength(1);
		clock.advance(2000);
		await client.searchOrders(lastHour);
		expect(amazon.logins).toHaveLength(2);
	});

	test('a token of a minute is used for most of it', async () => {
		amazon.login = (request, response) => json(200, { access_token: `Atza|short-${amazon.logins.length}`, token_type: 'bearer', expires_in: 60 })(request, response);
		const { client, clock } = clientFor(amazon.url);
		await client.searchOrders(lastHour);
		clock.advance(50_000);
		await client.searchOrders(lastHour);
		expect(amazon.logins).toHaveLength(1);
	});

	test('a failed login fails every call that waited for it, and none after it', async () => {
		const { client } = clientFor(amazon.url);
		const good = amazon.login;
		amazon.login = json(400, { error: 'invalid_grant', error_description: 'The request has an invalid grant parameter : refresh_token' });
		const outcomes = await Promise.all([1, 2, 3, 4, 5].map(async () => await failureOf(client.searchOrders(lastHour))));
		expect(outcomes.map(({ code }) => code)).toEqual(Array(5).fill('invalidGrant'));
		expect([amazon.logins.length, amazon.calls.length]).toEqual([1, 0]);
		amazon.login = good;
		await expect(client.searchOrders(lastHour)).resolves.toMatchObject({ orders: [] });
	});

	test('a failed login costs nothing of the rate budget', async () => {
		amazon.login = json(401, { error: 'invalid_client', error_description: 'Client authentication failed' });
		const { client, budgets } = clientFor(amazon.url);
		await failureOf(client.searchOrders(lastHour));
		expect(budgets.taken).toEqual([]);
	});
});

describe('what login refuses', () => {
	test.each([
		[401, 'invalid_client', 'invalidClient', /180 days/],
		[400, 'invalid_grant', 'invalidGrant', /Authorize the application again/],
		[400, 'unauthorized_client', 'unauthorizedClient', /one and the same application/],
		[400, 'invalid_request', 'invalidRequest', /without spaces or line breaks/],
		[400, 'invalid_scope', 'invalidScope', /roles/],
		[400, 'access_denied', 'accessDenied', /seller account/],
		[400, 'unsupported_grant_type', 'unsupported_grant_type', /Check client id/],
	])('%d %s is told as %s, in words for the user, and not tried again', async (status, error, code, message) => {
		amazon.login = json(status, { error, error_description: `about ${error}` });
		const failure = await failureOf(clientFor(amazon.url).client.sellerAccount());
		expect(failure).toMatchObject({ kind: 'unauthorized', code, status, operation: 'getAccessToken', serviceMessage: `about ${error}` });
		expect(failure.message).toMatch(message);
		expect(amazon.logins).toHaveLength(1);
	});

	test.each([
		['HTML', raw(503, '<html>busy</html>'), 'unavailable'],
		['server_error', json(500, { error: 'server_error' }), 'unavailable'],
		['temporarily_unavailable', json(400, { error: 'temporarily_unavailable' }), 'unavailable'],
		['a reached limit', json(429, { error: 'slow_down' }), 'rateLimited'],
		['an answer without a token', json(200, { token_type: 'bearer' }), 'unreadable'],
		['a dropped connection', (_request: unknown, response: { destroy(): void }) => response.destroy(), 'unavailable'],
	])('%s passes: login is tried again, five times at most', async (_what, answer, kind) => {
		const good = amazon.login;
		const { client } = clientFor(amazon.url);
		amazon.login = answer;
		expect((await failureOf(client.searchOrders(lastHour))).kind).toBe(kind);
		expect([amazon.logins.length, amazon.calls.length]).toEqual([5, 0]);
		amazon.login = (request, response) => (amazon.logins.length === 6 ? answer : good)(request, response);
		await client.searchOrders(lastHour);
		expect([amazon.logins.length, amazon.calls.length]).toEqual([7, 1]);
	});

	test('a login that never answers ends at the deadline', async () => {
		amazon.login = () => undefined;
		const failure = await failureOf(clientFor(amazon.url, {}, { deadlineMs: 40 }).client.searchOrders(lastHour));
		expect([failure.kind, failure.code, failure.operation]).toEqual(['unavailable', 'TimedOut', 'getAccessToken']);
	});
});
