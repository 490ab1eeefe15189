import type { Selectable } from 'kysely';
import type { Issue } from '../../domain/issues';
import type { SettlementStatement } from '../../domain/settlement/settlement';
import type { SettlementArithmetic } from '../../domain/settlement/settlementPlan';
import type { CapturedSettlement, SettlementChain, SettlementProgress, SettlementRecord } from '../../processes/ports/settlements';
import { toInstant, toMilliseconds } from '../instants';
import type { SettlementTable } from '../schema';

export type SettlementRow = Selectable<SettlementTable>;
type Reissue = NonNullable<SettlementRecord['reissue']>;

/** The columns that one version of the settlement's content has. */
type ContentColumns = Pick<SettlementRow, 'statement' | 'starts_at' | 'ends_at' | 'currency' | 'fingerprint' | 'version' | 'money_rows' | 'chain' | 'document_id'>;

/** Document ids are whole numbers here and texts outside; undefined for a text that is none of them. */
export function toDocumentNumber(documentId: string): number | undefined {
	return /^[1-9]\d{0,14}$/.test(documentId) ? Number(documentId) : undefined;
}

export const toReissue = ({ reissue }: Pick<SettlementRow, 'reissue'>): Reissue | undefined => (reissue === null ? undefined : (JSON.parse(reissue) as Reissue));

/** Throws where the document's id is none of this database. */
export function contentColumns({ statement, fingerprint, version, rows, chain, documentId }: Reissue | CapturedSettlement): ContentColumns {
	const document_id = toDocumentNumber(documentId);
	if (document_id === undefined) throw new Error(`There is no stored settlement document ${documentId}`);
	return {
		statement: JSON.stringify(statement),
		starts_at: toMilliseconds(statement.startsAt),
		ends_at: toMilliseconds(statement.endsAt),
		currency: statement.currency,
		fingerprint,
		version,
		money_rows: rows,
		chain: JSON.stringify(chain),
		document_id,
	};
}

/**
 * Nothing of it stands in the books, and nothing may: no posting and no undoing is under way. A loaded one that is half
 * posted is not free.
 */
export function isUnposted({ state, progress }: Pick<SettlementRow, 'state' | 'progress'>): boolean {
	const { begun, undoing, documents } = JSON.parse(progress) as SettlementProgress;
	return state !== 'posted' && begun === undefined && undoing !== true && Object.values(documents).every(({ status }) => status === 'undone');
}

export function toSettlement(row: SettlementRow): SettlementRecord {
	const reissue = toReissue(row);
	return {
		accountKey: row.account_key,
		settlementId: row.settlement_id,
		...(row.store_id === null ? {} : { storeId: row.store_id }),
		statement: JSON.parse(row.statement) as SettlementStatement,
		fingerprint: row.fingerprint,
		version: row.version,
		rows: row.money_rows,
		chain: JSON.parse(row.chain) as SettlementChain,
		documentId: String(row.document_id),
		sources: JSON.parse(row.sources) as readonly string[],
		state: row.state,
		...(row.state_reason === null ? {} : { stateReason: row.state_reason }),
		holds: JSON.parse(row.holds) as readonly Issue[],
		progress: JSON.parse(row.progress) as SettlementProgress,
		...(row.arithmetic === null ? {} : { arithmetic: JSON.parse(row.arithmetic) as SettlementArithmetic }),
		capturedAt: toInstant(row.captured_at),
		...(row.posted_at === null ? {} : { postedAt: toInstant(row.posted_at) }),
		...(reissue === undefined ? {} : { reissue }),
	};
}
