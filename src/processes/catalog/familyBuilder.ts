import { familyName, familySku, groupFamilies, type Family } from '../../domain/catalog/families';
import { familyMember, planFamily, type FamilyPlan, type PlannedVariant } from '../../domain/catalog/planFamily';
import type { KnownFamily } from '../../domain/catalog/product';
import type { ProductContext } from '../../domain/catalog/productFields';
import type { Issue } from '../../domain/issues';
import type { CatalogRow } from '../ports/catalog';
import type { CatalogWriteServices } from './catalogServices';
import type { MappedFamily, MappingRequest } from './mappedListing';
import type { MappingContext } from './mappingContext';
import type { ProductWriter } from './writeProducts';

type Plan = FamilyPlan<CatalogRow>;
type PlannedFamily = Extract<Plan, { kind: 'family' }>;
type Variant = PlannedVariant<CatalogRow>;

/** What a listing is to its family. */
export type Place =
	| { readonly kind: 'single' }
	| { readonly kind: 'variant'; readonly family: NonNullable<ProductContext['family']>; readonly notes: readonly Issue[] }
	| { readonly kind: 'held'; readonly issues: readonly Issue[] };

/** Product families: what a variant is called in its family, and the family itself once its products exist (S89-S91, S94, S97). */
export class FamilyBuilder {
	/** Plans of this run by parent ASIN; one is made anew when its family changed. */
	private readonly plans = new Map<string, Plan | undefined>();

	constructor(
		private readonly services: CatalogWriteServices,
		private readonly request: MappingRequest,
		private readonly context: MappingContext,
		private readonly writer: ProductWriter,
		private readonly families: MappedFamily[],
	) {}

	async placeOf(row: CatalogRow): Promise<Place> {
		const parentAsin = row.item?.parentAsin;
		const plan = parentAsin ? await this.plan(parentAsin) : undefined;
		if (!plan) return { kind: 'single' };
		if (plan.kind === 'held') return plan;
		const variant = plan.variants.find(({ rows }) => rows.some(({ listing }) => listing.sellerSku === row.listing.sellerSku));
		if (!variant) return { kind: 'single' };
		if (variant.state === 'held') return { kind: 'held', issues: variant.issues };
		return { kind: 'variant', family: { name: plan.name, options: variant.options }, notes: variant.issues };
	}

	/** Creates, completes or renames the family of a parent ASIN, as far as its products are there. Throws TransportError. */
	async complete(parentAsin: string): Promise<void> {
		const before = this.plans.get(parentAsin);
		this.plans.delete(parentAsin);
		// In a preview nothing was created meanwhile: the plan of before says what would be.
		const plan = this.request.preview ? before ?? (await this.plan(parentAsin)) : await this.plan(parentAsin);
		if (plan?.kind !== 'family') return;
		const family = plan.existing ? await this.extend(plan, plan.existing) : await this.create(plan);
		if (!family || this.request.preview) return;
		await this.services.database.catalog.linkFamily(this.request.store.storeId, { parentAsin, familyId: family.id, familySku: family.sku, familyName: family.name, linkedAt: new Date(this.services.clock.now()).toISOString() });
		this.plans.delete(parentAsin);
	}

	private async create(plan: PlannedFamily): Promise<KnownFamily | undefined> {
		const members = plan.variants.filter((variant) => variant.state === 'toAdd' || (this.request.preview && variant.state === 'toCreate'));
		// A family of products that were all there before is the user's affair.
		if (!plan.create || !this.mayCreate || !members.some((variant) => this.isOurs(variant))) return undefined;
		this.families.push({ name: plan.name, sku: plan.create.sku, outcome: 'created', members: members.length });
		if (this.request.preview) return undefined;
		return await this.writer.createFamily({ ...plan.create, products: members.flatMap(asMember) });
	}

	private async extend(plan: PlannedFamily, existing: KnownFamily): Promise<KnownFamily> {
		const added = plan.variants.filter((variant) => this.mayCreate && (variant.state === 'toAdd' || (this.request.preview && variant.state === 'toCreate')) && this.isOurs(variant));
		const changed = plan.variants.filter(({ state }) => state === 'toChange');
		const members = [...added, ...changed];
		if (members.length === 0 && plan.rename === undefined) return existing;
		this.families.push({ name: plan.name, sku: existing.sku, outcome: members.length > 0 ? 'extended' : 'renamed', members: members.length });
		if (this.request.preview) return existing;
		return await this.writer.addToFamily(existing, members.flatMap(asMember), plan.rename);
	}

	private get mayCreate(): boolean {
		return this.request.createByHand === true || this.request.store.settings.catalog.createProducts;
	}

	/** True for a variant whose product this package has made, or in a preview would make. */
	private isOurs({ rows, state }: Variant): boolean {
		return state === 'toCreate' || rows.some(({ link }) => link?.linkedBy === 'created');
	}

	/** Undefined where the listings of the parent ASIN are no family. */
	private async plan(parentAsin: string): Promise<Plan | undefined> {
		if (!this.plans.has(parentAsin)) this.plans.set(parentAsin, await this.readPlan(parentAsin));
		return this.plans.get(parentAsin);
	}

	private async readPlan(parentAsin: string): Promise<Plan | undefined> {
		const { catalog } = this.services.database;
		const { store } = this.request;
		const rows = await catalog.list(store.storeId, { parentAsins: [parentAsin] });
		const [ownRow] = await catalog.list(store.storeId, { asins: [parentAsin] });
		const [family] = groupFamilies(ownRow ? [...rows, ownRow] : rows, await catalog.items(store.storeId, [parentAsin])).families;
		if (!family) return undefined;
		const linked = await this.linkedFamily(parentAsin);
		const defaultLocation = store.settings.merchantLocation ?? (await this.context.reference()).locations.find(({ isDefault }) => isDefault)?.name ?? '';
		return planFamily(family, { ...(linked ? { linked } : {}), candidates: await this.candidates(family), settings: store.settings.catalog, defaultLocation });
	}

	/** The family that this store made or found for the parent ASIN, else another store of the tenant: titles differ by language, ASINs do not (S91). */
	private async linkedFamily(parentAsin: string): Promise<KnownFamily | undefined> {
		const { catalog, products } = this.services.database;
		const { store } = this.request;
		const others = (await this.context.stores()).filter(({ storeId }) => storeId !== store.storeId);
		for (const { storeId } of [store, ...others]) {
			const link = (await catalog.familyLinks(storeId, [parentAsin])).get(parentAsin);
			const [family] = link ? await products.familiesById(store.tenantKey, [link.familyId]) : [];
			if (family) return family;
		}
		return undefined;
	}

	/** S94, S91. */
	private async candidates(family: Family<CatalogRow>): Promise<readonly KnownFamily[]> {
		const { products } = this.services.database;
		const { tenantKey } = this.request.store;
		const name = familyName(family);
		return [...(name ? await products.familiesByName(tenantKey, [name]) : []), ...(await products.familiesBySku(tenantKey, [familySku(family)]))];
	}
}

const asMember = (variant: Variant) => (variant.productId === undefined ? [] : [familyMember(variant, variant.productId)]);
