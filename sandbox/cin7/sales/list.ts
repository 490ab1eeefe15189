import type { Sale } from '../model';
import { contains, envelope, type Query } from '../query';
import type { Json } from '../rendering';
import { sameName, type Cin7World } from '../world';
import { renderSaleRow } from './rendering';
import { combinedInvoice, combinedStage, creditNoteStatus, liveInvoices, quoteStatus, saleStatus } from './statuses';

/** GET /saleList: newest first. ExternalID is compared exactly, letter by letter (S14). */
export function listSales(world: Cin7World, query: Query): Json {
	const externalId = query.text('ExternalID');
	const candidates = externalId === undefined ? [...world.sales.values()] : [...(world.salesByExternalId.get(externalId) ?? [])];
	const tests = filters(world, query);
	const rows = candidates.filter((sale) => tests.every((test) => test(sale))).reverse();
	return envelope('SaleList', rows, query, world.switches, (sale) => renderSaleRow(sale, world));
}

type Test = (sale: Sale) => boolean;

function filters(world: Cin7World, query: Query): Test[] {
	const tests: Test[] = [];
	const words = (name: string, of: (sale: Sale) => string): void => {
		const wanted = query.text(name);
		if (wanted !== undefined) tests.push((sale) => sameName(of(sale), wanted));
	};
	const since = (name: string, of: (sale: Sale) => number, later: boolean): void => {
		const instant = query.instant(name);
		if (instant !== undefined) tests.push((sale) => (later ? of(sale) >= instant : of(sale) <= instant));
	};
	words('Status', (sale) => saleStatus(sale, world.switches));
	words('QuoteStatus', quoteStatus);
	words('OrderStatus', (sale) => sale.order.status);
	words('CombinedPickStatus', (sale) => combinedStage(sale, 'pick'));
	words('CombinedPackStatus', (sale) => combinedStage(sale, 'pack'));
	words('CombinedShippingStatus', (sale) => combinedStage(sale, 'ship'));
	words('CombinedInvoiceStatus', (sale) => combinedInvoice(sale, world.switches));
	words('CreditNoteStatus', creditNoteStatus);
	words('OrderLocationID', (sale) => sale.locationId);
	since('CreatedSince', (sale) => sale.created, true);
	since('UpdatedSince', (sale) => sale.updated, true);
	since('UpdatedUntil', (sale) => sale.updated, false);
	const shipBy = query.instant('ShipBy');
	if (shipBy !== undefined) tests.push((sale) => sale.shipBy !== null && Date.parse(`${sale.shipBy}Z`) <= shipBy && combinedStage(sale, 'ship') !== 'SHIPPED');
	if (query.boolean('ReadyForShipping') === true) tests.push((sale) => combinedStage(sale, 'pack') === 'PACKED' && combinedStage(sale, 'ship') !== 'SHIPPED');
	const search = query.text('Search');
	if (search !== undefined) tests.push((sale) => searchable(sale, world).some((text) => contains(text, search)));
	return tests;
}

/** The fields that Search looks into (API reference). */
const searchable = (sale: Sale, world: Cin7World): string[] => [
	sale.order.number, saleStatus(sale, world.switches), sale.customer, sale.customerReference, ...liveInvoices(sale).map((invoice) => invoice.number), ...sale.creditNotes.map((note) => note.number),
];
