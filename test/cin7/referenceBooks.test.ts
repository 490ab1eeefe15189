import { REFERENCE_LIFETIME } from '../../src/cin7/referenceBooks';
import { ACCOUNT, clientFor, failureOf, json, memoryCache, refused, startScriptedCin7, type ScriptedCin7 } from './scriptedCin7';

let cin7: ScriptedCin7;
beforeEach(async () => {
	cin7 = await startScriptedCin7();
	for (const [path, answer] of Object.entries(books)) cin7.route(`GET ${path}`, () => json(answer));
});
afterEach(async () => { await cin7.close(); });

const books = {
	'/me': { Company: 'Harbor & Pine', Currency: 'USD', TimeZone: 'America/New_York', LockDate: '2025-12-31T00:00:00' },
	'/ref/account': { Total: 2, AccountsList: [
		{ Code: '718', Name: 'Amazon', Type: 'CURRENT', Class: 'ASSET', Status: 'ACTIVE', SystemAccount: null, ForPayments: 'true', Currency: null },
		{ Code: 90, Name: 'Bank', Type: 'BANK', Class: 'ASSET', Status: 'Archived', SystemAccount: 'Accounts receivable', ForPayments: false, Currency: 'USD' },
	] },
	'/ref/tax': { Total: 2, TaxRuleList: [
		{ ID: 'r1', Name: 'Tax on Sales', IsActive: true, IsTaxForSale: true, TaxInclusive: false, TaxPercent: 8.875, Account: '820', Components: [{ AccountCode: '825', ComponentOrder: '2' }, { AccountCode: '824', ComponentOrder: '1' }] },
		{ ID: 'r2', Name: 'VAT', IsActive: 1, IsTaxForSale: 'False', TaxInclusive: true, TaxPercent: '20.0000000000', Account: 821, Components: [{ AccountCode: '822' }] },
	] },
	'/ref/location': { Total: 3, LocationList: [
		{ ID: 'l1', Name: 'Main Warehouse', IsDefault: true, IsDeprecated: false, ParentID: null },
		{ ID: 'l2', Name: 'Bin 1', IsDefault: false, IsDeprecated: false, ParentID: 'l1' },
		{ ID: 'l3', Name: 'Old', IsDefault: false, Deprecated: true },
	] },
	'/ref/carrier': { Total: 1, CarrierList: [{ CarrierID: 'c1', Description: 'UPS' }] },
	'/ref/paymentterm': { Total: 1, PaymentTermList: [{ ID: 't1', Name: '30 days', Duration: 30, Method: 'number of days', IsActive: true, IsDefault: true }] },
	'/ref/priceTier': { PriceTiers: [{ Code: 1, Name: 'Tier 1' }, { Code: 2, Name: '' }] },
	'/me/contacts': { Total: 1, MeContactsList: [{ ContactID: 'p1', Name: 'Harbor & Pine', Type: 'Sale' }] },
};

describe('the reference books', () => {
	it('are read whole, tolerant of the ways in which Cin7 Core writes them', async () => {
		await expect(clientFor(cin7.url).client.reference()).resolves.toEqual({
			company: { name: 'Harbor & Pine', currency: 'USD', timeZone: 'America/New_York', lockDate: '2025-12-31' },
			accounts: [
				{ code: '718', name: 'Amazon', type: 'CURRENT', class: 'ASSET', active: true, forPayments: true, bank: false },
				{ code: '90', name: 'Bank', type: 'BANK', class: 'ASSET', active: false, forPayments: false, bank: true, systemAccount: 'Accounts receivable', currency: 'USD' },
			],
			taxRules: [
				{ id: 'r1', name: 'Tax on Sales', active: true, forSale: true, inclusive: false, percent: '8.875', account: '824' },
				{ id: 'r2', name: 'VAT', active: true, forSale: false, inclusive: true, percent: '20', account: '821' },
			],
			locations: [
				{ id: 'l1', name: 'Main Warehouse', isDefault: true, deprecated: false },
				{ id: 'l2', name: 'Bin 1', isDefault: false, deprecated: false, parentId: 'l1' },
				{ id: 'l3', name: 'Old', isDefault: false, deprecated: true },
			],
			carriers: [{ id: 'c1', name: 'UPS' }],
			paymentTerms: [{ id: 't1', name: '30 days', duration: 30, method: 'number of days', active: true, isDefault: true }],
			priceTiers: [{ code: 1, name: 'Tier 1' }],
			contacts: [{ id: 'p1', name: 'Harbor & Pine', type: 'Sale' }],
		});
		expect(cin7.calls.map(({ path }) => path)).toEqual(Object.keys(books));
	});

	it('a lock date in the tenant\'s own format is left out: 01/02 may be two days', async () => {
		cin7.route('GET /me', () => json({ ...books['/me'], LockDate: '01/02/2026' }));
		await expect(clientFor(cin7.url).client.company()).resolves.toEqual({ name: 'Harbor & Pine', currency: 'USD', timeZone: 'America/New_York' });
	});

	it('come from the cache for a day, and cost no call then', async () => {
		const { client, clock } = clientFor(cin7.url);
		const first = await client.reference();
		const readAt = clock.now();
		clock.advance(REFERENCE_LIFETIME - 1000 - (clock.now() - readAt));
		await expect(client.reference()).resolves.toEqual(first);
		expect(cin7.calls).toHaveLength(8);
		clock.advance(2000);
		await client.reference();
		expect(cin7.calls).toHaveLength(16);
	});

	it('are read anew and stored when fresh ones are asked for', async () => {
		const { client, cache } = clientFor(cin7.url);
		await client.reference();
		cin7.route('GET /ref/carrier', () => json({ CarrierList: [{ CarrierID: 'c2', Description: 'DHL' }] }));
		expect((await client.reference({ fresh: true })).carriers).toEqual([{ id: 'c2', name: 'DHL' }]);
		expect(cache.stored?.reference.carriers).toEqual([{ id: 'c2', name: 'DHL' }]);
		expect((await client.reference()).carriers).toEqual([{ id: 'c2', name: 'DHL' }]);
		expect(cin7.calls).toHaveLength(16);
	});

	it('are loaded once for parallel callers', async () => {
		const { client } = clientFor(cin7.url);
		const all = await Promise.all([client.reference(), client.reference(), client.reference()]);
		expect(new Set(all).size).toBe(1);
		expect(cin7.calls).toHaveLength(8);
		await Promise.all([client.reference({ fresh: true }), client.reference({ fresh: true })]);
		expect(cin7.calls).toHaveLength(16);
	});

	it('a load that failed is not remembered', async () => {
		const { client, cache } = clientFor(cin7.url);
		cin7.route('GET /ref/tax', () => refused(400, 'no'));
		await failureOf(client.reference());
		expect(cache.stored).toBeUndefined();
		cin7.route('GET /ref/tax', () => json(books['/ref/tax']));
		await expect(client.reference()).resolves.toMatchObject({ company: { currency: 'USD' } });
	});

	it('the company alone costs one call', async () => {
		await clientFor(cin7.url).client.company();
		expect(cin7.calls.map(({ path }) => path)).toEqual(['/me']);
	});
});

