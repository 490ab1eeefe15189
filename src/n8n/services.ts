import type { ICredentialDataDecryptedObject, IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { createAmazonClient, type AmazonCredential } from '../amazon/client';
import { createCin7Client, type Cin7Connection } from '../cin7/client';
import { createOwner, isDeadOwner } from '../database/owner';
import type { AmazonPort } from '../processes/ports/amazon';
import type { Cin7Port } from '../processes/ports/cin7';
import type { SyncDatabase } from '../processes/ports/repositories';
import { systemClock } from '../transport/clock';
import type { NodeContext } from './context';

export const AMAZON_CREDENTIAL = 'amazonSellingPartnerApi';
export const CIN7_CREDENTIAL = 'cin7CoreApi';
export const DEFAULT_CIN7_URL = 'https://inventory.dearsystems.com/ExternalApi/v2';

export const CALL_DEADLINE_MS = 100_000;

/** This process, as it names itself in claims, leases and deliveries. */
export const self = createOwner();

export { systemClock as clock };

/** Names one run of this process in claims and leases, so that two runs at the same moment do not share any. */
export const newRun = createOwner;

/** Frees what runs of killed processes still hold, so that a restart need not wait for claims to run out (N47). */
export async function freeDeadClaims(database: SyncDatabase): Promise<void> {
	const isDead = (owner: string): boolean => isDeadOwner(owner, self);
	await database.orders.releaseDead(isDead);
	await database.dailySales.releaseDead(isDead);
	await database.credits.releaseDead(isDead);
	await database.settlements.releaseDead(isDead);
	await database.leases.releaseDead(isDead);
}

/** Who started this execution, for the operations log. */
export const startedBy = (context: NodeContext): 'user' | 'schedule' => (context.getMode?.() === 'manual' ? 'user' : 'schedule');

/** Amazon's API with the node's credential. `runBudgetMs`: how long this run may wait for Amazon's limits in all. */
export async function amazonOf(context: NodeContext, database: SyncDatabase, runBudgetMs: number): Promise<AmazonPort> {
	const credential = amazonCredential(await context.getCredentials(AMAZON_CREDENTIAL));
	return createAmazonClient(credential, { clock: systemClock, budgets: database.budgets, runBudgetMs });
}

export function amazonCredential(data: ICredentialDataDecryptedObject): AmazonCredential {
	const text = (name: string): string => String(data[name] ?? '').trim();
	const region = text('region');
	return {
		clientId: text('clientId'),
		clientSecret: text('clientSecret'),
		refreshToken: text('refreshToken'),
		merchantToken: text('merchantToken'),
		region: region === 'eu' || region === 'fe' ? region : 'na',
		environment: text('environment') === 'sandbox' ? 'sandbox' : 'production',
		...(text('apiBaseUrl') ? { apiBaseUrl: text('apiBaseUrl') } : {}),
	};
}

/** Cin7 Core's API with the node's credential. */
export async function cin7Of(context: NodeContext, database: SyncDatabase, runBudgetMs: number): Promise<Cin7Port> {
	const credential = await context.getCredentials(CIN7_CREDENTIAL);
	return createCin7Client(cin7Connection(context, credential), { clock: systemClock, budgets: database.budgets, referenceCache: database.referenceCache, runBudgetMs });
}

/** Sends through n8n's own request helper, which adds the credential's headers and honors n8n's proxy settings. */
function cin7Connection(context: NodeContext, credential: ICredentialDataDecryptedObject): Cin7Connection {
	const baseUrl = String(credential.apiBaseUrl || DEFAULT_CIN7_URL).replace(/\/+$/, '');
	return {
		tenantKey: String(credential.accountId ?? '').trim(),
		callsPerMinute: Number(credential.callsPerMinute ?? 60),
		async send({ method, path, query, body }) {
			const options: IHttpRequestOptions = {
				method,
				url: `${baseUrl}${path}`,
				...(query ? { qs: query } : {}),
				...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
				encoding: 'text',
				json: false,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: CALL_DEADLINE_MS,
			};
			const answer = (await context.helpers.httpRequestWithAuthentication.call(context, CIN7_CREDENTIAL, options)) as { statusCode: number; headers: IDataObject; body: unknown };
			return { status: answer.statusCode, headers: textHeaders(answer.headers), text: bodyText(answer.body) };
		},
	};
}

export function textHeaders(headers: IDataObject): Record<string, string> {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** n8n's helper parses a JSON body although text was asked for; what it made of it is turned back. */
export function bodyText(body: unknown): string {
	if (typeof body === 'string') return body;
	if (Buffer.isBuffer(body)) return body.toString('utf8');
	return body === undefined || body === null ? '' : JSON.stringify(body);
}
