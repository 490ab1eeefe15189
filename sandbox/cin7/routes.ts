import { AssemblyEndpoints } from './assemblies/endpoints';
import { Customers } from './customers';
import { Fields } from './fields';
import { Journals } from './finance/journals';
import { MoneyTasks } from './finance/moneyTasks';
import { SaleJournals } from './finance/saleJournals';
import { Attachments } from './products/attachments';
import { Families } from './products/families';
import { brands, categories, createName, listNames, units, type NameBook } from './products/nameBooks';
import { Products } from './products/products';
import type { Query } from './query';
import { References } from './references';
import { createCarrier, createContact, listAccounts, listAvailability, listBankAccounts, listCarriers, listContacts, listLocations, listPaymentTerms, listPriceTiers, listTaxRules, listTransactions } from './referenceBooks';
import { renderCompany } from './rendering';
import { SaleEndpoints } from './sales/endpoints';
import { listSales } from './sales/list';
import type { Cin7World } from './world';

/** What an endpoint does with a request: the JSON of its answer. Throws Cin7Rejection. */
export type Handler = (query: Query, body: unknown) => unknown;

export interface Route {
	/** 'POST /sale', as the reference spells the path. */
	readonly operation: string;
	readonly handle: Handler;
}

/** The endpoints by path in lower case, then by verb. A path that is not here does not exist; a verb that is not here is a 405. */
export type Routes = ReadonlyMap<string, ReadonlyMap<string, Route>>;

export function routesOf(world: Cin7World): Routes {
	const references = new References(world);
	const customers = new Customers(world, references);
	const read = (list: (world: Cin7World, query: Query) => unknown): Handler => (query) => list(world, query);
	return indexed([
		['GET /me', () => renderCompany(world)],
		['GET /me/contacts', read(listContacts)],
		['POST /me/contacts', write((body) => createContact(world, body))],
		['GET /ref/account', read(listAccounts)],
		['GET /ref/account/bank', read(listBankAccounts)],
		['GET /ref/tax', read(listTaxRules)],
		['GET /ref/location', read(listLocations)],
		['GET /ref/carrier', read(listCarriers)],
		['POST /ref/carrier', write((body) => createCarrier(world, body))],
		['GET /ref/paymentterm', read(listPaymentTerms)],
		['GET /ref/priceTier', () => listPriceTiers(world)],
		['GET /ref/productavailability', read(listAvailability)],
		...productRoutes(world, references),
		['GET /customer', (query) => customers.list(query)],
		['POST /customer', write((body) => customers.create(body))],
		['PUT /customer', write((body) => customers.update(body))],
		['GET /saleList', read(listSales)],
		['GET /transactions', read(listTransactions)],
		...saleRoutes(world, references),
		...assemblyRoutes(world, references),
		...financeRoutes(world, references),
	]);
}

const write = (perform: (body: Fields) => unknown): Handler => (_query, body) => perform(new Fields(body));

