import { z } from 'zod';
import type { Account, Carrier, Company, CompanyContact, Location, PaymentTerm, PriceTier, TaxRule } from '../../processes/ports/cin7';
import { anyText, decimal, flag, isStatus, listOf, optionalText, requiredText, wholeNumber } from './fields';

/** GET /me. A lock date in the tenant's own format cannot be told (is 01/02 January or February?) and is left out; Cin7 Core refuses such dates itself. */
export const company = z
	.object({ Company: anyText, Currency: requiredText, TimeZone: requiredText, LockDate: optionalText, DefaultWeightUnits: optionalText, DefaultDimensionsUnits: optionalText })
	.transform(({ Company, Currency, TimeZone, LockDate, DefaultWeightUnits, DefaultDimensionsUnits }): Company => {
		const lockDate = /^\d{4}-\d{2}-\d{2}/.exec(LockDate ?? '')?.[0];
		return {
			name: Company, currency: Currency, timeZone: TimeZone, ...(lockDate ? { lockDate } : {}),
			...(DefaultWeightUnits ? { weightUnits: DefaultWeightUnits } : {}), ...(DefaultDimensionsUnits ? { dimensionsUnits: DefaultDimensionsUnits } : {}),
		};
	});

/** Row of GET /ref/account. */
export const account = z
	.object({ Code: z.union([requiredText, z.number().transform(String)]), Name: anyText, Type: anyText, Class: anyText, Status: optionalText, SystemAccount: optionalText, ForPayments: flag, Currency: optionalText })
	.transform((row): Account => ({
		code: row.Code,
		name: row.Name,
		type: row.Type,
		class: row.Class,
		active: isStatus(row.Status, 'ACTIVE'),
		forPayments: row.ForPayments,
		bank: isStatus(row.Type, 'BANK'),
		...(row.SystemAccount ? { systemAccount: row.SystemAccount } : {}),
		...(row.Currency ? { currency: row.Currency } : {}),
	}));

const taxComponent = z
	.object({ AccountCode: optionalText, ComponentOrder: wholeNumber })
	.transform((row) => ({ account: row.AccountCode, order: row.ComponentOrder }));

/** Row of GET /ref/tax. Its tax stands on the rule's account; where it has several components, on that of the first one. */
export const taxRule = z
	.object({ ID: requiredText, Name: requiredText, IsActive: flag, IsTaxForSale: flag, TaxInclusive: flag, TaxPercent: decimal, Account: optionalText, Components: listOf(taxComponent) })
	.transform((row): TaxRule => {
		const [first, ...more] = [...row.Components].sort((a, b) => a.order - b.order);
		const account = more.length > 0 ? first?.account ?? row.Account : row.Account ?? first?.account;
		return {
			id: row.ID, name: row.Name, active: row.IsActive, forSale: row.IsTaxForSale, inclusive: row.TaxInclusive, percent: row.TaxPercent,
			...(account ? { account } : {}),
		};
	});

/** Row of GET /ref/location; the table calls the flag Deprecated, the examples IsDeprecated. Bins are rows of their own, with a parent. */
export const location = z
	.object({ ID: requiredText, Name: requiredText, IsDefault: flag, IsDeprecated: flag, Deprecated: flag, ParentID: optionalText })
	.transform((row): Location => ({
		id: row.ID,
		name: row.Name,
		isDefault: row.IsDefault,
		deprecated: row.IsDeprecated || row.Deprecated,
		...(row.ParentID ? { parentId: row.ParentID } : {}),
	}));

/** Row of GET /ref/carrier: its description is the name that documents use. */
export const carrier = z.object({ CarrierID: requiredText, Description: requiredText }).transform((row): Carrier => ({ id: row.CarrierID, name: row.Description }));

/** Row of GET /ref/paymentterm. */
export const paymentTerm = z
	.object({ ID: requiredText, Name: requiredText, Duration: wholeNumber, Method: anyText, IsActive: flag, IsDefault: flag })
	.transform((row): PaymentTerm => ({ id: row.ID, name: row.Name, duration: row.Duration, method: row.Method, active: row.IsActive, isDefault: row.IsDefault }));

/** GET /ref/priceTier, which has neither Total nor pages. */
export const priceTiers = z
	.object({ PriceTiers: listOf(z.object({ Code: wholeNumber, Name: anyText })) })
	.transform(({ PriceTiers }): readonly PriceTier[] => PriceTiers.filter((row) => row.Name !== '').map((row) => ({ code: row.Code, name: row.Name })));

/** Row of GET /me/contacts. */
export const companyContact = z.object({ ContactID: requiredText, Name: requiredText, Type: anyText }).transform((row): CompanyContact => ({ id: row.ContactID, name: row.Name, type: row.Type }));
