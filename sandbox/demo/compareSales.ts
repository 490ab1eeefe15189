import { equals, sum } from '../../src/domain/money';
import type { DocumentContent, Sale } from '../cin7/model';
import type { ExpectedSale } from './demoOrder';
import type { DemoSeller } from './seller';

/** One thing that was looked at; `wrong` says in words what is not as it must be. */
export interface Check {
	readonly title: string;
	readonly wrong: readonly string[];
}

/** Holds the sales in Cin7 Core against what must come out of the demo orders, to the cent. One check an order, and one for sales of no order. */
export function compareSales(expected: readonly ExpectedSale[], sales: Iterable<Sale>): readonly Check[] {
	const standing = [...sales].filter((sale) => !sale.voided);
	const strangers = standing.filter((sale) => !expected.some(({ orderId }) => orderId === sale.externalId));
	return [
		...expected.map((order) => ({
			title: `${order.store} order ${order.orderId}: ${order.outcome === 'sale' ? `sale over ${order.total} ${order.currency}` : `no sale, ${order.outcome}`}`,
			wrong: compareOrder(order, standing.filter((sale) => sale.externalId === order.orderId)),
		})),
		{ title: 'Every sale belongs to an order', wrong: strangers.map(({ order, externalId }) => `${order.number} has the external id ${externalId}`) },
	];
}

/** N23: the order that waited for a product has its sale, once the product is there. */
export function compareReleased({ expected, cases }: Pick<DemoSeller, 'expected' | 'cases'>, sales: Iterable<Sale>): readonly Check[] {
	const order = expected.find(({ orderId }) => orderId === cases.get('unmappedSku'));
	if (!order) return [{ title: 'An order waited for its product', wrong: ['the demo has none'] }];
	const lines = order.lines.map((line) => ({ ...line, sku: line.sku ?? 'HP-SPOON-WALNUT' }));
	const [check] = compareSales([{ ...order, lines, outcome: 'sale' }], [...sales].filter(({ externalId }) => externalId === order.orderId));
	return check ? [{ ...check, title: `N23: order ${order.orderId} is released by the new product` }] : [];
}

function compareOrder(order: ExpectedSale, sales: readonly Sale[]): readonly string[] {
	const wanted = order.outcome === 'sale' ? 1 : 0;
	if (sales.length !== wanted) return [`${sales.length} sales instead of ${wanted}`];
	return sales.flatMap((sale) => compareSale(order, sale));
}

function compareSale(order: ExpectedSale, sale: Sale): readonly string[] {
	const wrong: string[] = [];
	const invoices = sale.invoices.filter(({ status }) => status !== 'VOIDED');
	if (sale.customerCurrency !== order.currency) wrong.push(`currency ${sale.customerCurrency} instead of ${order.currency}`);
	if (invoices.length !== 1) wrong.push(`${invoices.length} invoices instead of 1`);
	for (const [name, document] of [['order', sale.order], ...invoices.map((invoice) => ['invoice', invoice] as const)] as const) {
		wrong.push(...compareDocument(order, document).map((difference) => `${name}: ${difference}`));
	}
	const paid = sum(invoices.flatMap(({ payments }) => payments.map(({ amount }) => amount)));
	if (!equals(paid, order.total)) wrong.push(`paid ${paid} instead of ${order.total}`);
	return wrong;
}

function compareDocument(order: ExpectedSale, { totals, lines, charges }: DocumentContent): readonly string[] {
	const wrong: string[] = [];
	const mustEqual = (what: string, is: string, must: string) => {
		if (!equals(is, must)) wrong.push(`${what} ${is} instead of ${must}`);
	};
	mustEqual('total', totals.total, order.total);
	if (order.tax !== undefined) mustEqual('tax', totals.tax, order.tax);
	// A price that cannot be exact is split over two lines of the same product.
	for (const sku of new Set([...order.lines, ...lines].map((line) => line.sku))) {
		const [is, must] = [lines, order.lines].map((all) => all.filter((line) => line.sku === sku));
		mustEqual(`quantity of ${sku}`, sum(is.map(({ quantity }) => String(quantity))), sum(must.map(({ quantity }) => String(quantity))));
		mustEqual(`lines of ${sku}`, sum(is.map(({ total }) => total)), sum(must.map(({ total }) => total)));
	}
	mustEqual('charges', sum(charges.map(({ total }) => total)), sum(order.charges.map(({ total }) => total)));
	if (charges.length !== order.charges.length) wrong.push(`${charges.length} charges instead of ${order.charges.length}`);
	return wrong;
}
