import { compare, isNegative, isZero, multiply, negate, round, subtract, sum, type Amount } from '../../../src/domain/money';
import type { Fields } from '../fields';
import type { CreditNote, Invoice, RestockLine, Sale } from '../model';
import { emptyGuid } from '../planting';
import type { References } from '../references';
import { reject } from '../rejection';
import { sameName, type Cin7World } from '../world';
import { ContentReader, documentStatus, rejectEmpty } from './content';
import { amountsByAccount, receivableOf } from './posting';
import { liveCreditNotes, liveInvoices } from './statuses';

/** Credit notes of sales: POST (replaces) and DELETE /sale/creditnote. */
export class SaleCreditNotes {
	private readonly world: Cin7World;
	private readonly references: References;
	private readonly content: ContentReader;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.references = references;
		this.content = new ContentReader(world, references);
	}

	/** Preconditions as the reference states them, each with its own refusal (S2, S11). A refused one leaves no trace and takes no number. */
	write(sale: Sale, body: Fields): void {
		if (sale.voided) reject('Sale is voided');
		const existing = this.existing(sale, body.text('TaskID').toLowerCase());
		const invoice = this.invoice(sale, body.text('CreditNoteInvoiceNumber'));
		const written = this.read(sale, invoice, body);
		this.check(sale, invoice, written, existing);
		const note = existing ?? this.open(sale);
		Object.assign(note, written, { number: note.number === '' ? this.world.nextCreditNoteNumber() : note.number });
		if (!existing) sale.creditNotes.push(note);
		this.world.salesByTask.set(note.taskId, sale);
		if (note.status === 'AUTHORISED') this.post(sale, note);
		this.world.touch(sale);
	}

	/** Void keeps it as VOIDED without its lines (published example), undo makes a draft of it; of Advanced Sales only. */
	remove(sale: Sale, taskId: string, forGood: boolean): void {
		if (sale.type !== 'Advanced Sale') reject('Credit Note can be voided or undone for Advanced Sale only');
		const note = liveCreditNotes(sale).find((entry) => entry.taskId === taskId) ?? reject('Credit Note is already voided');
		if (!forGood && sale.exported) reject('Credit Note cannot be undone: it was exported to the accounting system');
		if (this.world.switches.voidWithPayments === 'refused' && note.payments.length > 0) reject('Credit Note with refunds cannot be voided or undone');
		for (const payment of note.payments) this.world.ledger.reverse(sale.id, payment.id);
		for (const source of [`${note.taskId}/creditNote`, `${note.taskId}/restock`]) this.world.ledger.reverse(sale.id, source);
		unstock(this.world, sale, note);
		Object.assign(note, { payments: [], status: forGood ? 'VOIDED' : 'DRAFT' });
		if (forGood) Object.assign(note, { lines: [], charges: [], restock: [], totals: { beforeTax: '0', tax: '0', total: '0' } });
		this.world.touch(sale);
	}

	/** The draft that the task names; none where it is to be a new one. S5: a Simple Sale has one credit note. */
	private existing(sale: Sale, taskId: string): CreditNote | undefined {
		const live = liveCreditNotes(sale);
		const existing = live.find((note) => note.taskId === taskId);
		if (existing && existing.status !== 'DRAFT') reject(`Sale Credit Note status must be DRAFT or NOT AVAILABLE, it is ${existing.status}`);
		if (existing) return existing;
		if (taskId !== emptyGuid && !(this.hasOwnId(sale) && taskId === sale.id)) reject(`Credit Note task '${taskId}' was not found`);
		if (live.length > 0 && sale.type !== 'Advanced Sale' && this.world.switches.secondCreditNoteOfSimpleSale === 'refused') reject(`${sale.type} cannot have more than one credit note`);
		return undefined;
	}

	/** For a Service Sale the task is always the sale (API reference, Sale). */
	private hasOwnId(sale: Sale): boolean {
		if (sale.type === 'Service Sale') return true;
		return sale.type === 'Simple Sale' && this.world.switches.simpleCreditNoteTaskId === 'saleId' && !sale.creditNotes.some((note) => note.taskId === sale.id);
	}

	private open(sale: Sale): CreditNote {
		return {
			taskId: this.hasOwnId(sale) ? sale.id : this.world.guids.next(), number: '', status: 'DRAFT', invoiceTaskId: '', invoiceNumber: '', date: '', currencyRate: '1',
			combineCharges: false, restock: [], payments: [], memo: '', lines: [], charges: [], totals: { beforeTax: '0', tax: '0', total: '0' },
		};
	}

	private invoice(sale: Sale, number: string): Invoice {
		const invoice = liveInvoices(sale).find((entry) => sameName(entry.number, number)) ?? reject(`Invoice '${number}' was not found in the sale`);
		return invoice.status === 'DRAFT' ? reject(`Sale Invoice status must be AUTHORISED or PAID, it is ${invoice.status}`) : invoice;
	}

	private read(sale: Sale, invoice: Invoice, body: Fields): Omit<CreditNote, 'taskId' | 'number' | 'payments'> {
		const status = documentStatus(body);
		const date = body.day('CreditNoteDate') ?? reject("Required parameter 'CreditNoteDate' is missing or empty");
		if (this.world.locked(date)) reject(this.world.switches.lockDateText);
		const document = this.content.document(body, sale, true);
		if (status === 'AUTHORISED') rejectEmpty(document.lines, document.charges);
		return {
			...document, status, date, invoiceTaskId: invoice.taskId, invoiceNumber: invoice.number, memo: body.optionalText('Memo', 1024) ?? '',
			currencyRate: body.positive('CreditNoteConversionRate', 5, this.world.switches.excessDecimals) ?? invoice.currencyRate,
			// Read-only for a Service Sale (API reference, Sale).
			restock: sale.type === 'Service Sale' ? [] : (body.rows('Restock') ?? []).map((row) => this.restockLine(row)),
		};
	}

	/** Goods go back to where they came from, unless RestockLocation names another place. */
	private restockLine(row: Fields): RestockLine {
		const product = this.references.product(row.optionalText('ProductID'), row.optionalText('SKU', 50));
		const from = this.references.locationByIdOrName(row.optionalText('LocationID'), row.optionalText('Location'));
		const named = row.optionalText('RestockLocationID') ?? row.optionalText('RestockLocation');
		const to = named === undefined ? from : this.references.locationByIdOrName(row.optionalText('RestockLocationID'), row.optionalText('RestockLocation'));
		return {
			productId: product.id, sku: product.sku, name: row.optionalText('Name', 1024) ?? product.name, locationId: from.id, location: from.name,
			quantity: row.positive('Quantity', 4, this.world.switches.excessDecimals) ?? reject("Required parameter 'Quantity' is missing or empty"),
			restockLocationId: to.id, restockLocation: to.name,
		};
	}

	private check(sale: Sale, invoice: Invoice, written: Pick<CreditNote, 'lines' | 'totals' | 'restock'>, existing: CreditNote | undefined): void {
		const { switches } = this.world;
		const others = liveCreditNotes(sale).filter((note) => note !== existing && note.invoiceTaskId === invoice.taskId);
		const left = subtract(invoice.totals.total, sum(others.map((note) => note.totals.total)));
		if (switches.negativeCredit === 'refused' && isNegative(written.totals.total)) reject('Credit Note total must not be negative');
		if (switches.creditAboveInvoice === 'refused' && compare(written.totals.total, left) > 0) reject(`Credit Note total ${written.totals.total} is greater than what is left of the invoice, ${left}`);
		const of = (rows: readonly { productId: string; quantity: Amount }[], productId: string): Amount => sum(rows.filter((row) => row.productId === productId).map((row) => row.quantity));
		const above = written.restock.find((line) => compare(of(written.restock, line.productId), of(written.lines, line.productId)) > 0);
		if (switches.restockAboveCredited === 'refused' && above) reject(`Restocked quantity of '${above.sku}' is greater than the credited one`);
	}

	/** L1: the invoice's postings the other way round; what is restocked comes back to the shelf at its cost. */
	private post(sale: Sale, note: CreditNote): void {
		const credit = receivableOf(sale, this.world);
		const about = { taskId: note.taskId, saleId: sale.id, effectiveDate: note.date, reference: note.number, description: `${sale.customer} - ${note.number}` };
		for (const [debit, amount] of amountsByAccount(note, sale, note.currencyRate, this.world)) {
			this.world.ledger.post({ ...about, source: `${note.taskId}/creditNote`, debit, credit, amount });
		}
		for (const line of note.restock) {
			const source = `${note.taskId}/restock`;
			const cost = round(multiply(this.world.unitCost(line.productId), line.quantity), 2);
			this.world.stock.put(line.productId, { id: line.restockLocationId, name: line.restockLocation }, line.quantity);
			if (!isZero(cost)) sale.movements.push({ taskId: note.taskId, productId: line.productId, date: note.date, cost: negate(cost), source });
			this.world.ledger.post({ ...about, source, debit: this.world.inventoryAccount(line.productId), credit: this.world.costOfGoodsSoldAccount(line.productId), amount: cost });
		}
	}
}

/** Takes what an authorised credit note put back off the shelf again. */
export function unstock(world: Cin7World, sale: Sale, note: CreditNote): void {
	if (note.status !== 'AUTHORISED') return;
	for (const line of note.restock) world.stock.put(line.productId, { id: line.restockLocationId, name: line.restockLocation }, `-${line.quantity}`);
	sale.movements = sale.movements.filter((movement) => movement.source !== `${note.taskId}/restock`);
}
