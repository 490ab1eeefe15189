import type { Amount } from '../money';
import type { SaleAddress } from './sale';

/** The parts of a tenant's reference books that planning looks at. */
export interface TenantBooks {
	readonly company: { readonly currency: string; readonly lockDate?: string };
	readonly accounts: readonly { readonly code: string; readonly active: boolean; readonly class: string; readonly forPayments: boolean; readonly bank: boolean }[];
	readonly taxRules: readonly { readonly name: string; readonly active: boolean; readonly forSale: boolean; readonly percent: Amount }[];
	readonly locations: readonly { readonly name: string; readonly isDefault: boolean; readonly deprecated: boolean }[];
	readonly carriers: readonly { readonly name: string }[];
	readonly paymentTerms: readonly { readonly name: string; readonly duration: number; readonly method: string; readonly active: boolean; readonly isDefault: boolean }[];
	readonly contacts: readonly { readonly name: string }[];
}

/** The customer of the store's settings. */
export interface DefaultCustomer {
	readonly id: string;
	readonly name: string;
	readonly currency: string;
	readonly template: { readonly paymentTerm: string; readonly accountReceivable: string; readonly revenueAccount: string; readonly taxRule: string };
	readonly billing?: SaleAddress;
	readonly shipping?: SaleAddress;
}

export interface LinkedProduct {
	readonly productId: string;
	readonly productSku: string;
	readonly productName: string;
	/** Name of the product's own sale tax rule, where it has one (S68). */
	readonly saleTaxRule?: string;
	/** Set while the seller SKU stands for another ASIN than the one it was linked for: the link has stopped (N25). */
	readonly asinChange?: { readonly from: string; readonly to: string };
}
