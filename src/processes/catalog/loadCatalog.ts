import { cancelGuard } from '../../domain/catalog/cancelGuard';
import type { Listing, ListingStatus } from '../../domain/catalog/listing';
import type { Issue } from '../../domain/issues';
import type { Store } from '../../domain/settings';
import { TransportError } from '../../transport/errors';
import type { ListingPage } from '../ports/amazon';
import type { CatalogLoad, ListingOutcome, ListingWindow } from '../ports/catalog';
import { isLimit, problem, transportProblem, type Problem } from '../problems';
import { catalogPages } from './catalogPages';
import type { CatalogReadServices } from './catalogServices';
import { enrichListings } from './enrichListings';
import { ListingsReport } from './listingsReport';
import { afterPage, searchOf } from './listingWindows';

export interface CatalogLoadRequest {
	readonly store: Store;
	readonly startedBy: 'user' | 'schedule';
	/** Missing listings become canceled although they are more than the store's limit: a person has looked. */
	readonly cancelAnyway?: boolean;
	/** Milliseconds that this run may wait for Amazon to make a report. */
	readonly patienceMs: number;
}

export interface CatalogLoadResult {
	/** True when another run is loading this store now; nothing was done. */
	readonly busy: boolean;
	/** False when something is left for the next run. */
	readonly complete: boolean;
	/** Milliseconds after which the next run has something to do; 0 when it may come at once. */
	readonly expectedWaitMs: number;
	/** Listings that Amazon gave in this load, runs before this one counted in. */
	readonly received: number;
	readonly new: number;
	readonly changed: number;
	readonly unchanged: number;
	/** SKUs that are not at Amazon any more (S118). */
	readonly canceled: readonly string[];
	/** ASINs read from Amazon's catalog, and the calls that took. */
	readonly enriched: number;
	readonly enrichmentCalls: number;
	/** Standing of the whole catalog after this run. */
	readonly byStatus: Readonly<Record<ListingStatus, number>>;
	readonly problems: readonly Problem[];
	/** What happened that nobody has to do anything about. */
	readonly notes: readonly string[];
}

const LEASE_MS = 15 * 60_000;
const ROWS_AT_ONCE = 500;

/**
 * Loads the listings of one store from Amazon into its catalog (S88, S13), marks those that are gone as canceled, and
 * reads what Amazon's catalog says of new and changed ones. Each part and where the load stands are stored together, so
 * a run that ends early goes on there. An empty or partial download cancels nothing. Writes nothing to Cin7 Core (S12).
 */
export async function loadCatalog(services: CatalogReadServices, request: CatalogLoadRequest): Promise<CatalogLoadResult> {
	const { leases } = services.database;
	const { storeId } = request.store;
	const key = `catalog ${storeId}`;
	if (!(await leases.acquire(key, services.owner, LEASE_MS))) return await new CatalogLoading(services, request).result(true);
	try {
		const loading = new CatalogLoading(services, request, async () => void (await leases.acquire(key, services.owner, LEASE_MS)));
		await loading.run();
		return await loading.result(false);
	} finally {
		await leases.release(key, services.owner);
	}
}

class CatalogLoading {
	private readonly outcomes: Record<ListingOutcome, number> = { new: 0, changed: 0, unchanged: 0 };
	private readonly problems: Problem[] = [];
	private readonly notes: string[] = [];
	private canceled: readonly string[] = [];
	private enriched = { calls: 0, asins: 0 };
	private received = 0;
	private complete = true;
	private expectedWaitMs = 0;
	private waited = 0;
	private readonly startedAt: string;

	constructor(
		private readonly services: CatalogReadServices,
		private readonly request: CatalogLoadRequest,
		private readonly keepLease: () => Promise<void> = async () => undefined,
	) {
		this.startedAt = this.instant();
	}

	async run(): Promise<void> {
		try {
			const load = await this.begin();
			const done = await (load.source === 'listingsApi' ? this.readSearches(load) : this.readReport(load));
			if (done) await this.end(done);
			this.enriched = await enrichListings(this.services, this.store, { onBatch: this.keepLease });
		} catch (error) {
			if (!(error instanceof TransportError)) throw error;
			this.interrupted(error);
		}
	}

	private get store(): Store {
		return this.request.store;
	}

