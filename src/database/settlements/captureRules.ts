import type { CapturedSettlement } from '../../processes/ports/settlements';
import { isUnposted, toReissue, type SettlementRow } from './rows';

/**
 * What a settlement that is known means for what is kept of it.
 * known: nothing new. restored: the correction is taken back, for Amazon's word is again what was posted. replace: other
 * content, taken at once. reissue: other content, which waits until the posting of the kept one is undone (P18).
 */
export type CaptureVerdict = 'known' | 'restored' | 'replace' | 'reissue';

/** `claimed`: a run holds the settlement, so that its content must not change under it. */
export function judgeCapture(row: SettlementRow, captured: CapturedSettlement, claimed: boolean): CaptureVerdict {
	const reissue = toReissue(row);
	if (reissue && isSame(reissue, captured)) return 'known';
	if (row.fingerprint === captured.fingerprint) {
		// A document that was read before the correction says nothing about it.
		return reissue && !(JSON.parse(row.sources) as readonly string[]).includes(captured.source) ? 'restored' : 'known';
	}
	if (isSame({ fingerprint: row.fingerprint, version: row.version, statement: JSON.parse(row.statement) as CapturedSettlement['statement'] }, captured)) return 'known';
	return isUnposted(row) && !claimed ? 'replace' : 'reissue';
}

type Told = Pick<CapturedSettlement, 'fingerprint' | 'version' | 'statement'>;

/** The two file versions spell their rows differently: there the statement decides (P4). */
const isSame = (a: Told, b: Told): boolean => a.fingerprint === b.fingerprint || (a.version !== b.version && statementKey(a) === statementKey(b));

const statementKey = ({ statement: { settlementId, startsAt, endsAt, depositAt, total, currency } }: Told): string => JSON.stringify([settlementId, Date.parse(startsAt), Date.parse(endsAt), depositAt === undefined ? null : Date.parse(depositAt), total, currency]);
