import type { Store } from '../../domain/settings';
import type { SetUpCheck } from '../setUpCheck';
import type { TenantReference } from '../ports/cin7';
import { priceTierOf, sharedTierIssue } from './priceTier';

/** What Check Set-Up says of the catalog: master source (S49), price tier (S30). */
export function checkCatalog(store: Store, stores: readonly Store[], { priceTiers }: TenantReference): readonly SetUpCheck[] {
	const { catalog } = store.settings;
	return [
		...(catalog.amazonIsMaster ? [{ check: 'Amazon as master source', result: 'advice', message: 'Be aware: this can damage your product data in Cin7 Core. Names, prices, weights, categories and pictures of linked products become Amazon\'s with the next load. Look at them first with Amazon Catalog Mapper, Preview Products' } as const] : []),
		...(catalog.amazonIsMaster || catalog.createProducts ? [checkPriceTier(store, stores, priceTiers)] : []),
	];
}

function checkPriceTier(store: Store, stores: readonly Store[], priceTiers: TenantReference['priceTiers']): SetUpCheck {
	const check = 'Price tier';
	const tier = priceTierOf(store, priceTiers);
	if (tier === undefined) return { check, result: 'missing', message: `Cin7 Core has no price tier named ${store.settings.priceTier ?? ''}` };
	const shared = sharedTierIssue(store, stores, priceTiers);
	if (shared) return { check, result: 'missing', message: `${shared.message}. ${shared.hint.replace(/\.$/, '')}` };
	return { check, result: 'ok', message: tier };
}
