import fc from 'fast-check';
import { inspect } from 'node:util';
import { showable } from '../../src/amazon/serviceText';
import { TransportError } from '../../src/transport/errors';
import { wireOrder } from './orderExamples';
import { clientFor, lastHour, startScriptedAmazon, type Answering, type ScriptedAmazon } from './scriptedAmazon';

let amazon: ScriptedAmazon;
beforeAll(async () => { amazon = await startScriptedAmazon(); });
afterAll(async () => { await amazon.close(); });

const buyer = ['Jane Q. Public', 'jane.public@example.com', '17 Nightingale Lane', '+1 555 0100'];

/** Everything that could be shown of an error: message, stack, every property, also those that are not enumerable. */
const everythingOf = (error: TransportError): string => [String(error), error.stack, JSON.stringify(error), inspect(error, { showHidden: true, depth: 10 })].join('\n');

describe('what an error tells', () => {
	const orderOfJane = wireOrder('111-1', {
		buyer: { buyerName: buyer[0], buyerEmail: buyer[1] },
		recipient: { deliveryAddress: { addressLine1: buyer[2], phone: buyer[3] } },
		orderItems: 'not a list',
	});
	// Bodies as a service or a gateway in between may send them, with what must not be shown put into every place of them.
	const body = fc.record({ secret: fc.constantFrom('clientSecret', 'refreshToken', 'accessToken', 'mail'), where: fc.constantFrom('code', 'message', 'details', 'html', 'order', 'torn', 'login') });
	const status = fc.constantFrom(200, 301, 400, 401, 403, 404, 413, 429, 500, 503);

	test('neither secrets nor tokens nor buyer data, whatever the service answers', async () => {
		await fc.assert(fc.asyncProperty(body, status, async ({ secret, where }, code) => {
			const { client, credential } = clientFor(amazon.url, {}, { runBudgetMs: 0 });
			const values = { clientSecret: credential.clientSecret, refreshToken: credential.refreshToken, accessToken: 'Atza|the-access-token', mail: buyer[1] ?? '' };
			const leak = values[secret];
			amazon.login = answering(where === 'login' ? code : 200, where === 'login' ? { error: leak, error_description: `refused ${leak}` } : { access_token: values.accessToken, expires_in: 3600 });
			amazon.script(answerWith(where, leak, code, orderOfJane));
			const outcomes = await Promise.all([client.searchOrders(lastHour), client.getOrder('111-1'), client.sellerAccount()].map(async (call) => await call.then(() => undefined, (error: unknown) => error)));
			for (const error of outcomes) {
				if (error === undefined) continue;
				expect(error).toBeInstanceOf(TransportError);
				const text = error instanceof TransportError ? everythingOf(error) : '';
				for (const forbidden of [...Object.values(values), ...buyer, 'x-amz-access-token', '<html']) expect(text).not.toContain(forbidden);
			}
		}), { numRuns: 60 });
	});

	test("Amazon's own words are kept, on one line and not without end", () => {
		expect(showable('  Invalid\n\tInput ', [])).toBe('Invalid Input');
		expect(showable('x'.repeat(1000), [])).toHaveLength(300);
		expect([showable('', []), showable(7, []), showable(undefined, [])]).toEqual([undefined, undefined, undefined]);
		expect(showable('token Atzr|abc, mail jane@example.com, secret s3cret', ['s3cret', ''])).toBe('token ***, mail ***, secret ***');
	});
});

const answering = (status: number, content: unknown): Answering => (_request, response) => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));

function answerWith(where: string, leak: string, status: number, order: object): Answering {
	if (where === 'html') return (_request, response) => void response.writeHead(status, { 'content-type': 'text/html', 'x-amzn-RequestId': `${leak} <html>` }).end(`<html>${leak}</html>`);
	if (where === 'order') return answering(status, { orders: [order], order, payload: order });
	if (where === 'torn') return (_request, response) => {
		response.writeHead(status, { 'content-length': 1000 });
		response.write(JSON.stringify({ orders: [order] }), () => response.destroy());
	};
	const error = { code: 'InvalidInput', message: 'Invalid Input', details: '', [where]: `about ${leak}` };
	return answering(status, { errors: [error] });
}
