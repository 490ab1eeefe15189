import type { BuyerDetails, DeliveryAddress } from '../orders/order';
import type { SaleAddress, SaleHeader } from './sale';
import type { SaleInput } from './saleInput';

/** Who the sale is for: the store's default customer, or one to be found by name and created when there is none. */
export type CustomerPlan =
	| { readonly kind: 'default'; readonly customerId: string }
	| { readonly kind: 'named'; readonly name: string; readonly contact?: { readonly name: string; readonly email?: string; readonly phone?: string } };

export interface Parties extends Pick<SaleHeader, 'contact' | 'phone' | 'email' | 'billingAddress' | 'shippingAddress' | 'shippingNotes' | 'note'> {
	readonly customer: CustomerPlan;
}

/**
 * Customer, addresses and notes of a single sale (S27, S125, S126, S128, S139-S141). Billing is the shipping address,
 * because Amazon gives none but the buyer's name (S152). An order without a customer takes the default customer with
 * that customer's addresses.
 */
export function planParties(input: SaleInput): Parties {
	const { buyer, defaultCustomer } = input;
	const customer = chooseCustomer(input);
	const notes = amazonNotes(buyer);
	const note = joinLines([replacementNote(input), notes]);
	const shared = { ...(notes ? { shippingNotes: notes } : {}), ...(note ? { note } : {}) };
	const address = saleAddress(buyer?.address);
	if (customer.kind === 'default') {
		return {
			customer,
			...shared,
			...(address ?? defaultCustomer.billing ? { billingAddress: address ?? defaultCustomer.billing } : {}),
			...(address ?? defaultCustomer.shipping ? { shippingAddress: address ?? defaultCustomer.shipping } : {}),
		};
	}
	return {
		customer,
		...shared,
		...(customer.contact ? { contact: customer.contact.name } : {}),
		...(customer.contact?.phone ? { phone: customer.contact.phone } : {}),
		...(customer.contact?.email ? { email: customer.contact.email } : {}),
		...(address ? { billingAddress: withoutRecipient(address), shippingAddress: address } : {}),
	};
}

/** D3, S27: company first when the store says so, else the person; nobody: the default customer. */
function chooseCustomer({ buyer, store, defaultCustomer }: SaleInput): CustomerPlan {
	const person = buyer?.name ?? buyer?.address?.name;
	const company = buyer?.companyName ?? buyer?.address?.companyName;
	const name = (store.settings.useCompanyAsCustomer ? company : undefined) ?? person;
	if (!name) return { kind: 'default', customerId: defaultCustomer.id };
	const phone = buyer?.address?.phone;
	const contact = person ? { name: person, ...(buyer?.email ? { email: buyer.email } : {}), ...(phone ? { phone } : {}) } : undefined;
	return { kind: 'named', name, ...(contact ? { contact } : {}) };
}

/** Cin7 Core requires line 1 and country; an address without them is no address. */
export function saleAddress(address: DeliveryAddress | undefined): SaleAddress | undefined {
	const lines = [address?.line1, address?.line2, address?.line3].filter((line): line is string => Boolean(line));
	const [line1, ...rest] = lines;
	if (!address?.countryCode || !line1) return undefined;
	return {
		line1,
		...(rest.length > 0 ? { line2: rest.join(', ') } : {}),
		...(address.city ?? address.district ? { city: address.city ?? address.district } : {}),
		...(address.state ? { state: address.state } : {}),
		...(address.postalCode ? { postcode: address.postalCode } : {}),
		country: address.countryCode,
		...(address.companyName ? { company: address.companyName } : {}),
		...(address.name ? { contact: address.name } : {}),
	};
}

function withoutRecipient({ company: _company, contact: _contact, ...address }: SaleAddress): SaleAddress {
	return address;
}

/** S141: what the buyer told Amazon: where to leave the parcel, and gift messages. */
function amazonNotes(buyer: BuyerDetails | undefined): string | undefined {
	return joinLines([buyer?.deliveryInstructions, ...(buyer?.giftMessages ?? []).map(({ message }) => `Gift message: ${message}`)]);
}

/** N16: a replacement names the order that it replaces. */
function replacementNote({ order }: SaleInput): string | undefined {
	if (!order.replaces) return undefined;
	return `${order.replaces.kind === 'exchange' ? 'Exchange' : 'Replacement'} for Amazon order ${order.replaces.orderId}`;
}

const joinLines = (lines: readonly (string | undefined)[]): string | undefined => lines.filter(Boolean).join('\n') || undefined;
