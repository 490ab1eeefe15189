import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';
import { AmazonStore } from '../../nodes/AmazonStore/AmazonStore.node';
import { demoAmazonCredential, demoCin7Credential, demoStoreId } from '../../sandbox/demo/setUp';
import { testCredential } from '../engine/editor';
import { byId, DemoWorld, expectGreen } from './demoWorld';

let world: DemoWorld;
beforeEach(async () => {
	world = await DemoWorld.open({ noOrders: true });
});
afterEach(async () => await world.close());

const picked = (value: string) => ({ __rl: true, mode: 'list', value });
const property = (name: string): INodeProperties => {
	const found = new AmazonStore().description.properties.find((each) => each.name === name);
	if (!found) throw new Error(`No property ${name}`);
	return found;
};
const optionValues = (name: string) => (property(name).options ?? []).map((option) => ('value' in option ? option.value : ''));

describe('connecting a store', () => {
	test('S16: proves both credentials by live calls, stores the settings and tells what is missing', async () => {
		const run = await world.connect('US');
		expectGreen(run);
		expect(run.processed).toMatchObject([{ storeId: 'A1HARBORPINE-US', storeName: 'Harbor & Pine US', marketplace: 'United States', ready: true, missing: [] }]);
		expect(world.amazon.requests.map((request) => request.operation)).toEqual(expect.arrayContaining(['getAccessToken', 'getAccount', 'getMarketplaceParticipations']));
		expect(world.cin7.requests.map((request) => request.operation)).toContain('GET /me');
	});

	test('S16 and S25: with nothing filled in it still connects, and says in words what keeps orders from being processed', async () => {
		const run = await world.run('amazonStore', { operation: 'saveSettings', marketplaceId: 'ATVPDKIKX0DER', storeName: 'Bare' });
		expectGreen(run);
		expect(run.processed[0]).toMatchObject({ ready: false });
		expect(String(run.processed[0]?.missing)).toMatch(/Select an existing customer.*Default Tax Lines, Default Additional Charges Tax Lines, Tax Free/s);
	});

	test('S17: the shop representative name has the store name as its default, and can be edited', async () => {
		expect(property('shopRepresentativeName').default).toBe('={{ $parameter.storeName }}');
		const bare = await world.run('amazonStore', { operation: 'saveSettings', marketplaceId: 'ATVPDKIKX0DER', storeName: 'Bare' });
		expect(bare.processed[0]).toMatchObject({ salesRepresentative: 'Bare' });
		expect((await world.connect('US', { shopRepresentativeName: 'Pat Rep' })).processed[0]).toMatchObject({ salesRepresentative: 'Pat Rep' });
	});

	test('S6: exactly the 18 marketplaces are offered, and another id is refused by name before any call', async () => {
		expect([...optionValues('marketplaceId')].sort()).toEqual(['A1AM78C64UM0Y8', 'A19VAU5U5O7RUS', 'A1805IZSGTT6HS', 'A1C3SOZRARQ6R3', 'A1F83G8C2ARO7P', 'A13V1IB3VIYZZH', 'A1PA6795UKMFR9', 'A1RKKUPIHCS9HS', 'A1VC38T7YXB528', 'A21TJRUUN4KGV', 'A2EUQ1WTGCTBG2', 'A2NODRKZP88ZB9', 'A2VIGQ35RCS4UG', 'A39IBJ37TRP1C6', 'AE08WJ6YKNBMC', 'AMEN7PMS3EDWL', 'APJ6JRA9NG5V4', 'ATVPDKIKX0DER'].sort());
		const refused = await world.connect('US', { marketplaceId: 'A2Q3Y263D00KWC' });
		expect(refused.error?.message).toContain('A2Q3Y263D00KWC is not one of the 18');
		expect(world.amazon.requests).toEqual([]);
	});

	test('S6: a marketplace of another region, or one that the account does not sell in, is refused with that reason', async () => {
		expect((await world.connect('US', { marketplaceId: 'A1PA6795UKMFR9' })).error?.message).toContain('belongs to Amazon\'s region EU');
		expect((await world.connect('US', { marketplaceId: 'A1AM78C64UM0Y8' })).error?.message).toContain('does not sell in Mexico');
		expect((await world.run('amazonStore', { operation: 'checkSetUp', store: byId('all') })).error?.message).toContain('No store is connected');
	});

	test('S4: an account with the Individual plan is refused with that reason', async () => {
		await world.close();
		world = await DemoWorld.open({ noOrders: true, sellingPlan: 'INDIVIDUAL' });
		const refused = await world.connect('US');
		expect(refused.error?.message).toContain('Individual selling plan');
		expect(refused.error?.message).toContain('Professional');
	});

	test('S5: without access to the credential the node refuses before any call', async () => {
		await world.close();
		world = await DemoWorld.open({ noOrders: true, credentials: () => ({ amazonSellingPartnerApi: 'notShared' }) });
		const refused = await world.connect('US');
		expect(refused.error?.message).toContain('does not have access to the credential');
		expect([world.amazon.requests, world.cin7.requests]).toEqual([[], []]);
	});

	test('S18: several stores connect to one Cin7 Core account, and nothing done to one touches the other', async () => {
		await world.ready('US');
		await world.ready('DE');
		const [us, de] = [world.place({}, 'US'), world.place({ items: [{ asin: 'B0DEMO0002', sku: 'HP-MUG-SAND', title: 'Mug', quantity: 1, unitPrice: '15.95', item: '15.95' }] }, 'DE')];
		await world.load('US');
		await world.load('DE');
		const log = async (store: 'US' | 'DE') => (await world.run('orderConsolidator', { operation: 'getLog', store: byId(demoStoreId(store)) }, { store })).processed.map((entry) => entry.orderId);
		await world.process({ store: byId(demoStoreId('DE')) });
		expect([world.sales(us).length, world.sales(de).length]).toEqual([0, 1]);
		await world.connect('US', { priceTier: picked('Wholesale') });
		expectGreen(await world.run('amazonStore', { operation: 'disconnect', store: byId(demoStoreId('US')), confirm: true }));
		expect(await log('DE')).toEqual([de]);
		expectGreen(await world.run('amazonStore', { operation: 'checkSetUp', store: byId(demoStoreId('DE')) }, { store: 'DE' }));
	});

	test('S19: the node says that each store counts as one external integration of the Cin7 Core plan', () => {
		expect(property('beforeYouStart').displayName).toContain('Each store counts as one external integration of your Cin7 Core plan');
	});

	test('S21: Consolidate Orders offers exactly No Consolidation and Daily Consolidation', () => {
		expect(optionValues('consolidation')).toEqual(['daily', 'none']);
	});

	test('S21: a store set to Daily Consolidation collects until its day is over; set back, what waits becomes a sale of its own', async () => {
		await world.ready('US', { consolidation: 'daily' });
		const orderId = world.place();
		await world.load();
		expect((await world.process()).processed).toEqual([]);
		await world.connect('US');
		expectGreen(await world.process());
		expect(world.sales(orderId)).toHaveLength(1);
	});
});

