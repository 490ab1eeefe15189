import type { ICredentialType, INodeProperties } from 'n8n-workflow';

export class AmazonCin7Database implements ICredentialType {
	name = 'amazonCin7Database';

	displayName = 'Amazon Cin7 Sync Database';

	icon = { light: 'file:amazonCin7Database.light.svg', dark: 'file:amazonCin7Database.dark.svg' } as const;

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-amazon-cin7#sync-database';

	properties: INodeProperties[] = [
		{
			displayName: 'Needed only in queue mode, or where the sync database is to be on a PostgreSQL server. Without this credential an embedded database file under the n8n user folder is used.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{ displayName: 'Host', name: 'host', type: 'string', default: 'localhost', required: true },
		{ displayName: 'Port', name: 'port', type: 'number', default: 5432 },
		{ displayName: 'Database', name: 'database', type: 'string', default: '', required: true },
		{ displayName: 'Schema', name: 'schema', type: 'string', default: 'amazon_cin7', description: 'Created when it does not exist' },
		{ displayName: 'User', name: 'user', type: 'string', default: '', required: true },
		{ displayName: 'Password', name: 'password', type: 'string', typeOptions: { password: true }, default: '' },
		{
			displayName: 'SSL',
			name: 'ssl',
			type: 'options',
			options: [
				{ name: 'Disable', value: 'disable' },
				{ name: 'Require', value: 'require', description: 'Encrypted, certificate not checked' },
				{ name: 'Verify', value: 'verify', description: 'Encrypted, certificate checked' },
			],
			default: 'disable',
		},
		{
			displayName: 'Buyer Data Passphrase',
			name: 'buyerDataPassphrase',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Buyers\' names and addresses are stored encrypted with this while an order is pending. Any long text; keep it the same on all workers.',
		},
	];
}
