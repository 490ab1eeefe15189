import type { FileForm, SettledOrder } from '../settlement';
import { Doubt } from './amounts';
import { amountOf, Sum } from './sum';

/** An amount that is kept of each order. */
export type OrderPart = keyof SettledOrder;

const parts: readonly OrderPart[] = ['principal', 'charged', 'tax', 'refunded'];
const columnOf: Readonly<Record<OrderPart, number>> = { principal: 0, charged: 1, tax: 2, refunded: 3 };
const FIRST_ROOM = 1024;
/** Far below 2^53, so that one more amount keeps every digit. */
const FULL = 2 ** 52;

/**
 * What each of very many orders has, in as little memory as it takes: a settlement may hold a million orders. Exact. An
 * amount in doubt, or a sum beyond what a double carries, is kept apart; both are rare.
 */
export class OrderSums {
	private readonly places = new Map<string, number>();
	/** Hundredths: one row of columns for each order. */
	private hundredths = new Float64Array(FIRST_ROOM * parts.length);
	private readonly apart = new Map<number, Sum>();

	/** Place of an order; it gets one when it has none. */
	placeOf(orderId: string): number {
		const known = this.places.get(orderId);
		if (known !== undefined) return known;
		const place = this.places.size;
		this.places.set(orderId, place);
		if ((place + 1) * parts.length > this.hundredths.length) {
			const wider = new Float64Array(this.hundredths.length * 2);
			wider.set(this.hundredths);
			this.hundredths = wider;
		}
		return place;
	}

	/** `value` and `doubt` as AmountReader gives them. */
	add(place: number, part: OrderPart, value: number, doubt: Doubt): void {
		const at = place * parts.length + columnOf[part];
		const sum = (this.hundredths[at] ?? 0) + value;
		if (doubt === Doubt.None && sum < FULL && sum > -FULL) {
			this.hundredths[at] = sum;
			return;
		}
		const apart = this.apart.get(at) ?? new Sum();
		apart.add(value, doubt);
		this.apart.set(at, apart);
	}

	/** All orders, sorted by id; each one's amounts are written out when they are asked for. */
	settled(sign: FileForm['decimalSign']): ReadonlyMap<string, SettledOrder> {
		return new SettledOrders(this.places, (place, part) => {
			const at = place * parts.length + columnOf[part];
			return amountOf(BigInt(this.hundredths[at] ?? 0) + (this.apart.get(at)?.total(sign) ?? 0n));
		});
	}
}

class SettledOrders implements ReadonlyMap<string, SettledOrder> {
	private readonly ids: readonly string[];

	constructor(
		private readonly places: ReadonlyMap<string, number>,
		private readonly amount: (place: number, part: OrderPart) => string,
	) {
		this.ids = [...places.keys()].sort();
	}

	get size(): number {
		return this.ids.length;
	}

	has(id: string): boolean {
		return this.places.has(id);
	}

	get(id: string): SettledOrder | undefined {
		const place = this.places.get(id);
		return place === undefined ? undefined : { principal: this.amount(place, 'principal'), charged: this.amount(place, 'charged'), tax: this.amount(place, 'tax'), refunded: this.amount(place, 'refunded') };
	}

	*entries(): MapIterator<[string, SettledOrder]> {
		for (const id of this.ids) {
			const order = this.get(id);
			if (order !== undefined) yield [id, order];
		}
	}

	*keys(): MapIterator<string> {
		yield* this.ids;
	}

	*values(): MapIterator<SettledOrder> {
		for (const [, order] of this.entries()) yield order;
	}

	forEach(act: (order: SettledOrder, id: string, map: ReadonlyMap<string, SettledOrder>) => void): void {
		for (const [id, order] of this.entries()) act(order, id, this);
	}

	[Symbol.iterator](): MapIterator<[string, SettledOrder]> {
		return this.entries();
	}
}
