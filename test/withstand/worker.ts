import { runNode, type NodeOutcome, type NodeTask, type Surroundings } from './nodeRun';

/** What a test asks of this process, and what it answers. */
export interface Order {
	readonly id: number;
	readonly task: NodeTask;
	readonly around: Surroundings;
}
export interface Report {
	readonly id: number;
	readonly outcome: NodeOutcome;
}

const realNow = Date.now.bind(Date);
let clockOffset = 0;
Date.now = () => realNow() + clockOffset;

process.on('message', (order: Order) => void perform(order));
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

async function perform({ id, task, around }: Order): Promise<void> {
	process.env.N8N_USER_FOLDER = around.userFolder;
	clockOffset = around.clockOffset;
	const outcome = await runNode(task, around).catch((error: unknown): NodeOutcome => ({ status: 'error', processed: [], attention: [], error: String(error) }));
	process.send?.({ id, outcome } satisfies Report);
}
