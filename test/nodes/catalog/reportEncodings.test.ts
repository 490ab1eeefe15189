import headers from '../../../sandbox/amazon/reportHeaders.json';
import type { AmazonSwitches } from '../../../sandbox/amazon/switches';
import type { DemoMarketplace } from '../../../sandbox/demo/stores';
import type { DemoWorld } from '../demoWorld';
import { accountOf, calls, catalog, connect, fromReport, HOUR, loadProducts, openCatalog, told } from './catalogWorld';

const usual: Partial<AmazonSwitches> = { reportHeader: 'localized', reportLocaleOption: 'obeyed', reportEncoding: 'byRegion', statedCharset: 'true', reportByteOrderMark: false, reportRows: 'whole', reportEnd: 'lastRow', reportCompression: 'GZIP' };

let world: DemoWorld;
beforeAll(async () => {
	world = await openCatalog();
	for (const marketplace of ['US', 'DE', 'IT', 'JP'] as const) await connect(world, marketplace, fromReport);
});
afterAll(async () => await world.close());
beforeEach(() => {
	Object.assign(world.amazon.switches, usual);
	// Amazon gives a copy of the report within an hour.
	world.pass(2 * HOUR);
});

/** What Amazon has, by seller SKU. Parents of families are in no report. */
const atAmazon = (marketplace: DemoMarketplace, marketplaceId: string): Record<string, string> =>
	Object.fromEntries(world.account(accountOf(marketplace)).listings(marketplaceId).filter(({ fulfilledBy }) => fulfilledBy !== undefined).map(({ sellerSku, title }) => [sellerSku, title]));
const titles = async (marketplace: DemoMarketplace): Promise<Record<string, unknown>> =>
	Object.fromEntries((await catalog(world, { onlyActive: true }, marketplace)).map(({ sellerSku, title }) => [sellerSku, title]));

async function expectWhole(marketplace: DemoMarketplace, marketplaceId: string, switches: Partial<AmazonSwitches>): Promise<void> {
	Object.assign(world.amazon.switches, switches);
	const wanted = atAmazon(marketplace, marketplaceId);
	const { item } = await loadProducts(world, marketplace);
	expect(item).toMatchObject({ complete: true, received: Object.keys(wanted).length, canceled: [] });
	expect(await titles(marketplace)).toEqual(wanted);
}

describe('P64: a German report is read as it was written, whatever is stated with it', () => {
	test.each<[string, Partial<AmazonSwitches>]>([
		['Windows-1252, and says so', {}],
		['Windows-1252, called ISO-8859-1', { statedCharset: 'ISO-8859-1' }],
		['Windows-1252, called UTF-8', { statedCharset: 'UTF-8' }],
		['Windows-1252, without a charset', { statedCharset: 'none', reportCompression: 'none' }],
		['UTF-8, called Cp1252', { reportEncoding: 'utf8', statedCharset: 'Cp1252' }],
		['UTF-8 with a byte order mark', { reportEncoding: 'utf8', reportByteOrderMark: true }],
		['UTF-8 with a byte order mark, called ISO-8859-1', { reportEncoding: 'utf8', reportByteOrderMark: true, statedCharset: 'ISO-8859-1' }],
	])('%s', async (_title, switches) => {
		await expectWhole('DE', 'A1PA6795UKMFR9', switches);
	});

	test('umlauts, quotes, dashes and the euro sign come through, and match SKUs in Cin7 Core', async () => {
		await loadProducts(world, 'DE');
		const rows = await catalog(world, { filters: { search: 'BÜRSTE' } }, 'DE');
		expect(rows).toMatchObject([{ sellerSku: 'HP-BÜRSTE', title: 'Spülbürste aus Buche, Größe L – Nachfüllkopf nur 3 €', productSku: 'HP-BÜRSTE' }]);
	});
});

test.each<[string, Partial<AmazonSwitches>]>([
	['as Amazon states it', {}],
	['called UTF-8', { statedCharset: 'UTF-8' }],
	['without a charset, with Japanese headers', { statedCharset: 'none', reportLocaleOption: 'ignored' }],
])('P64: a Japanese report in CP932, %s', async (_title, switches) => {
	await expectWhole('JP', 'A1VC38T7YXB528', switches);
	expect(await titles('JP')).toMatchObject({ 'HP-KYUSU': '急須 朱泥 350ml（茶こし付き）' });
});

describe('P65: headers in the language of the marketplace', () => {
	test.each<[string, DemoMarketplace, string]>([['Italian', 'IT', 'APJ6JRA9NG5V4'], ['German', 'DE', 'A1PA6795UKMFR9']])('%s ones are understood', async (_title, marketplace, marketplaceId) => {
		await expectWhole(marketplace, marketplaceId, { reportLocaleOption: 'ignored' });
	});

	test('a header that is not understood is refused by name: nothing is taken from it, nothing canceled; after Amazon\'s report is in order again it is read', async () => {
		await expectWhole('IT', 'APJ6JRA9NG5V4', { reportLocaleOption: 'ignored' });
		const before = await titles('IT');
		const sku = headers.translations.it['seller-sku'];
		world.pass(2 * HOUR);
		headers.translations.it['seller-sku'] = 'Codice inventato';
		try {
			const run = await loadProducts(world, 'IT');
			expect(run.item).toMatchObject({ complete: false, received: 0, canceled: [] });
			expect(told(run)).toContain('amazon.unreadable');
			expect(run.attention[0]?.message).toEqual(expect.stringMatching(/the header lacks the columns seller-sku\. Not understood: .*'Codice inventato'/));
			expect(await titles('IT')).toEqual(before);
		} finally {
			headers.translations.it['seller-sku'] = sku;
		}
		const asked = calls(world, 'createReport');
		world.pass(2 * HOUR);
		expect((await loadProducts(world, 'IT')).item).toMatchObject({ complete: true, received: Object.keys(before).length, canceled: [] });
		expect(calls(world, 'createReport')).toBe(asked + 1);
	});
});

describe('D11: rows as Amazon gives them', () => {
	const inWindows = (wanted: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(wanted).map(([sku, title]) => [sku.replace('\u200b', '?'), title]));

	test.each<[string, Partial<AmazonSwitches>]>([
		['whole, without a line end after the last row\'s', {}],
		['shorter than the header', { reportRows: 'cutShort' }],
		['with a blank line at the end', { reportEnd: 'blankLine' }],
	])('%s', async (_title, switches) => {
		Object.assign(world.amazon.switches, switches);
		await loadProducts(world);
		expect(await titles('US')).toEqual(inWindows(atAmazon('US', 'ATVPDKIKX0DER')));
	});

	test('a double quote is a double quote, and a listing of Amazon\'s warehouses has no quantity', async () => {
		await loadProducts(world);
		const rows = new Map((await catalog(world)).map((row) => [row.sellerSku, row]));
		expect(rows.get('HP-RULER')).toMatchObject({ title: 'Folding Ruler "Skipper", 78" Beech', price: '13.25', fulfillmentChannel: 'MFN' });
		expect(rows.get('HP-CANDLE-12')).toMatchObject({ fulfillmentChannel: 'AFN', quantityAtAmazon: null, amazonStatus: 'active' });
		expect(rows.get('HP-TOWEL-3')).toMatchObject({ quantityAtAmazon: expect.any(Number) as number });
	});
});
