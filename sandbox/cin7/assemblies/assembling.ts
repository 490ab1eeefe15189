import { add, compare, divide, isNegative, multiply, round, subtract, sum, type Amount } from '../../../src/domain/money';
import type { Assembly, AssemblyLine, BillComponent, BillOfMaterials, Sale } from '../model';
import { reject } from '../rejection';
import type { Cin7World } from '../world';

/** How far an assembly is to be taken; each step needs the one before it. */
export const steps = ['DRAFT', 'AUTHORISED', 'IN PROGRESS', 'COMPLETED'] as const;
export type Step = (typeof steps)[number];

/** A component for that many products: 4 decimals, the wastage counted in (sample of POST /finishedGoods: 1 and 1 of wastage make 2). */
function lineOf(component: BillComponent, bill: BillOfMaterials, quantity: Amount, unitCost: Amount): AssemblyLine {
	const share = (amount: Amount): Amount => round(divide(multiply(amount, quantity), bill.quantityToProduce), 4);
	const wastage = add(multiply(component.quantity, divide(component.wastagePercent, '100')), component.wastageQuantity);
	return {
		productId: component.productId, quantity: share(component.quantity), wastagePercent: component.wastagePercent, wastageQuantity: share(component.wastageQuantity),
		totalQuantity: share(add(component.quantity, wastage)), unitCost,
	};
}

/** What assemblies do to stock and ledger. */
export class Assembling {
	private readonly world: Cin7World;

	constructor(world: Cin7World) {
		this.world = world;
	}

	/**
	 * Takes the task as far as `target` and tells what stood in the way; the task stays at the step it reached (API
	 * reference, Finished Goods, Errors). IN PROGRESS allocates the components, COMPLETED moves goods and costs.
	 */
	advance(assembly: Assembly, target: Step): string[] {
		const wanted = steps.indexOf(target);
		if (wanted >= 1) {
			const bill = this.world.products.get(assembly.productId)?.bill;
			if (!bill) return [`Product '${this.sku(assembly.productId)}' has no Bill of Materials`];
			assembly.lines = bill.components.map((component) => lineOf(component, bill, assembly.quantity, this.world.unitCost(component.productId)));
			assembly.status = 'AUTHORISED';
		}
		if (wanted >= 2) {
			const lacking = this.lacking(assembly);
			if (lacking.length > 0) return lacking;
			this.pick(assembly);
		}
		if (wanted >= 3) this.complete(assembly);
		return [];
	}

	/** S17: the order's kits, from components at the sale's location; one whose components do not suffice is left to be a backorder. */
	assembleKits(sale: Sale): void {
		for (const productId of new Set(sale.order.lines.map((line) => line.productId))) {
			if (this.world.products.get(productId)?.bill?.autoAssembly !== true) continue;
			const ordered = sum(sale.order.lines.filter((line) => line.productId === productId).map((line) => line.quantity));
			const shelf = this.world.stock.availableAt(productId, sale.locationId);
			const quantity = this.world.switches.autoAssembly === 'ordered' || isNegative(shelf) ? ordered : subtract(ordered, shelf);
			if (compare(quantity, '0') > 0) this.assembleKit(sale, productId, quantity);
		}
	}

	/** Void takes the task away for good, undo makes a draft of it; goods and costs go back in both. */
	takeBack(assembly: Assembly, forGood: boolean): void {
		if (assembly.status === 'VOIDED') reject('Finished Goods task is already voided');
		if (assembly.status === 'COMPLETED') this.dissolve(assembly);
		else for (const pick of assembly.picks) this.world.stock.release(pick);
		Object.assign(assembly, { status: forGood ? 'VOIDED' : 'DRAFT', lines: [], picks: [], unitCost: '0' });
	}

	private assembleKit(sale: Sale, productId: string, quantity: Amount): void {
		const account = this.world.inventoryAccount(productId);
		const today = this.world.today();
		const assembly: Assembly = {
			id: this.world.guids.next(), number: '', status: 'DRAFT', productId, quantity, location: sale.location, locationId: sale.locationId, bin: null, binId: null,
			wipAccount: this.world.company.workInProgressAccount ?? account, wipDate: today, account, completionDate: today, batch: null, expiryDate: null,
			notes: '', customFields: [], created: today, saleId: sale.id, lines: [], picks: [], unitCost: '0',
		};
		if (this.advance(assembly, 'IN PROGRESS').length > 0) return;
		assembly.number = this.world.nextAssemblyNumber();
		this.complete(assembly);
		this.world.assemblies.set(assembly.id, assembly);
	}

	private sku(productId: string): string {
		return this.world.products.get(productId)?.sku ?? productId;
	}

	/** Components that a bill names twice are needed twice. */
	private lacking(assembly: Assembly): string[] {
		return [...new Set(assembly.lines.map((line) => line.productId))].flatMap((productId) => {
			const wanted = sum(assembly.lines.filter((line) => line.productId === productId).map((line) => line.totalQuantity));
			const free = this.world.stock.availableAt(productId, assembly.locationId);
			return compare(wanted, free) > 0 ? [`There is not enough stock of '${this.sku(productId)}' at '${assembly.location}': ${wanted} is needed, ${free} is available`] : [];
		});
	}

	private pick(assembly: Assembly): void {
		const location = { id: assembly.locationId, name: assembly.location };
		for (const line of assembly.lines) assembly.picks.push(...this.world.stock.allocate(line.productId, location, line.totalQuantity).allocations);
		assembly.status = 'IN PROGRESS';
	}

	private complete(assembly: Assembly): void {
		const costs = assembly.picks.map((pick) => {
			const cost = round(multiply(this.world.unitCost(pick.productId), pick.quantity), 2);
			this.world.stock.ship(pick);
			this.post(assembly, { debit: assembly.wipAccount, credit: this.world.inventoryAccount(pick.productId), amount: cost, date: assembly.wipDate });
			return cost;
		});
		const total = sum(costs);
		this.post(assembly, { debit: assembly.account, credit: assembly.wipAccount, amount: total, date: assembly.completionDate });
		assembly.unitCost = round(divide(total, assembly.quantity), 4);
		this.world.blendCost(assembly.productId, assembly.quantity, assembly.unitCost);
		this.world.stock.put(assembly.productId, { id: assembly.locationId, name: assembly.location }, assembly.quantity, assembly.bin);
		assembly.status = 'COMPLETED';
	}

	private dissolve(assembly: Assembly): void {
		const free = this.world.stock.availableAt(assembly.productId, assembly.locationId);
		if (this.world.switches.voidUsedAssembly === 'refused' && compare(free, assembly.quantity) < 0) {
			reject(`Finished Goods task cannot be voided or undone: only ${free} of '${this.sku(assembly.productId)}' is available`);
		}
		this.world.stock.put(assembly.productId, { id: assembly.locationId, name: assembly.location }, `-${assembly.quantity}`, assembly.bin);
		for (const pick of assembly.picks) this.world.stock.release(pick);
		this.world.ledger.reverse(assembly.id);
	}

	/** Nothing where both accounts are the same one. */
	private post(assembly: Assembly, { debit, credit, amount, date }: { debit: string; credit: string; amount: Amount; date: string | null }): void {
		if (debit === credit) return;
		this.world.ledger.post({
			source: assembly.id, taskId: assembly.id, saleId: null, debit, credit, amount, effectiveDate: date ?? this.world.today(),
			reference: assembly.number, description: `Finished Goods - ${this.sku(assembly.productId)}`,
		}, 'FinishedGoods');
	}
}
