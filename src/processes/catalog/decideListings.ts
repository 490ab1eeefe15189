import { changedFields } from '../../domain/catalog/changedFields';
import { hold } from '../../domain/catalog/catalogIssues';
import { newProduct } from '../../domain/catalog/newProduct';
import type { KnownProduct } from '../../domain/catalog/product';
import { productFields, type ProductContext } from '../../domain/catalog/productFields';
import { foldedName, titleOf, variantName } from '../../domain/catalog/productNames';
import type { Issue } from '../../domain/issues';
import type { CatalogSettings } from '../../domain/settings';
import { TransportError } from '../../transport/errors';
import type { CatalogRow, ProductLink } from '../ports/catalog';
import { isLimit, transportProblem } from '../problems';
import type { CatalogWriteServices } from './catalogServices';
import { FamilyBuilder, type Place } from './familyBuilder';
import type { MappedFamily, MappedListing, MappingRequest } from './mappedListing';
import { MappingContext } from './mappingContext';
import { NO_PRODUCT } from './mappingProblems';
import { goods, matchRows, type MatchedRow } from './matchRows';
import { BEING_CREATED, ProductWriter } from './writeProducts';

// After so many failures of the service in a row there is no point in trying the rest: the next run goes on.
const FAILURES_IN_A_ROW = 3;

type LinkedRow = CatalogRow & { readonly link: ProductLink };
const isLinked = (row: CatalogRow): row is LinkedRow => row.link !== undefined;

/** Decides listing by listing and carries it out at once: one that cannot be solved is held and never stops the others. */
export class CatalogDecisions {
	readonly listings: MappedListing[] = [];
	readonly families: MappedFamily[] = [];
	private readonly writer: ProductWriter;
	private readonly context: MappingContext;
	private readonly familyBuilder: FamilyBuilder;
	/** Products that listings of this run were linked with, by the goods that they stand for: twins get the same one. */
	private readonly found = new Map<string, KnownProduct>();
	/** What variants came to, by parent ASIN: they are decided when their family is, so that a run that is cut short goes on with it. */
	private readonly waiting = new Map<string, Decided[]>();
	private failuresInARow = 0;

	constructor(
		private readonly services: CatalogWriteServices,
		private readonly request: MappingRequest,
		/** Asked before each listing and family, for a limit may draw a run out; no: another run has taken over, which decides the rest. */
		private readonly keepLease: () => Promise<boolean>,
	) {
		this.writer = new ProductWriter(services, request.store);
		this.context = new MappingContext(services, request.store);
		this.familyBuilder = new FamilyBuilder(services, request, this.context, this.writer, this.families);
	}

	/** Throws TransportError when there is no point in going on. */
	async decide(rows: readonly CatalogRow[]): Promise<void> {
		const { open, aside } = this.sort(rows);
		await this.settle(aside);
		for (const row of rows.filter(isLinked)) await this.attempt(row, async () => await this.decideLinked(row));
		const matched = await matchRows(this.services.database, this.request.store, await this.context.siblings(), open, this.settings);
		for (const each of matched) await this.attempt(each.row, async () => await this.decideOpen(each));
		for (const parentAsin of this.parentsOf(rows)) await this.completeFamily(parentAsin);
	}

	/** By hand every listing may become a product, whatever the store does by itself (S47). */
	private get settings(): CatalogSettings {
		const { catalog } = this.request.store.settings;
		return this.request.createByHand ? { ...catalog, matchManually: false, matchBy: 'sku', createProducts: true } : catalog;
	}

	/** Rows that matching has nothing to do with: removed at Amazon, left blank on purpose, parents of families. */
	private sort(rows: readonly CatalogRow[]): { open: readonly CatalogRow[]; aside: readonly CatalogRow[] } {
		const isAside = (row: CatalogRow): boolean => !isLinked(row) && (row.status === 'canceled' || row.item?.variationParent === true || (row.choice === 'leaveBlank' && !this.request.createByHand));
		return { open: rows.filter((row) => !isLinked(row) && !isAside(row)), aside: rows.filter(isAside) };
	}

	private parentsOf(rows: readonly CatalogRow[]): readonly string[] {
		return [...new Set(rows.flatMap((row) => parentOf(row) ?? []))];
	}

	private async decideLinked(row: LinkedRow): Promise<void> {
		if (row.asinChange) return await this.hold(row, [asinChanged(row)]);
		const { amazonIsMaster } = this.request.store.settings.catalog;
		const begun = row.issues.some(({ code }) => code === BEING_CREATED);
		if ((!amazonIsMaster && !begun) || !row.item || row.status === 'canceled') return await this.settle([row]);
		const place = await this.familyBuilder.placeOf(row);
		if (place.kind === 'held') return await this.hold(row, place.issues);
		const { fields, notes } = productFields(row.listing, row.item, await this.productContext(place));
		const changed = changedFields(row.link.written, fields);
		// A creation that was cut short lacks its picture alone.
		const { pictureUrl } = changed;
		const toWrite = amazonIsMaster ? changed : pictureUrl === undefined ? {} : { pictureUrl };
		if (Object.keys(toWrite).length === 0) return await this.settle([row], notes);
		const shared = toWrite.price ? await this.context.sharedTier() : undefined;
		if (shared) return await this.hold(row, [shared]);
		if (!this.request.preview) await this.writer.update(row, toWrite);
		this.tell(row, { outcome: 'updated', product: { sku: row.link.productSku, name: toWrite.name ?? row.link.productName }, fields: toWrite, issues: notes });
		await this.settle([row], notes);
	}

