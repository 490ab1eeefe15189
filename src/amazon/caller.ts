import type { Region } from '../domain/marketplaces';
import { TransportError } from '../transport/errors';
import { performWithRetry, type RetryServices } from '../transport/retryLoop';
import type { AccessTokens } from './accessTokens';
import { ConnectionLost, type RawResponse } from './connection';
import { secretsOf, type AmazonCredential } from './credential';
import type { RateGate } from './rateGate';
import { errorFromConnection, errorFromResponse, parseJson, unreadableAnswer } from './serviceErrors';
import { sendRequest, type OperationName, type SpApiRequest } from './spApi';

/** Makes one call and answers the JSON of its good answer, whatever it holds; undefined for a direct call's answer without a body. Throws TransportError. */
export type Caller = (request: SpApiRequest) => Promise<unknown>;

interface CallerServices extends RetryServices {
	readonly tokens: AccessTokens;
	readonly gate: RateGate;
	readonly deadlineMs: number;
}

/** Of the operations in use everything else is a read. */
const writes: ReadonlySet<OperationName> = new Set<OperationName>(['createReport']);

const isWriting = ({ operation, direct }: SpApiRequest): boolean => (direct === undefined ? writes.has(operation) : direct.method !== 'GET');

/** No request can have left this machine. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * Calls through rate budget, token and retry. A read is repeated on 429, 5xx, a lost connection and an unreadable answer,
 * bounded in number and time, a write on 429 only; both with a new token once when the token is refused (P59). The error
 * of a write that may have been done all the same is `ambiguous`: look before writing again.
 */
export function createCaller(credential: AmazonCredential, services: CallerServices): Caller {
	const { tokens, gate } = services;
	return async (request) => {
		let used = '';
		const isWrite = isWriting(request);
		const attempt = async (): Promise<unknown> => {
			// Before the budget is touched: a login that fails costs none of it. Asked again after the wait, which may outlast a token.
			await tokens.current();
			await gate.pass(request.operation);
			used = await tokens.current();
			const answer = exchange(request, used, credential, services);
			return await (isWrite ? answer.catch(throwInDoubt) : answer);
		};
		return await performWithRetry(attempt, isWrite ? 'write' : 'read', services, {
			isOutdated: (error) => error.code === 'ExpiredToken' || error.code === 'InvalidToken',
			renew: () => tokens.drop(used),
		});
	};
}

function throwInDoubt(error: unknown): never {
	const inDoubt = error instanceof TransportError && (error.kind === 'unavailable' || error.kind === 'unreadable') && !neverSent.has(error.code ?? '');
	throw inDoubt ? new TransportError({ ...error, message: error.message, ambiguous: true }) : error;
}

async function exchange(request: SpApiRequest, token: string, credential: AmazonCredential, { gate, deadlineMs }: CallerServices): Promise<unknown> {
	const { operation } = request;
	const response = await sendRequest(request, token, { ...credential, deadlineMs }).catch((error: unknown) => {
		throw error instanceof ConnectionLost ? errorFromConnection(error, operation) : error;
	});
	await gate.learn(operation, response);
	if (!isGood(request, response)) {
		throw errorFromResponse(response, { operation, ...explainable(request, credential.region), secrets: [...secretsOf(credential), token], restoreMs: gate.restoreMs(operation, response) });
	}
	// Not every operation answers with a body; those in use do.
	if (request.direct !== undefined && response.body.trim() === '') return undefined;
	const answer = parseJson(response.body);
	if (answer === undefined) throw unreadableAnswer(operation, 'it is not JSON', response);
	return answer;
}

const isGood = ({ direct }: SpApiRequest, { status }: RawResponse): boolean => (direct === undefined ? status === 200 || status === 202 : status >= 200 && status < 300);

function explainable({ direct, query = {}, role }: SpApiRequest, region: Region): { region: Region; marketplaceIds: readonly string[]; withPageToken: boolean; role?: string } {
	const { marketplaceIds: ids, paginationToken, pageToken, nextToken } = query;
	const marketplaceIds = typeof ids === 'string' ? ids.split(',') : typeof ids === 'object' ? ids : [];
	// Of a direct call it is not known whether its other parameters were accepted before.
	const withPageToken = direct === undefined && [paginationToken, pageToken, nextToken].some((token) => token !== undefined);
	return { region, marketplaceIds, withPageToken, ...(role !== undefined && { role }) };
}
