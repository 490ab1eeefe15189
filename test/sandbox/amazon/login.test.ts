import { type AmazonSimulator, startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import { VirtualClock } from '../../../sandbox/clock';
import { accessToken, at, call, caller, login, ORDERS, seller } from './simulatorClient';

const DAY = 24 * 3600 * 1000;
const account = seller();
const second = seller({ merchantToken: 'A2EXAMPLE', region: 'eu', refreshTokens: ['Atzr|second'], marketplaces: [{ id: 'A1PA6795UKMFR9' }] });
const stranger = seller({ merchantToken: 'A3EXAMPLE', clientId: 'other-client', clientSecret: 'other-secret', refreshTokens: ['Atzr|third'] });
const fields = { grant_type: 'refresh_token', client_id: account.clientId, client_secret: account.clientSecret, refresh_token: 'Atzr|example' };
const past = { lastUpdatedAfter: '2026-11-01T00:00:00Z' };

describe('Login with Amazon in the simulator', () => {
	let simulator: AmazonSimulator;
	let clock: VirtualClock;
	beforeEach(async () => {
		clock = new VirtualClock('2026-11-02T12:00:00Z');
		simulator = await startAmazonSimulator({ clock, accounts: [account, second, stranger] });
	});
	afterEach(async () => await simulator.close());

	it('gives an access token for an hour, and counts it', async () => {
		const reply = await login(simulator, fields);
		expect(reply.status).toBe(200);
		expect(JSON.parse(reply.text)).toEqual({ access_token: expect.stringMatching(/^Atza\|/), token_type: 'bearer', expires_in: 3600, refresh_token: 'Atzr|example' });
		expect(simulator.tokensIssued).toBe(1);
	});

	it('takes a form as well as JSON', async () => {
		const reply = await call(simulator, { host: 'api.amazon.com', method: 'POST', path: '/auth/o2/token', headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' }, body: new URLSearchParams(fields).toString() });
		expect(reply.status).toBe(200);
	});

	it.each([
		['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
		['an unknown application', { client_id: 'nobody' }, 401, 'invalid_client'],
		['an unknown refresh token', { refresh_token: 'Atzr|unknown' }, 400, 'invalid_grant'],
		['a refresh token of another application', { refresh_token: 'Atzr|third' }, 400, 'unauthorized_client'],
		['an unknown kind of grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
		['an unknown scope', { grant_type: 'client_credentials', scope: 'everything' }, 400, 'invalid_scope'],
	])('refuses %s', async (_what, over, status, error) => {
		const reply = await login(simulator, { ...fields, ...over });
		expect([reply.status, at(reply, 'error')]).toEqual([status, error]);
		expect(at(reply, 'error_description')).toEqual(expect.any(String));
		expect(simulator.tokensIssued).toBe(0);
	});

	it('refuses a request without a grant type', async () => {
		expect(at(await login(simulator, {}), 'error')).toBe('invalid_request');
	});

	it('refuses a revoked refresh token, while access tokens go on until they expire', async () => {
		const token = await accessToken(simulator);
		simulator.account('A1EXAMPLE@na').revokeRefreshToken();
		expect(at(await login(simulator, fields), 'error')).toBe('invalid_grant');
		expect((await caller(simulator, token)(ORDERS, past)).status).toBe(200);
	});

	it('refuses a client secret after 180 days, and takes the rotated one for every account of the application', async () => {
		clock.advance(180 * DAY - 1);
		expect((await login(simulator, fields)).status).toBe(200);
		clock.advance(1);
		expect(at(await login(simulator, fields), 'error')).toBe('invalid_client');
		simulator.account('A1EXAMPLE@na').rotateSecret('new-secret');
		expect(at(await login(simulator, fields), 'error')).toBe('invalid_client');
		expect((await login(simulator, { ...fields, client_secret: 'new-secret', refresh_token: 'Atzr|second' })).status).toBe(200);
	});

	it('refuses a secret that was made to expire', async () => {
		simulator.account('A1EXAMPLE@na').expireSecret();
		expect(at(await login(simulator, fields), 'error')).toBe('invalid_client');
	});

	it('tells an expired access token from every other refusal by the details alone', async () => {
		const token = await accessToken(simulator);
		clock.advance(3_599_999);
		expect((await caller(simulator, token)(ORDERS, past)).status).toBe(200);
		clock.advance(1);
		const expired = await caller(simulator, token)(ORDERS, past);
		expect(expired.status).toBe(403);
		expect(JSON.parse(expired.text)).toEqual({ errors: [{ code: 'Unauthorized', message: 'Access to requested resource is denied.', details: 'The access token you provided has expired.' }] });
		simulator.account('A1EXAMPLE@na').revokeRole('inventoryAndOrderTracking');
		const roleless = await caller(simulator, await accessToken(simulator))(ORDERS, past);
		expect(roleless.status).toBe(403);
		expect(JSON.parse(roleless.text)).toEqual({ errors: [{ code: 'Unauthorized', message: 'Access to requested resource is denied.', details: '' }] });
	});

	it.each([
		['the token of another region', 'sellingpartnerapi-eu.amazon.com', undefined],
		['a made-up token', 'sellingpartnerapi-na.amazon.com', 'Atza|made-up'],
		['no token', 'sellingpartnerapi-na.amazon.com', ''],
	])('refuses %s', async (_what, host, given) => {
		const token = given ?? (await accessToken(simulator));
		const reply = await caller(simulator, token, host)(ORDERS, past);
		expect([reply.status, at(reply, 'errors', 0, 'code')]).toEqual([403, 'Unauthorized']);
		expect(at(reply, 'errors', 0, 'details')).not.toContain('expired');
	});

	it('gives a token that speaks for no seller to client credentials', async () => {
		const reply = await login(simulator, { ...fields, grant_type: 'client_credentials', scope: 'sellingpartnerapi::notifications' });
		expect(reply.status).toBe(200);
		expect((await caller(simulator, String(at(reply, 'access_token')))(ORDERS, past)).status).toBe(403);
	});

	it('records requests without any secret', async () => {
		await caller(simulator, await accessToken(simulator))(ORDERS, past);
		expect(simulator.requests.map(({ operation, status, accountKey, at: time }) => ({ operation, status, accountKey, time }))).toEqual([
			{ operation: 'getAccessToken', status: 200, accountKey: 'A1EXAMPLE@na', time: clock.now() },
			{ operation: 'searchOrders', status: 200, accountKey: 'A1EXAMPLE@na', time: clock.now() },
		]);
		expect(JSON.stringify(simulator.requests)).not.toMatch(/secret|Atzr|Atza/);
	});
});
