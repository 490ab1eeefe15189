import type { RawCall } from '../../src/processes/ports/amazon';
import { clientFor, failureOf, json, LIMIT_SENTENCE, raw, refused, startScriptedCin7, type ScriptedCin7 } from './scriptedCin7';

let cin7: ScriptedCin7;
beforeEach(async () => { cin7 = await startScriptedCin7(); });
afterEach(async () => { await cin7.close(); });

const call = async (request: RawCall): Promise<unknown> => await clientFor(cin7.url).client.call(request);

describe('a raw call', () => {
	it('P68: sends query and body as they are and answers the JSON as it comes', async () => {
		const answer = { Total: 1, Anything: [{ ID: null, Amount: '1.50' }] };
		cin7.script(json(answer));
		await expect(call({ method: 'POST', path: '/purchase/order', query: { TaskID: 'a b' }, body: { Lines: [{ SKU: 'MUG-01', Price: 1.5 }] } })).resolves.toEqual(answer);
		expect(cin7.calls[0]).toMatchObject({ method: 'POST', path: '/purchase/order', query: { TaskID: 'a b' }, body: { Lines: [{ SKU: 'MUG-01', Price: 1.5 }] } });
	});

	it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)('P68: may be a %s', async (method) => {
		cin7.script(json([]));
		await expect(call({ method, path: '/webhooks' })).resolves.toEqual([]);
		expect(cin7.calls[0]).toMatchObject({ method, path: '/webhooks', query: {}, body: undefined });
	});

	it('P68: answers undefined where Cin7 Core has nothing to say', async () => {
		cin7.script(raw('', 204));
		await expect(call({ method: 'DELETE', path: '/webhooks', query: { ID: '1' } })).resolves.toBeUndefined();
	});

	it('P68: is repeated when it only reads', async () => {
		cin7.script('drop', refused(503, 'Down'), json({ Total: 0 }));
		await expect(call({ method: 'GET', path: '/journal' })).resolves.toEqual({ Total: 0 });
		expect(cin7.calls).toHaveLength(3);
	});

	it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('P68: %s is not repeated after a doubt, and nobody looks it up but the user', async (method) => {
		cin7.script('drop', json({}));
		const error = await failureOf(call({ method, path: '/journal', ...(method === 'DELETE' ? {} : { body: {} }) }));
		expect(error).toMatchObject({ kind: 'unavailable', ambiguous: true, operation: `${method} /journal` });
		expect(error.message).toContain('look in Cin7 Core before you make the call again');
		expect(error.message).not.toContain('looked up');
		expect(cin7.calls).toHaveLength(1);
	});

	it('P68: waits for the limit as every call does', async () => {
		cin7.script(refused(429, LIMIT_SENTENCE), json({ done: true }));
		await expect(call({ method: 'POST', path: '/journal', body: {} })).resolves.toEqual({ done: true });
	});

	it.each([
		'', 'journal', '//example.com/journal', 'https://example.com/journal', '/../ExternalApi/journal', '/journal/..', '/ref/../journal', '/ref/%2e%2e/journal', '/ref/.', '/ref\\..\\journal', '/journal?ID=1', '/journal#top', '/@example.com', '/:80/journal', '/ref/\t./account', '/journal\n', '/journal/', ' /journal',
	])('P68: the path %j is refused before anything is sent', async (path) => {
		for (const method of ['GET', 'POST'] as const) expect(await failureOf(call({ method, path }))).toMatchObject({ kind: 'rejected', ambiguous: false, operation: method, service: 'Cin7 Core' });
		expect(cin7.calls).toHaveLength(0);
	});

	it('P68: does not repeat a refused path, which may hold a key', async () => {
		const error = await failureOf(call({ method: 'GET', path: 'https://0342a546-e0c2.example.com/sale' }));
		expect(JSON.stringify({ ...error, message: error.message })).not.toContain('0342a546');
	});
});
