import type { Fields } from '../fields';
import type { Customer, Sale, SaleAddress, ShippingAddress } from '../model';
import type { References } from '../references';
import { reject } from '../rejection';
import type { Cin7World } from '../world';
import { totalsOf } from './content';

type Header = Omit<Sale, 'id' | 'type' | 'voided' | 'exported' | 'created' | 'updated' | 'order' | 'fulfillments' | 'invoices' | 'creditNotes' | 'manualJournal' | 'allocations' | 'movements'>;

/** Writes sale headers: POST and PUT /sale. */
export class SaleHeaders {
	private readonly world: Cin7World;
	private readonly references: References;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.references = references;
	}

	create(body: Fields): Sale {
		const header = this.read(body, undefined);
		const now = this.world.clock.now();
		const sale: Sale = {
			id: this.world.guids.next(), type: this.typeOf(body), voided: false, exported: false, created: now, updated: now, ...header,
			order: {
				number: this.world.nextSaleOrderNumber(), status: 'NOT AVAILABLE', memo: '', lines: [], charges: [],
				totals: { beforeTax: '0', tax: '0', total: '0' },
			},
			fulfillments: [], invoices: [], creditNotes: [], manualJournal: { status: 'NOT AVAILABLE', lines: [] }, allocations: [], movements: [],
		};
		this.world.addSale(sale);
		return sale;
	}

	/** What the body leaves out is cleared to the customer's defaults, or kept, as the switch says. */
	update(sale: Sale, body: Fields): void {
		if (sale.voided) reject('Sale is voided');
		const { externalId, ...header } = this.read(body, sale);
		this.world.changeExternalId(sale, externalId);
		Object.assign(sale, header);
		for (const document of [sale.order, ...sale.invoices.filter((invoice) => invoice.status === 'DRAFT'), ...sale.creditNotes.filter((note) => note.status === 'DRAFT')]) {
			document.totals = totalsOf(document.lines, document.charges, sale.taxInclusive);
		}
		this.world.touch(sale);
	}

	private typeOf(body: Fields): Sale['type'] {
		if (body.boolean('ServiceOnly') === true) return 'Service Sale';
		const type = body.optionalText('SaleType', 50) ?? 'Simple';
		if (/^simple$/i.test(type)) return 'Simple Sale';
		return /^advanced$/i.test(type) ? 'Advanced Sale' : reject("'SaleType' must be Simple or Advanced");
	}

	private customer(body: Fields, before: Sale | undefined): Customer {
		const id = body.optionalText('CustomerID');
		const name = body.optionalText('Customer');
		if (id !== undefined) return this.world.customers.get(id.toLowerCase()) ?? reject(`Customer with ID '${id}' was not found`);
		if (name !== undefined) return this.world.customerByName(name) ?? reject(`Customer '${name}' was not found`);
		const kept = before && this.world.customers.get(before.customerId);
		return kept ?? reject('Either Customer or CustomerID is required');
	}

	private read(body: Fields, before: Sale | undefined): Header {
		const kept = this.world.switches.salePutOmitted === 'kept' ? before : undefined;
		const customer = this.customer(body, before);
		const text = (name: string, maximum: number, old: string | undefined): string => body.optionalText(name, maximum) ?? old ?? '';
		const location = this.references.location(body.text('Location'));
		const defaultContact = customer.contacts.find((contact) => contact.isDefault) ?? customer.contacts[0];
		return {
			...this.labels(body, customer, kept),
			currencyRate: this.currencyRate(body, customer, before),
			customerCurrency: customer.currency,
			baseCurrency: this.world.company.currency,
			contact: text('Contact', 256, kept?.contact ?? defaultContact?.name),
			phone: text('Phone', 50, kept?.phone ?? defaultContact?.phone ?? undefined),
			email: text('Email', 256, kept?.email ?? defaultContact?.email ?? undefined),
			skipQuote: body.boolean('SkipQuote') ?? before?.skipQuote ?? this.world.switches.skipQuoteDefault,
			taxInclusive: body.boolean('TaxInclusive') ?? kept?.taxInclusive ?? false,
			shippingNotes: text('ShippingNotes', 1024, kept?.shippingNotes),
			note: text('Note', 1024, kept?.note),
			customerReference: text('CustomerReference', 256, kept?.customerReference),
			externalId: body.optionalText('ExternalID') ?? kept?.externalId ?? null,
			location: location.name,
			locationId: location.id,
			saleOrderDate: this.orderDate(body, before),
			shipBy: body.day('ShipBy') ?? kept?.shipBy ?? null,
			additionalAttributes: this.attributes(body, kept),
			// Last: it may add an address to the customer, which a refused sale must not do.
			...this.parties(body, customer, kept),
		};
	}

	private orderDate(body: Fields, before: Sale | undefined): string {
		const date = body.day('SaleOrderDate') ?? before?.saleOrderDate ?? `${this.world.instant().slice(0, 10)}T00:00:00`;
		if (date !== before?.saleOrderDate && this.world.locked(date)) reject(this.world.switches.lockDateText);
		return date;
	}

	/** S1: required where the customer's currency is not the base currency, else 1. */
	private currencyRate(body: Fields, customer: Customer, before: Sale | undefined): string {
		if (customer.currency === this.world.company.currency) return '1';
		const rate = body.positive('CurrencyRate', 5, this.world.switches.excessDecimals) ?? before?.currencyRate;
		return rate ?? reject("'CurrencyRate' is required: the customer's currency is not the base currency");
	}

	private labels(body: Fields, customer: Customer, kept: Sale | undefined): Pick<Header, 'defaultAccount' | 'taxRule' | 'terms' | 'priceTier' | 'salesRepresentative' | 'carrier'> {
		const terms = body.optionalText('Terms') ?? kept?.terms ?? customer.paymentTerm;
		const representative = body.optionalText('SalesRepresentative') ?? kept?.salesRepresentative ?? customer.salesRepresentative ?? '';
		const carrier = body.optionalText('Carrier') ?? kept?.carrier ?? customer.carrier ?? '';
		return {
			defaultAccount: this.references.revenueAccount(body.optionalText('DefaultAccount', 50) ?? kept?.defaultAccount ?? customer.revenueAccount),
			taxRule: this.references.taxRuleForSale(body.optionalText('TaxRule', 50) ?? kept?.taxRule ?? customer.taxRule).name,
			terms: this.references.paymentTerm(terms),
			priceTier: this.references.priceTier(body.optionalText('PriceTier', 50) ?? kept?.priceTier ?? customer.priceTier),
			salesRepresentative: representative === '' ? '' : this.references.salesRepresentative(representative),
			carrier: carrier === '' ? '' : this.references.carrier(carrier),
		};
	}

	private parties(body: Fields, customer: Customer, kept: Sale | undefined): Pick<Header, 'customerId' | 'customer' | 'billingAddress' | 'shippingAddress'> {
		const billing = body.object('BillingAddress');
		const shipping = body.object('ShippingAddress');
		return {
			customerId: customer.id,
			customer: customer.name,
			billingAddress: billing ? this.address(billing, customer) : kept?.billingAddress ?? this.defaultAddress(customer, 'Billing'),
			shippingAddress: shipping ? this.shippingAddress(shipping, customer) : kept?.shippingAddress ?? this.defaultShipping(customer),
		};
	}

	private address(given: Fields, customer: Customer): SaleAddress {
		const id = given.optionalText('ID');
		if (id !== undefined) return customer.addresses.find((entry) => entry.id === id) ?? reject(`Address with ID '${id}' was not found`);
		return {
			line1: given.text('Line1'), line2: given.optionalText('Line2') ?? '', city: given.optionalText('City') ?? '',
			state: given.optionalText('State') ?? '', postcode: given.optionalText('Postcode', 20) ?? '', country: given.text('Country'),
		};
	}

	/** Documented: without ShipToOther, an address whose Line1 the customer does not have becomes a new shipping address of the customer. */
	private shippingAddress(given: Fields, customer: Customer): ShippingAddress {
		const address = this.address(given, customer);
		const shipToOther = given.boolean('ShipToOther') ?? false;
		if (!shipToOther && !customer.addresses.some((entry) => entry.line1.toLowerCase() === address.line1.toLowerCase())) {
			customer.addresses.push({ ...address, id: this.world.guids.next(), type: 'Shipping', defaultForType: false });
			customer.lastModified = this.world.instant();
		}
		return { ...address, company: given.optionalText('Company', 128) ?? '', contact: given.optionalText('Contact', 512) ?? '', shipToOther };
	}

	private defaultAddress(customer: Customer, type: 'Billing' | 'Shipping'): SaleAddress | null {
		const ofType = customer.addresses.filter((entry) => entry.type === type);
		return ofType.find((entry) => entry.defaultForType) ?? ofType[0] ?? null;
	}

	private defaultShipping(customer: Customer): ShippingAddress | null {
		const address = this.defaultAddress(customer, 'Shipping');
		return address && { ...address, company: '', contact: '', shipToOther: false };
	}

	private attributes(body: Fields, kept: Sale | undefined): string[] {
		const given = body.object('AdditionalAttributes');
		return Array.from({ length: 10 }, (_, index) => given?.optionalText(`AdditionalAttribute${index + 1}`) ?? kept?.additionalAttributes[index] ?? '');
	}
}
