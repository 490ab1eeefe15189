import {
	NodeApiError,
	NodeConnectionTypes,
	NodeOperationError,
	type ICredentialDataDecryptedObject,
	type ICredentialTestFunctions,
	type ICredentialType,
	type ICredentialsDecrypted,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
	type JsonObject,
} from 'n8n-workflow';

/** A credential with a declarative header, a default, and a declarative test. */
export const parcelApi: ICredentialType = {
	name: 'parcelApi',
	displayName: 'Parcel API',
	properties: [
		{ displayName: 'Key', name: 'key', type: 'string', typeOptions: { password: true }, default: '' },
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
		{ displayName: 'Unit', name: 'unit', type: 'string', default: 'kg' },
	],
	authenticate: { type: 'generic', properties: { headers: { 'x-key': '={{$credentials.key}}' } } },
	test: {
		request: { baseURL: '={{$credentials.baseUrl}}', url: '/me' },
		rules: [{ type: 'responseCode', properties: { value: 403, message: 'The key is not known' } }],
	},
};

/** A credential tested by a function of the node. */
export const scaleApi: ICredentialType = { name: 'scaleApi', displayName: 'Scale API', properties: [{ displayName: 'Pin', name: 'pin', type: 'string', default: '' }] };

/** Weighs parcels over HTTP: light ones to the first output, those over the limit to the second. */
export class ParcelScale implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Parcel Scale',
		name: 'parcelScale',
		group: ['transform'],
		version: 1,
		description: 'Weighs',
		defaults: { name: 'Parcel Scale' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		credentials: [{ name: 'parcelApi', required: true }, { name: 'scaleApi', testedBy: 'testScale' }],
		properties: [
			{ displayName: 'Parcel', name: 'parcel', type: 'string', default: '' },
			{ displayName: 'Limit', name: 'limit', type: 'number', default: 10 },
		],
	};

	methods = {
		loadOptions: {
			async getUnits(this: ILoadOptionsFunctions) {
				const { unit } = await this.getCredentials<{ unit: string }>('parcelApi');
				return [{ name: `${unit} up to ${String(this.getCurrentNodeParameter('limit'))}`, value: unit }];
			},
		},
		listSearch: {
			async findParcels(this: ILoadOptionsFunctions, filter?: string, page?: string) {
				return { results: [{ name: `${filter} ${page}`, value: 'p1' }], paginationToken: 'next' };
			},
		},
		resourceMapping: {
			async getFields(this: ILoadOptionsFunctions) {
				return { fields: [{ id: 'a', displayName: 'A', required: false, defaultMatch: false, display: true }] };
			},
		},
		credentialTest: {
			async testScale(this: ICredentialTestFunctions, credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>) {
				return credential.data?.pin === '1234' ? { status: 'OK' as const, message: 'It weighs' } : { status: 'Error' as const, message: 'Wrong pin' };
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { baseUrl, unit } = await this.getCredentials<{ baseUrl: string; unit: string }>('parcelApi');
		const light: INodeExecutionData[] = [];
		const heavy: INodeExecutionData[] = [];
		for (let itemIndex = 0; itemIndex < this.getInputData().length; itemIndex++) {
			const parcel = this.getNodeParameter('parcel', itemIndex) as string;
			try {
				if (parcel === '') throw new NodeOperationError(this.getNode(), 'There is no parcel', { itemIndex });
				const weighed = (await this.helpers.httpRequestWithAuthentication.call(this, 'parcelApi', { url: `${baseUrl}/weigh/${parcel}` })) as { weight: number };
				const over = weighed.weight > (this.getNodeParameter('limit', itemIndex) as number);
				(over ? heavy : light).push({ json: { parcel, weight: `${weighed.weight} ${unit}` }, pairedItem: { item: itemIndex } });
			} catch (error) {
				const told = error instanceof NodeOperationError ? error : new NodeApiError(this.getNode(), error as JsonObject, { itemIndex });
				if (!this.continueOnFail()) throw told;
				light.push({ json: { error: told.message }, error: told, pairedItem: { item: itemIndex } });
			}
		}
		return [light, heavy];
	}
}

/** Counts its polls in static data; says nothing on every second one. */
export class ParcelTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Parcel Trigger',
		name: 'parcelTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Counts',
		defaults: { name: 'Parcel Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const data = this.getWorkflowStaticData('node');
		const count = ((data.count as number | undefined) ?? 0) + 1;
		data.count = count;
		return count % 2 === 0 ? null : [[{ json: { parcel: `p${count}`, mode: this.getMode(), activation: this.getActivationMode() } }]];
	}
}
