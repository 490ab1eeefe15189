import type { CapturedOrder, FulfillmentChannel } from '../domain/orders/order';
import type { OrderPage, OrderSearch, UnreadableOrder } from '../processes/ports/amazon';
import { TransportError } from '../transport/errors';
import type { Caller } from './caller';
import { parseOrder } from './orderParser';
import { wireOrderAnswer, wireOrderPage } from './orderWire';
import { unreadableAnswer } from './serviceErrors';
import type { Query } from './spApi';
import { fitting } from './wireFit';

const PAGE_SIZE = 100;

// Without PAYMENT, which nothing here needs.
const fullData = ['BUYER', 'RECIPIENT', 'PROCEEDS', 'EXPENSE', 'PROMOTION', 'CANCELLATION', 'FULFILLMENT', 'PACKAGES', 'TAX'];
/** What Amazon gives without any restricted role. */
const reducedData = ['PROCEEDS', 'EXPENSE', 'PROMOTION', 'CANCELLATION', 'FULFILLMENT', 'PACKAGES'];

const fulfilledBy: Readonly<Record<FulfillmentChannel, string>> = { AFN: 'AMAZON', MFN: 'MERCHANT' };

interface OrderCalls {
	searchOrders(search: OrderSearch): Promise<OrderPage>;
	getOrder(orderId: string): Promise<CapturedOrder | undefined>;
}

/** Orders 2026-01-01 for one client; the only path by which orders are read (N1). */
export function createOrderCalls(call: Caller): OrderCalls {
	// Amazon refused buyer data to this client before: no call is spent on asking for it again with every single order.
	let buyerDataRefused = false;

	const withData = async <T>(reduced: boolean, read: (includedData: readonly string[]) => Promise<T>): Promise<{ answer: T; reduced: boolean }> => {
		if (reduced) return { answer: await read(reducedData), reduced };
		try {
			return { answer: await read(fullData), reduced };
		} catch (error) {
			if (!isAccessRefused(error)) throw error;
		}
		// When this is refused too, its error is the one to show: it names the role or the marketplace (N4).
		const answer = await read(reducedData);
		buyerDataRefused = true;
		return { answer, reduced: true };
	};

	return {
		searchOrders: async (search) => {
			const { answer, reduced } = await withData(search.reducedData ?? false, async (includedData) => {
				const body = await call({ operation: 'searchOrders', query: queryOf(search, includedData) });
				return readPage(body, includedData);
			});
			return { ...answer, reducedData: reduced };
		},
		getOrder: async (orderId) => {
			if (orderId.trim() === '') return undefined;
			try {
				const { answer } = await withData(buyerDataRefused, async (includedData) => {
					const body = await call({ operation: 'getOrder', path: { orderId }, query: { includedData } });
					return readSingle(body, includedData);
				});
				return answer;
			} catch (error) {
				if (error instanceof TransportError && error.kind === 'notFound') return undefined;
				throw error;
			}
		},
	};
}

/** A refusal that asking for less may lift; a refused token is none. */
const isAccessRefused = (error: unknown): boolean =>
	error instanceof TransportError && error.status === 403 && error.code !== 'ExpiredToken' && error.code !== 'InvalidToken' && error.code !== 'WrongRegion';

/** Instants go through byte for byte: the page token is good only for the very same parameters. */
function queryOf(search: OrderSearch, includedData: readonly string[]): Query {
	const { by, after, before, statuses, fulfillmentChannels, marketplaceIds, pageToken } = search;
	const [afterName, beforeName] = by === 'created' ? (['createdAfter', 'createdBefore'] as const) : (['lastUpdatedAfter', 'lastUpdatedBefore'] as const);
	const known = statuses?.filter((status) => status !== 'UNKNOWN');
	return {
		[afterName]: after,
		...(before !== undefined && { [beforeName]: before }),
		...(marketplaceIds.length > 0 && { marketplaceIds }),
		...(known !== undefined && known.length > 0 && { fulfillmentStatuses: known }),
		...(fulfillmentChannels !== undefined && { fulfilledBy: fulfillmentChannels.map((channel) => fulfilledBy[channel]) }),
		maxResultsPerPage: PAGE_SIZE,
		includedData,
		...(pageToken !== undefined && { paginationToken: pageToken }),
	};
}

function readPage(body: unknown, includedData: readonly string[]): Omit<OrderPage, 'reducedData'> {
	const page = fitting(wireOrderPage, body, 'searchOrders');
	const orders: CapturedOrder[] = [];
	const unreadable: UnreadableOrder[] = [];
	for (const wire of page.orders) {
		const parsed = parseOrder(wire, includedData);
		if (parsed.ok) orders.push(parsed.captured);
		else unreadable.push({ ...(parsed.orderId !== undefined && { orderId: parsed.orderId }), reason: parsed.reason });
	}
	const nextPageToken = page.pagination?.nextToken || undefined;
	const until = page.lastUpdatedBefore || page.createdBefore || undefined;
	return { orders, unreadable, ...(nextPageToken !== undefined && { nextPageToken }), ...(until !== undefined && { until }) };
}

function readSingle(body: unknown, includedData: readonly string[]): CapturedOrder {
	const parsed = parseOrder(fitting(wireOrderAnswer, body, 'getOrder').order, includedData);
	if (!parsed.ok) throw unreadableAnswer('getOrder', `the order does not fit Amazon's model (${parsed.reason})`);
	return parsed.captured;
}
