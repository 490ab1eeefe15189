import type { CapturedOrder } from '../domain/orders/order';
import { TransportError } from '../transport/errors';
import type { AmazonPort } from './ports/amazon';
import type { OrderKey } from './ports/repositories';
import { transportProblem, type Problem } from './problems';

/**
 * One order as Amazon has it now; undefined when Amazon knows none. 'failed' where Amazon refuses or garbles just this
 * one: that is added to the problems, and must not keep the others from being asked for (P27). Throws any other
 * TransportError.
 */
export async function askForOrder(amazon: AmazonPort, { storeId, orderId }: OrderKey, problems: Problem[]): Promise<CapturedOrder | 'failed' | undefined> {
	try {
		return await amazon.getOrder(orderId);
	} catch (error) {
		if (!(error instanceof TransportError) || !(error.kind === 'rejected' || error.kind === 'unreadable')) throw error;
		problems.push(transportProblem(storeId, orderId, error));
		return 'failed';
	}
}
