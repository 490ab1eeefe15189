import fc from 'fast-check';
import { accountClassNamed, accountClasses } from '../../../src/domain/settlement/accountClasses';
import { accountClassOf, publishedTypes } from '../../../src/domain/settlement/classify';
import { effectOn } from '../../../src/domain/settlement/journalPairs';
import { mapType } from '../../../src/domain/settlement/mapType';
import { planSettlement, type PlanSettlementInput } from '../../../src/domain/settlement/planSettlement';
import type { RowGroup } from '../../../src/domain/settlement/settlement';
import { add, equals, isNegative, isZero, negate, sum } from '../../../src/domain/money';
import { storeSettings, type FeeMapping, type StoreSettings } from '../../../src/domain/settings';

type Settlement = Partial<StoreSettings['settlement']>;
const classAccounts = Object.fromEntries(accountClasses.map(({ name }, at) => [name, String(400 + at)]));
const settingsOf = (settlement: Settlement = {}, over: Partial<StoreSettings> = {}): StoreSettings => storeSettings.parse({
	storeName: 'Acme US', timeZone: 'UTC', ignoreOrdersBefore: '2026-01-01T00:00:00Z', paymentAccount: '880', ...over,
	settlement: { classAccounts, bankAccount: '090', payableAccount: '850', carriedForwardAccount: '860', ...settlement },
});
const group = (over: Partial<RowGroup> = {}): RowGroup => ({
	transactionType: 'Order', amountType: 'ItemFees', amountDescription: 'Commission', channel: 'AFN', marketplaceName: 'Amazon.com',
	period: '2026-06', orderClass: 'known', sum: '-15', rows: 1, firstLine: 3, firstPostedAt: '2026-06-02T00:00:00.000Z', ...over,
});
const principal = group({ amountType: 'ItemPrice', amountDescription: 'Principal', sum: '100' });
const other = (amountDescription: string, amount: string): RowGroup => group({ transactionType: 'other-transaction', amountType: 'other-transaction', amountDescription, sum: amount, orderClass: 'none', channel: '' });

function inputOf(groups: readonly RowGroup[], settings = settingsOf(), over: Partial<PlanSettlementInput> = {}): PlanSettlementInput {
	const total = sum(groups.map((row) => row.sum));
	const codes = [...Object.values(classAccounts), '880', '850', '860', '821'];
	return {
		content: { statement: { settlementId: '123', startsAt: '2026-05-28T00:00:00.000Z', endsAt: '2026-06-11T00:00:00.000Z', depositAt: '2026-06-13T00:00:00.000Z', total, currency: 'USD' }, groups, sum: total },
		storeId: 'A1EXAMPLE-US', settings, posting: 1, marketplaceCurrency: 'USD', bankAccounts: [{ code: '090', currency: 'USD' }],
		books: {
			company: { currency: 'USD' },
			accounts: codes.map((code) => ({ code, name: `Account ${code}`, active: true, bank: false })),
			taxRules: [{ name: 'None', active: true, percent: '0' }, { name: 'GST', active: true, percent: '10', account: '821' }],
		},
		...over,
	};
}
const codesOf = (input: PlanSettlementInput): readonly string[] => planSettlement(input).issues.map(({ code }) => code);
const pairsIn = (input: PlanSettlementInput) => planSettlement(input).documents.flatMap((document) => (document.kind === 'money' ? [] : document.pairs));

