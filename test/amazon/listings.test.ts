import { createListingCalls } from '../../src/amazon/listings';
import { AmazonModel, describeWithAmazonModels } from '../contracts/amazonModel';
import { clientFor, denied, failureOf, json, refusal, startScriptedAmazon, US, type ScriptedAmazon } from './scriptedAmazon';

const CA = 'A2EUQ1WTGCTBG2';

let amazon: ScriptedAmazon;
beforeEach(async () => { amazon = await startScriptedAmazon(); });
afterEach(async () => { await amazon.close(); });

const summary = (given: object = {}): object => ({
	marketplaceId: US, asin: 'B000000001', productType: 'MUG', conditionType: 'new_new', status: ['BUYABLE', 'DISCOVERABLE'], itemName: 'A mug',
	createdDate: '2024-02-01T00:00:00Z', lastUpdatedDate: '2024-03-01T00:00:00Z', mainImage: { link: 'https://images.example/1.jpg', height: 500, width: 500 }, ...given,
});
const item = (sku: string, given: object = {}): object => ({
	sku, summaries: [summary()], offers: [{ marketplaceId: US, offerType: 'B2C', price: { currencyCode: 'USD', amount: '12.50' } }],
	fulfillmentAvailability: [{ fulfillmentChannelCode: 'DEFAULT', quantity: 7 }], ...given,
});
const page = (items: readonly unknown[], given: object = {}) => json(200, { numberOfResults: items.length, items, ...given });

const listingOf = async (wire: object) => {
	amazon.script(page([wire]));
	return (await clientFor(amazon.url).client.searchListings({ marketplaceId: US })).listings[0];
};

