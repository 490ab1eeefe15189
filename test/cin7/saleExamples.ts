import type { Assembly, CreditNoteDocument, SaleHeader, SaleInvoiceDocument, SaleOrderDocument, SalePayment } from '../../src/domain/accounting/sale';
import type { NewCustomer } from '../../src/processes/ports/cin7';

export const SALE_ID = '916ab4c0-6ccb-4c93-873d-0603859050e4';
export const CUSTOMER_ID = '6c18f8e9-90e1-418f-aebc-1219e67e4b9c';
export const PRODUCT_ID = '4aadd8f6-4d3d-46ca-acbb-1a9a662f9bc1';
export const ORDER_ID = '111-4444444-5555555';

const address = { line1: '12 Harbor Street', line2: 'Flat 3', city: 'Portland', state: 'ME', postcode: '04101', country: 'US' };

/** A header with every field set. */
export const header: SaleHeader = {
	customerId: CUSTOMER_ID,
	contact: 'Jane Roe',
	phone: '+1 207-555-0100',
	email: 'jane.roe@example.com',
	defaultAccount: '200',
	billingAddress: address,
	shippingAddress: { ...address, company: 'Roe Trading', contact: 'Jane Roe' },
	shippingNotes: 'Leave with the neighbour',
	taxRule: 'Tax on Sales',
	taxInclusive: false,
	terms: '30 days',
	priceTier: 'Tier 1',
	requiredBy: '2026-11-03',
	location: 'Main Warehouse',
	saleOrderDate: '2026-11-02',
	note: 'Gift message: happy birthday',
	customerReference: ORDER_ID,
	currencyRate: '1.07531',
	salesRepresentative: 'Harbor & Pine',
	carrier: 'UPS',
	externalId: ORDER_ID,
	skipQuote: true,
};

const line = { productId: PRODUCT_ID, sku: 'MUG-01', name: 'Enamel mug', quantity: 3, price: '19.9933', tax: '4.8', taxRule: 'Tax on Sales', total: '59.9799', comment: 'Points granted: 5' };
const charge = { description: 'Shipping', quantity: 1, price: '4.99', tax: '0.4', taxRule: 'Tax on Sales', total: '4.99' };
const discount = { description: 'Discount', quantity: 1, price: '-1.5', tax: '-0.12', taxRule: 'Tax on Sales', total: '-1.5' };
const totals = { currency: 'USD', beforeTax: '63.4699', tax: '5.08', total: '68.5499' };

export const order: SaleOrderDocument = { saleId: SALE_ID, status: 'AUTHORISED', autoPickPackShipMode: 'AUTOPICKPACKSHIP', memo: '', lines: [line], charges: [charge, discount], totals };

export const invoice: SaleInvoiceDocument = {
	saleId: SALE_ID,
	taskId: SALE_ID,
	status: 'AUTHORISED',
	memo: '',
	invoiceDate: '2026-11-02',
	dueDate: '2026-12-02',
	currencyRate: '1.07531',
	billingLine1: address.line1,
	billingLine2: address.line2,
	lines: [{ ...line, account: '200' }],
	charges: [{ ...charge, account: '200' }, discount],
	totals,
};

export const payment: SalePayment = { taskId: SALE_ID, reference: ORDER_ID, amount: '68.55', datePaid: '2026-11-02', account: '718', currencyRate: '1.07531' };

/** A credit note with every field set; one of the lines goes back on the shelf. */
export const creditNote: CreditNoteDocument = {
	saleId: SALE_ID,
	invoiceNumber: 'INV-00007',
	status: 'AUTHORISED',
	memo: `Amazon refund of order ${ORDER_ID}`,
	date: '2026-11-05',
	currencyRate: '1.07531',
	lines: [{ ...line, account: '200', sellerSku: 'AMZ-MUG' }],
	charges: [{ ...charge, account: '200', kind: 'shipping', sellerSku: 'AMZ-MUG' }, discount],
	totals,
	restock: [{ productId: PRODUCT_ID, sku: 'MUG-01', quantity: 2, location: 'Main Warehouse' }],
};

export const assembly: Assembly = {
	productId: PRODUCT_ID,
	quantity: 2,
	location: 'Main Warehouse',
	date: '2026-11-02',
	workInProgressAccount: '715',
	account: '630',
	notes: `${ORDER_ID} MUG-01`,
};

export const newCustomer: NewCustomer = {
	name: 'Jane Roe',
	currency: 'USD',
	paymentTerm: '30 days',
	accountReceivable: '610',
	revenueAccount: '200',
	taxRule: 'Tax on Sales',
	priceTier: 'Tier 1',
	contact: { name: 'Jane Roe', email: 'jane.roe@example.com', phone: '+1 207-555-0100' },
};
