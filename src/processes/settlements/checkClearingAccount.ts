import type { Day } from '../../domain/calendar';
import { groupBy } from '../../domain/groupBy';
import { add, isZero, multiply, negate, round, subtract, sum, type Amount } from '../../domain/money';
import type { Store } from '../../domain/settings';
import type { Cin7Port } from '../ports/cin7';
import type { LedgerEntry } from '../ports/ledger';
import type { SyncDatabase } from '../ports/repositories';
import type { SettlementRecord } from '../ports/settlements';
import { shareOrder, type OrderOnAccount } from './clearingShares';

/** A settlement that is not closed out on the clearing account. */
export interface UnclearedSettlement {
	readonly record: SettlementRecord;
	/** What is left of it: its documents, and payments and refunds of its orders. Base currency. */
	readonly left: Amount;
}

/** Entries of one task that neither a settlement nor an order of the log made. */
export interface UnexplainedEntries {
	readonly taskId: string;
	readonly type: string;
	readonly reference?: string;
	/** Of the first one. */
	readonly date: Day;
	readonly amount: Amount;
}

/** A clearing account and what its balance consists of (P22). In the tenant's base currency; debits less credits. balance = settled + notYetSettled + unexplained. */
export interface ClearingAccountCheck {
	readonly account: string;
	readonly date: Day;
	readonly balance: Amount;
	/** Left of settlements that were posted. */
	readonly settled: Amount;
	/** The oldest first; those that left nothing are left out. */
	readonly settlements: readonly UnclearedSettlement[];
	/** Of orders and refunds that no posted settlement holds: Amazon still has it, or its settlement is not posted. */
	readonly notYetSettled: Amount;
	readonly ordersNotYetSettled: number;
	readonly unexplained: Amount;
	readonly unexplainedEntries: readonly UnexplainedEntries[];
}

const SINCE_EVER: Day = '2000-01-01';
const BATCH = 1_000;
const MOST_DAILY_SALES = 100_000;

interface Services {
	readonly cin7: Cin7Port;
	readonly database: SyncDatabase;
}

/**
 * Reads the ledger of a clearing account up to a day, and tells by the log which of its entries are settlements, which
 * are orders, and which are neither (P22). Orders are read page by page. `stores`: all that use the account. Writes nothing.
 */
export async function checkClearingAccount(services: Services, stores: readonly Store[], account: string, date: Day): Promise<ClearingAccountCheck> {
	const entries = new OpenEntries(account, await services.cin7.ledger({ account, from: SINCE_EVER, to: date }));
	return await new ClearingCheck(services, entries).check(stores, account, date);
}

/** Entries of the account by task, until they are explained. Ids of tasks may be written in either case. */
class OpenEntries {
	readonly balance: Amount;
	private readonly tasks: Map<string, UnexplainedEntries>;
	/** Lines of journals of sales, by what marks them; the sale's payment may bear the same task. */
	private readonly marked: { readonly reference: string; readonly amount: Amount }[] = [];

	constructor(account: string, entries: readonly LedgerEntry[]) {
		this.tasks = new Map();
		for (const entry of entries) this.add(account, entry);
		this.balance = add(sum([...this.tasks.values()].map(({ amount }) => amount)), sum(this.marked.map(({ amount }) => amount)));
	}

	private add(account: string, { taskId, debit, credit, amount, date, reference, type }: LedgerEntry): void {
		const signed = debit === credit ? '0' : debit === account ? amount : negate(amount);
		if (reference?.startsWith('AMZ|')) {
			this.marked.push({ reference, amount: signed });
			return;
		}
		const key = taskId.toLowerCase();
		const known = this.tasks.get(key);
		this.tasks.set(key, known ? { ...known, amount: add(known.amount, signed) } : { taskId, type, date, amount: signed, ...(reference ? { reference } : {}) });
	}

	/** What these tasks have on the account; explained with that. */
	take(taskIds: readonly (string | undefined)[]): Amount {
		const keys = new Set(taskIds.flatMap((id) => id?.toLowerCase() ?? []));
		const amounts = [...keys].map((key) => this.tasks.get(key)?.amount ?? '0');
		for (const key of keys) this.tasks.delete(key);
		return sum(amounts);
	}

	/** By store and settlement, of entries that bear the mark of one. */
	bySettlement(): ReadonlyMap<string, Amount> {
		const sums = new Map<string, Amount>();
		for (const { reference, amount } of this.marked) {
			const key = markOf(reference.split('|')[1] ?? '', reference.split('|')[2] ?? '');
			sums.set(key, add(sums.get(key) ?? '0', amount));
		}
		return sums;
	}

	/** What is not explained; a task that was taken back comes to nothing. */
	left(): readonly UnexplainedEntries[] {
		return [...this.tasks.values()].filter(({ amount }) => !isZero(amount)).sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.taskId < b.taskId ? -1 : 1));
	}
}

const markOf = (storeId: string, settlementId: string): string => `${storeId}|${settlementId}`;

class ClearingCheck {
	private readonly left = new Map<string, UnclearedSettlement>();
	private notYetSettled: Amount = '0';
	private ordersNotYetSettled = 0;

