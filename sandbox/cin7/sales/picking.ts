import { compare, isZero, subtract, sum, type Amount } from '../../../src/domain/money';
import type { Allocation, Fulfillment, FulfillmentLine, Sale } from '../model';
import { reject } from '../rejection';
import { smaller } from '../stock';
import type { Cin7World } from '../world';

type Goods = Pick<FulfillmentLine, 'productId' | 'sku' | 'locationId' | 'location' | 'quantity'>;

const quantityOf = (allocations: readonly Allocation[]): Amount => sum(allocations.map((allocation) => allocation.quantity));

/** Which of a sale's allocated units a fulfillment takes. */
export class Picking {
	private readonly world: Cin7World;

	constructor(world: Cin7World) {
		this.world = world;
	}

	/** What is allocated and in no fulfillment yet, by product and location. */
	pickable(sale: Sale): FulfillmentLine[] {
		const open = sale.allocations.filter((allocation) => allocation.taskId === null);
		const first = open.filter((allocation, index) => open.findIndex((other) => this.together(other, allocation)) === index);
		return first.map((allocation) => ({
			productId: allocation.productId, ...this.named(sale, allocation.productId), locationId: allocation.row.locationId, location: allocation.row.location,
			quantity: quantityOf(open.filter((other) => this.together(other, allocation))),
		}));
	}

	/** Allocates backordered units at the sale's location that have come to the shelf since. */
	coverBackorders(sale: Sale): void {
		if (this.world.switches.backorderAllocates) return;
		for (const line of sale.order.lines) {
			if (isZero(line.backorderQuantity)) continue;
			const { allocations, missing } = this.world.stock.allocate(line.productId, { id: sale.locationId, name: sale.location }, line.backorderQuantity);
			sale.allocations.push(...allocations);
			line.backorderQuantity = missing;
		}
	}

	/** Marks the units as the fulfillment's. Refused as a whole, without a trace, where one line cannot be had. */
	claim(sale: Sale, task: Fulfillment, lines: readonly Goods[]): void {
		const wanted = merged(lines.filter((line) => this.world.products.get(line.productId)?.type !== 'Service'));
		for (const line of wanted) this.check(sale, line, quantityOfProduct(wanted, line.productId));
		for (const line of wanted) this.take(sale, task, line);
	}

	/** Gives the units back to the order, which keeps them allocated. */
	release(sale: Sale, task: Fulfillment): void {
		for (const allocation of sale.allocations.filter((entry) => entry.taskId === task.taskId)) {
			if (allocation.shipped) this.world.stock.unship(allocation);
			allocation.taskId = null;
		}
	}

	private together(a: Allocation, b: Allocation): boolean {
		return a.productId === b.productId && a.row.locationId === b.row.locationId;
	}

	private named(sale: Sale, productId: string): Pick<FulfillmentLine, 'sku' | 'name'> {
		const { sku, name } = sale.order.lines.find((line) => line.productId === productId) ?? this.world.products.get(productId) ?? { sku: '', name: '' };
		return { sku, name };
	}

	private open(sale: Sale, { productId, locationId }: Goods): Allocation[] {
		return sale.allocations.filter((entry) => entry.taskId === null && entry.productId === productId && entry.row.locationId === locationId);
	}

	private check(sale: Sale, line: Goods, ofProduct: Amount): void {
		const ordered = sum(sale.order.lines.filter((entry) => entry.productId === line.productId).map((entry) => entry.quantity));
		const picked = quantityOf(sale.allocations.filter((entry) => entry.productId === line.productId && entry.taskId !== null));
		if (compare(ofProduct, subtract(ordered, picked)) > 0) reject(`Picked quantity of '${line.sku}' is greater than the ordered one`);
		const free = this.world.stock.availableAt(line.productId, line.locationId);
		const reserved = quantityOf(this.open(sale, line));
		const missing = subtract(line.quantity, reserved);
		const onHand = sum(this.world.stock.at(line.productId, line.locationId).map((row) => row.onHand));
		if (compare(missing, '0') > 0 ? compare(missing, free) > 0 : compare(line.quantity, onHand) > 0) reject(`There is not enough stock of '${line.sku}' at '${line.location}'`);
	}

	private take(sale: Sale, task: Fulfillment, line: Goods): void {
		let missing = line.quantity;
		for (const allocation of this.open(sale, line)) {
			if (isZero(missing)) return;
			const part = this.world.stock.split(sale.allocations, allocation, missing);
			part.taskId = task.taskId;
			missing = subtract(missing, part.quantity);
		}
		if (isZero(missing)) return;
		const { allocations } = this.world.stock.allocate(line.productId, { id: line.locationId, name: line.location }, missing);
		sale.allocations.push(...allocations.map((allocation) => ({ ...allocation, taskId: task.taskId })));
		this.forgo(sale, line.productId, missing);
	}

	/** Units that were taken elsewhere are no backorder any more, and need no allocation at the sale's location. */
	private forgo(sale: Sale, productId: string, quantity: Amount): void {
		let left = quantity;
		for (const line of sale.order.lines.filter((entry) => entry.productId === productId)) {
			const part = smaller(left, line.backorderQuantity);
			line.backorderQuantity = subtract(line.backorderQuantity, part);
			left = subtract(left, part);
		}
		for (const allocation of sale.allocations.filter((entry) => entry.taskId === null && entry.productId === productId)) {
			if (isZero(left)) return;
			const part = this.world.stock.split(sale.allocations, allocation, left);
			this.world.stock.release(part);
			sale.allocations.splice(sale.allocations.indexOf(part), 1);
			left = subtract(left, part.quantity);
		}
	}
}

const quantityOfProduct = (lines: readonly Goods[], productId: string): Amount =>
	sum(lines.filter((line) => line.productId === productId).map((line) => line.quantity));

function merged(lines: readonly Goods[]): Goods[] {
	const same = (a: Goods, b: Goods): boolean => a.productId === b.productId && a.locationId === b.locationId;
	return lines.filter((line, index) => lines.findIndex((other) => same(other, line)) === index)
		.map((line) => ({ ...line, quantity: sum(lines.filter((other) => same(other, line)).map((other) => other.quantity)) }));
}
