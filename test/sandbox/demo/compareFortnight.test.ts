import type { RestockLine, Sale } from '../../../sandbox/cin7/model';
import type { Cin7World } from '../../../sandbox/cin7/world';
import { compareFortnight } from '../../../sandbox/demo/fortnight/compareFortnight';
import { anchorsOf, type ExpectedCredit, type ExpectedFortnightSale } from '../../../sandbox/demo/fortnight/expected';
import { demoFortnight } from '../../../sandbox/demo/fortnight/fortnight';
import { fortnightStoreNames, fortnightStores } from '../../../sandbox/demo/fortnight/stores';
import { unitsAtFirst } from '../../../sandbox/demo/fortnight/tenant';
import { multiply, negate, round, subtract, sum } from '../../../src/domain/money';

const LATE = '2026-11-24';
const fortnight = demoFortnight('2026-11-01');
const expected = fortnight.expected('second');

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };
type Content = { total: string; tax: string };

const contentOf = ({ goods, charges, total, tax }: ExpectedFortnightSale) => ({
	// Each product on two lines, as where prices differ.
	lines: goods.flatMap(({ sku, quantity, total: amount }) => [{ sku, quantity: '1', total: '1' }, { sku, quantity: String(quantity - 1), total: subtract(amount, '1') }]),
	charges: [{ description: 'Shipping', total: charges }],
	totals: { total, tax, beforeTax: subtract(total, tax) },
});

const creditNoteOf = ({ kind, creditId, orderId, total, tax, fees, day, restock, store }: ExpectedCredit, index: number) => ({
	number: `CR-${index}`, status: 'AUTHORISED', memo: kind === 'refund' ? `Amazon refund ${creditId} of order ${orderId}` : `Amazon cancellation of order ${orderId} (${creditId})`, date: `${day ?? LATE}T00:00:00`,
	lines: [], charges: [{ description: 'Amazon commission returned', total: negate(fees) }], totals: { total, tax, beforeTax: subtract(total, tax) },
	payments: total === '0.00' ? [] : [{ amount: total, account: fortnightStores[store].accounts.payment }], restock: restock.map(({ sku, quantity }) => ({ sku, quantity: String(quantity) })),
});

function saleOf(sale: ExpectedFortnightSale, index: number): Sale {
	const { externalId, reference } = anchorsOf(sale, LATE);
	const { currency, accounts } = fortnightStores[sale.store];
	const day = `${sale.day === 'late' ? LATE : sale.day}T00:00:00`;
	return {
		externalId, customerReference: reference, location: sale.location, customerCurrency: currency, saleOrderDate: day, voided: false,
		type: sale.creditIds.length > 1 ? 'Advanced Sale' : 'Simple Sale', fulfillments: [{ ship: { status: sale.shipped ? 'AUTHORISED' : 'NOT AVAILABLE' } }],
		order: { ...contentOf(sale), number: `SO-${index}` },
		invoices: [{ ...contentOf(sale), status: 'PAID', invoiceDate: day, payments: sale.total === '0.00' ? [] : [{ amount: sale.total, account: accounts.payment }] }],
		creditNotes: expected.credits.filter(({ creditId }) => sale.creditIds.includes(creditId)).map(creditNoteOf),
	} as unknown as Sale;
}

/** Cin7 Core as it must be: its ledger by the product's own arithmetic, which the expectation does not know. */
function worldAsExpected() {
	const sales = expected.sales.map(saleOf);
	const skus = [...new Set(expected.sales.flatMap(({ goods }) => goods.map(({ sku }) => sku)))];
	const stock = [...expected.unitsGone].flatMap(([location, gone]) => skus.map((sku) => ({ productId: `id of ${sku}`, location, onHand: String(unitsAtFirst - (gone.get(sku) ?? 0)) })));
	const balances = new Map<string, string>();
	for (const store of fortnightStoreNames) {
		const { accounts, currencyRate } = fortnightStores[store];
		const documents: Content[] = [...expected.sales.filter((sale) => sale.store === store), ...expected.credits.filter((credit) => credit.store === store).map(({ total, tax }) => ({ total: negate(total), tax: negate(tax) }))];
		const posted = (amountOf: (document: Content) => string) => sum(documents.map((document) => round(multiply(amountOf(document), currencyRate), 2)));
		const [revenue, tax, paid] = [posted(({ total, tax: part }) => subtract(total, part)), posted(({ tax: part }) => part), posted(({ total }) => total)];
		balances.set(accounts.revenue, negate(revenue)).set(accounts.tax, negate(tax)).set(accounts.payment, paid).set(accounts.receivable, subtract(sum([revenue, tax]), paid));
	}
	const world = {
		sales: new Map(sales.map((sale, index) => [String(index), sale])),
		products: new Map(skus.map((sku) => [sku, { id: `id of ${sku}`, sku }])),
		stock: { all: () => stock },
		ledger: { balance: (account: string) => balances.get(account) ?? '0' },
	};
	return { world, sales, stock, balances };
}

