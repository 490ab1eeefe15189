import type { SaleInput } from './saleInput';
import type { TenantBooks } from './tenant';

/** S130: the store's payment term, else the tenant's default; undefined when there is none that is active. */
export function termsOf({ store, books }: Pick<SaleInput, 'store' | 'books'>): TenantBooks['paymentTerms'][number] | undefined {
	const { terms } = store.settings;
	return books.paymentTerms.find((term) => term.active && (terms ? term.name === terms : term.isDefault));
}