describe('payment account', () => {
	test('S73: only accounts that can receive payments are offered, a bank account with the advice to use an accrual account', async () => {
		const { results } = await world.search('amazonStore', 'searchPaymentAccounts');
		expect(results.map((account) => account.value)).toEqual(['090', '091', '710', '711', '712']);
		expect(results.find((account) => account.value === '090')?.name).toContain('accrual account is recommended');
		const advised = await world.connect('US', { paymentAccount: picked('090') });
		expect(String(advised.processed[0]?.advice)).toContain('bank account. A dedicated accrual account is recommended');
		expect((await world.connect('US', { paymentAccount: picked('610') })).processed[0]).toMatchObject({ ready: false });
	});
});

describe('lists from the live tenant', () => {
	test.each([
		['searchTaxRules', 'exempt', ['Tax Exempt']],
		['searchLocations', 'fba', ['FBA US', 'FBA DE', 'FBA JP']],
		['searchPriceTiers', 'whole', ['Wholesale']],
		['searchPaymentTerms', '30', ['30 days']],
		['searchCarriers', 'dh', ['DHL']],
		['searchRevenueAccounts', 'amazon sales', ['210']],
	])('%s finds by text', async (method, filter, values) => {
		expect((await world.search('amazonStore', method, filter)).results.map((choice) => choice.value)).toEqual(values);
	});

	test('what cannot be used is not offered: inactive and purchase-only tax rules, deprecated locations and bins, inactive terms, archived accounts', async () => {
		const names = async (method: string) => (await world.search('amazonStore', method)).results.map((choice) => choice.name).join('|');
		expect(await names('searchTaxRules')).not.toMatch(/2019|Purchases/);
		expect(await names('searchLocations')).not.toMatch(/Old Pier|Shelf/);
		expect(await names('searchPaymentTerms')).not.toMatch(/retired/);
		expect(await names('searchRevenueAccounts')).not.toMatch(/2023/);
	});

	test('customers are searched page by page, with their currency', async () => {
		expect((await world.search('amazonStore', 'searchCustomers', 'Amazon DE')).results).toEqual([{ name: 'Amazon DE Customer (EUR)', value: 'aaaaaaaa-0000-4000-8000-000000000002' }]);
	});

	test('a list that cannot be read is an error, not an empty list', async () => {
		await world.close();
		world = await DemoWorld.open({ noOrders: true, credentials: ({ cin7 }) => ({ cin7CoreApi: { accountId: 'x', applicationKey: 'wrong', callsPerMinute: 60, apiBaseUrl: cin7 } }) });
		await expect(world.search('amazonStore', 'searchTaxRules')).rejects.toThrow(/key/i);
	});
});

