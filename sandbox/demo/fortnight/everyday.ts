import type { Day } from '../../../src/domain/calendar';
import type { SeededRandom } from '../random';
import { dayPlus } from './calendar';
import { fortnightGoods, type FortnightSku, soldItem } from './goods';
import { type OrderPad, taxed } from './placing';
import type { FortnightStore } from './stores';
import type { FortnightOrder } from './story';

const perDay: { readonly [store in FortnightStore]: number } = { CA: 12, UK: 6 };
const shipping: { readonly [store in FortnightStore]: string } = { CA: '6.99', UK: '3.90' };

/** Everyday orders that fill each day up to what the store usually has: one to three products, shipped or still to be shipped. */
export function everydayOrders(days: readonly Day[], there: readonly FortnightOrder[], pad: OrderPad, random: SeededRandom): readonly FortnightOrder[] {
	return days.flatMap((day) => {
		const wanted = perDay[pad.store] - there.filter((order) => order.day === day).length;
		// The hours that every day has, whatever the clocks do.
		return Array.from({ length: Math.max(0, wanted) }, () => everydayOrder(day, `${String(4 + random.below(19)).padStart(2, '0')}:${String(random.below(60)).padStart(2, '0')}`, pad, random));
	});
}

function everydayOrder(day: Day, clock: string, pad: OrderPad, random: SeededRandom): FortnightOrder {
	const { store } = pad;
	const as = random.next() < 0.55 ? 'AMAZON' : 'MERCHANT';
	const person = pad.person();
	const skus = new Set<string>();
	const count = random.pick([1, 1, 1, 2, 2, 3]);
	while (skus.size < count) skus.add(random.pick(fortnightGoods).sku);
	const items = [...skus].map((sku, index) => {
		const item = soldItem(store, sku as FortnightSku, random.pick([1, 1, 1, 2, 3]), as === 'MERCHANT' && index === 0 ? { shipping: shipping[store] } : {});
		return store === 'CA' ? taxed(item, person.taxBasisPoints) : item;
	});
	const shipped = as === 'AMAZON' || random.next() < 0.7;
	return pad.place(day, clock, {
		as, items, status: shipped ? 'SHIPPED' : 'UNSHIPPED', serviceLevel: random.pick(['STANDARD', 'EXPEDITED']),
		...(as === 'AMAZON' ? { programs: ['PRIME'] } : {}),
		...(shipped && as === 'MERCHANT' ? { packages: [{ packageReferenceId: '1', carrier: 'UPS', shippingService: 'Standard', trackingNumber: `DEMO${100_000 + random.below(900_000)}`, shipTime: `${dayPlus(day, 1)}T10:00:00.000Z` }] } : {}),
	}, person);
}
