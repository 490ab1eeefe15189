import type { z } from 'zod';
import { marketplaceById } from '../domain/marketplaces';
import type { AmazonPort, ReportedListing, ReportState } from '../processes/ports/amazon';
import { TransportError } from '../transport/errors';
import type { Caller } from './caller';
import { decodeReport, EndlessLine } from './listingsReport/decodeReport';
import { readListings, UnknownReportHeader } from './listingsReport/readListings';
import type { OpenReport } from './reportDocument';
import { wireCreatedReport, wireReport, wireReportPage, type WireReport } from './reportWire';
import { parseJson, unreadableAnswer } from './serviceErrors';
import { showable } from './serviceText';
import type { Query } from './spApi';

const LISTINGS_REPORT = 'GET_MERCHANT_LISTINGS_ALL_DATA';
const PAGE_SIZE = 100;
const MOST_PAGES = 10;
/** How often a document is read in all when the connection breaks off in the middle of it. */
const READINGS = 3;
const LONGEST_EXPLANATION = 16_384;

type ReportCalls = Pick<AmazonPort, 'requestListingsReport' | 'findListingsReport' | 'report' | 'readListingsReport'>;

/** Reports 2021-06-30 for one client. */
export function createReportCalls(call: Caller, open: (documentId: string) => Promise<OpenReport>, secrets: readonly string[]): ReportCalls {
	return {
		requestListingsReport: async (marketplaceId, since) => {
			try {
				// Only a wish: Amazon may give a report that it made before, in another language.
				const body = { reportType: LISTINGS_REPORT, marketplaceIds: [marketplaceId], reportOptions: { preferredReportDocumentLocale: 'en_US' } };
				return { reportId: fitting(wireCreatedReport, await call({ operation: 'createReport', body }), 'createReport').reportId };
			} catch (error) {
				if (!isInDoubt(error)) throw error;
				// What the look finds, or fails on, changes nothing of what has to be told: that the answer got lost.
				const adopted = await newestReport(call, marketplaceId, since).catch(() => undefined);
				if (adopted === undefined) throw error;
				return { reportId: adopted.reportId };
			}
		},
		findListingsReport: async (marketplaceId, since) => {
			const report = await newestReport(call, marketplaceId, since);
			return report && { reportId: report.reportId };
		},
		report: async (reportId) => {
			const report = fitting(wireReport, await call({ operation: 'getReport', path: { reportId } }), 'getReport');
			return await stateOf(report, async (documentId) => await explanationIn(await open(documentId), secrets));
		},
		readListingsReport: (documentId, marketplaceId) => readRows(documentId, marketplaceId, open),
	};
}

/** A report may have been made all the same; a good answer without an id in it is such a case too. */
const isInDoubt = (error: unknown): boolean => error instanceof TransportError && (error.ambiguous || error.kind === 'unreadable');

function fitting<Schema extends z.ZodTypeAny>(schema: Schema, body: unknown, operation: string): z.infer<Schema> {
	const result = schema.safeParse(body);
	if (result.success) return result.data;
	throw unreadableAnswer(operation, `it does not fit Amazon's model (${result.error.issues[0]?.path.join('.') || 'answer'})`);
}

/** The newest listings report of that marketplace made at `since` or later. */
async function newestReport(call: Caller, marketplaceId: string, since: string): Promise<WireReport | undefined> {
	const found: WireReport[] = [];
	let query: Query = { reportTypes: [LISTINGS_REPORT], marketplaceIds: [marketplaceId], pageSize: PAGE_SIZE, createdSince: since };
	for (let pages = 0; pages < MOST_PAGES; pages += 1) {
		const { reports, nextToken } = fitting(wireReportPage, await call({ operation: 'getReports', query }), 'getReports');
		found.push(...reports.filter((report) => report.reportType === LISTINGS_REPORT && (report.marketplaceIds ?? [marketplaceId]).includes(marketplaceId) && Date.parse(report.createdTime) >= Date.parse(since)));
		if (!nextToken) break;
		// P61: with anything beside it Amazon answers 400.
		query = { nextToken };
	}
	return found.sort((a, b) => Date.parse(b.createdTime) - Date.parse(a.createdTime))[0];
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

async function* readRows(documentId: string, marketplaceId: string, open: (documentId: string) => Promise<OpenReport>): AsyncGenerator<ReportedListing, void, undefined> {
	const marketplace = marketplaceById(marketplaceId);
	if (marketplace === undefined) throw new RangeError(`No currency is known of the marketplace ${marketplaceId}`);
	let given = 0;
	for (let reading = 1; ; reading += 1) {
		const { bytes, charset } = await open(documentId);
		try {
			for await (const row of readListings(bytes, { currency: marketplace.currency, country: marketplace.country, ...(charset !== undefined && { charset }) })) {
				// Read again after a lost connection: a document never changes, so the rows given so far are the same ones.
				if (row.line <= given) continue;
				given = row.line;
				yield row;
			}
			return;
		} catch (error) {
			const lost = error instanceof TransportError && error.kind === 'unavailable';
			if (!lost || reading === READINGS) throw toldOf(error);
		}
	}
}

function toldOf(error: unknown): unknown {
	if (error instanceof EndlessLine) return unreadableReport('one of its lines never ends');
	if (!(error instanceof UnknownReportHeader)) return error;
	const { missing, unknown } = error;
	const words = unknown.length === 0 ? '' : ` Not understood: ${unknown.map((word) => `'${word}'`).join(', ')}.`;
	const fault = missing.length === 0 ? 'the header names a column twice' : `the header lacks the columns ${missing.join(', ')}`;
	return unreadableReport(`${fault}.${words} Set the language of reports to English in Seller Central`, 'UnknownReportHeader');
}

const unreadableReport = (reason: string, code?: string): TransportError =>
	new TransportError({ service: 'Amazon', kind: 'unreadable', operation: 'readListingsReport', ...(code !== undefined && { code }), message: `The listings report could not be read: ${reason}.` });
