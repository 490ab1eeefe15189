import type { ICredentialType, INodeProperties } from 'n8n-workflow';

export class AmazonSellingPartnerApi implements ICredentialType {
	name = 'amazonSellingPartnerApi';

	displayName = 'Amazon Selling Partner API';

	icon = { light: 'file:amazonSellingPartnerApi.light.svg', dark: 'file:amazonSellingPartnerApi.dark.svg' } as const;

	documentationUrl = 'https://www.npmjs.com/package/n8n-nodes-amazon-cin7#amazon-selling-partner-api';

	properties: INodeProperties[] = [
		{
			displayName: 'A private, self-authorized application in Seller Central gives these values. One credential is one seller account in one region.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Region',
			name: 'region',
			type: 'options',
			options: [
				{ name: 'Europe, Middle East, India, South Africa', value: 'eu' },
				{ name: 'Far East (Australia, Japan, Singapore)', value: 'fe' },
				{ name: 'North America (Canada, Mexico, United States)', value: 'na' },
			],
			default: 'na',
		},
		{
			displayName: 'Merchant Token',
			name: 'merchantToken',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. A1XXXXXXXXXXXX',
			description: 'In Seller Central under Settings, Account Info, Merchant Token',
		},
		{
			displayName: 'LWA Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. amzn1.application-oa2-client.…',
			description: 'Login with Amazon credentials of your application, in Seller Central under Apps and Services, Develop Apps',
		},
		{
			displayName: 'LWA Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Amazon lets it expire after 180 days: make a new one there and enter it here',
		},
		{
			displayName: 'Refresh Token',
			name: 'refreshToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. Atzr|…',
			description: 'Shown once by Authorize App. Authorize again after adding a role to the application.',
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Production', value: 'production' },
				{ name: 'Sandbox', value: 'sandbox', description: 'Amazon\'s static sandbox: canned answers, no real orders' },
			],
			default: 'production',
		},
		{
			displayName: 'API Base URL',
			name: 'apiBaseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. http://127.0.0.1:8101',
			description: 'Leave empty. Only for a proxy or a test server that stands in for Amazon.',
		},
	];
}
