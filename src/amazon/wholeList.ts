import { TransportError } from '../transport/errors';

/**
 * A list that is of use only when all its pages were read. When Amazon no longer takes the token of a page, the list is
 * read once more from its beginning (N5); whatever else fails is thrown as it is.
 */
export async function readWholeList<T>(read: () => Promise<T>): Promise<T> {
	try {
		return await read();
	} catch (error) {
		if (error instanceof TransportError && error.code === 'PageTokenExpired') return await read();
		throw error;
	}
}
