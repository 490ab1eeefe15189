import type { ICredentialDataDecryptedObject, ICredentialTestFunctions, ICredentialsDecrypted, INodeCredentialTestResult } from 'n8n-workflow';
import { createAmazonClient } from '../amazon/client';
import { createCin7Client, type Cin7Connection } from '../cin7/client';
import { openDatabase } from '../database/open';
import type { RateBudgets, ReferenceCache } from '../processes/ports/repositories';
import { systemClock } from '../transport/clock';
import { postgresConfiguration } from './database';
import { amazonCredential, DEFAULT_CIN7_URL } from './services';

// A person waits for the answer.
const PATIENCE_MS = 15_000;

// One call of a test needs no shared budget, and there is no database at hand to share one through.
const noBudget: RateBudgets = {
	take: async () => await Promise.resolve({ taken: true }),
	learn: async () => await Promise.resolve(),
	state: async (_key, bucket) => await Promise.resolve({ tokens: bucket.burst, rate: bucket.rate }),
};
const noCache: ReferenceCache = {
	read: async () => await Promise.resolve(undefined),
	write: async () => await Promise.resolve(),
	clear: async () => await Promise.resolve(),
};

async function result(test: () => Promise<string>): Promise<INodeCredentialTestResult> {
	try {
		return { status: 'OK', message: await test() };
	} catch (error) {
		return { status: 'Error', message: error instanceof Error ? error.message : 'The connection could not be tested' };
	}
}

/** Asks Amazon for the marketplaces of the account: proves application, secret, refresh token and region in one call. */
export async function testAmazon(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	return await result(async () => {
		const amazon = createAmazonClient(amazonCredential(credential.data ?? {}), { clock: systemClock, budgets: noBudget, runBudgetMs: PATIENCE_MS });
		const participations = (await amazon.marketplaceParticipations()).filter((each) => each.participating);
		return `Connected. The account sells in: ${participations.map((each) => each.countryCode).join(', ') || 'no marketplace'}`;
	});
}

/** Asks Cin7 Core for the company: proves account id and application key. */
export async function testCin7(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	return await result(async () => {
		const connection = testConnection(this, credential.data ?? {});
		const cin7 = createCin7Client(connection, { clock: systemClock, budgets: noBudget, referenceCache: noCache, runBudgetMs: PATIENCE_MS });
		const company = await cin7.company();
		return `Connected to ${company.name} (${company.currency})`;
	});
}

function testConnection(context: ICredentialTestFunctions, data: ICredentialDataDecryptedObject): Cin7Connection {
	const baseUrl = String(data.apiBaseUrl || DEFAULT_CIN7_URL).replace(/\/+$/, '');
	const headers = { 'api-auth-accountid': String(data.accountId ?? ''), 'api-auth-applicationkey': String(data.applicationKey ?? '') };
	return {
		tenantKey: String(data.accountId ?? ''),
		callsPerMinute: Number(data.callsPerMinute ?? 60),
		async send({ method, path, query }) {
			const answer = (await context.helpers.request({ method, uri: `${baseUrl}${path}`, qs: query ?? {}, headers, resolveWithFullResponse: true, simple: false, followRedirect: false, timeout: PATIENCE_MS })) as { statusCode: number; headers: Record<string, unknown>; body: unknown };
			return { status: answer.statusCode, headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name.toLowerCase(), String(value)])), text: typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? '') };
		},
	};
}

/** Opens the database and brings its tables up to date. */
export async function testDatabase(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult> {
	return await result(async () => {
		const data = credential.data ?? {};
		if (!data.buyerDataPassphrase) throw new Error('Enter a Buyer Data Passphrase: buyers\' names and addresses are stored encrypted with it');
		const database = await openDatabase(postgresConfiguration(data), systemClock);
		await database.close();
		return 'Connected. The tables are up to date';
	});
}
