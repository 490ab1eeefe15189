import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { loadOrCreateKeyFile } from '../../src/database/keyFile';

describe('key file', () => {
	let folder = '';
	beforeEach(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'amazon-cin7-key-'));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	test('a key of 32 bytes is made once, in a file that only its owner can read', () => {
		const file = path.join(folder, 'deep', 'buyer-data.key');
		const key = loadOrCreateKeyFile(file);
		expect(key).toHaveLength(32);
		expect(new Set(key).size).toBeGreaterThan(8);
		expect(loadOrCreateKeyFile(file)).toEqual(key);
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
		expect(readdirSync(path.dirname(file))).toEqual(['buyer-data.key']);
	});

	test('two files hold two keys', () => {
		expect(loadOrCreateKeyFile(path.join(folder, 'a'))).not.toEqual(loadOrCreateKeyFile(path.join(folder, 'b')));
	});

	test.each(['', 'abc', 'g'.repeat(64), `${'ab'.repeat(32)}00`])('a damaged file (%p) is refused and left as it is', (text) => {
		const file = path.join(folder, 'key');
		writeFileSync(file, text);
		expect(() => loadOrCreateKeyFile(file)).toThrow('is damaged');
		expect(readFileSync(file, 'utf8')).toBe(text);
	});

	test('processes that make it at once all get the same key', async () => {
		const files = Array.from({ length: 200 }, (_, index) => path.join(folder, `key-${index}`));
		const start = path.join(folder, 'start');
		const script = `
			const { existsSync } = require('node:fs');
			const { loadOrCreateKeyFile } = require(${JSON.stringify(path.resolve(__dirname, '../../src/database/keyFile.ts'))});
			process.stderr.write('ready');
			while (!existsSync(${JSON.stringify(start)}));
			process.stdout.write(${JSON.stringify(files)}.map((file) => Buffer.from(loadOrCreateKeyFile(file)).toString('hex')).join());`;
		const children = [1, 2].map(() => spawn(process.execPath, ['-r', '@swc-node/register', '-e', script], { cwd: path.resolve(__dirname, '../..') }));
		const told = children.map(async (child) => await text(child.stdout));
		await Promise.all(children.map(async (child) => await once(child.stderr, 'data')));
		writeFileSync(start, '');
		const [first, second] = await Promise.all(told);
		expect(first?.split(',').every((key) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
		expect(second).toBe(first);
		expect(readdirSync(folder)).toHaveLength(files.length + 1);
	}, 60_000);
});
