import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { listingsReport } from '../sandbox/amazon/listingsReport';
import type { ListingSeed } from '../sandbox/amazon/listingSeeds';
import { isParent } from '../sandbox/amazon/listingShelf';
import { marketplaceEntry } from '../sandbox/amazon/marketplaceEntries';
import { defaultSwitches } from '../sandbox/amazon/switches';
import { bulkListings } from '../sandbox/demo/bulkListings';
import { demoMarketplaces } from '../sandbox/demo/stores';

/** Enough listings for so many rows: families have a parent, which is in no report. */
const PER_ROW = 1.25;

/** Letters and signs that take a byte beyond ASCII, a double quote that is data, and about as much text as sellers write. */
const description = (title: string): string =>
	`${title}: für Küche, Bad und Garten – spülmaschinengeeignet, geprüft, aus ökologischem Anbau. Größe 30 x 20 cm (12" x 8"), Gewicht unter 1 kg. „Schön und nützlich“, sagen Käufer. Lieferung in weißem Karton, ohne Plastik, ab 49 € versandkostenfrei. Pflege: mit einem feuchten Tuch abwischen, nicht bleichen.`;

const german = (seed: ListingSeed): ListingSeed => ({ ...seed, title: `${seed.title}, für die Küche, weiß`, description: description(seed.title) });

/** Listings of a German store, without the parents of families. */
export function reportedSeeds(rows: number): readonly ListingSeed[] {
	const { listings } = bulkListings(Math.ceil(rows * PER_ROW) + 10, { marketplaceId: demoMarketplaces.DE.marketplaceId });
	const seeds = listings.filter((seed) => !isParent(seed)).slice(0, rows);
	if (seeds.length < rows) throw new Error(`${seeds.length} listings for ${rows} rows`);
	return seeds.map(german);
}

/** Writes GET_MERCHANT_LISTINGS_ALL_DATA as the simulated Amazon makes it: German header, windows-1252; and the same compressed. */
export function writeReport(seeds: readonly ListingSeed[], plainFile: string, gzipFile: string): void {
	const entry = marketplaceEntry({ id: demoMarketplaces.DE.marketplaceId });
	const listings = seeds.map((seed) => ({ seed, created: Date.parse(seed.createdTime), updated: Date.parse(seed.createdTime) }));
	const { bytes } = listingsReport({ entry, listings, locale: entry.language }, defaultSwitches());
	writeFileSync(plainFile, bytes);
	writeFileSync(gzipFile, gzipSync(bytes, { level: 6 }));
}
