import type { Clock } from '../../src/transport/clock';
import { listingsReport, type ReportSource, type ReportText, reportedListings } from './listingsReport';
import { type OrderReportAxis, ordersReport, reportedOrders } from './ordersReport';
import { openMarketplace } from './queryRules';
import type { ReportRequest } from './reportDesk';
import type { SellerWorld } from './sellerWorld';
import type { AmazonSwitches } from './switches';

export const LISTINGS_REPORT = 'GET_MERCHANT_LISTINGS_ALL_DATA';

/** Reports of orders, by the time that their window is about. */
export const orderReports: ReadonlyMap<string, OrderReportAxis> = new Map([
	['GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL', 'created'],
	['GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL', 'updated'],
]);

const DAY = 24 * 3600 * 1000;

/** What a report will have in it. */
export interface ReportContent {
	readonly empty: boolean;
	/** Why Amazon does not make it. */
	readonly refusal?: string;
	read(): ReportText;
}

/** The contents of all reports, from the state of things when they are asked for. */
export class ReportContents {
	private readonly copies = new Map<string, { readonly madeAt: number; readonly source: ReportSource }>();

	constructor(private readonly clock: Clock, private readonly switches: AmazonSwitches) {}

	of(account: SellerWorld, request: ReportRequest): ReportContent {
		const axis = orderReports.get(request.reportType);
		return axis === undefined ? this.listings(account, request) : this.orders(account, request, axis);
	}

	/** Only the first marketplace counts; a copy that is still good is given again. */
	private listings(account: SellerWorld, request: ReportRequest): ReportContent {
		const source = this.listingsSource(account, request);
		return { empty: source.listings.length === 0, read: () => listingsReport(source, this.switches) };
	}

	private orders(account: SellerWorld, { marketplaceIds, dataStartTime, dataEndTime }: ReportRequest, axis: OrderReportAxis): ReportContent {
		const from = Date.parse(dataStartTime ?? '');
		const until = Date.parse(dataEndTime ?? '');
		const source = { orders: reportedOrders(account, axis, from, until), marketplaces: account.marketplaces, entry: openMarketplace(account, marketplaceIds[0] ?? '') };
		const tooLong = until - from > 30 * DAY && this.switches.longOrderReport === 'FATAL';
		return { empty: source.orders.length === 0, ...(tooLong && { refusal: 'The date range of the report exceeds 30 days.' }), read: () => ordersReport(source, this.switches) };
	}

	private listingsSource(account: SellerWorld, { marketplaceIds, reportOptions }: ReportRequest): ReportSource {
		const entry = openMarketplace(account, marketplaceIds[0] ?? '');
		const key = `${account.accountKey} ${entry.id}`;
		const copy = this.copies.get(key);
		if (copy && this.clock.now() - copy.madeAt < this.switches.reportCacheTime * 1000) return copy.source;
		const own = this.switches.reportHeader === 'localized' ? entry.language : 'en_US';
		const wanted = this.switches.reportLocaleOption === 'obeyed' ? reportOptions?.['preferredReportDocumentLocale'] : undefined;
		const source: ReportSource = { entry, listings: reportedListings(account, entry.id), locale: wanted ?? own };
		this.copies.set(key, { madeAt: this.clock.now(), source });
		return source;
	}
}
