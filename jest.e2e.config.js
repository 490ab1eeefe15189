/** Real n8n, real PostgreSQL and Redis, a real browser: minutes, not seconds. */
module.exports = {
	...require('./jest.config'),
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	globalSetup: '<rootDir>/test/e2e/globalSetup.ts',
	testTimeout: 600000,
};
