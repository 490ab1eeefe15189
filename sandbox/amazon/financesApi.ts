import type { Clock } from '../../src/transport/clock';
import { type Answer, accessDenied, invalidInput } from './answers';
import { type JsonObject, present } from './json';
import { PageTokens } from './pageTokens';
import { fingerprintOf, instantOf, openMarketplace, refuseUnknown, wordOf } from './queryRules';
import type { SellerWorld } from './sellerWorld';
import type { AmazonSwitches } from './switches';
import type { BookedTransaction } from './transactionBook';
import { networkOf, transactionDocument } from './transactionDocument';

const TWO_MINUTES = 120_000;
const LONGEST_SPAN = 180 * 24 * 3600 * 1000;
const UNITED_STATES = 'ATVPDKIKX0DER';
const parameters = ['postedAfter', 'postedBefore', 'marketplaceId', 'transactionStatus', 'relatedIdentifierName', 'relatedIdentifierValue', 'nextToken'];
const statuses = ['DEFERRED', 'RELEASED', 'DEFERRED_RELEASED'] as const;
// Others come with transactions, but nothing is found by them (finances_2024-06-19.json, relatedIdentifierName).
const searchable = ['FINANCIAL_EVENT_GROUP_ID', 'ORDER_ID'] as const;

type Test = (booked: BookedTransaction) => boolean;

/** Finances 2024-06-19: listTransactions (finances_2024-06-19.json). */
export class FinancesApi {
	private readonly tokens = new PageTokens<readonly BookedTransaction[]>();

	constructor(private readonly clock: Clock, private readonly switches: AmazonSwitches) {}

	listTransactions(account: SellerWorld, query: URLSearchParams): Answer {
		refuseUnknown(query, parameters);
		if (!account.roles.has('financeAndAccounting')) throw accessDenied();
		const related = relation(query);
		const window = this.window(query, related !== undefined);
		const place = this.place(account, query);
		const status = wordOf(query, 'transactionStatus', statuses);
		const tests: readonly Test[] = [window, place, ...(related ? [related] : []), ({ seed }) => status === undefined || seed.status === status];
		const search = (): readonly (readonly BookedTransaction[])[] => this.pages(account.book.all().filter((booked) => tests.every((test) => test(booked))));
		const { keys, pagination } = this.tokens.page(search, { token: query.get('nextToken'), request: fingerprintOf(account, query, 'nextToken'), size: 1 }, true);
		const transactions = (keys[0] ?? []).map((booked) => documentOf(account, booked));
		return { status: 200, body: { payload: present({ transactions, nextToken: pagination?.['nextToken'] }) } };
	}

	/** Posted at its beginning or later, and before its end; one of more than 180 days has nothing. */
	private window(query: URLSearchParams, isRelated: boolean): Test {
		const after = instantOf(query, 'postedAfter');
		const latest = this.clock.now() - TWO_MINUTES;
		if (after === undefined && !isRelated) throw invalidInput('Start date cannot be null', 'Start date cannot be null');
		if (after !== undefined && after >= latest) throw invalidInput('postedAfter must be more than two minutes before the time of the request.');
		const stated = instantOf(query, 'postedBefore');
		if (stated !== undefined && stated >= latest) throw invalidInput('postedBefore must be more than two minutes before the time of the request.');
		if (stated !== undefined && after !== undefined && stated <= after) throw invalidInput('postedBefore must be later than postedAfter.');
		const before = stated ?? latest;
		if (after !== undefined && before - after > LONGEST_SPAN) return () => false;
		return ({ posted, visible }) => posted >= (after ?? -Infinity) && posted < before && visible <= this.clock.now();
	}

	private place(account: SellerWorld, query: URLSearchParams): Test {
		const id = query.get('marketplaceId');
		if (id === null) return () => true;
		const entry = openMarketplace(account, id);
		const hidden = entry.id === UNITED_STATES && this.switches.unitedStatesMerchantTransactions === 'hiddenByMarketplace';
		return ({ seed }) => {
			const order = seed.orderId === undefined ? undefined : account.order(seed.orderId);
			return seed.marketplaceId === id && !(hidden && seed.items.some((item) => networkOf(item, order) === 'MFN'));
		};
	}

	/** At least one page, with as many empty ones before each as the switch says. */
	private pages(found: readonly BookedTransaction[]): readonly (readonly BookedTransaction[])[] {
		const { transactionPageSize, emptyTransactionPages, transactionOrder } = this.switches;
		const direction = transactionOrder === 'newestFirst' ? -1 : 1;
		const sorted = [...found].sort((a, b) => direction * (a.posted - b.posted || (a.seed.transactionId < b.seed.transactionId ? -1 : 1)));
		const count = Math.max(1, Math.ceil(sorted.length / transactionPageSize));
		const nothing = Array.from({ length: emptyTransactionPages }, () => []);
		return Array.from({ length: count }, (_, i) => sorted.slice(i * transactionPageSize, (i + 1) * transactionPageSize)).flatMap((page) => [...nothing, page]);
	}
}

function relation(query: URLSearchParams): Test | undefined {
	const name = wordOf(query, 'relatedIdentifierName', searchable);
	const value = query.get('relatedIdentifierValue');
	if ((name === undefined) !== (value === null)) throw invalidInput('relatedIdentifierName and relatedIdentifierValue must be provided together.');
	if (name === undefined) return undefined;
	return ({ seed }) => (name === 'ORDER_ID' ? seed.orderId : seed.eventGroupId) === value;
}

function documentOf(account: SellerWorld, { seed }: BookedTransaction): JsonObject {
	const entry = account.marketplaces.get(seed.marketplaceId);
	if (entry === undefined) throw new Error(`The account has no marketplace ${seed.marketplaceId}`);
	return transactionDocument(seed, { sellingPartnerId: account.seed.merchantToken, entry, order: seed.orderId === undefined ? undefined : account.order(seed.orderId) });
}
