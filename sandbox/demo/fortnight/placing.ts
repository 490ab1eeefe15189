import type { Day } from '../../../src/domain/calendar';
import { fromCoins, toCoins } from '../../amazon/minorUnits';
import type { OrderItemSeed, OrderSeed } from '../../amazon/seeds';
import type { SeededRandom } from '../random';
import { at, localDay } from './calendar';
import { goodsOf } from './goods';
import { type FortnightPerson, fortnightPerson } from './people';
import { type FortnightStore, fortnightStores } from './stores';
import type { FortnightOrder, OrderOutcome } from './story';

const HOUR_MS = 3600_000;

/** What an order is made of; `outcome` is that of both stages, or of the first and the second. */
export type OrderPlan = Omit<FortnightOrder, 'store' | 'day' | 'order' | 'outcome'> & {
	readonly as: OrderSeed['fulfilledBy'];
	readonly items: readonly OrderItemSeed[];
	readonly outcome?: OrderOutcome | readonly [first: OrderOutcome, second: OrderOutcome];
} & Partial<Omit<OrderSeed, 'items' | 'createdTime' | 'fulfilledBy'>>;

/** Writes a store's orders, one after the other, each with the next number. */
export class OrderPad {
	private serial = 0;

	constructor(readonly store: FortnightStore, private readonly random: SeededRandom) {}

	person(): FortnightPerson {
		return fortnightPerson(this.store, this.random);
	}

	/** By a wall clock in the store's zone, such as '14:05' or '23:59:59.999'. */
	place(day: Day, clock: string, plan: OrderPlan, person = this.person()): FortnightOrder {
		return this.placeAt(at(day, clock, fortnightStores[this.store].zone), plan, person);
	}

	placeAt(createdTime: string, plan: OrderPlan, person = this.person()): FortnightOrder {
		const { as, items, name, sold, later, outcome = 'sale', ...over } = plan;
		const { marketplaceId, zone } = fortnightStores[this.store];
		const created = Date.parse(createdTime);
		const day = localDay(created, zone);
		const after = (hours: number): string => new Date(created + hours * HOUR_MS).toISOString();
		const order: OrderSeed = {
			orderId: this.nextOrderId(day), marketplaceId, createdTime, lastUpdatedTime: after(3), fulfilledBy: as, status: 'SHIPPED', serviceLevel: 'STANDARD',
			buyer: { name: person.name, email: person.email }, address: person.address, paymentMethod: 'CreditCard', items,
			shipBy: { earliest: createdTime, latest: after(36) }, deliverBy: { earliest: after(48), latest: after(120) },
			...over,
		};
		const [first, second] = typeof outcome === 'string' ? [outcome, outcome] : outcome;
		return { store: this.store, day, order, outcome: { first, second }, ...(name ? { name } : {}), ...(sold ? { sold } : {}), ...(later ? { later } : {}) };
	}

	/** In Amazon's form of 3, 7 and 7 digits; no two orders of a store share one. */
	private nextOrderId(day: Day): string {
		this.serial += 1;
		return `${fortnightStores[this.store].orderPrefix}-${day.slice(2).replaceAll('-', '')}7-${String(this.serial).padStart(7, '0')}`;
	}
}

/** The item with Amazon's tax on each of its parts, each rounded to the cent; food bears none. */
export function taxed(item: OrderItemSeed, basisPoints: number): OrderItemSeed {
	const rate = goodsOf(item.sku ?? '').taxFree ? 0 : basisPoints;
	const tax = (amount: string | undefined, percent: number): string | undefined =>
		amount === undefined ? undefined : fromCoins(Math.floor((toCoins(amount, 'CAD') * percent + 5000) / 10_000), 'CAD');
	const parts = { ITEM: tax(item.item, rate), SHIPPING: tax(item.shipping, basisPoints), GIFT_WRAP: tax(item.giftWrap, basisPoints) };
	return { ...item, tax: Object.fromEntries(Object.entries(parts).filter(([, amount]) => amount !== undefined)) };
}