	constructor(
		private readonly services: Services,
		private readonly entries: OpenEntries,
	) {}

	async check(stores: readonly Store[], account: string, date: Day): Promise<ClearingAccountCheck> {
		const unmarked = new Map(this.entries.bySettlement());
		for (const store of stores) await this.takeDocuments(store, unmarked);
		for (const store of stores) await this.takeOrders(store);
		const lost = [...unmarked].map(([mark, amount]): UnexplainedEntries => ({ taskId: '', type: 'Settlement', reference: `AMZ|${mark}`, date, amount })).filter(({ amount }) => !isZero(amount));
		const unexplainedEntries = [...lost, ...this.entries.left()];
		const settlements = [...this.left.values()].filter(({ left }) => !isZero(left)).sort((a, b) => (a.record.statement.endsAt < b.record.statement.endsAt ? -1 : 1));
		return {
			account, date,
			balance: this.entries.balance,
			settled: sum(settlements.map(({ left }) => left)),
			settlements,
			notYetSettled: this.notYetSettled,
			ordersNotYetSettled: this.ordersNotYetSettled,
			unexplained: sum(unexplainedEntries.map(({ amount }) => amount)),
			unexplainedEntries,
		};
	}

	/** Documents of settlements, half posted ones too. */
	private async takeDocuments({ storeId }: Store, unmarked: Map<string, Amount>): Promise<void> {
		for (const record of await this.services.database.settlements.list({ storeIds: [storeId], oldestFirst: true })) {
			const mark = markOf(storeId, record.settlementId);
			const own = Object.values(record.progress.documents).filter(({ kind }) => kind !== 'saleJournal');
			const left = add(this.entries.take(own.map(({ id }) => id)), unmarked.get(mark) ?? '0');
			unmarked.delete(mark);
			this.left.set(keyOf(record.accountKey, record.settlementId), { record, left });
		}
	}

	private async takeOrders(store: Store): Promise<void> {
		const { orders } = this.services.database;
		let after = '';
		for (;;) {
			const page = await orders.saleTasks(store.storeId, { after, limit: BATCH });
			await this.takeBatch(store, new Map(page.map(({ orderId, saleId, invoiceTaskId }) => [orderId, this.entries.take([saleId, invoiceTaskId])])));
			if (page.length < BATCH) break;
			after = page.at(-1)?.orderId ?? '';
		}
		await this.takeDailySales(store);
	}

	/** The payment of a daily sale is that of its orders, each with what Amazon had from its buyer. */
	private async takeDailySales(store: Store): Promise<void> {
		const { dailySales } = this.services.database;
		for (const { saleKey, progress } of await dailySales.list(store.storeId, { limit: MOST_DAILY_SALES })) {
			const paid = this.entries.take([progress.saleId, progress.invoiceTaskId]);
			const members = await dailySales.members(saleKey);
			const shares = new Map<string, Amount>();
			let left = paid;
			for (const [index, { orderId, part }] of members.entries()) {
				const own = isZero(paid) ? '0' : index === members.length - 1 ? left : round(multiply(part.payable, part.currencyRate), 2);
				shares.set(orderId, own);
				left = subtract(left, own);
			}
			await this.takeBatch(store, shares);
		}
	}

	/** `paid`: by order id. */
	private async takeBatch({ accountKey, storeId }: Store, paid: ReadonlyMap<string, Amount>): Promise<void> {
		const orderIds = [...paid.keys()];
		if (orderIds.length === 0) return;
		const { credits, settlements } = this.services.database;
		const given = groupBy(await credits.list({ storeId, orderIds }), ({ orderId = '' }) => orderId);
		const parts = await settlements.settledParts(accountKey, orderIds);
		for (const [orderId, payment] of paid) {
			const own = given.get(orderId) ?? [];
			// What a canceled order of a daily sale gets back was never paid out by Amazon.
			const canceled = this.entries.take(own.filter(({ kind }) => kind === 'cancellation').map(({ progress }) => progress.creditTaskId));
			const refunded = this.entries.take(own.filter(({ kind }) => kind === 'refund').map(({ progress }) => progress.creditTaskId));
			this.give(accountKey, { paid: add(payment, canceled), refunded }, parts.get(orderId) ?? []);
		}
	}

	private give(accountKey: string, onAccount: OrderOnAccount, parts: Parameters<typeof shareOrder>[1]): void {
		const posted = parts.filter(({ settlementId }) => this.left.get(keyOf(accountKey, settlementId))?.record.state === 'posted');
		const { bySettlement, notYetSettled } = shareOrder(onAccount, posted);
		for (const [settlementId, amount] of bySettlement) {
			const known = this.left.get(keyOf(accountKey, settlementId));
			if (known) this.left.set(keyOf(accountKey, settlementId), { ...known, left: add(known.left, amount) });
		}
		if (isZero(notYetSettled)) return;
		this.notYetSettled = add(this.notYetSettled, notYetSettled);
		this.ordersNotYetSettled++;
	}
}

const keyOf = (accountKey: string, settlementId: string): string => JSON.stringify([accountKey, settlementId]);
