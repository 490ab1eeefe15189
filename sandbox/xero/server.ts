import { startBooksServer, type BooksServer } from '../booksServer';
import type { XeroSimulator } from './simulator';

const API = '/api.xro/2.0';

/** The simulated Xero over HTTP: its API, and the connections of the token, which is one organization. */
export async function startXeroServer(xero: XeroSimulator, token: string): Promise<BooksServer> {
	return await startBooksServer(token, async (request) => {
		if (request.path === '/connections') return { status: 200, headers: { 'content-type': 'application/json' }, text: JSON.stringify([{ tenantId: xero.tenantId, tenantName: 'Example', tenantType: 'ORGANISATION' }]) };
		if (!request.path.startsWith(API)) return { status: 404, headers: {}, text: '' };
		return await xero.send({ ...request, path: request.path.slice(API.length) });
	});
}
