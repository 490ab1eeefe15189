import { type AmazonSimulator, startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import { VirtualClock } from '../../../sandbox/clock';
import { accessToken, at, CA, type Caller, caller, family, listing, LISTINGS, MX, NON_AMAZON, type Reply, seller, US } from './simulatorClient';

const here = { marketplaceIds: US };
const everything = 'summaries,attributes,issues,offers,fulfillmentAvailability,procurement,relationships,productTypes';
const skusOf = (reply: Reply): readonly unknown[] => {
	const items = at(reply, 'items');
	return Array.isArray(items) ? items.map((item: { sku?: unknown }) => item.sku) : [];
};
const day = (number: number): string => `2026-10-${String(number).padStart(2, '0')}T00:00:00Z`;

describe('listings in the simulator', () => {
	let simulator: AmazonSimulator;
	let get: Caller;
	const world = () => simulator.account('A1EXAMPLE@na');
	const item = async (sku: string, query: { readonly [name: string]: string } = {}): Promise<Reply> => await get(`${LISTINGS}/${encodeURIComponent(sku)}`, { ...here, includedData: everything, ...query });

	beforeEach(async () => {
		simulator = await startAmazonSimulator({ clock: new VirtualClock('2026-11-02T12:00:00Z'), accounts: [seller(family)], switches: { quotas: 'off' } });
		get = caller(simulator, await accessToken(simulator));
	});
	afterEach(async () => await simulator.close());

	describe('searchListingsItems', () => {
		it.each<[string, { [name: string]: string }]>([
			['no marketplace', {}],
			['a parameter that Amazon does not have', { ...here, skus: 'MUG' }],
			['identifiers without their type', { ...here, identifiers: 'MUG' }],
			['a type without identifiers', { ...here, identifiersType: 'SKU' }],
			['an unknown type', { ...here, identifiers: 'MUG', identifiersType: 'NAME' }],
			['21 identifiers', { ...here, identifiersType: 'SKU', identifiers: Array.from({ length: 21 }, (_, i) => `S${i}`).join() }],
			['identifiers and a parent', { ...here, identifiersType: 'SKU', identifiers: 'MUG', variationParentSku: 'MUG-PARENT' }],
			['an unknown data set', { ...here, includedData: 'summaries,prices' }],
			['a page of none', { ...here, pageSize: '0' }],
			['a page of 21', { ...here, pageSize: '21' }],
			['a made-up page token', { ...here, pageToken: 'made-up' }],
			['a time without a zone', { ...here, createdAfter: '2026-10-01T00:00:00' }],
			['a window that ends before it starts', { ...here, createdAfter: day(2), createdBefore: day(1) }],
			['an unknown status', { ...here, withStatus: 'ACTIVE' }],
			['an unknown order', { ...here, sortBy: 'title' }],
			['an order neither up nor down', { ...here, sortOrder: 'UP' }],
		])('refuses %s with InvalidInput', async (_what, query) => {
			const reply = await get(LISTINGS, query);
			expect([reply.status, at(reply, 'errors', 0, 'code')]).toEqual([400, 'InvalidInput']);
		});

		it.each([['another seller', LISTINGS.replace('A1', 'A2'), here], ['a marketplace without the seller', LISTINGS, { marketplaceIds: MX }], ['an entry that is no Amazon store', LISTINGS, { marketplaceIds: NON_AMAZON }]])('refuses %s with 403', async (_what, path, query) => {
			expect((await get(path, query)).status).toBe(403);
		});

		it('needs the role for product listings, at every call', async () => {
			world().revokeRole('productListing');
			for (const path of [LISTINGS, `${LISTINGS}/MUG-SLATE`]) {
				const reply = await get(path, here);
				expect([reply.status, at(reply, 'errors', 0, 'code')]).toEqual([403, 'Unauthorized']);
			}
			world().grantRole('productListing');
			expect((await get(LISTINGS, here)).status).toBe(200);
		});

		it('gives ten a page, the last updated first, with summaries only, and says how many there are', async () => {
			for (let i = 1; i <= 12; i++) world().addListing(listing(`S${i}`, { createdTime: day(1), lastUpdatedTime: day(i) }));
			const reply = await get(LISTINGS, here);
			expect(at(reply, 'numberOfResults')).toBe(15);
			expect(skusOf(reply)).toEqual(['S12', 'S11', 'S10', 'S9', 'S8', 'S7', 'S6', 'S5', 'S4', 'S3']);
			expect(Object.keys(at(reply, 'items', 0) as object)).toEqual(['sku', 'summaries']);
			expect(at(reply, 'pagination', 'previousToken')).toBeUndefined();
			const second = await get(LISTINGS, { ...here, pageToken: String(at(reply, 'pagination', 'nextToken')) });
			expect(skusOf(second)).toEqual(['S2', 'MUG-SLATE', 'MUG-SAND', 'S1', 'MUG-PARENT']);
			expect(at(second, 'pagination', 'nextToken')).toBeUndefined();
			const first = await get(LISTINGS, { ...here, pageToken: String(at(second, 'pagination', 'previousToken')) });
			expect(skusOf(first)).toEqual(skusOf(reply));
		});

		it('binds a page token to the parameters', async () => {
			const first = await get(LISTINGS, { ...here, pageSize: '1' });
			const pageToken = String(at(first, 'pagination', 'nextToken'));
			expect((await get(LISTINGS, { ...here, pageSize: '2', pageToken })).status).toBe(400);
			expect((await get(LISTINGS, { ...here, pageSize: '1', withStatus: 'BUYABLE', pageToken })).status).toBe(400);
			expect((await get(LISTINGS, { ...here, pageSize: '1', pageToken })).status).toBe(200);
		});

		it('never gives more than the first thousand', async () => {
			for (let i = 0; i < 1030; i++) world().addListing(listing(`S${String(i).padStart(4, '0')}`));
			const seen: unknown[] = [];
			for (let pageToken: unknown = ''; pageToken !== undefined; ) {
				const page: Reply = await get(LISTINGS, { ...here, pageSize: '20', sortBy: 'sku', sortOrder: 'ASC', ...(pageToken === '' ? {} : { pageToken: String(pageToken) }) });
				expect(at(page, 'numberOfResults')).toBe(1033);
				seen.push(...skusOf(page));
				pageToken = at(page, 'pagination', 'nextToken');
			}
			expect([seen.length, new Set(seen).size, seen.at(-1)]).toEqual([1000, 1000, 'S0996']);
		});

		it.each([['anew', ['S1', 'S2', 'S4']], ['kept', ['S1', 'S2', 'S3', 'S4']]] as const)('pages %s: a listing that goes meanwhile moves the rest or does not', async (listingPaging, expected) => {
			simulator.switches.listingPaging = listingPaging;
			for (let i = 1; i <= 4; i++) world().addListing(listing(`S${i}`));
			const query = { ...here, identifiersType: 'SKU', identifiers: 'S1,S2,S3,S4', sortBy: 'sku', sortOrder: 'ASC', pageSize: '2' };
			const first = await get(LISTINGS, query);
			world().removeListing('S1', US);
			const second = await get(LISTINGS, { ...query, pageToken: String(at(first, 'pagination', 'nextToken')) });
			expect([...skusOf(first), ...skusOf(second)]).toEqual(expected);
		});

		it.each([
			['createdAfter', day(2), ['S2', 'S3']],
			['createdBefore', day(2), ['S1', 'S2']],
			['lastUpdatedAfter', day(12), ['S2', 'S3']],
			['lastUpdatedBefore', day(12), ['S1', 'S2']],
		])('filters by %s, that instant included', async (name, value, expected) => {
			for (let i = 1; i <= 3; i++) world().addListing(listing(`S${i}`, { createdTime: day(i), lastUpdatedTime: day(10 + i) }));
			const reply = await get(LISTINGS, { ...here, identifiersType: 'SKU', identifiers: 'S1,S2,S3', [name]: value, sortBy: 'sku', sortOrder: 'ASC' });
			expect(skusOf(reply)).toEqual(expected);
		});

		it.each([
			['sku', 'ASC', ['S1', 'S2', 'S3']],
			['sku', 'DESC', ['S3', 'S2', 'S1']],
			['createdDate', 'ASC', ['S3', 'S2', 'S1']],
			['createdDate', 'DESC', ['S1', 'S2', 'S3']],
			['lastUpdatedDate', 'ASC', ['S2', 'S3', 'S1']],
		])('sorts by %s %s', async (sortBy, sortOrder, expected) => {
			for (const [i, [created, updated]] of [[13, 29], [12, 20], [11, 24]].entries()) world().addListing(listing(`S${i + 1}`, { createdTime: day(created ?? 1), lastUpdatedTime: day(updated ?? 1) }));
			expect(skusOf(await get(LISTINGS, { ...here, createdAfter: day(11), sortBy, sortOrder }))).toEqual(expected);
		});

		it.each([
			['ASIN', 'B0CHILD002', ['MUG-SAND']],
			['SKU', 'MUG-SAND,NONE', ['MUG-SAND']],
			['SKU', 'mug-sand', []],
			['EAN', '4000000000000', ['MUG-SLATE']],
			['GTIN', '04000000000001', ['MUG-SAND']],
			['MINSAN', '1', []],
		])('finds by %s %s', async (identifiersType, identifiers, expected) => {
			expect(skusOf(await get(LISTINGS, { ...here, identifiersType, identifiers }))).toEqual(expected);
		});

		it('finds by FNSKU, and by what a listing was made with', async () => {
			world().addListing(listing('BOOK', { asin: 'B0BOOK0001', identifier: { type: 'ISBN', value: '9780000000002' } }));
			const fnSku = String(at(await item('MUG-SAND'), 'summaries', 0, 'fnSku'));
			expect(skusOf(await get(LISTINGS, { ...here, identifiersType: 'FNSKU', identifiers: fnSku }))).toEqual(['MUG-SAND']);
			expect(skusOf(await get(LISTINGS, { ...here, identifiersType: 'ISBN', identifiers: '9780000000002' }))).toEqual(['BOOK']);
		});

		it('takes a comma for the end of a SKU, though SKUs may have one', async () => {
			for (const sku of ['CUP,RED', 'CUP', 'RED']) world().addListing(listing(sku));
			expect([...skusOf(await get(LISTINGS, { ...here, identifiersType: 'SKU', identifiers: 'CUP,RED' }))].sort()).toEqual(['CUP', 'RED']);
		});

		it.each([
			[{ withStatus: 'BUYABLE' }, ['MUG-SAND', 'MUG-SLATE']],
			[{ withoutStatus: 'BUYABLE' }, ['DRAFT', 'GONE', 'MUG-PARENT']],
			[{ withStatus: 'DISCOVERABLE', withoutStatus: 'BUYABLE' }, ['GONE', 'MUG-PARENT']],
			[{ withIssueSeverity: 'ERROR' }, ['DRAFT']],
			[{ withIssueSeverity: 'WARNING' }, []],
			[{ variationParentSku: 'MUG-PARENT' }, ['MUG-SAND', 'MUG-SLATE']],
			[{ packageHierarchySku: 'MUG-PARENT' }, []],
		])('filters by %j', async (query, expected) => {
			world().addListing(listing('GONE', { state: 'inactive', quantity: 0 }));
			world().addListing(listing('DRAFT', { state: 'incomplete', asin: undefined }));
			expect(skusOf(await get(LISTINGS, { ...here, ...query, sortBy: 'sku', sortOrder: 'ASC' }))).toEqual(expected);
		});

		it('gives a SKU of two marketplaces once, with a summary for each', async () => {
			world().addListing(listing('MUG-SLATE', { marketplaceId: CA, price: '13.00' }));
			const reply = await get(LISTINGS, { marketplaceIds: `${US},${CA}`, identifiersType: 'SKU', identifiers: 'MUG-SLATE', includedData: everything });
			expect(at(reply, 'numberOfResults')).toBe(1);
			expect([at(reply, 'items', 0, 'summaries', 0, 'marketplaceId'), at(reply, 'items', 0, 'summaries', 1, 'marketplaceId')]).toEqual([US, CA]);
			expect([at(reply, 'items', 0, 'offers', 1, 'price'), at(reply, 'items', 0, 'fulfillmentAvailability')]).toEqual([{ currencyCode: 'CAD', amount: '13.00' }, [{ fulfillmentChannelCode: 'DEFAULT', quantity: 5 }]]);
		});

		it('holds 50,000 listings and pages through them without searching each time', async () => {
			for (let i = 0; i < 50_000; i++) world().addListing(listing(`S${i}`, { createdTime: new Date(Date.parse('2020-01-01T00:00:00Z') + i * 3_600_000).toISOString() }));
			const started = process.cpuUsage().user;
			let pageToken: unknown = '';
			for (let i = 0; i < 40; i++) pageToken = at(await get(LISTINGS, { ...here, sortBy: 'createdDate', pageSize: '20', ...(pageToken === '' ? {} : { pageToken: String(pageToken) }) }), 'pagination', 'nextToken');
			expect(pageToken).toEqual(expect.any(String));
			expect((process.cpuUsage().user - started) / 1000).toBeLessThan(1500);
		});
	});
});
