import https from 'node:https';
import type { Agent } from 'node:http';
import { z } from 'zod';
import { TransportError, type TransportErrorDetails } from '../transport/errors';
import { decodeBody, ConnectionLost, withConnection, type RawResponse } from './connection';
import { secretsOf, type AmazonCredential } from './credential';
import { errorFromConnection, parseJson, unreadableAnswer } from './serviceErrors';
import { showable, showableWord } from './serviceText';

const HOST = 'api.amazon.com';
const OPERATION = 'getAccessToken';

export interface AccessToken {
	readonly token: string;
	/** Milliseconds that it is good for, from when it was given. */
	readonly lifetimeMs: number;
}

const grant = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });
const refusal = z.object({ error: z.string(), error_description: z.string().optional() });

type Explanation = Pick<TransportErrorDetails, 'kind' | 'message'> & { readonly code: string };

/** RFC 6749, 5.2, in the words of somebody who has Seller Central open. */
const explanations: ReadonlyMap<string, Explanation> = new Map([
	['invalid_client', { kind: 'unauthorized', code: 'invalidClient', message: 'Amazon does not accept the client id with this client secret. A secret is good for 180 days: look the two up in Seller Central under Develop Apps, LWA credentials, renew the secret if it has run out, and put it into the credential.' }],
	['invalid_grant', { kind: 'unauthorized', code: 'invalidGrant', message: 'Amazon does not accept the refresh token: it is wrong, or the authorization was withdrawn. Authorize the application again in Seller Central and put the new refresh token into the credential.' }],
	['unauthorized_client', { kind: 'unauthorized', code: 'unauthorizedClient', message: 'The refresh token belongs to another application than the client id. Use the client id, secret and refresh token of one and the same application.' }],
	['access_denied', { kind: 'unauthorized', code: 'accessDenied', message: 'Amazon denies access to this seller account. Authorize the application again in Seller Central.' }],
	['invalid_scope', { kind: 'unauthorized', code: 'invalidScope', message: 'Amazon does not grant this application what it asks for. Check the roles of the application and authorize it again.' }],
	['invalid_request', { kind: 'unauthorized', code: 'invalidRequest', message: 'Amazon misses a part of the credential. Check that client id, client secret and refresh token are complete, without spaces or line breaks.' }],
]);

const unavailable: Explanation = { kind: 'unavailable', code: 'loginUnavailable', message: "Amazon's login could not answer just now. The next run tries again." };
const limited: Explanation = { kind: 'rateLimited', code: 'loginLimited', message: "Amazon's login takes no more requests for the moment. The next run tries again." };

function explain(status: number, error: string | undefined): Explanation {
	if (status === 429) return limited;
	const known = error === undefined ? undefined : explanations.get(error);
	if (known !== undefined) return known;
	if (status >= 500 || error === 'server_error' || error === 'temporarily_unavailable' || error === undefined) return unavailable;
	return { kind: 'unauthorized', code: showableWord(error) ?? 'refused', message: 'Amazon refused the login. Check client id, client secret and refresh token in the credential.' };
}

function errorFrom(response: RawResponse, credential: AmazonCredential): TransportError {
	const said = refusal.safeParse(parseJson(response.body));
	return new TransportError({
		service: 'Amazon', operation: OPERATION, status: response.status,
		...explain(response.status, said.success ? said.data.error : undefined),
		serviceMessage: said.success ? showable(said.data.error_description, secretsOf(credential)) : undefined,
		requestId: showableWord(response.headers['x-amzn-requestid']),
	});
}

function post(agent: Agent, body: string): Promise<RawResponse> {
	return new Promise((resolve, reject) => {
		const headers = { host: HOST, 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8', 'content-length': Buffer.byteLength(body) };
		const request = https.request({ agent, hostname: HOST, port: 443, path: '/auth/o2/token', method: 'POST', headers }, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: decodeBody(chunks) }));
			response.on('error', reject);
		});
		request.on('error', reject);
		request.end(body);
	});
}

/**
 * Asks Login with Amazon for an access token, once. Our own request, because the library drops `expires_in`, the status
 * and, of an HTML answer, everything but its text. Throws TransportError: kind 'unauthorized' with a code of its own for
 * each cause (invalidClient, invalidGrant, ...), or unavailable, rateLimited, unreadable.
 */
export async function requestAccessToken(credential: AmazonCredential, deadlineMs: number): Promise<AccessToken> {
	const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: credential.refreshToken, client_id: credential.clientId, client_secret: credential.clientSecret });
	const response = await withConnection(credential.apiBaseUrl, deadlineMs, async (agent) => await post(agent, form.toString())).catch((error: unknown) => {
		throw error instanceof ConnectionLost ? errorFromConnection(error, OPERATION) : error;
	});
	if (response.status !== 200) throw errorFrom(response, credential);
	const granted = grant.safeParse(parseJson(response.body));
	if (!granted.success) throw unreadableAnswer(OPERATION, 'it holds no access token', response);
	return { token: granted.data.access_token, lifetimeMs: granted.data.expires_in * 1000 };
}
