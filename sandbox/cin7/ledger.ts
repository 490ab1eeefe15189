import { add, isNegative, isZero, negate, subtract, type Amount } from '../../src/domain/money';
import type { LedgerEntry } from './model';
import type { Guids } from './planting';
import type { Cin7Switches } from './switches';

/** The postings of the tenant (L1), in the order in which they were made. */
export class Ledger {
	readonly entries: LedgerEntry[] = [];
	/** By sale; those of assemblies, journals and money tasks by their task. */
	private readonly byOwner = new Map<string, LedgerEntry[]>();
	private readonly guids: Guids;
	private readonly switches: Cin7Switches;

	constructor(guids: Guids, switches: Cin7Switches) {
		this.guids = guids;
		this.switches = switches;
	}

	/** Posts an amount in base currency. A negative amount is posted with the accounts swapped, nothing at all for zero. */
	post(entry: Omit<LedgerEntry, 'transactionId' | 'type' | 'reversed'>, type: LedgerEntry['type'] = 'Sale'): void {
		if (isZero(entry.amount)) return;
		const swapped = isNegative(entry.amount);
		this.write({
			...entry, transactionId: this.guids.next(), type, reversed: false,
			debit: swapped ? entry.credit : entry.debit, credit: swapped ? entry.debit : entry.credit,
			amount: swapped ? negate(entry.amount) : entry.amount,
		});
	}

	/**
	 * Reverses the postings of a source (an invoice, a payment, a shipment) that are not reversed yet; all of the sale's or
	 * task's where no source is named.
	 */
	reverse(ownerId: string, source?: string): void {
		const open = this.of(ownerId).filter((entry) => !entry.reversed && (source === undefined || entry.source === source));
		for (const entry of open) {
			entry.reversed = true;
			const reversal = this.switches.reversal === 'negative'
				? { ...entry, amount: negate(entry.amount) }
				: { ...entry, debit: entry.credit, credit: entry.debit };
			this.write({ ...reversal, transactionId: this.guids.next() });
		}
	}

	/** The postings of a sale, or of an assembly, a journal or a money task by its task. */
	of(ownerId: string): readonly LedgerEntry[] {
		return this.byOwner.get(ownerId) ?? [];
	}

	/** Debits minus credits of every account that was posted to, in base currency; they add up to nothing. */
	trialBalance(): ReadonlyMap<string, Amount> {
		return new Map([...new Set(this.entries.flatMap((entry) => [entry.debit, entry.credit]))].sort().map((account) => [account, this.balance(account)]));
	}

	/** Debits minus credits of an account, in base currency. */
	balance(account: string): Amount {
		let balance: Amount = '0';
		for (const entry of this.entries) {
			if (entry.debit === account) balance = add(balance, entry.amount);
			if (entry.credit === account) balance = subtract(balance, entry.amount);
		}
		return balance;
	}

	private write(entry: LedgerEntry): void {
		this.entries.push(entry);
		const owner = entry.saleId ?? entry.taskId;
		this.byOwner.set(owner, [...(this.byOwner.get(owner) ?? []), entry]);
	}
}
