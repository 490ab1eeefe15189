import fc from 'fast-check';
import { createCatalogCalls } from '../../src/amazon/catalog';
import { parseCatalogItem } from '../../src/amazon/catalogParser';
import { AmazonModel, describeWithAmazonModels } from '../contracts/amazonModel';
import { clientFor, failureOf, json, startScriptedAmazon, US, type ScriptedAmazon } from './scriptedAmazon';

const DE = 'A1PA6795UKMFR9';

let amazon: ScriptedAmazon;
beforeEach(async () => { amazon = await startScriptedAmazon(); });
afterEach(async () => { await amazon.close(); });

const asins = (count: number): string[] => Array.from({ length: count }, (_, i) => `B0${String(i).padStart(8, '0')}`);
const family = (attributes: readonly string[], given: object = {}) => ({ relationships: [{ marketplaceId: US, relationships: [{ type: 'VARIATION', parentAsins: ['B00PARENT0'], variationTheme: { attributes, theme: 'X' }, ...given }] }] });
const value = (text: unknown) => [{ value: text, language_tag: 'en_US', marketplace_id: US }];
const parsed = (given: object) => parseCatalogItem({ asin: 'B000000001', ...given }, US);

describe('asking for catalog items', () => {
	test('goes by ASIN, 20 to a call, each once', async () => {
		amazon.script((request, response) => json(200, { numberOfResults: 20, items: (request.query.get('identifiers') ?? '').split(',').map((asin) => ({ asin })) })(request, response));
		const items = await clientFor(amazon.url).client.catalogItems(US, [...asins(45), 'B000000000', 'not an asin', 'a,b']);
		expect(items.map(({ asin }) => asin)).toEqual([...asins(45)]);
		expect(amazon.calls.map(({ query }) => query.get('identifiers')?.split(',').length)).toEqual([20, 20, 5]);
		expect(amazon.calls[0]?.path).toBe('/catalog/2022-04-01/items');
		expect(Object.fromEntries(amazon.calls[2]?.query ?? [])).toMatchObject({ identifiersType: 'ASIN', marketplaceIds: US, pageSize: '20', includedData: 'attributes,classifications,dimensions,identifiers,images,relationships,summaries' });
	});

	test('ASINs that Amazon does not know are missing; none are no call', async () => {
		amazon.script(json(200, { numberOfResults: 1, items: [{ asin: 'B000000002' }, { summaries: [] }] }));
		const { client } = clientFor(amazon.url);
		expect((await client.catalogItems(US, ['B000000001', 'B000000002'])).map(({ asin }) => asin)).toEqual(['B000000002']);
		await expect(client.catalogItems(US, [])).resolves.toEqual([]);
		expect(amazon.calls).toHaveLength(1);
	});

	test('further pages are read, and a token that never ends ends all the same', async () => {
		amazon.script(
			json(200, { numberOfResults: 2, pagination: { nextToken: 'two' }, items: [{ asin: 'B000000001' }] }),
			json(200, { numberOfResults: 2, pagination: { nextToken: 'two' }, items: [{ asin: 'B000000002' }] }),
		);
		const { client } = clientFor(amazon.url, {}, { runBudgetMs: 10_000 });
		expect(await client.catalogItems(US, ['B000000001', 'B000000002', 'B000000003'])).toHaveLength(2);
		expect(amazon.calls.map(({ query }) => query.get('pageToken'))).toEqual([null, 'two', 'two']);
	});

	test('an answer of another shape is unreadable', async () => {
		amazon.script(json(200, { payload: [] }));
		expect((await failureOf(clientFor(amazon.url).client.catalogItems(US, ['B000000001']))).kind).toBe('unreadable');
	});
});

