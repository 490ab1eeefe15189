import type { Carrier, Cin7Port, CompanyContact, TenantReference } from '../processes/ports/cin7';
import type { ReferenceCache } from '../processes/ports/repositories';
import type { Clock } from '../transport/clock';
import { unreadable } from './answers';
import type { Caller } from './calls';
import { inTurn } from './inTurn';
import { readAll, sameName, type List } from './lists';
import { rowsUnder } from './wire/fields';
import { account, carrier, company, companyContact, location, paymentTerm, priceTiers, taxRule } from './wire/reference';

/**
 * How long the reference books count as fresh, in milliseconds. A load costs eight of the sixty calls of a minute, and
 * accounts, tax rules and locations change by hand, rarely; who changed something asks for `fresh`.
 */
export const REFERENCE_LIFETIME = 24 * 60 * 60_000;

const carriers: List<Carrier> = { path: '/ref/carrier', key: 'CarrierList', row: carrier, about: 'reading the carriers' };
const contacts: List<CompanyContact> = { path: '/me/contacts', key: 'MeContactsList', row: companyContact, about: 'reading the company contacts' };

type ReferenceBooks = Pick<Cin7Port, 'company' | 'reference' | 'createCarrier' | 'createSalesRepresentative'>;

/** The tenant's reference books, read through the cache. Parallel askers share one load. */
export function createReferenceBooks(call: Caller, services: { tenantKey: string; clock: Clock; referenceCache: ReferenceCache }): ReferenceBooks {
	const { tenantKey, clock, referenceCache } = services;
	const readCompany: Cin7Port['company'] = async () => await call({ method: 'GET', path: '/me', about: 'reading the company settings', answer: company });
	const store = async (books: TenantReference): Promise<void> => await referenceCache.write(tenantKey, books, new Date(clock.now()).toISOString());
	const cached = async (): Promise<TenantReference | undefined> => await referenceCache.read(tenantKey, new Date(clock.now() - REFERENCE_LIFETIME).toISOString());
	const load = async (): Promise<TenantReference> => {
		const books = await readBooks(call, readCompany);
		await store(books);
		return books;
	};
	// A load that is underway must not overwrite a name that was added meanwhile.
	const exclusively = inTurn();
	const readCached = shared(async () => await exclusively(async () => (await cached()) ?? (await load())));
	const readFresh = shared(async () => await exclusively(load));
	const extend = async (grow: (books: TenantReference) => TenantReference): Promise<void> => await exclusively(async () => {
		const books = await cached();
		if (books) await store(grow(books));
	});
	return {
		company: readCompany,
		reference: async (options) => await (options?.fresh ? readFresh() : readCached()),
		createCarrier: async (name) => {
			const created = await create(call, { ...carriers, about: 'adding a carrier' }, { Description: name }, name);
			await extend((books) => ({ ...books, carriers: [...books.carriers, created] }));
			return created;
		},
		createSalesRepresentative: async (name) => {
			const created = await create(call, { ...contacts, about: 'adding a sales representative' }, { Name: name, Type: 'Sale' }, name);
			await extend((books) => ({ ...books, contacts: [...books.contacts, created] }));
			return created;
		},
	};
}

async function readBooks(call: Caller, readCompany: Cin7Port['company']): Promise<TenantReference> {
	return {
		company: await readCompany(),
		accounts: await readAll(call, { path: '/ref/account', key: 'AccountsList', row: account, about: 'reading the chart of accounts' }),
		taxRules: await readAll(call, { path: '/ref/tax', key: 'TaxRuleList', row: taxRule, about: 'reading the tax rules' }),
		locations: await readAll(call, { path: '/ref/location', key: 'LocationList', row: location, about: 'reading the locations' }),
		carriers: await readAll(call, carriers),
		paymentTerms: await readAll(call, { path: '/ref/paymentterm', key: 'PaymentTermList', row: paymentTerm, about: 'reading the payment terms' }),
		priceTiers: await call({ method: 'GET', path: '/ref/priceTier', about: 'reading the price tiers', answer: priceTiers }),
		contacts: await readAll(call, contacts),
	};
}

async function create<Row extends { readonly name: string }>(call: Caller, { path, key, row, about }: List<Row>, body: object, name: string): Promise<Row> {
	const rows = await call({ method: 'POST', path, body, about, answer: rowsUnder(key, row) });
	const created = rows.find((candidate) => sameName(candidate.name, name));
	if (!created) throw unreadable({ method: 'POST', path, about }, 'it does not show what was added');
	return created;
}

/** Parallel callers get the result of one run. */
function shared<T>(run: () => Promise<T>): () => Promise<T> {
	let underway: Promise<T> | undefined;
	return async () => {
		underway ??= run().finally(() => { underway = undefined; });
		return await underway;
	};
}
