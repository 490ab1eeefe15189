import type { IDataObject } from 'n8n-workflow';
import { compareListings, compareProducts, type CatalogLine } from '../../../sandbox/demo/compareCatalog';
import { demoLinks, demoSettings } from '../../../sandbox/demo/setUp';
import { demoMarketplaceNames, type DemoMarketplace } from '../../../sandbox/demo/stores';
import { creating, openCatalog, type CatalogWorld } from './catalogWorld';

const markets: readonly DemoMarketplace[] = demoMarketplaceNames;

describe('the demo seller in five marketplaces', () => {
	let world: CatalogWorld;
	beforeAll(async () => {
		world = await openCatalog({ noListings: false, amazonSwitches: { reportQueueTime: 0, reportProcessingTime: 0 } });
		for (const market of markets) {
			await world.connect(market, creating);
			await world.run(market, 'importLinks', { links: demoLinks() });
			await world.load(market);
		}
	}, 60_000);
	afterAll(async () => await world.close());

	test('S88, S43, S46, S91, S94, S95, S96: every listing of every marketplace has the product that it must have, or says why it has none', async () => {
		const rows = await Promise.all(markets.map(async (market) => (await world.rows(market)).map((row) => lineOf(market, row))));
		const checks = compareListings(markets, rows.flat());
		expect(checks.length).toBeGreaterThan(100);
		expect(checks.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
	});

	test('S89, S90, S93, S97, S101-S104, S107: the products and families made of them are those reckoned by hand, and no others', () => {
		const { products, families, priceTiers } = world.demo.cin7.world;
		const tiers = Object.fromEntries(markets.map((market) => [market, tierOf(market)]));
		const checks = compareProducts({ products: products.values(), families: families.values(), priceTiers, tiers });
		expect(checks.length).toBeGreaterThan(30);
		expect(checks.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
	});

	test('S91, S92, P28: loading all of them a second time writes nothing to Cin7 Core and changes no row', async () => {
		const before = await rowsOf(world);
		const writes = await world.writesOf(async () => {
			for (const market of markets) {
				const run = await world.loaded(market);
				expect(run).toMatchObject({ new: 0, changed: 0, created: [], updated: [], linked: [], families: [], canceled: [] });
			}
		});
		expect(writes).toEqual([]);
		expect(await rowsOf(world)).toEqual(before);
	});
});

const lineOf = (marketplace: DemoMarketplace, row: IDataObject): CatalogLine => ({
	marketplace,
	sellerSku: String(row.sellerSku),
	...(row.productSku ? { productSku: String(row.productSku) } : {}),
	issues: (row.issues as IDataObject[]).map(({ code }) => String(code)),
});

const tierOf = (market: DemoMarketplace): string => (demoSettings(market, '').priceTier as { value: string }).value;

async function rowsOf(world: CatalogWorld): Promise<readonly IDataObject[]> {
	const rows: IDataObject[] = [];
	for (const market of markets) rows.push(...(await world.rows(market)).map(({ lastSeenAt: _seen, ...row }) => row));
	return rows;
}
