import { startQueueMode, type QueueMode } from './queueMode';

const trigger = 'When Clicking Execute';

/** One node that needs no service, only the sync database. */
const readLog = (id: string, credentials: object) => ({
	id,
	name: id,
	nodes: [
		{ id: '1', name: trigger, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
		{ id: '2', name: 'Log', type: 'n8n-nodes-amazon-cin7.amazonStore', typeVersion: 1, position: [200, 0], parameters: { operation: 'getOperationsLog' }, credentials },
	],
	connections: { [trigger]: { main: [[{ node: 'Log', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
});

let queue: QueueMode;

beforeAll(async () => {
	queue = await startQueueMode(1, ({ host, port, database, user, password }) => ({
		credentials: [{ id: 'syncDatabase', name: 'Sync database', type: 'amazonCin7Database', data: { host, port, database, user, password, buyerDataPassphrase: 'for this test only' } }],
		workflows: [readLog('embedded', {}), readLog('onPostgres', { amazonCin7Database: { id: 'syncDatabase', name: 'Sync database' } })],
	}));
});

afterAll(async () => await queue?.stop());

describe('queue mode', () => {
	it('refuses the embedded database and says what to do', async () => {
		const { status, data } = await queue.client.runManually('embedded', trigger);
		expect(status).toBe('error');
		expect(data.resultData.error?.message).toBe('In queue mode the sync database has to be on PostgreSQL');
		expect(data.resultData.error?.description).toContain('Amazon Cin7 Sync Database');
	});

	it('runs on a worker with a folder of its own, with the sync database on PostgreSQL', async () => {
		const { id, status, data } = await queue.client.runManually('onPostgres', trigger);
		expect([status, data.resultData.error?.message]).toEqual(['success', undefined]);
		expect(queue.workers[0].log()).toContain(`Worker finished execution ${id}`);
	});
});
