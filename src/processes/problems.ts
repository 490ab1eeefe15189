import { createHash } from 'node:crypto';
import { groupBy } from '../domain/groupBy';
import { BUYER_ASKED_TO_CANCEL } from '../domain/accounting/holds';
import type { Issue } from '../domain/issues';
import type { TransportError } from '../transport/errors';
import type { OrderRepository } from './ports/repositories';

/** Something that a person has to look at: an issue, and what it is about. */
export interface Problem extends Pick<Issue, 'code' | 'message' | 'hint'> {
	readonly storeId: string;
	/** Absent: the problem is the store's, or a listing's. */
	readonly orderId?: string;
	/** The listing that it is about. */
	readonly sellerSku?: string;
	/** The settlement that it is about. */
	readonly settlementId?: string;
}

export const problem = (storeId: string, orderId: string | undefined, { code, message, hint }: Issue): Problem => ({
	storeId,
	...(orderId ? { orderId } : {}),
	code,
	message,
	hint,
});

/** How services begin the codes of problems. */
const serviceCodes: Readonly<Record<TransportError['service'], string>> = { 'Amazon': 'amazon', 'Cin7 Core': 'cin7', 'Xero': 'xero', 'QuickBooks': 'quickbooks' };

/** A failed call as a problem: the service's message is already worded for the user. */
export function transportProblem(storeId: string, orderId: string | undefined, error: TransportError): Problem {
	const service = serviceCodes[error.service];
	const about = orderId ? `Order ${orderId}: ` : '';
	const said = error.serviceMessage ? ` (${error.serviceMessage})` : '';
	const hints: Record<TransportError['kind'], string> = {
		rateLimited: 'Nothing is lost. It goes on with the next run.',
		budgetExhausted: 'Nothing is lost. It goes on with the next run.',
		unavailable: 'Nothing is lost. It goes on with the next run.',
		unreadable: 'Nothing is lost. It goes on with the next run; if it stays so, check the API base URL in the credential.',
		unauthorized: 'Check the credential with its Test button.',
		rejected: 'Mend what the message names; it goes on with the next run.',
		notFound: 'Look whether the document was removed; it goes on with the next run.',
	};
	return { storeId, ...(orderId ? { orderId } : {}), code: `${service}.${error.kind}`, message: `${about}${error.message.replace(/\.$/, '')}${said}`, hint: hints[error.kind] };
}

/** What needs nobody: the service's limit, or this run's time for it, is used up. */
export const isLimit = ({ kind }: TransportError): boolean => kind === 'budgetExhausted' || kind === 'rateLimited';

/** A problem of one listing. */
export const listingProblem = (storeId: string, sellerSku: string, { code, message, hint }: Issue): Problem => ({ storeId, sellerSku, code, message, hint });

/** A problem of one settlement. */
export const settlementProblem = (storeId: string, settlementId: string, { code, message, hint }: Issue): Problem => ({ storeId, settlementId, code, message, hint });

/** The run that found the problems: each kind of run sees different ones, and remembers its own. */
export interface ToldBy {
	readonly run: 'load' | 'process' | 'catalog' | 'load refunds' | 'refunds' | 'history' | 'load settlements' | 'settlements';
	/** The stores of the run. */
	readonly storeIds: readonly string[];
}

/**
 * Those of the problems that were not told before in the same words (N53), recorded as told, with the event that makes a
 * trigger tell them. A problem of a store that
 * was gone in a run in between is told again. A problem of an order is told again when another one was told in between.
 */
export async function tellOnce(orders: OrderRepository, problems: readonly Problem[], by: ToldBy): Promise<readonly Problem[]> {
	const untold: Problem[] = [];
	const ofStores = groupBy(problems, (each) => each.storeId);
	for (const storeId of new Set([...by.storeIds, ...ofStores.keys()])) {
		const byKey = groupBy(ofStores.get(storeId) ?? [], (each) => keyOf(each, by));
		const now = new Map([[storeKey(by), NOTHING], ...[...byKey].map(([key, list]) => [key, fingerprint(list)] as const)]);
		const told = await orders.alreadyTold(storeId, [...now.keys()]);
		for (const [key, list] of byKey) if (told.get(key) !== now.get(key)) untold.push(...list);
		const changed = new Map([...now].filter(([key, found]) => (told.get(key) ?? NOTHING) !== found));
		const news = untold.filter((each) => each.storeId === storeId);
		if (changed.size > 0) await orders.recordTold(storeId, changed, news);
	}
	return untold;
}

/** What is remembered when a store had no problem. */
const NOTHING = '';

/** The order key under which a store's own problems are remembered. */
const storeKey = ({ run }: ToldBy): string => `(store, ${run})`;

const keyOf = ({ code, orderId, sellerSku, settlementId }: Problem, by: ToldBy): string => {
	if (settlementId !== undefined) return `settlement ${settlementId}`;
	if (sellerSku !== undefined) return `listing ${sellerSku}`;
	if (orderId === undefined) return storeKey(by);
	return by.run === 'process' || code === BUYER_ASKED_TO_CANCEL ? orderId : `${orderId} (${by.run})`;
};

const fingerprint = (problems: readonly Problem[]): string =>
	createHash('sha256').update(problems.map(saying).sort().join('\n')).digest('hex').slice(0, 32);

/** N22: a buyer's request is one, whether it is seen when the sale is made or when the order is loaded afterwards. */
const saying = ({ code, message }: Problem): string => (code === BUYER_ASKED_TO_CANCEL ? code : `${code}\n${message}`);