describe('links', () => {
	test('every line that is not taken is reported with its reason, and the others are linked', async () => {
		await world.connect('US');
		const run = await world.link('US', ['HP-MUG-SLATE', 'AMZ-1\tHP-MUG-SAND', 'AMZ-1 => HP-BOARD-40', 'AMZ-2;NO-SUCH', 'a\tb\tc', '', 'HP/ESPRESSO 4 => hp-espresso-4'].join('\n'));
		expect(run.processed).toMatchObject([{
			linked: 3,
			links: [{ sellerSku: 'HP-MUG-SLATE' }, { sellerSku: 'AMZ-1', productSku: 'HP-MUG-SAND' }, { sellerSku: 'HP/ESPRESSO 4', productSku: 'HP-ESPRESSO-4' }],
			refused: [{ line: 3, reason: expect.stringContaining('linked to HP-MUG-SAND further up') as string }, { line: 4, reason: expect.stringContaining('no product with the SKU NO-SUCH') as string }, { line: 5 }],
		}]);
	});
});

describe('buyer data', () => {
	const bytes = () => {
		const folder = path.join(world.userFolder, '.n8n', 'amazon-cin7');
		return readdirSync(folder).map((file) => readFileSync(path.join(folder, file)).toString('latin1')).join('');
	};
	const erase = async (parameters: object) => await world.run('amazonStore', { operation: 'eraseBuyerData', store: byId('all'), ...parameters });

	test('N44: names and addresses are in no file in the clear, in no item, no error and no log, and gone once the sale exists', async () => {
		await world.ready('US');
		const orderId = world.place({ items: [{ asin: 'B0', sku: 'NOT-LINKED', title: 'Thing', quantity: 1, unitPrice: '5.00', item: '5.00' }] });
		const other = world.place();
		const runs = [await world.load(), await world.process(), await world.run('orderConsolidator', { operation: 'getPending', store: byId('all') }), await world.run('orderConsolidator', { operation: 'previewSales', store: byId('all') }), await world.run('amazonStore', { operation: 'getOperationsLog', store: byId('all') }), await world.run('orderConsolidator', { operation: 'getLog', store: byId('all') })];
		const said = JSON.stringify(runs.map((run) => [run.processed, run.attention, run.error?.message, run.error?.description]));
		expect(said).toContain(orderId);
		for (const secret of ['Robin', '5 Example Street', 'robin@', '555 0100', 'demo-client-secret', 'Atzr|', '2222-4222']) {
			expect(said).not.toContain(secret);
			expect(bytes()).not.toContain(secret);
		}
		expect(world.sales(other)).toHaveLength(1);
		expect((await erase({ erase: 'orders', orderIds: other })).processed).toMatchObject([{ erased: 0 }]);
		expect((await erase({ erase: 'orders', orderIds: orderId })).processed).toMatchObject([{ erased: 1 }]);
	});

	test('P70 and N44: buyer data of orders shipped more than so many days ago is erased by itself, and on demand', async () => {
		await world.ready('US');
		const shipped = { status: 'SHIPPED' as const, items: [{ asin: 'B0', sku: 'NOT-LINKED', title: 'Thing', quantity: 1, unitPrice: '5.00', item: '5.00' }] };
		const before = world.place({ ...shipped, packages: [{ packageReferenceId: '1', carrier: 'UPS', shipTime: new Date(Date.now()).toISOString() }] });
		await world.load();
		expect((await erase({ erase: 'old', days: 30 })).processed).toMatchObject([{ erased: 0 }]);
		world.pass(31 * 24 * 3600_000);
		await world.load();
		expect((await erase({ erase: 'orders', orderIds: before })).processed).toMatchObject([{ erased: 0 }]);
	});
});

