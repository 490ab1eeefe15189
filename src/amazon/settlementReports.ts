import type { AmazonPort, SettlementReport } from '../processes/ports/amazon';
import { TransportError } from '../transport/errors';
import type { Caller } from './caller';
import type { OpenReport } from './reportDocument';
import { wireReportPage, type WireReport } from './reportWire';
import { unreadableAnswer } from './serviceErrors';
import type { Query } from './spApi';
import { readWholeList } from './wholeList';
import { fitting } from './wireFit';
import { instant, instantOf } from './wireValues';

/** The one form of settlements that Amazon goes on making; V1 and XML end on 11 November 2026 and are never asked for (N6). */
const SETTLEMENT_REPORT = 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2';
const PAGE_SIZE = 100;

type Window = Parameters<AmazonPort['settlementReports']>[0];

/**
 * Settlement reports for one client. Amazon makes them by itself, so they are only ever looked for (reports_2021-06-30.json,
 * getReports). A document's address is asked for right before it is opened (P62).
 */
export function createSettlementCalls(call: Caller, open: (documentId: string) => Promise<OpenReport>): Pick<AmazonPort, 'settlementReports' | 'settlementDocument'> {
	return {
		settlementReports: (window) => oldestFirst(call, window),
		settlementDocument: async (documentId) => await open(documentId),
	};
}

/**
 * Amazon lists the latest first, so nothing can be given before the last page was read. A report that cannot be opened
 * fails the list after all others were given.
 */
async function* oldestFirst(call: Caller, window: Window): AsyncGenerator<SettlementReport, void, undefined> {
	const { found, unreadable } = await readWholeList(async () => await reportsOf(call, window));
	yield* [...found.values()].sort((a, b) => order(a.createdAt, b.createdAt) || order(a.reportId, b.reportId));
	// A settlement that is not told of would never be booked; and one must not keep the others back.
	if (unreadable !== undefined) throw unreadable;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By report id: a report that is made while pages are read moves another one to the next page, where it comes again. */
async function reportsOf(call: Caller, { since, until }: Window): Promise<{ readonly found: ReadonlyMap<string, SettlementReport>; readonly unreadable?: TransportError }> {
	const found = new Map<string, SettlementReport>();
	let unreadable: TransportError | undefined;
	// No marketplaceIds: they do not narrow settlements. Amazon keeps reports for 90 days and answers an earlier `since` with what it has.
	let query: Query = { reportTypes: [SETTLEMENT_REPORT], processingStatuses: ['DONE'], pageSize: PAGE_SIZE, createdSince: since, ...(until !== undefined && { createdUntil: until }) };
	const tokens = new Set<string>();
	for (;;) {
		const { reports, nextToken } = fitting(wireReportPage, await call({ operation: 'getReports', query }), 'getReports');
		for (const report of reports.filter(isSettlement).map(settlementOf)) {
			if (report instanceof TransportError) unreadable ??= report;
			else if (isWithin(report, since, until)) found.set(report.reportId, report);
		}
		if (!nextToken) return { found, ...(unreadable && { unreadable }) };
		if (tokens.has(nextToken)) throw unreadableAnswer('getReports', 'its pages go round in a circle');
		tokens.add(nextToken);
		// P61: with anything beside it Amazon answers 400.
		query = { nextToken };
	}
}

const isSettlement = ({ reportType, processingStatus }: WireReport): boolean => reportType === SETTLEMENT_REPORT && processingStatus === 'DONE';

/** The report, or what is wrong with it. */
function settlementOf({ reportId, reportDocumentId, createdTime, marketplaceIds }: WireReport): SettlementReport | TransportError {
	if (!reportDocumentId) return unreadableAnswer('getReports', `the settlement report ${reportId} is done and has no document`);
	const createdAt = instant.safeParse(createdTime).success ? instantOf(createdTime) : undefined;
	if (createdAt === undefined) return unreadableAnswer('getReports', `the settlement report ${reportId} has no time at which it was made`);
	return { reportId, documentId: reportDocumentId, createdAt, marketplaceIds: marketplaceIds ?? [] };
}

// Whether Amazon counts the ends in is not documented; windows that meet must give each report once.
const isWithin = ({ createdAt }: SettlementReport, since: string, until: string | undefined): boolean =>
	Date.parse(createdAt) >= Date.parse(since) && (until === undefined || Date.parse(createdAt) < Date.parse(until));
