import type { DocumentContent, Invoice, Sale } from '../../../sandbox/cin7/model';
import { compareSales } from '../../../sandbox/demo/compareSales';
import type { ExpectedSale } from '../../../sandbox/demo/demoOrder';

const expected: ExpectedSale = {
	orderId: '111-1',
	store: 'US',
	outcome: 'sale',
	total: '34.49',
	tax: '1.50',
	currency: 'USD',
	lines: [{ sku: 'MUG', quantity: 3, total: '30.00' }],
	charges: [{ kind: 'shipping', total: '4.99' }, { kind: 'discount', total: '-2.00' }],
};

const line = (sku: string, quantity: string, total: string) => ({ sku, quantity, total });
const document = (over: object = {}) =>
	({ lines: [line('MUG', '1', '10.0'), line('MUG', '2', '20')], charges: [{ total: '4.99' }, { total: '-2' }], totals: { beforeTax: '32.99', tax: '1.5', total: '34.49' }, ...over }) as DocumentContent;
const invoice = (over: object = {}) => ({ ...document(), status: 'PAID', payments: [{ amount: '34.49' }], ...over }) as Invoice;
const sale = (over: object = {}) =>
	({ externalId: '111-1', voided: false, customerCurrency: 'USD', order: { ...document(), number: 'SO-1' }, invoices: [invoice()], ...over }) as Sale;
const wrong = (order: ExpectedSale, sales: readonly Sale[]) => compareSales([order], sales).flatMap((check) => check.wrong);

describe('the comparison of sales', () => {
	it('finds nothing where the sale is as it must be, its lines split or not', () => {
		expect(wrong(expected, [sale()])).toEqual([]);
		expect(compareSales([expected], [sale()]).map(({ title }) => title)).toEqual(['US order 111-1: sale over 34.49 USD', 'Every sale belongs to an order']);
	});

	it.each<[string, readonly Sale[], string]>([
		['a missing sale', [], '0 sales instead of 1'],
		['a doubled sale', [sale(), sale()], '2 sales instead of 1'],
		['a voided sale', [sale({ voided: true })], '0 sales instead of 1'],
		['another currency', [sale({ customerCurrency: 'EUR' })], 'currency EUR instead of USD'],
		['a cent too much', [sale({ order: document({ totals: { beforeTax: '33', tax: '1.5', total: '34.50' } }) })], 'order: total 34.50 instead of 34.49'],
		['a cent of tax', [sale({ order: document({ totals: { beforeTax: '33', tax: '1.49', total: '34.49' } }) })], 'order: tax 1.49 instead of 1.50'],
		['a lost unit', [sale({ order: document({ lines: [line('MUG', '2', '30')] }) })], 'order: quantity of MUG 2 instead of 3'],
		['another line total', [sale({ order: document({ lines: [line('MUG', '3', '29.99')] }) })], 'order: lines of MUG 29.99 instead of 30'],
		['a line too many', [sale({ order: document({ lines: [line('MUG', '3', '30'), line('CUP', '1', '0')] }) })], 'order: quantity of CUP 1 instead of 0'],
		['a lost charge', [sale({ order: document({ charges: [{ total: '2.99' }] }) })], 'order: 1 charges instead of 2'],
		['a wrong charge', [sale({ order: document({ charges: [{ total: '4.99' }, { total: '-3' }] }) })], 'order: charges 1.99 instead of 2.99'],
		['an invoice over something else', [sale({ invoices: [invoice({ totals: { beforeTax: '0', tax: '1.5', total: '30' } })] })], 'invoice: total 30 instead of 34.49'],
		['a second invoice', [sale({ invoices: [invoice(), invoice({ payments: [] })] })], '2 invoices instead of 1'],
		['a missing payment', [sale({ invoices: [invoice({ payments: [] })] })], 'paid 0 instead of 34.49'],
		['a sale of no order', [sale(), sale({ externalId: '999-9', order: { ...document(), number: 'SO-2' } })], 'SO-2 has the external id 999-9'],
	])('sees %s', (_title, sales, difference) => {
		expect(wrong(expected, sales)).toEqual([difference]);
	});

	it.each(['held', 'canceled', 'waiting'] as const)('wants no sale of an order that is %s', (outcome) => {
		expect(wrong({ ...expected, outcome }, [])).toEqual([]);
		expect(wrong({ ...expected, outcome }, [sale()])).toEqual(['1 sales instead of 0']);
	});
});
