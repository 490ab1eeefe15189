import { expectedListings } from '../../../sandbox/demo/expectedCatalog';
import { expectedFamilies, expectedProducts } from '../../../sandbox/demo/expectedProducts';
import { demoListings } from '../../../sandbox/demo/listings';
import { families } from '../../../sandbox/demo/listings/families';
import { demoLinks } from '../../../sandbox/demo/setUp';
import { demoMarketplaceNames, type DemoMarketplace } from '../../../sandbox/demo/stores';
import { demoTenant } from '../../../sandbox/demo/tenant';

const tenant = demoTenant();
const known = new Map(tenant.products.map((product) => [product.sku, product]));
const made = new Map(expectedProducts.map((product) => [product.sku, product]));
const outcomeOf = (marketplace: DemoMarketplace, sellerSku: string) => expectedListings.find((each) => each.marketplace === marketplace && each.sellerSku === sellerSku)?.outcome;

it('something is expected of every listing, once', () => {
	const listings = demoMarketplaceNames.flatMap((name) => demoListings(name).listings.map(({ sellerSku }) => `${name} ${sellerSku}`));
	expect(expectedListings.map(({ marketplace, sellerSku }) => `${marketplace} ${sellerSku}`).sort()).toEqual(listings.sort());
});

it('S115: a product is made once, where its listing is created, and only under a SKU that Cin7 Core does not have', () => {
	const creations = expectedListings.filter(({ outcome }) => outcome.kind === 'created');
	expect(creations.map(({ sellerSku, outcome }) => [sellerSku, 'sku' in outcome ? outcome.sku : '']).every(([sellerSku, sku]) => sellerSku === sku)).toBe(true);
	expect(creations.map(({ marketplace, sellerSku }) => `${marketplace} ${sellerSku}`).sort()).toEqual(expectedProducts.map(({ from, sku }) => `${from} ${sku}`).sort());
	const skus = [...known.keys(), ...made.keys()].map((sku) => sku.toLowerCase());
	expect(new Set(skus).size).toBe(skus.length);
});

it('links lead to products that are there or are made before', () => {
	const order = ['US', 'DE', 'FR', 'IT', 'JP'];
	for (const { marketplace, sellerSku, outcome } of expectedListings) {
		if (outcome.kind !== 'linked') continue;
		const product = made.get(outcome.sku);
		const there = known.has(outcome.sku) || (product !== undefined && (product.from === marketplace || product.from === 'US') && order.indexOf(product.from) <= order.indexOf(marketplace));
		expect([sellerSku, there]).toEqual([sellerSku, true]);
	}
});

it('S45: what the user linked is what the imported list says', () => {
	const links = new Map(demoLinks().split('\n').map((line) => line.split('\t') as [string, string]));
	for (const { sellerSku, outcome } of expectedListings) {
		expect([sellerSku, outcome.kind === 'linked' && outcome.by === 'user' ? outcome.sku : undefined]).toEqual([sellerSku, links.get(sellerSku)]);
	}
});

it('S97: no two products have one name, and the listing that would make a second one is held', () => {
	const names = [...tenant.products, ...expectedProducts].map(({ name }) => name.toLowerCase());
	expect(new Set(names).size).toBe(names.length);
	expect(expectedProducts.filter(({ name }) => name.length > 256)).toEqual([]);
	const used = demoListings('US').listings.find(({ sellerSku }) => sellerSku === 'HP-TOWEL-3-USED');
	expect([outcomeOf('US', 'HP-TOWEL-3-USED'), known.get('HP-TOWEL-3')?.name]).toEqual([{ kind: 'held', reason: 'catalog.nameTaken' }, used?.title]);
});

it('new products have price, barcode, category and brand of their listing', () => {
	for (const { sku, from, price, barcode, category, brand } of expectedProducts) {
		const { listings, catalogItems } = demoListings(from);
		const listing = listings.find(({ sellerSku }) => sellerSku === sku);
		const item = catalogItems.find(({ asin }) => asin === listing?.asin);
		expect([sku, listing?.price, item?.categories?.[0], item?.brand]).toEqual([sku, price, category, brand]);
		expect(item?.identifiers?.map(({ value }) => value)).toContain(barcode);
	}
});

it('S102: what has a weight at Amazon has one in kilograms, but for the unknown unit', () => {
	const withWeight = expectedProducts.filter(({ sku, from }) => {
		const { listings, catalogItems } = demoListings(from);
		const item = catalogItems.find(({ asin }) => asin === listings.find(({ sellerSku }) => sellerSku === sku)?.asin);
		return (item?.item?.weight ?? item?.package?.weight) !== undefined;
	});
	expect(withWeight.filter(({ weight }) => weight === undefined).map(({ sku }) => sku)).toEqual(['HP-LADDER']);
	expect(expectedProducts.filter(({ weight }) => weight !== undefined && !/^\d+(\.\d{1,4})?$/.test(weight))).toEqual([]);
});

it('S90, S97: a family has three options at most, and its new variants are named after it', () => {
	for (const { name, optionNames, members } of expectedFamilies) {
		expect(optionNames.length).toBeLessThanOrEqual(3);
		const values = Object.values(members);
		expect(new Set(values.map(String)).size).toBe(values.length);
		for (const [sku, options] of Object.entries(members)) {
			expect(options).toHaveLength(optionNames.length);
			expect([sku, known.has(sku) || made.get(sku)?.name === `${name} (${options.join(', ')})`]).toEqual([sku, true]);
		}
	}
});

it('every variant is a member of one family, or held because it falls together with another one', () => {
	const members = expectedFamilies.flatMap((family) => Object.keys(family.members));
	const variants = families.flatMap((family) => family.variants.map(({ sellerSku }) => sellerSku));
	const coinciding = expectedListings.filter(({ outcome }) => outcome.kind === 'held' && outcome.reason === 'catalog.variantsFallTogether').map(({ sellerSku }) => sellerSku);
	expect([...members, ...coinciding].sort()).toEqual(variants.sort());
	const optionsOf = (sku: string) => families.flatMap((family) => family.variants).find(({ sellerSku }) => sellerSku === sku)?.options.US?.slice(0, 3);
	expect(coinciding.map(optionsOf)).toEqual([['Cream', '6 pieces', 'Cedar'], ['Cream', '6 pieces', 'Cedar']]);
});

it('has every outcome', () => {
	const counted = (test: (outcome: (typeof expectedListings)[number]['outcome']) => boolean): number => expectedListings.filter(({ outcome }) => test(outcome)).length;
	expect([counted(({ kind }) => kind === 'created'), counted(({ kind }) => kind === 'held'), counted(({ kind }) => kind === 'notGoods')]).toEqual([26, 5, 13]);
	expect(expectedListings.flatMap(({ outcome }) => (outcome.kind === 'created' ? (outcome.note ?? []) : [])).sort()).toEqual([...Array<string>(5).fill('catalog.moreThanThreeOptions'), 'catalog.skuLooksAlike', 'catalog.skuLooksAlike']);
});