function saleRoutes(world: Cin7World, references: References): (readonly [string, Handler])[] {
	const sales = new SaleEndpoints(world, references);
	return [
		['GET /sale', (query) => sales.read(query)],
		['POST /sale', write((body) => sales.create(body))],
		['PUT /sale', write((body) => sales.update(body))],
		['DELETE /sale', (query) => sales.remove(query)],
		['GET /sale/order', (query) => sales.readOrder(query)],
		['POST /sale/order', write((body) => sales.writeOrder(body))],
		['GET /sale/fulfilment', (query) => sales.readFulfillments(query)],
		['POST /sale/fulfilment', write((body) => sales.addFulfillment(body))],
		['DELETE /sale/fulfilment', (query) => sales.removeFulfillment(query)],
		['GET /sale/fulfilment/pick', (query) => sales.readPick(query)],
		['POST /sale/fulfilment/pick', write((body) => sales.writePick(body))],
		['PUT /sale/fulfilment/pick', write((body) => sales.writePick(body))],
		['GET /sale/fulfilment/pack', (query) => sales.readPack(query)],
		['POST /sale/fulfilment/pack', write((body) => sales.writePack(body, false))],
		['PUT /sale/fulfilment/pack', write((body) => sales.writePack(body, true))],
		['GET /sale/fulfilment/ship', (query) => sales.readShip(query)],
		['POST /sale/fulfilment/ship', write((body) => sales.writeShip(body, false))],
		['PUT /sale/fulfilment/ship', write((body) => sales.writeShip(body, true))],
		['GET /sale/invoice', (query) => sales.readInvoices(query)],
		['POST /sale/invoice', write((body) => sales.createInvoice(body))],
		['PUT /sale/invoice', write((body) => sales.updateInvoice(body))],
		['GET /sale/creditnote', (query) => sales.readCreditNotes(query)],
		['POST /sale/creditnote', write((body) => sales.writeCreditNote(body))],
		['DELETE /sale/creditnote', (query) => sales.removeCreditNote(query)],
		['GET /sale/payment', (query) => sales.readPayments(query)],
		['POST /sale/payment', write((body) => sales.createPayment(body))],
		['DELETE /sale/payment', (query) => sales.deletePayment(query)],
	];
}

function assemblyRoutes(world: Cin7World, references: References): (readonly [string, Handler])[] {
	const assemblies = new AssemblyEndpoints(world, references);
	return [
		['GET /finishedGoodsList', (query) => assemblies.list(query)],
		['GET /finishedGoods', (query) => assemblies.read(query)],
		['POST /finishedGoods', write((body) => assemblies.create(body))],
		['DELETE /finishedGoods', (query) => assemblies.remove(query)],
	];
}

function financeRoutes(world: Cin7World, references: References): (readonly [string, Handler])[] {
	const journals = new Journals(world, references);
	const money = new MoneyTasks(world, references);
	const saleJournals = new SaleJournals(world, references);
	return [
		['GET /journal', (query) => journals.list(query)],
		['POST /journal', write((body) => journals.create(body))],
		['PUT /journal', write((body) => journals.update(body))],
		['DELETE /journal', (query) => journals.remove(query)],
		['GET /moneyTaskList', (query) => money.list(query)],
		['GET /moneyOperation', (query) => money.read(query)],
		['POST /moneyOperation', write((body) => money.create(body))],
		['PUT /moneyOperation', write((body) => money.update(body))],
		['DELETE /moneyOperation', (query) => money.remove(query)],
		['GET /sale/manualJournal', (query) => saleJournals.read(query)],
		['POST /sale/manualJournal', write((body) => saleJournals.write(body))],
	];
}

function productRoutes(world: Cin7World, references: References): (readonly [string, Handler])[] {
	const products = new Products(world, references);
	const families = new Families(world, references);
	const attachments = new Attachments(world);
	const names = (path: string, book: NameBook): (readonly [string, Handler])[] => [
		[`GET ${path}`, (query) => listNames(world, book, query)], [`POST ${path}`, write((body) => createName(world, book, body))],
	];
	return [
		['GET /product', (query) => products.list(query)],
		['POST /product', write((body) => products.create(body))],
		['PUT /product', write((body) => products.update(body))],
		['GET /product/attachments', (query) => attachments.list(query)],
		['POST /product/attachments', write((body) => attachments.create(body))],
		['DELETE /product/attachments', (query) => attachments.remove(query)],
		['GET /productFamily', (query) => families.list(query)],
		['POST /productFamily', write((body) => families.create(body))],
		['PUT /productFamily', write((body) => families.update(body))],
		...names('/ref/category', categories), ...names('/ref/brand', brands), ...names('/ref/unit', units),
	];
}

function indexed(entries: readonly (readonly [string, Handler])[]): Routes {
	const routes = new Map<string, Map<string, Route>>();
	for (const [operation, handle] of entries) {
		const [verb, path] = operation.split(' ');
		const verbs = routes.get(path.toLowerCase()) ?? new Map<string, Route>();
		verbs.set(verb, { operation, handle });
		routes.set(path.toLowerCase(), verbs);
	}
	return routes;
}
