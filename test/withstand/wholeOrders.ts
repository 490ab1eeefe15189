import type { Cin7World } from '../../sandbox/cin7/world';
import { demoStoreId } from '../../sandbox/demo/setUp';
import { demoStores } from '../../sandbox/demo/stores';
import { sum } from '../../src/domain/money';
import type { DatabaseConfig } from '../../src/database/open';
import type { NodeTask } from './nodeRun';
import type { Place } from './place';

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

const ofAllStores = { __rl: true, mode: 'id', value: 'all' };

/** Settings of a store whose orders of a day become one sale, and whose coaster is assembled. */
export const daily = { consolidation: 'daily', consolidationTime: '00:00', autoAssembly: 'orderedQuantity' } as const;

export const wholeOrderTasks = {
	closeDay: { node: 'orderConsolidator', parameters: { operation: 'processPendingOrders', store: ofAllStores, processOptions: { attention: 'all', closeDayNow: true } } },
	loadRefunds: { node: 'orderConsolidator', parameters: { operation: 'loadRefunds' } },
	processRefunds: { node: 'orderConsolidator', parameters: { operation: 'processRefunds', store: ofAllStores, refundOptions: { attention: 'all' } } },
} as const satisfies Readonly<Record<string, NodeTask>>;

/** The coaster of the demo catalog is made of a mug, and is not made by Cin7 Core itself. */
export function assembleCoasters(world: Cin7World): void {
	const [coaster, mug] = [world.productBySku('HP-COASTER-6'), world.productBySku('HP-MUG-SLATE')];
	if (!coaster || !mug) throw new Error('The demo catalog has neither coaster nor mug');
	coaster.inventoryAccount = '630';
	coaster.bill = { quantityToProduce: '1', autoAssembly: false, type: 'Assembly', components: [{ productId: mug.id, quantity: '1', wastagePercent: '0', wastageQuantity: '0', costPercentage: '0' }] };
}

/** Items of an order: so many coasters at 3.33, with tax. */
export const coasters = (quantity: number) => [{ asin: 'B0DEMO0002', sku: 'HP-COASTER-6', title: 'Coasters', quantity, unitPrice: '3.33', item: (3.33 * quantity).toFixed(2), tax: { ITEM: (0.27 * quantity).toFixed(2) } }];

/** So many mugs at 14.99, with tax. */
export const mugs = (quantity: number) => [{ asin: 'B0DEMO0001', sku: 'HP-MUG-SLATE', title: 'Mug', quantity, unitPrice: '14.99', item: (14.99 * quantity).toFixed(2), tax: { ITEM: (1.24 * quantity).toFixed(2) } }];

/** Amazon's refund of a mug: 16.23 for the buyer, of which the seller pays 14.43 because fees of 1.80 come back. */
export const refundOfMug = (refundId: string, orderId: string, postedDate: string) => ({
	transactionId: `transaction of ${refundId}`,
	type: 'Refund',
	status: 'RELEASED',
	postedDate,
	orderId,
	refundId,
	marketplaceId: demoStores.US.marketplaceId,
	items: [{ sku: 'HP-MUG-SLATE', adjustmentId: `adjustment of ${refundId}`, amounts: { OurPricePrincipal: '-14.99', OurPriceTax: '-1.24', Commission: '2.25', RefundCommission: '-0.45' } }],
} as const);

/** Credit notes of the sales and assemblies, without ids. */
export function documentsOf(world: Cin7World) {
	return {
		creditNotes: [...world.sales.values()].flatMap((sale) => sale.creditNotes.map((note) => ({
			sale: sale.externalId,
			saleType: sale.type,
			status: note.status,
			memo: note.memo,
			total: sum([note.totals.total]),
			tax: sum([note.totals.tax]),
			refunds: note.payments.map((payment) => [payment.reference, sum([payment.amount])]),
		}))).sort((a, b) => (a.memo < b.memo ? -1 : 1)),
		assemblies: [...world.assemblies.values()].map((assembly) => [assembly.notes, assembly.status, sum([assembly.quantity])]).sort(),
	};
}

/** Everything that Cin7 Core holds and that grows with orders, without ids. */
export function booksOf(place: Place) {
	const { sales, customers, ...books } = place.books();
	return { ...books, sales, customers: (customers as readonly string[]).length, ...documentsOf(place.cin7.world) };
}

/** What the sync database holds of daily sales and credits, and which order is part of which sale. */
export async function wholeOrdersKept(place: Place, postgres?: DatabaseConfig) {
	return await place.inDatabase(async ({ query }) => {
		const orders = await query.selectFrom('amazon_order').selectAll().orderBy('order_id').execute();
		const sales = await query.selectFrom('daily_sale').selectAll().orderBy('sale_key').execute();
		const credits = await query.selectFrom('credit').selectAll().orderBy('credit_id').execute();
		return {
			orders: orders.map((row) => ({ orderId: row.order_id, state: row.state, saleKey: row.sale_key, mustVoid: row.must_void === 1, claimed: row.claim_owner !== null, hasBuyerData: row.buyer_data !== null })),
			sales: sales.map((row) => ({ saleKey: row.sale_key, state: row.state, claimed: row.claim_owner !== null })),
			credits: credits.map((row) => ({ creditId: row.credit_id, state: row.state, claimed: row.claim_owner !== null })),
		};
	}, postgres);
}

export const dailySaleKeyOf = (day: string, number = 1): string => `${demoStoreId('US')}|${day}|${number}`;
