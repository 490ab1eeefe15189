import { bulkListings } from '../../../sandbox/demo/bulkListings';
import { hasValidCheckDigit } from './checkDigits';

const { listings, catalogItems } = bulkListings(5000);

it('makes as many listings as are asked for, with families among them', () => {
	expect([0, 1, 2, 3, 4, 5000].map((count) => bulkListings(count, { families: 1 }).listings.length)).toEqual([0, 1, 2, 3, 4, 5000]);
	expect(catalogItems).toHaveLength(5000);
	const parents = (share: number) => bulkListings(1000, { families: share }).catalogItems.filter(({ kind }) => kind === 'VARIATION_PARENT').length;
	expect(parents(0)).toBe(0);
	expect(parents(0.1)).toBeGreaterThan(30);
	expect(parents(0.9)).toBeGreaterThan(parents(0.1));
});

it('is the same for the same arguments, and different for another seed', () => {
	expect(bulkListings(500, { seed: 7 })).toEqual(bulkListings(500, { seed: 7 }));
	expect(bulkListings(500, { seed: 7 })).not.toEqual(bulkListings(500, { seed: 8 }));
});

it('gives each listing a SKU and an ASIN of its own, valid barcodes, and creation times in ascending order', () => {
	expect(new Set(listings.map(({ sellerSku }) => sellerSku)).size).toBe(5000);
	expect(new Set(listings.map(({ asin }) => asin)).size).toBe(5000);
	expect(listings.map(({ asin }) => asin)).toEqual(catalogItems.map(({ asin }) => asin));
	expect(catalogItems.flatMap(({ identifiers = [] }) => identifiers).filter(({ value }) => !hasValidCheckDigit(value))).toEqual([]);
	const times = listings.map(({ createdTime }) => createdTime);
	expect(times).toEqual([...times].sort());
	const within = bulkListings(100, { from: '2024-05-01T00:00:00.000Z', to: '2024-05-01T00:00:10.000Z' }).listings.map(({ createdTime }) => createdTime);
	expect([within[0], within.every((time) => time < '2024-05-01T00:00:10.000Z')]).toEqual(['2024-05-01T00:00:00.000Z', true]);
});

it('makes whole families: variants of all different options, known to their parent, listed under its SKU', () => {
	const listingOf = new Map(listings.map((listing) => [listing.asin, listing]));
	const parents = catalogItems.filter(({ kind }) => kind === 'VARIATION_PARENT');
	const variantsOf = new Map(parents.map(({ asin }) => [asin, catalogItems.filter(({ parentAsin }) => parentAsin === asin)]));
	for (const { asin, childAsins, variationTheme } of parents) {
		const variants = variantsOf.get(asin) ?? [];
		expect(variants.map((variant) => variant.asin)).toEqual(childAsins);
		expect(new Set(variants.map(({ attributes }) => JSON.stringify(attributes))).size).toBe(variants.length);
		expect(variants.every(({ attributes = {} }) => Object.keys(attributes).join() === variationTheme?.attributes.join())).toBe(true);
		expect(variants.every((variant) => listingOf.get(variant.asin)?.parentSku === listingOf.get(asin)?.sellerSku)).toBe(true);
	}
	expect(listingOf.get(parents[0]?.asin)).not.toHaveProperty('price');
});

it('names every simple product and every variant differently', () => {
	const titles = listings.map(({ title }) => title);
	expect(new Set(titles).size).toBe(titles.length);
});

it('makes a hundred thousand without ado', () => {
	expect(bulkListings(100_000).listings).toHaveLength(100_000);
});