type Parts = ReturnType<typeof worldAsExpected>;
const compare = ({ world }: Parts, lateDay: string | undefined = LATE) => compareFortnight(expected, world as unknown as Cin7World, lateDay ? { lateDay } : {});
const wrongAfter = (change: (parts: Parts) => void): readonly string[] => {
	const parts = worldAsExpected();
	change(parts);
	return compare(parts).flatMap(({ wrong }) => wrong);
};
const credited = (sales: readonly Sale[], at = 0) => {
	const note = sales.flatMap(({ creditNotes }) => creditNotes)[at];
	if (!note) throw new Error('There is no credit note');
	return note;
};
const first = <T>(all: readonly T[]): Writable<T> => {
	const [one] = all;
	if (one === undefined) throw new Error('There is none');
	return one;
};

describe('the comparison of the fortnight', () => {
	it('finds nothing where Cin7 Core is as it must be, whether the late day is known or not', () => {
		const checks = compare(worldAsExpected());
		expect(checks.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
		expect(checks.length).toBe(expected.sales.length + expected.credits.length + expected.leftToSettlement.length + 2 + 2 + 4 + 6);
		expect(compareFortnight(expected, worldAsExpected().world as unknown as Cin7World).flatMap(({ wrong }) => wrong)).toEqual([]);
	});

	it.each<[string, (parts: Parts) => void, RegExp]>([
		['a missing sale', ({ world }) => void world.sales.delete('0'), /^0 sales instead of 1$/],
		['a doubled sale', ({ world, sales }) => void world.sales.set('again', { ...first(sales) }), /^2 sales instead of 1$/],
		['a voided sale', ({ sales }) => void (first(sales).voided = true), /^0 sales instead of 1$/],
		['a sale of no order', ({ world, sales }) => void world.sales.set('more', { ...first(sales), externalId: '702-9' }), /has the external id 702-9$/],
		['a sale of a canceled order', ({ world, sales }) => void world.sales.set('more', { ...first(sales), externalId: fortnight.orderId('UK', 'pendingThenCanceled') }), /, canceled, has the sale/],
		['a sale on the day after', ({ sales }) => void (first(sales).saleOrderDate = '2026-11-02T00:00:00'), /^day 2026-11-02 instead of 2026-11-01$/],
		['another reference', ({ sales }) => void (first(sales).customerReference = 'Amazon'), /^reference Amazon instead of Amazon Sales for 01\/11\/2026$/],
		['another location', ({ sales }) => void (first(sales).location = 'Toronto'), /^location Toronto instead of FBA CA$/],
		['a lost unit', ({ sales }) => void (first(first(sales).order.lines).quantity = '0'), /^order units of HP/],
		['a cent too much on a line', ({ sales }) => void (first(first(first(sales).invoices).lines).total = '1.01'), /^invoice lines of HP/],
		['a cent of tax', ({ sales }) => void (first(first(sales).invoices).totals.tax = '0.01'), /^invoice tax 0.01 instead of/],
		['a payment that is missing', ({ sales }) => void (first(first(sales).invoices).payments = []), /^paid 0 instead of/],
		['a missing credit note', ({ sales }) => sales.forEach((sale) => void sale.creditNotes.splice(0)), /^0 credit notes instead of 1$/],
		['a voided credit note', ({ sales }) => void (credited(sales).status = 'VOIDED'), /^0 credit notes instead of 1$/],
		['a credit note a cent too high', ({ sales }) => void (credited(sales).totals.total = '999.01'), /^total 999.01 instead of/],
		['a credit note that is not refunded', ({ sales }) => void (credited(sales).payments = []), /^refunded 0 instead of/],
		['fees that are not on it', ({ sales }) => void (credited(sales).charges = []), /^fees/],
		['goods that a refund puts back', ({ sales }) => void credited(sales).restock.push({ sku: 'HP-TRIVET', quantity: '1' } as RestockLine), /^units of HP-TRIVET back on the shelf 1 instead of 0$/],
		['a credit note for what is left to the settlement', ({ sales }) => void (credited(sales).memo = `Amazon refund ${first(expected.leftToSettlement).creditId} of order 1`), /^has the credit note CR-/],
		['a second credit note on a Simple Sale', ({ sales }) => sales.filter(({ type }) => type === 'Advanced Sale').forEach((sale) => void (sale.type = 'Simple Sale')), /^type Simple Sale instead of Advanced Sale$/],
		['a unit on the shelf', ({ stock }) => void (first(stock).onHand = '5000.5'), /5000.5 instead of/],
		['a posting of a cent', ({ balances }) => void balances.set(fortnightStores.UK.accounts.receivable, '0.99'), /^receivable 0.99 instead of/],
	])('sees %s', (_title, change, difference) => {
		expect(wrongAfter(change)).toEqual(expect.arrayContaining([expect.stringMatching(difference)]));
	});

	it('sees from Amazon\'s own sums that money is missing, whatever the documents say of each other', () => {
		const wrong = wrongAfter(({ sales }) => {
			const invoice = first(first(sales).invoices);
			invoice.totals = { ...invoice.totals, total: '1.00' };
			invoice.payments = [{ ...first(invoice.payments), amount: '1.00' }];
		});
		expect(wrong).toEqual(expect.arrayContaining([expect.stringMatching(/^payments of .* instead of /)]));
	});

	it('sees late orders on another day than the one that could be closed', () => {
		const checks = compare(worldAsExpected(), '2026-11-23');
		expect(checks.filter(({ title, wrong }) => title.startsWith('CA late orders') && wrong.join() === '0 sales instead of 1')).toHaveLength(2);
	});
});
