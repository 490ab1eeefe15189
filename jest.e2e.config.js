/** Real n8n, real PostgreSQL and Redis, a real browser: minutes, not seconds. */
module.exports = {
	...require('./jest.config'),
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	testTimeout: 600000,
};
