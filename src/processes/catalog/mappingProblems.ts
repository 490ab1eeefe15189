import type { Issue } from '../../domain/issues';
import type { Store } from '../../domain/settings';
import { listingProblem, problem, type Problem } from '../problems';
import type { MappedListing } from './mappedListing';

/** A message that nobody can read tells nothing: so many listings are told one by one. */
const MOST = 50;
const SHOWN = 20;

/** What of a mapping a person has to look at: held listings one by one, those without a product in one sentence. */
export function mappingProblems(store: Store, listings: readonly MappedListing[], withoutProduct: readonly string[]): readonly Problem[] {
	const { storeId, settings } = store;
	// In the order of SKUs, so that the first ones are the same ones with every run (N53).
	const told = [...listings].sort((a, b) => (a.sellerSku < b.sellerSku ? -1 : 1)).filter(({ outcome }) => outcome === 'held' || outcome === 'withoutProduct').flatMap(({ sellerSku, issues }) => issues.filter(isToldAlone).map((issue) => listingProblem(storeId, sellerSku, issue)));
	const problems: Problem[] = told.slice(0, MOST);
	if (told.length > MOST) problems.push(problem(storeId, undefined, { code: 'catalog.moreHeld', message: `${told.length - MOST} more listings of store ${settings.storeName} need attention`, hint: 'See them with Amazon Catalog Mapper, Get Many, Only What Needs Attention.', blocking: false }));
	if (withoutProduct.length > 0) {
		const names = `${withoutProduct.slice(0, SHOWN).join(', ')}${withoutProduct.length > SHOWN ? ', ...' : ''}`;
		problems.push(problem(storeId, undefined, { code: 'catalog.withoutProduct', message: `${withoutProduct.length} ${withoutProduct.length === 1 ? 'listing' : 'listings'} of store ${settings.storeName} ${withoutProduct.length === 1 ? 'has' : 'have'} no product in Cin7 Core: ${names}`, hint: 'Link each with the Amazon Catalog Mapper, or create its product there; unlink with Leave Blank what is to stay without one.', blocking: false }));
	}
	return problems;
}

/** What stands in a listing's way, or helps to find its product. A note that asks for nothing is seen in the catalog. */
const isToldAlone = ({ code, blocking }: Issue): boolean => code !== NO_PRODUCT && (blocking || /^catalog\.(sku|listing)/.test(code));

/** Issue of a listing for which nothing was found; the sum of them is told, not each. */
export const NO_PRODUCT = 'catalog.noProduct';
