import { Assembling } from '../assemblies/assembling';
import type { Sale } from '../model';
import { reject } from '../rejection';
import type { Cin7World } from '../world';
import { unstock } from './creditNotes';
import { paymentsOf } from './payments';
import { liveCreditNotes, liveInvoices } from './statuses';

/** Takes a sale back (S12): void is final and keeps the documents as VOIDED, undo makes drafts of them. */
export class SaleVoiding {
	private readonly world: Cin7World;
	private readonly assembling: Assembling;

	constructor(world: Cin7World) {
		this.world = world;
		this.assembling = new Assembling(world);
	}

	void(sale: Sale): void {
		if (sale.voided) reject('Sale is already voided');
		if (this.world.switches.voidWithPayments === 'refused' && paymentsOf(sale).length > 0) reject('Sale with payments cannot be voided');
		this.takeBack(sale);
		for (const document of [...sale.invoices, ...sale.creditNotes]) document.status = 'VOIDED';
		for (const task of sale.fulfillments) {
			task.pick.status = 'VOIDED';
			task.pack.status = 'VOIDED';
			task.ship.status = 'VOIDED';
		}
		sale.manualJournal = { status: 'NOT AVAILABLE', lines: [] };
		sale.order.status = 'VOIDED';
		sale.voided = true;
		this.world.touch(sale);
	}

	/** Back to draft without losing lines. Refused while the sale is in an accounting system (help page on Undo). */
	undo(sale: Sale): void {
		if (sale.voided) reject('Voided sale cannot be undone');
		if (sale.exported) reject('Sale cannot be undone: it was exported to the accounting system');
		this.takeBack(sale);
		for (const document of [...liveInvoices(sale), ...liveCreditNotes(sale)]) document.status = 'DRAFT';
		if (sale.manualJournal.status === 'AUTHORISED') sale.manualJournal.status = 'DRAFT';
		sale.fulfillments = [];
		if (sale.order.status !== 'NOT AVAILABLE') sale.order.status = 'DRAFT';
		this.world.touch(sale);
	}

	private takeBack(sale: Sale): void {
		for (const note of sale.creditNotes) unstock(this.world, sale, note);
		for (const allocation of sale.allocations) this.world.stock.release(allocation);
		for (const line of sale.order.lines) line.backorderQuantity = '0';
		for (const document of [...sale.invoices, ...sale.creditNotes]) document.payments = [];
		sale.allocations = [];
		sale.movements = [];
		this.world.ledger.reverse(sale.id);
		this.disassemble(sale);
	}

	/** S17: what the order put together is taken apart again. */
	private disassemble(sale: Sale): void {
		if (this.world.switches.voidedSaleAssemblies === 'kept') return;
		for (const assembly of this.world.assemblies.values()) {
			if (assembly.saleId === sale.id && assembly.status === 'COMPLETED') this.assembling.takeBack(assembly, true);
		}
	}
}
