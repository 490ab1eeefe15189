import { add, compare, isZero, subtract, sum, type Amount } from '../../src/domain/money';
import type { Allocation, StockRow } from './model';
import type { Cin7Switches } from './switches';

export const smaller = (a: Amount, b: Amount): Amount => (compare(a, b) < 0 ? a : b);

/** Stock by product, location and bin. Available is always on hand minus allocated (K1). */
export class Stock {
	private readonly rows: StockRow[];
	private readonly byProduct = new Map<string, StockRow[]>();
	private readonly switches: Cin7Switches;

	constructor(switches: Cin7Switches, rows: readonly StockRow[]) {
		this.switches = switches;
		this.rows = [...rows];
		for (const row of rows) this.index(row);
	}

	/** All rows, in the order in which the products came into stock. */
	all(): readonly StockRow[] {
		return this.rows;
	}

	/** The rows of a product at a location, its bins included. */
	at(productId: string, locationId: string): readonly StockRow[] {
		return (this.byProduct.get(productId) ?? []).filter((row) => row.locationId === locationId);
	}

	available(row: StockRow): Amount {
		return subtract(row.onHand, row.allocated);
	}

	/** Available units at a location, those of its bins together; negative where more is allocated than is there. */
	availableAt(productId: string, locationId: string): Amount {
		return sum(this.at(productId, locationId).map((row) => this.available(row)));
	}

	/** Units of a product on all shelves of all locations. */
	onHand(productId: string): Amount {
		return sum((this.byProduct.get(productId) ?? []).map((row) => row.onHand));
	}

	/** Puts goods on the shelf of that location and bin; a negative quantity takes them away. */
	put(productId: string, location: { id: string; name: string }, quantity: Amount, bin: string | null = null): void {
		const row = this.at(productId, location.id).find((entry) => entry.bin === bin) ?? this.open(productId, location, bin);
		row.onHand = add(row.onHand, quantity);
	}

	/** Parts an allocation in two and gives the part of that quantity; the allocation itself where it is no greater. */
	split(allocations: Allocation[], allocation: Allocation, quantity: Amount): Allocation {
		if (compare(allocation.quantity, quantity) <= 0) return allocation;
		const part: Allocation = { ...allocation, quantity };
		allocation.quantity = subtract(allocation.quantity, quantity);
		allocations.push(part);
		return part;
	}

	/** Allocates what there is and tells what is missing (the backorder). */
	allocate(productId: string, location: { id: string; name: string }, wanted: Amount): { allocations: Allocation[]; missing: Amount } {
		let missing = wanted;
		const allocations: Allocation[] = [];
		const take = (row: StockRow, quantity: Amount): void => {
			row.allocated = add(row.allocated, quantity);
			allocations.push({ row, productId, quantity, shipped: false, taskId: null });
		};
		for (const row of this.at(productId, location.id)) {
			const free = this.available(row);
			if (compare(free, '0') <= 0 || isZero(missing)) continue;
			const part = smaller(free, missing);
			take(row, part);
			missing = subtract(missing, part);
		}
		if (this.switches.backorderAllocates && !isZero(missing)) take(this.at(productId, location.id)[0] ?? this.open(productId, location, null), missing);
		return { allocations, missing };
	}

	/** Gives back what was allocated or, where it was shipped, puts it on the shelf again (K2). */
	release(allocation: Allocation): void {
		if (allocation.shipped) allocation.row.onHand = add(allocation.row.onHand, allocation.quantity);
		else allocation.row.allocated = subtract(allocation.row.allocated, allocation.quantity);
	}

	/** Goods leave: on hand and allocated go down together, so that Available stays (K2). */
	ship(allocation: Allocation): void {
		allocation.row.onHand = subtract(allocation.row.onHand, allocation.quantity);
		allocation.row.allocated = subtract(allocation.row.allocated, allocation.quantity);
		allocation.shipped = true;
	}

	/** Goods come back and are allocated as they were. */
	unship(allocation: Allocation): void {
		allocation.row.onHand = add(allocation.row.onHand, allocation.quantity);
		allocation.row.allocated = add(allocation.row.allocated, allocation.quantity);
		allocation.shipped = false;
	}

	private open(productId: string, location: { id: string; name: string }, bin: string | null): StockRow {
		const row: StockRow = {
			productId, locationId: location.id, location: location.name, bin, onHand: '0', allocated: '0', onOrder: '0', inTransit: '0',
		};
		this.rows.push(row);
		this.index(row);
		return row;
	}

	private index(row: StockRow): void {
		this.byProduct.set(row.productId, [...(this.byProduct.get(row.productId) ?? []), row]);
	}
}