	/** Goes on with a load that was begun from the same source, or begins one. */
	private async begin(): Promise<CatalogLoad> {
		const { catalog } = this.services.database;
		const { source } = this.store.settings.catalog;
		const begun = await catalog.load(this.store.storeId);
		if (begun?.source === source) return begun;
		const load: CatalogLoad = { loadId: (await catalog.lastLoadId(this.store.storeId)) + 1, source, startedAt: this.startedAt, received: 0, ...(source === 'listingsApi' ? { windows: [{}] } : {}) };
		await catalog.saveLoad(this.store.storeId, load);
		return load;
	}

	private async take(listings: readonly Listing[], load: CatalogLoad): Promise<void> {
		const counts = await this.services.database.catalog.capture(this.store.storeId, listings, load);
		for (const outcome of ['new', 'changed', 'unchanged'] as const) this.outcomes[outcome] += counts[outcome];
		this.received = load.received;
		await this.keepLease();
	}

	private async readSearches(begun: CatalogLoad): Promise<CatalogLoad> {
		let load = begun;
		this.received = load.received;
		while (load.windows?.length) {
			const page = await this.searchPage(load.windows);
			if (!page) {
				load = { ...load, windows: withoutToken(load.windows) };
				continue;
			}
			const { windows, take, partial: missing } = afterPage(load.windows, page, Date.parse(load.startedAt));
			// Which listing it is that cannot be read is not known: any that is missing may be it.
			const partial = missing ?? (page.unreadable.some(({ sellerSku }) => sellerSku === undefined) ? 'a listing came in a form that cannot be read, without its SKU' : undefined);
			load = { ...load, windows, received: load.received + (take ? page.listings.length : 0), ...(partial ? { partial } : {}) };
			await this.take(take ? page.listings : [], load);
			if (take) await this.keepUnreadable(page.unreadable, load);
		}
		return load;
	}

	/** undefined: the page token of an earlier run is too old, so the window is read again from its start. */
	private async searchPage(windows: readonly ListingWindow[]): Promise<ListingPage | undefined> {
		const window = windows.at(-1) ?? {};
		try {
			return await this.services.amazon.searchListings(searchOf(this.store.marketplaceId, window));
		} catch (error) {
			if (!(error instanceof TransportError) || error.code !== 'PageTokenExpired' || !window.pageToken) throw error;
			return undefined;
		}
	}

	/** A listing that could not be read is still there at Amazon: it stays as it was, and is told. */
	private async keepUnreadable(unreadable: readonly { readonly sellerSku?: string; readonly reason: string }[], load: CatalogLoad): Promise<void> {
		const sellerSkus = unreadable.flatMap((each) => each.sellerSku ?? []);
		const rows = sellerSkus.length > 0 ? await this.services.database.catalog.list(this.store.storeId, { sellerSkus }) : [];
		if (rows.length > 0) await this.take(rows.map((row) => row.listing), load);
		for (const { sellerSku, reason } of unreadable) {
			this.tell({ code: 'catalog.unreadableListing', message: `The listing ${sellerSku ?? '(without SKU)'} could not be read: ${reason}`, hint: 'Look at it in Seller Central. It stays in the catalog as it was; if it stays unreadable, report it to the makers of the package.', blocking: false });
		}
	}

	/** The finished load, or undefined where it is not finished or came to nothing. */
	private async readReport(begun: CatalogLoad): Promise<CatalogLoad | undefined> {
		const report = new ListingsReport(this.services, this.store, async (listings, load) => await this.take(listings, load), async (milliseconds) => await this.wait(milliseconds));
		const reading = await report.read(begun);
		if (reading.kind === 'waiting') {
			this.complete = false;
			this.expectedWaitMs = reading.waitMs;
			return undefined;
		}
		if (reading.kind === 'read') {
			for (const refused of reading.refused) this.tell({ code: 'catalog.unreadableRow', message: `A row of the listings report could not be read. ${refused}`, hint: 'Look at the listing in Seller Central. It stays in the catalog as it was.', blocking: false });
			await this.keepParents(reading.load);
			return reading.load;
		}
		await this.services.database.catalog.saveLoad(this.store.storeId, undefined);
		if (reading.kind === 'noData') this.notes.push('Amazon has no listings to report; the catalog stays as it was');
		else this.tell({ code: 'catalog.reportFailed', message: `Amazon could not make the listings report: ${reading.text}`, hint: 'The next run asks for it again. If it stays so, choose Listings API as catalog source in the Amazon Store node.', blocking: false });
		return undefined;
	}