	private async decideOpen({ row, decision }: MatchedRow): Promise<void> {
		if (isRead(row) && (await this.wasCreated(row))) return await this.create(row, decision.issues);
		const twin = this.settings.matchManually ? undefined : this.found.get(goods(row.listing.asin, row.listing.condition) ?? '');
		const product = twin ?? (decision.kind === 'match' ? decision.product : undefined);
		if (product) return await this.link(row, product, decision.issues);
		if (decision.kind === 'none' && decision.mayCreate && isRead(row)) return await this.create(row, decision.issues);
		const issues = decision.issues.some(({ blocking }) => blocking) ? decision.issues : [...decision.issues, noProduct(row)];
		this.tell(row, { outcome: 'withoutProduct', issues });
		// What is not read from Amazon's catalog yet is decided when it is.
		if (isRead(row)) await this.settle([row], issues);
	}

	private async link(row: CatalogRow, product: KnownProduct, issues: readonly Issue[]): Promise<void> {
		if (this.request.createByHand) return await this.hold(row, [hold('catalog.productExists', `Product ${product.sku} fits listing ${row.listing.sellerSku} already`, 'Link the listing to it with the Amazon Catalog Mapper; a second product is not created.')]);
		const link = this.request.preview ? previewLink(row, product) : await this.writer.link(row, product);
		if (!link) return;
		this.remember(row, product);
		this.tell(row, { outcome: 'linked', product, issues });
		await this.settle([row], issues);
		if (this.request.store.settings.catalog.amazonIsMaster) await this.decideLinked({ ...row, link });
	}

	private async create(row: CatalogRow, issues: readonly Issue[]): Promise<void> {
		const shared = await this.context.sharedTier();
		if (shared) return await this.hold(row, [shared]);
		const place = await this.familyBuilder.placeOf(row);
		if (place.kind === 'held') return await this.hold(row, [...place.issues, ...issues]);
		const context = await this.productContext(place);
		const plan = newProduct(row.listing, row.item, { ...context, takenNames: await this.takenNames(row, context) });
		if (plan.kind === 'held') return await this.hold(row, plan.issues);
		const taken = this.request.preview ? row : await this.writer.takeUp(row);
		const { sku: _sku, ...fields } = plan.product;
		const product = this.request.preview ? { id: `(new) ${plan.product.sku}`, sku: plan.product.sku, name: plan.product.name, active: true } : await this.writer.create(taken, plan.product);
		this.remember(row, product);
		const notes = [...issues, ...(place.kind === 'variant' ? place.notes : []), ...plan.notes];
		this.tell(row, { outcome: 'created', product, fields, issues: notes, ...(context.family ? { family: context.family.name } : {}) });
		await this.settle([taken], notes);
	}

	private async productContext(place: Place): Promise<ProductContext> {
		const priceTier = await this.context.priceTier();
		return { store: this.request.store, tenant: await this.context.tenant(), ...(priceTier ? { priceTier } : {}), ...(place.kind === 'variant' ? { family: place.family } : {}) };
	}

	/** True where a run that was cut short created the product and did not come to link it: its creation goes on. */
	private async wasCreated({ listing: { sellerSku }, issues }: CatalogRow): Promise<boolean> {
		if (!issues.some(({ code }) => code === BEING_CREATED)) return false;
		const products = await this.services.database.products.bySku(this.request.store.tenantKey, [sellerSku]);
		return products.some(({ sku, active }) => active && sku === sellerSku);
	}

	/** Names that the product could meet; a product that an earlier run of this very creation made is no obstacle. */
	private async takenNames({ listing, item }: CatalogRow, { family }: ProductContext): Promise<ReadonlySet<string>> {
		const name = family ? variantName(family.name, family.options) : titleOf(listing, item);
		if (name === undefined) return new Set();
		const products = await this.services.database.products.byName(this.request.store.tenantKey, [name]);
		return new Set(products.filter(({ sku }) => sku !== listing.sellerSku).map((product) => foldedName(product.name)));
	}

	private remember({ listing }: CatalogRow, product: KnownProduct): void {
		const key = goods(listing.asin, listing.condition);
		if (key !== undefined) this.found.set(key, product);
	}

	private tell({ listing }: CatalogRow, what: Omit<MappedListing, 'sellerSku' | 'asin' | 'title'>): void {
		this.listings.push({ sellerSku: listing.sellerSku, ...(listing.asin ? { asin: listing.asin } : {}), ...(listing.title ? { title: listing.title } : {}), ...what });
	}

