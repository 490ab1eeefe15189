import { type AmazonSimulator, startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import { VirtualClock } from '../../../sandbox/clock';
import { accessToken, at, CA, CATALOG, type Caller, caller, catalogItem, family, type Reply, seller, US } from './simulatorClient';

const here = { marketplaceIds: US };
const asinsOf = (reply: Reply): readonly unknown[] => {
	const items = at(reply, 'items');
	return Array.isArray(items) ? items.map((item: { asin?: unknown }) => item.asin) : [];
};

describe('catalog items in the simulator', () => {
	let simulator: AmazonSimulator;
	let get: Caller;
	const world = () => simulator.account('A1EXAMPLE@na');
	const item = async (asin: string, includedData: string): Promise<Reply> => await get(`${CATALOG}/${asin}`, { ...here, includedData });

	beforeEach(async () => {
		simulator = await startAmazonSimulator({ clock: new VirtualClock('2026-11-02T12:00:00Z'), accounts: [seller(family)], switches: { quotas: 'off' } });
		get = caller(simulator, await accessToken(simulator));
	});
	afterEach(async () => await simulator.close());

	const byAsin = { ...here, identifiersType: 'ASIN', identifiers: 'B0CHILD001' };

	it.each<[string, { [name: string]: string }]>([
		['no marketplace', { identifiersType: 'ASIN', identifiers: 'B0CHILD001' }],
		['two marketplaces', { ...byAsin, marketplaceIds: `${US},${CA}` }],
		['nothing to search by', here],
		['identifiers without their type', { ...here, identifiers: 'B0CHILD001' }],
		['an unknown type', { ...byAsin, identifiersType: 'FNSKU' }],
		['21 identifiers', { ...byAsin, identifiers: Array.from({ length: 21 }, (_, i) => `B0${i}`).join() }],
		['identifiers and keywords', { ...byAsin, keywords: 'mug' }],
		['identifiers and a brand', { ...byAsin, brandNames: 'Harbor' }],
		['a SKU without its seller', { ...byAsin, identifiersType: 'SKU', identifiers: 'MUG-SLATE' }],
		['a page of 21', { ...byAsin, pageSize: '21' }],
		['an unknown data set', { ...byAsin, includedData: 'summaries,offers' }],
		['a parameter that Amazon does not have', { ...byAsin, asins: 'B0CHILD001' }],
	])('refuses %s with InvalidInput', async (_what, query) => {
		const reply = await get(CATALOG, query);
		expect([reply.status, at(reply, 'errors', 0, 'code')]).toEqual([400, 'InvalidInput']);
	});

	it('needs the role for product listings', async () => {
		world().revokeRole('productListing');
		expect([(await get(CATALOG, byAsin)).status, (await item('B0CHILD001', 'summaries')).status]).toEqual([403, 403]);
	});

	it('leaves out what Amazon does not know, and gives each item once', async () => {
		const reply = await get(CATALOG, { ...byAsin, identifiers: 'B0CHILD002,B0NONE0001,B0CHILD001,B0CHILD002' });
		expect([reply.status, at(reply, 'numberOfResults'), asinsOf(reply)]).toEqual([200, 2, ['B0CHILD002', 'B0CHILD001']]);
		expect(Object.keys(at(reply, 'items', 0) as object)).toEqual(['asin', 'summaries']);
	});

	it('gives ten a page where nothing else is asked for', async () => {
		const identifiers = Array.from({ length: 20 }, (_, i) => `B0MANY00${String(i).padStart(2, '0')}`);
		for (const asin of identifiers) world().setCatalogItem(catalogItem(asin));
		const query = { ...byAsin, identifiers: identifiers.join() };
		const first = await get(CATALOG, query);
		expect([at(first, 'numberOfResults'), asinsOf(first)]).toEqual([20, identifiers.slice(0, 10)]);
		const pageToken = String(at(first, 'pagination', 'nextToken'));
		expect(asinsOf(await get(CATALOG, { ...query, pageToken }))).toEqual(identifiers.slice(10));
		expect((await get(CATALOG, { ...query, includedData: 'images', pageToken })).status).toBe(400);
		expect(asinsOf(await get(CATALOG, { ...query, pageSize: '20' }))).toEqual(identifiers);
	});

	it.each([
		[{ identifiersType: 'EAN', identifiers: '4000000000000' }, ['B0CHILD001', 'B0SHARED01']],
		[{ identifiersType: 'GTIN', identifiers: '04000000000001' }, ['B0CHILD002']],
		[{ identifiersType: 'UPC', identifiers: '4000000000000' }, []],
		[{ identifiersType: 'SKU', identifiers: 'MUG-SAND,NONE', sellerId: 'A1EXAMPLE' }, ['B0CHILD002']],
		[{ identifiersType: 'SKU', identifiers: 'MUG-SAND', sellerId: 'A2EXAMPLE' }, []],
	])('finds by %j', async (query, expected) => {
		world().setCatalogItem(catalogItem('B0SHARED01', { identifiers: [{ type: 'EAN', value: '4000000000000' }] }));
		expect(asinsOf(await get(CATALOG, { ...here, ...query }))).toEqual(expected);
	});

	it('S93: nests categories with the topmost at the root', async () => {
		const chain = (['Mugs', 'Dining', 'Home & Kitchen'] as const).reduceRight<object | undefined>((parent, displayName) => ({ displayName, classificationId: expect.stringMatching(/^\d+$/) as unknown, ...(parent ? { parent } : {}) }), undefined);
		const reply = await item('B0CHILD001', 'classifications');
		expect(JSON.parse(reply.text)).toEqual({ asin: 'B0CHILD001', classifications: [{ marketplaceId: US, classifications: [chain] }] });
		expect(at(await item('B0PARENT01', 'classifications'), 'classifications')).toEqual([{ marketplaceId: US, classifications: [] }]);
	});

	it('gives dimensions of the item and of its package in Amazon\'s units, as far as they are known', async () => {
		expect(at(await item('B0CHILD001', 'dimensions'), 'dimensions')).toEqual([{
			marketplaceId: US,
			item: { weight: { unit: 'pounds', value: 0.9 }, height: { unit: 'inches', value: 4 } },
			package: { weight: { unit: 'pounds', value: 1.2 }, length: { unit: 'inches', value: 6 }, width: { unit: 'inches', value: 5 }, height: { unit: 'inches', value: 5 } },
		}]);
		expect(at(await item('B0PARENT01', 'dimensions'), 'dimensions')).toEqual([{ marketplaceId: US }]);
	});

	it('S105: gives the main picture in several sizes, or none where there is none', async () => {
		expect(at(await item('B0CHILD001', 'images'), 'images', 0, 'images')).toEqual([2000, 500, 75].map((size) => ({ variant: 'MAIN', link: expect.stringContaining('B0CHILD001') as unknown, height: size, width: size })));
		world().setCatalogItem(catalogItem('B0BARE0001', { images: [] }));
		expect(at(await item('B0BARE0001', 'images'), 'images', 0, 'images')).toEqual([]);
	});

	it('relates parents and children, both with the theme', async () => {
		const variationTheme = { theme: 'COLOR/SIZE', attributes: ['color', 'size'] };
		expect(at(await item('B0CHILD001', 'relationships'), 'relationships', 0, 'relationships')).toEqual([{ type: 'VARIATION', parentAsins: ['B0PARENT01'], variationTheme }]);
		expect(at(await item('B0PARENT01', 'relationships'), 'relationships', 0, 'relationships')).toEqual([{ type: 'VARIATION', childAsins: ['B0CHILD001', 'B0CHILD002'], variationTheme }]);
		world().setCatalogItem(catalogItem('B0ALONE001'));
		expect(at(await item('B0ALONE001', 'relationships'), 'relationships', 0, 'relationships')).toEqual([]);
	});

	it('summarizes, and gives values of options and the description as attributes', async () => {
		const reply = await item('B0CHILD001', 'summaries,attributes,identifiers');
		expect(at(reply, 'summaries', 0)).toMatchObject({ marketplaceId: US, brand: 'Harbor', color: 'Slate', size: 'Large', itemName: 'Mug Slate', itemClassification: 'BASE_PRODUCT', browseClassification: { displayName: 'Mugs' } });
		expect(at(await item('B0PARENT01', 'summaries'), 'summaries', 0, 'itemClassification')).toBe('VARIATION_PARENT');
		expect([at(reply, 'attributes', 'color'), at(reply, 'attributes', 'product_description', 0, 'value')]).toEqual([[{ value: 'Slate', language_tag: 'en_US', marketplace_id: US }], 'A mug.']);
		expect(at(reply, 'identifiers', 0, 'identifiers', 0)).toEqual({ identifierType: 'EAN', identifier: '4000000000000' });
	});

	it('has an item by marketplace: the same ASIN can be unknown in another', async () => {
		expect((await get(`${CATALOG}/B0CHILD001`, { marketplaceIds: CA })).status).toBe(404);
		expect(asinsOf(await get(CATALOG, { ...byAsin, marketplaceIds: CA }))).toEqual([]);
		world().setCatalogItem(catalogItem('B0CHILD001', { marketplaceId: CA, title: 'Tasse' }));
		const both = await get(`${CATALOG}/B0CHILD001`, { marketplaceIds: `${US},${CA}` });
		expect([at(both, 'summaries', 0, 'itemName'), at(both, 'summaries', 1, 'itemName')]).toEqual(['Mug Slate', 'Tasse']);
	});

	it('replaces an item', async () => {
		world().setCatalogItem(catalogItem('B0CHILD001', { title: 'Cup' }));
		expect(at(await item('B0CHILD001', 'summaries'), 'summaries', 0, 'itemName')).toBe('Cup');
	});
});
