import { groupBy } from '../groupBy';
import { add, negate, subtract, sum, type Amount } from '../money';
import { effectOn } from './journalPairs';
import type { RoutedGroup } from './planDocuments';
import type { SettlementContent } from './settlement';
import type { Disposition, PlannedDocument, SettlementArithmetic } from './settlementPlan';
import { typeKey, typeText } from './typePattern';

/** The sums that prove a plan, signed as Amazon's, in the settlement's currency. `documents`: also those that a blocking issue keeps from being written. */
export function arithmeticOf({ statement, sum: rowsSum }: Pick<SettlementContent, 'statement' | 'sum'>, routed: readonly RoutedGroup[], documents: readonly PlannedDocument[], clearing: string): SettlementArithmetic {
	const of = (disposition: Disposition): Amount => sum(routed.filter(({ planned }) => planned.disposition === disposition).map(({ planned }) => planned.group.sum));
	const matched = of('matched');
	const byKey = groupBy(routed.filter(({ key }) => key !== undefined), ({ key = '' }) => key);
	return {
		total: add(statement.total, '0'), sum: add(rowsSum, '0'), matched, posted: of('posted'), skipped: of('skipped'), unmapped: of('unmapped'),
		difference: subtract(statement.total, rowsSum),
		skippedByType: skippedByType(routed),
		clearingAfter: sum([matched, ...documents.map((document) => effectOfDocument(document, byKey.get(document.key) ?? [], clearing))]),
	};
}

/** What a document does to the clearing account. Journals of sales are in base currency: what they stand for is the sum of their rows. */
function effectOfDocument(document: PlannedDocument, own: readonly RoutedGroup[], clearing: string): Amount {
	switch (document.kind) {
		case 'journal':
			return effectOn(clearing, document.pairs);
		case 'money':
			return document.type === 'Receive Money' ? negate(document.amount) : document.amount;
		case 'saleJournal':
			return sum(own.map(({ planned }) => planned.group.sum));
	}
}

function skippedByType(routed: readonly RoutedGroup[]): SettlementArithmetic['skippedByType'] {
	const skipped = routed.flatMap(({ planned }) => (planned.disposition === 'skipped' ? [planned.group] : []));
	return [...groupBy(skipped, typeKey)].sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([, same]) => ({ type: typeText(same[0]), sum: sum(same.map((group) => group.sum)), rows: same.reduce((rows, group) => rows + group.rows, 0) }));
}
