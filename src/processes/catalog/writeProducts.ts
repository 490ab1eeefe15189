import type { FamilyMember, KnownFamily, KnownProduct, NewFamily, NewProduct, ProductFields } from '../../domain/catalog/product';
import type { Issue } from '../../domain/issues';
import type { Store } from '../../domain/settings';
import { TransportError } from '../../transport/errors';
import type { CatalogRow, ProductLink } from '../ports/catalog';
import type { CatalogWriteServices } from './catalogServices';
import { ReferenceNames } from './referenceNames';

/** Marks a row whose product is being created: until it is linked, the product is looked for before it is written again. */
export const BEING_CREATED = 'catalog.beingCreated';

const beingCreated = (sellerSku: string): Issue => ({
	code: BEING_CREATED,
	message: `The product of listing ${sellerSku} is being created`,
	hint: 'Nothing is to be done: the next run goes on with it.',
	blocking: false,
});

/**
 * Writes products and families to Cin7 Core. There is no idempotency key: a product is found again by its SKU, a family
 * by its SKU. What was begun is recorded before the call, and after a lost answer or a crash it is looked for before
 * anything is written again (S91, N47).
 */
export class ProductWriter {
	private readonly names: ReferenceNames;

	constructor(
		private readonly services: CatalogWriteServices,
		private readonly store: Store,
	) {
		this.names = new ReferenceNames(services.cin7);
	}

	/** Creates the product of a listing and links it. Throws TransportError. */
	async create(row: CatalogRow, product: NewProduct): Promise<KnownProduct> {
		const { database: { catalog, products } } = this.services;
		const { sellerSku } = row.listing;
		const begunBefore = row.issues.some(({ code }) => code === BEING_CREATED);
		await this.names.ensure(product);
		if (!begunBefore) await catalog.markDecided(this.store.storeId, [{ sellerSku, issues: [beingCreated(sellerSku)], again: true }]);
		const created = (begunBefore ? await this.services.cin7.knownProductBySku(product.sku) : undefined) ?? (await this.post(product));
		await products.saveProducts(this.store.tenantKey, [created]);
		const { sku: _sku, unitOfMeasure: _unit, costingMethod: _method, pictureUrl, ...written } = product;
		await catalog.link(this.store.storeId, [this.linkTo(row, created, 'created', written)]);
		await this.addPicture(sellerSku, created.id, pictureUrl, written, begunBefore);
		return created;
	}

	/** A product that a person asks for takes back that its row was left blank, else it would be made and not linked (S115). Answers the row as it is then. */
	async takeUp(row: CatalogRow): Promise<CatalogRow> {
		if (row.choice !== 'leaveBlank') return row;
		const { catalog } = this.services.database;
		const { sellerSku } = row.listing;
		await catalog.setChoice(this.store.storeId, [sellerSku], 'automatic');
		const [taken] = await catalog.list(this.store.storeId, { sellerSkus: [sellerSku] });
		return taken ?? row;
	}

	/** Links a listing to a product that is there. Undefined when a link by hand, or a choice, stands in the way. */
	async link(row: CatalogRow, product: KnownProduct): Promise<ProductLink | undefined> {
		const link = this.linkTo(row, product, 'match');
		const linked = await this.services.database.catalog.link(this.store.storeId, [link]);
		return linked.length > 0 ? link : undefined;
	}

	/** Master source (S48): overwrites what differs from what was written last. An overwriting that is repeated changes nothing. */
	async update(row: CatalogRow & { readonly link: ProductLink }, changed: Partial<ProductFields>): Promise<void> {
		const { pictureUrl, ...fields } = changed;
		await this.names.ensure(fields);
		if (Object.keys(fields).length > 0) await this.services.cin7.updateProduct(row.link.productId, fields);
		const written = { ...row.link.written, ...fields };
		await this.services.database.catalog.recordWritten(this.store.storeId, row.listing.sellerSku, written);
		await this.addPicture(row.listing.sellerSku, row.link.productId, pictureUrl, written, true);
	}

	/** Creates the family, or finds the one that an earlier run created. Its products exist. */
	async createFamily(family: NewFamily): Promise<KnownFamily> {
		const { cin7, database: { products } } = this.services;
		await this.names.ensure(family);
		const found = (await cin7.familyBySku(family.sku)) ?? (await this.afterDoubt(async () => await cin7.createFamily(family), async () => await cin7.familyBySku(family.sku)));
		const missing = family.products.filter(({ id }) => !found.products.some((member) => member.id === id));
		if (missing.length > 0) await cin7.updateFamily(found.id, { products: missing });
		const complete = { ...found, products: [...found.products, ...missing] };
		await products.saveFamilies(this.store.tenantKey, [complete]);
		return complete;
	}

	async addToFamily(family: KnownFamily, members: readonly FamilyMember[], name?: string): Promise<KnownFamily> {
		const { cin7, database: { products } } = this.services;
		await cin7.updateFamily(family.id, { ...(members.length > 0 ? { products: members } : {}), ...(name === undefined ? {} : { name }) });
		const changed = { ...family, ...(name === undefined ? {} : { name }), products: [...family.products.filter(({ id }) => !members.some((member) => member.id === id)), ...members] };
		await products.saveFamilies(this.store.tenantKey, [changed]);
		return changed;
	}

	private async post(product: NewProduct): Promise<KnownProduct> {
		const { cin7 } = this.services;
		return await this.afterDoubt(async () => await cin7.createProduct(product), async () => await cin7.knownProductBySku(product.sku));
	}

	/** A write whose answer got lost: looks whether it was done; if not, the next run does it. */
	private async afterDoubt<T>(write: () => Promise<T>, look: () => Promise<T | undefined>): Promise<T> {
		try {
			return await write();
		} catch (error) {
			if (!(error instanceof TransportError) || !error.ambiguous) throw error;
			const found = await look();
			if (found === undefined) throw error;
			return found;
		}
	}

	/**
	 * A picture that Cin7 Core does not take leaves the product as it is; it is tried again when it changes at Amazon.
	 * `inDoubt`: an earlier run may have added it.
	 */
	private async addPicture(sellerSku: string, productId: string, url: string | undefined, written: Partial<ProductFields>, inDoubt: boolean): Promise<void> {
		if (url === undefined) return;
		const { cin7, database: { catalog } } = this.services;
		try {
			if (!inDoubt || !(await cin7.hasProductPicture(productId, url))) await cin7.addProductPicture(productId, url);
		} catch (error) {
			if (!(error instanceof TransportError) || error.kind !== 'rejected') throw error;
		}
		await catalog.recordWritten(this.store.storeId, sellerSku, { ...written, pictureUrl: url });
	}

	private linkTo({ listing }: CatalogRow, product: KnownProduct, linkedBy: ProductLink['linkedBy'], written?: Partial<ProductFields>): ProductLink {
		return {
			sellerSku: listing.sellerSku,
			...(listing.asin ? { asin: listing.asin } : {}),
			productId: product.id,
			productSku: product.sku,
			productName: product.name,
			linkedBy,
			linkedAt: new Date(this.services.clock.now()).toISOString(),
			...(written ? { written } : {}),
		};
	}
}
