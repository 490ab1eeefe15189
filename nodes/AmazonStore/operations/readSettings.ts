import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { isTimeZone } from '../../../src/domain/calendar';
import { storeSettings, type StoreSettings } from '../../../src/domain/settings';
import type { EnteredSettings } from '../../../src/processes/storeSetUp';

/** The settings as entered in the node. Throws with the field's name when one is not usable. */
export function readSettings(context: IExecuteFunctions, itemIndex: number): EnteredSettings {
	const parameter = (name: string): unknown => context.getNodeParameter(name, itemIndex, '');
	const picked = (name: string): string | undefined => text(context.getNodeParameter(name, itemIndex, '', { extractValue: true }));
	const more = context.getNodeParameter('more', itemIndex, {}) as IDataObject;
	const entered = {
		storeName: text(parameter('storeName')),
		shopRepresentativeName: text(parameter('shopRepresentativeName')),
		shopNameAsSalesRep: parameter('shopNameAsSalesRep'),
		timeZone: timeZone(context, more.timeZone, itemIndex),
		loadFrom: parameter('loadFrom'),
		ignoreOrdersBefore: instant(more.ignoreOrdersBefore),
		consolidation: parameter('consolidation'),
		consolidationTime: text(context.getNodeParameter('consolidationTime', itemIndex, '')),
		dateFormat: text(more.dateFormat),
		maximumSaleLines: typeof more.maximumSaleLines === 'number' ? more.maximumSaleLines : undefined,
		saleDate: text(more.saleDate),
		defaultCustomer: customer(context, itemIndex),
		useCompanyAsCustomer: parameter('useCompanyAsCustomer'),
		whenAddressIsMissing: text(more.whenAddressIsMissing),
		whenOrderHasNoValue: text(more.whenOrderHasNoValue),
		priceTier: picked('priceTier'),
		catalog: catalogSettings(context, itemIndex, more),
		whenProductIsNotMapped: parameter('whenProductIsNotMapped'),
		merchantLocation: picked('merchantLocation'),
		// n8n refuses to read a locator that the panel does not show.
		amazonLocation: parameter('processAmazonFulfilled') === true ? picked('amazonLocation') : undefined,
		processAmazonFulfilled: parameter('processAmazonFulfilled'),
		orderRouting: routing(context, itemIndex),
		autoPickPackShip: parameter('autoPickPackShip'),
		autoAssembly: text(context.getNodeParameter('autoAssembly', itemIndex, '')),
		workInProgressAccount: text(more.workInProgressAccount),
		invoiceStatus: parameter('invoiceStatus'),
		terms: picked('terms'),
		carrierWhenNone: picked('carrierWhenNone'),
		revenueAccount: picked('revenueAccount'),
		taxRules: taxRules(context, itemIndex, more),
		ignoreAmazonTaxes: context.getNodeParameter('ignoreAmazonTaxes', itemIndex, false) === true,
		discounts: text(more.discounts),
		chargeProducts: { shipping: text(more.shippingProduct), giftWrap: text(more.giftWrapProduct), discount: text(more.discountProduct), refundFees: text(more.refundFeeProduct) },
		refundFeeAccount: text(more.refundFeeAccount),
		paymentAccount: picked('paymentAccount'),
		currencyRate: text(more.currencyRate),
		settlement: settlementSettings(context, itemIndex, more),
		eraseBuyerDataAfterDays: typeof more.eraseBuyerDataAfterDays === 'number' ? more.eraseBuyerDataAfterDays : undefined,
	};
	const result = storeSettings.partial({ timeZone: true, ignoreOrdersBefore: true }).safeParse(entered);
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	throw new NodeOperationError(context.getNode(), `The setting ${issue?.path.join('.') ?? ''} cannot be used`, { description: issue?.message ?? '', itemIndex });
}

function taxRules(context: IExecuteFunctions, itemIndex: number, more: IDataObject): object {
	const picked = (name: string): string | undefined => text(context.getNodeParameter(name, itemIndex, '', { extractValue: true }));
	const { rules = [] } = context.getNodeParameter('taxByCountry', itemIndex, {}) as { rules?: IDataObject[] };
	const byCountry = Object.fromEntries(rules.flatMap((rule): [string, string][] => {
		const [country, taxRule] = [text(rule.country)?.toUpperCase(), text(rule.taxRule)];
		return country && taxRule ? [[country === 'UK' ? 'GB' : country, taxRule]] : [];
	}));
	return {
		lines: picked('taxLines'), additionalCharges: picked('taxCharges'), taxFree: picked('taxFree'),
		shipping: text(more.taxShipping), giftWrap: text(more.taxGiftWrap), discount: text(more.taxDiscount),
		marketplaceFacilitator: text(more.taxMarketplaceFacilitator), ioss: text(more.taxIoss), uoss: text(more.taxUoss),
		...(rules.length > 0 ? { byCountry } : {}),
	};
}

