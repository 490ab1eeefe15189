import type { Assembly } from '../model';
import { number, ten, type Json } from '../rendering';
import type { Cin7World } from '../world';
import { multiply } from '../../../src/domain/money';

const customFields = (assembly: Assembly): Json => ten('CustomField', (index) => assembly.customFields[index] ?? '');
const named = (productId: string, world: Cin7World): { ProductID: string; ProductCode: string; Name: string; unit: string } => {
	const product = world.products.get(productId);
	return { ProductID: productId, ProductCode: product?.sku ?? '', Name: product?.name ?? '', unit: product?.unit ?? '' };
};

function renderLines(assembly: Assembly, world: Cin7World): Json {
	return {
		OrderLines: assembly.lines.map((line) => {
			const { unit, ...product } = named(line.productId, world);
			return {
				...product, ExpenseAccount: null, Quantity: number(line.quantity), Unit: unit, WastagePercent: number(line.wastagePercent),
				WastageQuantity: number(line.wastageQuantity), TotalQuantity: number(line.totalQuantity), TotalCost: number(multiply(line.unitCost, line.totalQuantity)),
			};
		}),
		PickLines: assembly.picks.map((pick) => {
			const { unit, ...product } = named(pick.productId, world);
			const bin = world.locations.find((location) => location.parentId === pick.row.locationId && location.name === pick.row.bin);
			return {
				...product, BinID: bin?.id ?? null, Bin: pick.row.bin, BatchSN: null, ExpiryDate: null, Quantity: number(pick.quantity), Unit: unit,
				Cost: number(world.unitCost(pick.productId)),
			};
		}),
	};
}

/** The answer of /finishedGoods. `errors`: what stood in the way of the status that was asked for. */
export function renderAssembly(assembly: Assembly, world: Cin7World, errors: readonly string[] = []): Json {
	const { ProductID, ProductCode, Name } = named(assembly.productId, world);
	return {
		TaskID: assembly.id, AssemblyNumber: assembly.number, Status: assembly.status, ProductID, ProductCode, ProductName: Name,
		LocationID: assembly.locationId, Location: assembly.location, BinID: assembly.binId, Bin: assembly.bin, WIPAccount: assembly.wipAccount, WIPDate: assembly.wipDate,
		Account: assembly.account, Quantity: number(assembly.quantity), AssemblyInstructionURL: '', CompletionDate: assembly.completionDate, BatchSN: assembly.batch,
		ExpiryDate: assembly.expiryDate, Notes: assembly.notes, ...customFields(assembly), ...renderLines(assembly, world),
		Transactions: world.ledger.of(assembly.id).map((entry) => ({
			ID: entry.transactionId, Debit: entry.debit, Credit: entry.credit, Amount: number(entry.amount), EffectiveDate: entry.effectiveDate,
		})),
		Errors: errors.map((Exception) => ({ ErrorCode: 400, Exception })),
	};
}

/** A row of /finishedGoodsList. */
export function renderAssemblyRow(assembly: Assembly, world: Cin7World): Json {
	const { ProductID, ProductCode, Name } = named(assembly.productId, world);
	return {
		TaskID: assembly.id, AssemblyNumber: assembly.number, BatchSN: assembly.batch, ExpiryDate: assembly.expiryDate, ProductID, ProductCode, ProductName: Name,
		Quantity: number(assembly.quantity), LocationID: assembly.locationId, Location: assembly.location,
		Date: assembly.completionDate ?? assembly.wipDate ?? assembly.created, Status: assembly.status, UnitCost: number(assembly.unitCost), Notes: assembly.notes,
		...customFields(assembly),
	};
}