describe('a catalog item', () => {
	test('S90: options come in the order of the theme, beyond three too, with names as titles', () => {
		const attributes = { color: value('Slate'), size: value('XL'), item_package_quantity: value(3), style_name: value('Modern') };
		expect(parsed({ attributes, ...family(['size_name', 'color', 'item_package_quantity', 'style']) })?.options).toEqual([
			{ name: 'Size', value: 'XL' }, { name: 'Color', value: 'Slate' }, { name: 'Item Package Quantity', value: '3' }, { name: 'Style', value: 'Modern' },
		]);
	});

	test('S107: values come from the summary where attributes are silent; what has none is left out', () => {
		const summaries = [{ marketplaceId: US, color: 'Black', size: '82-Inch', style: '' }];
		expect(parsed({ summaries, attributes: { size: [{ value: 'Größe', marketplace_id: DE }] }, ...family(['color', 'size', 'style', 'flavor']) })?.options).toEqual([{ name: 'Color', value: 'Black' }, { name: 'Size', value: '82-Inch' }]);
	});

	test.each([
		[[{ value: 500, unit: 'grams' }], '500 grams'], [[{ size: 'm', size_class: 'alpha' }], 'm'], [[{ value: [{ value: 'Nested' }] }], 'Nested'], [[{ value: ' Slate ' }], 'Slate'],
	])('an attribute of the shape %j has the value %s', (attribute, text) => {
		expect(parsed({ attributes: { flavor: attribute }, ...family(['flavor']) })?.options).toEqual([{ name: 'Flavor', value: text }]);
	});

	test('S91: parents and children of a family know each other', () => {
		expect(parsed(family(['color']))).toMatchObject({ parentAsin: 'B00PARENT0', variationParent: false });
		const parent = parsed({ summaries: [{ marketplaceId: US, itemClassification: 'VARIATION_PARENT' }], ...family(['color'], { parentAsins: undefined, childAsins: ['B000000002'] }) });
		expect(parent).toMatchObject({ variationParent: true, options: [] });
		expect(parent).not.toHaveProperty('parentAsin');
		const pallet = { relationships: [{ marketplaceId: US, relationships: [{ type: 'PACKAGE_HIERARCHY', parentAsins: ['B00000CASE'], childAsins: ['B000000003'] }] }] };
		expect(parsed(pallet)).toEqual({ asin: 'B000000001', variationParent: false, options: [], identifiers: [] });
	});

	test('S93: the category is the topmost of the chain', () => {
		const chain = { displayName: 'Mugs', classificationId: '3', parent: { displayName: 'Drinkware', classificationId: '2', parent: { displayName: 'Home & Kitchen', classificationId: '1' } } };
		expect(parsed({ classifications: [{ marketplaceId: DE, classifications: [{ displayName: 'Tassen' }] }, { marketplaceId: US, classifications: [chain] }] })?.topCategory).toBe('Home & Kitchen');
	});

	test('S102: weight and sides are of the item, else of its package, in exact decimals', () => {
		const inches = (length: number) => ({ unit: 'inches', value: length });
		const pounds = (weight: number) => ({ unit: 'pounds', value: weight });
		const dimensions = (item: object | undefined) => ({ dimensions: [{ marketplaceId: US, ...(item && { item }), package: { weight: pounds(2), length: inches(10.49999998929), width: inches(5), height: inches(0.0000001) } }] });
		expect(parsed(dimensions({ weight: pounds(1.1) }))).toMatchObject({ weight: { value: '1.1', unit: 'pounds' }, length: { value: '10.49999998929', unit: 'inches' }, height: { value: '0.0000001' } });
		const flat = parsed(dimensions({ length: inches(9) }));
		expect(flat).toMatchObject({ weight: { value: '2' }, length: { value: '9' } });
		expect(flat).not.toHaveProperty('width');
		expect(parsed({ dimensions: [{ marketplaceId: US, item: { weight: { unit: 'pounds', value: 'heavy' }, length: { value: 3 } } }] })).toEqual(parsed({}));
	});

	test('S105: the picture is the smallest of the variant MAIN', () => {
		const image = (variant: string, side: number) => ({ variant, link: `https://images.example/${variant}-${side}.jpg`, height: side, width: side });
		expect(parsed({ images: [{ marketplaceId: US, images: [image('MAIN', 500), image('PT01', 10), image('MAIN', 75), { variant: 'MAIN', height: 1, width: 1 }] }] })?.smallImageUrl).toBe('https://images.example/MAIN-75.jpg');
		expect(parsed({ images: [{ marketplaceId: US, images: [image('PT01', 10)] }] })).not.toHaveProperty('smallImageUrl');
	});

	test('S101: the description is the product description, else the bullet points', () => {
		const bullet_point = [...value('Holds coffee'), ...value('Holds tea')];
		expect(parsed({ attributes: { product_description: value('A mug.'), bullet_point } })?.description).toBe('A mug.');
		expect(parsed({ attributes: { product_description: [{ value: 'Eine Tasse.', marketplace_id: DE }], bullet_point } })?.description).toBe('Holds coffee\nHolds tea');
		expect(parsed({ attributes: {} })).not.toHaveProperty('description');
	});

	test('P56: identifiers are those of products', () => {
		const identifiers = [{ marketplaceId: US, identifiers: [{ identifierType: 'EAN', identifier: '4006381333931' }, { identifierType: 'SKU', identifier: 'X' }, { identifierType: 'upc', identifier: '036000291452' }, 5] }];
		expect(parsed({ identifiers })?.identifiers).toEqual([{ type: 'EAN', value: '4006381333931' }, { type: 'UPC', value: '036000291452' }]);
	});

	test('whatever arrives beside the ASIN, there is an item', () => {
		const parts = ['attributes', 'classifications', 'dimensions', 'identifiers', 'images', 'relationships', 'summaries'];
		const anything = fc.oneof(fc.jsonValue(), fc.array(fc.record({ marketplaceId: fc.constant(US), item: fc.jsonValue(), identifiers: fc.jsonValue(), images: fc.jsonValue(), relationships: fc.jsonValue(), classifications: fc.jsonValue(), brand: fc.jsonValue() })));
		fc.assert(fc.property(fc.dictionary(fc.constantFrom(...parts), anything), (given) => {
			expect(parsed({ ...given })?.asin).toBe('B000000001');
		}));
		expect(parseCatalogItem({ asin: '' }, US)).toBeUndefined();
		expect(parseCatalogItem(null, US)).toBeUndefined();
	});
});

