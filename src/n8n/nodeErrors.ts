import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { LinkRefused } from '../processes/catalog/manageLinks';
import { SetUpRefused } from '../processes/storeSetUp';
import { transportProblem } from '../processes/problems';
import { TransportError } from '../transport/errors';

/**
 * An error as n8n shows it: a service that said no is a NodeApiError, a wrong setting a NodeOperationError. Never wraps
 * twice, because n8n then drops the item index. Holds no stack of client libraries, no secret, no buyer data.
 */
export function toNodeError(node: INode, error: unknown, itemIndex: number): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	if (error instanceof TransportError) {
		const { hint } = transportProblem('', undefined, error);
		const details = [error.serviceMessage, error.status ? `HTTP ${error.status}` : undefined, error.requestId ? `request ${error.requestId}` : undefined].filter(Boolean).join(', ');
		return new NodeApiError(node, { message: error.message }, { message: error.message, description: details ? `${hint} (${error.service}: ${details})` : hint, itemIndex, ...(error.status ? { httpCode: String(error.status) } : {}) });
	}
	if (error instanceof LinkRefused) return new NodeOperationError(node, error.message, { itemIndex, description: error.hint });
	if (error instanceof SetUpRefused) return new NodeOperationError(node, error.message, { itemIndex });
	return new NodeOperationError(node, error instanceof Error ? error.message : 'Unknown fault', { itemIndex, description: 'Please report this message to the makers of the package.' });
}
