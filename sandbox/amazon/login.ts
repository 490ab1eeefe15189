import type { Clock } from '../../src/transport/clock';
import { type Answer, accessDenied, loginRefused } from './answers';
import { type ClientSecret, SECRET_LIFETIME, type SellerWorld } from './sellerWorld';
import type { AmazonSwitches } from './switches';

interface AccessToken {
	readonly account: SellerWorld | undefined;
	/** Milliseconds since 1970. */
	readonly expiresAt: number;
}

/** Login with Amazon: gives access tokens for refresh tokens, and knows whom a token speaks for. */
export class Login {
	tokensIssued = 0;
	private readonly tokens = new Map<string, AccessToken>();

	constructor(
		private readonly accounts: readonly SellerWorld[],
		private readonly clients: ReadonlyMap<string, ClientSecret>,
		private readonly clock: Clock,
		private readonly switches: AmazonSwitches,
	) {}

	/** POST /auth/o2/token. Throws the refusal (RFC 6749, 5.2, in Amazon's words). */
	grant(fields: ReadonlyMap<string, string>): { answer: Answer; account: SellerWorld | undefined } {
		const grantType = fields.get('grant_type');
		if (grantType === undefined) throw loginRefused(400, 'invalid_request', 'The request is missing a required parameter : grant_type');
		this.checkClient(fields);
		if (grantType === 'client_credentials') return { answer: this.grantWithoutSeller(fields), account: undefined };
		if (grantType !== 'refresh_token') throw loginRefused(400, 'unsupported_grant_type', 'The authorization grant type is not supported by the authorization server');
		const refreshToken = fields.get('refresh_token');
		if (refreshToken === undefined) throw loginRefused(400, 'invalid_request', 'The request is missing a required parameter : refresh_token');
		const account = this.accounts.find((candidate) => candidate.refreshTokens.has(refreshToken));
		if (account === undefined) throw loginRefused(400, 'invalid_grant', 'The request has an invalid grant parameter : refresh_token');
		if (account.seed.clientId !== fields.get('client_id')) throw loginRefused(400, 'unauthorized_client', 'Not authorized for requested operation');
		return { answer: this.tokenAnswer(account, { refresh_token: refreshToken }), account };
	}

	/** The account that an access token of that region speaks for. Throws 403 for a missing, unknown, expired or foreign one. */
	authenticate(token: string | undefined, region: string): SellerWorld {
		if (token === undefined || token === '') throw accessDenied('Access token is missing in the request header.');
		const known = this.tokens.get(token);
		// A token of another region is as unknown there as a made-up one.
		if (known?.account === undefined || known.account.seed.region !== region) throw accessDenied('The access token you provided is revoked, malformed or invalid.');
		if (known.expiresAt <= this.clock.now()) throw accessDenied('The access token you provided has expired.');
		return known.account;
	}

	private checkClient(fields: ReadonlyMap<string, string>): void {
		const clientId = fields.get('client_id');
		const secret = fields.get('client_secret');
		if (clientId === undefined || secret === undefined) throw loginRefused(400, 'invalid_request', 'The request is missing a required parameter : client_id or client_secret');
		const client = this.clients.get(clientId);
		if (client === undefined || client.secret !== secret) throw loginRefused(401, 'invalid_client', 'Client authentication failed');
		if (this.clock.now() - client.issuedAt >= SECRET_LIFETIME) throw loginRefused(401, 'invalid_client', 'The client secret has expired');
	}

	private grantWithoutSeller(fields: ReadonlyMap<string, string>): Answer {
		const scope = fields.get('scope');
		if (scope !== 'sellingpartnerapi::notifications' && scope !== 'sellingpartnerapi::client_credential:rotation') {
			throw loginRefused(400, 'invalid_scope', 'The requested scope is invalid, unknown, malformed, or exceeds the scope granted by the resource owner');
		}
		return this.tokenAnswer(undefined, {});
	}

	private tokenAnswer(account: SellerWorld | undefined, extra: { refresh_token?: string }): Answer {
		this.tokensIssued += 1;
		const token = `Atza|simulated-${this.tokensIssued}`;
		this.tokens.set(token, { account, expiresAt: this.clock.now() + this.switches.tokenLifetime * 1000 });
		return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: this.switches.tokenLifetime, ...extra } };
	}
}
