import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { read } from './files';

const file = path.join(__dirname, '..', '..', '..', '..', '..', 'shared', 'contracts', 'settlement', 'synthetic-sample-v2.txt');

(existsSync(file) ? describe : describe.skip)('the invented sample of Flat File V2', () => {
	it('P3: adds up to the total that it states', async () => {
		const content = await read(readFileSync(file));
		expect(content.statement).toMatchObject({ settlementId: '28471003921', total: '582.89', currency: 'USD', startsAt: '2026-06-16T00:00:00.000Z' });
		expect(content.sum).toBe('582.89');
	});
});
