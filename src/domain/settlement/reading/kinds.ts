import { accountClassOf } from '../classify';
import { isRefundType } from '../refundTypes';
import { orderStates } from './orders';
import { Sum } from './sum';

/** Rows that are added up together, in one cell of a kind. Instants in both readings of the dates, Infinity for none. */
export class Cell {
	readonly sum = new Sum();
	rows = 0;
	dayFirst = Infinity;
	monthFirst = Infinity;

	constructor(
		/** Index of its months; -1: rows without a date. */
		readonly months: number,
		readonly orderState: number,
		readonly orderId: string | undefined,
		readonly sku: string | undefined,
		readonly firstLine: number,
	) {}
}

/** What the amounts of a kind are for a buyer. */
export type BuyersMoney = 'principal' | 'tax' | 'charged' | 'refunded' | undefined;

/** All that the columns of a row say of its kind; texts have one character for each byte of the file. */
export interface KindTexts {
	readonly transactionType: string;
	readonly amountType: string;
	readonly amountDescription: string;
	readonly marketplaceName: string;
	readonly fulfillment: string;
}

/** One kind of money, with the cells that hold its rows. */
export class Kind {
	readonly cells: (Cell | undefined)[] = [];
	readonly named = new Map<string, Cell>();
	readonly transactionType: string;
	readonly buyersMoney: BuyersMoney;
	/** The buyer paid it, or it was given back to the buyer. */
	readonly isOfBuyer: boolean;
	readonly isOtherChannel: boolean;

	constructor(
		readonly texts: KindTexts,
		/** The bytes by which it is found again. */
		readonly key: Uint8Array,
		readonly hash: number,
	) {
		this.transactionType = texts.transactionType;
		this.isOtherChannel = isOtherChannel(texts.marketplaceName);
		const amountType = texts.amountType.toLowerCase();
		this.isOfBuyer = amountType === 'itemprice' || amountType === 'promotion';
		const isPrincipal = amountType === 'itemprice' && texts.amountDescription.toLowerCase() === 'principal';
		if (this.isOfBuyer && texts.transactionType.toLowerCase() === 'order') this.buyersMoney = isPrincipal ? 'principal' : accountClassOf(texts)?.name === 'taxCollected' ? 'tax' : 'charged';
		else if (this.isOfBuyer && isRefundType(texts.transactionType)) this.buyersMoney = 'refunded';
	}

	/** The cell of rows of a month and an order, told apart by order and SKU where those are given. */
	cell(months: number, orderState: number, orderId: string | undefined, sku: string | undefined, line: number): Cell {
		const index = (months + 1) * orderStates.length + orderState;
		if (orderId === undefined && sku === undefined) return (this.cells[index] ??= new Cell(months, orderState, orderId, sku, line));
		const key = `${index}\t${orderId ?? ''}\t${sku ?? ''}`;
		const known = this.named.get(key);
		if (known !== undefined) return known;
		const cell = new Cell(months, orderState, orderId, sku, line);
		this.named.set(key, cell);
		return cell;
	}
}

/** 'Non-Amazon US': Amazon fulfilled an order of another channel. */
export const isOtherChannel = (marketplaceName: string): boolean => /^\s*non-amazon/i.test(marketplaceName);

const TAB = 9;

/**
 * Finds kinds by the bytes of the columns that name them, so that no text is made for a row. A hash table with open
 * addressing; equal hashes are told apart by the bytes.
 */
export class KindTable {
	readonly kinds: Kind[] = [];
	private slots: (Kind | undefined)[] = Array.from({ length: 1024 });

	/**
	 * `bounds`: pairs of from and to in `bytes`, `count` of them. `seed` tells apart what the columns do not. `texts` gives
	 * the words of a kind that is new.
	 */
	find(bytes: Uint8Array, bounds: Int32Array, count: number, seed: number, texts: () => KindTexts): Kind {
		let hash = seed + 1;
		for (let pair = 0; pair < count; pair++) {
			const to = bounds[2 * pair + 1];
			for (let at = bounds[2 * pair]; at < to; at++) hash = Math.imul(hash ^ bytes[at], 0x01000193);
			hash = Math.imul(hash ^ TAB, 0x01000193);
		}
		hash = (hash ^ (hash >>> 15)) >>> 0;
		const mask = this.slots.length - 1;
		let slot = hash & mask;
		for (let kind = this.slots[slot]; kind !== undefined; kind = this.slots[slot]) {
			if (kind.hash === hash && sameBytes(kind.key, seed, bytes, bounds, count)) return kind;
			slot = (slot + 1) & mask;
		}
		return this.add(new Kind(texts(), keyOf(seed, bytes, bounds, count), hash), slot);
	}

	private add(kind: Kind, slot: number): Kind {
		this.slots[slot] = kind;
		this.kinds.push(kind);
		if (this.kinds.length * 2 > this.slots.length) this.grow();
		return kind;
	}

	private grow(): void {
		this.slots = Array.from({ length: this.slots.length * 2 });
		const mask = this.slots.length - 1;
		for (const kind of this.kinds) {
			let slot = kind.hash & mask;
			while (this.slots[slot] !== undefined) slot = (slot + 1) & mask;
			this.slots[slot] = kind;
		}
	}
}

function keyOf(seed: number, bytes: Uint8Array, bounds: Int32Array, count: number): Uint8Array {
	const key = [seed];
	for (let pair = 0; pair < count; pair++) key.push(...bytes.subarray(bounds[2 * pair], bounds[2 * pair + 1]), TAB);
	return Uint8Array.from(key);
}

function sameBytes(key: Uint8Array, seed: number, bytes: Uint8Array, bounds: Int32Array, count: number): boolean {
	if (key[0] !== seed) return false;
	let of = 1;
	for (let pair = 0; pair < count; pair++) {
		const to = bounds[2 * pair + 1];
		for (let at = bounds[2 * pair]; at < to; at++) if (key[of++] !== bytes[at]) return false;
		if (key[of++] !== TAB) return false;
	}
	return of === key.length;
}
