import type { AmazonOrder, BuyerDetails, DeliveryAddress } from '../orders/order';
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
 * Customer, addresses and notes of a sale. Single (S27, S125, S126, S128, S139-S141): billing is the shipping address,
 * because Amazon gives none but the buyer's name (S152); an order without a customer takes the default customer with
 * that customer's addresses. Daily (S122, S144, S146): the buyer appears in notes alone, everything else is the default
 * customer's.
 */
export function planParties(input: SaleInput): Parties {
	const { store, defaultCustomer } = input;
	if (store.settings.consolidation === 'daily') return { customer: { kind: 'default', customerId: defaultCustomer.id }, ...notesOf(input), ...addressesOf(defaultCustomer.billing, defaultCustomer.shipping) };
	const customer = chooseCustomer(input);
	const address = saleAddress(input.buyer?.address);
	if (customer.kind === 'default') {
		return { customer, ...notesOf(input), ...addressesOf(address ?? defaultCustomer.billing, address ?? defaultCustomer.shipping) };
	}
	return {
		customer,
		...notesOf(input),
		...(customer.contact ? { contact: customer.contact.name } : {}),
		...(customer.contact?.phone ? { phone: customer.contact.phone } : {}),
		...(customer.contact?.email ? { email: customer.contact.email } : {}),
		...(address ? addressesOf(withoutRecipient(address), address) : {}),
	};
}

const addressesOf = (billing: SaleAddress | undefined, shipping: SaleAddress | undefined): Pick<Parties, 'billingAddress' | 'shippingAddress'> => ({
	...(billing ? { billingAddress: billing } : {}),
	...(shipping ? { shippingAddress: shipping } : {}),
});

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

/** Notes of an order (S141, P31, P33); those of a daily sale's order begin with its id, because others stand beside them. */
function notesOf({ order, buyer, store }: SaleInput): Pick<Parties, 'shippingNotes' | 'note'> {
	const prefix = store.settings.consolidation === 'daily' ? `${order.orderId}: ` : '';
	const joined = (lines: readonly string[]): string => lines.map((line) => `${prefix}${line}`).join('\n');
	const told = amazonNotes(buyer);
	const all = [...replacementNote(order), ...businessNotes(order, buyer), ...told];
	return { ...(told.length > 0 ? { shippingNotes: joined(told) } : {}), ...(all.length > 0 ? { note: joined(all) } : {}) };
}

/** S141: what the buyer told Amazon: where to leave the parcel, and gift messages. */
function amazonNotes(buyer: BuyerDetails | undefined): readonly string[] {
	const instructions = buyer?.deliveryInstructions;
	return [...(instructions ? [instructions] : []), ...(buyer?.giftMessages ?? []).map(({ message }) => `Gift message: ${message}`)];
}

/** P33: what a business order is booked and taxed by. */
function businessNotes({ purchaseOrderNumber, iossNumbers = [] }: AmazonOrder, buyer: BuyerDetails | undefined): readonly string[] {
	return [
		...(purchaseOrderNumber ? [`Purchase order: ${purchaseOrderNumber}`] : []),
		...(buyer?.taxRegistrations ?? []).map(({ type, number }) => `Tax registration: ${type} ${number}`),
		...iossNumbers.map((number) => `IOSS number: ${number}`),
	];
}

/** N16: a replacement names the order that it replaces. */
function replacementNote({ replaces }: AmazonOrder): readonly string[] {
	if (!replaces) return [];
	return [`${replaces.kind === 'exchange' ? 'Exchange' : 'Replacement'} for Amazon order ${replaces.orderId}`];
}
