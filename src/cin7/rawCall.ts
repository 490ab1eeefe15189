import { z } from 'zod';
import type { RawCall } from '../processes/ports/amazon';
import type { Cin7Port } from '../processes/ports/cin7';
import { TransportError } from '../transport/errors';
import type { Caller } from './calls';

/** The paths of API v2: words between slashes. No other host, no way up and no query can be in one. */
const apiPath = /^(?:\/[\w-]+)+$/;

/**
 * A call that this package does not cover (P68), paced and repeated as all others. Answers the JSON as it comes,
 * undefined where Cin7 Core answers with nothing (204).
 */
export function createRawCall(call: Caller): Pick<Cin7Port, 'call'> {
	return {
		call: async ({ method, path, query, body }) => {
			if (!apiPath.test(path)) throw wrongPath(method);
			return await call({
				method, path, ...(query ? { query } : {}), ...(body === undefined ? {} : { body }),
				about: 'making a call of the API', inDoubt: 'look in Cin7 Core before you make the call again.', answer: z.unknown(),
			});
		},
	};
}

/** The path itself is not repeated: it may hold a key that was pasted by mistake. */
const wrongPath = (method: RawCall['method']): TransportError => new TransportError({
	service: 'Cin7 Core',
	kind: 'rejected',
	operation: method,
	message: 'Nothing was sent to Cin7 Core: the path has to be as the API reference prints it, such as /sale/order, without the address before it and without a question mark. What goes behind the question mark is the query.',
});
