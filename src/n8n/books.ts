import { NodeOperationError, type ICredentialDataDecryptedObject, type IDataObject, type IExecuteFunctions, type IHttpRequestOptions, type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { z } from 'zod';
import type { BooksPort } from '../processes/ports/bookkeeping';
import type { SyncDatabase } from '../processes/ports/repositories';
import { createQuickBooksBooks } from '../quickbooks/client';
import { systemClock } from '../transport/clock';
import type { JsonRequest, JsonResponse } from '../transport/jsonService';
import { createXeroBooks } from '../xero/client';
import type { NodeContext } from './context';
import { bodyText, CALL_DEADLINE_MS, textHeaders } from './services';

/** n8n's own credential types: their scopes reach invoices, manual journals and settings. */
export const XERO_CREDENTIAL = 'xeroOAuth2Api';
export const QUICKBOOKS_CREDENTIAL = 'quickBooksOAuth2Api';

const XERO_URL = 'https://api.xero.com';
const QUICKBOOKS_URLS = { production: 'https://quickbooks.api.intuit.com', sandbox: 'https://sandbox-quickbooks.api.intuit.com' } as const;
/** What Intuit lets a company be asked a minute (vendor's limits). */
const QUICKBOOKS_CALLS = 500;

/** Which books, and how long this run may wait for their limits. */
export interface BooksChoice {
	/** Of Xero: tenant id; empty: the only organization that the credential reaches. */
	readonly organization?: string;
	/** Replaces the service's address, such as for a proxy. */
	readonly apiBaseUrl?: string;
	readonly runBudgetMs: number;
}

/** Xero with the node's credential. Throws NodeOperationError when it is not told which organization is meant. */
export async function xeroOf(context: IExecuteFunctions, database: SyncDatabase, { organization = '', apiBaseUrl, runBudgetMs }: BooksChoice): Promise<BooksPort> {
	const baseUrl = addressOf(apiBaseUrl, XERO_URL);
	const tenantId = organization === '' ? await onlyOrganization(context, baseUrl) : organization;
	return createXeroBooks({ tenantId, send: sender(context, XERO_CREDENTIAL, `${baseUrl}/api.xro/2.0`) }, { clock: systemClock, budgets: database.budgets, runBudgetMs });
}

/** The company of QuickBooks that the node's credential was connected with. */
export async function quickBooksOf(context: IExecuteFunctions, database: SyncDatabase, { apiBaseUrl, runBudgetMs }: BooksChoice): Promise<BooksPort> {
	const credential = await context.getCredentials(QUICKBOOKS_CREDENTIAL);
	const realmId = realmOf(credential);
	if (realmId === undefined) throw new NodeOperationError(context.getNode(), 'The QuickBooks credential is not connected with a company', { description: 'Open the credential in n8n and connect it.' });
	const baseUrl = addressOf(apiBaseUrl, QUICKBOOKS_URLS[credential.environment === 'sandbox' ? 'sandbox' : 'production']);
	return createQuickBooksBooks({ realmId, callsPerMinute: QUICKBOOKS_CALLS, send: sender(context, QUICKBOOKS_CREDENTIAL, baseUrl) }, { clock: systemClock, budgets: database.budgets, runBudgetMs });
}

const addressOf = (entered: string | undefined, own: string): string => (entered?.trim() || own).replace(/\/+$/, '');

const connected = z.object({ oauthTokenData: z.object({ callbackQueryString: z.object({ realmId: z.coerce.string().min(1) }) }) });

/** n8n keeps what QuickBooks said when the credential was connected. */
function realmOf(credential: ICredentialDataDecryptedObject): string | undefined {
	const read = connected.safeParse(credential);
	return read.success ? read.data.oauthTokenData.callbackQueryString.realmId : undefined;
}

/** Sends through n8n's request helper, which adds the token and renews it when it has run out. */
function sender(context: NodeContext, credentialType: string, baseUrl: string): (request: JsonRequest) => Promise<JsonResponse> {
	return async ({ method, path, query, headers, body }) => {
		const options: IHttpRequestOptions = {
			method,
			url: `${baseUrl}${path}`,
			...(query ? { qs: { ...query } } : {}),
			headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			encoding: 'text',
			json: false,
			returnFullResponse: true,
			// n8n renews the token on a 401 that it sees as an error.
			ignoreHttpStatusErrors: { ignore: true, except: [401] },
			disableFollowRedirect: true,
			timeout: CALL_DEADLINE_MS,
		};
		try {
			const answer = (await context.helpers.httpRequestWithAuthentication.call(context, credentialType, options)) as { statusCode: number; headers: IDataObject; body: unknown };
			return { status: answer.statusCode, headers: textHeaders(answer.headers), text: bodyText(answer.body) };
		} catch (error) {
			// Nothing was done: the service refused the token, and it could not be renewed.
			if (isRefusedToken(error)) return { status: 401, headers: {}, text: '' };
			throw error;
		}
	};
}

function isRefusedToken(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	const { httpCode, description, cause } = error as Error & { httpCode?: unknown; description?: unknown; cause?: unknown };
	if (String(httpCode ?? '') === '401') return true;
	const said = [error.message, description, cause instanceof Error ? cause.message : ''].map((text) => (typeof text === 'string' ? text : '')).join(' ');
	return /needs to be reconnected|credentials not connected|invalid_grant/i.test(said);
}

const organizations = z.array(z.object({ tenantId: z.string().min(1), tenantName: z.string().nullish() }));

/** Organizations that the credential reaches (Xero's connections). Throws NodeOperationError where they cannot be read. */
async function organizationsOf(context: NodeContext, baseUrl: string): Promise<z.infer<typeof organizations>> {
	const answer = await sender(context, XERO_CREDENTIAL, baseUrl)({ method: 'GET', path: '/connections', headers: { Accept: 'application/json' } }).catch(() => undefined);
	const read = organizations.safeParse(parsed(answer?.text ?? ''));
	if (answer?.status === 200 && read.success) return read.data;
	throw new NodeOperationError(context.getNode(), answer?.status === 401 ? 'Xero refused the access' : 'The organizations of Xero could not be read', { description: 'Open the Xero credential in n8n and connect it again. Nothing was written.' });
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

async function onlyOrganization(context: NodeContext, baseUrl: string): Promise<string> {
	const found = await organizationsOf(context, baseUrl);
	const [only] = found;
	if (only && found.length === 1) return only.tenantId;
	throw new NodeOperationError(context.getNode(), `The Xero credential reaches ${found.length === 0 ? 'no organization' : `${found.length} organizations`}`, { description: found.length === 0 ? 'Open the credential in n8n and connect it with your organization.' : `Choose the Organization in the node: ${found.map(({ tenantName, tenantId }) => tenantName ?? tenantId).join(', ')}.` });
}

/** Organizations of Xero for the list of the Organization parameter. */
export async function searchXeroOrganizations(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const options = this.getCurrentNodeParameter('booksOptions') as IDataObject | undefined;
	const found = await organizationsOf(this, addressOf(typeof options?.apiBaseUrl === 'string' ? options.apiBaseUrl : undefined, XERO_URL));
	const wanted = (filter ?? '').toLowerCase();
	return { results: found.map(({ tenantId, tenantName }) => ({ name: tenantName ?? tenantId, value: tenantId })).filter(({ name }) => name.toLowerCase().includes(wanted)) };
}
