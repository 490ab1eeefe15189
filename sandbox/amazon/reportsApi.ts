import { z } from 'zod';
import type { Clock } from '../../src/transport/clock';
import { type Answer, accessDenied, empty, invalidInput, notFound } from './answers';
import { DocumentStore } from './documentStore';
import { type JsonObject, present } from './json';
import { PageTokens } from './pageTokens';
import { fingerprintOf, instantOf, listOf, openMarketplace, pageSizeOf, refuseUnknown, wordOf } from './queryRules';
import { LISTINGS_REPORT, orderReports } from './reportContents';
import { type Report, ReportDesk, type ReportRequest } from './reportDesk';
import type { Role } from './seeds';
import type { SellerWorld } from './sellerWorld';
import { OLD_FORMS_END, SETTLEMENT_V1, SETTLEMENT_V2, SETTLEMENT_XML } from './settlements/settlementDesk';
import type { AmazonSwitches } from './switches';

const DAY = 24 * 3600 * 1000;
const statuses = ['CANCELLED', 'DONE', 'FATAL', 'IN_PROGRESS', 'IN_QUEUE'] as const;
const searchParameters = ['reportTypes', 'processingStatuses', 'marketplaceIds', 'pageSize', 'createdSince', 'createdUntil', 'nextToken'];
/** Amazon makes these by itself and nobody can ask for one; with Amazon's own numbers, as its refusals have them. */
const settlementTypes: ReadonlyMap<string, number> = new Map([[SETTLEMENT_V2, 1118], [SETTLEMENT_V1, 1117], [SETTLEMENT_XML, 1117]]);

const instant = z.string().datetime({ offset: true });
const specification = z.object({
	reportType: z.string(),
	marketplaceIds: z.array(z.string()).min(1).max(25),
	dataStartTime: instant.optional(),
	dataEndTime: instant.optional(),
	reportOptions: z.record(z.string()).optional(),
}).strict();

/** Reports 2021-06-30 without schedules (reports_2021-06-30.json). */
export class ReportsApi {
	readonly documents: DocumentStore;
	private readonly desk: ReportDesk;
	private readonly tokens = new PageTokens<Report>();
	private readonly searches = new Map<string, URLSearchParams>();

	constructor(private readonly clock: Clock, private readonly switches: AmazonSwitches) {
		this.documents = new DocumentStore(clock);
		this.desk = new ReportDesk(clock, switches);
	}

	createReport(account: SellerWorld, query: URLSearchParams, body: Buffer): Answer {
		refuseUnknown(query, []);
		admit(account);
		const request = specificationOf(body);
		this.refuseRemoved(request.reportType);
		const number = settlementTypes.get(request.reportType);
		if (number !== undefined) throw invalidInput(`Request for report type ${number} is not allowed at this time`);
		if (request.reportType !== LISTINGS_REPORT && !orderReports.has(request.reportType)) throw invalidInput(`Invalid Report Type ${request.reportType}`);
		admitTo(account, request.reportType);
		if (orderReports.has(request.reportType)) checkWindow(request);
		for (const id of request.marketplaceIds) openMarketplace(account, id);
		return { status: 202, body: { reportId: this.desk.open(account, request).reportId } };
	}

	getReports(account: SellerWorld, query: URLSearchParams): Answer {
		refuseUnknown(query, searchParameters);
		admit(account);
		const token = query.get('nextToken');
		if (token !== null && query.size > 1) throw invalidInput('nextToken must be the only parameter.');
		const search = token === null ? query : this.searches.get(token);
		if (search === undefined) throw invalidInput('The provided nextToken is invalid.');
		for (const type of listOf(search, 'reportTypes') ?? []) {
			this.refuseRemoved(type);
			admitTo(account, type);
		}
		const size = pageSizeOf(search, { name: 'pageSize', most: 100, usual: 10 });
		const wanted = this.filter(search);
		const { keys, pagination } = this.tokens.page(() => this.desk.kept(account).filter(wanted), { token, request: fingerprintOf(account, search, 'nextToken'), size }, true);
		const next = pagination?.['nextToken'];
		if (typeof next === 'string') this.searches.set(next, search);
		return { status: 200, body: present({ reports: keys.map((report) => this.document(report)), nextToken: next }) };
	}

	getReport(account: SellerWorld, reportId: string, query: URLSearchParams): Answer {
		refuseUnknown(query, []);
		admit(account);
		return { status: 200, body: this.document(this.existing(account, reportId)) };
	}

	/** Only what still waits can be canceled. */
	cancelReport(account: SellerWorld, reportId: string, query: URLSearchParams): Answer {
		refuseUnknown(query, []);
		admit(account);
		const report = this.existing(account, reportId);
		if (this.desk.statusOf(report) !== 'IN_QUEUE') throw invalidInput(`The report ${reportId} is not in a cancellable state.`);
		report.canceled = true;
		return empty(200);
	}

