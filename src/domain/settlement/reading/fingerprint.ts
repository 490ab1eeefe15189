import { createHash } from 'node:crypto';
import type { RowGroup, SettlementStatement } from '../settlement';

/**
 * SHA-256 over statement and groups, in hexadecimal (P4, P18). Where in the file the rows stood and how it was written
 * do not count.
 */
export function fingerprintOf({ settlementId, startsAt, endsAt, depositAt, total, currency }: SettlementStatement, groups: readonly RowGroup[]): string {
	const hash = createHash('sha256').update(JSON.stringify([settlementId, startsAt, endsAt, depositAt ?? '', total, currency]));
	for (const each of groups) {
		hash.update(`\n${JSON.stringify([each.transactionType, each.amountType, each.amountDescription, each.channel, each.marketplaceName, each.period, each.orderClass, each.orderId ?? '', each.sku ?? '', each.sum, each.rows, each.firstPostedAt ?? ''])}`);
	}
	return hash.digest('hex');
}