describe('listing a marketplace', () => {
	test('D11: asks for one marketplace, oldest first, 20 to a page, instants byte for byte', async () => {
		amazon.script(page([item('MUG-1')], { numberOfResults: 412, pagination: { nextToken: 'next' } }));
		const found = await clientFor(amazon.url).client.searchListings({ marketplaceId: US, createdAfter: '2024-01-01T00:00:00Z', createdBefore: '2024-07-01T00:00:00Z', pageToken: 'a+b==' });
		expect(`${amazon.calls[0]?.method} ${amazon.calls[0]?.path}`).toBe('GET /listings/2021-08-01/items/A1EXAMPLE');
		expect(Object.fromEntries(amazon.calls[0]?.query ?? [])).toEqual({
			marketplaceIds: US, includedData: 'summaries,offers,fulfillmentAvailability,relationships', pageSize: '20', sortBy: 'createdDate', sortOrder: 'ASC',
			createdAfter: '2024-01-01T00:00:00Z', createdBefore: '2024-07-01T00:00:00Z', pageToken: 'a+b==',
		});
		expect(found).toMatchObject({ total: 412, nextPageToken: 'next', unreadable: [] });
		expect(found.listings.map(({ sellerSku }) => sellerSku)).toEqual(['MUG-1']);
	});

	test('a listing is read whole', async () => {
		await expect(listingOf(item('MUG-1', { relationships: [{ marketplaceId: US, relationships: [{ type: 'PACKAGE_HIERARCHY', parentSkus: ['CASE'] }, { type: 'VARIATION', parentSkus: ['MUG'] }] }] }))).resolves.toEqual({
			sellerSku: 'MUG-1', availability: 'active', asin: 'B000000001', title: 'A mug', fulfillmentChannel: 'MFN', price: { amount: '12.50', currency: 'USD' },
			quantity: 7, condition: 'new_new', imageUrl: 'https://images.example/1.jpg', parentSku: 'MUG', createdAt: '2024-02-01T00:00:00.000Z',
		});
	});

	test.each([
		['active', summary({ status: ['BUYABLE'] })],
		['inactive', summary({ status: ['DISCOVERABLE'] })],
		['inactive', summary({ status: [] })],
		['incomplete', summary({ status: [], asin: undefined })],
		['incomplete', summary({ marketplaceId: CA })],
	])('is %s by its status and ASIN (%#)', async (availability, only) => {
		expect((await listingOf(item('MUG-1', { summaries: [only] })))?.availability).toBe(availability);
	});

	test('what holds in another marketplace is not taken', async () => {
		const elsewhere = { offers: [{ marketplaceId: CA, offerType: 'B2C', price: { currencyCode: 'CAD', amount: '20.00' } }], relationships: [{ marketplaceId: CA, relationships: [{ type: 'VARIATION', parentSkus: ['X'] }] }] };
		const listing = await listingOf(item('MUG-1', { summaries: [summary({ marketplaceId: CA, itemName: 'Une tasse' }), summary()], ...elsewhere }));
		expect(listing).toMatchObject({ title: 'A mug' });
		expect(listing).not.toHaveProperty('price');
		expect(listing).not.toHaveProperty('parentSku');
	});

	test('S104: the price is what every consumer pays', async () => {
		const offer = (offerType: string, amount: string, audience?: string) => ({ marketplaceId: US, offerType, price: { currencyCode: 'USD', amount }, ...(audience && { audience: { value: audience } }) });
		expect((await listingOf(item('MUG-1', { offers: [offer('B2B', '9.00'), offer('B2C', '10.00', 'OTHER'), offer('B2C', '12.00', 'ALL')] })))?.price?.amount).toBe('12.00');
		expect(await listingOf(item('MUG-1', { offers: [offer('B2B', '9.00')] }))).not.toHaveProperty('price');
	});

	test.each([
		[[{ fulfillmentChannelCode: 'AMAZON_NA' }], 'AFN', undefined],
		[[{ fulfillmentChannelCode: 'DEFAULT', quantity: 3 }, { fulfillmentChannelCode: 'AMAZON_EU' }], 'AFN', undefined],
		[[{ fulfillmentChannelCode: 'DEFAULT', quantity: 0 }], 'MFN', 0],
		[[], undefined, undefined],
	])('the channel follows from the codes (%#)', async (fulfillmentAvailability, channel, quantity) => {
		const listing = await listingOf(item('MUG-1', { fulfillmentAvailability }));
		expect([listing?.fulfillmentChannel, listing?.quantity]).toEqual([channel, quantity]);
	});

	test('one unreadable listing does not lose the page, and nothing of it is quoted', async () => {
		const bad = item('BAD', { offers: [{ marketplaceId: US, offerType: 'B2C', price: { currencyCode: 'USD', amount: 'a lot' } }] });
		amazon.script(page([item('ONE'), bad, 7, item('TWO')]));
		const found = await clientFor(amazon.url).client.searchListings({ marketplaceId: US });
		expect(found.listings.map(({ sellerSku }) => sellerSku)).toEqual(['ONE', 'TWO']);
		expect(found.unreadable).toEqual([{ sellerSku: 'BAD', reason: 'offers.0.price.amount: not a decimal number' }, { reason: 'listing: invalid type' }]);
	});

	test('an answer of another shape is unreadable', async () => {
		amazon.script(json(200, { items: [] }));
		const error = await failureOf(clientFor(amazon.url).client.searchListings({ marketplaceId: US }));
		expect([error.kind, error.operation, amazon.calls.length]).toEqual(['unreadable', 'searchListingsItems', 1]);
	});

	test('a refused page token is told as such', async () => {
		amazon.script(refusal(400, 'InvalidInput', 'Invalid pageToken'));
		expect((await failureOf(clientFor(amazon.url).client.searchListings({ marketplaceId: US, pageToken: 'old' }))).code).toBe('PageTokenExpired');
	});

	test('P66: a missing role names the role of listings, and is never no listings', async () => {
		amazon.script(denied('Your application is missing a role.'));
		const error = await failureOf(clientFor(amazon.url).client.searchListings({ marketplaceId: US }));
		expect([error.kind, error.code]).toEqual(['unauthorized', 'MissingRole']);
		expect(error.message).toContain("'Product Listing'");
		expect(error.message).not.toContain('Buyers');
	});

	test('N2: listings have a rate budget of their own', async () => {
		amazon.script(page([]));
		const { client, budgets } = clientFor(amazon.url);
		await client.searchListings({ marketplaceId: US });
		expect(budgets.taken).toEqual([expect.stringMatching(/:searchListingsItems$/)]);
		await expect(client.expectedWait('searchListingsItems', 9)).resolves.toBe(1000);
	});
});

