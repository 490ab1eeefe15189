import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { NodeOperationError, type ICredentialDataDecryptedObject } from 'n8n-workflow';
import { loadOrCreateKeyFile } from '../database/keyFile';
import { openDatabase, type DatabaseConfig } from '../database/open';
import type { SyncDatabase } from '../processes/ports/repositories';
import { systemClock } from '../transport/clock';
import type { NodeContext } from './context';

export const DATABASE_CREDENTIAL = 'amazonCin7Database';

/** The sync database of this node: PostgreSQL when the credential is set, else the embedded file. Close it after use. */
export async function databaseOf(context: NodeContext): Promise<SyncDatabase & { close(): Promise<void> }> {
	return await openDatabase(await configurationOf(context), systemClock);
}

/** Gives a node the sync database for as long as `work` runs. */
export async function withDatabase<T>(context: NodeContext, work: (database: SyncDatabase) => Promise<T>): Promise<T> {
	const database = await databaseOf(context);
	try {
		return await work(database);
	} finally {
		await database.close();
	}
}

async function configurationOf(context: NodeContext): Promise<DatabaseConfig> {
	if (context.getNode().credentials?.[DATABASE_CREDENTIAL]) {
		return postgresConfiguration(await context.getCredentials(DATABASE_CREDENTIAL));
	}
	if (process.env.EXECUTIONS_MODE === 'queue') {
		throw new NodeOperationError(context.getNode(), 'In queue mode the sync database has to be on PostgreSQL', {
			description: 'Several workers would each use a file of their own, and orders could be processed twice. Create a credential "Amazon Cin7 Sync Database" and select it in every node of this package. Nothing was read or written.',
		});
	}
	return embeddedConfiguration();
}

/** The embedded database: a folder of its own under the n8n user folder. */
function embeddedConfiguration(): DatabaseConfig {
	const folder = join(process.env.N8N_USER_FOLDER ?? homedir(), '.n8n', 'amazon-cin7');
	return { engine: 'sqlite', file: join(folder, 'sync.sqlite'), buyerDataKey: loadOrCreateKeyFile(join(folder, 'buyer-data.key')) };
}

export function postgresConfiguration(credential: ICredentialDataDecryptedObject): DatabaseConfig {
	const text = (name: string): string => String(credential[name] ?? '');
	const ssl = text('ssl');
	return {
		engine: 'postgres',
		host: text('host'),
		port: Number(credential.port ?? 5432),
		database: text('database'),
		user: text('user'),
		password: text('password'),
		ssl: ssl === 'require' || ssl === 'verify' ? ssl : 'disable',
		schema: text('schema') || 'amazon_cin7',
		buyerDataKey: createHash('sha256').update(`buyer data ${text('buyerDataPassphrase')}`).digest(),
	};
}
