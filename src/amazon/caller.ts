import type { Region } from '../domain/marketplaces';
import { performWithRetry, type RetryServices } from '../transport/retryLoop';
import type { AccessTokens } from './accessTokens';
import { ConnectionLost } from './connection';
import { secretsOf, type AmazonCredential } from './credential';
import type { RateGate } from './rateGate';
import { errorFromConnection, errorFromResponse, parseJson, unreadableAnswer } from './serviceErrors';
import { sendRequest, type SpApiRequest } from './spApi';

/** Makes one call and answers the JSON of its good answer, whatever it holds. Throws TransportError. */
export type Caller = (request: SpApiRequest) => Promise<unknown>;

interface CallerServices extends RetryServices {
	readonly tokens: AccessTokens;
	readonly gate: RateGate;
	readonly deadlineMs: number;
}

/**
 * Calls through rate budget, token and retry. Every operation so far is a read: it is repeated on 429, 5xx, a lost
 * connection and an unreadable answer, bounded in number and time; with a new token once when the token is refused (P59).
 */
export function createCaller(credential: AmazonCredential, services: CallerServices): Caller {
	const { tokens, gate } = services;
	return async (request) => {
		let used = '';
		const attempt = async (): Promise<unknown> => {
			// Before the budget is touched: a login that fails costs none of it. Asked again after the wait, which may outlast a token.
			await tokens.current();
			await gate.pass(request.operation);
			used = await tokens.current();
			return await exchange(request, used, credential, services);
		};
		return await performWithRetry(attempt, 'read', services, {
			isOutdated: (error) => error.code === 'ExpiredToken' || error.code === 'InvalidToken',
			renew: () => tokens.drop(used),
		});
	};
}

async function exchange(request: SpApiRequest, token: string, credential: AmazonCredential, { gate, deadlineMs }: CallerServices): Promise<unknown> {
	const { operation } = request;
	const response = await sendRequest(request, token, { ...credential, deadlineMs }).catch((error: unknown) => {
		throw error instanceof ConnectionLost ? errorFromConnection(error, operation) : error;
	});
	await gate.learn(operation, response);
	if (response.status !== 200) {
		throw errorFromResponse(response, { operation, ...explainable(request, credential.region), secrets: [...secretsOf(credential), token], restoreMs: gate.restoreMs(operation, response) });
	}
	const answer = parseJson(response.body);
	if (answer === undefined) throw unreadableAnswer(operation, 'it is not JSON', response);
	return answer;
}

function explainable(request: SpApiRequest, region: Region): { region: Region; marketplaceIds: readonly string[]; withPageToken: boolean } {
	const ids = request.query?.marketplaceIds;
	return { region, marketplaceIds: Array.isArray(ids) ? ids : [], withPageToken: request.query?.paginationToken !== undefined };
}
