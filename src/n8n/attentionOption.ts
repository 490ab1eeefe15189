import type { INodeProperties } from 'n8n-workflow';

/** What the output Needs Attention gives (N53). */
export const attentionOption: INodeProperties = {
	displayName: 'Needs Attention',
	name: 'attention',
	type: 'options',
	default: 'new',
	options: [
		{ name: 'Every Open Problem', value: 'all', description: 'With each run, whether it was told before or not' },
		{ name: 'Only New Problems', value: 'new', description: 'One message a run; the same problem once until it changes' },
	],
	description: 'What the second output gives',
};
