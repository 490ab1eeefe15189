import path from 'node:path';
import type { TransactionSeed } from '../../sandbox/amazon/transactionSeeds';
import { demoStores } from '../../sandbox/demo/stores';
import { openRaw } from '../database/battery/raw';
import { byId, type DemoWorld, type NodeRun } from '../nodes/demoWorld';

const { marketplaceId } = demoStores.US;

/** A completed refund of one mug with its tax, less the commission that Amazon gives back, posted now unless told otherwise. */
export function refundOf(orderId: string, over: Partial<TransactionSeed> = {}): TransactionSeed {
	const name = over.refundId ?? `refund of ${orderId}`;
	return {
		transactionId: `transaction of ${name}`,
		type: 'Refund',
		status: 'RELEASED',
		postedDate: new Date(Date.now()).toISOString(),
		orderId,
		refundId: name,
		marketplaceId,
		items: [{ sku: 'HP-MUG-SLATE', adjustmentId: `adjustment of ${name}`, amounts: { OurPricePrincipal: '-14.99', OurPriceTax: '-1.24', Commission: '2.25', RefundCommission: '-0.45' } }],
		...over,
	};
}

export const loadRefunds = async (world: DemoWorld): Promise<NodeRun> => await world.run('orderConsolidator', { operation: 'loadRefunds' });

export const processRefunds = async (world: DemoWorld, refundOptions: Record<string, unknown> = {}): Promise<NodeRun> => await world.run('orderConsolidator', { operation: 'processRefunds', store: byId('all'), refundOptions: refundOptions as never });

export const problemsOf = (run: NodeRun): { orderId: string | null; code: string; what: string; whatToDo: string }[] => run.attention.flatMap((item) => item.problems as ReturnType<typeof problemsOf>);

export const codesOf = (run: NodeRun): string[] => problemsOf(run).map(({ code }) => code);

type Engine = Awaited<ReturnType<typeof openRaw>>;

/** Looks into the world's sync database beneath the repositories. */
export async function inDatabase<T>(world: DemoWorld, look: (engine: Engine) => Promise<T>): Promise<T> {
	const engine = await openRaw({ engine: 'sqlite', file: path.join(world.userFolder, '.n8n', 'amazon-cin7', 'sync.sqlite'), buyerDataKey: new Uint8Array(32) });
	try {
		return await look(engine);
	} finally {
		await engine.destroy();
	}
}

/** Where refunds of these orders stand: each once where nothing was lost or doubled. */
export const creditStand = async (world: DemoWorld, orderIds: readonly string[]) => await inDatabase(world, async ({ query }) => ({
	credits: (await query.selectFrom('credit').selectAll().where('order_id', 'in', orderIds).execute()).map((row) => `${row.credit_id} ${row.state}`).sort(),
	told: (await query.selectFrom('order_event').selectAll().where('kind', '=', 'refundCompleted').where('order_id', 'in', orderIds).execute()).map((row) => row.order_id).sort(),
	orders: (await query.selectFrom('amazon_order').selectAll().where('order_id', 'in', orderIds).execute()).map((row) => `${row.order_id} ${row.state}`).sort(),
	leases: (await query.selectFrom('lease').selectAll().execute()).length,
}));

interface Position {
	readonly watermark: string;
	readonly open?: { readonly pageToken?: string };
}

/** How far the stream of transactions was read. */
export const refundPosition = async (world: DemoWorld): Promise<Position | undefined> => await inDatabase(world, async ({ query }) => {
	const row = await query.selectFrom('refund_cursor').selectAll().executeTakeFirst();
	return row && (JSON.parse(row.position) as Position);
});