test('S80: disconnecting removes links, log, pending orders and settings, and leaves sales and products in Cin7 Core', async () => {
	await world.ready('US');
	const orderId = await world.placeAndProcess();
	world.place({ items: [{ asin: 'B0', sku: 'NOT-LINKED', title: 'Thing', quantity: 1, unitPrice: '5.00', item: '5.00' }] });
	await world.load();
	const store = byId(demoStoreId('US'));
	expect((await world.run('amazonStore', { operation: 'disconnect', store })).error?.message).toContain('Confirm is off');
	const products = world.cin7.world.products.size;
	const run = await world.run('amazonStore', { operation: 'disconnect', store, confirm: true });
	expectGreen(run);
	expect(run.processed).toMatchObject([{ disconnected: true }]);
	expect((await world.run('orderConsolidator', { operation: 'getPending', store: byId('all') })).error?.message).toContain('No store is connected');
	expect(world.sale(orderId).voided).toBe(false);
	expect(world.cin7.world.products.size).toBe(products);
	await world.connect('US');
	expect((await world.run('orderConsolidator', { operation: 'getLog', store: byId('all') })).processed).toEqual([]);
});

describe('testing credentials', () => {
	const amazon = async (over: object = {}) => {
		const { credentialTypes, ...installation } = world.installation('US');
		const type = credentialTypes.find((each) => each.name === 'amazonSellingPartnerApi');
		if (!type) throw new Error('No credential type');
		return await testCredential(type, { ...demoAmazonCredential('US', world.amazon.url), ...over } as ICredentialDataDecryptedObject, { credentialTypes, ...installation });
	};
	const cin7 = async (over: object = {}) => {
		const { credentialTypes, ...installation } = world.installation('US');
		const type = credentialTypes.find((each) => each.name === 'cin7CoreApi');
		if (!type) throw new Error('No credential type');
		return await testCredential(type, { ...demoCin7Credential(world.cin7.url, 60), ...over } as ICredentialDataDecryptedObject, { credentialTypes, ...installation });
	};

	test('S16: good ones say where they lead', async () => {
		expect(await amazon()).toMatchObject({ status: 'OK', message: expect.stringMatching(/sells in: .*US/) as string });
		expect(await cin7()).toMatchObject({ status: 'OK', message: expect.stringContaining('Harbor & Pine Trading (USD)') as string });
	});

	test.each<[string, object, RegExp, (world: DemoWorld) => void]>([
		['a wrong secret', { clientSecret: 'wrong' }, /client secret/i, () => undefined],
		['a secret that expired after 180 days', {}, /180 days/, (open) => open.account().expireSecret()],
		['a refresh token that was revoked', {}, /refresh token/i, (open) => open.account().revokeRefreshToken('Atzr|demo-na')],
		['a wrong region', { region: 'eu' }, /region/i, () => undefined],
		['a missing role', {}, /role/i, (open) => (['inventoryAndOrderTracking', 'directToConsumerShipping', 'taxInvoicing', 'productListing', 'financeAndAccounting'] as const).forEach((role) => open.account().revokeRole(role))],
	])('%s is told in words', async (_what, over, message, prepare) => {
		prepare(world);
		const result = await amazon(over);
		expect(result).toMatchObject({ status: 'Error', message: expect.stringMatching(message) as string });
		expect(result.message).not.toMatch(/demo-client-secret|Atzr/);
	});

	test('a Cin7 Core key that is refused is told in words', async () => {
		const result = await cin7({ applicationKey: 'wrong' });
		expect(result).toMatchObject({ status: 'Error', message: expect.stringMatching(/account id|application key/i) as string });
	});

	test('a database that cannot be reached is told in words', async () => {
		const { credentialTypes, ...installation } = world.installation('US');
		const type = credentialTypes.find((each) => each.name === 'amazonCin7Database');
		if (!type) throw new Error('No credential type');
		const result = await testCredential(type, { host: '127.0.0.1', port: 1, database: 'x', user: 'x', password: 'hush', ssl: 'disable', buyerDataPassphrase: 'x' }, { credentialTypes, ...installation });
		expect(result).toMatchObject({ status: 'Error', message: expect.stringMatching(/reach|connect/i) as string });
		expect(result.message).not.toContain('hush');
	});

	test('P67: the sandbox switch sends every call to the sandbox hosts of Amazon', async () => {
		await amazon({ environment: 'sandbox' });
		const calls = world.amazon.requests.filter((request) => request.operation !== 'getAccessToken');
		expect(calls.length).toBeGreaterThan(0);
		expect(calls.every((request) => request.sandbox)).toBe(true);
	});
});
