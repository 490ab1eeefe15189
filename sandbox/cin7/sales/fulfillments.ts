import { compare, isZero, sum, type Amount } from '../../../src/domain/money';
import type { Fields } from '../fields';
import type { Fulfillment, FulfillmentLine, Sale } from '../model';
import { References } from '../references';
import { reject } from '../rejection';
import { sameName, type Cin7World } from '../world';
import { documentStatus } from './content';
import { Picking } from './picking';
import { boxOf, defaultBox, Shipping } from './shipping';
import { liveFulfillments } from './statuses';

export const autoModes = ['NOPICK', 'AUTOPICK', 'AUTOPICKPACK', 'AUTOPICKPACKSHIP'] as const;
export type AutoMode = (typeof autoModes)[number];

/** Fulfillments of sales and their picks, packs and shipments: /sale/fulfilment and what is under it. */
export class SaleFulfillments {
	private readonly world: Cin7World;
	private readonly references: References;
	private readonly picking: Picking;
	private readonly shipping: Shipping;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.references = references;
		this.picking = new Picking(world);
		this.shipping = new Shipping(world, references);
	}

	/** The fulfillment that a Simple Sale has from the authorisation of its order on. */
	openFirst(sale: Sale): Fulfillment {
		return this.open(sale, this.world.switches.simpleTaskIds === 'saleId' ? sale.id : this.world.guids.next(), 'NOT AVAILABLE');
	}

	/** Another fulfillment, which makes a Simple Sale an Advanced Sale for good (API reference, Sale Fulfilment). Its pick is an empty draft, as published. */
	add(sale: Sale): Fulfillment {
		if (sale.voided) reject('Sale is voided');
		if (sale.type === 'Service Sale') reject('Sale Fulfilment is not available for Service Sale');
		if (sale.order.status !== 'AUTHORISED') reject(`Sale Order status must be AUTHORISED, it is ${sale.order.status}`);
		if (liveFulfillments(sale).some((task) => task.pick.status !== 'AUTHORISED')) reject('There is a Sale Fulfilment whose Pick status is not AUTHORISED');
		if (sale.type === 'Simple Sale') sale.type = 'Advanced Sale';
		this.world.touch(sale);
		return this.open(sale, this.world.guids.next(), 'DRAFT');
	}

	/** Void takes it away for good, undo makes a draft of its pick. Shipped goods come back, and stay allocated to the order. */
	remove(sale: Sale, task: Fulfillment, forGood: boolean): void {
		if (sale.type !== 'Advanced Sale') reject('Sale Fulfilment can be voided or undone for Advanced Sale only');
		if (task.pick.status === 'VOIDED') reject('Sale Fulfilment is already voided');
		if (!forGood && sale.exported) reject('Sale Fulfilment cannot be undone: it was exported to the accounting system');
		this.picking.release(sale, task);
		this.world.ledger.reverse(sale.id, `${task.taskId}/ship`);
		sale.movements = sale.movements.filter((movement) => movement.source !== `${task.taskId}/ship`);
		task.pick.status = forGood ? 'VOIDED' : 'DRAFT';
		task.pack = { status: forGood ? 'VOIDED' : 'NOT AVAILABLE', lines: [] };
		task.ship = { status: forGood ? 'VOIDED' : 'NOT AVAILABLE', lines: [] };
		this.world.touch(sale);
	}

	/** S4: with too little stock the pick stays DRAFT with what there is, and nothing is packed or shipped. */
	fulfill(sale: Sale, task: Fulfillment, mode: AutoMode): void {
		if (mode === 'NOPICK' || !this.autoPick(sale, task) || mode === 'AUTOPICK') return;
		task.pack = { status: 'AUTHORISED', lines: task.pick.lines.map((line) => ({ ...line, box: defaultBox })) };
		if (mode === 'AUTOPICKPACKSHIP') this.shipping.shipAll(sale, task);
	}

	writePick(sale: Sale, task: Fulfillment, body: Fields): void {
		if (task.pick.status !== 'DRAFT' && task.pick.status !== 'NOT AVAILABLE') reject(`Pick status must be DRAFT or NOT AVAILABLE, it is ${task.pick.status}`);
		if (sale.order.status !== 'AUTHORISED') reject(`Sale Order status must be AUTHORISED, it is ${sale.order.status}`);
		const mode = body.optionalText('AutoPickMode');
		if (mode !== undefined) this.pickByMode(sale, task, mode);
		else {
			const status = documentStatus(body);
			const lines = this.lines(body);
			if (status === 'AUTHORISED') {
				if (lines.length === 0) reject('A pick without lines cannot be authorised');
				this.picking.claim(sale, task, lines);
			}
			task.pick = { status, lines };
		}
		this.world.touch(sale);
	}

	/** POST adds lines, PUT replaces them (API reference, Sale Fulfilment Pack). */
	writePack(sale: Sale, task: Fulfillment, body: Fields, replace: boolean): void {
		if (task.pick.status !== 'AUTHORISED') reject(`Pick status must be AUTHORISED, it is ${task.pick.status}`);
		if (task.pack.status !== 'DRAFT' && task.pack.status !== 'NOT AVAILABLE') reject(`Pack status must be DRAFT or NOT AVAILABLE, it is ${task.pack.status}`);
		const status = documentStatus(body);
		const given = this.lines(body).map((line) => ({ ...line, box: boxOf(line) }));
		const lines = replace ? given : [...task.pack.lines, ...given];
		this.checkPack(task, lines, status === 'AUTHORISED');
		task.pack = { status, lines };
		this.world.touch(sale);
	}

	writeShip(sale: Sale, task: Fulfillment, body: Fields, replace: boolean): void {
		this.shipping.write(sale, task, body, replace);
	}

	private open(sale: Sale, taskId: string, pick: 'NOT AVAILABLE' | 'DRAFT'): Fulfillment {
		const task: Fulfillment = {
			taskId, number: sale.fulfillments.length + 1,
			pick: { status: pick, lines: [] }, pack: { status: 'NOT AVAILABLE', lines: [] }, ship: { status: 'NOT AVAILABLE', lines: [] },
		};
		sale.fulfillments.push(task);
		return task;
	}

	private pickByMode(sale: Sale, task: Fulfillment, mode: string): void {
		if (!sameName(mode, 'AUTOPICK')) reject(`'AutoPickMode' has an unknown value '${mode}'`);
		this.picking.coverBackorders(sale);
		if (this.picking.pickable(sale).length === 0) reject('There is nothing to pick');
		this.autoPick(sale, task);
	}

	/** True when the pick is authorised. */
	private autoPick(sale: Sale, task: Fulfillment): boolean {
		const short = sale.order.lines.some((line) => !isZero(line.backorderQuantity));
		if (short && this.world.switches.autoPickWithBackorder === 'ignored') return false;
		const lines = this.picking.pickable(sale);
		if (!short) this.picking.claim(sale, task, lines);
		task.pick = { status: short ? 'DRAFT' : 'AUTHORISED', lines };
		return !short;
	}

	private lines(body: Fields): FulfillmentLine[] {
		return (body.rows('Lines') ?? []).map((row) => {
			const product = this.references.product(row.optionalText('ProductID'), row.optionalText('SKU', 50));
			const location = this.references.locationByIdOrName(row.optionalText('LocationID'), row.optionalText('Location'));
			const box = row.optionalText('Box');
			return {
				productId: product.id, sku: product.sku, name: row.optionalText('Name', 1024) ?? product.name, locationId: location.id, location: location.name,
				quantity: row.positive('Quantity', 4, this.world.switches.excessDecimals) ?? reject("Required parameter 'Quantity' is missing or empty"),
				...(box === undefined ? {} : { box }),
			};
		});
	}

	private checkPack(task: Fulfillment, lines: readonly FulfillmentLine[], whole: boolean): void {
		const of = (all: readonly FulfillmentLine[], { productId, locationId }: FulfillmentLine): Amount =>
			sum(all.filter((line) => line.productId === productId && line.locationId === locationId).map((line) => line.quantity));
		for (const line of [...lines, ...task.pick.lines]) {
			const order = compare(of(lines, line), of(task.pick.lines, line));
			if (order > 0) reject(`Packed quantity of '${line.sku}' at '${line.location}' is greater than the picked one`);
			if (order < 0 && whole && this.world.switches.incompletePack === 'refused') reject(`Not all that was picked of '${line.sku}' at '${line.location}' is packed`);
		}
	}
}