/** Creating needs automatic matching by SKU; n8n leaves the switch out of the panel otherwise, and its last value does not count (S46). */
function catalogSettings(context: IExecuteFunctions, itemIndex: number, more: IDataObject): object {
	const parameter = (name: string): unknown => context.getNodeParameter(name, itemIndex, undefined);
	const matchManually = parameter('matchManually') === true;
	const matchBy = matchManually ? undefined : parameter('matchBy');
	return {
		source: text(more.catalogSource),
		matchManually,
		matchBy: text(matchBy),
		ignoreSkuCase: more.ignoreSkuCase === true,
		createProducts: !matchManually && (matchBy === 'sku' || matchBy === undefined) && parameter('createProducts') === true,
		amazonIsMaster: parameter('amazonIsMaster') === true,
		unitOfMeasure: text(more.unitOfMeasure),
		costingMethod: text(more.costingMethod),
		cancelLimitPercent: typeof more.cancelLimitPercent === 'number' ? more.cancelLimitPercent : undefined,
	};
}

/** The mapping of single transaction types is saved by Map Transaction Fees, and stays as it is (S75). */
function settlementSettings(context: IExecuteFunctions, itemIndex: number, more: IDataObject): object {
	const { accounts = [] } = context.getNodeParameter('settlementClassAccounts', itemIndex, {}) as { accounts?: IDataObject[] };
	const classAccounts = Object.fromEntries(accounts.flatMap((row): [string, string][] => {
		const [name, account] = [text(row.class), text(row.account)];
		return name && account ? [[name, account]] : [];
	}));
	return {
		process: text(context.getNodeParameter('settlementProcess', itemIndex, '')),
		revenue: text(context.getNodeParameter('settlementRevenue', itemIndex, '')),
		bankAccount: text(context.getNodeParameter('settlementBankAccount', itemIndex, '', { extractValue: true })),
		classAccounts,
		postOrderFees: text(more.settlementPostOrderFees),
		payableAccount: text(more.settlementPayableAccount),
		splitMonths: more.settlementSplitMonths === true,
		carriedForwardAccount: text(more.settlementCarriedForwardAccount),
		taxOnFees: more.settlementTaxOnFees === true,
		whenPeriodIsLocked: text(more.settlementWhenLocked),
		xeroMode: text(more.settlementXeroMode),
	};
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value.trim() : typeof value === 'number' ? String(value) : undefined);

function instant(value: unknown): string | undefined {
	const entered = text(value);
	return entered && !Number.isNaN(Date.parse(entered)) ? new Date(entered).toISOString() : undefined;
}

function timeZone(context: IExecuteFunctions, value: unknown, itemIndex: number): string | undefined {
	const zone = text(value);
	if (zone && !isTimeZone(zone)) throw new NodeOperationError(context.getNode(), 'The time zone is not known', { description: `'${zone}' is not an IANA name such as Europe/Berlin.`, itemIndex });
	return zone;
}

function customer(context: IExecuteFunctions, itemIndex: number): StoreSettings['defaultCustomer'] {
	const id = text(context.getNodeParameter('defaultCustomer', itemIndex, '', { extractValue: true }));
	if (!id) return undefined;
	const raw = context.getNodeParameter('defaultCustomer', itemIndex, {}) as { cachedResultName?: unknown };
	return { id, name: text(raw.cachedResultName) ?? id };
}

function routing(context: IExecuteFunctions, itemIndex: number): { country: string; state?: string; location: string }[] {
	const { rules = [] } = context.getNodeParameter('orderRouting', itemIndex, {}) as { rules?: IDataObject[] };
	return rules.map((rule) => {
		const state = text(rule.state);
		return { country: (text(rule.country) ?? '').toUpperCase(), location: text(rule.location) ?? '', ...(state ? { state } : {}) };
	});
}
