import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

/** n8n switches these off for its own nodes too: they were written for older n8n. */
const outdated = {
	// Both know only the strings 'main' and ['main'] and refuse NodeConnectionTypes.Main, which n8n asks for now.
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
	'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
	// Wants the name of a page of n8n's own documentation, in camel case; a community package gives a URL.
	'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
	// Takes every field with "key", "token" or "secret" in its name for a secret; the rule of the other plugin knows better.
	'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
	// Forbids any upper bound on "Limit".
	'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
};

const communityNodes = {
	// Its warnings are wanted or they are not: a warning nobody must act on is noise.
	...Object.fromEntries(Object.keys(n8nCommunityNodesPlugin.configs.recommended.rules).map((rule) => [rule, 'error'])),
	// A package with runtime dependencies cannot be verified by n8n and does not run in n8n's cloud. This one is for
	// self-hosted n8n by intent: the Selling Partner client, exact decimals and the sync database are dependencies.
	'@n8n/community-nodes/no-runtime-dependencies': 'off',
	// Goes by a list of words and does not know Cin7 Core's "Application Key", which is a secret.
	'@n8n/community-nodes/credential-unnecessary-password': 'off',
};

/** Rules with types that find what no test does: a lost promise, a forgotten case of a union. */
const typed = {
	'@typescript-eslint/no-floating-promises': 'error',
	'@typescript-eslint/no-misused-promises': 'error',
	'@typescript-eslint/await-thenable': 'error',
	'@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
	'@typescript-eslint/only-throw-error': 'error',
	'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
	'@typescript-eslint/no-explicit-any': 'error',
	'@typescript-eslint/consistent-type-imports': 'error',
	'@typescript-eslint/no-import-type-side-effects': 'error',
	'@typescript-eslint/ban-ts-comment': 'error',
	'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } }],
	eqeqeq: 'error',
	'prefer-const': 'error',
	'no-var': 'error',
};

export default tseslint.config(
	{ ignores: ['dist/', 'coverage/', '**/node_modules/', '.n8n-amazon-cin7/'] },
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: ['{src,nodes,credentials,test,sandbox,bench}/**/*.ts'],
		plugins: { '@typescript-eslint': tseslint.plugin },
		languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: typed,
	},
	{
		files: ['{src,nodes,credentials}/**/*.ts'],
		rules: { 'no-console': 'error', '@typescript-eslint/no-non-null-assertion': 'error' },
	},
	{
		files: ['{nodes,credentials}/**/*.ts'],
		plugins: { '@n8n/community-nodes': n8nCommunityNodesPlugin },
		rules: communityNodes,
	},
	{
		// Never for src/: these take any { name, value } for a menu entry, and --fix rewrites it, fee keys included.
		files: ['nodes/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: { ...n8nNodesBase.configs.nodes.rules, ...outdated },
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: { ...n8nNodesBase.configs.credentials.rules, ...outdated },
	},
	{
		// A database credential is no API credential, as n8n's own Postgres credential shows; its name says what it is.
		files: ['credentials/AmazonCin7Database.credentials.ts'],
		rules: {
			'n8n-nodes-base/cred-class-name-unsuffixed': 'off',
			'n8n-nodes-base/cred-class-field-name-unsuffixed': 'off',
			'n8n-nodes-base/cred-class-field-display-name-missing-api': 'off',
		},
	},
	{
		files: ['nodes/**/*.node.ts'],
		rules: { 'n8n-nodes-base/node-class-description-credentials-name-unsuffixed': 'off' },
	},
	{
		// Amazon calls the public id of a seller "Merchant Token": it stands on every storefront page and is no secret.
		files: ['credentials/AmazonSellingPartnerApi.credentials.ts'],
		rules: { '@n8n/community-nodes/credential-password-field': 'off' },
	},
	{
		files: ['package.json'],
		plugins: { 'n8n-nodes-base': n8nNodesBase, '@n8n/community-nodes': n8nCommunityNodesPlugin },
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
		rules: { ...n8nNodesBase.configs.community.rules, ...communityNodes },
	},
);
