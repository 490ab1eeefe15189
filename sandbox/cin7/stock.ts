import { add, compare, isZero, subtract, type Amount } from '../../src/domain/money';
import type { Allocation, StockRow } from './model';
import type { Cin7Switches } from './switches';

const smaller = (a: Amount, b: Amount): Amount => (compare(a, b) < 0 ? a : b);

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

	/** Allocates what there is and tells what is missing (the backorder). */
	allocate(productId: string, location: { id: string; name: string }, wanted: Amount): { allocations: Allocation[]; missing: Amount } {
		let missing = wanted;
		const allocations: Allocation[] = [];
		const take = (row: StockRow, quantity: Amount): void => {
			row.allocated = add(row.allocated, quantity);
			allocations.push({ row, productId, quantity, shipped: false });
		};
		for (const row of this.at(productId, location.id)) {
			const free = this.available(row);
			if (compare(free, '0') <= 0 || isZero(missing)) continue;
			const part = smaller(free, missing);
			take(row, part);
			missing = subtract(missing, part);
		}
		if (this.switches.backorderAllocates && !isZero(missing)) take(this.at(productId, location.id)[0] ?? this.open(productId, location), missing);
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

	private open(productId: string, location: { id: string; name: string }): StockRow {
		const row: StockRow = {
			productId, locationId: location.id, location: location.name, bin: null, onHand: '0', allocated: '0', onOrder: '0', inTransit: '0',
		};
		this.rows.push(row);
		this.index(row);
		return row;
	}

	private index(row: StockRow): void {
		this.byProduct.set(row.productId, [...(this.byProduct.get(row.productId) ?? []), row]);
	}
}
