import { join } from 'node:path';
import type { FaultKind } from '../../sandbox/amazon/faults';
import type { ListingSeed } from '../../sandbox/amazon/listingSeeds';
import type { SellerAccountSeed } from '../../sandbox/amazon/seeds';
import type { AmazonSwitches } from '../../sandbox/amazon/switches';
import type { AmazonServices } from '../../src/amazon/client';
import type { Listing } from '../../src/domain/catalog/listing';
import type { AmazonPort, ListingSearch, ReportedListing } from '../../src/processes/ports/amazon';
import { AmazonModel, amazonModelsPresent } from '../contracts/amazonModel';
import { DE, family, JP, listing, US } from '../sandbox/amazon/simulatorClient';
import { failureOf } from './scriptedAmazon';
import { startSetting, type Setting } from './simulatedAmazon';

const start = async (seed: Partial<SellerAccountSeed> = {}, switches: Partial<AmazonSwitches> = {}, services: Partial<AmazonServices> = {}): Promise<Setting> =>
	await startSetting(seed, { switches, services, modelsFolder: join(__dirname, '../../../shared/contracts/amazon') });

const european = { region: 'eu', marketplaces: [{ id: DE, storeName: 'Beispiel' }] } as const;
const japanese = { region: 'fe', marketplaces: [{ id: JP, storeName: '例' }] } as const;

async function listAll(client: AmazonPort, search: ListingSearch): Promise<Listing[]> {
	const found: Listing[] = [];
	for (let pageToken: string | undefined, pages = 0; pages < 60; pages += 1) {
		const page = await client.searchListings({ ...search, ...(pageToken !== undefined && { pageToken }) });
		expect(page.unreadable).toEqual([]);
		found.push(...page.listings);
		pageToken = page.nextPageToken;
		if (pageToken === undefined) return found;
	}
	throw new Error('The pages do not end');
}

async function reportDocument({ client, clock }: Setting, marketplaceId: string): Promise<string> {
	const { reportId } = await client.requestListingsReport(marketplaceId, new Date(clock.now()).toISOString());
	clock.advance(60_000);
	const state = await client.report(reportId);
	if (state.state !== 'done') throw new Error(`The report is ${state.state}`);
	return state.documentId;
}

async function readReport(setting: Setting, marketplaceId: string): Promise<ReportedListing[]> {
	const found: ReportedListing[] = [];
	for await (const row of setting.client.readListingsReport(await reportDocument(setting, marketplaceId), marketplaceId)) found.push(row);
	return found;
}

const many = (count: number, over: Partial<ListingSeed> = {}): ListingSeed[] => Array.from({ length: count }, (_, i) => listing(`SKU-${String(i).padStart(4, '0')}`, { createdTime: new Date(Date.UTC(2025, 0, 1, i)).toISOString(), ...over }));
const awkward = ['a/b', 'a b', '50%', 'a,b', 'Größe', 'a+b', 'x,y/z', ' lead', '"quoted'];

