import type { IDataObject } from 'n8n-workflow';
import type { SettlementSeed } from '../../sandbox/amazon/settlements/settlementDesk';
import type { SettlementRow } from '../../sandbox/amazon/settlements/settlementModel';
import type { Cin7World } from '../../sandbox/cin7/world';
import { demoStoreId } from '../../sandbox/demo/setUp';
import { sum } from '../../src/domain/money';
import type { SettlementSettings } from '../../src/domain/settings';
import type { openRaw } from '../database/battery/raw';
import type { NodeTask } from './nodeRun';

export const US = demoStoreId('US');
const byId = (value: string): IDataObject => ({ __rl: true, mode: 'id', value });

/** Every type of the settlements below has an account; the deposit goes to the bank, fees of an order on its sale. */
export const settlementSettings: Partial<SettlementSettings> = {
	process: 'automatically',
	postOrderFees: 'sale',
	bankAccount: '090',
	payableAccount: '800',
	classAccounts: { sales: '210', taxCollected: '820', sellingFees: '410', fbaFees: '411', subscription: '400', reimbursements: '270', reserve: '715' },
};

export const settlementTasks = {
	load: { node: 'settlementJournalBuilder', parameters: { operation: 'loadSettlements', loadSettlementsOf: 'new', loadSettlementsMinutes: 10 } },
	loadAll: { node: 'settlementJournalBuilder', parameters: { operation: 'loadSettlements', loadSettlementsOf: 'all', loadSettlementsMinutes: 10 } },
	post: { node: 'settlementJournalBuilder', parameters: { operation: 'postJournal', store: byId('all'), postWhich: 'automatic', postOptions: { attention: 'all' } } },
	postAgain: (settlementId: string): NodeTask => ({ node: 'settlementJournalBuilder', parameters: { operation: 'postJournal', store: byId(US), postWhich: 'chosen', settlement: byId(settlementId), postOptions: { attention: 'all' } } }),
	undo: (settlementId: string): NodeTask => ({ node: 'settlementJournalBuilder', parameters: { operation: 'undo', store: byId(US), settlement: byId(settlementId) } }),
} as const;

type Money = readonly [transactionType: string, amountType: string, amountDescription: string, amount: string, postedAt?: string];
const row = (orderId: string | undefined, [transactionType, amountType, amountDescription, amount, postedAt = '2026-03-09T08:00:00Z']: Money): SettlementRow => ({
	transactionType, amountType, amountDescription, amount, postedAt,
	...(orderId === undefined ? {} : { orderId, marketplaceName: 'Amazon.com', fulfillmentId: 'MFN', sku: 'HP-MUG-SLATE', quantity: 1 }),
});

/** Rows of an order of one mug: 16.23 from the buyer, less fees of 6.11. */
export const mugRows = (orderId: string): readonly SettlementRow[] => ([
	['Order', 'ItemPrice', 'Principal', '14.99'],
	['Order', 'ItemPrice', 'Tax', '1.24'],
	['Order', 'ItemFees', 'Commission', '-2.25'],
	['Order', 'ItemFees', 'FBAPerUnitFulfillmentFee', '-3.86'],
] as const).map((money) => row(orderId, money));

/** Rows of no order: a fee of February, a reimbursement, and money that Amazon holds back. 60.01 in all. */
export const furtherRows: readonly SettlementRow[] = ([
	['other-transaction', 'other-transaction', 'Subscription Fee', '-39.99', '2026-02-27T08:00:00Z'],
	['other-transaction', 'FBA Inventory Reimbursement', 'REVERSAL_REIMBURSEMENT', '120.00'],
	['other-transaction', 'other-transaction', 'Current Reserve Amount', '-20.00'],
] as const).map((money) => row(undefined, money));

/** A row of a type that no list has. */
export const strangeRow = row(undefined, ['other-transaction', 'other-transaction', 'Moon Dust Levy', '-1.00']);

/** A settlement from the end of February to the eleventh of March; its deposit two days later. Amazon made its report an hour ago. */
export function settlementSeed(settlementId: string, rows: readonly SettlementRow[], over: Partial<SettlementSeed> = {}): SettlementSeed {
	return {
		createdTime: '2026-03-11T11:00:00.000Z',
		form: { country: 'US' },
		settlement: { settlementId, start: '2026-02-25T10:00:00Z', end: '2026-03-11T10:00:00Z', deposit: '2026-03-13T10:00:00Z', currency: 'USD', rows },
		...over,
	};
}

type Engine = Awaited<ReturnType<typeof openRaw>>;

/** Saves settings of settlements as the Amazon Store node does. */
export async function saveSettlementSettings({ query }: Engine, settings: Partial<SettlementSettings>, storeId = US): Promise<void> {
	const store = await query.selectFrom('store').selectAll().where('store_id', '=', storeId).executeTakeFirstOrThrow();
	const kept = JSON.parse(store.settings) as Record<string, unknown>;
	await query.updateTable('store').set({ settings: JSON.stringify({ ...kept, settlement: settings }) }).where('store_id', '=', storeId).execute();
}

/** Everything of settlements that Cin7 Core holds, without ids: equal for two runs that did the same work. */
export function ledgerOf(world: Cin7World) {
	const accounts = [...new Set(world.ledger.entries.flatMap((entry) => [entry.debit, entry.credit]))].sort();
	return {
		journals: [...world.journals.values()].map(({ status, narration, date, currency, lines }) => [status, narration, date.slice(0, 10), currency, lines.map(({ debit, credit, amount }) => [debit, credit, sum([amount])].join(' ')).sort()]).sort(byText),
		moneyTasks: [...world.moneyTasks.values()].map(({ status, type, reference, bankAccount, date, lines }) => [status, type, reference, bankAccount, date.slice(0, 10), sum(lines.map(({ total }) => total))]).sort(byText),
		saleJournals: [...world.sales.values()].map(({ externalId, manualJournal: { status, lines } }) => [externalId, status, lines.map(({ debit, credit, amount, reference }) => [debit, credit, sum([amount]), reference].join(' ')).sort()]).sort(byText),
		balances: Object.fromEntries(accounts.map((account) => [account, world.ledger.balance(account)])),
	};
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** What of settlements the sync database holds. Documents that no settlement refers to, and leases, are counted. */
export async function settlementsKept({ query }: Engine) {
	const settlements = await query.selectFrom('settlement').selectAll().orderBy('settlement_id').execute();
	const used = new Set(settlements.flatMap((each) => [each.document_id, each.reissue_document_id]));
	const documents = await query.selectFrom('settlement_document').selectAll().execute();
	const events = await query.selectFrom('order_event').selectAll().where('kind', '=', 'settlementAvailable').execute();
	return {
		settlements: settlements.map((each) => {
			const { begun, undoing, posting, documents: made } = JSON.parse(each.progress) as { begun?: string; undoing?: boolean; posting: number; documents: Record<string, { status: string }> };
			return {
				settlementId: each.settlement_id, state: each.state, rows: each.money_rows, total: (JSON.parse(each.statement) as { total: string }).total,
				claimed: each.claim_owner !== null, reissued: each.reissue_document_id !== null, begun: begun ?? null, undoing: undoing ?? false, posting,
				documents: Object.entries(made).map(([key, { status }]) => `${key} ${status}`),
				holds: (JSON.parse(each.holds) as { code: string }[]).map(({ code }) => code),
			};
		}),
		told: events.map(({ details }) => details).sort(),
		orphans: documents.filter(({ document_id }) => !used.has(document_id)).length,
		leases: (await query.selectFrom('lease').selectAll().execute()).length,
	};
}
