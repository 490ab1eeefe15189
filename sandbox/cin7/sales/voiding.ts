import type { Invoice, Sale } from '../model';
import { reject } from '../rejection';
import type { Cin7World } from '../world';
import { liveInvoices } from './statuses';

/** Takes a sale back (S12): void is final and keeps the documents as VOIDED, undo makes drafts of them. */
export class SaleVoiding {
	private readonly world: Cin7World;

	constructor(world: Cin7World) {
		this.world = world;
	}

	void(sale: Sale): void {
		if (sale.voided) reject('Sale is already voided');
		if (this.world.switches.voidWithPayments === 'refused' && this.paid(sale)) reject('Sale with payments cannot be voided');
		this.takeBack(sale);
		for (const invoice of sale.invoices) invoice.status = 'VOIDED';
		for (const task of sale.fulfillments) {
			task.pick.status = 'VOIDED';
			task.pack.status = 'VOIDED';
			task.ship.status = 'VOIDED';
		}
		sale.order.status = 'VOIDED';
		sale.voided = true;
		this.world.touch(sale);
	}

	/** Back to draft without losing lines. Refused while the sale is in an accounting system (help page on Undo). */
	undo(sale: Sale): void {
		if (sale.voided) reject('Voided sale cannot be undone');
		if (sale.exported) reject('Sale cannot be undone: it was exported to the accounting system');
		this.takeBack(sale);
		for (const invoice of liveInvoices(sale)) invoice.status = 'DRAFT';
		sale.fulfillments = [];
		if (sale.order.status !== 'NOT AVAILABLE') sale.order.status = 'DRAFT';
		this.world.touch(sale);
	}

	private paid(sale: Sale): boolean {
		return sale.invoices.some((invoice: Invoice) => invoice.payments.length > 0);
	}

	private takeBack(sale: Sale): void {
		for (const allocation of sale.allocations) this.world.stock.release(allocation);
		for (const line of sale.order.lines) line.backorderQuantity = '0';
		for (const invoice of sale.invoices) invoice.payments = [];
		sale.allocations = [];
		sale.movements = [];
		this.world.ledger.reverse(sale.id);
	}
}
