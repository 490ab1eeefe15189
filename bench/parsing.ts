import { generateOrders } from '../sandbox/demo/generateOrders';
import { createOrderCalls } from '../src/amazon/orders';
import { orderDocuments } from './capturedOrders';
import { figure, median, type Figure } from './figures';
import { processorTimeOf } from './processorTime';
import { firstOrder, lastOrder, store } from './seller';

const BENCH = 'parsing';
const PAGE_SIZE = 100;
const search = { marketplaceIds: [store.marketplaceId], by: 'lastUpdated', after: firstOrder, before: lastOrder } as const;

/** Reading pages of 100 orders, from the bytes of Amazon's answer to captured orders. Both sides take the pages in turn. */
export async function parsing(pages = 10, rounds = 11): Promise<readonly Figure[]> {
	const documents = orderDocuments(generateOrders(pages * PAGE_SIZE, { from: firstOrder, to: lastOrder }));
	const answers = Array.from({ length: pages }, (_, page) => Buffer.from(JSON.stringify({ orders: documents.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE), lastUpdatedBefore: lastOrder })));
	const ours: number[] = [];
	const theirs: number[] = [];
	for (let round = -2; round < rounds; round++) {
		const read = await processorTimeOf(async () => await readAll(answers));
		const parsed = await processorTimeOf(async () => await parseAll(answers));
		// The first two rounds warm up.
		if (round < 0) continue;
		ours.push(pages / read);
		theirs.push(pages / parsed);
	}
	return [figure(BENCH, 'pages of 100 orders: bytes to captured orders', { value: median(ours), unit: 'pages per CPU second', yardstick: 'JSON.parse of the same bytes', yardstickValue: median(theirs) })];
}

async function readAll(answers: readonly Buffer[]): Promise<void> {
	for (const answer of answers) {
		const { orders } = await createOrderCalls(async () => await Promise.resolve(JSON.parse(answer.toString('utf8')))).searchOrders(search);
		if (orders.length !== PAGE_SIZE) throw new Error(`${orders.length} orders of ${PAGE_SIZE} were read`);
	}
}

async function parseAll(answers: readonly Buffer[]): Promise<void> {
	for (const answer of answers) await Promise.resolve(JSON.parse(answer.toString('utf8')));
}
