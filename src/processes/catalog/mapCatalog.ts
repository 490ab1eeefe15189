import type { Issue } from '../../domain/issues';
import { TransportError } from '../../transport/errors';
import type { CatalogFilter, CatalogRow } from '../ports/catalog';
import { isLimit, transportProblem, type Problem } from '../problems';
import { catalogPages } from './catalogPages';
import type { CatalogWriteServices } from './catalogServices';
import { CatalogDecisions } from './decideListings';
import type { MappedFamily, MappedListing, MappingRequest } from './mappedListing';
import { mappingProblems } from './mappingProblems';
import { refreshProductIndex } from './productIndex';
import { BEING_CREATED } from './writeProducts';

/** A listing that is not done with. */
interface OpenListing {
	readonly sellerSku: string;
	readonly listed: boolean;
	readonly issues: readonly Issue[];
}

export interface MappingResult {
	/** True when another run is mapping products of this tenant now; nothing was done. */
	readonly busy: boolean;
	readonly complete: boolean;
	readonly expectedWaitMs: number;
	readonly listings: readonly MappedListing[];
	readonly families: readonly MappedFamily[];
	/** Listings of the store that have no product, after this run. */
	readonly withoutProduct: number;
	readonly problems: readonly Problem[];
	readonly notes: readonly string[];
}

const LEASE_MS = 15 * 60_000;
const RENEW_EVERY_MS = 60_000;
const ROWS_AT_ONCE = 250;

/**
 * Finds, creates and updates the products of a store's listings in Cin7 Core (S43-S48, S91-S107). Only listings that are
 * new, changed or not decided yet are looked at; an unchanged catalog costs no write. One run at a time for a tenant, so
 * that two stores never create the same product. Safe to be killed at any point: what exists is found by its SKU.
 */
export async function mapCatalog(services: CatalogWriteServices, request: MappingRequest): Promise<MappingResult> {
	const { leases } = services.database;
	const key = `products ${request.store.tenantKey}`;
	let renewedAt = -Infinity;
	const keepLease = async (): Promise<boolean> => {
		const now = services.clock.now();
		if (request.preview === true || now - renewedAt < RENEW_EVERY_MS) return true;
		if (!(await leases.acquire(key, services.owner, LEASE_MS))) return false;
		renewedAt = now;
		return true;
	};
	const run = new CatalogMapping(services, request, keepLease);
	if (!(await keepLease())) return await run.result(true);
	try {
		await run.perform();
		return await run.result(false);
	} finally {
		if (!request.preview) await leases.release(key, services.owner);
	}
}

class CatalogMapping {
	private readonly problems: Problem[] = [];
	private readonly notes: string[] = [];
	private complete = true;
	private expectedWaitMs = 0;
	private readonly decisions: CatalogDecisions;
	private readonly startedAt: string;

	constructor(
		private readonly services: CatalogWriteServices,
		private readonly request: MappingRequest,
		private readonly keepLease: () => Promise<boolean>,
	) {
		this.decisions = new CatalogDecisions(services, request, async () => {
			const kept = await keepLease();
			this.complete &&= kept;
			return kept;
		});
		this.startedAt = this.instant();
	}

	async perform(): Promise<void> {
		try {
			if (!(await this.hasWork())) return;
			if (await refreshProductIndex(this.services)) await this.reopen();
			await this.decideAll();
		} catch (error) {
			if (!(error instanceof TransportError)) throw error;
			this.interrupted(error);
		}
	}

	/** Without undecided and unlinked listings nothing needs to be known of Cin7 Core's products: no call. */
	private async hasWork(): Promise<boolean> {
		if (this.request.sellerSkus) return this.request.sellerSkus.length > 0;
		const { catalog } = this.services.database;
		const { storeId } = this.request.store;
		const [undecided] = await catalog.list(storeId, { undecided: true, limit: 1 });
		return undecided !== undefined || (await this.find({ linked: false, statuses: ['listed'] }, lacksProduct, 1)).length > 0;
	}

	/** A listing without a product may have one now. */
	private async reopen(): Promise<void> {
		if (!this.request.sellerSkus && !this.request.preview) await this.services.database.catalog.reopen(this.request.store.storeId, { unlinkedOnly: true });
	}

