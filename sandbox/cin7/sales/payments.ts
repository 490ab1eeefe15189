import { compare, multiply, round, type Amount } from '../../../src/domain/money';
import type { Fields } from '../fields';
import type { CreditNote, Invoice, Payment, Sale } from '../model';
import type { References } from '../references';
import { reject } from '../rejection';
import type { Cin7World } from '../world';
import { receivableOf } from './posting';
import { balanceOf, liveCreditNotes, liveInvoices } from './statuses';

/** A payment on an invoice, or a refund of a credit note. */
export type PaymentPlace = { readonly sale: Sale; readonly payment: Payment } & (
	| { readonly type: 'Payment'; readonly document: Invoice }
	| { readonly type: 'Refund'; readonly document: CreditNote }
);

/** All payments of a sale, invoices first. */
export const paymentsOf = (sale: Sale): PaymentPlace[] => [
	...sale.invoices.flatMap((document) => document.payments.map((payment): PaymentPlace => ({ sale, type: 'Payment', document, payment }))),
	...sale.creditNotes.flatMap((document) => document.payments.map((payment): PaymentPlace => ({ sale, type: 'Refund', document, payment }))),
];

/** Payments and refunds: POST and DELETE /sale/payment. */
export class SalePayments {
	private readonly places = new Map<string, PaymentPlace>();
	private readonly world: Cin7World;
	private readonly references: References;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.references = references;
	}

	/** S10, S11: to an authorised document, not above its balance, by a bank account or one that takes payments. */
	create(body: Fields): PaymentPlace {
		const type = this.type(body.text('Type'));
		const taskId = body.text('TaskID').toLowerCase();
		const sale = this.world.salesByTask.get(taskId) ?? reject(`Task '${taskId}' was not found`);
		const place = type === 'Payment' ? this.payment(sale, taskId, body) : this.refund(sale, taskId, body);
		place.document.payments.push(place.payment);
		this.places.set(place.payment.id, place);
		this.post(place);
		if (place.type === 'Payment' && compare(balanceOf(place.document), '0') <= 0) place.document.status = 'PAID';
		this.world.touch(sale);
		return place;
	}

	delete(id: string): void {
		const place = this.places.get(id.toLowerCase());
		if (!place?.document.payments.includes(place.payment)) return reject(`Payment with ID '${id}' was not found`);
		this.places.delete(place.payment.id);
		place.document.payments.splice(place.document.payments.indexOf(place.payment), 1);
		this.world.ledger.reverse(place.sale.id, place.payment.id);
		if (place.document.status === 'PAID') place.document.status = 'AUTHORISED';
		this.world.touch(place.sale);
	}

	private type(text: string): PaymentPlace['type'] {
		const known = text.toUpperCase();
		if (known === 'PREPAYMENT') reject('Prepayments are available only for sale tasks with non-authorised order/invoice and with authorised quote');
		if (known === 'REFUND') return 'Refund';
		return known === 'PAYMENT' ? 'Payment' : reject(`'Type' has an unknown value '${text}'`);
	}

	private payment(sale: Sale, taskId: string, body: Fields): PaymentPlace {
		const document = liveInvoices(sale).find((entry) => entry.taskId === taskId);
		if (!document || document.status === 'DRAFT') return reject('Payments are available only for sale tasks with authorised invoice');
		const payment = this.read(body, sale, taskId);
		if (this.world.switches.overpayment === 'refused') rejectAbove(payment, balanceOf(document), 'Payment amount', 'invoice');
		return { sale, type: 'Payment', document, payment };
	}

	private refund(sale: Sale, taskId: string, body: Fields): PaymentPlace {
		const document = liveCreditNotes(sale).find((entry) => entry.taskId === taskId);
		if (document?.status !== 'AUTHORISED') return reject('Refunds are available only for sale tasks with authorised credit note');
		const payment = this.read(body, sale, taskId);
		if (this.world.switches.overrefund === 'refused') rejectAbove(payment, balanceOf(document), 'Refund amount', 'credit note');
		return { sale, type: 'Refund', document, payment };
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

	/** Dr payment account / Cr receivable, a refund the other way; in base currency at the payment's own rate, without exchange differences. */
	private post({ sale, type, document, payment }: PaymentPlace): void {
		const receivable = receivableOf(sale, this.world);
		const [debit, credit] = type === 'Payment' ? [payment.account, receivable] : [receivable, payment.account];
		this.world.ledger.post({
			source: payment.id, taskId: document.taskId, saleId: sale.id, debit, credit,
			amount: round(multiply(payment.amount, payment.currencyRate), 2), effectiveDate: payment.datePaid,
			reference: payment.reference === '' ? document.number : payment.reference, description: `${sale.customer} - ${document.number}`,
		});
	}
}

function rejectAbove({ amount }: Payment, balance: Amount, what: string, document: string): void {
	if (compare(amount, balance) > 0) reject(`${what} ${amount} is greater than the ${document} balance ${balance}`);
}
