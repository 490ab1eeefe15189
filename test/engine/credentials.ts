import {
	ICredentialsHelper,
	NodeHelpers,
	UserError,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialType,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeProperties,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
} from 'n8n-workflow';

/**
 * What the credentials of a run hold, by credential id or, for all of a type, by type name. 'notShared': it exists, and
 * the one who runs the workflow may not use it.
 */
export type TestCredentials = Readonly<Record<string, ICredentialDataDecryptedObject | 'notShared'>>;

/** Decrypted credentials from the test's own values, with the defaults of the type filled in as n8n does. */
export class TestCredentialsHelper extends ICredentialsHelper {
	private readonly types: ReadonlyMap<string, ICredentialType>;

	constructor(types: readonly ICredentialType[], private readonly credentials: TestCredentials) {
		super();
		this.types = new Map(types.map((type) => [type.name, type]));
	}

	async getDecrypted(_data: IWorkflowExecuteAdditionalData, reference: INodeCredentialsDetails, type: string): Promise<ICredentialDataDecryptedObject> {
		const found = this.credentials[reference.id ?? ''] ?? this.credentials[type];
		if (found === undefined) throw new UserError(`Credential with ID "${reference.id}" does not exist for type "${type}".`);
		if (found === 'notShared') throw new UserError('Node does not have access to the credential');
		return this.withDefaults(type, found);
	}

	/** The values as n8n hands them to a node: the type's defaults where nothing was entered. */
	withDefaults(type: string, entered: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
		const properties = this.getCredentialsProperties(type);
		if (properties.length === 0) return entered;
		const parameters = NodeHelpers.getNodeParameters(properties, entered as never, true, false, null, null);
		return parameters as ICredentialDataDecryptedObject;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const request = requestOptions as IHttpRequestOptions;
		const authenticate = this.types.get(typeName)?.authenticate;
		if (authenticate === undefined) return request;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		if (!workflow || !node) throw new Error('n8n resolves declarative authentication only with a workflow and a node');
		const resolve = (value: unknown) =>
			String(workflow.expression.getSimpleParameterValue(node, value as string, 'internal', { $credentials: credentials }, undefined, '') ?? '');
		for (const part of ['headers', 'qs', 'body'] as const) {
			const resolved = Object.entries(authenticate.properties[part] ?? {}).map(([key, value]) => [resolve(key), resolve(value)]);
			if (resolved.length > 0) request[part] = { ...(request[part] as object | undefined), ...Object.fromEntries(resolved) };
		}
		return request;
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.types.get(type)?.properties ?? [];
	}

	getParentTypes(type: string): string[] {
		return this.types.get(type)?.extends ?? [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async preAuthentication(): Promise<undefined> {}

	async runPreAuthentication(): Promise<undefined> {}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('No node may read an encrypted credential');
	}

	async updateCredentials(): Promise<void> {
		throw new Error('No node may change a credential');
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		throw new Error('No node may change a credential');
	}
}
