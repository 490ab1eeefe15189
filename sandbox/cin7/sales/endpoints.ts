import type { Fields } from '../fields';
import type { Fulfillment, Sale } from '../model';
import type { Query } from '../query';
import type { References } from '../references';
import { reject } from '../rejection';
import type { Json } from '../rendering';
import type { Cin7World } from '../world';
import { SaleHeaders } from './header';
import { SaleInvoices } from './invoices';
import { SaleOrders } from './orders';
import { SalePayments } from './payments';
import { renderFulfillments, renderInvoices, renderOrder, renderPack, renderPayment, renderPick, renderSale, renderShip } from './rendering';
import { SaleVoiding } from './voiding';

/** The endpoints under /sale. */
export class SaleEndpoints {
	private readonly world: Cin7World;
	private readonly headers: SaleHeaders;
	private readonly orders: SaleOrders;
	private readonly invoices: SaleInvoices;
	private readonly payments: SalePayments;
	private readonly voiding: SaleVoiding;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.headers = new SaleHeaders(world, references);
		this.orders = new SaleOrders(world, references);
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

	readPick(query: Query): Json {
		return renderPick(this.task(query).task);
	}

	readPack(query: Query): Json {
		return renderPack(this.task(query).task);
	}

	readShip(query: Query): Json {
		const { task, sale } = this.task(query);
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

	/** A bare array, as published. */
	readPayments(query: Query): Json[] {
		const sale = this.sale(query.required('SaleID'));
		return sale.invoices.flatMap((invoice) => invoice.payments.map((payment) => renderPayment(sale, invoice, payment)));
	}

	createPayment(body: Fields): Json {
		const { sale, invoice, payment } = this.payments.create(body);
		return renderPayment(sale, invoice, payment);
	}

	deletePayment(query: Query): Json {
		this.payments.delete(query.required('ID'));
		return { Success: true };
	}

	private sale(id: string): Sale {
		return this.world.sales.get(id.toLowerCase()) ?? reject(`Sale with ID '${id}' was not found`);
	}

	private task(query: Query): { task: Fulfillment; sale: Sale } {
		const id = query.required('TaskID').toLowerCase();
		for (const sale of this.world.sales.values()) {
			const task = sale.fulfillments.find((entry) => entry.taskId === id);
			if (task) return { task, sale };
		}
		return reject(`Fulfilment task '${id}' was not found`);
	}
}