describe('listings by seller SKU', () => {
	const awkward = ['a/b', 'a b ', '50%', 'Größe', 'a+b', 'a&b=c', '#1', "it's (x)*!"];

	test('P57: every SKU without a comma goes as it is, all in one call', async () => {
		amazon.script(page(awkward.map((sku) => item(sku))));
		const found = await clientFor(amazon.url).client.searchListings({ marketplaceId: US, sellerSkus: awkward });
		expect(amazon.calls).toHaveLength(1);
		expect([amazon.calls[0]?.query.get('identifiers'), amazon.calls[0]?.query.get('identifiersType')]).toEqual([awkward.join(','), 'SKU']);
		expect(found.listings.map(({ sellerSku }) => sellerSku)).toEqual(awkward);
	});

	test.each(['a,b', 'a/b,c d', '50%,ü+x'])('P57: the SKU %s is asked for by itself, percent-encoded once', async (sku) => {
		amazon.script(json(200, item(sku)));
		const found = await clientFor(amazon.url).client.searchListings({ marketplaceId: US, sellerSkus: [sku] });
		expect(amazon.calls.map(({ path }) => path)).toEqual([`/listings/2021-08-01/items/A1EXAMPLE/${encodeURIComponent(sku)}`]);
		expect(Object.fromEntries(amazon.calls[0]?.query ?? [])).toEqual({ marketplaceIds: US, includedData: 'summaries,offers,fulfillmentAvailability,relationships' });
		expect(found).toMatchObject({ total: 1, listings: [{ sellerSku: sku }] });
	});

	test('those with and without a comma come together; one that Amazon does not know is missing', async () => {
		amazon.script(page([item('MUG-1')]), refusal(404, 'NOT_FOUND', 'SKU not found'), json(200, item('x,y')));
		const found = await clientFor(amazon.url).client.searchListings({ marketplaceId: US, sellerSkus: ['gone,1', 'MUG-1', 'x,y', 'MUG-1'] });
		expect([found.listings.map(({ sellerSku }) => sellerSku), found.total, amazon.calls.length]).toEqual([['MUG-1', 'x,y'], 2, 3]);
		expect(amazon.calls[0]?.query.get('identifiers')).toBe('MUG-1');
	});

	test('no SKU is no call, and more than Amazon takes are refused before anything is sent', async () => {
		const { client } = clientFor(amazon.url);
		await expect(client.searchListings({ marketplaceId: US, sellerSkus: [''] })).resolves.toEqual({ listings: [], unreadable: [], total: 0 });
		await expect(client.searchListings({ marketplaceId: US, sellerSkus: Array.from({ length: 21 }, (_, i) => `SKU-${i}`) })).rejects.toThrow(RangeError);
		expect(amazon.calls).toEqual([]);
	});
});

describeWithAmazonModels("Amazon's own static answers about listings", () => {
	const model = AmazonModel.load('listingsItems_2021-08-01.json');

	test('D11: are read, and what is asked fits the model', async () => {
		const [search] = model.staticPairs('searchListingsItems').filter(({ status }) => status === 200);
		const [single] = model.staticPairs('getListingsItem').filter(({ status }) => status === 200);
		const calls = createListingCalls(async ({ operation, path = {}, query = {} }) => {
			const words = Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)] as const);
			expect(model.parameterErrors(operation, { query: words, path: Object.entries(path) })).toEqual([]);
			return (operation === 'getListingsItem' ? single : search)?.response;
		}, 'A1EXAMPLE');
		const suitcase = { sellerSku: 'GM-ZDPI-9B4E', asin: 'B071VG5N9D', availability: 'active', price: { amount: '100.00', currency: 'USD' }, fulfillmentChannel: 'MFN', quantity: 100, condition: 'new_new' };
		const found = await calls.searchListings({ marketplaceId: US, createdAfter: '2021-01-01T00:00:00Z', createdBefore: '2022-01-01T00:00:00Z', pageToken: 'next' });
		expect(found).toMatchObject({ total: 3, nextPageToken: expect.any(String), unreadable: [], listings: [suitcase] });
		await expect(calls.searchListings({ marketplaceId: US, sellerSkus: ['GM-ZDPI-9B4E'] })).resolves.toMatchObject({ listings: [suitcase] });
		await expect(calls.searchListings({ marketplaceId: CA, sellerSkus: ['a,b'] })).resolves.toMatchObject({ listings: [{ ...suitcase, availability: 'inactive', price: { amount: '130.00', currency: 'CAD' } }] });
	});
});
