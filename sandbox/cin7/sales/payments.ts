import { compare, multiply, round } from '../../../src/domain/money';
import type { Fields } from '../fields';
import type { Invoice, Payment, Sale } from '../model';
import type { References } from '../references';
import { reject } from '../rejection';
import type { Cin7World } from '../world';
import { balanceOf, liveInvoices } from './statuses';

export interface PaymentPlace { readonly sale: Sale; readonly invoice: Invoice; readonly payment: Payment }

/** Payments on invoices: POST and DELETE /sale/payment. */
export class SalePayments {
	private readonly places = new Map<string, PaymentPlace>();
	private readonly world: Cin7World;
	private readonly references: References;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.references = references;
	}

	/** S10: to an authorised invoice, not above its balance, to a bank account or one that takes payments. */
	create(body: Fields): PaymentPlace {
		this.rejectOtherTypes(body.text('Type'));
		const taskId = body.text('TaskID').toLowerCase();
		const sale = this.world.salesByTask.get(taskId) ?? reject(`Task '${taskId}' was not found`);
		const invoice = liveInvoices(sale).find((entry) => entry.taskId === taskId);
		if (!invoice || invoice.status === 'DRAFT') return reject('Payments are available only for sale tasks with authorised invoice');
		const payment = this.read(body, sale, taskId);
		if (this.world.switches.overpayment === 'refused' && compare(payment.amount, balanceOf(invoice)) > 0) {
			reject(`Payment amount ${payment.amount} is greater than the invoice balance ${balanceOf(invoice)}`);
		}
		invoice.payments.push(payment);
		const place = { sale, invoice, payment };
		this.places.set(payment.id, place);
		this.post(place);
		this.settle(place);
		return place;
	}

	delete(id: string): void {
		const place = this.places.get(id.toLowerCase());
		if (!place?.invoice.payments.includes(place.payment)) return reject(`Payment with ID '${id}' was not found`);
		this.places.delete(place.payment.id);
		place.invoice.payments.splice(place.invoice.payments.indexOf(place.payment), 1);
		this.world.ledger.reverse(place.sale.id, place.payment.id);
		if (place.invoice.status === 'PAID') place.invoice.status = 'AUTHORISED';
		this.world.touch(place.sale);
	}

	private rejectOtherTypes(type: string): void {
		const known = type.toUpperCase();
		if (known === 'PREPAYMENT') reject('Prepayments are available only for sale tasks with non-authorised order/invoice and with authorised quote');
		if (known === 'REFUND') reject('Refunds are available only for sale tasks with authorised credit note');
		if (known !== 'PAYMENT') reject(`'Type' has an unknown value '${type}'`);
	}

	private read(body: Fields, sale: Sale, taskId: string): Payment {
		const { excessDecimals } = this.world.switches;
		const datePaid = body.day('DatePaid') ?? reject("Required parameter 'DatePaid' is missing or empty");
		if (this.world.locked(datePaid)) reject(this.world.switches.lockDateText);
		const rate = body.positive('CurrencyRate', 5, excessDecimals);
		if (rate === undefined && sale.customerCurrency !== sale.baseCurrency) reject("Required parameter 'CurrencyRate' is missing or empty");
		return {
			id: this.world.guids.next(), taskId, reference: body.optionalText('Reference') ?? '', datePaid,
			amount: body.positive('Amount', 2, excessDecimals) ?? reject("Required parameter 'Amount' is missing or empty"),
			account: this.references.paymentAccount(body.text('Account', 50)), currencyRate: rate ?? '1', dateCreated: this.world.instant(),
		};
	}

	private settle({ sale, invoice }: PaymentPlace): void {
		if (compare(balanceOf(invoice), '0') <= 0) invoice.status = 'PAID';
		this.world.touch(sale);
	}

	/** Dr payment account / Cr receivable, in base currency at the payment's own rate; exchange differences are not posted. */
	private post({ sale, invoice, payment }: PaymentPlace): void {
		const receivable = this.world.customers.get(sale.customerId)?.accountReceivable ?? sale.defaultAccount;
		this.world.ledger.post({
			source: payment.id, taskId: invoice.taskId, saleId: sale.id, debit: payment.account, credit: receivable,
			amount: round(multiply(payment.amount, payment.currencyRate), 2), effectiveDate: payment.datePaid,
			reference: payment.reference === '' ? invoice.number : payment.reference, description: `${sale.customer} - ${invoice.number}`,
		});
	}
}