/** What is left of a sale leaves: picked, packed and shipped today. Throws Cin7Rejection where it cannot. */
export function shipSale(world: Cin7World, saleId: string): void {
	const sale = world.sales.get(saleId) ?? reject(`Sale with ID '${saleId}' was not found`);
	if (sale.order.status !== 'AUTHORISED') reject(`Sale Order status must be AUTHORISED, it is ${sale.order.status}`);
	const references = new References(world);
	const fulfillments = new SaleFulfillments(world, references);
	const open = liveFulfillments(sale).filter((task) => task.ship.status !== 'AUTHORISED');
	for (const task of open.length > 0 || liveFulfillments(sale).length > 0 ? open : [fulfillments.add(sale)]) finish(world, sale, task, { fulfillments, shipping: new Shipping(world, references) });
	world.touch(sale);
}

function finish(world: Cin7World, sale: Sale, task: Fulfillment, { fulfillments, shipping }: { fulfillments: SaleFulfillments; shipping: Shipping }): void {
	if (task.pick.status !== 'AUTHORISED') {
		new Picking(world).coverBackorders(sale);
		fulfillments.fulfill(sale, task, 'AUTOPICKPACKSHIP');
		if (task.ship.status !== 'AUTHORISED') reject('There is not enough stock');
		return;
	}
	if (task.pack.status !== 'AUTHORISED') task.pack = { status: 'AUTHORISED', lines: task.pick.lines.map((line) => ({ ...line, box: defaultBox })) };
	shipping.shipAll(sale, task);
}
