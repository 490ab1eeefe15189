import { marketplaceById, type Marketplace } from '../domain/marketplaces';
import { missingTaxRules } from '../domain/tax';
import type { Store, StoreSettings } from '../domain/settings';
import { TransportError } from '../transport/errors';
import type { AmazonPort } from './ports/amazon';
import type { Cin7Port, TenantReference } from './ports/cin7';
import { checkCatalog } from './catalog/catalogSetUp';
import type { SyncDatabase } from './ports/repositories';
import type { SetUpCheck } from './setUpCheck';
import { checkSettlements } from './settlements/settlementSetUp';

export interface SetUpServices {
	readonly amazon: AmazonPort;
	readonly cin7: Cin7Port;
	readonly database: Pick<SyncDatabase, 'stores' | 'catalog' | 'settlements'>;
	readonly now: string;
}

/** Settings as the user enters them; what may be left empty gets its value from the tenant or from the first connection. */
export type EnteredSettings = Omit<StoreSettings, 'timeZone' | 'ignoreOrdersBefore'> & Partial<Pick<StoreSettings, 'timeZone' | 'ignoreOrdersBefore'>>;

export interface SetUpResult {
	readonly store: Store;
	readonly checks: readonly SetUpCheck[];
	/** True when orders can be processed. */
	readonly ready: boolean;
}

/** A store cannot be connected at all; the message says why and what to do. */
export class SetUpRefused extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'SetUpRefused';
	}
}

export const storeIdOf = (merchantToken: string, marketplace: Marketplace): string => `${merchantToken}-${marketplace.country}`;

/**
 * Connects a store, or saves its settings (S16): proves both credentials with live calls, then stores the settings.
 * Throws SetUpRefused for an Individual selling plan (S4), a marketplace outside the 18 or of another region (S6), or
 * one that the account does not sell in; TransportError when a service refuses.
 */
export async function connectStore(services: SetUpServices, request: { merchantToken: string; marketplaceId: string; settings: EnteredSettings }): Promise<SetUpResult> {
	const marketplace = marketplaceById(request.marketplaceId);
	if (!marketplace) throw new SetUpRefused(`Amazon marketplace ${request.marketplaceId} is not one of the 18 that are supported. Choose one from the list.`);
	const { amazon, cin7, database: { stores, catalog } } = services;
	if (marketplace.region !== amazon.region) throw new SetUpRefused(`${marketplace.name} belongs to Amazon's region ${marketplace.region.toUpperCase()}, but the credential is for ${amazon.region.toUpperCase()}. Choose the credential of that region, or another marketplace.`);
	const checks = [await checkPlan(amazon), await checkParticipation(amazon, marketplace)];
	const company = await cin7.company();
	const storeId = storeIdOf(request.merchantToken, marketplace);
	const existing = await stores.find(storeId);
	if (existing && existing.tenantKey !== cin7.tenantKey) throw new SetUpRefused(`Store ${existing.settings.storeName} is connected to another Cin7 Core account. Disconnect it there first.`);
	const store: Store = {
		storeId,
		accountKey: amazon.accountKey,
		marketplaceId: marketplace.id,
		tenantKey: cin7.tenantKey,
		settings: {
			...request.settings,
			timeZone: request.settings.timeZone ?? (company.timeZone || marketplace.timeZone),
			ignoreOrdersBefore: request.settings.ignoreOrdersBefore ?? existing?.settings.ignoreOrdersBefore ?? services.now,
			// Saved by another operation (S75).
			settlement: { ...request.settings.settlement, mappings: existing?.settings.settlement.mappings ?? request.settings.settlement.mappings },
		},
		connectedAt: existing?.connectedAt ?? services.now,
	};
	await stores.save(store);
	// What was decided by other settings is decided anew with the next load.
	if (existing && catalogChanged(existing, store)) await catalog.reopen(storeId, { unlinkedOnly: false });
	return summarize(store, [...checks, ...(await checkSettings(services, store, marketplace))]);
}

/** The same checks for a store that is connected already; writes nothing. */
export async function checkStore(services: Omit<SetUpServices, 'now'>, store: Store): Promise<SetUpResult> {
	const marketplace = marketplaceById(store.marketplaceId);
	if (!marketplace) throw new SetUpRefused(`Amazon marketplace ${store.marketplaceId} is not one of the 18 that are supported.`);
	const checks = [await checkPlan(services.amazon), await checkParticipation(services.amazon, marketplace)];
	return summarize(store, [...checks, ...(await checkSettings(services, store, marketplace))]);
}

const catalogChanged = (before: Store, now: Store): boolean =>
	JSON.stringify([before.settings.catalog, before.settings.priceTier, before.settings.taxRules]) !== JSON.stringify([now.settings.catalog, now.settings.priceTier, now.settings.taxRules]);

const summarize = (store: Store, checks: readonly SetUpCheck[]): SetUpResult => ({ store, checks, ready: checks.every((check) => check.result !== 'missing') });

async function checkPlan(amazon: AmazonPort): Promise<SetUpCheck> {
	const check = 'Professional selling plan';
	try {
		const { sellingPlan } = await amazon.sellerAccount();
		if (sellingPlan?.toUpperCase() === 'INDIVIDUAL') throw new SetUpRefused('This Amazon account has the Individual selling plan. The integration needs a Professional plan: upgrade it in Seller Central under Settings, Account Info, Your Services.');
		return { check, result: 'ok', message: sellingPlan ? `The plan is ${sellingPlan.toLowerCase()}` : 'Amazon does not state the plan' };
	} catch (error) {
		// The account call needs a role of its own; without it the plan cannot be read, which is no reason to refuse.
		if (error instanceof TransportError && error.kind === 'unauthorized') return { check, result: 'advice', message: 'The selling plan could not be read, because the application lacks the role Selling Partner Insights. The account must be Professional.' };
		throw error;
	}
}