/** Names by amount type, as a public list of codes has them. */
const LISTED: Readonly<Record<string, readonly string[]>> = {
	'other-transaction': ['Additional Other Expenses', 'Adjustment', 'Amazon Capital Services', 'Balance Adjustment', 'BalanceAdjustment', 'CS_ERROR_ITEMS', 'Current Reserve Amount', 'DisposalComplete', 'Failed Disbursement', 'FBA Inventory Reimbursement - Customer Return', 'FBACustomerReturnPerOrderFee', 'FBACustomerReturnPerUnitFee', 'FBACustomerReturnWeightBasedFee', 'FBAInboundTransportationFee', 'INCORRECT_FEES_ITEMS', 'INCORRECT_FEES_NON_ITEMIZED', 'LightningDealFee Special', 'Manual Processing Fee', 'Manual Processing Fee Reimbursement', 'Merchant Bad Debt', 'MISSING_FROM_INBOUND', 'MULTICHANNEL_ORDER_DAMAGED', 'MULTICHANNEL_ORDER_LATE', 'MULTICHANNEL_ORDER_LOST', 'NonSubscriptionFeeAdj', 'Previous Reserve Amount Balance', 'Refund Reimbursal', 'REMOVAL_ORDER_DAMAGED', 'RemovalComplete', 'REVERSAL_REIMBURSEMENT', 'Shipping label purchase', 'ShippingHB', 'ShippingServices', 'ShippingServicesRefund', 'Storage Fee', 'StorageRenewalBilling', 'Subscription Fee', 'Tax', 'TransactionTotalAmount', 'WAREHOUSE_DAMAGE', 'WAREHOUSE_DAMAGE_EXCEPTION', 'WAREHOUSE_LOST'],
	'ItemFees': ['Commission', 'DigitalServicesFee', 'FBAPerOrderFulfillmentFee', 'FBAPerUnitFulfillmentFee', 'FBAWeightBasedFee', 'GiftwrapChargeback', 'Goodwill', 'MarketplaceFacilitatorVAT-Principal', 'MarketplaceFacilitatorVAT-Shipping', 'RefundCommission', 'RestockingFee', 'ReturnShipping', 'SalesTaxServiceFee', 'ShippingChargeback', 'ShippingHB', 'VariableClosingFee'],
	'Shipment-Fees': ['FBAPerOrderFulfillmentFee', 'FBATransportationFee', 'Multi-Channel Fulfillment Brand-Neutral Box Fee', 'Shipping'],
	'ItemPrice': ['GiftWrap', 'GiftWrapTax', 'Goodwill', 'Principal', 'RestockingFee', 'Shipping', 'ShippingTax', 'Tax'],
	'Promotion': ['Shipping'],
};

describe('vocabulary and mapping', () => {
	it('N39: every published type has a class that exists', () => {
		expect(publishedTypes.length).toBeGreaterThan(400);
		for (const entry of publishedTypes) {
			expect(accountClassNamed(entry.class)).toBeDefined();
			const literal = { transactionType: entry.transactionType.replace('*', 'x'), amountType: entry.amountType.replace('*', 'x'), amountDescription: entry.amountDescription.replace('*', 'x') };
			expect([literal, accountClassOf(literal)]).not.toEqual([literal, undefined]);
		}
	});
	it('N39: every code of a public list has a class, whatever transaction it is of', () => {
		const without = Object.entries(LISTED).flatMap(([amountType, names]) => names.flatMap((amountDescription) => (accountClassOf({ transactionType: 'any', amountType, amountDescription }) ? [] : [[amountType, amountDescription]])));
		expect(without).toEqual([]);
	});
	it('S79: a type that no list has is of no class, names with dates are', () => {
		expect(accountClassOf(other('Brand new thing', '1'))).toBeUndefined();
		expect(accountClassOf(other(' CURRENT reserve amount ', '1'))?.name).toBe('reserve');
		expect(accountClassOf({ transactionType: 'AmazonFees', amountType: 'Eco-contribution for EPR Pay on Behalf - GB - Packaging - (Period 01.07.2024 - 31.12.2024)', amountDescription: 'Base fee' })?.name).toBe('otherFees');
	});
	it('P11, P12: the most special line wins', () => {
		const line = (over: Partial<FeeMapping>): FeeMapping => ({ transactionType: 'Order', amountType: '*', amountDescription: '*', skip: false, account: '1', ...over });
		const mappings = [line({}), line({ amountDescription: 'Comm*', account: '2' }), line({ amountType: 'itemfees', amountDescription: 'commission', account: '3' }), line({ channel: 'MFN', account: '4' })];
		expect(mapType(group(), settingsOf({ mappings }))).toMatchObject({ account: '3' });
		expect(mapType(group({ channel: 'MFN' }), settingsOf({ mappings }))).toMatchObject({ account: '4' });
		expect(mapType(group({ amountDescription: 'CommX' }), settingsOf({ mappings }))).toMatchObject({ account: '2' });
	});
});

