import type { ProductContext } from '../../domain/catalog/productFields';
import type { Issue } from '../../domain/issues';
import type { Store } from '../../domain/settings';
import type { TenantReference } from '../ports/cin7';
import type { CatalogWriteServices } from './catalogServices';
import { priceTierOf, sharedTierIssue } from './priceTier';

/** What all listings of a store are mapped with; each part is read once a run, when it is first needed. */
export class MappingContext {
	private ofTenant?: readonly Store[];
	private books?: TenantReference;

	constructor(
		private readonly services: CatalogWriteServices,
		private readonly store: Store,
	) {}

	/** The seller's stores in this region, this one included: their SKUs and ASINs are the same goods (S113). */
	async siblings(): Promise<readonly Store[]> {
		return (await this.stores()).filter(({ accountKey }) => accountKey === this.store.accountKey);
	}

	async reference(): Promise<TenantReference> {
		this.books ??= await this.services.cin7.reference();
		return this.books;
	}

	async tenant(): Promise<ProductContext['tenant']> {
		const { company: { weightUnits, dimensionsUnits } } = await this.reference();
		return { ...(weightUnits ? { weightUnits } : {}), ...(dimensionsUnits ? { dimensionsUnits } : {}) };
	}

	/** Name of the tier that takes the prices (S104). */
	async priceTier(): Promise<string | undefined> {
		return priceTierOf(this.store, (await this.reference()).priceTiers);
	}

	/** S30: set while no price may be written. */
	async sharedTier(): Promise<Issue | undefined> {
		return sharedTierIssue(this.store, await this.stores(), (await this.reference()).priceTiers);
	}

	/** All stores of the tenant. */
	async stores(): Promise<readonly Store[]> {
		this.ofTenant ??= await this.services.database.stores.list({ tenantKey: this.store.tenantKey });
		return this.ofTenant;
	}
}
