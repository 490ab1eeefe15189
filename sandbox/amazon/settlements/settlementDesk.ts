import type { Report } from '../reportDesk';
import type { SellerWorld } from '../sellerWorld';
import { settlementFile } from './settlementFile';
import type { SettlementForm } from './settlementForms';
import type { Settlement } from './settlementModel';

export const SETTLEMENT_V2 = 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2';
export const SETTLEMENT_V1 = 'GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE';
export const SETTLEMENT_XML = 'GET_V2_SETTLEMENT_REPORT_DATA_XML';

/** Amazon takes V1 and XML away on that day. */
export const OLD_FORMS_END = Date.parse('2026-11-11T00:00:00Z');

/** A settlement that Amazon closes: it makes the report by itself. */
export interface SettlementSeed {
	/** When Amazon makes the report, ISO 8601 with its zone; before that nobody sees it. */
	readonly createdTime: string;
	readonly settlement: Settlement;
	readonly form: SettlementForm;
	/** How many reports carry it, each of its own id and a second later than the one before. Default 1. */
	readonly documents?: number;
	/** Default: nine, those of the account first; Amazon names many even where the settlement is of one. */
	readonly marketplaceIds?: readonly string[];
	/** The charset that the content type names. Default none, as Amazon does. */
	readonly statedCharset?: string;
}

/** The reports that Amazon made of the settlements of all accounts. Nobody asks for them and they never wait. */
export class SettlementDesk {
	private readonly made = new Map<SettlementSeed, readonly Report[]>();
	private count = 0;

	/** All of the account, whatever the time, in the order in which the settlements were added. */
	of(account: SellerWorld): readonly Report[] {
		return account.settlements.flatMap((seed) => {
			const reports = this.made.get(seed) ?? Array.from({ length: seed.documents ?? 1 }, (_, copy) => this.report(account, seed, copy));
			this.made.set(seed, reports);
			return reports;
		});
	}

	private report(account: SellerWorld, seed: SettlementSeed, copy: number): Report {
		this.count += 1;
		// Report ids have nothing to do with the settlement's.
		const number = 70_000 + this.count;
		const createdAt = Date.parse(seed.createdTime) + copy * 1000;
		return {
			reportId: `${number}020260`,
			account,
			request: {
				reportType: seed.form.version === 'V1' ? SETTLEMENT_V1 : SETTLEMENT_V2,
				marketplaceIds: seed.marketplaceIds ?? nineOf(account),
				dataStartTime: iso(seed.settlement.start),
				dataEndTime: iso(seed.settlement.end),
			},
			createdAt,
			startsAt: createdAt,
			endsAt: createdAt,
			outcome: 'DONE',
			documentId: `amzn1.spdoc.1.4.${account.seed.region}.simulated-${number}`,
			read: () => ({ bytes: settlementFile(seed.settlement, seed.form), contentType: seed.statedCharset === undefined ? 'text/plain' : `text/plain; charset=${seed.statedCharset}` }),
			canceled: false,
		};
	}
}

const iso = (time: string): string => new Date(time).toISOString();

function nineOf({ marketplaces }: SellerWorld): readonly string[] {
	const further = Array.from({ length: 9 }, (_, i) => `A${i + 1}NONAMAZON${i + 1}`);
	return [...marketplaces.keys(), ...further].slice(0, Math.max(9, marketplaces.size));
}
