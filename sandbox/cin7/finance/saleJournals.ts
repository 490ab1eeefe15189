import type { Fields } from '../fields';
import type { Sale } from '../model';
import type { Query } from '../query';
import type { References } from '../references';
import { reject } from '../rejection';
import { number, type Json } from '../rendering';
import { liveInvoices } from '../sales/statuses';
import { sameName, type Cin7World } from '../world';
import type { SaleJournalLine } from './model';
import { readPair, required } from './pairs';

/** GET and POST /sale/manualJournal: the one journal of a sale, in base currency (L3). */
export class SaleJournals {
	private readonly world: Cin7World;
	private readonly references: References;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.references = references;
	}

	read(query: Query): Json {
		return render(this.sale(query.required('SaleID')));
	}

	/** The lines take the place of those that were there. A refused document leaves no trace. */
	write(body: Fields): Json {
		const sale = this.sale(body.text('SaleID'));
		if (sale.voided) reject('Sale is voided');
		if (!liveInvoices(sale).some((invoice) => invoice.status !== 'DRAFT')) reject('Manual Journals are available only for sale tasks with authorised invoice');
		if (sale.manualJournal.status === 'AUTHORISED' && this.world.switches.saleJournalAfterAuthorised === 'refused') reject('Manual Journal status must be DRAFT or NOT AVAILABLE, it is AUTHORISED');
		const status = body.text('Status', 50).toUpperCase();
		if (status !== 'DRAFT' && status !== 'AUTHORISED') return reject(`'Status' has an unknown value '${status}'`);
		const lines = (body.rows('Lines') ?? []).map((row) => this.line(row));
		if (status === 'AUTHORISED' && lines.length === 0) reject('Manual Journal has no lines');
		this.world.ledger.reverse(sale.id, sourceOf(sale));
		sale.manualJournal = { status, lines };
		if (status === 'AUTHORISED') for (const line of lines) this.post(sale, line);
		this.world.touch(sale);
		return render(sale);
	}

	private sale(id: string): Sale {
		return this.world.sales.get(id.toLowerCase()) ?? reject(`Sale with ID '${id}' was not found`);
	}

	private line(row: Fields): SaleJournalLine {
		const { switches } = this.world;
		const date = row.day('Date') ?? required('Date');
		if (this.world.locked(date)) reject(switches.lockDateText);
		const pair = readPair(row, this.references, switches);
		if (switches.saleJournalReference === 'serviceProduct' && ![...this.world.products.values()].some((product) => product.type === 'Service' && sameName(product.name, pair.reference))) {
			reject(`Reference '${pair.reference}' is not a service product`);
		}
		return { ...pair, date };
	}

	private post(sale: Sale, { debit, credit, amount, date, reference }: SaleJournalLine): void {
		this.world.ledger.post({
			source: sourceOf(sale), taskId: sale.id, saleId: sale.id, debit, credit, amount, effectiveDate: date,
			reference: reference === '' ? sale.order.number : reference, description: `${sale.customer} - ${sale.order.number}`,
		});
	}
}

const sourceOf = (sale: Sale): string => `${sale.id}/manualJournal`;

/** As GET /sale shows it under ManualJournals. */
export const renderSaleJournal = ({ manualJournal: { status, lines } }: Sale): Json => ({
	Status: status,
	Lines: lines.map((line) => ({ Reference: line.reference, Amount: number(line.amount), Date: line.date, Debit: line.debit, Credit: line.credit })),
});

const render = (sale: Sale): Json => ({ SaleID: sale.id, ...renderSaleJournal(sale) });
