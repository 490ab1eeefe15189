import { z } from 'zod';
import type { Customer, CustomerAddress, NewCustomer } from '../../processes/ports/cin7';
import { anyText, flag, isStatus, listOf, optionalText, requiredText } from './fields';

const address = z
	.object({ Line1: anyText, Line2: optionalText, City: optionalText, State: optionalText, Postcode: optionalText, Country: anyText, Type: anyText, DefaultForType: flag })
	.transform((row): CustomerAddress => ({
		line1: row.Line1,
		...(row.Line2 ? { line2: row.Line2 } : {}),
		...(row.City ? { city: row.City } : {}),
		...(row.State ? { state: row.State } : {}),
		...(row.Postcode ? { postcode: row.Postcode } : {}),
		country: row.Country,
		type: row.Type,
		isDefault: row.DefaultForType,
	}));

/** Row of GET /customer and of the answer to POST /customer. */
export const customer = z
	.object({
		ID: requiredText,
		Name: requiredText,
		Status: optionalText,
		Currency: anyText,
		PaymentTerm: anyText,
		AccountReceivable: anyText,
		RevenueAccount: anyText,
		TaxRule: anyText,
		Addresses: listOf(address),
	})
	.transform((row): Customer => ({
		id: row.ID,
		name: row.Name,
		active: isStatus(row.Status, 'ACTIVE'),
		currency: row.Currency,
		paymentTerm: row.PaymentTerm,
		accountReceivable: row.AccountReceivable,
		revenueAccount: row.RevenueAccount,
		taxRule: row.TaxRule,
		addresses: row.Addresses,
	}));

/** Body of POST /customer. */
export function customerBody({ name, contact, ...customer }: NewCustomer): Readonly<Record<string, unknown>> {
	return {
		Name: name,
		Status: 'Active',
		Currency: customer.currency,
		PaymentTerm: customer.paymentTerm,
		AccountReceivable: customer.accountReceivable,
		RevenueAccount: customer.revenueAccount,
		TaxRule: customer.taxRule,
		...(customer.priceTier ? { PriceTier: customer.priceTier } : {}),
		...(contact
			? { Contacts: [{ Name: contact.name, ...(contact.phone ? { Phone: contact.phone } : {}), ...(contact.email ? { Email: contact.email } : {}), Default: true }] }
			: {}),
	};
}
