/** Kinds of accounts, by Cin7 Core's class of an account. */
export type AccountKind = 'REVENUE' | 'EXPENSE' | 'ASSET' | 'LIABILITY';

/** Kinds of money in settlements that usually go to one account, so that a user need not link every transaction type (S75). */
export interface AccountClass {
	/** Stable: key of the setting `classAccounts`. */
	readonly name: string;
	/** For people. */
	readonly title: string;
	/** Which kind of account is proposed. */
	readonly kind: AccountKind;
	/** Side on which the account usually grows. */
	readonly side: 'debit' | 'credit';
	/** True for costs that Amazon invoices: they bear the tax rule Default Tax Lines where their type has none of its own (S76). */
	readonly fee: boolean;
}

const revenue = (name: string, title: string): AccountClass => ({ name, title, kind: 'REVENUE', side: 'credit', fee: false });
const cost = (name: string, title: string): AccountClass => ({ name, title, kind: 'EXPENSE', side: 'debit', fee: true });
const asset = (name: string, title: string): AccountClass => ({ name, title, kind: 'ASSET', side: 'debit', fee: false });
const liability = (name: string, title: string): AccountClass => ({ name, title, kind: 'LIABILITY', side: 'credit', fee: false });

/** All classes, in the order in which people are asked for their accounts. A reserve is money that Amazon holds: an asset, never a cost and never left out (D5, P8). */
export const accountClasses: readonly AccountClass[] = [
	revenue('sales', 'Sales of goods'),
	revenue('shippingIncome', 'Shipping paid by buyers'),
	revenue('giftWrapIncome', 'Gift wrap paid by buyers'),
	{ ...revenue('promotions', 'Promotions and discounts'), side: 'debit' },
	{ ...revenue('refunds', 'Refunds to buyers'), side: 'debit' },
	liability('taxCollected', 'Sales tax collected from buyers'),
	liability('taxWithheld', 'Sales tax withheld and remitted by Amazon'),
	asset('incomeTaxWithheld', 'Income tax withheld by Amazon'),
	cost('sellingFees', 'Selling fees'),
	cost('fbaFees', 'Fulfillment by Amazon fees'),
	cost('storageFees', 'Storage fees'),
	cost('inboundFees', 'Inbound transport and placement fees'),
	cost('advertising', 'Advertising, coupons and deals'),
	cost('subscription', 'Subscription fees'),
	cost('shippingLabels', 'Shipping labels'),
	cost('otherFees', 'Other fees'),
	revenue('reimbursements', 'Reimbursements by Amazon'),
	revenue('otherIncome', 'Other income'),
	revenue('liquidations', 'Liquidations'),
	{ ...cost('points', 'Amazon Points granted'), fee: false },
	liability('loans', 'Amazon loans'),
	asset('reserve', 'Reserve held by Amazon'),
	liability('payableToAmazon', 'Owed to Amazon'),
	asset('cardCharge', 'Charges to the credit card or bank account'),
	asset('transfers', 'Failed and test transfers'),
	asset('debtAdjustments', 'Debts between Amazon accounts'),
];

const byName = new Map(accountClasses.map((accountClass) => [accountClass.name, accountClass]));

/** The class of that name; undefined for a name that is none. */
export const accountClassNamed = (name: string): AccountClass | undefined => byName.get(name);
