import type { INodeProperties } from 'n8n-workflow';

const show = { operation: ['saveSettings'] };

/** A value picked from the tenant's live list, or typed in. */
export function fromCin7(displayName: string, name: string, searchListMethod: string, more: Partial<INodeProperties> & { by?: string } = {}): INodeProperties {
	const { by = 'Name', displayOptions, ...rest } = more;
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{ displayName: 'From List', name: 'list', type: 'list', typeOptions: { searchListMethod, searchable: true } },
			{ displayName: `By ${by}`, name: by.toLowerCase(), type: 'string' },
		],
		displayOptions: displayOptions ?? { show },
		...rest,
	};
}

/** The same inside a collection, where n8n has a dropdown for it. */
export const fromLiveList = (what: string, name: string, loadOptionsMethod: string, description = ''): INodeProperties => ({
	displayName: `${what} Name or ID`,
	name,
	type: 'options',
	typeOptions: { loadOptionsMethod },
	default: '',
	description: `${description === '' ? '' : `${description}. `}Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>`,
});
