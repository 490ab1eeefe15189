import { TransportError } from '../transport/errors';
import type { Caller } from './caller';
import { wireCreatedReport, wireReportPage, type WireReport } from './reportWire';
import type { Query } from './spApi';
import { fitting } from './wireFit';

const PAGE_SIZE = 100;
const MOST_PAGES = 10;

/** What a report is to be about (reports_2021-06-30.json, CreateReportSpecification). */
export interface ReportWish {
	readonly reportType: string;
	readonly marketplaceIds: readonly string[];
	/** ISO 8601. Absent: a report of how things are now. */
	readonly window?: { readonly from: string; readonly until: string };
	readonly options?: Readonly<Record<string, string>>;
}

/**
 * Asks for a report, once; when it is not known whether that was done, a report of the same wish made at `since` or later
 * is adopted instead. Throws the doubt when there is none.
 */
export async function requestReport(call: Caller, wish: ReportWish, since: string): Promise<{ readonly reportId: string }> {
	const { reportType, marketplaceIds, window, options } = wish;
	try {
		const body = { reportType, marketplaceIds, ...(window && { dataStartTime: window.from, dataEndTime: window.until }), ...(options && { reportOptions: options }) };
		return { reportId: fitting(wireCreatedReport, await call({ operation: 'createReport', body }), 'createReport').reportId };
	} catch (error) {
		if (!isInDoubt(error)) throw error;
		// What the look finds, or fails on, changes nothing of what has to be told: that the answer got lost.
		const adopted = await newestReport(call, wish, since).catch(() => undefined);
		if (adopted === undefined) throw error;
		return adopted;
	}
}

/** A report may have been made all the same; a good answer without an id in it is such a case too. */
const isInDoubt = (error: unknown): boolean => error instanceof TransportError && (error.ambiguous || error.kind === 'unreadable');

/** The newest report of that wish made at `since` or later, of those that Amazon lists. */
export async function newestReport(call: Caller, wish: ReportWish, since: string): Promise<{ readonly reportId: string } | undefined> {
	const found: WireReport[] = [];
	let query: Query = { reportTypes: [wish.reportType], marketplaceIds: wish.marketplaceIds, pageSize: PAGE_SIZE, createdSince: since };
	for (let pages = 0; pages < MOST_PAGES; pages += 1) {
		const { reports, nextToken } = fitting(wireReportPage, await call({ operation: 'getReports', query }), 'getReports');
		found.push(...reports.filter((report) => isOf(report, wish) && Date.parse(report.createdTime) >= Date.parse(since)));
		if (!nextToken) break;
		// P61: with anything beside it Amazon answers 400.
		query = { nextToken };
	}
	const newest = found.sort((a, b) => Date.parse(b.createdTime) - Date.parse(a.createdTime))[0];
	return newest && { reportId: newest.reportId };
}

function isOf(report: WireReport, { reportType, marketplaceIds, window }: ReportWish): boolean {
	const covered = report.marketplaceIds ?? marketplaceIds;
	if (report.reportType !== reportType || !marketplaceIds.every((id) => covered.includes(id))) return false;
	return window === undefined || (isSameInstant(report.dataStartTime, window.from) && isSameInstant(report.dataEndTime, window.until));
}

const isSameInstant = (stated: string | null | undefined, asked: string): boolean => stated !== null && stated !== undefined && Date.parse(stated) === Date.parse(asked);
