import { VirtualClock } from '../../../sandbox/clock';
import { startCin7Simulator, type Cin7Simulator } from '../../../sandbox/cin7/server';
import type { TenantSeed } from '../../../sandbox/cin7/seed';
import type { Cin7Switches } from '../../../sandbox/cin7/switches';
import { demoAccountId, demoApplicationKey, demoCustomers, demoTenant } from '../../../sandbox/demo/tenant';

/** An answer of the simulator, as a test looks at it. `data` is the parsed JSON; undefined when it is none. */
export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	readonly data: Data;
}

/** JSON that a test reaches into: answers are the subject of these tests, and are compared, not typed. */
export type Data = ReturnType<typeof JSON.parse>;

export const emptyGuid = '00000000-0000-0000-0000-000000000000';
export const now = '2026-03-10T12:00:00Z';

/** A simulator with the demo tenant, and the few calls that every test needs. No limit of calls unless a switch says so. */
export class TenantClient {
	private static readonly started: TenantClient[] = [];
	readonly simulator: Cin7Simulator;
	readonly clock: VirtualClock;

	private constructor(simulator: Cin7Simulator, clock: VirtualClock) {
		this.simulator = simulator;
		this.clock = clock;
	}

	static async start(switches: Partial<Cin7Switches> = {}, change: (tenant: TenantSeed) => TenantSeed = (tenant) => tenant): Promise<TenantClient> {
		const clock = new VirtualClock(now);
		const tenant = change(demoTenant());
		const client = new TenantClient(await startCin7Simulator({ clock, tenant, switches: { callsPerWindow: Infinity, ...switches } }), clock);
		TenantClient.started.push(client);
		return client;
	}

	/** Closes every simulator that was started, also those of a test that failed half way. */
	static async closeAll(): Promise<void> {
		await Promise.all(TenantClient.started.splice(0).map(async (client) => await client.simulator.close()));
	}

	async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
		const response = await fetch(`${this.simulator.url}${path}`, {
			method,
			headers: { 'api-auth-accountid': demoAccountId, 'api-auth-applicationkey': demoApplicationKey, 'content-type': 'application/json', ...headers },
			body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
		});
		const text = await response.text();
		return { status: response.status, headers: response.headers, text, data: parsed(text) };
	}

	/** The data of a call that is expected to go well. */
	async ok(method: string, path: string, body?: unknown): Promise<Data> {
		const answer = await this.call(method, path, body);
		if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
		return answer.data;
	}

	/** The text of a call that is expected to be refused with 400. */
	async refusal(method: string, path: string, body?: unknown): Promise<string> {
		const answer = await this.call(method, path, body);
		if (answer.status !== 400) throw new Error(`${method} ${path} was expected to be refused: ${answer.status} ${answer.text}`);
		return answer.data[0].Exception;
	}

	async sale(header: Data = {}): Promise<Data> {
		return await this.ok('POST', '/sale', { ...saleHeader, ...header });
	}

	/** A sale whose order is authorised. */
	async ordered(header: Data = {}, order: Data = {}): Promise<Data> {
		const sale = await this.sale(header);
		await this.ok('POST', '/sale/order', { ...orderBody(sale.ID), ...order });
		return sale;
	}

	/** A sale whose invoice is authorised. */
	async invoiced(header: Data = {}, order: Data = {}, invoice: Data = {}): Promise<Data> {
		const sale = await this.ordered(header, order);
		await this.ok('POST', '/sale/invoice', { ...invoiceBody(sale.ID), ...invoice });
		return sale;
	}

	async read(saleId: string): Promise<Data> {
		return await this.ok('GET', `/sale?ID=${saleId}&IncludeTransactions=true`);
	}

	/** Availability of a product at a location. */
	async availability(sku: string, location: string): Promise<Data> {
		const list = await this.ok('GET', `/ref/productavailability?Sku=${encodeURIComponent(sku)}&Location=${encodeURIComponent(location)}`);
		return list.ProductAvailabilityList.find((row: Data) => row.SKU === sku);
	}
}

