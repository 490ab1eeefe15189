import * as iconv from 'iconv-lite';
import { startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import { VirtualClock } from '../../../sandbox/clock';
import { demoCatalog } from '../../../sandbox/demo/catalog';
import { accountListings, demoListings, demoMerges } from '../../../sandbox/demo/listings';
import { families } from '../../../sandbox/demo/listings/families';
import { demoSeller } from '../../../sandbox/demo/seller';
import { demoMarketplaceNames, demoMarketplaces, type DemoMarketplace } from '../../../sandbox/demo/stores';
import { demoTenant } from '../../../sandbox/demo/tenant';
import { accessToken, at, caller } from '../amazon/simulatorClient';
import { hasValidCheckDigit } from './checkDigits';

const everywhere = demoMarketplaceNames.map((name) => ({ name, ...demoListings(name) }));
const allListings = everywhere.flatMap(({ listings }) => listings);
const allItems = everywhere.flatMap(({ catalogItems }) => catalogItems);
const listingOf = (name: DemoMarketplace, sellerSku: string) => demoListings(name).listings.find((listing) => listing.sellerSku === sellerSku);
const itemOf = (name: DemoMarketplace, asin: string) => demoListings(name).catalogItems.find((item) => item.asin === asin);
const units = new Set(allItems.flatMap(({ item, package: parcel }) => [item, parcel]).flatMap((size) => [size?.weight, size?.length]).map((measure) => measure?.unit));

describe('the demo seller\'s catalog', () => {
	it('has every SKU once in a marketplace, on an ASIN that is in the catalog of that marketplace once', () => {
		for (const { name, listings, catalogItems } of everywhere) {
			const asins = catalogItems.map(({ asin }) => asin);
			expect([name, new Set(listings.map(({ sellerSku }) => sellerSku)).size, new Set(asins).size]).toEqual([name, listings.length, asins.length]);
			expect(listings.filter(({ asin }) => asin !== undefined && !asins.includes(asin))).toEqual([]);
			expect([...listings, ...catalogItems].filter(({ marketplaceId }) => marketplaceId !== demoMarketplaces[name].marketplaceId)).toEqual([]);
		}
	});

	it('shows no ASIN that the seller does not list, but parents without a listing and what a listing is merged into', () => {
		const unlisted = everywhere.flatMap(({ listings, catalogItems }) => catalogItems.filter((item) => !listings.some(({ asin }) => asin === item.asin)));
		expect([...new Set(unlisted.map(({ asin }) => asin))].sort()).toEqual(['B0DEMO0199', 'B0DEMOF300']);
	});

	it('has every product of catalog.json in the United States, Germany and Japan, at its ASIN and price', () => {
		for (const name of ['US', 'DE', 'JP'] as const) {
			for (const { sellerSku, asin, prices } of demoCatalog) expect([name, listingOf(name, sellerSku)]).toEqual([name, expect.objectContaining({ asin, price: prices[demoMarketplaces[name].currency] })]);
		}
	});

	it('prices everything that is for sale in the currency\'s digits, and neither parents nor drafts', () => {
		for (const { name, listings } of everywhere) {
			for (const { sellerSku, price, fulfilledBy, state } of listings) {
				const form = fulfilledBy === undefined || state === 'incomplete' ? /^none$/ : name === 'JP' ? /^\d+$/ : /^\d+\.\d\d$/;
				expect([sellerSku, price ?? 'none']).toEqual([sellerSku, expect.stringMatching(form)]);
			}
		}
		expect(allListings.filter(({ fulfilledBy, quantity }) => (fulfilledBy === 'MERCHANT') !== (quantity !== undefined))).toEqual([]);
	});

	it('shares SKUs and ASINs between the marketplaces of Europe, under titles of their own', () => {
		for (const name of ['FR', 'IT'] as const) {
			const { listings } = demoListings(name);
			expect(listings.length).toBeGreaterThan(15);
			for (const listing of listings) {
				const german = listingOf('DE', listing.sellerSku);
				expect([listing.sellerSku, german?.asin]).toEqual([listing.sellerSku, listing.asin]);
				expect(german?.title).not.toBe(listing.title);
			}
		}
	});

	it('writes as each country does', () => {
		const textOf = (name: DemoMarketplace): string => JSON.stringify(demoListings(name));
		expect(['ä', 'ö', 'ü', 'ß', '€', '»', '–'].filter((letter) => !textOf('DE').includes(letter))).toEqual([]);
		expect(['é', 'à', '«'].filter((letter) => !textOf('FR').includes(letter))).toEqual([]);
		expect(['à', 'é', 'è'].filter((letter) => !textOf('IT').includes(letter))).toEqual([]);
		expect(demoListings('JP').listings.filter(({ title }) => !/[\p{Script=Han}\p{Script=Katakana}]/u.test(title))).toEqual([]);
	});

	it('fits the encodings of Amazon\'s reports, but for the one SKU with a zero-width space (P64)', () => {
		for (const { name, listings } of everywhere) {
			const encoding = name === 'JP' ? 'cp932' : 'cp1252';
			const broken = listings.filter((listing) => {
				const text = JSON.stringify(listing);
				return iconv.decode(iconv.encode(text, encoding), encoding) !== text;
			});
			expect([name, broken.map(({ sellerSku }) => sellerSku)]).toEqual([name, name === 'US' ? ['HP-RACK\u200b'] : []]);
		}
	});

	it('has barcodes and ISBNs with right check digits, each of one ASIN', () => {
		const asinsByValue = new Map<string, Set<string>>();
		for (const { asin, identifiers = [] } of allItems.filter((item) => item.asin !== 'B0DEMO0199')) {
			for (const { value } of identifiers) {
				expect([value, hasValidCheckDigit(value)]).toEqual([value, true]);
				asinsByValue.set(value, (asinsByValue.get(value) ?? new Set()).add(asin));
			}
		}
		expect(asinsByValue.size).toBeGreaterThan(35);
		expect([...asinsByValue].filter(([, asins]) => asins.size > 1)).toEqual([]);
		expect(demoTenant().products.filter(({ barcode = '' }) => asinsByValue.has(barcode))).toEqual([]);
	});

	it('is the same every time, is the seller\'s, and was there before any demo day', () => {
		const { accounts } = demoSeller('2026-11-02');
		expect(accounts.map(({ listings, catalogItems }) => ({ listings, catalogItems }))).toEqual(['A1HARBORPINE', 'A2HARBORPINE', 'A3HARBORPINE'].map(accountListings));
		expect(accounts.flatMap(({ listings = [] }) => listings)).toHaveLength(allListings.length);
		expect(accounts.map(({ marketplaces }) => marketplaces.map(({ id }) => id))[1]).toEqual(['A1PA6795UKMFR9', 'A13V1IB3VIYZZH', 'APJ6JRA9NG5V4']);
		expect(allListings.filter(({ createdTime }) => !/^202[23]-/.test(createdTime))).toEqual([]);
	});
});

describe('the families of the demo', () => {
	it('have one to five options', () => {
		expect([...new Set(families.map(({ attributes }) => attributes.length))].sort()).toEqual([1, 2, 3, 4, 5]);
	});

	it.each(demoMarketplaceNames)('are whole in %s: parent and variants know each other, and each variant has its value of each option', (name) => {
		const { listings, catalogItems } = demoListings(name);
		const parents = catalogItems.filter(({ kind }) => kind === 'VARIATION_PARENT');
		expect(parents.map(({ asin }) => asin)).toEqual(families.filter(({ titles }) => titles[name] !== undefined).map(({ parentAsin }) => parentAsin));
		for (const parent of parents) {
			const variants = catalogItems.filter(({ parentAsin }) => parentAsin === parent.asin);
			expect(variants.map(({ asin }) => asin)).toEqual(parent.childAsins);
			const parentSku = listings.find(({ asin }) => asin === parent.asin)?.sellerSku;
			const values = variants.map(({ attributes = {}, variationTheme }) => (variationTheme?.attributes ?? []).map((attribute) => attributes[attribute] ?? 'missing'));
			expect(values.flat()).not.toContain('missing');
			expect(new Set(values.map(String)).size).toBe(variants.length);
			for (const variant of variants) expect(listings.filter(({ asin }) => asin === variant.asin).map((listing) => listing.parentSku)).toContain(parentSku);
		}
	});

	it('are partly in Cin7 Core: one by its name, and single variants by their SKU', () => {
		const { families: known = [], products } = demoTenant();
		expect(known.map(({ name }) => name)).toEqual([itemOf('US', 'B0DEMOF100')?.title]);
		const skus = new Set(products.map(({ sku }) => sku));
		expect(known.flatMap((family) => family.products).filter(({ sku, options }) => !skus.has(sku) || options.length !== 1)).toEqual([]);
		expect(families.map(({ variants }) => variants.filter(({ sellerSku }) => skus.has(sellerSku)).length)).toEqual([2, 2, 1, 0, 0, 0]);
	});

	it('have variants that fall together on the first three options', () => {
		const five = families.find(({ attributes }) => attributes.length === 5);
		const first = five?.variants.map(({ options }) => String(options.US?.slice(0, 3))) ?? [];
		expect([first.length, new Set(first).size]).toEqual([4, 3]);
	});
});

describe('what is peculiar in the demo\'s catalog', () => {
	const skus = demoListings('US').listings.map(({ sellerSku }) => sellerSku);

	it.each([
		['slash and space', /\/.* /], ['comma', /,/], ['percent sign', /%/], ['leading zeros', /^0+\d/], ['small letters', /^[a-z-]+$/], ['zero-width space', /\u200b/], ['an ISBN', /^978\d{10}$/],
	])('a SKU with %s', (_, form) => {
		expect(skus.filter((sku) => form.test(sku))).toHaveLength(1);
	});

	it('a SKU with an umlaut, in its composed form', () => {
		expect(listingOf('DE', 'HP-BÜRSTE'.normalize('NFC'))).toBeDefined();
	});

	it('SKUs that are alike, deprecated or different in case in Cin7 Core', () => {
		const { products } = demoTenant();
		const statusOf = (sku: string) => products.filter((product) => product.sku === sku).map(({ status = 'Active' }) => status);
		expect(['123', 'HP-RACK', 'HP-TRAY-OAK', 'HP-LANTERN-OLD'].map(statusOf)).toEqual([['Active'], ['Active'], ['Active'], ['Deprecated']]);
		expect(['00123', 'HP-RACK\u200b', 'hp-tray-oak'].map(statusOf)).toEqual([[], [], []]);
	});

	it('twins of one ASIN, one by Amazon and one by the merchant, and a used one', () => {
		const on = (asin: string) => demoListings('US').listings.filter((listing) => listing.asin === asin).map(({ sellerSku, fulfilledBy, condition = 'new_new' }) => [sellerSku, fulfilledBy, condition]);
		expect(on('B0DEMO0004')).toEqual([['HP-TOWEL-3', 'MERCHANT', 'new_new'], ['HP-TOWEL-3-FBA', 'AMAZON', 'new_new'], ['HP-TOWEL-3-USED', 'MERCHANT', 'used_good']]);
		expect(on('B0DEMO0101')).toEqual([['HP-PEGS', 'MERCHANT', 'new_new'], ['HP-PEGS-FBA', 'AMAZON', 'new_new']]);
		expect(on('B0DEMO0002').map(([sku]) => sku)).toEqual(['HP-MUG-SAND', 'HP-MUG-SAND-FBA']);
	});

	it('a draft without an ASIN, and an inactive listing', () => {
		expect(allListings.filter(({ asin }) => asin === undefined)).toEqual([expect.objectContaining({ sellerSku: 'HP-DRAFT-VASE', state: 'incomplete' })]);
		expect(allListings.filter(({ state }) => state === 'inactive')).toEqual([expect.objectContaining({ sellerSku: 'HP-SNOW-GLOBE', quantity: 0 })]);
	});

	it('books whose ASIN is the ISBN of ten digits, and whose barcode is the one of thirteen', () => {
		const isBook = ({ identifiers = [] }: (typeof allItems)[number]) => identifiers.some(({ type }) => type === 'ISBN');
		const books = allItems.filter(isBook);
		expect(books).toHaveLength(3);
		for (const { asin, identifiers = [] } of books) {
			expect([asin, hasValidCheckDigit(asin)]).toEqual([asin, true]);
			expect(identifiers.map(({ type, value }) => [type, value.slice(0, -1)])).toEqual([['ISBN', `978${asin.slice(0, -1)}`], ['EAN', `978${asin.slice(0, -1)}`]]);
		}
	});

	it('a title with a double quote, long texts, and no tab or line break anywhere', () => {
		expect(itemOf('US', 'B0DEMO0110')?.title).toContain('"');
		const ladder = itemOf('US', 'B0DEMO0111');
		expect([(ladder?.title.length ?? 0) > 190, (ladder?.title.length ?? 999) <= 200, (ladder?.description?.length ?? 0) > 1500]).toEqual([true, true, true]);
		expect([...allListings, ...allItems].filter((seed) => /\\[tnr]/.test(JSON.stringify(seed)))).toEqual([]);
	});

	it('measures in many units, and one that nobody knows', () => {
		expect(['pounds', 'ounces', 'grams', 'kilograms', 'inches', 'centimeters', 'stone'].filter((unit) => !units.has(unit))).toEqual([]);
	});

	it('categories and brands that Cin7 Core has not', () => {
		const known = new Set(demoTenant().products.flatMap(({ category, brand }) => [category, brand]));
		expect(new Set(allItems.flatMap(({ categories = [] }) => categories.slice(0, 1))).size).toBeGreaterThan(10);
		expect([...new Set(allItems.flatMap(({ brand }) => brand ?? []))].filter((brand) => !known.has(brand)).sort()).toEqual(['Lantern Street Press', 'Nordlicht', 'Nordlicht Verlag', 'Tidewater Hardware', '見本窯']);
	});

	it('a listing that is merged into another ASIN, which nobody lists yet', () => {
		expect(demoMerges).not.toEqual([]);
		for (const { marketplace, sellerSku, from, to } of demoMerges) {
			expect(listingOf(marketplace, sellerSku)?.asin).toBe(from);
			expect(itemOf(marketplace, to)?.asin).toBe(to);
			expect(allListings.filter(({ asin }) => asin === to)).toEqual([]);
		}
	});
});

it('is served by the simulated Amazon: every listing of each marketplace, and the items they are on', async () => {
	const { accounts } = demoSeller('2026-11-02');
	const simulator = await startAmazonSimulator({ clock: new VirtualClock('2026-11-03T00:30:00Z'), accounts, switches: { quotas: 'off' } });
	for (const name of demoMarketplaceNames) {
		const { marketplaceId, merchantToken } = demoMarketplaces[name];
		const account = accounts.find((each) => each.merchantToken === merchantToken);
		if (account === undefined) throw new Error(`no ${merchantToken}`);
		const get = caller(simulator, await accessToken(simulator, account), `sellingpartnerapi-${account.region}.amazon.com`);
		const skus: unknown[] = [];
		const asins = new Set<unknown>();
		for (let token: unknown = '', page = 0; token !== undefined && page < 20; page++) {
			const reply = await get(`/listings/2021-08-01/items/${merchantToken}`, { marketplaceIds: marketplaceId, pageSize: '20', ...(token === '' ? {} : { pageToken: String(token) }) });
			for (const item of (at(reply, 'items') ?? []) as { sku: string; summaries: { asin?: string }[] }[]) {
				skus.push(item.sku);
				if (item.summaries[0]?.asin !== undefined) asins.add(item.summaries[0].asin);
			}
			token = at(reply, 'pagination', 'nextToken');
		}
		expect([name, skus.sort()]).toEqual([name, demoListings(name).listings.map(({ sellerSku }) => sellerSku).sort()]);
		const items = await get('/catalog/2022-04-01/items', { marketplaceIds: marketplaceId, identifiersType: 'ASIN', identifiers: [...asins].slice(0, 20).join(), pageSize: '20' });
		expect([name, at(items, 'numberOfResults')]).toEqual([name, Math.min(asins.size, 20)]);
	}
	await simulator.close();
});
