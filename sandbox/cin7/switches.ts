import type { Amount } from '../../src/domain/money';

/**
 * What the vendor does not document, or documents in two ways. Every value here is an assumption that can be turned: no
 * test may present one of them as the vendor's truth. Rows in brackets are those of the simulator's rule list.
 */
export interface Cin7Switches {
	/** [M2] Calls per window. Documented: 60. */
	readonly callsPerWindow: number;
	/** [M2] Seconds of the window. Documented: 60. */
	readonly windowSeconds: number;
	/** [M2] Whether the window slides or starts anew every minute: not documented. */
	readonly window: 'rolling' | 'fixed';
	/** [M2] What shares a window. The reference says the application, one live report says the account. */
	readonly limitScope: 'application' | 'account';
	/** [M2] How the limit is told: 429 (newer reference, live), 503 (older reference), 400 (live, /purchase). */
	readonly overLimit: 429 | 503 | 400;
	/** [M2] Text of the Retry-After header; live reports have '60 Seconds' and '30 sec'. Sent with 429 only. */
	readonly retryAfter: string;
	/** [M3] Unknown paths: live answers are an HTML page with 200, the reference says 404. */
	readonly unknownPath: 'html200' | 'json404';
	/** [M8] Error bodies: an array in most answers, an object in some. */
	readonly errorBody: 'array' | 'object';
	/** Page or Limit out of range: refused, or moved to the nearest bound. */
	readonly pageOutOfRange: 'refused' | 'clamped';
	/** Name and Sku filters of products: the introduction says prefix, the parameter table says contained. */
	readonly productFilter: 'contains' | 'prefix';
	/** What SkipQuote is when a sale is created without it. */
	readonly skipQuoteDefault: boolean;
	/** [S1] PUT /sale without a field: cleared (the caller has to send everything back), or left as it was. */
	readonly salePutOmitted: 'cleared' | 'kept';
	/** TaskID of the first fulfillment and invoice of a Simple Sale: the sale's own id (client reports), or a new one. */
	readonly simpleTaskIds: 'saleId' | 'new';
	/** Status of a Simple Sale that is shipped and has no invoice; the status table has no row for it. */
	readonly statusShippedNotInvoiced: string;
	/** TaskID of the credit note of a Simple Sale: a new one (POST says so of the empty GUID), or the sale's own id (DELETE hints at it). */
	readonly simpleCreditNoteTaskId: 'new' | 'saleId';
	/** [S5] A second credit note of a Simple Sale. The sale types say that it has a single one, not what happens to another. */
	readonly secondCreditNoteOfSimpleSale: 'refused' | 'accepted';
	/** TotalInvoice in the table of sale statuses: without what was credited (as InvoiceAmount in saleList), or with it. */
	readonly statusTotalInvoice: 'net' | 'gross';
	/** Words of CombinedInvoiceStatus: those of the samples (INVOICED), or those of the table (AUTHORISED, PAID). */
	readonly combinedInvoiceWords: 'samples' | 'table';
	/** [S4] Automatic picking with too little stock: pick stays DRAFT with what there is, or the mode has no effect. */
	readonly autoPickWithBackorder: 'pickDraft' | 'ignored';
	/** [K1] Whether backordered quantity counts as allocated, which makes Available negative. */
	readonly backorderAllocates: boolean;
	/** [S7] How far a line's Total may be from quantity x price x (1 - discount), rounded to 4 decimals. */
	readonly lineTotalTolerance: Amount;
	/** Values with more than 4 decimals (2 for discounts and payments). */
	readonly excessDecimals: 'refused' | 'rounded';
	/** Least quantity of a line: the table says 1, and allows 4 decimals. */
	readonly minimumQuantity: 'positive' | 'one';
	/** [S7] A supplied Tax that is not what the rule's percentage gives. */
	readonly suppliedTax: 'kept' | 'recalculated' | 'refused';
	/** Decimals of a tax that is computed for a line that brings none. */
	readonly computedTaxDecimals: number;
	/** Additional charges with a negative price (order discounts). */
	readonly negativeCharges: 'accepted' | 'refused';
	/** Whether the description of a charge has to be the name of a Service product. */
	readonly chargesNeedServiceProduct: boolean;
	/** Account classes allowed on sales, lines and charges; empty: any active account. */
	readonly revenueAccountClasses: readonly string[];
	/** Deprecated products on an order or invoice. */
	readonly deprecatedProducts: 'refused' | 'accepted';
	/** A bin as the location of a sale. */
	readonly binAsSaleLocation: 'refused' | 'accepted';
	/** [S10] A payment above what is still open on the invoice. */
	readonly overpayment: 'refused' | 'accepted';
	/** [S11] A credit note above what is left of its invoice after the other credit notes. */
	readonly creditAboveInvoice: 'refused' | 'accepted';
	/** [S11] A credit note whose charges make its total negative. */
	readonly negativeCredit: 'refused' | 'accepted';
	/** [S11] More units put back on the shelf than the credit note has of the product. */
	readonly restockAboveCredited: 'refused' | 'accepted';
	/** [S11] A refund above what is still open on the credit note. */
	readonly overrefund: 'refused' | 'accepted';
	/** [S2] An authorised pack that lacks something of the pick. What it lacks stays allocated. */
	readonly incompletePack: 'refused' | 'accepted';
	/** Status of an authorised invoice over nothing (free replacements). */
	readonly zeroInvoice: 'paid' | 'authorised';
	/** [S12] Voiding a sale that has payments: they are reversed with it, or it is refused. */
	readonly voidWithPayments: 'reversed' | 'refused';
	/** [K2] Cost at which shipments, returns and assemblies are posted. */
	readonly costing: 'averageCost' | 'zero';
	/** [S17] How many the authorisation of an order assembles of a kit: all that are ordered, or those that are not on the shelf. */
	readonly autoAssembly: 'ordered' | 'shortage';
	/** [S17] Assemblies that a sale's order made, when the sale is voided or undone. */
	readonly voidedSaleAssemblies: 'voided' | 'kept';
	/** Voiding or undoing an assembly whose product is no longer there. */
	readonly voidUsedAssembly: 'refused' | 'accepted';
	/** Account classes allowed for an assembly's work in progress and finished goods; empty: any active account. */
	readonly assemblyAccountClasses: readonly string[];
	/** [L1] Reversals in the ledger: same accounts and a negative amount (as in the sample), or the accounts swapped. */
	readonly reversal: 'negative' | 'swapped';
	/** [L5] Documents dated on or before the lock date. */
	readonly lockDate: 'enforced' | 'ignored';
	/** [L5] Text of that refusal. */
	readonly lockDateText: string;
	/** [L5] Voiding or undoing a posted journal or money task that is dated on or before the lock date. */
	readonly takeBackInLockedPeriod: 'refused' | 'accepted';
	/** [L6] Writing journals, which a help page says is not available while Xero is connected. Reading always is. */
	readonly journalsRefused: boolean;
	/** [L6] A bank account in a journal, which Xero does not take. */
	readonly bankAccountInJournal: 'refused' | 'accepted';
	/** [L2] Amounts of journals, those of sales too: above zero, or whatever is sent. */
	readonly journalAmounts: 'positive' | 'any';
	/** [L2] Currency of a journal: the field table has one, a help page says always base currency. */
	readonly journalCurrency: 'any' | 'base';
	/** [L2] Rate of a journal in base currency. */
	readonly journalBaseRate: 'one' | 'any';
	/** [L2] How far a line's BaseAmount may be from amount x rate. */
	readonly baseAmountTolerance: Amount;
	/** [L3] POST of a sale's journal that is authorised already: its lines are replaced, or it is refused. */
	readonly saleJournalAfterAuthorised: 'replaces' | 'refused';
	/** [L3] Reference of a line of a sale's journal, which the table explains with 'Reference Service Product'. */
	readonly saleJournalReference: 'free' | 'serviceProduct';
	/** [L4] Rate of a money task that brings none, for a bank account that is not in base currency. */
	readonly calculatedRate: Amount;
	/** [L4] Decimals at which money tasks are posted in base currency; the published example has four. */
	readonly moneyTaskDecimals: number;
	/** Days of FromDate and ToDate in /transactions: counted in, or out ('more than', 'less than'). */
	readonly transactionDates: 'inclusive' | 'exclusive';
	/** [R2] Names of products: the reference says unique only of QuickBooks Online, the vendor's help says it of all (S97). */
	readonly productNames: 'unique' | 'free';
	/** A price written to a tier that has a markup: the computed price stays, or the written one takes its place. The markup stays in both. */
	readonly priceOfMarkupTier: 'kept' | 'written';
	/** [R7] PUT /productFamily without a field that POST requires: left as it was, or refused. */
	readonly familyPutOmitted: 'kept' | 'refused';
	/** [R7] A product that is in another family already. */
	readonly productInTwoFamilies: 'refused' | 'accepted';
	/** [R7] Two products of a family with the same values of all options. */
	readonly sameOptionsInFamily: 'refused' | 'accepted';
	/** [R7] Whether a product that joins a family takes its name: 'Family (Option 1, Option 2)'. */
	readonly familyNamesProducts: boolean;
	/** [R7] Options without a name get one ('Option 2') when a product has a value of theirs; 'always' as in the sample of POST. */
	readonly familyOptionDefaults: 'whenUsed' | 'always';
}