describeWithAmazonModels("Amazon's own static answer about the catalog", () => {
	test('S101: is read, and what is asked fits the model', async () => {
		const model = AmazonModel.load('catalogItems_2022-04-01.json');
		const [pair] = model.staticPairs('searchCatalogItems').filter(({ status }) => status === 200);
		const calls = createCatalogCalls(async ({ operation, query = {} }) => {
			const words = Object.entries(query).map(([name, given]) => [name, Array.isArray(given) ? given.join(',') : String(given)] as const);
			expect(model.parameterErrors(operation, { query: words })).toEqual([]);
			return pair?.response;
		});
		await expect(calls.catalogItems(US, ['B07N4M94X4'])).resolves.toEqual([{
			asin: 'B07N4M94X4', variationParent: false, parentAsin: 'B08J7TQ9FL', brand: 'SAMSUNG', topCategory: 'Electronics', title: expect.stringContaining('QLED'),
			options: [{ name: 'Color', value: 'Black' }, { name: 'Size', value: '82-Inch' }],
			identifiers: [{ type: 'EAN', value: '0887276302195' }, { type: 'GTIN', value: '00887276302195' }, { type: 'UPC', value: '887276302195' }],
			weight: { value: '107.6', unit: 'pounds' }, length: { value: '2.4', unit: 'inches' }, width: { value: '72.4', unit: 'inches' }, height: { value: '41.4', unit: 'inches' },
			smallImageUrl: 'https://m.media-amazon.com/images/I/51DZzp3w3vL.jpg',
		}]);
	});
});