function parsed(text: string): Data {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

export const saleHeader = {
	CustomerID: demoCustomers.us.id, TaxRule: 'Tax on Sales', TaxInclusive: false, Terms: '30 days', Location: 'FBA US',
	SaleOrderDate: '2026-03-10', CustomerReference: '114-0000001-0000001', ExternalID: '114-0000001-0000001', SkipQuote: true,
};

export const mugLine = { SKU: 'HP-MUG-SLATE', Name: 'Mug', Quantity: 2, Price: 14.99, Discount: 0, Tax: 2.47, TaxRule: 'Tax on Sales', Total: 29.98 };
export const shippingCharge = { Description: 'Shipping', Price: 5, Quantity: 1, Tax: 0.41, TaxRule: 'Tax on Sales', Total: 5 };

export const orderBody = (saleId: string): Data => ({ SaleID: saleId, Memo: '', Status: 'AUTHORISED', Lines: [mugLine], AdditionalCharges: [shippingCharge] });

export const invoiceBody = (saleId: string): Data => ({
	SaleID: saleId, TaskID: saleId, CombineAdditionalCharges: false, Memo: '', Status: 'AUTHORISED', InvoiceDate: '2026-03-10', InvoiceDueDate: '2026-04-09',
	CurrencyConversionRate: 1, Lines: [{ ...mugLine, Account: '210' }], AdditionalCharges: [{ ...shippingCharge, Account: '220' }],
});

/** Half of the goods of the invoice above, and none of its shipping: 14.99 + 1.24 tax. */
export const creditLine = { ...mugLine, Quantity: 1, Tax: 1.24, Total: 14.99, Account: '210' };

/** A credit note on the sale's first invoice. */
export async function creditNoteBody(client: TenantClient, saleId: string, change: Data = {}): Promise<Data> {
	const { Invoices: [invoice] } = await client.ok('GET', `/sale/invoice?SaleID=${saleId}`);
	return {
		SaleID: saleId, TaskID: emptyGuid, CombineAdditionalCharges: false, CreditNoteInvoiceNumber: invoice.InvoiceNumber, Memo: '', Status: 'AUTHORISED', CreditNoteDate: '2026-03-10',
		CreditNoteConversionRate: 1, Lines: [creditLine], AdditionalCharges: [], Restock: [], ...change,
	};
}

/** The whole of that credit note. */
export const refundBody = (taskId: string): Data => ({
	TaskID: taskId, Type: 'Refund', Reference: 'R-1', Amount: 16.23, DatePaid: '2026-03-10', Account: '710', CurrencyRate: 1,
});

/** The demo tenant with a work in progress account, and KIT-SET: two mugs (6 each) and a teapot, of which FBA US has 800 and 40. */
export const withKit = (tenant: TenantSeed, autoAssembly = false): TenantSeed => ({
	...tenant,
	company: { ...tenant.company, workInProgressAccount: '640' },
	accounts: [...tenant.accounts, { code: '640', name: 'Work in Progress', type: 'CURRENT', class: 'ASSET' }],
	products: [{
		sku: 'KIT-SET', name: 'Tea for Two', category: 'Kitchen', price: '60', averageCost: '0',
		billOfMaterials: { autoAssembly, components: [{ sku: 'HP-MUG-SLATE', quantity: '2' }, { sku: 'HP-TEAPOT-12', quantity: '1' }] },
	}, ...tenant.products],
	stock: [...tenant.stock, { sku: 'KIT-SET', location: 'FBA US', onHand: '1' }],
});

export const assemblyBody: Data = {
	Status: 'COMPLETED', ProductCode: 'KIT-SET', Location: 'FBA US', WIPAccount: '640', WIPDate: '2026-03-10', Account: '630', Quantity: 3, CompletionDate: '2026-03-10', Notes: 'order 1',
};

/** The invoice above comes to 29.98 + 5 + 2.47 + 0.41. */
export const paymentBody = (taskId: string): Data => ({
	TaskID: taskId, Type: 'Payment', Reference: '114-0000001-0000001', Amount: 37.86, DatePaid: '2026-03-10', Account: '710', CurrencyRate: 1,
});

/** A fee of 12.34 from the clearing account, as a draft. */
export const journalBody: Data = {
	Status: 'DRAFT', Currency: 'USD', CurrencyConversionRate: 1, EffectiveDate: '2026-03-10T00:00:00', Narration: 'AMZ|us|1|fees', Notes: '',
	Lines: [{ Debit: '410', Credit: '710', Reference: 'Commission', Amount: 12.34, BaseAmount: 12.34 }],
};

/** A deposit of 250 out of the clearing account, as a draft. */
export const moneyBody: Data = {
	TaskType: 'Receive Money', Status: 'DRAFT', BankAccount: '090', CurrencyConversionRate: 1, SupplierID: null, CustomerID: null, Reference: 'AMZ|us|1|deposit',
	Date: '2026-03-10T00:00:00', TaxInclusive: true, Note: 'Settlement 1',
	Lines: [{ Name: 'Settlement 1', Comment: '', Quantity: 1, Price: 250, Discount: 0, Tax: 0, TaxRuleName: 'Tax Exempt', AccountCode: '710', Total: 250 }],
};

/** A fee of 4.50 on a sale. */
export const saleJournalBody = (saleId: string, change: Data = {}): Data => ({
	SaleID: saleId, Status: 'AUTHORISED', Lines: [{ Reference: 'Commission', Amount: 4.5, Date: '2026-03-10T00:00:00', Debit: '410', Credit: '710' }], ...change,
});