async function checkParticipation(amazon: AmazonPort, marketplace: Marketplace): Promise<SetUpCheck> {
	const participations = await amazon.marketplaceParticipations();
	const here = participations.find((each) => each.marketplaceId === marketplace.id);
	if (!here?.participating) throw new SetUpRefused(`This Amazon account does not sell in ${marketplace.name}. It sells in: ${participations.filter((each) => each.participating).map((each) => each.domain).join(', ') || 'no marketplace'}.`);
	return { check: 'Amazon marketplace', result: here.suspendedListings ? 'advice' : 'ok', message: `${marketplace.name}${here.suspendedListings ? '; Amazon has suspended the listings of this account there' : ''}` };
}

async function checkSettings({ cin7, database }: Pick<SetUpServices, 'cin7' | 'database'>, store: Store, marketplace: Marketplace): Promise<SetUpCheck[]> {
	const books = await cin7.reference({ fresh: true });
	return [
		{ check: 'Cin7 Core', result: 'ok', message: `${books.company.name}, ${books.company.currency}, ${books.company.timeZone}` },
		await checkDefaultCustomer(cin7, store, marketplace),
		...checkTaxRules(store, marketplace, books),
		checkPaymentAccount(store, books),
		checkCurrency(store, marketplace, books),
		...(await checkSettlements({ cin7, database }, store, books)),
		...checkLocations(store, books),
		...checkCatalog(store, await database.stores.list({ tenantKey: store.tenantKey }), books),
	];
}

async function checkDefaultCustomer(cin7: Cin7Port, { settings }: Store, marketplace: Marketplace): Promise<SetUpCheck> {
	const check = 'Default customer';
	if (!settings.defaultCustomer) return { check, result: 'missing', message: 'Select an existing customer; without one no order is processed' };
	const customer = await cin7.customerById(settings.defaultCustomer.id);
	if (!customer?.active) return { check, result: 'missing', message: `${settings.defaultCustomer.name} is not an active customer in Cin7 Core` };
	if (customer.currency !== marketplace.currency) return { check, result: 'missing', message: `${customer.name} is in ${customer.currency}; choose a customer in ${marketplace.currency}` };
	return { check, result: 'ok', message: customer.name };
}

function checkTaxRules({ settings }: Store, marketplace: Marketplace, books: TenantReference): SetUpCheck[] {
	const missing = missingTaxRules(settings, marketplace);
	const unknown = Object.values(settings.taxRules).filter((name): name is string => Boolean(name) && !books.taxRules.some((rule) => rule.name === name && rule.active && rule.forSale));
	if (missing.length > 0) return [{ check: 'Tax rule mapping', result: 'missing', message: `Not finished: ${missing.join(', ')}. Orders are skipped until it is` }];
	if (unknown.length > 0) return [{ check: 'Tax rule mapping', result: 'missing', message: `Cin7 Core has no active sale tax rule named ${unknown.join(', ')}` }];
	return [{ check: 'Tax rule mapping', result: 'ok', message: `${settings.taxRules.lines ?? ''} for products, ${settings.taxRules.additionalCharges ?? ''} for charges` }];
}

/** S73, S74: any account that takes payments will do; an accrual account is better than a bank account. */
function checkPaymentAccount({ settings }: Store, { accounts }: TenantReference): SetUpCheck {
	const check = 'Payment account';
	if (!settings.paymentAccount) return { check, result: 'advice', message: 'None: orders are loaded, and payments have to be added to the invoices in Cin7 Core by hand' };
	const account = accounts.find((each) => each.code === settings.paymentAccount);
	if (!account?.active || !(account.forPayments || account.bank)) return { check, result: 'missing', message: `Account ${settings.paymentAccount} cannot receive payments in Cin7 Core` };
	if (account.bank) return { check, result: 'advice', message: `${account.name} is a bank account. A dedicated accrual account is recommended, because Amazon pays out net of its fees` };
	if (settings.invoiceStatus === 'DRAFT') return { check, result: 'advice', message: `${account.name}; payments wait as long as invoices stay drafts (Invoice Status)` };
	return { check, result: 'ok', message: account.name };
}

function checkCurrency({ settings }: Store, marketplace: Marketplace, { company }: TenantReference): SetUpCheck {
	const check = 'Currency';
	if (marketplace.currency === company.currency) return { check, result: 'ok', message: company.currency };
	if (!settings.currencyRate) return { check, result: 'missing', message: `Orders are in ${marketplace.currency} and the books in ${company.currency}: enter the Currency Rate` };
	return { check, result: 'ok', message: `1 ${marketplace.currency} = ${settings.currencyRate} ${company.currency}` };
}

function checkLocations({ settings }: Store, { locations }: TenantReference): SetUpCheck[] {
	const named: [string, string | undefined][] = [['Location for merchant-fulfilled orders', settings.merchantLocation], ['Location for Amazon-fulfilled orders', settings.processAmazonFulfilled ? settings.amazonLocation : 'not processed']];
	return named.map(([check, name]): SetUpCheck => {
		if (name === 'not processed') return { check, result: 'ok', message: 'Amazon-fulfilled orders are skipped' };
		const fallback = locations.find((location) => location.isDefault)?.name;
		if (!name) return { check, result: fallback ? 'ok' : 'missing', message: fallback ? `${fallback} (default of Cin7 Core)` : 'Choose a location' };
		return locations.some((location) => location.name === name && !location.deprecated) ? { check, result: 'ok', message: name } : { check, result: 'missing', message: `Cin7 Core has no active location named ${name}` };
	});
}