describe('the client against the simulated catalog', () => {
	test('D11: every listing of a marketplace comes once, page by page, and every request fits the model', async () => {
		const { amazon, client } = await start({ listings: [...many(65), listing('ELSEWHERE', { marketplaceId: 'A2EUQ1WTGCTBG2' })] });
		const found = await listAll(client, { marketplaceId: US });
		expect(found.map(({ sellerSku }) => sellerSku)).toEqual(many(65).map(({ sellerSku }) => sellerSku));
		const calls = amazon.requests.filter(({ operation }) => operation === 'searchListingsItems');
		expect(calls).toHaveLength(4);
		if (!amazonModelsPresent) return;
		const model = AmazonModel.load('listingsItems_2021-08-01.json');
		for (const { query } of calls) expect(model.parameterErrors('searchListingsItems', { query, path: [['sellerId', 'A1EXAMPLE']] })).toEqual([]);
	});

	test('D11: of a search Amazon gives the first thousand, and tells of all; windows have the rest', async () => {
		const { client } = await start({ listings: many(1100) }, { quotas: 'off' }, { budgets: { take: async () => await Promise.resolve({ taken: true }), learn: async () => undefined, state: async () => await Promise.resolve({ tokens: 1, rate: 1 }) } });
		expect((await client.searchListings({ marketplaceId: US })).total).toBe(1100);
		expect(await listAll(client, { marketplaceId: US })).toHaveLength(1000);
		const middle = new Date(Date.UTC(2025, 0, 1, 550)).toISOString();
		const halves = [await listAll(client, { marketplaceId: US, createdBefore: middle }), await listAll(client, { marketplaceId: US, createdAfter: middle })];
		// The listing of that very instant is in both.
		expect(halves.map(({ length }) => length)).toEqual([551, 550]);
	});

	test('P57: listings are found by any SKU, with a comma too', async () => {
		const { client } = await start({ listings: [...awkward.map((sku) => listing(sku)), listing('a'), listing('b')] });
		const page = await client.searchListings({ marketplaceId: US, sellerSkus: [...awkward, 'unknown', 'un,known'] });
		expect(page.listings.map(({ sellerSku }) => sellerSku).sort()).toEqual([...awkward].sort());
		expect(page.total).toBe(awkward.length);
	});

	test('a family is read from both sources of Amazon', async () => {
		const { client } = await start(family);
		const listings = await listAll(client, { marketplaceId: US });
		expect(listings.find(({ sellerSku }) => sellerSku === 'MUG-PARENT')).toMatchObject({ availability: 'inactive', asin: 'B0PARENT01' });
		expect(listings.find(({ sellerSku }) => sellerSku === 'MUG-PARENT')).not.toHaveProperty('fulfillmentChannel');
		expect(listings.find(({ sellerSku }) => sellerSku === 'MUG-SLATE')).toMatchObject({ parentSku: 'MUG-PARENT', fulfillmentChannel: 'MFN', quantity: 5, price: { amount: '10.00', currency: 'USD' } });
		expect(listings.find(({ sellerSku }) => sellerSku === 'MUG-SAND')).toMatchObject({ parentSku: 'MUG-PARENT', fulfillmentChannel: 'AFN' });
		const items = await client.catalogItems(US, ['B0CHILD001', 'B0PARENT01', 'B0UNKNOWN1']);
		expect(items.find(({ asin }) => asin === 'B0PARENT01')).toMatchObject({ variationParent: true, options: [] });
		expect(items.find(({ asin }) => asin === 'B0CHILD001')).toMatchObject({
			title: 'Mug Slate', brand: 'Harbor', description: 'A mug.', topCategory: 'Home & Kitchen', parentAsin: 'B0PARENT01', variationParent: false,
			options: [{ name: 'Color', value: 'Slate' }, { name: 'Size', value: 'Large' }],
			identifiers: [{ type: 'EAN', value: '4000000000000' }, { type: 'GTIN', value: '04000000000000' }],
			weight: { value: '0.9', unit: 'pounds' }, height: { value: '4', unit: 'inches' },
		});
		expect(items).toHaveLength(2);
	});

	test('P66: a missing role is told with its name, for each of the three', async () => {
		const { client } = await start({ listings: many(1), roles: [] });
		for (const call of [client.searchListings({ marketplaceId: US }), client.catalogItems(US, ['B0EXAMPLE1']), client.requestListingsReport(US, '2026-11-02T12:00:00Z')]) {
			const error = await failureOf(call);
			expect([error.kind, error.message.includes("'Product Listing'")]).toEqual(['unauthorized', true]);
		}
	});

	test('N46: listings are read within the budget, without a refusal', async () => {
		const { amazon, client } = await start({ listings: many(400) });
		expect(await listAll(client, { marketplaceId: US })).toHaveLength(400);
		expect(amazon.requests.filter(({ status }) => status === 429)).toEqual([]);
	});
});

