import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import type { WorkflowJson } from '../engine/engine';
import { root } from '../engine/package';
import { runWorkflow } from '../engine/runWorkflow';
import { DemoWorld } from './demoWorld';

const folder = path.join(root, 'workflows');
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
const template = (file: string) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as WorkflowJson;

let world: DemoWorld;
beforeEach(async () => {
	world = await DemoWorld.open();
});
afterEach(async () => await world.close());

test('every template is in the README of the templates', () => {
	const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
	for (const file of files) expect(readme).toContain(`\`${file}\``);
});

test.each(files)('N51: %s runs without an edit, and every parameter in it is known', async (file) => {
	const json = template(file);
	const installation = world.installation('US');
	for (const node of json.nodes.filter((each) => each.type.startsWith('n8n-nodes-amazon-cin7.'))) {
		const known = new Set([...(installation.nodeTypes[node.type]?.description.properties ?? []).map((property) => property.name), 'pollTimes']);
		expect(Object.keys(node.parameters).filter((name) => !known.has(name))).toEqual([]);
	}
	if (file !== 'set-up-a-store.json') await world.ready('US', { createProducts: true });
	// A trigger starts its workflow only when there is something to tell.
	if (file === 'refunds.json') world.account('US').addTransaction({ transactionId: 'T-1', type: 'Refund', status: 'RELEASED', postedDate: '2026-03-11T09:00:00.000Z', orderId: world.seller.expected[0]?.orderId ?? '', refundId: 'R-1', marketplaceId: 'ATVPDKIKX0DER', items: [{ sku: 'HP-MUG-SLATE', adjustmentId: 'A-1', amounts: { OurPricePrincipal: '-14.99' } }] });
	if (file.startsWith('settlement')) {
		world.account('US').addSettlement({ createdTime: '2026-03-11T09:00:00.000Z', form: { country: 'US' }, settlement: { settlementId: '28000000001', start: '2026-02-25T00:00:00.000Z', end: '2026-03-11T00:00:00.000Z', deposit: '2026-03-13T00:00:00.000Z', currency: 'USD', rows: [{ transactionType: 'other-transaction', amountType: 'FBA Inventory Reimbursement', amountDescription: 'WAREHOUSE_LOST', amount: '9.50', postedAt: '2026-03-01T00:00:00.000Z' }] } });
	}
	const result = await runWorkflow(json, installation);
	expect([result.status, result.error]).toEqual(['success', undefined]);
});

test('N51 and S2: the templates together turn a day of orders into sales, and nothing but reads is sent to Amazon: no listing is created or changed', async () => {
	await world.ready('US');
	const orders = template('orders-one-sale-each.json');
	const run = await runWorkflow(orders, world.installation('US'));
	expect(run.status).toBe('success');
	expect(run.executed).toEqual(expect.arrayContaining(['Process Pending Orders', 'Sales Made', 'Tell Someone']));
	const made = run.json('Sales Made').map((item) => (item as IDataObject).orderId);
	const wanted = world.seller.expected.filter(({ store, outcome }) => store === 'US' && outcome === 'sale').map(({ orderId }) => orderId);
	expect([...made].sort()).toEqual([...wanted].sort());
	expect(run.json('Tell Someone')).toHaveLength(1);
	const calls = world.amazon.requests.filter((request) => request.operation !== 'getAccessToken');
	expect(new Set(calls.map((request) => request.method))).toEqual(new Set(['GET']));
	expect(calls.some((request) => request.path.includes('feeds'))).toBe(false);
});
