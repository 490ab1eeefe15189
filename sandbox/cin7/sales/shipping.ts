import { isZero, multiply, round, subtract } from '../../../src/domain/money';
import type { Fields } from '../fields';
import type { Fulfillment, FulfillmentLine, Sale, Shipment } from '../model';
import type { References } from '../references';
import { reject } from '../rejection';
import { sameName, type Cin7World } from '../world';

const statuses = ['DRAFT', 'PARTIALLY AUTHORISED', 'AUTHORISED'] as const;

export const defaultBox = 'Box 1';
export const boxOf = (line: FulfillmentLine): string => line.box ?? defaultBox;
const boxesOf = (task: Fulfillment): string[] => [...new Set(task.pack.lines.map(boxOf))];
/** Commas separate the boxes that a line of a shipment has (Sale Fulfilment Ship Line Model). */
const boxesIn = ({ boxes }: Pick<Shipment, 'boxes'>): string[] => boxes.split(',').map((box) => box.trim());

/** Shipments of packed boxes: POST and PUT /sale/fulfilment/ship, and what goods that leave do to stock and ledger. */
export class Shipping {
	private readonly world: Cin7World;
	private readonly references: References;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.references = references;
	}

	/** POST adds to the shipment, PUT replaces it and has to name every packed box (API reference, Sale Fulfilment Ship). */
	write(sale: Sale, task: Fulfillment, body: Fields, replace: boolean): void {
		if (replace && body.boolean('AddTrackingNumbers') === true) return this.changeTracking(sale, task, body);
		if (task.pack.status !== 'AUTHORISED') reject(`Pack status must be AUTHORISED, it is ${task.pack.status}`);
		if (task.ship.status === 'AUTHORISED' || task.ship.status === 'PARTIALLY AUTHORISED') reject(`Ship status must be DRAFT or NOT AVAILABLE, it is ${task.ship.status}`);
		const text = body.text('Status', 50);
		const status = statuses.find((entry) => sameName(entry, text)) ?? reject(`'Status' has an unknown value '${text}'`);
		const given = (body.rows('Lines') ?? []).map((row) => this.line(row, task, status));
		const lines = replace ? given : [...task.ship.lines, ...given];
		this.check(task, lines, status, replace);
		sale.shipBy = body.day('RequireBy') ?? sale.shipBy;
		sale.shippingNotes = body.optionalText('ShippingNotes', 1024) ?? sale.shippingNotes;
		if (status === 'DRAFT') task.ship = { status, lines };
		else this.authorize(sale, task, lines);
		this.world.touch(sale);
	}

	/** All boxes at once, today, by the sale's carrier and without a tracking number: what AUTOPICKPACKSHIP does. */
	shipAll(sale: Sale, task: Fulfillment): void {
		const boxes = boxesOf(task);
		this.authorize(sale, task, (boxes.length > 0 ? boxes : [defaultBox]).map((box) => ({
			id: this.world.guids.next(), date: this.world.today(), carrier: sale.carrier, boxes: box, trackingNumber: '', isShipped: true,
		})));
	}

	private line(row: Fields, task: Fulfillment, status: (typeof statuses)[number]): Shipment {
		const date = row.day('ShipmentDate') ?? reject("Required parameter 'ShipmentDate' is missing or empty");
		if (this.world.locked(date)) reject(this.world.switches.lockDateText);
		const carrier = row.optionalText('Carrier');
		return {
			id: this.world.guids.next(), date, carrier: carrier === undefined ? '' : this.references.carrier(carrier), boxes: this.boxes(row, task),
			trackingNumber: row.optionalText('TrackingNumber') ?? '', isShipped: row.boolean('IsShipped') ?? status !== 'DRAFT',
		};
	}

	/** S6. */
	private boxes(row: Fields, task: Fulfillment): string {
		const packed = boxesOf(task);
		return boxesIn({ boxes: row.text('Box') }).map((box) => packed.find((entry) => sameName(entry, box)) ?? reject(`Box '${box}' was not packed`)).join(', ');
	}

	private check(task: Fulfillment, lines: readonly Shipment[], status: string, replace: boolean): void {
		const listed = lines.flatMap(boxesIn);
		const twice = listed.find((box, index) => listed.indexOf(box) !== index);
		if (twice !== undefined) reject(`Box '${twice}' is listed twice`);
		const lacking = boxesOf(task).find((box) => !listed.includes(box));
		if (replace && lacking !== undefined) reject(`Box '${lacking}' of the pack is not listed`);
		if (status !== 'DRAFT' && !lines.some((line) => line.isShipped)) reject('A shipment without shipped boxes cannot be authorised');
	}

	/** The status is AUTHORISED as soon as all packed boxes are shipped, whichever was asked for. */
	private authorize(sale: Sale, task: Fulfillment, lines: Shipment[]): void {
		for (const shipment of lines.filter((line) => line.isShipped)) {
			for (const packed of task.pack.lines.filter((line) => boxesIn(shipment).includes(boxOf(line)))) this.leave(sale, task, packed, shipment.date);
		}
		const whole = boxesOf(task).every((box) => lines.some((line) => line.isShipped && boxesIn(line).includes(box)));
		task.ship = { status: whole ? 'AUTHORISED' : 'PARTIALLY AUTHORISED', lines };
	}

	/** K2: on hand goes down and the cost of goods sold is posted. */
	private leave(sale: Sale, task: Fulfillment, packed: FulfillmentLine, date: string): void {
		let left = packed.quantity;
		const source = `${task.taskId}/ship`;
		const picked = sale.allocations.filter((entry) => entry.taskId === task.taskId && !entry.shipped && entry.productId === packed.productId && entry.row.locationId === packed.locationId);
		for (const allocation of picked) {
			if (isZero(left)) return;
			const part = this.world.stock.split(sale.allocations, allocation, left);
			const cost = round(multiply(this.world.unitCost(part.productId), part.quantity), 2);
			this.world.stock.ship(part);
			sale.movements.push({ taskId: task.taskId, productId: part.productId, date, cost, source });
			this.world.ledger.post({
				source, taskId: task.taskId, saleId: sale.id, debit: this.world.costOfGoodsSoldAccount(part.productId), credit: this.world.inventoryAccount(part.productId),
				amount: cost, effectiveDate: date, reference: sale.order.number, description: `${sale.customer} - ${sale.order.number}`,
			});
			left = subtract(left, part.quantity);
		}
	}

	private changeTracking(sale: Sale, task: Fulfillment, body: Fields): void {
		if (task.ship.status !== 'AUTHORISED' && task.ship.status !== 'PARTIALLY AUTHORISED') reject('AddTrackingNumbers needs an authorised shipment');
		const changes = (body.rows('Lines') ?? []).map((row) => ({ row, boxes: this.boxes(row, task), carrier: row.optionalText('Carrier') }));
		for (const { row, boxes, carrier } of changes) {
			const shipment = task.ship.lines.find((line) => line.boxes === boxes) ?? reject(`Box '${boxes}' is not in the shipment`);
			shipment.carrier = carrier === undefined ? shipment.carrier : this.references.carrier(carrier);
			shipment.trackingNumber = row.optionalText('TrackingNumber') ?? shipment.trackingNumber;
		}
		this.world.touch(sale);
	}
}
