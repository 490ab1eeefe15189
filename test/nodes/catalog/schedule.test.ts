import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { AmazonStore } from '../../../nodes/AmazonStore/AmazonStore.node';
import type { WorkflowJson } from '../../engine/engine';
import { root } from '../../engine/package';
import { runWorkflow } from '../../engine/runWorkflow';
import type { DemoWorld } from '../demoWorld';
import { calls, connect, fromReport, HOUR, keepListings, loadProducts, openCatalog } from './catalogWorld';

let world: DemoWorld;
beforeEach(async () => {
	world = await openCatalog();
	for (const marketplace of ['DE', 'FR'] as const) keepListings(world, marketplace, ['HP-TOWEL-3', 'HP-CANDLE-12']);
});
afterEach(async () => await world.close());

test('S13: the template asks every hour, for the report of each store of the account once', async () => {
	await connect(world, 'DE', fromReport);
	await connect(world, 'FR', fromReport);
	const template = JSON.parse(readFileSync(path.join(root, 'workflows', 'catalog-hourly.json'), 'utf8')) as WorkflowJson;
	expect(template.nodes.find(({ type }) => type.endsWith('.scheduleTrigger'))?.parameters).toMatchObject({ rule: { interval: [{ field: 'hours', hoursInterval: 1 }] } });
	for (const hour of [1, 2]) {
		const run = await runWorkflow(template, world.installation('DE'));
		expect([run.status, run.error]).toEqual(['success', undefined]);
		expect(run.json('Load Products').map(({ storeId, received }) => [storeId, received])).toEqual([['A2HARBORPINE-DE', 2], ['A2HARBORPINE-FR', 2]]);
		expect(calls(world, 'createReport')).toBe(2 * hour);
		world.pass(HOUR);
	}
});

/** Asks for a listings report as another application of the seller does. */
async function askForReport(token: string): Promise<void> {
	const body = JSON.stringify({ reportType: 'GET_MERCHANT_LISTINGS_ALL_DATA', marketplaceIds: ['A1PA6795UKMFR9'] });
	await new Promise<void>((resolve, reject) => {
		const call = request({ host: '127.0.0.1', port: world.amazon.port, method: 'POST', path: '/reports/2021-06-30/reports', headers: { 'host': 'sellingpartnerapi-eu.amazon.com', 'x-amz-access-token': token, 'content-type': 'application/json', 'content-length': body.length } }, (answer) => void answer.resume().on('end', () => (answer.statusCode === 202 ? resolve() : reject(new Error(String(answer.statusCode))))));
		call.on('error', reject).end(body);
	});
}

async function accessToken(): Promise<string> {
	const answer = await new Promise<string>((resolve, reject) => {
		const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'Atzr|demo-eu', client_id: 'amzn1.application-oa2-client.demo', client_secret: 'demo-client-secret' }).toString();
		const call = request({ host: '127.0.0.1', port: world.amazon.port, method: 'POST', path: '/auth/o2/token', headers: { 'host': 'api.amazon.com', 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length } }, (message) => {
			let text = '';
			message.on('data', (chunk) => (text += String(chunk))).on('end', () => resolve(text));
		});
		call.on('error', reject).end(body);
	});
	return (JSON.parse(answer) as { access_token: string }).access_token;
}

test('P61: reports are looked through page by page, each further page by its token alone', async () => {
	await connect(world, 'DE', fromReport);
	const token = await accessToken();
	// More than one page of them, newer than the one that is looked for.
	let isFirst = true;
	world.amazon.onRequest(async ({ operation }, phase) => {
		if (operation !== 'createReport' || phase !== 'committed' || !isFirst) return;
		isFirst = false;
		for (let count = 0; count < 101; count++) await askForReport(token);
	});
	world.amazon.faults.add({ kind: 'dropAfterCommit', operation: 'createReport' });
	expect((await loadProducts(world, 'DE')).item).toMatchObject({ complete: true, received: 2 });
	const searches = world.amazon.requests.filter(({ operation }) => operation === 'getReports');
	expect(searches.map(({ status }) => status)).toEqual([200, 200]);
	expect([...(searches[1]?.query.keys() ?? [])]).toEqual(['nextToken']);
});

test('S14: where Listings Report is chosen, panel and README say how to stop Amazon\'s mail', () => {
	const isOption = (each: INodePropertyOptions | INodeProperties | INodePropertyCollection): each is INodeProperties => 'name' in each && each.name === 'catalogSource';
	const source = new AmazonStore().description.properties.flatMap(({ options = [] }) => options).find(isOption);
	const report = source?.options?.find((each) => 'value' in each && each.value === 'listingsReport');
	for (const text of [report && 'description' in report ? report.description : '', readFileSync(path.join(root, 'README.md'), 'utf8')]) {
		expect(text).toMatch(/Seller Central/);
		expect(text).toMatch(/Notification Preferences/);
		expect(text).toMatch(/Open Listings Report/);
	}
});
