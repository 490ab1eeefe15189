import { add, fromJsonNumber, minorUnitDigits, round, type Amount } from '../domain/money';
import type { AmazonPort, DeferredMoney } from '../processes/ports/amazon';
import type { Caller } from './caller';
import { wireDeferredTransaction, wireTransactionPage, type WireDeferredTransaction } from './financesWire';
import { unreadableAnswer } from './serviceErrors';
import { readWholeList } from './wholeList';
import { fitting } from './wireFit';
import { instantOf, present } from './wireValues';

/** Milliseconds; a wider window has an empty answer, not an error (finances_2024-06-19.json, postedBefore). */
const LONGEST_WINDOW = 180 * 24 * 3600 * 1000;

type Window = Parameters<AmazonPort['deferredMoney']>[0];

/** What is added up of one kind. */
interface Pot {
	readonly first: WireDeferredTransaction;
	count: number;
	total: Amount;
	oldest: string;
	readonly orderIds: Set<string>;
}

/** Money that Amazon holds back (N41): finances 2024-06-19 listTransactions of status DEFERRED, for one client. */
export function createDeferredMoneyCalls(call: Caller): Pick<AmazonPort, 'deferredMoney'> {
	return {
		deferredMoney: async (window) => {
			const found = new Map<string, WireDeferredTransaction>();
			for (const part of partsOf(window)) {
				for (const [id, transaction] of await readWholeList(async () => await transactionsOf(call, part))) found.set(id, transaction);
			}
			return addedUp(found.values());
		},
	};
}

/** Windows that meet and that Amazon answers; [after, before) each. */
function partsOf({ after, before }: Window): readonly Window[] {
	const parts: Window[] = [];
	const end = Date.parse(before);
	for (let start = Date.parse(after); start < end; start += LONGEST_WINDOW) {
		parts.push({ after: new Date(start).toISOString(), before: new Date(Math.min(start + LONGEST_WINDOW, end)).toISOString() });
	}
	return parts;
}

/** By transaction id, so that one that moves to the next page counts once. Throws when one does not fit: a sum without it would be wrong. */
async function transactionsOf(call: Caller, { after, before }: Window): Promise<ReadonlyMap<string, WireDeferredTransaction>> {
	const found = new Map<string, WireDeferredTransaction>();
	const tokens = new Set<string>();
	for (let token: string | undefined; ; ) {
		// The same arguments with the token of every further page (finances_2024-06-19.json, nextToken).
		const query = { postedAfter: after, postedBefore: before, transactionStatus: 'DEFERRED', ...(token !== undefined && { nextToken: token }) };
		const { payload } = fitting(wireTransactionPage, await call({ operation: 'listTransactions', query }), 'listTransactions');
		for (const wire of payload.transactions ?? []) {
			const transaction = fitting(wireDeferredTransaction, wire, 'listTransactions');
			if (transaction.transactionStatus.toUpperCase() === 'DEFERRED') found.set(transaction.transactionId, transaction);
		}
		// A page without transactions may have a next one.
		token = payload.nextToken || undefined;
		if (token === undefined) return found;
		if (tokens.has(token)) throw unreadableAnswer('listTransactions', 'its pages go round in a circle');
		tokens.add(token);
	}
}

const marketplaceOf = ({ marketplaceDetails, sellingPartnerMetadata }: WireDeferredTransaction): string | undefined =>
	present(marketplaceDetails?.marketplaceId) ?? present(sellingPartnerMetadata?.marketplaceId);

/** Sorted by currency, marketplace and kind. */
function addedUp(transactions: Iterable<WireDeferredTransaction>): readonly DeferredMoney[] {
	const pots = new Map<string, Pot>();
	for (const transaction of transactions) {
		const key = JSON.stringify([transaction.totalAmount.currencyCode, marketplaceOf(transaction) ?? '', transaction.transactionType]);
		const pot = pots.get(key) ?? { first: transaction, count: 0, total: '0', oldest: postedDateOf(transaction), orderIds: new Set<string>() };
		pots.set(key, pot);
		put(pot, transaction);
	}
	return [...pots].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pot]) => moneyOf(pot));
}

const postedDateOf = ({ postedDate }: WireDeferredTransaction): string => instantOf(postedDate) ?? postedDate;

function put(pot: Pot, transaction: WireDeferredTransaction): void {
	const { currencyAmount, currencyCode } = transaction.totalAmount;
	const postedDate = postedDateOf(transaction);
	pot.count += 1;
	pot.total = add(pot.total, round(fromJsonNumber(currencyAmount), minorUnitDigits(currencyCode)));
	if (postedDate < pot.oldest) pot.oldest = postedDate;
	for (const { relatedIdentifierName, relatedIdentifierValue } of transaction.relatedIdentifiers ?? []) {
		const orderId = relatedIdentifierName === 'ORDER_ID' ? present(relatedIdentifierValue) : undefined;
		if (orderId !== undefined) pot.orderIds.add(orderId);
	}
}

function moneyOf({ first, count, total, oldest, orderIds }: Pot): DeferredMoney {
	const marketplaceId = marketplaceOf(first);
	return {
		currency: first.totalAmount.currencyCode,
		...(marketplaceId !== undefined && { marketplaceId }),
		transactionType: first.transactionType,
		count,
		total: round(total, minorUnitDigits(first.totalAmount.currencyCode)),
		oldestPostedDate: oldest,
		orderIds: [...orderIds].sort(),
	};
}
