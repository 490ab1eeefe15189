import { z } from 'zod';
import { jsonAnswer, type Answer } from './answers';
import { faultKinds, type Faults } from './faults';
import type { Sale } from './model';
import { Cin7Rejection } from './rejection';
import { number, type Json } from './rendering';
import type { RecordedRequest } from './requests';
import { balanceOf, combinedPayment, saleStatus } from './sales/statuses';
import type { Cin7World } from './world';

export interface Controlled { readonly world: Cin7World; readonly faults: Faults; readonly requests: RecordedRequest[] }

// A function cannot come over HTTP, so `when` is not among these.
const faultBody = z.strictObject({
	operation: z.string().optional(), times: z.number().int().positive().optional(), after: z.number().int().nonnegative().optional(),
	kind: z.enum(faultKinds), committed: z.boolean().optional(),
});

/**
 * The simulator's own door, for other processes: no part of Cin7 Core's API, without authentication or limit.
 * GET requests, sales, customers, carriers, contacts, products, families, names (of
 * categories, brands, units), stock, assemblies, journals, money-tasks, ledger, balances (by account); POST faults, reset-requests, ship-sale ({ saleId }).
 */
export function answerControl(simulator: Controlled, method: string, name: string, body: string): Answer {
	const { world, faults, requests } = simulator;
	switch (`${method} ${name}`) {
		case 'GET requests': return jsonAnswer(200, requests.map((request) => ({ ...request, query: Object.fromEntries(request.query) })));
		case 'GET sales': return jsonAnswer(200, [...world.sales.values()].map((sale) => summary(sale, world)));
		case 'GET customers': return jsonAnswer(200, [...world.customers.values()]);
		case 'GET carriers': return jsonAnswer(200, world.carriers);
		case 'GET contacts': return jsonAnswer(200, world.contacts);
		case 'GET products': return jsonAnswer(200, [...world.products.values()]);
		case 'GET families': return jsonAnswer(200, [...world.families.values()]);
		case 'GET names': return jsonAnswer(200, { categories: world.categories, brands: world.brands, units: world.units });
		case 'GET stock': return jsonAnswer(200, world.stock.all().map((row) => ({ ...row, sku: world.products.get(row.productId)?.sku })));
		case 'GET assemblies': return jsonAnswer(200, [...world.assemblies.values()]);
		case 'GET journals': return jsonAnswer(200, [...world.journals.values()]);
		case 'GET money-tasks': return jsonAnswer(200, [...world.moneyTasks.values()]);
		case 'GET balances': return jsonAnswer(200, Object.fromEntries(world.ledger.trialBalance()));
		case 'GET ledger': return jsonAnswer(200, world.ledger.entries);
		case 'POST faults': return addFault(faults, body);
		case 'POST ship-sale': return shipSale(world, body);
		case 'POST reset-requests':
			requests.length = 0;
			return jsonAnswer(200, { Success: true });
		default: return jsonAnswer(404, { error: `The simulator has no ${method} ${name}` });
	}
}

function addFault(faults: Faults, body: string): Answer {
	const fault = faultBody.safeParse(parsed(body));
	if (!fault.success) return jsonAnswer(400, { error: fault.error.message });
	faults.add(fault.data);
	return jsonAnswer(200, { Success: true });
}

/** As a person in the warehouse would: what is left of the sale is picked, packed and shipped. */
function shipSale(world: Cin7World, body: string): Answer {
	const given = z.strictObject({ saleId: z.string() }).safeParse(parsed(body));
	if (!given.success) return jsonAnswer(400, { error: given.error.message });
	try {
		world.shipSale(given.data.saleId);
		return jsonAnswer(200, { Success: true });
	} catch (error) {
		if (error instanceof Cin7Rejection) return jsonAnswer(400, { error: error.message });
		throw error;
	}
}

function parsed(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}

/** A sale as a test looks at it: what it says in money, and how far it got. */
function summary(sale: Sale, world: Cin7World): Json {
	return {
		id: sale.id, type: sale.type, status: saleStatus(sale, world.switches), externalId: sale.externalId, customerReference: sale.customerReference,
		customerId: sale.customerId, customer: sale.customer, currency: sale.customerCurrency, currencyRate: number(sale.currencyRate),
		taxInclusive: sale.taxInclusive, location: sale.location, carrier: sale.carrier, salesRepresentative: sale.salesRepresentative,
		saleOrderDate: sale.saleOrderDate, paymentStatus: combinedPayment(sale), orderNumber: sale.order.number, orderStatus: sale.order.status,
		lines: sale.order.lines, charges: sale.order.charges, totals: sale.order.totals,
		fulfillments: sale.fulfillments.map((task) => ({ taskId: task.taskId, pick: task.pick.status, pack: task.pack.status, ship: task.ship.status })),
		manualJournal: sale.manualJournal,
		invoices: sale.invoices.map((invoice) => ({
			taskId: invoice.taskId, number: invoice.number, status: invoice.status, invoiceDate: invoice.invoiceDate, dueDate: invoice.dueDate,
			lines: invoice.lines, charges: invoice.charges, totals: invoice.totals, balance: balanceOf(invoice), payments: invoice.payments,
		})),
		creditNotes: sale.creditNotes.map((note) => ({
			taskId: note.taskId, number: note.number, status: note.status, invoiceNumber: note.invoiceNumber, date: note.date, memo: note.memo,
			lines: note.lines, charges: note.charges, restock: note.restock, totals: note.totals, balance: balanceOf(note), payments: note.payments,
		})),
	};
}
