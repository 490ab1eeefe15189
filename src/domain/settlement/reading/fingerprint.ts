import { createHash } from 'node:crypto';
import { add } from '../../money';
import type { RowGroup, SettlementStatement } from '../settlement';

/**
 * SHA-256, in hexadecimal, over the statement and what each kind of money comes to: rows and sum by transaction type,
 * amount type, amount description, channel and marketplace (P4, P18). How the file was written, where in it the rows
 * stood, and what the reader was asked for (zone, known orders, groups by order or SKU) do not count.
 * `statement`: its days without time as days, which no zone moves.
 */
export function fingerprintOf({ settlementId, startsAt, endsAt, depositAt, total, currency }: SettlementStatement, groups: readonly RowGroup[]): string {
	const hash = createHash('sha256').update(JSON.stringify([settlementId, startsAt, endsAt, depositAt ?? '', total, currency]));
	const kinds = new Map<string, Pick<RowGroup, 'sum' | 'rows'>>();
	for (const { transactionType, amountType, amountDescription, channel, marketplaceName, sum, rows } of groups) {
		const kind = JSON.stringify([transactionType, amountType, amountDescription, channel, marketplaceName]);
		const before = kinds.get(kind);
		kinds.set(kind, before === undefined ? { sum, rows } : { sum: add(before.sum, sum), rows: before.rows + rows });
	}
	for (const kind of [...kinds.keys()].sort()) hash.update(`\n${kind}${JSON.stringify([kinds.get(kind)?.sum, kinds.get(kind)?.rows])}`);
	return hash.digest('hex');
}
