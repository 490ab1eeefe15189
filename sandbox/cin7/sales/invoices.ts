import type { Fields } from '../fields';
import type { Invoice, Sale } from '../model';
import { emptyGuid } from '../planting';
import type { References } from '../references';
import { reject } from '../rejection';
import type { Cin7World } from '../world';
import { ContentReader, documentStatus, rejectEmpty, totalsOf } from './content';
import { amountsByAccount, receivableOf } from './posting';
import { liveInvoices, balanceOf } from './statuses';

/** Writes sale invoices: POST (replaces) and PUT (partial) /sale/invoice. */
export class SaleInvoices {
	private readonly world: Cin7World;
	private readonly content: ContentReader;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.content = new ContentReader(world, references);
	}

	create(sale: Sale, body: Fields): void {
		this.rejectWithoutOrder(sale);
		const taskId = body.text('TaskID').toLowerCase();
		const existing = this.find(sale, taskId);
		if (existing) this.rejectUnlessDraft(existing);
		const invoice = existing ?? this.open(sale, taskId);
		const written = this.read(invoice, sale, body, false);
		// Only now: a refused document leaves no trace and takes no number.
		Object.assign(invoice, written, { number: invoice.number === '' ? this.world.nextInvoiceNumber() : invoice.number });
		if (!existing) sale.invoices.push(invoice);
		this.world.salesByTask.set(invoice.taskId, sale);
		this.finish(sale, invoice);
	}

	/** What the body leaves out stays; an empty list deletes (S9). */
	update(sale: Sale, body: Fields): void {
		this.rejectWithoutOrder(sale);
		const invoice = this.find(sale, body.text('TaskID').toLowerCase()) ?? reject('Invoice was not found');
		this.rejectUnlessDraft(invoice);
		Object.assign(invoice, this.read(invoice, sale, body, true));
		this.finish(sale, invoice);
	}

	private rejectWithoutOrder(sale: Sale): void {
		if (sale.voided) reject('Sale is voided');
		if (sale.type !== 'Service Sale' && sale.order.status !== 'AUTHORISED') reject(`Sale Order status must be AUTHORISED, it is ${sale.order.status}`);
	}

	private rejectUnlessDraft(invoice: Invoice): void {
		if (invoice.status !== 'DRAFT') reject(`Sale Invoice status must be DRAFT or NOT AVAILABLE, it is ${invoice.status}`);
	}

	private find(sale: Sale, taskId: string): Invoice | undefined {
		return sale.invoices.find((invoice) => invoice.taskId === taskId && invoice.status !== 'VOIDED');
	}

	/** S5: a Simple Sale has one invoice. The empty GUID, or the sale's own id for the first one, opens a new task. */
	private open(sale: Sale, taskId: string): Invoice {
		const single = sale.type !== 'Advanced Sale';
		if (single && liveInvoices(sale).length > 0) reject(`${sale.type} cannot have more than one invoice`);
		const ownId = single && this.world.switches.simpleTaskIds === 'saleId';
		if (taskId !== emptyGuid && !(ownId && taskId === sale.id)) reject(`Invoice task '${taskId}' was not found`);
		return {
			taskId: ownId ? sale.id : this.world.guids.next(), number: '', status: 'DRAFT', invoiceDate: '', dueDate: '', currencyRate: sale.currencyRate,
			combineCharges: false, billingLine1: '', billingLine2: '', linkedFulfillmentNumber: null, payments: [],
			memo: '', lines: [], charges: [], totals: { beforeTax: '0', tax: '0', total: '0' },
		};
	}

	private read(invoice: Invoice, sale: Sale, body: Fields, partial: boolean): Partial<Invoice> {
		const combined = body.boolean('CombineAdditionalCharges') ?? false;
		const isCharge = (row: Fields): boolean => combined && !row.has('ProductID') && !row.has('SKU');
		const rows = body.rows('Lines');
		const chargeRows = body.rows('AdditionalCharges');
		const lines = rows ? rows.filter((row) => !isCharge(row)).map((row) => this.content.line(row, sale, true)) : partial ? invoice.lines : [];
		const listed = chargeRows ? chargeRows.map((row) => this.content.charge(row, sale, true)) : partial ? invoice.charges : [];
		const charges = [...listed, ...(rows ?? []).filter(isCharge).map((row) => this.content.charge(row, sale, true, 'Name'))];
		const status = partial && !body.has('Status') ? 'DRAFT' : documentStatus(body);
		if (status === 'AUTHORISED') rejectEmpty(lines, charges);
		return { ...this.readHead(invoice, sale, body, partial), lines, charges, status, combineCharges: combined, totals: totalsOf(lines, charges, sale.taxInclusive) };
	}

	private readHead(invoice: Invoice, sale: Sale, body: Fields, partial: boolean): Partial<Invoice> {
		const kept = partial ? invoice : undefined;
		const invoiceDate = body.day('InvoiceDate') ?? kept?.invoiceDate ?? reject("Required parameter 'InvoiceDate' is missing or empty");
		if (this.world.locked(invoiceDate)) reject(this.world.switches.lockDateText);
		return {
			invoiceDate,
			dueDate: body.day('InvoiceDueDate') ?? kept?.dueDate ?? reject("Required parameter 'InvoiceDueDate' is missing or empty"),
			currencyRate: body.positive('CurrencyConversionRate', 5, this.world.switches.excessDecimals) ?? kept?.currencyRate ?? sale.currencyRate,
			memo: body.optionalText('Memo', 1024) ?? kept?.memo ?? '',
			billingLine1: body.optionalText('BillingAddressLine1') ?? kept?.billingLine1 ?? '',
			billingLine2: body.optionalText('BillingAddressLine2') ?? kept?.billingLine2 ?? '',
			linkedFulfillmentNumber: body.optionalText('LinkedFulfillmentNumber') ?? kept?.linkedFulfillmentNumber ?? null,
		};
	}

	private finish(sale: Sale, invoice: Invoice): void {
		if (invoice.status === 'AUTHORISED') {
			this.post(sale, invoice);
			if (balanceOf(invoice) === '0' && this.world.switches.zeroInvoice === 'paid') invoice.status = 'PAID';
		}
		this.world.touch(sale);
	}

	/** L1: receivable against revenue by account, and against the account of each tax rule. */
	private post(sale: Sale, invoice: Invoice): void {
		const receivable = receivableOf(sale, this.world);
		for (const [credit, amount] of amountsByAccount(invoice, sale, invoice.currencyRate, this.world)) {
			this.world.ledger.post({
				source: `${invoice.taskId}/invoice`, taskId: invoice.taskId, saleId: sale.id, debit: receivable, credit, amount,
				effectiveDate: invoice.invoiceDate, reference: invoice.number, description: `${sale.customer} - ${invoice.number}`,
			});
		}
	}
}
