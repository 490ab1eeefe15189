import type { Listing } from '../../domain/catalog/listing';
import type { Store } from '../../domain/settings';
import { TransportError } from '../../transport/errors';
import type { CatalogLoad } from '../ports/catalog';
import type { CatalogReadServices } from './catalogServices';

/** What reading the report came to. */
export type ReportReading =
	| { readonly kind: 'read'; readonly load: CatalogLoad; readonly refused: readonly string[] }
	/** Amazon is still making it, and this run may not wait longer. */
	| { readonly kind: 'waiting'; readonly load: CatalogLoad; readonly waitMs: number }
	/** CANCELLED: Amazon has no data (P63). */
	| { readonly kind: 'noData'; readonly load: CatalogLoad }
	/** FATAL, with Amazon's text (P63). */
	| { readonly kind: 'failed'; readonly load: CatalogLoad; readonly text: string };

type Take = (listings: readonly Listing[], load: CatalogLoad) => Promise<void>;

/** Amazon makes a listings report in some minutes; asked more often it is no sooner done. */
const ASK_EVERY_MS = 30_000;
/** S15: a report that is not there or outdated is asked for anew after a minute. */
const AGAIN_AFTER_MS = 60_000;
const ATTEMPTS = 3;
/** Amazon's clock may run behind ours; a report made a little earlier serves as well. */
const CLOCKS_APART_MS = 2 * 60_000;
const ROWS_AT_ONCE = 500;
const REFUSED_SHOWN = 20;

/**
 * Asks for the listings report of a store, waits for it within the run's patience, and hands its listings to `take`, in
 * parts. Where it stands is in the load, so that the next run goes on (D11). Throws TransportError.
 */
export class ListingsReport {
	constructor(
		private readonly services: CatalogReadServices,
		private readonly store: Store,
		private readonly take: Take,
		/** Waits, unless the run may not; answers whether it did. */
		private readonly wait: (milliseconds: number) => Promise<boolean>,
	) {}

	async read(begun: CatalogLoad): Promise<ReportReading> {
		let load = begun;
		for (let first = true; ; first = false) {
			try {
				const asked = await this.ask(load, first);
				load = asked;
				return await this.followUp(asked);
			} catch (error) {
				const attempts = load.report?.attempts ?? 1;
				if (!isOutdated(error) || attempts >= ATTEMPTS) {
					if (isOfNoUse(error)) await this.services.database.catalog.saveLoad(this.store.storeId, { ...load, report: undefined });
					throw error;
				}
				const again: CatalogLoad = { ...load, report: { requestedAt: this.instant(), attempts: attempts + 1 } };
				await this.services.database.catalog.saveLoad(this.store.storeId, again);
				if (!(await this.wait(AGAIN_AFTER_MS))) return { kind: 'waiting', load: again, waitMs: AGAIN_AFTER_MS };
				load = again;
			}
		}
	}

	/**
	 * Asks for the report unless it was asked for already. The request's time is stored first: a run that was cut short then
	 * may have asked, so the next one (`looks`) looks for a report from then on.
	 */
	private async ask(load: CatalogLoad, looks: boolean): Promise<CatalogLoad> {
		if (load.report?.reportId) return load;
		const { catalog } = this.services.database;
		const report = load.report ?? { requestedAt: this.instant(), attempts: 1 };
		await catalog.saveLoad(this.store.storeId, { ...load, report });
		const { amazon } = this.services;
		const { marketplaceId } = this.store;
		const found = looks && load.report ? await amazon.findListingsReport(marketplaceId, report.requestedAt) : undefined;
		const { reportId } = found ?? (await amazon.requestListingsReport(marketplaceId, new Date(Date.parse(report.requestedAt) - CLOCKS_APART_MS).toISOString()));
		const asked: CatalogLoad = { ...load, report: { ...report, reportId } };
		await catalog.saveLoad(this.store.storeId, asked);
		return asked;
	}

	private async followUp(load: CatalogLoad): Promise<ReportReading> {
		for (;;) {
			const found = await this.services.amazon.report(load.report?.reportId ?? '');
			if (found.state === 'noData') return { kind: 'noData', load };
			if (found.state === 'failed') return { kind: 'failed', load, text: found.text ?? 'Amazon gives no reason' };
			if (found.state === 'done') return await this.readDocument(found.documentId, load);
			if (!(await this.wait(ASK_EVERY_MS))) return { kind: 'waiting', load, waitMs: ASK_EVERY_MS };
		}
	}

	private async readDocument(documentId: string, begun: CatalogLoad): Promise<ReportReading> {
		// A reading that a killed run had begun counts from the start.
		let load: CatalogLoad = { ...begun, received: 0, partial: undefined };
		let part: Listing[] = [];
		const refused: string[] = [];
		const unread: string[] = [];
		const flush = async (): Promise<void> => {
			load = { ...load, received: load.received + part.length };
			await this.take(part, load);
			part = [];
		};
		for await (const row of this.services.amazon.readListingsReport(documentId, this.store.marketplaceId)) {
			if (row.listing) part.push(row.listing);
			else {
				if (refused.length < REFUSED_SHOWN) refused.push(`Line ${row.line}${row.sellerSku ? ` (${row.sellerSku})` : ''}: ${row.refused ?? 'not understood'}`);
				if (row.sellerSku) unread.push(row.sellerSku);
				else load = { ...load, partial: `Line ${row.line} of the listings report could not be read` };
			}
			if (part.length >= ROWS_AT_ONCE) await flush();
		}
		await flush();
		load = await this.keepUnread(unread, load);
		return { kind: 'read', load, refused };
	}

	/** A listing whose row could not be read is still there at Amazon: it stays as it was. */
	private async keepUnread(sellerSkus: readonly string[], load: CatalogLoad): Promise<CatalogLoad> {
		if (sellerSkus.length === 0) return load;
		const rows = await this.services.database.catalog.list(this.store.storeId, { sellerSkus });
		await this.take(rows.map((row) => row.listing), load);
		return load;
	}

	private instant(): string {
		return new Date(this.services.clock.now()).toISOString();
	}
}

/** S15: 'Inventory report is not found or outdated'. */
const isOutdated = (error: unknown): boolean => error instanceof TransportError && (error.kind === 'notFound' || error.code === 'ReportOutdated');

/** No later run can do anything with this report: the next one asks for another. */
const isOfNoUse = (error: unknown): boolean => isOutdated(error) || (error instanceof TransportError && error.kind === 'unreadable');