	/** A listings report has no parents of families: those that are known stay. */
	private async keepParents(load: CatalogLoad): Promise<void> {
		for await (const rows of catalogPages(this.services.database.catalog, this.store.storeId, { statuses: ['listed'] }, ROWS_AT_ONCE)) {
			const parents = rows.filter(({ item }) => item?.variationParent === true).map(({ listing }) => listing);
			if (parents.length > 0) await this.take(parents, load);
		}
	}

	private async wait(milliseconds: number): Promise<boolean> {
		if (this.waited + milliseconds > this.request.patienceMs) return false;
		this.waited += milliseconds;
		await this.services.clock.sleep(milliseconds);
		await this.keepLease();
		return true;
	}

	/** S118: what Amazon did not give becomes canceled, unless too much is missing for that to be believed. */
	private async end(load: CatalogLoad): Promise<void> {
		const { catalog } = this.services.database;
		const { storeId, settings } = this.store;
		const counts = await catalog.countMissing(storeId, load.loadId);
		const doubt = load.partial ? partialDownload(load.partial, counts.missing, settings.storeName) : cancelGuard({ ...counts, received: load.received, limitPercent: settings.catalog.cancelLimitPercent, storeName: settings.storeName });
		const cancel = doubt === undefined || (this.request.cancelAnyway === true && !load.partial);
		if (doubt && !cancel) this.tell(doubt);
		this.canceled = await catalog.finishLoad(storeId, load.loadId, cancel);
	}

	private interrupted(error: TransportError): void {
		this.complete = false;
		this.expectedWaitMs = error.retryAfter ?? 0;
		const found = transportProblem(this.store.storeId, undefined, error);
		// A limit needs nobody: the rest comes with the next run.
		if (isLimit(error)) this.notes.push(`${found.message}. ${found.hint}`);
		else this.problems.push(error.code === 'UnknownReportHeader' ? { ...found, hint: 'Nothing in the catalog was changed, and the next run asks for a new report. Or choose Listings API as Catalog Source in the Amazon Store node.' } : found);
	}

	private tell(issue: Issue): void {
		this.problems.push(problem(this.store.storeId, undefined, issue));
	}

	async result(busy: boolean): Promise<CatalogLoadResult> {
		const { total: _total, linked: _linked, withIssues: _withIssues, ...byStatus } = await this.services.database.catalog.count(this.store.storeId);
		const { calls, asins } = this.enriched;
		const result: CatalogLoadResult = { busy, complete: !busy && this.complete, expectedWaitMs: this.expectedWaitMs, received: this.received, ...this.outcomes, canceled: this.canceled, enriched: asins, enrichmentCalls: calls, byStatus, problems: this.problems, notes: this.notes };
		if (!busy) await this.writeOperation(result);
		return result;
	}

	/** S180. */
	private async writeOperation(result: CatalogLoadResult): Promise<void> {
		await this.services.database.operations.append({
			storeId: this.store.storeId,
			operation: 'Load Products',
			startedBy: this.request.startedBy,
			startedAt: this.startedAt,
			finishedAt: this.instant(),
			counts: { loaded: result.received, new: result.new, changed: result.changed, unchanged: result.unchanged, canceled: result.canceled.length, enriched: result.enriched },
			notes: [...result.notes, ...result.problems.map((each) => `${each.message}. ${each.hint}`)],
		});
	}

	private instant(): string {
		return new Date(this.services.clock.now()).toISOString();
	}
}

const withoutToken = (windows: readonly ListingWindow[]): readonly ListingWindow[] => windows.map((window, index) => (index === windows.length - 1 ? { ...window, pageToken: undefined, read: undefined, total: undefined } : window));

const partialDownload = (what: string, missing: number, storeName: string): Issue => ({
	code: 'catalog.partialDownload',
	message: `The download of store ${storeName}'s listings was not complete (${what}), so what is missing in it was not canceled (${missing})`,
	hint: 'The next run loads them again. If it stays so, choose the other catalog source in the Amazon Store node.',
	blocking: false,
});
