import type { DefaultCustomer } from '../domain/accounting/tenant';
import type { SaleAddress } from '../domain/accounting/sale';
import type { SalePlan } from '../domain/accounting/planSale';
import { TransportError } from '../transport/errors';
import type { Cin7Port, Customer, CustomerAddress, TenantReference } from './ports/cin7';

/**
 * Adds the carrier and the sales representative that a sale needs and Cin7 Core does not know (its documents accept
 * only names of its reference books). Answers the books as they are then. Repeating it adds nothing twice.
 */
export async function addMissingNames(cin7: Cin7Port, missing: SalePlan['missing']): Promise<TenantReference> {
	const { carrier, salesRepresentative } = missing;
	if (carrier) await addName(cin7, () => cin7.createCarrier(carrier), (books) => books.carriers, carrier);
	if (salesRepresentative) await addName(cin7, () => cin7.createSalesRepresentative(salesRepresentative), (books) => books.contacts, salesRepresentative);
	return await cin7.reference();
}

/** What is still missing of what was when the sale was planned: another sale of the day may have needed the same names. */
export function stillMissing({ carrier, salesRepresentative }: SalePlan['missing'], { carriers, contacts }: TenantReference): SalePlan['missing'] {
	const lacks = (rows: readonly { readonly name: string }[], name: string): boolean => !rows.some((row) => row.name.toLowerCase() === name.toLowerCase());
	return {
		...(carrier && lacks(carriers, carrier) ? { carrier } : {}),
		...(salesRepresentative && lacks(contacts, salesRepresentative) ? { salesRepresentative } : {}),
	};
}

async function addName(cin7: Cin7Port, create: () => Promise<unknown>, rows: (books: TenantReference) => readonly { readonly name: string }[], name: string): Promise<void> {
	try {
		await create();
	} catch (error) {
		// Lost answer, or somebody was quicker: what counts is that the name is there now.
		if (!(error instanceof TransportError) || !(error.ambiguous || error.kind === 'rejected')) throw error;
		const books = await cin7.reference({ fresh: true });
		if (!rows(books).some((row) => row.name.toLowerCase() === name.toLowerCase())) throw error;
	}
}

/** The default customer as planning wants it. */
export function asDefaultCustomer(customer: Customer): DefaultCustomer {
	const billing = addressOf(customer, 'billing');
	const shipping = addressOf(customer, 'shipping') ?? billing;
	return {
		id: customer.id,
		name: customer.name,
		currency: customer.currency,
		template: { paymentTerm: customer.paymentTerm, accountReceivable: customer.accountReceivable, revenueAccount: customer.revenueAccount, taxRule: customer.taxRule },
		...(billing ? { billing } : {}),
		...(shipping ? { shipping } : {}),
	};
}

function addressOf(customer: Customer, type: 'billing' | 'shipping'): SaleAddress | undefined {
	const ofType = customer.addresses.filter((address) => address.type.toLowerCase() === type);
	const address: CustomerAddress | undefined = ofType.find((candidate) => candidate.isDefault) ?? ofType[0];
	if (!address?.line1 || !address.country) return undefined;
	const { line1, line2, city, state, postcode, country } = address;
	return { line1, ...(line2 ? { line2 } : {}), ...(city ? { city } : {}), ...(state ? { state } : {}), ...(postcode ? { postcode } : {}), country };
}
