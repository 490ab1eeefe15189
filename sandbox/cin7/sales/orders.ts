import { isZero, multiply, round, sum } from '../../../src/domain/money';
import type { Fields } from '../fields';
import type { Fulfillment, FulfillmentLine, Sale } from '../model';
import type { References } from '../references';
import { reject } from '../rejection';
import { sameName, type Cin7World } from '../world';
import { ContentReader, rejectEmpty, totalsOf } from './content';

const modes = ['NOPICK', 'AUTOPICK', 'AUTOPICKPACK', 'AUTOPICKPACKSHIP'] as const;
type Mode = (typeof modes)[number];

/** Writes sale orders (POST /sale/order): allocation, backorders and automatic fulfillment. */
export class SaleOrders {
	private readonly world: Cin7World;
	private readonly content: ContentReader;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.content = new ContentReader(world, references);
	}

	/** Replaces lines and charges (S9). Preconditions as the reference states them, each with its own refusal (S2). */
	write(sale: Sale, body: Fields): void {
		if (sale.type === 'Service Sale') reject('Sale Order is not available for Service Sale');
		if (sale.order.status !== 'DRAFT' && sale.order.status !== 'NOT AVAILABLE') reject(`Sale Order status must be DRAFT or NOT AVAILABLE, it is ${sale.order.status}`);
		if (!sale.skipQuote) reject('Sale Quote must be AUTHORISED');
		const status = documentStatus(body);
		const mode = this.mode(body);
		const combined = body.boolean('CombineAdditionalCharges') ?? false;
		const rows = body.rows('Lines') ?? [];
		const isCharge = (row: Fields): boolean => combined && !row.has('ProductID') && !row.has('SKU');
		const lines = rows.filter((row) => !isCharge(row)).map((row) => this.content.line(row, sale, false));
		const charges = [
			...(body.rows('AdditionalCharges') ?? []).map((row) => this.content.charge(row, sale, false)),
			...rows.filter(isCharge).map((row) => this.content.charge(row, sale, false, 'Name')),
		];
		if (status === 'AUTHORISED') rejectEmpty(lines, charges);
		Object.assign(sale.order, { status, memo: body.optionalText('Memo', 1024) ?? '', lines, charges, totals: totalsOf(lines, charges, sale.taxInclusive) });
		if (status === 'AUTHORISED') this.authorize(sale, mode);
		this.world.touch(sale);
	}

	private mode(body: Fields): Mode {
		const text = body.optionalText('AutoPickPackShipMode') ?? 'NOPICK';
		return modes.find((mode) => sameName(mode, text)) ?? reject(`'AutoPickPackShipMode' has an unknown value '${text}'`);
	}

	/** S3: allocates at the sale's location; what is missing becomes backorder, silently. */
	private authorize(sale: Sale, mode: Mode): void {
		const location = { id: sale.locationId, name: sale.location };
		for (const line of sale.order.lines) {
			if (this.world.products.get(line.productId)?.type === 'Service') continue;
			const { allocations, missing } = this.world.stock.allocate(line.productId, location, line.quantity);
			sale.allocations.push(...allocations);
			line.backorderQuantity = missing;
		}
		if (sale.type !== 'Simple Sale') return;
		const task = this.openFulfillment(sale);
		if (mode !== 'NOPICK') this.fulfill(sale, task, mode);
	}

	private openFulfillment(sale: Sale): Fulfillment {
		const task: Fulfillment = {
			taskId: this.world.switches.simpleTaskIds === 'saleId' ? sale.id : this.world.guids.next(), number: sale.fulfillments.length + 1,
			pick: { status: 'NOT AVAILABLE', lines: [] }, pack: { status: 'NOT AVAILABLE', lines: [] }, ship: { status: 'NOT AVAILABLE', lines: [] },
		};
		sale.fulfillments.push(task);
		return task;
	}

	/** S4: with too little stock the pick stays DRAFT with what there is, and nothing is packed or shipped. */
	private fulfill(sale: Sale, task: Fulfillment, mode: Mode): void {
		const short = sale.order.lines.some((line) => !isZero(line.backorderQuantity));
		if (short && this.world.switches.autoPickWithBackorder === 'ignored') return;
		task.pick = { status: short ? 'DRAFT' : 'AUTHORISED', lines: this.pickLines(sale) };
		if (short || mode === 'AUTOPICK') return;
		task.pack = { status: 'AUTHORISED', lines: [...task.pick.lines] };
		if (mode === 'AUTOPICKPACKSHIP') this.ship(sale, task);
	}

	private pickLines(sale: Sale): FulfillmentLine[] {
		return sale.order.lines.flatMap((line) => {
			const quantity = sum(sale.allocations.filter((allocation) => allocation.productId === line.productId).map((allocation) => allocation.quantity));
			if (isZero(quantity)) return [];
			return [{ productId: line.productId, sku: line.sku, name: line.name, locationId: sale.locationId, location: sale.location, quantity }];
		}).filter((line, index, all) => all.findIndex((other) => other.productId === line.productId) === index);
	}

	/** K2: on hand goes down and the cost of goods sold is posted, dated today in the tenant's books. */
	private ship(sale: Sale, task: Fulfillment): void {
		const date = `${this.world.instant().slice(0, 10)}T00:00:00`;
		task.ship = {
			status: 'AUTHORISED',
			lines: [{ id: this.world.guids.next(), date, carrier: sale.carrier, boxes: 'Box 1', trackingNumber: '', isShipped: true }],
		};
		for (const allocation of sale.allocations) {
			const product = this.world.products.get(allocation.productId);
			const unitCost = this.world.switches.costing === 'averageCost' ? product?.averageCost ?? '0' : '0';
			const cost = round(multiply(unitCost, allocation.quantity), 2);
			this.world.stock.ship(allocation);
			sale.movements.push({ taskId: task.taskId, productId: allocation.productId, date, cost });
			this.world.ledger.post({
				source: `${task.taskId}/ship`, taskId: task.taskId, saleId: sale.id, debit: this.world.company.costOfGoodsSoldAccount,
				credit: this.world.company.inventoryAccount, amount: cost, effectiveDate: date, reference: sale.order.number,
				description: `${sale.customer} - ${sale.order.number}`,
			});
		}
	}
}

/** DRAFT or AUTHORISED, the two that POST accepts. */
export function documentStatus(body: Fields): 'DRAFT' | 'AUTHORISED' {
	const status = body.text('Status').toUpperCase();
	if (status === 'DRAFT' || status === 'AUTHORISED') return status;
	return reject(`'Status' has an unknown value '${status}': DRAFT or AUTHORISED is expected`);
}
