import type { IAuthenticateGeneric, ICredentialType, INodeProperties } from 'n8n-workflow';

export class Cin7CoreApi implements ICredentialType {
	name = 'cin7CoreApi';

	displayName = 'Cin7 Core API';

	icon = { light: 'file:cin7CoreApi.light.svg', dark: 'file:cin7CoreApi.dark.svg' } as const;

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-amazon-cin7#cin7-core-api';

	properties: INodeProperties[] = [
		{
			displayName: 'Account ID',
			name: 'accountId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 00000000-0000-0000-0000-000000000000',
			description: 'In Cin7 Core under Integrations, API. Give this integration an application of its own there.',
		},
		{
			displayName: 'Application Key',
			name: 'applicationKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
		},
		{
			displayName: 'Calls per Minute',
			name: 'callsPerMinute',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 60,
			description: 'Cin7 Core allows 60. Enter less where other programs use the same application, or more only if Cin7 granted it.',
		},
		{
			displayName: 'API Base URL',
			name: 'apiBaseUrl',
			type: 'string',
			default: 'https://inventory.dearsystems.com/ExternalApi/v2',
			description: 'Leave as it is, except for a proxy or a test server that stands in for Cin7 Core',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				'api-auth-accountid': '={{ $credentials.accountId }}',
				'api-auth-applicationkey': '={{ $credentials.applicationKey }}',
			},
		},
	};
}