	getReportDocument(account: SellerWorld, documentId: string, query: URLSearchParams): Answer {
		refuseUnknown(query, ['enableContentEncodingUrlHeader']);
		admit(account);
		const decoding = wordOf(query, 'enableContentEncodingUrlHeader', ['true', 'false']) === 'true';
		const report = this.desk.documented(account, documentId);
		const { reportDocument, reportCompression } = this.switches;
		if (report === undefined || reportDocument === 'missing') throw notFound(`The report document ${documentId} was not found.`);
		admitTo(account, report.request.reportType);
		const gzip = reportCompression === 'GZIP';
		const url = this.documents.address(account.seed.region, report.read, { gzip, torn: reportDocument === 'torn', contentEncoding: gzip && decoding ? 'gzip' : undefined, lifetime: reportDocument === 'outdated' ? 0 : undefined });
		return { status: 200, body: present({ reportDocumentId: documentId, url, compressionAlgorithm: gzip ? 'GZIP' : undefined }) };
	}

	private refuseRemoved(reportType: string): void {
		if (reportType !== SETTLEMENT_V2 && settlementTypes.has(reportType) && this.clock.now() >= OLD_FORMS_END) throw invalidInput(`Invalid Report Type ${reportType}`);
	}

	private existing(account: SellerWorld, reportId: string): Report {
		const report = this.desk.report(account, reportId);
		if (report === undefined) throw notFound(`The report ${reportId} was not found.`);
		admitTo(account, report.request.reportType);
		return report;
	}

	private filter(query: URLSearchParams): (report: Report) => boolean {
		const types = listOf(query, 'reportTypes');
		if (types === undefined) throw invalidInput('One of reportTypes and nextToken is required.');
		if (types.length > 10) throw invalidInput('reportTypes has more than 10 items.');
		const processing = listOf(query, 'processingStatuses', statuses);
		const marketplaces = listOf(query, 'marketplaceIds');
		if (marketplaces !== undefined && marketplaces.length > 10) throw invalidInput('marketplaceIds has more than 10 items.');
		const since = instantOf(query, 'createdSince') ?? this.clock.now() - 90 * DAY;
		const until = instantOf(query, 'createdUntil') ?? this.clock.now();
		return (report) =>
			types.includes(report.request.reportType) &&
			(processing?.includes(this.desk.statusOf(report)) ?? true) &&
			// Of settlements every one comes, wherever the seller sells.
			(marketplaces === undefined || settlementTypes.has(report.request.reportType) || report.request.marketplaceIds.some((id) => marketplaces.includes(id))) &&
			report.createdAt >= since &&
			report.createdAt <= until;
	}

	private document(report: Report): JsonObject {
		const { reportId, request, createdAt, startsAt, endsAt, documentId } = report;
		const processingStatus = this.desk.statusOf(report);
		const started = !report.canceled && processingStatus !== 'IN_QUEUE';
		const ended = started && processingStatus !== 'IN_PROGRESS';
		return present({
			reportId,
			reportType: request.reportType,
			marketplaceIds: request.marketplaceIds,
			dataStartTime: request.dataStartTime ?? iso(createdAt),
			dataEndTime: request.dataEndTime ?? iso(createdAt),
			createdTime: iso(createdAt),
			processingStatus,
			processingStartTime: started ? iso(startsAt) : undefined,
			processingEndTime: ended ? iso(endsAt) : undefined,
			reportDocumentId: ended ? documentId : undefined,
		});
	}
}

/** A missing role and a report that is not there are two things (P66). */
function admit({ roles }: SellerWorld): void {
	if (!roles.has('inventoryAndOrderTracking') && !roles.has('productListing') && !roles.has('financeAndAccounting')) throw accessDenied();
}

/** Reports of orders belong to one role alone, those of settlements to another, those of listings to either of two. */
function admitTo({ roles }: SellerWorld, reportType: string): void {
	const wanted: readonly Role[] = settlementTypes.has(reportType) ? ['financeAndAccounting'] : orderReports.has(reportType) ? ['inventoryAndOrderTracking'] : ['inventoryAndOrderTracking', 'productListing'];
	if (!wanted.some((role) => roles.has(role))) throw accessDenied();
}

function checkWindow({ dataStartTime, dataEndTime }: ReportRequest): void {
	if (dataStartTime === undefined || dataEndTime === undefined) throw invalidInput('dataStartTime and dataEndTime are required for this report type.');
	if (Date.parse(dataEndTime) <= Date.parse(dataStartTime)) throw invalidInput('dataEndTime must be later than dataStartTime.');
}

function specificationOf(body: Buffer): ReportRequest {
	let fields: unknown;
	try {
		fields = JSON.parse(body.toString('utf8'));
	} catch {
		throw invalidInput('The request body is not JSON.');
	}
	const parsed = specification.safeParse(fields);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	throw invalidInput(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
}

const iso = (time: number): string => new Date(time).toISOString();
