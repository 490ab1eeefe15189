import type { FileForm, OrderClass, ReadOptions, SettledOrder } from '../settlement';
import type { Kind } from './kinds';
import { OrderSums, type OrderPart } from './orderSums';
import type { Sum } from './sum';

/** What a cell knows of its rows' orders: what Cin7 Core has of them, and whether the id itself tells another channel. */
export const orderStates: readonly { readonly orderClass: OrderClass; readonly otherChannel: boolean }[] = [
	{ orderClass: 'unknown', otherChannel: false },
	{ orderClass: 'known', otherChannel: false },
	{ orderClass: 'none', otherChannel: false },
	{ orderClass: 'none', otherChannel: true },
	{ orderClass: 'knownWithoutTax', otherChannel: false },
];
const [UNKNOWN, NONE, OTHER_CHANNEL] = [0, 2, 3];
const stateOf: Readonly<Record<OrderClass, number>> = { unknown: UNKNOWN, known: 1, none: NONE, knownWithoutTax: 4 };
const [ZERO, DASH] = [0x30, 0x2d];

/** Follows the order of each row. Rows of an order mostly stand together, so the last one is kept. */
export class OrderReader {
	/** Of the row read last: index in orderStates, and the order where groups are asked for by it. */
	state = NONE;
	byOrder: string | undefined;

	private readonly sums = new OrderSums();
	private lastId = '';
	/** Place of the order read last in `sums`; none before it has an amount. */
	private lastPlace: number | undefined;
	private lastByOrder = false;
	private isAmazons = false;
	private readonly asks: boolean;

	constructor(private readonly options: Pick<ReadOptions, 'collectOrders' | 'orderClass' | 'byOrder'>) {
		this.asks = options.collectOrders === true || options.orderClass !== undefined || options.byOrder !== undefined;
	}

	/** `isOtherChannel`: the marketplace says that Amazon only fulfilled the order (P11); it is none of Amazon's then (N34). */
	read(bytes: Uint8Array, from: number, to: number, isOtherChannel: boolean, transactionType: string): void {
		this.byOrder = undefined;
		this.isAmazons = false;
		if (isOtherChannel || !isAmazonOrderId(bytes, from, to)) {
			this.state = isConsumerOrderId(bytes, from, to) ? OTHER_CHANNEL : NONE;
			return;
		}
		this.state = UNKNOWN;
		if (!this.asks) return;
		this.isAmazons = true;
		if (!this.isLast(bytes, from)) this.take(Buffer.from(bytes.subarray(from, to)).toString('latin1'));
		if (this.lastByOrder) this.byOrder = this.lastId;
		this.state = stateOf[this.options.orderClass?.(this.lastId, transactionType) ?? 'unknown'];
	}

	/** Adds an amount of the row read last to its order. */
	add(kind: Kind, value: number, doubt: Parameters<Sum['add']>[1]): void {
		if (this.options.collectOrders !== true || kind.buyersMoney === undefined || !this.isAmazons) return;
		const place = (this.lastPlace ??= this.sums.placeOf(this.lastId));
		for (const part of partsOf[kind.buyersMoney]) this.sums.add(place, part, value, doubt);
	}

	/** By order, sorted, so that the order of rows does not show. */
	settled(sign: FileForm['decimalSign']): ReadonlyMap<string, SettledOrder> {
		return this.sums.settled(sign);
	}

	private isLast(bytes: Uint8Array, from: number): boolean {
		for (let at = 0; at < ID_LENGTH; at++) if (this.lastId.charCodeAt(at) !== bytes[from + at]) return false;
		return true;
	}

	private take(id: string): void {
		this.lastId = id;
		this.lastPlace = undefined;
		this.lastByOrder = this.options.byOrder?.(id) ?? false;
	}
}

/** What an amount of a buyer counts to. */
const partsOf: Readonly<Record<NonNullable<Kind['buyersMoney']>, readonly OrderPart[]>> = {
	principal: ['charged', 'principal'], tax: ['charged', 'tax'], charged: ['charged'], refunded: ['refunded'],
};

const ID_LENGTH = 19;

/** 123-1234567-1234567 */
function isAmazonOrderId(bytes: Uint8Array, from: number, to: number): boolean {
	if (to - from !== ID_LENGTH || bytes[from + 3] !== DASH || bytes[from + 11] !== DASH) return false;
	for (let at = 0; at < ID_LENGTH; at++) {
		const digit = bytes[from + at] - ZERO;
		if ((digit < 0 || digit > 9) && at !== 3 && at !== 11) return false;
	}
	return true;
}

/** 'S01-…': an order of another channel (MCF). */
const isConsumerOrderId = (bytes: Uint8Array, from: number, to: number): boolean =>
	to - from > 4 && (bytes[from] | 0x20) === 0x73 && bytes[from + 1] === 0x30 && bytes[from + 2] === 0x31 && bytes[from + 3] === DASH;