describe('the listings report of the simulator', () => {
	const seeds = [
		listing('MFN-1', { title: 'Größe „M“ – 5 €', price: '12.50', quantity: 7, description: 'Says "hello"' }), listing('AFN-1', { fulfilledBy: 'AMAZON' }),
		listing('OFF', { state: 'inactive' }), listing('DRAFT', { asin: undefined, state: 'incomplete', identifier: { type: 'EAN', value: '4006381333931' } }), ...awkward.map((sku) => listing(sku)),
	];
	const at = (marketplaceId: string, given: readonly ListingSeed[] = seeds): ListingSeed[] => given.map((seed) => ({ ...seed, marketplaceId }));

	test('D11: says the same as the listings API', async () => {
		const setting = await start({ listings: seeds });
		const reported = await readReport(setting, US);
		const listed = await listAll(setting.client, { marketplaceId: US });
		expect(reported.map(({ listing: found }) => found?.sellerSku).sort()).toEqual(listed.map(({ sellerSku }) => sellerSku).sort());
		const known = new Map(listed.map((found) => [found.sellerSku, found]));
		for (const { listing: found } of reported) {
			// Only one of the two sources has these.
			const { imageUrl: _, ...fromApi } = known.get(found?.sellerSku ?? '') ?? {};
			const { description: _description, identifier: _identifier, ...fromReport } = found ?? {};
			expect(fromReport).toEqual(fromApi);
		}
		expect(reported.find(({ listing: found }) => found?.sellerSku === 'DRAFT')?.listing?.identifier).toEqual({ type: 'EAN', value: '4006381333931' });
		expect(reported.find(({ listing: found }) => found?.sellerSku === 'MFN-1')?.listing?.description).toBe('Says "hello"');
	});

	const settings: readonly (readonly [string, string, Partial<SellerAccountSeed>, Partial<AmazonSwitches>])[] = [
		['German header, Cp1252', DE, european, { reportLocaleOption: 'ignored' }],
		['German header, called ISO-8859-1', DE, european, { reportLocaleOption: 'ignored', statedCharset: 'ISO-8859-1' }],
		['UTF-8 called Cp1252, with a byte order mark', DE, european, { reportEncoding: 'utf8', statedCharset: 'Cp1252', reportByteOrderMark: true }],
		['no charset stated', DE, european, { statedCharset: 'none', reportLocaleOption: 'ignored' }],
		['not compressed, an empty line at the end', US, {}, { reportCompression: 'none', reportEnd: 'blankLine' }],
		['UTF-8 called by no name', US, {}, { reportEncoding: 'utf8', statedCharset: 'none' }],
	];
	test.each(settings)('P64: is read the same: %s', async (_what, marketplaceId, account, switches) => {
		const setting = await start({ ...account, listings: at(marketplaceId) }, switches);
		const rows = await readReport(setting, marketplaceId);
		expect(rows.map(({ listing: found }) => found?.sellerSku)).toEqual(expect.arrayContaining(seeds.map(({ sellerSku }) => sellerSku)));
		expect(rows.find(({ listing: found }) => found?.sellerSku === 'MFN-1')?.listing).toMatchObject({ title: 'Größe „M“ – 5 €', price: { amount: '12.50' }, createdAt: '2026-10-01T10:00:00.000Z' });
	});

	test.each(['true', 'Cp1252', 'none'] as const)('P64: Japanese is read as what it is, stated as %s', async (statedCharset) => {
		const setting = await start({ ...japanese, listings: at(JP, [listing('抹茶-1', { title: '①抹茶 ～ 高橋', price: '1980' })]) }, { statedCharset, reportLocaleOption: 'ignored' });
		expect(await readReport(setting, JP)).toEqual([{ line: 2, listing: expect.objectContaining({ sellerSku: '抹茶-1', title: '①抹茶 ～ 高橋', price: { amount: '1980', currency: 'JPY' } }) }]);
	});

	test('rows that end early keep what they have', async () => {
		const rows = await readReport(await start({ listings: many(3) }, { reportRows: 'cutShort' }), US);
		expect(rows.map(({ listing: found }) => [found?.sellerSku, found?.availability])).toEqual([['SKU-0000', 'inactive'], ['SKU-0001', 'inactive'], ['SKU-0002', 'inactive']]);
	});

	test('P63: no listings are no data, a failure has its text', async () => {
		const { client, clock, amazon } = await start();
		const outcome = async () => {
			const { reportId } = await client.requestListingsReport(US, new Date(clock.now()).toISOString());
			await expect(client.report(reportId)).resolves.toEqual({ state: 'waiting' });
			clock.advance(60_000);
			return await client.report(reportId);
		};
		await expect(outcome()).resolves.toEqual({ state: 'noData' });
		amazon.switches.reportOutcome = 'FATAL';
		await expect(outcome()).resolves.toEqual({ state: 'failed', text: 'The report could not be generated.' });
		amazon.switches.fatalReportText = null;
		await expect(outcome()).resolves.toEqual({ state: 'failed' });
	});

	test.each(['dropAfterCommit', 'tornBody', 'empty204'] as const)('a lost answer (%s) to the request leaves one report, adopted', async (kind) => {
		const { amazon, client, clock } = await start({ listings: many(1) });
		amazon.faults.add({ kind, operation: 'createReport' });
		const { reportId } = await client.requestListingsReport(US, new Date(clock.now()).toISOString());
		clock.advance(60_000);
		await expect(client.report(reportId)).resolves.toMatchObject({ state: 'done' });
		expect(amazon.requests.filter(({ operation }) => operation === 'createReport')).toHaveLength(1);
	});

	test('a request that never arrived is told, not taken for done', async () => {
		const { amazon, client, clock } = await start({ listings: many(1) });
		amazon.faults.add({ kind: 'dropConnection', operation: 'createReport' });
		const error = await failureOf(client.requestListingsReport(US, new Date(clock.now()).toISOString()));
		expect([error.kind, error.ambiguous]).toEqual(['unavailable', true]);
	});

	test.each([['missing', 'notFound', undefined], ['outdated', 'rejected', 'ReportOutdated']] as const)('S15: a document that is %s is told as such', async (reportDocumentSwitch, kind, code) => {
		const setting = await start({ listings: many(1) }, { reportDocument: reportDocumentSwitch });
		const error = await failureOf(readReport(setting, US));
		expect(error.kind).toBe(kind);
		if (code !== undefined) expect(error.code).toBe(code);
	});

	test('P62: an address that expires before it is used is asked for anew', async () => {
		const setting = await start({ listings: many(1) });
		const documentId = await reportDocument(setting, US);
		setting.amazon.switches.reportDocument = 'outdated';
		let downloads = 0;
		setting.amazon.onRequest(async ({ operation }) => {
			if (operation === 'downloadDocument' && (downloads += 1) === 1) setting.amazon.switches.reportDocument = 'present';
			return await Promise.resolve();
		});
		const rows: ReportedListing[] = [];
		for await (const row of setting.client.readListingsReport(documentId, US)) rows.push(row);
		expect(rows).toHaveLength(1);
		expect(setting.amazon.requests.filter(({ operation }) => operation === 'downloadDocument').map(({ status }) => status)).toEqual([403, 200]);
	});

	test.each<FaultKind>(['throttle429', 'error500', 'html503', 'dropConnection', 'dropAfterCommit', 'tornBody', 'chunkedMidCharacter', 'hang', 'slowDrip'])('the download gets over %s, and no row is lost or doubled', async (kind) => {
		const setting = await start({ listings: many(1500, { description: 'é'.repeat(40) }) }, { reportCompression: 'none' }, { deadlineMs: 2000 });
		const documentId = await reportDocument(setting, US);
		setting.amazon.faults.add({ kind, operation: 'downloadDocument', bytesPerSecond: 20_000 });
		const found: (string | undefined)[] = [];
		for await (const row of setting.client.readListingsReport(documentId, US)) found.push(row.listing?.sellerSku);
		expect(found).toEqual(many(1500).map(({ sellerSku }) => sellerSku));
		expect(setting.amazon.faults.left).toBe(0);
	});
});
