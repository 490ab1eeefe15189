import type { Fields } from '../fields';
import type { Fulfillment, Sale } from '../model';
import type { Query } from '../query';
import type { References } from '../references';
import { reject } from '../rejection';
import type { Json } from '../rendering';
import type { Cin7World } from '../world';
import { SaleCreditNotes } from './creditNotes';
import { SaleFulfillments } from './fulfillments';
import { SaleHeaders } from './header';
import { SaleInvoices } from './invoices';
import { SaleOrders } from './orders';
import { paymentsOf, SalePayments } from './payments';
import { renderCreditNotes, renderFulfillments, renderInvoices, renderOrder, renderPack, renderPayment, renderPick, renderSale, renderShip } from './rendering';
import { SaleVoiding } from './voiding';

/** The endpoints under /sale. */
export class SaleEndpoints {
	private readonly world: Cin7World;
	private readonly headers: SaleHeaders;
	private readonly orders: SaleOrders;
	private readonly invoices: SaleInvoices;
	private readonly creditNotes: SaleCreditNotes;
	private readonly fulfillments: SaleFulfillments;
	private readonly payments: SalePayments;
	private readonly voiding: SaleVoiding;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.headers = new SaleHeaders(world, references);
		this.fulfillments = new SaleFulfillments(world, references);
		this.creditNotes = new SaleCreditNotes(world, references);
		this.orders = new SaleOrders(world, references, this.fulfillments);
		this.invoices = new SaleInvoices(world, references);
		this.payments = new SalePayments(world, references);
		this.voiding = new SaleVoiding(world);
	}

	read(query: Query): Json {
		return renderSale(this.sale(query.required('ID')), this.world, {
			combine: query.boolean('CombineAdditionalCharges'), hideMovements: query.boolean('HideInventoryMovements'), transactions: query.boolean('IncludeTransactions'),
		});
	}

	create(body: Fields): Json {
		return renderSale(this.headers.create(body), this.world);
	}

	update(body: Fields): Json {
		const sale = this.sale(body.text('ID'));
		this.headers.update(sale, body);
		return renderSale(sale, this.world);
	}

	/** Void=true voids; without it, or with false, the sale is undone to draft (API reference). */
	remove(query: Query): Json {
		const sale = this.sale(query.required('ID'));
		if (query.boolean('Void') === true) this.voiding.void(sale);
		else this.voiding.undo(sale);
		return renderSale(sale, this.world);
	}

	readOrder(query: Query): Json {
		return renderOrder(this.sale(query.required('SaleID')), query.boolean('CombineAdditionalCharges') ?? false);
	}

	writeOrder(body: Fields): Json {
		const sale = this.sale(body.text('SaleID'));
		this.orders.write(sale, body);
		return renderOrder(sale, body.boolean('CombineAdditionalCharges') ?? false);
	}

	readFulfillments(query: Query): Json {
		const sale = this.sale(query.required('SaleID'));
		if (sale.type === 'Service Sale') reject('Sale Fulfilment is not available for Service Sale');
		return renderFulfillments(sale);
	}

	addFulfillment(body: Fields): Json {
		const sale = this.sale(body.text('SaleID'));
		this.fulfillments.add(sale);
		return renderFulfillments(sale);
	}

	removeFulfillment(query: Query): Json {
		const { sale, task } = this.task(query.required('TaskID'));
		this.fulfillments.remove(sale, task, query.boolean('Void') === true);
		return renderFulfillments(sale);
	}

	readPick(query: Query): Json {
		return renderPick(this.task(query.required('TaskID')).task);
	}

	/** POST and PUT alike: both replace the lines. */
	writePick(body: Fields): Json {
		const { sale, task } = this.task(body.text('TaskID'));
		this.fulfillments.writePick(sale, task, body);
		return renderPick(task);
	}

	readPack(query: Query): Json {
		return renderPack(this.task(query.required('TaskID')).task);
	}

	writePack(body: Fields, replace: boolean): Json {
		const { sale, task } = this.task(body.text('TaskID'));
		this.fulfillments.writePack(sale, task, body, replace);
		return renderPack(task);
	}

	readShip(query: Query): Json {
		const { task, sale } = this.task(query.required('TaskID'));
		return renderShip(task, sale);
	}

	writeShip(body: Fields, replace: boolean): Json {
		const { sale, task } = this.task(body.text('TaskID'));
		this.fulfillments.writeShip(sale, task, body, replace);
		return renderShip(task, sale);
	}

	readInvoices(query: Query): Json {
		return renderInvoices(this.sale(query.required('SaleID')), query.boolean('CombineAdditionalCharges') ?? false);
	}

	createInvoice(body: Fields): Json {
		const sale = this.sale(body.text('SaleID'));
		this.invoices.create(sale, body);
		return renderInvoices(sale, body.boolean('CombineAdditionalCharges') ?? false);
	}

	updateInvoice(body: Fields): Json {
		const sale = this.sale(body.text('SaleID'));
		this.invoices.update(sale, body);
		return renderInvoices(sale, body.boolean('CombineAdditionalCharges') ?? false);
	}

	readCreditNotes(query: Query): Json {
		return renderCreditNotes(this.sale(query.required('SaleID')), query.boolean('CombineAdditionalCharges') ?? false, query.boolean('IncludePaymentInfo'));
	}

	writeCreditNote(body: Fields): Json {
		const sale = this.sale(body.text('SaleID'));
		this.creditNotes.write(sale, body);
		return renderCreditNotes(sale, body.boolean('CombineAdditionalCharges') ?? false);
	}

	removeCreditNote(query: Query): Json {
		const id = query.required('TaskID').toLowerCase();
		const sale = this.world.salesByTask.get(id);
		if (!sale?.creditNotes.some((note) => note.taskId === id)) return reject(`Credit Note task '${id}' was not found`);
		this.creditNotes.remove(sale, id, query.boolean('Void') === true);
		return renderCreditNotes(sale, false);
	}

	/** A bare array, as published; refunds are in it. */
	readPayments(query: Query): Json[] {
		return paymentsOf(this.sale(query.required('SaleID'))).map(renderPayment);
	}

	createPayment(body: Fields): Json {
		return renderPayment(this.payments.create(body));
	}

	deletePayment(query: Query): Json {
		this.payments.delete(query.required('ID'));
		return { Success: true };
	}

	private sale(id: string): Sale {
		return this.world.sales.get(id.toLowerCase()) ?? reject(`Sale with ID '${id}' was not found`);
	}

	private task(taskId: string): { task: Fulfillment; sale: Sale } {
		const id = taskId.toLowerCase();
		for (const sale of this.world.sales.values()) {
			const task = sale.fulfillments.find((entry) => entry.taskId === id);
			if (task) return { task, sale };
		}
		return reject(`Fulfilment task '${id}' was not found`);
	}
}
