import { marketplaceById } from '../domain/marketplaces';
import type { AmazonPort, ReportedListing, ReportedOrder, ReportState } from '../processes/ports/amazon';
import type { Caller } from './caller';
import { decodeReport } from './listingsReport/decodeReport';
import { readListings } from './listingsReport/readListings';
import { readOrders } from './orderReport/readOrders';
import type { OpenReport } from './reportDocument';
import { newestReport, requestReport, type ReportWish } from './reportRequests';
import { readRows } from './reportRows';
import { wireReport, type WireReport } from './reportWire';
import { parseJson, unreadableAnswer } from './serviceErrors';
import { showable } from './serviceText';
import { fitting } from './wireFit';

const LONGEST_EXPLANATION = 16_384;

type ReportCalls = Pick<AmazonPort, 'requestListingsReport' | 'findListingsReport' | 'report' | 'readListingsReport' | 'requestOrderReport' | 'findOrderReport' | 'readOrderReport'>;
type Opener = (documentId: string) => Promise<OpenReport>;

const listingsOf = (marketplaceId: string): ReportWish => ({
	reportType: 'GET_MERCHANT_LISTINGS_ALL_DATA',
	marketplaceIds: [marketplaceId],
	// Only a wish: Amazon may give a report that it made before, in another language.
	options: { preferredReportDocumentLocale: 'en_US' },
});

const ordersOf = ({ marketplaceIds, from, until }: Parameters<AmazonPort['findOrderReport']>[0]): ReportWish => ({
	reportType: 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL',
	marketplaceIds,
	window: { from, until },
});

/** Reports 2021-06-30 for one client. */
export function createReportCalls(call: Caller, open: Opener, secrets: readonly string[]): ReportCalls {
	return {
		requestListingsReport: async (marketplaceId, since) => await requestReport(call, listingsOf(marketplaceId), since),
		findListingsReport: async (marketplaceId, since) => await newestReport(call, listingsOf(marketplaceId), since),
		report: async (reportId) => {
			const report = fitting(wireReport, await call({ operation: 'getReport', path: { reportId } }), 'getReport');
			return await stateOf(report, async (documentId) => await explanationIn(await open(documentId), secrets));
		},
		readListingsReport: (documentId, marketplaceId) => readListingRows(documentId, marketplaceId, open),
		requestOrderReport: async (window, since) => await requestReport(call, ordersOf(window), since),
		findOrderReport: async (window, since) => await newestReport(call, ordersOf(window), since),
		readOrderReport: (documentId) => readDistinctOrders(documentId, open),
	};
}

/** P63. `explain` reads the document that may come with a failed report. */
async function stateOf(report: WireReport, explain: (documentId: string) => Promise<string | undefined>): Promise<ReportState> {
	const { processingStatus, reportDocumentId } = report;
	if (processingStatus === 'IN_QUEUE' || processingStatus === 'IN_PROGRESS') return { state: 'waiting' };
	if (processingStatus === 'CANCELLED') return { state: 'noData' };
	if (processingStatus === 'DONE' && reportDocumentId) return { state: 'done', documentId: reportDocumentId };
	if (processingStatus !== 'FATAL') throw unreadableAnswer('getReport', processingStatus === 'DONE' ? 'the report is done and has no document' : 'it names no status that is known');
	// The failure stands with or without its explanation.
	const text = reportDocumentId ? await explain(reportDocumentId).catch(() => undefined) : undefined;
	return { state: 'failed', ...(text !== undefined && { text }) };
}

/** Amazon's own words in the document of a failed report: JSON with errorDetails, or text. */
async function explanationIn({ bytes, charset }: OpenReport, secrets: readonly string[]): Promise<string | undefined> {
	let text = '';
	for await (const block of decodeReport(bytes, { ...(charset !== undefined && { charset }) })) {
		text += block;
		if (text.length > LONGEST_EXPLANATION) break;
	}
	const json = parseJson(text);
	const details: unknown = typeof json === 'object' && json !== null && 'errorDetails' in json ? json.errorDetails : undefined;
	return showable(typeof details === 'string' ? details : text, secrets);
}

async function* readListingRows(documentId: string, marketplaceId: string, open: Opener): AsyncGenerator<ReportedListing, void, undefined> {
	const marketplace = marketplaceById(marketplaceId);
	if (marketplace === undefined) throw new RangeError(`No currency is known of the marketplace ${marketplaceId}`);
	const { currency, country } = marketplace;
	yield* readRows(documentId, {
		operation: 'readListingsReport',
		title: 'listings report',
		read: ({ bytes, charset }) => readListings(bytes, { currency, country, ...(charset !== undefined && { charset }) }),
	}, open);
}

/** An order stands in as many rows as it has items. */
async function* readDistinctOrders(documentId: string, open: Opener): AsyncGenerator<ReportedOrder, void, undefined> {
	const given = new Set<string>();
	const reader = { operation: 'readOrderReport', title: 'order report', read: ({ bytes, charset }: OpenReport) => readOrders(bytes, { ...(charset !== undefined && { charset }) }) };
	for await (const { order } of readRows(documentId, reader, open)) {
		if (given.has(order.orderId)) continue;
		given.add(order.orderId);
		yield order;
	}
}
