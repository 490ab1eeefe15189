import { Agent, request } from 'node:http';
import { sum } from '../../../src/domain/money';
import { demoAccountId, demoApplicationKey } from '../../../sandbox/demo/tenant';
import { invoiceBody, orderBody, paymentBody, saleHeader, TenantClient, type Data } from './tenantClient';

/** fetch costs more than the simulator does; a load is sent over plain connections that stay open. */
function sender(port: number): { post: (path: string, body: unknown) => Promise<Data>; close: () => void } {
	const agent = new Agent({ keepAlive: true, maxSockets: 8 });
	const headers = { 'api-auth-accountid': demoAccountId, 'api-auth-applicationkey': demoApplicationKey };
	const post = async (path: string, body: unknown): Promise<Data> => await new Promise((resolve, reject) => {
		const call = request({ agent, port, host: '127.0.0.1', method: 'POST', path: `/ExternalApi/v2${path}`, headers }, (response) => {
			const parts: Buffer[] = [];
			response.on('data', (part: Buffer) => void parts.push(part));
			response.on('end', () => resolve(JSON.parse(Buffer.concat(parts).toString())));
		});
		call.on('error', reject);
		call.end(JSON.stringify(body));
	});
	return { post, close: () => agent.destroy() };
}

afterEach(async () => { await TenantClient.closeAll(); });

describe('ten thousand sales', () => {
	it('are carried from header to payment in one test, and add up', async () => {
		const tenant = await TenantClient.start();
		const { post, close } = sender(tenant.simulator.port);
		const count = 10_000;
		let next = 0;
		const worker = async (): Promise<void> => {
			while (next < count) {
				const externalId = `114-${next++}`;
				const { ID } = await post('/sale', { ...saleHeader, ExternalID: externalId });
				await post('/sale/order', { ...orderBody(ID), Lines: [{ ...orderBody(ID).Lines[0], SKU: 'HP-CANDLE-12' }] });
				await post('/sale/invoice', invoiceBody(ID));
				await post('/sale/payment', paymentBody(ID));
			}
		};
		await Promise.all(Array.from({ length: 8 }, worker));
		close();
		const { world } = tenant.simulator;
		expect(world.sales.size).toBe(count);
		expect(world.ledger.balance('710')).toBe('378600');
		expect(world.ledger.balance('610')).toBe('0');
		expect(sum([...world.sales.values()].flatMap((sale) => sale.invoices.map((invoice) => invoice.totals.total)))).toBe('378600');
		expect((await tenant.ok('GET', '/saleList?ExternalID=114-9999')).Total).toBe(1);
		expect((await tenant.ok('GET', '/saleList?Page=10&Limit=1000')).SaleList).toHaveLength(1000);
	}, 120_000);
});
