import type { Clock } from '../../src/transport/clock';
import type { ReportText } from './listingsReport';
import { orderReports, ReportContents } from './reportContents';
import type { SellerWorld } from './sellerWorld';
import { OLD_FORMS_END, SettlementDesk, SETTLEMENT_V1 } from './settlements/settlementDesk';
import type { AmazonSwitches } from './switches';

export type ProcessingStatus = 'CANCELLED' | 'DONE' | 'FATAL' | 'IN_PROGRESS' | 'IN_QUEUE';

/** What was asked for (reports_2021-06-30.json, CreateReportSpecification). */
export interface ReportRequest {
	readonly reportType: string;
	readonly marketplaceIds: readonly string[];
	readonly dataStartTime?: string;
	readonly dataEndTime?: string;
	readonly reportOptions?: { readonly [name: string]: string };
}

export interface Report {
	readonly reportId: string;
	readonly account: SellerWorld;
	readonly request: ReportRequest;
	/** Milliseconds since 1970, by the simulator's clock. */
	readonly createdAt: number;
	readonly startsAt: number;
	readonly endsAt: number;
	/** What it ends with when nobody cancels it. */
	readonly outcome: 'CANCELLED' | 'DONE' | 'FATAL';
	readonly documentId: string | undefined;
	readonly read: () => ReportText;
	canceled: boolean;
}

const DAY = 24 * 3600 * 1000;

/** The reports of all accounts. They go their way by the clock alone. */
export class ReportDesk {
	private readonly reports: Report[] = [];
	private readonly settlements = new SettlementDesk();
	private readonly contents: ReportContents;

	constructor(private readonly clock: Clock, private readonly switches: AmazonSwitches) {
		this.contents = new ReportContents(clock, switches);
	}

	/** The report has the state of things of this moment, or that of a copy that is still good. */
	open(account: SellerWorld, request: ReportRequest): Report {
		const content = this.contents.of(account, request);
		const number = 50_000 + this.reports.length + 1;
		const { reportQueueTime, reportProcessingTime, reportOutcome, fatalReportText } = this.switches;
		const usual = content.refusal !== undefined ? 'FATAL' : content.empty ? 'CANCELLED' : 'DONE';
		const outcome = reportOutcome === 'asUsual' ? usual : reportOutcome;
		const documented = outcome === 'DONE' || (outcome === 'FATAL' && fatalReportText !== null);
		const startsAt = this.clock.now() + reportQueueTime * 1000;
		const report: Report = {
			reportId: `${number}020260`,
			account,
			request,
			createdAt: this.clock.now(),
			startsAt,
			endsAt: startsAt + reportProcessingTime * 1000,
			outcome,
			documentId: documented ? `amzn1.spdoc.1.4.${account.seed.region}.simulated-${number}` : undefined,
			read: () => (outcome === 'FATAL' ? { bytes: Buffer.from(content.refusal ?? fatalReportText ?? '', 'utf8'), contentType: 'text/plain; charset=UTF-8' } : content.read()),
			canceled: false,
		};
		this.reports.push(report);
		return report;
	}

	report(account: SellerWorld, reportId: string): Report | undefined {
		return this.kept(account).find((report) => report.reportId === reportId);
	}

	/** The report whose document that is, once it is finished. */
	documented(account: SellerWorld, documentId: string): Report | undefined {
		return this.kept(account).find((report) => report.documentId === documentId && ['DONE', 'FATAL'].includes(this.statusOf(report)));
	}

	/** The latest first. Reports are kept for 90 days (reports_2021-06-30.json, getReports), those of orders for 30. */
	kept(account: SellerWorld): readonly Report[] {
		const now = this.clock.now();
		const isKept = ({ request: { reportType }, createdAt }: Report): boolean =>
			createdAt <= now && createdAt > now - (orderReports.has(reportType) ? 30 : 90) * DAY && (reportType !== SETTLEMENT_V1 || now < OLD_FORMS_END);
		const asked = this.reports.filter((report) => report.account === account);
		return [...this.settlements.of(account), ...asked].filter(isKept).reverse().sort((a, b) => b.createdAt - a.createdAt);
	}

	statusOf({ canceled, startsAt, endsAt, outcome }: Report): ProcessingStatus {
		const now = this.clock.now();
		if (canceled) return 'CANCELLED';
		if (now < startsAt) return 'IN_QUEUE';
		return now < endsAt ? 'IN_PROGRESS' : outcome;
	}
}
