import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { createOwner, isDeadOwner } from '../../src/database/owner';

const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;
const part = (owner: string, pid: number | string): string => owner.replace(/:\d+:/, `:${pid}:`);

describe('owners', () => {
	test('an owner is named by host, process and a number of its own', () => {
		expect(createOwner()).toMatch(new RegExp(`^${hostname()}:${process.pid}:[0-9a-f.-]+$`));
		expect(createOwner()).not.toBe(createOwner());
	});

	test('runs of the same process never take each other for dead', () => {
		expect(isDeadOwner(createOwner(), createOwner())).toBe(false);
	});

	test('a process that is not running any more is dead', () => {
		expect(isDeadOwner(part(createOwner(), deadPid()), createOwner())).toBe(true);
	});

	test('a process that runs is not dead, even when it may not be signalled', () => {
		expect(isDeadOwner(part(createOwner(), process.ppid), createOwner())).toBe(false);
		expect(isDeadOwner(part(createOwner(), 1), createOwner())).toBe(false);
	});

	test('an earlier process that had this pid is dead', () => {
		expect(isDeadOwner(`${hostname()}:${process.pid}:0b2c4a52-0000-4000-8000-000000000000`, createOwner())).toBe(true);
	});

	test('nothing is known of a process on another host', () => {
		expect(isDeadOwner(`other-${hostname()}:${deadPid()}:x`, createOwner())).toBe(false);
	});

	test('nothing is known of a process whose pids are counted elsewhere, as in another container of the same host name', () => {
		const other = part(createOwner(), deadPid()).replace(/(:[^:.]+)\.\d*\./, '$1.12345.');
		expect(isDeadOwner(other, `${hostname()}:${process.pid}:me.54321.x`)).toBe(false);
	});

	test.each(['', 'me', 'host:x:uuid', 'host:1', ':1:x', '__proto__'])('an owner that cannot be read (%p) is not taken for dead', (owner) => {
		expect(isDeadOwner(owner, createOwner())).toBe(false);
	});

	test('pid 0 and numbers beyond pids are not asked about as process groups', () => {
		expect(isDeadOwner(part(createOwner(), 0), createOwner())).toBe(true);
	});
});
