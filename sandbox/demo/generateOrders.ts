import type { OrderSeed } from '../amazon/seeds';
import { everydayOrder } from './bulkOrders';
import { DemoDay } from './demoDay';
import { SeededRandom } from './random';
import { type DemoStore, demoStores } from './stores';

export interface GenerateOptions {
	readonly store?: DemoStore;
	/** First instant of the span over which the orders are spread evenly, ISO 8601. */
	readonly from: string;
	readonly to: string;
	readonly seed?: number;
	/** Laid over every order, such as a status. */
	readonly over?: Partial<OrderSeed>;
}

/** Everyday orders for benchmarks: the same for the same options, created and last updated in ascending order. */
export function generateOrders(count: number, { store = 'US', from, to, seed = 1, over = {} }: GenerateOptions): readonly OrderSeed[] {
	const random = new SeededRandom(seed);
	const start = Date.parse(from);
	const step = (Date.parse(to) - start) / Math.max(1, count);
	const day = new DemoDay(from.slice(0, 10));
	return Array.from({ length: count }, (_, i) => {
		const time = new Date(start + Math.floor(i * step)).toISOString();
		const orderId = `${demoStores[store].orderPrefix}-${String(1_000_000 + Math.floor(i / 10_000_000))}-${String(i % 10_000_000).padStart(7, '0')}`;
		return { ...everydayOrder(store, day, random).order, orderId, createdTime: time, lastUpdatedTime: time, ...over };
	});
}