	private async hold(row: CatalogRow, issues: readonly Issue[]): Promise<void> {
		this.tell(row, { outcome: 'held', issues, ...(row.link ? { product: { sku: row.link.productSku, name: row.link.productName } } : {}) });
		await this.settle([row], issues);
	}

	private async settle(rows: readonly CatalogRow[], issues: readonly Issue[] = []): Promise<void> {
		if (this.request.preview) return;
		const decided: Decided[] = [];
		for (const row of rows) {
			const { listing: { sellerSku }, revision } = row;
			const parentAsin = parentOf(row);
			const waiting = parentAsin === undefined ? decided : this.waiting.get(parentAsin) ?? [];
			waiting.push({ sellerSku, issues, revision });
			if (parentAsin !== undefined) this.waiting.set(parentAsin, waiting);
		}
		await this.markDecided(decided);
	}

	private async markDecided(decided: readonly Decided[]): Promise<void> {
		if (decided.length > 0) await this.services.database.catalog.markDecided(this.request.store.storeId, decided);
	}

	private async completeFamily(parentAsin: string): Promise<void> {
		if (!(await this.keepLease())) return;
		try {
			await this.familyBuilder.complete(parentAsin);
		} catch (error) {
			if (!(await this.familyFailed(parentAsin, error))) return;
		}
		await this.markDecided(lastOfEach(this.waiting.get(parentAsin) ?? []));
		this.waiting.delete(parentAsin);
	}

	private async attempt(row: CatalogRow, act: () => Promise<void>): Promise<void> {
		if (!(await this.keepLease())) return;
		try {
			await act();
			this.failuresInARow = 0;
		} catch (error) {
			await this.failed(row, error);
		}
	}

	/** What Cin7 Core refuses is held; a service that is down is tried a few times, and the listing with the next run. */
	private async failed(row: CatalogRow, error: unknown): Promise<'held' | 'nextRun'> {
		const { storeId } = this.request.store;
		const { sellerSku } = row.listing;
		if (!(error instanceof TransportError)) {
			await this.hold(row, [defect(sellerSku, error)]);
			return 'held';
		}
		const { code, message, hint } = transportProblem(storeId, undefined, error);
		const refused = error.kind === 'rejected' || error.kind === 'notFound';
		if (refused) {
			await this.hold(row, [hold(code, `Listing ${sellerSku}: ${message}`, hint)]);
			return 'held';
		}
		if (isLimit(error) || error.kind === 'unauthorized' || ++this.failuresInARow >= FAILURES_IN_A_ROW) throw error;
		this.tell(row, { outcome: 'held', issues: [hold(code, `Listing ${sellerSku}: ${message}`, hint)] });
		return 'nextRun';
	}

	/** Answers whether the variants are decided all the same. */
	private async familyFailed(parentAsin: string, error: unknown): Promise<boolean> {
		const [row] = await this.services.database.catalog.list(this.request.store.storeId, { parentAsins: [parentAsin], limit: 1 });
		if (!row) throw error;
		return (await this.failed(row, error)) === 'held';
	}
}

type Decided = Parameters<CatalogWriteServices['database']['catalog']['markDecided']>[1][number];

const lastOfEach = (decided: readonly Decided[]): readonly Decided[] => [...new Map(decided.map((each) => [each.sellerSku, each])).values()];

/** ASIN of the family that the listing is a variant of. */
const parentOf = ({ item, status }: CatalogRow): string | undefined => (status !== 'canceled' && item?.parentAsin && item.options.length > 0 ? item.parentAsin : undefined);

const previewLink = ({ listing: { sellerSku } }: CatalogRow, product: KnownProduct): ProductLink => ({ sellerSku, productId: product.id, productSku: product.sku, productName: product.name, linkedBy: 'match', linkedAt: '' });

/** True when Amazon's catalog has been asked for the listing: before that, nothing can be built of it. */
const isRead = (row: CatalogRow): boolean => row.enriched || row.listing.asin === undefined;

const asinChanged = ({ listing, link, asinChange }: LinkedRow): Issue => hold(
	'catalog.asinChanged',
	`Seller SKU ${listing.sellerSku}, linked to product ${link.productSku}, stood for ASIN ${asinChange?.from ?? ''} and stands for ${asinChange?.to ?? ''} now`,
	'If it is the same product (Amazon merged two ASINs, or you listed it anew), use Confirm ASIN in the Amazon Catalog Mapper; if not, link the right product there. Until then its stock, its product data and its orders wait.',
);

const noProduct = ({ listing: { sellerSku } }: CatalogRow): Issue => hold(NO_PRODUCT, `Listing ${sellerSku} has no product in Cin7 Core`, 'Link it with the Amazon Catalog Mapper, create its product there, or unlink it with Leave Blank.');

/** A fault of ours with one listing must not stop the others; it is shown, not hidden. */
const defect = (sellerSku: string, error: unknown): Issue => hold('package.defect', `Listing ${sellerSku} met a fault of this package: ${error instanceof Error ? error.message : 'unknown'}`, 'Please report this message to the makers of the package.');
