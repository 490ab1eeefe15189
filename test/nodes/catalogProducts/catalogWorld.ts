import type { IDataObject } from 'n8n-workflow';
import type { CatalogItemSeed, ListingSeed } from '../../../sandbox/amazon/listingSeeds';
import type { Product } from '../../../sandbox/cin7/model';
import { demoSettings, demoStoreId } from '../../../sandbox/demo/setUp';
import { demoMarketplaces, type DemoMarketplace, type DemoStore } from '../../../sandbox/demo/stores';
import { byId, DemoWorld, expectGreen, type DemoWorldOptions, type NodeRun } from '../demoWorld';

/** Amazon as a user of the catalog has it before anything is listed: no listings, no orders. */
/** Reports of those stores that use them are ready at once. */
export const openCatalog = async (options: DemoWorldOptions = {}): Promise<CatalogWorld> =>
	new CatalogWorld(await DemoWorld.open({ noOrders: true, noListings: true, ...options, amazonSwitches: { reportQueueTime: 0, reportProcessingTime: 0, ...options.amazonSwitches } }));

/** A listing and the catalog item that it is on; what is left out is of no account to the test. */
export interface Offer extends Omit<Partial<ListingSeed>, 'marketplaceId' | 'sellerSku'> {
	readonly sellerSku: string;
	readonly item?: Partial<CatalogItemSeed>;
}

/** The demo world as the Catalog tab is used: every marketplace is a store, named by its country. */
export class CatalogWorld {
	constructor(readonly demo: DemoWorld) {}

	async close(): Promise<void> {
		await this.demo.close();
	}

	async connect(market: DemoMarketplace, over: IDataObject = {}): Promise<NodeRun> {
		const settings = demoSettings(market, '2026-01-01T00:00:00.000Z') as IDataObject;
		const more = { ...(settings.more as IDataObject), ...(over.more as IDataObject | undefined) };
		return green(await this.demo.run('amazonStore', { ...settings, ...over, more }, { store: accountOf(market) }));
	}

	/** Puts a listing on Amazon, with its catalog item. */
	offer(market: DemoMarketplace, { item, ...listing }: Offer): void {
		const account = this.demo.account(accountOf(market));
		const { marketplaceId } = demoMarketplaces[market];
		const title = listing.title ?? `Title of ${listing.sellerSku}`;
		const asin = listing.asin ?? asinOf(listing.sellerSku);
		account.addListing({ asin, title, price: '10.00', fulfilledBy: 'MERCHANT', quantity: 3, createdTime: '2024-05-06T07:08:09Z', ...listing, marketplaceId });
		account.setCatalogItem({ title, images: [], ...item, asin, marketplaceId });
	}

	/** Changes a listing, and its catalog item. */
	change(market: DemoMarketplace, sellerSku: string, { item, ...change }: Omit<Offer, 'sellerSku'>): void {
		const account = this.demo.account(accountOf(market));
		const { marketplaceId } = demoMarketplaces[market];
		const listing = account.updateListing(sellerSku, marketplaceId, change);
		const before = account.shelf.item(marketplaceId, listing.asin);
		if (before && item) account.setCatalogItem({ ...before, ...item });
	}

	async load(market: DemoMarketplace, options: IDataObject = {}): Promise<NodeRun> {
		return await this.run(market, 'loadProducts', { loadOptions: options });
	}

	/** Loads, and answers what the run says it did. */
	async loaded(market: DemoMarketplace): Promise<IDataObject> {
		const [item] = (await this.load(market)).processed;
		return item ?? {};
	}

	/** An operation of the Amazon Catalog Mapper for one store; `sellerSku` chooses the listing where it needs one. */
	async run(market: DemoMarketplace, operation: string, parameters: IDataObject = {}, sellerSku?: string): Promise<NodeRun> {
		return green(await this.attempt(market, operation, parameters, sellerSku));
	}

	/** The same where it may be refused. */
	async attempt(market: DemoMarketplace, operation: string, parameters: IDataObject = {}, sellerSku?: string): Promise<NodeRun> {
		const listing = sellerSku === undefined ? {} : { listing: { __rl: true, mode: 'sku', value: sellerSku } };
		return await this.demo.run('catalogMapper', { operation, store: byId(demoStoreId(market)), ...listing, ...parameters }, { store: accountOf(market) });
	}

	async link(market: DemoMarketplace, sellerSku: string, productSku: string): Promise<NodeRun> {
		return await this.run(market, 'link', { product: { __rl: true, mode: 'sku', value: productSku } }, sellerSku);
	}

	/** All rows of the Catalog tab, one a listing. */
	async rows(market: DemoMarketplace): Promise<readonly IDataObject[]> {
		return (await this.run(market, 'getMany', { onlyActive: false, variationsSeparately: true, returnAll: true })).processed;
	}

	async row(market: DemoMarketplace, sellerSku: string): Promise<IDataObject> {
		const found = (await this.rows(market)).filter((each) => each.sellerSku === sellerSku);
		if (found.length !== 1 || !found[0]) throw new Error(`${found.length} rows of ${sellerSku}`);
		return found[0];
	}

	/** SKU of the product that a listing is linked to; null: none. */
	async productSkuOf(market: DemoMarketplace, sellerSku: string): Promise<unknown> {
		return (await this.row(market, sellerSku)).productSku;
	}

	/** The codes of what a row needs. */
	async issuesOf(market: DemoMarketplace, sellerSku: string): Promise<readonly unknown[]> {
		return ((await this.row(market, sellerSku)).issues as IDataObject[]).map(({ code }) => code);
	}

	/** Plants a product in Cin7 Core as if it had been there for long. */
	plant(product: Partial<Product> & { readonly sku: string }): Product {
		const { world } = this.demo.cin7;
		const [pattern] = world.products.values();
		if (!pattern) throw new Error('The tenant has no product');
		const planted: Product = { ...pattern, barcode: null, brand: null, attachments: [], customPrices: [], markups: [], texts: {}, prices: Array.from({ length: 10 }, () => '0'), lastModified: world.instant(), id: world.guids.next(), name: `Product ${product.sku}`, ...product };
		world.addProduct(planted);
		return planted;
	}

	product(sku: string): Product {
		const found = this.products(sku);
		if (found.length !== 1 || !found[0]) throw new Error(`${found.length} products with the SKU ${sku}`);
		return found[0];
	}

	/** All products with exactly this SKU. */
	products(sku: string): readonly Product[] {
		return [...this.demo.cin7.world.products.values()].filter((product) => product.sku === sku);
	}

	/** What was written to Cin7 Core while `act` ran: operations and their bodies. */
	async writesOf(act: () => Promise<unknown>): Promise<readonly Write[]> {
		const before = this.demo.cin7.requests.length;
		await act();
		return this.demo.cin7.requests.slice(before).filter(({ method }) => method !== 'GET').map(({ operation, body, status }) => ({ operation, body: (body ?? {}) as IDataObject, status }));
	}
}

export interface Write {
	readonly operation: string;
	readonly body: IDataObject;
	readonly status: number;
}

/** Settings under which listings become products. */
export const creating: IDataObject = { createProducts: true };

/** An ASIN of its own for each SKU. */
const asinOf = (sellerSku: string): string => `B0${[...sellerSku].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 99_999_999, 7).toString().padStart(8, '0')}`;

const accountOf = (market: DemoMarketplace): DemoStore => (market === 'US' || market === 'JP' ? market : 'DE');

function green(run: NodeRun): NodeRun {
	expectGreen(run);
	return run;
}
