import type { Cin7Port, Customer } from '../processes/ports/cin7';
import { unlessUnknown, unreadable } from './answers';
import type { Caller } from './calls';
import { findRow, readPage, sameName, type List } from './lists';
import { customer, customerBody } from './wire/customer';
import { rowsUnder } from './wire/fields';

const customers: List<Customer> = { path: '/customer', key: 'CustomerList', row: customer, about: 'reading customers' };

/** Rows a page shown to somebody who is choosing. */
export const CHOICES = 100;

type Customers = Pick<Cin7Port, 'customerById' | 'customerByName' | 'searchCustomers' | 'createCustomer'>;

/** Customers of the tenant. Deprecated ones are found by id and name too: their names are taken. */
export function createCustomers(call: Caller): Customers {
	return {
		customerById: async (id) => await unlessUnknown(async () => await findRow(call, customers, { ID: id, IncludeDeprecated: true }, (row) => sameName(row.id, id))),
		// The filter is 'starts with'.
		customerByName: async (name) => await findRow(call, customers, { Name: name.trim(), IncludeDeprecated: true }, (row) => sameName(row.name, name)),
		searchCustomers: async (text, page) => {
			const rows = await readPage(call, customers, page, text.trim() === '' ? {} : { Name: text.trim() }, CHOICES);
			return { rows, ...(rows.length === CHOICES ? { nextPage: page + 1 } : {}) };
		},
		createCustomer: async (wanted) => {
			const asked = { method: 'POST', path: customers.path, body: customerBody(wanted), about: 'adding a customer' } as const;
			const rows = await call({ ...asked, answer: rowsUnder(customers.key, customers.row) });
			const created = rows.find((row) => sameName(row.name, wanted.name));
			if (!created) throw unreadable(asked, 'it does not show the customer that was added');
			return created;
		},
	};
}
