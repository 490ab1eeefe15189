import type { SalePlan } from '../domain/accounting/planSale';
import { TransportError } from '../transport/errors';
import type { Cin7Port, Customer } from './ports/cin7';
import type { CustomerDirectory } from './ports/repositories';

interface Services {
	readonly cin7: Cin7Port;
	readonly directory: CustomerDirectory;
}

/**
 * Id of the sale's customer (S27, S125, S126): the default customer, or the one of that name, created when Cin7 Core has
 * none. A customer seen before costs no call. Cin7 Core's customer has one currency; where the name exists in another
 * one, the customer 'Name (EUR)' is used, so that the sale keeps the order's currency.
 */
export async function findOrCreateCustomer({ cin7, directory }: Services, plan: SalePlan): Promise<string> {
	const { customer, totals } = plan;
	if (customer.kind === 'default') return customer.customerId;
	const known = await directory.find(cin7.tenantKey, directoryName(customer.name, totals.currency));
	if (known) return known;
	const id = await find(cin7, plan, customer);
	await directory.remember(cin7.tenantKey, directoryName(customer.name, totals.currency), id);
	return id;
}

/** Lets the sale's customer be looked for in Cin7 Core again, because Cin7 Core refused the one that was remembered. */
export async function forgetCustomer({ cin7, directory }: Services, { customer, totals }: SalePlan): Promise<void> {
	if (customer.kind === 'named') await directory.forget(cin7.tenantKey, directoryName(customer.name, totals.currency));
}

/** The directory's key of a customer: name and currency. */
const directoryName = (name: string, currency: string): string => `${name}\n${currency}`;

type NamedCustomer = Extract<SalePlan['customer'], { kind: 'named' }>;

async function find(cin7: Cin7Port, plan: SalePlan, customer: NamedCustomer): Promise<string> {
	const { currency } = plan.totals;
	for (const name of [customer.name, `${customer.name} (${currency})`]) {
		const existing = await cin7.customerByName(name);
		if (existing && fits(existing, currency)) return existing.id;
		if (!existing) return (await create(cin7, plan, customer, name)).id;
	}
	throw new TransportError({ service: 'Cin7 Core', kind: 'rejected', operation: 'GET /customer', message: `The customer of ${plan.reference} exists in Cin7 Core only inactive or in another currency than ${currency}. Make it active there, or rename it.` });
}

const fits = (customer: Customer, currency: string): boolean => customer.active && customer.currency === currency;

async function create(cin7: Cin7Port, plan: SalePlan, customer: NamedCustomer, name: string): Promise<Customer> {
	try {
		return await cin7.createCustomer({
			...plan.newCustomer,
			name,
			currency: plan.totals.currency,
			...(plan.header.priceTier ? { priceTier: plan.header.priceTier } : {}),
			...(customer.contact ? { contact: customer.contact } : {}),
		});
	} catch (error) {
		// Lost answer, or another run was quicker: names are unique in Cin7 Core, so looking settles both.
		if (!(error instanceof TransportError) || !(error.ambiguous || error.kind === 'rejected')) throw error;
		const created = await cin7.customerByName(name);
		if (created) return created;
		throw error;
	}
}