	private async decideAll(): Promise<void> {
		const { catalog } = this.services.database;
		const { store: { storeId }, sellerSkus } = this.request;
		if (sellerSkus) return await this.decisions.decide(await catalog.list(storeId, { sellerSkus }));
		await this.goOnCreating();
		for await (const rows of catalogPages(catalog, storeId, { undecided: true }, ROWS_AT_ONCE)) {
			if (!(await this.keepLease())) {
				this.complete = false;
				return;
			}
			await this.decisions.decide(rows);
		}
	}

	/** What a run that was cut short had begun comes first: its product may be there, and a twin must find it rather than get one of its own. */
	private async goOnCreating(): Promise<void> {
		const begun = await this.find({ undecided: true, linked: false, withIssues: true }, ({ issues }) => issues.some(({ code }) => code === BEING_CREATED));
		const { catalog } = this.services.database;
		if (begun.length > 0) await this.decisions.decide(await catalog.list(this.request.store.storeId, { sellerSkus: begun.map(({ sellerSku }) => sellerSku) }));
	}

	private interrupted(error: TransportError): void {
		this.complete = false;
		this.expectedWaitMs = error.retryAfter ?? 0;
		const found = transportProblem(this.request.store.storeId, undefined, error);
		// A limit needs nobody: the rest comes with the next run.
		if (isLimit(error)) this.notes.push(`${found.message}. ${found.hint}`);
		else this.problems.push(found);
	}

	/** Listings that are to have a product and have none; drafts among them. */
	private async withoutProduct(): Promise<readonly OpenListing[]> {
		return await this.find({ linked: false, statuses: ['listed', 'notListed'] }, lacksProduct);
	}

	/** What an earlier run held and this one had no reason to decide again: it is as open as before (N53). */
	private async heldBefore(withoutProduct: readonly OpenListing[]): Promise<readonly MappedListing[]> {
		const decided = new Set(this.decisions.listings.map(({ sellerSku }) => sellerSku));
		const linked = await this.find({ linked: true, withIssues: true, statuses: ['listed', 'notListed'] }, (row) => row.issues.some(({ blocking }) => blocking));
		return [...linked, ...withoutProduct].filter(({ sellerSku }) => !decided.has(sellerSku)).map(({ sellerSku, issues }) => ({ sellerSku, outcome: 'held', issues }));
	}

	/** @param most no further page is read once so many are found */
	private async find(filter: CatalogFilter, wanted: (row: CatalogRow) => boolean, most = Infinity): Promise<readonly OpenListing[]> {
		const found: OpenListing[] = [];
		for await (const rows of catalogPages(this.services.database.catalog, this.request.store.storeId, filter, ROWS_AT_ONCE * 4)) {
			for (const row of rows) if (wanted(row)) found.push({ sellerSku: row.listing.sellerSku, listed: row.status === 'listed', issues: row.issues });
			if (found.length >= most) break;
		}
		return found;
	}

	async result(busy: boolean): Promise<MappingResult> {
		const { listings, families } = this.decisions;
		const open = this.request.sellerSkus ? [] : await this.withoutProduct();
		const held = this.request.sellerSkus ? [] : await this.heldBefore(open);
		const withoutProduct = open.flatMap(({ sellerSku, listed }) => (listed ? [sellerSku] : []));
		const problems = [...this.problems, ...mappingProblems(this.request.store, [...listings, ...held], withoutProduct)];
		const result: MappingResult = { busy, complete: !busy && this.complete, expectedWaitMs: this.expectedWaitMs, listings, families, withoutProduct: withoutProduct.length, problems, notes: this.notes };
		if (!busy && this.request.startedBy && !this.request.preview) await this.writeOperation(result, this.request.startedBy);
		return result;
	}

	/** S180. */
	private async writeOperation(result: MappingResult, startedBy: 'user' | 'schedule'): Promise<void> {
		const count = (outcome: MappedListing['outcome']): number => result.listings.filter((each) => each.outcome === outcome).length;
		await this.services.database.operations.append({
			storeId: this.request.store.storeId,
			operation: 'Map Products',
			startedBy,
			startedAt: this.startedAt,
			finishedAt: this.instant(),
			counts: { linked: count('linked'), created: count('created'), updated: count('updated'), held: count('held'), families: result.families.length, withoutProduct: result.withoutProduct },
			notes: [...result.notes, ...result.problems.map((each) => `${each.message}. ${each.hint}`)],
		});
	}

	private instant(): string {
		return new Date(this.services.clock.now()).toISOString();
	}
}

/** A listing that is to have a product, if it has none. */
const lacksProduct = ({ choice, item }: CatalogRow): boolean => choice === 'automatic' && item?.variationParent !== true;