describe('a name that is added', () => {
	it('is there at once for everybody who reads the cache: a carrier', async () => {
		cin7.route('POST /ref/carrier', () => json({ Total: 1, CarrierList: [{ CarrierID: 'c9', Description: 'Free Shipping' }] }));
		const { client } = clientFor(cin7.url);
		await client.reference();
		await expect(client.createCarrier('Free Shipping')).resolves.toEqual({ id: 'c9', name: 'Free Shipping' });
		expect((await client.reference()).carriers.map(({ name }) => name)).toEqual(['UPS', 'Free Shipping']);
		expect(cin7.calls).toHaveLength(9);
		expect(cin7.calls[8]?.body).toEqual({ Description: 'Free Shipping' });
	});

	it('is there at once for everybody who reads the cache: a sales representative', async () => {
		cin7.route('POST /me/contacts', () => json({ Total: 1, MeContactsList: [{ ContactID: 'p9', Name: 'Amazon US', Type: 'Sale' }] }));
		const { client } = clientFor(cin7.url);
		await client.reference();
		await expect(client.createSalesRepresentative('Amazon US')).resolves.toEqual({ id: 'p9', name: 'Amazon US', type: 'Sale' });
		expect((await client.reference()).contacts.map(({ name }) => name)).toEqual(['Harbor & Pine', 'Amazon US']);
		expect(cin7.calls[8]?.body).toEqual({ Name: 'Amazon US', Type: 'Sale' });
	});

	it('is not lost when several are added at once, or during a load', async () => {
		cin7.route('POST /ref/carrier', ({ body }) => json({ CarrierList: [{ CarrierID: 'new', ...(body as object) }] }));
		const { client, cache } = clientFor(cin7.url);
		await Promise.all([client.reference(), client.createCarrier('A'), client.createCarrier('B')]);
		expect(cache.stored?.reference.carriers.map(({ name }) => name)).toEqual(['UPS', 'A', 'B']);
	});

	it('leaves an empty cache empty: a part of the books is not the books', async () => {
		cin7.route('POST /ref/carrier', () => json({ CarrierList: [{ CarrierID: 'c9', Description: 'DHL' }] }));
		const cache = memoryCache();
		await clientFor(cin7.url, { cache }).client.createCarrier('DHL');
		expect(cache.stored).toBeUndefined();
	});

	it('leaves a doubt when the answer does not show it', async () => {
		cin7.route('POST /ref/carrier', () => json({ CarrierList: [] }));
		expect(await failureOf(clientFor(cin7.url).client.createCarrier('DHL'))).toMatchObject({ kind: 'unreadable', ambiguous: true });
	});

	it('asks for the cache of the tenant only', async () => {
		const asked: string[] = [];
		const cache = memoryCache();
		await clientFor(cin7.url, { cache: { ...cache, read: async (tenant) => { asked.push(tenant); return undefined; } } }).client.reference();
		expect(asked).toEqual([ACCOUNT]);
	});
});
