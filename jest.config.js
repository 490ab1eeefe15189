/** Everything that needs no n8n server; `npm run test:e2e` has the rest. */
module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.n8n-amazon-cin7/', '<rootDir>/sandbox/n8n/node_modules/', '<rootDir>/sandbox/node24/node_modules/'],
	transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' }, module: { type: 'commonjs' } }] },
	testTimeout: 30000,
	// .ci/run adds up the counts of several runs.
	...(process.env.TALLY_FOLDER ? { reporters: ['default', '<rootDir>/.ci/tally.cjs'] } : {}),
};
