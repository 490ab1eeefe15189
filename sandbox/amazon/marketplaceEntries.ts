import { marketplaceById } from '../../src/domain/marketplaces';
import type { MarketplaceSeed } from './seeds';
import { type JsonObject, present } from './json';

/** A marketplace as Amazon describes it (sellers.json, Marketplace). */
export interface MarketplaceEntry {
	readonly id: string;
	readonly name: string;
	readonly countryCode: string;
	readonly currency: string;
	readonly language: string;
	readonly domainName: string;
	readonly storeName: string;
	readonly participating: boolean;
	readonly suspended: boolean;
	readonly isAmazon: boolean;
	/** Amazon states no tax on orders there: prices contain it. */
	readonly european: boolean;
}

const languages = new Map([
	['AE', 'en_AE'], ['AU', 'en_AU'], ['BE', 'nl_BE'], ['CA', 'en_CA'], ['DE', 'de_DE'], ['ES', 'es_ES'], ['FR', 'fr_FR'], ['GB', 'en_GB'], ['IN', 'en_IN'],
	['IT', 'it_IT'], ['JP', 'ja_JP'], ['MX', 'es_MX'], ['NL', 'nl_NL'], ['PL', 'pl_PL'], ['SE', 'sv_SE'], ['SG', 'en_SG'], ['US', 'en_US'], ['ZA', 'en_ZA'],
]);

export function marketplaceEntry(seed: MarketplaceSeed): MarketplaceEntry {
	const known = marketplaceById(seed.id);
	if (known === undefined && seed.nonAmazon === undefined) throw new Error(`Seed: ${seed.id} is no marketplace; describe it by nonAmazon`);
	// Sellers say UK; Amazon's participations and addresses say GB.
	const countryCode = seed.nonAmazon?.countryCode ?? (known?.country === 'UK' ? 'GB' : known?.country) ?? '';
	const domain = known?.domain ?? '';
	return {
		id: seed.id,
		name: seed.nonAmazon?.name ?? domain.replace(/^amazon/, 'Amazon'),
		countryCode,
		currency: seed.nonAmazon?.currency ?? known?.currency ?? '',
		language: languages.get(countryCode) ?? 'en_US',
		domainName: seed.nonAmazon?.domain ?? `www.${domain}`,
		storeName: seed.storeName ?? '',
		participating: seed.participating ?? true,
		suspended: seed.suspended ?? false,
		isAmazon: seed.nonAmazon === undefined,
		european: known?.european ?? false,
	};
}

/** A row of getMarketplaceParticipations. */
export const participationDocument = (entry: MarketplaceEntry): JsonObject =>
	present({
		marketplace: {
			id: entry.id,
			name: entry.name,
			countryCode: entry.countryCode,
			defaultCurrencyCode: entry.currency,
			defaultLanguageCode: entry.language,
			domainName: entry.domainName,
		},
		participation: { isParticipating: entry.participating, hasSuspendedListings: entry.suspended },
		storeName: entry.storeName,
	});