export const defaultSwitches: Cin7Switches = {
	callsPerWindow: 60,
	windowSeconds: 60,
	window: 'rolling',
	limitScope: 'application',
	overLimit: 429,
	retryAfter: '60 Seconds',
	unknownPath: 'html200',
	errorBody: 'array',
	pageOutOfRange: 'refused',
	productFilter: 'contains',
	skipQuoteDefault: true,
	salePutOmitted: 'cleared',
	simpleTaskIds: 'saleId',
	statusShippedNotInvoiced: 'SHIPPING',
	simpleCreditNoteTaskId: 'new',
	secondCreditNoteOfSimpleSale: 'refused',
	statusTotalInvoice: 'net',
	combinedInvoiceWords: 'samples',
	autoPickWithBackorder: 'pickDraft',
	backorderAllocates: false,
	lineTotalTolerance: '0',
	excessDecimals: 'refused',
	minimumQuantity: 'positive',
	suppliedTax: 'kept',
	computedTaxDecimals: 2,
	negativeCharges: 'accepted',
	chargesNeedServiceProduct: false,
	revenueAccountClasses: ['REVENUE'],
	deprecatedProducts: 'refused',
	binAsSaleLocation: 'refused',
	overpayment: 'refused',
	creditAboveInvoice: 'refused',
	negativeCredit: 'refused',
	restockAboveCredited: 'refused',
	overrefund: 'refused',
	incompletePack: 'refused',
	zeroInvoice: 'paid',
	voidWithPayments: 'reversed',
	costing: 'averageCost',
	autoAssembly: 'ordered',
	voidedSaleAssemblies: 'voided',
	voidUsedAssembly: 'refused',
	assemblyAccountClasses: ['ASSET'],
	reversal: 'negative',
	lockDate: 'enforced',
	lockDateText: 'Date must be later than the Lock Date.',
	takeBackInLockedPeriod: 'refused',
	journalsRefused: false,
	bankAccountInJournal: 'accepted',
	journalAmounts: 'positive',
	journalCurrency: 'any',
	journalBaseRate: 'one',
	baseAmountTolerance: '0.01',
	saleJournalAfterAuthorised: 'replaces',
	saleJournalReference: 'free',
	calculatedRate: '1',
	moneyTaskDecimals: 4,
	transactionDates: 'inclusive',
	productNames: 'unique',
	priceOfMarkupTier: 'kept',
	familyPutOmitted: 'kept',
	productInTwoFamilies: 'refused',
	sameOptionsInFamily: 'accepted',
	familyNamesProducts: false,
	familyOptionDefaults: 'whenUsed',
};