describe('planSettlement', () => {
	it('P1: matches what buyers paid, posts fees, and deposits the total', () => {
		const plan = planSettlement(inputOf([principal, group()]));
		expect(plan.issues).toEqual([]);
		expect(plan.documents).toMatchObject([
			{ kind: 'journal', key: 'journal 2026-06', marker: 'AMZ|A1EXAMPLE-US|123|2026-06|1', date: '2026-06-11', pairs: [{ debit: classAccounts.sellingFees, credit: '880', amount: '15', reference: 'Order / ItemFees / Commission (AFN)' }] },
			{ kind: 'money', type: 'Receive Money', bankAccount: '090', account: '880', amount: '85', date: '2026-06-13', taxRule: 'None' },
		]);
		expect(plan.arithmetic).toMatchObject({ matched: '100', posted: '-15', clearingAfter: '0' });
	});
	it('P13, P2, N37, S172, D13: withheld tax, reimbursements and refunds of unknown orders are posted; fees of known refunds are matched', () => {
		const withheld = group({ amountType: 'ItemWithheldTax', amountDescription: 'MarketplaceFacilitatorTax-Principal', sum: '-8' });
		const reimbursed = group({ transactionType: 'other-transaction', amountType: 'FBA Inventory Reimbursement', amountDescription: 'WAREHOUSE_LOST', orderId: 'o1', sum: '9' });
		const refundFee = group({ transactionType: 'Refund', amountDescription: 'RefundCommission', sum: '-2' });
		const unknown = group({ transactionType: 'Refund', amountType: 'ItemPrice', amountDescription: 'Principal', orderClass: 'unknown', sum: '-20' });
		const tax = group({ amountType: 'ItemPrice', amountDescription: 'Tax', sum: '8' });
		const becomes = (of: RowGroup, over: Partial<StoreSettings> = {}) => planSettlement(inputOf([principal, of], settingsOf({ postOrderFees: 'sale' }, over), { saleIds: new Map([['o1', 's1']]) })).groups.find((planned) => planned.group === of);
		expect(becomes(withheld)).toMatchObject({ disposition: 'posted', account: classAccounts.taxWithheld });
		expect(becomes(reimbursed)).toMatchObject({ disposition: 'posted', documentKey: 'journal 2026-06' });
		expect(becomes(refundFee)).toMatchObject({ disposition: 'matched' });
		expect(becomes(refundFee, { discounts: 'lineDiscount' })).toMatchObject({ disposition: 'posted' });
		expect(becomes(unknown)).toMatchObject({ disposition: 'posted', account: classAccounts.refunds });
		expect(becomes(tax)).toMatchObject({ disposition: 'matched' });
		const untaxed: RowGroup = { ...tax, orderClass: 'knownWithoutTax' };
		expect(becomes(untaxed)).toMatchObject({ disposition: 'posted' });
	});
	it('P8: tells of a reserve that was held and not released, and goes on', () => {
		const previous = { statement: { settlementId: '122', startsAt: '2026-05-14T00:00:00.000Z', endsAt: '2026-05-28T00:00:00.000Z', total: '0', currency: 'USD' }, chain: { reserveHeld: '-50' } };
		expect(codesOf(inputOf([principal, other('Previous Reserve Amount Balance', '50')], settingsOf(), { previous }))).toEqual([]);
		const plan = planSettlement(inputOf([principal, other('Previous Reserve Amount Balance', '49')], settingsOf(), { previous }));
		expect([plan.issues.map(({ code, blocking }) => [code, blocking]), plan.documents.length]).toEqual([[['settlement.reserveDiffers', false]], 2]);
	});
	it('P3: a total that differs from the rows posts nothing', () => {
		const input = inputOf([principal]);
		const plan = planSettlement({ ...input, content: { ...input.content, statement: { ...input.content.statement, total: '100.01' } } });
		expect([plan.documents, plan.issues[0].code, plan.arithmetic.difference]).toEqual([[], 'settlement.totalDiffers', '0.01']);
	});
	it('P7: a settlement below zero leaves a debt, and a charge to the bank is money spent', () => {
		expect(pairsIn(inputOf([group()]))).toContainEqual(expect.objectContaining({ debit: '880', credit: '850', amount: '15' }));
		const charged = planSettlement(inputOf([other('Payable to Amazon', '-15'), other('Successful charge', '15')], settingsOf({ classAccounts: { payableToAmazon: '850', cardCharge: '090' } })));
		expect(charged.issues).toEqual([]);
		expect(charged.documents).toMatchObject([{ pairs: [{ debit: '850', credit: '880' }] }, { key: 'charge', type: 'Spend Money', amount: '15' }]);
		expect(charged.arithmetic.clearingAfter).toBe('0');
	});
	it('S79: holds for a type nobody has linked, once', () => {
		const input = inputOf([other('Brand new storage', '-1'), { ...other('Brand new storage', '-2'), channel: 'AFN' }]);
		expect(planSettlement(input).issues).toMatchObject([{ code: 'settlement.unmappedType', message: expect.stringContaining('2 rows, -3.00 USD, first on 2026-06-02') as string }]);
	});
	it('S63: refuses a bank account in another currency, and needs a rate for foreign books', () => {
		expect(codesOf(inputOf([principal], settingsOf(), { bankAccounts: [{ code: '090', currency: 'EUR' }] }))).toEqual(['settlement.otherBankCurrency']);
		const input = inputOf([principal]);
		expect(codesOf({ ...input, books: { ...input.books, company: { currency: 'AUD' } } })).toEqual(['settlement.noCurrencyRate']);
	});
	it('D4: fees of a sale go on it, and nowhere else', () => {
		const plan = planSettlement(inputOf([group({ orderId: 'o1' }), principal, other('Storage Fee', '-3')], settingsOf({ postOrderFees: 'sale' }), { saleIds: new Map([['o1', 's1']]) }));
		expect(plan.documents).toMatchObject([{ key: 'journal 2026-06', pairs: [{ amount: '3' }] }, { key: 'sale o1', saleId: 's1', pairs: [{ amount: '15' }] }, { key: 'deposit' }]);
		expect(plan.arithmetic.clearingAfter).toBe('0');
	});
	it('books the tax of fees apart, to the cent', () => {
		const pairs = pairsIn(inputOf([principal, group()], settingsOf({ taxOnFees: true }, { taxRules: { lines: 'GST' } })));
		expect(pairs.map(({ debit, amount }) => [debit, amount])).toEqual([[classAccounts.sellingFees, '13.64'], ['821', '1.36']]);
	});
	it('refuses to book revenue twice, and holds locked days', () => {
		expect(codesOf(inputOf([principal], settingsOf({ revenue: 'summary' })))).toEqual(['settlement.ordersAreInCin7']);
		const input = inputOf([principal, group()]);
		expect(codesOf({ ...input, books: { ...input.books, company: { currency: 'USD', lockDate: '2026-06-12' } } })).toEqual(['settlement.periodLocked']);
	});

	const kinds = [principal, group(), other('Current Reserve Amount', '0'), other('Storage Fee', '0'), group({ transactionType: 'Refund', amountType: 'ItemPrice', amountDescription: 'Principal', orderClass: 'unknown' })];
	const rows = fc.array(fc.record({ kind: fc.nat(kinds.length - 1), cents: fc.integer({ min: -99999, max: 99999 }), period: fc.constantFrom('2026-04', '2026-05', '2026-06') }), { minLength: 1, maxLength: 25 })
		.map((all) => all.map(({ kind, cents, period }): RowGroup => ({ ...kinds[kind], period, sum: add('0', (cents / 100).toFixed(2)) })));
	it('P6, P10, N36: any rows leave the clearing account at minus what is skipped, months carry forward to nothing, no pair is negative', () => {
		fc.assert(fc.property(rows, fc.boolean(), fc.boolean(), (groups, splitMonths, skip) => {
			const mappings: FeeMapping[] = skip ? [{ transactionType: '*', amountType: '*', amountDescription: '*reserve*', skip: true }] : [];
			const plan = planSettlement(inputOf(groups, settingsOf({ splitMonths, mappings })));
			const pairs = plan.documents.flatMap((document) => (document.kind === 'money' ? [] : document.pairs));
			expect(plan.issues).toEqual([]);
			expect(pairs.every(({ amount }) => !isNegative(amount) && !isZero(amount))).toBe(true);
			expect(isZero(effectOn('860', pairs))).toBe(true);
			expect(equals(plan.arithmetic.clearingAfter, negate(plan.arithmetic.skipped))).toBe(true);
			expect(JSON.stringify(planSettlement(inputOf([...groups].reverse(), settingsOf({ splitMonths, mappings }))))).toBe(JSON.stringify(plan));
		}), { numRuns: 60 });
	});
});
