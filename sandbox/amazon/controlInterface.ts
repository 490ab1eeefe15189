import { z } from 'zod';
import { type Answer, Refusal } from './answers';
import { faultKinds, type Faults } from './faults';
import type { Json } from './json';
import type { RecordedRequest } from './recordedRequest';
import type { SellerWorld } from './sellerWorld';
import type { AmountChange } from './orderChanges';
import type { OrderSeed } from './seeds';
import type { TransactionSeed } from './transactionSeeds';

const PREFIX = '/_simulator/';

export const isControlPath = (path: string): boolean => path.startsWith(PREFIX);

/** What other processes may reach. */
export interface Controlled {
	readonly requests: RecordedRequest[];
	readonly faults: Faults;
	account(accountKey: string): SellerWorld;
}

const faultOrder = z.object({ kind: z.enum(faultKinds), operation: z.string().optional(), times: z.number().int().positive().optional(), bytesPerSecond: z.number().positive().optional() }).strict();

const orderId = z.string().min(1);
const silently = z.boolean().optional();
/** An item of an order, from 0. */
const place = z.number().int().nonnegative();
const orderChange = z.discriminatedUnion('action', [
	z.object({ action: z.literal('add'), account: z.string(), order: z.object({ orderId, marketplaceId: z.string(), createdTime: z.string(), status: z.string(), fulfilledBy: z.string(), items: z.array(z.object({}).passthrough()) }).passthrough() }).strict(),
	z.object({ action: z.literal('update'), account: z.string(), orderId, change: z.object({}).passthrough(), silently }).strict(),
	z.object({ action: z.literal('cancel'), account: z.string(), orderId, silently }).strict(),
	z.object({ action: z.literal('cancelRemainder'), account: z.string(), orderId, silently }).strict(),
	z.object({ action: z.literal('ship'), account: z.string(), orderId, units: z.array(z.object({ item: place, quantity: z.number().int().positive() }).strict()).optional(), silently }).strict(),
	z.object({ action: z.literal('askToCancel'), account: z.string(), orderId, reason: z.string().optional(), items: z.array(place).optional(), silently }).strict(),
	z.object({ action: z.literal('changeAmounts'), account: z.string(), orderId, changes: z.array(z.object({ item: place, amounts: z.object({}).passthrough() }).strict()), silently }).strict(),
]);

const transactionChange = z.discriminatedUnion('action', [
	z.object({ action: z.literal('add'), account: z.string(), transaction: z.object({ transactionId: z.string().min(1), type: z.string(), status: z.enum(['DEFERRED', 'RELEASED', 'DEFERRED_RELEASED']), postedDate: z.string(), marketplaceId: z.string(), items: z.array(z.object({ amounts: z.record(z.string()) }).passthrough()) }).passthrough() }).strict(),
	z.object({ action: z.literal('release'), account: z.string(), transactionId: z.string(), postedDate: z.string().optional() }).strict(),
]);

/**
 * The simulator's own door, whatever the Host header: GET requests, POST faults, POST orders ({action: add | update |
 * cancel | cancelRemainder | ship | askToCancel | changeAmounts, account, ...}), POST transactions ({action: add | release,
 * account, ...}), POST reset-requests. A wrong request gets 400 with the reason.
 */
export function answerControl(method: string, path: string, body: Buffer, controlled: Controlled): Answer {
	try {
		return { status: 200, body: perform(`${method} ${path.slice(PREFIX.length)}`, body, controlled) };
	} catch (problem) {
		if (problem instanceof Refusal) return problem.answer;
		return { status: 400, body: { error: problem instanceof Error ? problem.message : 'The request cannot be read' } };
	}
}

function perform(action: string, body: Buffer, { requests, faults, account }: Controlled): Json {
	switch (action) {
		case 'GET requests':
			return { requests: requests.map(requestDocument) };
		case 'POST reset-requests':
			requests.length = 0;
			return {};
		case 'POST faults':
			faults.add(faultOrder.parse(JSON.parse(body.toString('utf8'))));
			return { left: faults.left };
		case 'POST orders':
			return changeOrder(orderChange.parse(JSON.parse(body.toString('utf8'))), account);
		case 'POST transactions':
			return changeTransaction(transactionChange.parse(JSON.parse(body.toString('utf8'))), account);
		default:
			throw new Refusal({ status: 404, body: { error: `The simulator has no ${action}` } });
	}
}

function changeOrder(change: z.infer<typeof orderChange>, account: Controlled['account']): Json {
	const world = account(change.account);
	if (change.action === 'add') {
		// The boundary: only what the index and the filters stand on has been checked.
		world.addOrder(change.order as unknown as OrderSeed);
		return { orderId: change.order.orderId };
	}
	const silence = { silently: change.silently ?? false };
	switch (change.action) {
		case 'update':
			world.updateOrder(change.orderId, change.change as Partial<OrderSeed>, silence);
			break;
		case 'cancel':
			world.cancelOrder(change.orderId, silence);
			break;
		case 'cancelRemainder':
			world.cancelRemainder(change.orderId, silence);
			break;
		case 'ship':
			world.shipOrder(change.orderId, { ...silence, units: change.units });
			break;
		case 'askToCancel':
			world.askToCancel(change.orderId, { ...silence, reason: change.reason, items: change.items });
			break;
		case 'changeAmounts':
			world.changeAmounts(change.orderId, change.changes as readonly AmountChange[], silence);
	}
	return { orderId: change.orderId };
}

function changeTransaction(change: z.infer<typeof transactionChange>, account: Controlled['account']): Json {
	const world = account(change.account);
	if (change.action === 'release') return { transactionId: world.releaseTransaction(change.transactionId, change.postedDate).transactionId };
	// The boundary: only what the filters stand on has been checked.
	world.addTransaction(change.transaction as unknown as TransactionSeed);
	return { transactionId: change.transaction.transactionId };
}

const requestDocument = ({ query, ...request }: RecordedRequest): Json => ({ ...request, query: Object.fromEntries(query) });
