import { fromCoins, toCoins } from '../amazon/minorUnits';
import type { OrderItemSeed, OrderSeed, PackageSeed } from '../amazon/seeds';
import { demoCatalog, type DemoProduct } from './catalog';
import type { DemoDay } from './demoDay';
import { demoItem, type DemoOrder } from './demoOrder';
import { type DemoPerson, demoPerson } from './people';
import type { SeededRandom } from './random';
import { type DemoStore, demoStores } from './stores';

const carriers = { US: ['UPS', 'FedEx'], DE: ['DHL', 'DPD'], JP: ['YamatoTransport'] } as const;
const sellable = demoCatalog.filter((product) => product.cin7Sku !== null);
const isFood = (product: DemoProduct): boolean => product.sellerSku === 'HP-HONEY-500';

/** An everyday order: one to three products, by Amazon or by the merchant, nothing unusual. */
export function everydayOrder(store: DemoStore, day: DemoDay, random: SeededRandom): DemoOrder {
	const { marketplaceId, hours } = demoStores[store];
	const person = demoPerson(store, random);
	const byAmazon = random.next() < 0.55;
	const status = byAmazon || random.next() < 0.5 ? 'SHIPPED' : 'UNSHIPPED';
	const hour = hours.from + random.below(hours.to - hours.from);
	const minute = random.below(60);
	const clock = (at: number): string => `${String(at).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
	const order: OrderSeed = {
		orderId: day.nextOrderId(store),
		marketplaceId,
		createdTime: day.at(clock(hour)),
		lastUpdatedTime: day.at(clock(hour + 1)),
		status,
		fulfilledBy: byAmazon ? 'AMAZON' : 'MERCHANT',
		serviceLevel: random.pick(['STANDARD', 'EXPEDITED']),
		...(byAmazon ? { programs: ['PRIME'] } : {}),
		buyer: { name: person.name, email: person.email },
		address: person.address,
		paymentMethod: 'CreditCard',
		items: everydayItems(store, byAmazon, person, random),
		shipBy: { earliest: day.at('00:00'), latest: day.later(1, '23:59') },
		deliverBy: { earliest: day.later(2, '00:00'), latest: day.later(5, '23:59') },
		...(!byAmazon && status === 'SHIPPED' ? { packages: [parcel(store, day.at(clock(hour + 1)), random)] } : {}),
	};
	return { store, order, outcome: 'sale' };
}

function everydayItems(store: DemoStore, byAmazon: boolean, person: DemoPerson, random: SeededRandom): readonly OrderItemSeed[] {
	const count = random.pick([1, 1, 1, 2, 2, 3]);
	const chosen = new Map<string, DemoProduct>();
	while (chosen.size < count) {
		const product = random.pick(sellable);
		chosen.set(product.sellerSku, product);
	}
	const shipping = byAmazon ? undefined : { US: '4.99', DE: '3.90', JP: '500' }[store];
	return [...chosen.values()].map((product, at) => {
		const base = demoItem(store, product.sellerSku, random.pick([1, 1, 1, 2, 4]), at === 0 && shipping !== undefined ? { shipping } : {});
		return store === 'US' ? { ...base, ...salesTax(base, isFood(product) ? 0 : person.taxBasisPoints) } : base;
	});
}

/** Tax on the goods and on their shipping, each rounded to the cent, as a tax engine does it. */
export function salesTax(item: OrderItemSeed, basisPoints: number): Pick<OrderItemSeed, 'tax' | 'marketplaceFacilitator'> {
	const on = (amount: string | undefined): string => fromCoins(Math.round((toCoins(amount ?? '0.00', 'USD') * basisPoints) / 10_000), 'USD');
	return {
		tax: { ITEM: on(item.item), ...(item.shipping === undefined ? {} : { SHIPPING: on(item.shipping) }), ...(item.giftWrap === undefined ? {} : { GIFT_WRAP: on(item.giftWrap) }) },
		...(basisPoints > 0 ? { marketplaceFacilitator: true } : {}),
	};
}

function parcel(store: DemoStore, shipTime: string, random: SeededRandom): PackageSeed {
	return { packageReferenceId: '1', carrier: random.pick<string>(carriers[store]), shippingService: 'Standard', trackingNumber: `DEMO${100_000 + random.below(900_000)}`, shipTime };
}
