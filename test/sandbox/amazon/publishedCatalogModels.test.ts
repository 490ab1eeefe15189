import { type AmazonSimulator, startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import { catalogDataSets } from '../../../sandbox/amazon/catalogDocument';
import { listingDataSets } from '../../../sandbox/amazon/listingDocument';
import { VirtualClock } from '../../../sandbox/clock';
import { AmazonModel, describeWithAmazonModels, type StaticPair } from '../../contracts/amazonModel';
import { DOCUMENTS, ReportClient, TYPE } from './reportClient';
import { accessToken, at, call, CA, CATALOG, type Caller, family, listing, LISTINGS, type Reply, REPORTS, seller, US } from './simulatorClient';

const here = { marketplaceIds: US };
const account = seller({
	...family,
	listings: [...family.listings, listing('GONE', { state: 'inactive' }), listing('DRAFT', { state: 'incomplete', asin: undefined, price: undefined }), listing('MUG-SLATE', { marketplaceId: CA, identifier: { type: 'EAN', value: '4000000000000' }, description: 'A mug.' })],
});

describeWithAmazonModels('listings, catalog items and reports of the simulator, and Amazon\'s published models', () => {
	const listings = AmazonModel.load('listingsItems_2021-08-01.json');
	const catalog = AmazonModel.load('catalogItems_2022-04-01.json');
	const reports = AmazonModel.load('reports_2021-06-30.json');
	let simulator: AmazonSimulator;
	let clock: VirtualClock;
	let token: string;
	let get: Caller;
	let client: ReportClient;

	beforeEach(async () => {
		clock = new VirtualClock('2026-11-02T12:00:00Z');
		simulator = await startAmazonSimulator({ clock, accounts: [account], switches: { quotas: 'off' } });
		token = await accessToken(simulator);
		client = await ReportClient.of(account, simulator, clock);
		get = client.get;
	});
	afterEach(async () => await simulator.close());

	/** Also that the answer has the headers that the model declares for its status, and the status meant. */
	const expectModeled = (model: AmazonModel, operation: string, reply: Reply, status: number): void => {
		expect([operation, reply.status, simulator.requests.at(-1)?.operation]).toEqual([operation, status, operation]);
		expect(model.responseErrors(operation, reply.status, reply.text === '' ? undefined : JSON.parse(reply.text), { closed: true })).toEqual([]);
		for (const header of model.responseHeaders(operation, reply.status)) expect(reply.headers[header.toLowerCase()]).toEqual(expect.any(String));
	};

	it.each<[string, string | undefined]>([['no data set', undefined], ...listingDataSets.map((dataSet): [string, string] => [dataSet, dataSet]), ['every data set', listingDataSets.join()]])('listings with %s are as modeled, searched and one by one', async (_what, includedData) => {
		const query = { marketplaceIds: `${US},${CA}`, ...(includedData === undefined ? {} : { includedData }) };
		const wanted = ['sku', ...(includedData ?? 'summaries').split(',')].sort();
		const page = await get(LISTINGS, { ...query, pageSize: '20' });
		expectModeled(listings, 'searchListingsItems', page, 200);
		expect([at(page, 'numberOfResults'), Object.keys(at(page, 'items', 0) as object).sort()]).toEqual([5, wanted]);
		for (const sku of ['MUG-PARENT', 'MUG-SLATE', 'MUG-SAND', 'GONE', 'DRAFT']) {
			const one = await get(`${LISTINGS}/${sku}`, query);
			expectModeled(listings, 'getListingsItem', one, 200);
			expect(Object.keys(JSON.parse(one.text) as object).sort()).toEqual(wanted);
		}
	});

	it.each<[string, string | undefined]>([['no data set', undefined], ...catalogDataSets.map((dataSet): [string, string] => [dataSet, dataSet]), ['every data set', catalogDataSets.join()]])('catalog items with %s are as modeled, searched and one by one', async (_what, includedData) => {
		const query = { ...here, ...(includedData === undefined ? {} : { includedData }) };
		const wanted = ['asin', ...(includedData ?? 'summaries').split(',')].sort();
		const page = await get(CATALOG, { ...query, identifiersType: 'ASIN', identifiers: 'B0PARENT01,B0CHILD001,B0CHILD002', pageSize: '2' });
		expectModeled(catalog, 'searchCatalogItems', page, 200);
		expect([at(page, 'numberOfResults'), Object.keys(at(page, 'items', 1) as object).sort()]).toEqual([3, wanted]);
		for (const asin of ['B0PARENT01', 'B0CHILD001']) expectModeled(catalog, 'getCatalogItem', await get(`${CATALOG}/${asin}`, query), 200);
	});

	it.each(['asUsual', 'CANCELLED', 'FATAL'] as const)('a report that ends %s is as modeled in each of its states', async (reportOutcome) => {
		simulator.switches.reportOutcome = reportOutcome;
		const created = await client.create({ reportType: TYPE, marketplaceIds: [US], reportOptions: { preferredReportDocumentLocale: 'en_US' } });
		expectModeled(reports, 'createReport', created, 202);
		const path = `${REPORTS}/${String(at(created, 'reportId'))}`;
		for (const wait of [0, 20_000, 30_000]) {
			clock.advance(wait);
			expectModeled(reports, 'getReport', await get(path), 200);
			await client.begin(US);
			expectModeled(reports, 'getReports', await get(REPORTS, { reportTypes: TYPE, pageSize: '1' }), 200);
		}
		const documentId = at(await get(path), 'reportDocumentId');
		if (reportOutcome !== 'CANCELLED') expectModeled(reports, 'getReportDocument', await get(`${DOCUMENTS}/${String(documentId)}`), 200);
		expectModeled(reports, 'cancelReport', await client.send('DELETE', `${REPORTS}/${await client.begin(US)}`), 200);
	});

	it('refusals are as modeled', async () => {
		const byAsin = { ...here, identifiersType: 'ASIN', identifiers: 'B0CHILD001' };
		const calls: readonly [AmazonModel, string, (query: { readonly [name: string]: string }) => Promise<Reply>][] = [
			[listings, 'searchListingsItems', async (query) => await get(LISTINGS, { ...here, ...query })],
			[listings, 'getListingsItem', async (query) => await get(`${LISTINGS}/GONE`, { ...here, ...query })],
			[catalog, 'searchCatalogItems', async (query) => await get(CATALOG, { ...byAsin, ...query })],
			[catalog, 'getCatalogItem', async (query) => await get(`${CATALOG}/B0CHILD001`, { ...here, ...query })],
			[reports, 'getReports', async (query) => await get(REPORTS, { reportTypes: TYPE, ...query })],
			[reports, 'getReport', async (query) => await get(`${REPORTS}/${await client.begin(US)}`, query)],
		];
		for (const [model, operation, send] of calls) {
			expectModeled(model, operation, await send({ nonsense: '1' }), 400);
			for (const [kind, status] of [['throttle429', 429], ['error500', 500]] as const) {
				simulator.faults.add({ kind, operation });
				expectModeled(model, operation, await send({}), status);
			}
		}
		expectModeled(listings, 'getListingsItem', await get(`${LISTINGS}/NONE`, here), 404);
		expectModeled(catalog, 'getCatalogItem', await get(`${CATALOG}/B0NONE0001`, here), 404);
		expectModeled(reports, 'getReport', await get(`${REPORTS}/1`), 404);
		expectModeled(reports, 'getReportDocument', await get(`${DOCUMENTS}/1`), 404);
		expectModeled(reports, 'createReport', await client.create({}), 400);
		expectModeled(reports, 'cancelReport', await client.send('DELETE', `${REPORTS}/1`), 404);
		const reportId = await client.begin(US);
		clock.advance(3_600_000);
		for (const [model, operation, send] of calls.slice(0, 5)) expectModeled(model, operation, await send({}), 403);
		expectModeled(reports, 'getReport', await get(`${REPORTS}/${reportId}`), 403);
	});

	it('no request that the simulator accepts is one that the models refuse', async () => {
		const many = (count: number): string => Array.from({ length: count }, (_, i) => `B0${i}`).join();
		const times = ['2026-10-01T00:00:00Z', '2026-10-01', 'now', ''];
		const base = { identifiersType: 'ASIN', identifiers: 'B0CHILD001', ...here };
		const searches: readonly [AmazonModel, string, string, { readonly [name: string]: string }, { readonly [name: string]: readonly string[] }][] = [
			[listings, 'searchListingsItems', LISTINGS, base, { identifiers: [many(20), many(21)], identifiersType: ['SKU', 'FNSKU', 'NAME'], includedData: ['issues', 'summaries,price', ''], withStatus: ['BUYABLE', 'LIVE'], withoutStatus: ['DISCOVERABLE', 'x'], withIssueSeverity: ['ERROR', 'INFO'], sortBy: ['sku', 'price'], sortOrder: ['ASC', 'asc'], pageSize: ['20', '21', 'ten', '1.5'], createdAfter: times, lastUpdatedBefore: times, issueLocale: ['de_DE'], skus: ['1'] }],
			[catalog, 'searchCatalogItems', CATALOG, base, { identifiers: [many(20), many(21)], identifiersType: ['EAN', 'FNSKU'], marketplaceIds: [US, `${US},${CA}`], includedData: ['images', 'offers'], pageSize: ['20', '21', 'ten'], locale: ['en_US'], asins: ['1'] }],
			[reports, 'getReports', REPORTS, { reportTypes: TYPE }, { reportTypes: [many(10), many(11), ''], processingStatuses: ['DONE,FATAL', 'OK', ''], marketplaceIds: [US, many(11)], pageSize: ['1', '100', '0', '101', 'ten'], createdSince: times, createdUntil: times, types: ['1'] }],
		];
		const accepted: number[] = [];
		for (const [model, operation, path, good, values] of searches) {
			let count = 0;
			for (const [name, value] of Object.entries(values).flatMap(([key, candidates]) => candidates.map((candidate) => [key, candidate] as const))) {
				const query = { ...good, [name]: value };
				const { status } = await get(path, query);
				const errors = model.parameterErrors(operation, { query: Object.entries(query), path: operation === 'searchListingsItems' ? [['sellerId', 'A1EXAMPLE']] : [] });
				expect([name, value, status === 200 ? errors : []]).toEqual([name, value, []]);
				count += status === 200 ? 1 : 0;
			}
			accepted.push(count);
		}
		expect(accepted).toEqual([13, 6, 7]);
	});

	it.each([{}, { reportType: TYPE }, { reportType: TYPE, marketplaceIds: [] }, { reportType: TYPE, marketplaceIds: [US], dataEndTime: 'now' }, { reportType: TYPE, marketplaceIds: [US], reportOptions: { a: 1 } }])('the body %j is refused by the model and by the simulator', async (body) => {
		expect(reports.parameterErrors('createReport', { body })).not.toEqual([]);
		expect((await client.create(body)).status).toBe(400);
	});

	describe('Amazon\'s static pairs through the static sandbox', () => {
		const operations = [
			...(['searchListingsItems', 'getListingsItem'] as const).map((operation) => [operation, listings] as const),
			...(['searchCatalogItems', 'getCatalogItem'] as const).map((operation) => [operation, catalog] as const),
			...(['createReport', 'getReports', 'getReport', 'cancelReport', 'getReportDocument'] as const).map((operation) => [operation, reports] as const),
		];
		const pairs = operations.flatMap(([operation, model]) => model.staticPairs(operation).map((pair, i): [string, AmazonModel, StaticPair] => [`${operation} ${pair.status} #${i + 1}`, model, pair]));
		// The refusal of getCatalogItem is for an empty ASIN, which makes another path of it.
		const replayable = pairs.filter(([, , pair]) => !(pair.operationId === 'getCatalogItem' && pair.status === 400));

		it.each(replayable)('%s', async (_name, model, pair) => {
			const text = (value: unknown): string => encodeURIComponent(Array.isArray(value) ? value.join() : String(value ?? 'any'));
			const path = pair.path.replace(/\{(\w+)\}/g, (_placeholder, name: string) => text(pair.parameters.get(name)));
			const query = [...pair.parameters].filter(([name]) => name !== 'body' && !pair.path.includes(`{${name}}`)).map(([name, value]) => `${name}=${text(value)}`).join('&');
			const body = pair.parameters.get('body');
			const reply = await call(simulator, { host: 'sandbox.sellingpartnerapi-na.amazon.com', method: pair.method.toUpperCase(), path: query === '' ? path : `${path}?${query}`, headers: { 'x-amz-access-token': token }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
			expect(reply.status).toBe(pair.status);
			expect(reply.text === '' ? undefined : JSON.parse(reply.text)).toEqual(pair.response);
			expect(model.responseErrors(pair.operationId, pair.status, pair.response)).toEqual([]);
		});

		it('are all there', () => {
			expect([pairs.length, replayable.length]).toEqual([18, 17]);
		});

		it('are given only to the body that they name', async () => {
			const reply = await call(simulator, { host: 'sandbox.sellingpartnerapi-na.amazon.com', method: 'POST', path: REPORTS, headers: { 'x-amz-access-token': token }, body: JSON.stringify({ reportType: TYPE, marketplaceIds: [US] }) });
			expect(reply.status).toBe(404);
		});
	});
});
