import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runBattery } from './battery/battery';

let folder = '';
let databases = 0;

runBattery({
	name: 'SQLite',
	start: async () => {
		folder = mkdtempSync(path.join(tmpdir(), 'amazon-cin7-sqlite-'));
	},
	stop: async () => rmSync(folder, { recursive: true, force: true }),
	freshConfig: () => ({ engine: 'sqlite', file: path.join(folder, String(++databases), 'sync.sqlite'), buyerDataKey: new Uint8Array(32).fill(7) }),
});
