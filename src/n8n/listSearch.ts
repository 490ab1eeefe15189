import type { ILoadOptionsFunctions, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';
import type { Account, Cin7Port, TenantReference } from '../processes/ports/cin7';
import { marketplaceById } from '../domain/marketplaces';
import { withDatabase } from './database';
import { toNodeError } from './nodeErrors';
import { cin7Of } from './services';
import { isPostable } from '../processes/settlements/settlementSetUp';
import { ALL_STORES } from './stores';

// A dropdown that waits longer than this is no help; the user opens it again.
const PATIENCE_MS = 20_000;

interface Choice {
	readonly name: string;
	readonly value: string;
	readonly description?: string;
}

/** Loaders show errors: an empty list means that there is nothing. */
export async function withCin7<T>(context: ILoadOptionsFunctions, read: (cin7: Cin7Port) => Promise<T>): Promise<T> {
	try {
		return await withDatabase(context, async (database) => await read(await cin7Of(context, database, PATIENCE_MS)));
	} catch (error) {
		throw toNodeError(context.getNode(), error, 0);
	}
}

const fits = (filter: string | undefined) => (choice: Choice): boolean => !filter || `${choice.name} ${choice.value}`.toLowerCase().includes(filter.toLowerCase());

async function fromBooks(context: ILoadOptionsFunctions, filter: string | undefined, choices: (books: TenantReference) => readonly Choice[]): Promise<INodeListSearchResult> {
	const books = await withCin7(context, async (cin7) => await cin7.reference());
	return { results: choices(books).filter(fits(filter)).map((choice) => ({ ...choice })) };
}

const byName = (rows: readonly { readonly name: string }[]): Choice[] => rows.map(({ name }) => ({ name, value: name }));

const accountChoices = (accounts: readonly Account[]): Choice[] =>
	accounts.map((account) => ({ name: `${account.code}: ${account.name}${account.bank ? ' (bank account; an accrual account is recommended)' : ''}`, value: account.code }));

export async function searchStores(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const stores = await withDatabase(this, async (database) => await database.stores.list());
	const choices = stores.map((store) => ({ name: `${store.settings.storeName} (${marketplaceById(store.marketplaceId)?.name ?? store.marketplaceId})`, value: store.storeId }));
	return { results: choices.filter(fits(filter)) };
}

export async function searchStoresOrAll(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const { results } = await searchStores.call(this, filter);
	return { results: [...[{ name: 'All Stores', value: ALL_STORES }].filter(fits(filter)), ...results] };
}

export async function searchCustomers(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
	const page = await withCin7(this, async (cin7) => await cin7.searchCustomers(filter ?? '', paginationToken ? Number(paginationToken) : 1));
	const results = page.rows.filter((customer) => customer.active).map((customer) => ({ name: `${customer.name} (${customer.currency})`, value: customer.id }));
	return { results, ...(page.nextPage ? { paginationToken: String(page.nextPage) } : {}) };
}

export async function searchTaxRules(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await fromBooks(this, filter, ({ taxRules }) => byName(taxRules.filter((rule) => rule.active && rule.forSale)));
}

export async function searchLocations(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await fromBooks(this, filter, ({ locations }) => byName(locations.filter((location) => !location.deprecated && !location.parentId)));
}

export async function searchPriceTiers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await fromBooks(this, filter, ({ priceTiers }) => byName(priceTiers));
}

export async function searchPaymentTerms(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await fromBooks(this, filter, ({ paymentTerms }) => byName(paymentTerms.filter((term) => term.active)));
}

export async function searchCarriers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await fromBooks(this, filter, ({ carriers }) => byName(carriers));
}

/** S73: only accounts that can receive payments; a bank account says so beside its name. */
export async function searchPaymentAccounts(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await fromBooks(this, filter, ({ accounts }) => accountChoices(accounts.filter((account) => account.active && (account.forPayments || account.bank))));
}

export async function searchRevenueAccounts(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	return await fromBooks(this, filter, ({ accounts }) => accountChoices(accounts.filter((account) => account.active && account.class === 'REVENUE')));
}

/** Bank accounts by the code that money tasks name them by (S59). */
export async function searchBankAccounts(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const accounts = await withCin7(this, async (cin7) => await cin7.bankAccounts());
	return { results: accounts.map(({ code, name, currency }) => ({ name: `${code}: ${name} (${currency})`, value: code })).filter(fits(filter)) };
}

/** The same lists for dropdowns inside collections. */
export async function getTaxRules(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await searchTaxRules.call(this)).results;
}

export async function getLocations(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return (await searchLocations.call(this)).results;
}

/** Accounts for refund fees: any that sales may post to. */
export async function getFeeAccounts(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await accountOptions(this, ({ class: kind }) => kind === 'REVENUE' || kind === 'EXPENSE');
}

export async function getAssetAccounts(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await accountOptions(this, ({ class: kind, bank }) => kind === 'ASSET' && !bank);
}

export async function getLiabilityAccounts(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await accountOptions(this, ({ class: kind }) => kind === 'LIABILITY');
}

/** Accounts that a settlement may be posted to: all but those of customers and suppliers, which Cin7 Core keeps itself. */
export async function getLedgerAccounts(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await accountOptions(this, isPostable);
}

async function accountOptions(context: ILoadOptionsFunctions, suits: (account: Account) => boolean): Promise<INodePropertyOptions[]> {
	return (await fromBooks(context, undefined, ({ accounts }) => accountChoices(accounts.filter((account) => account.active && suits(account))))).results;
}
