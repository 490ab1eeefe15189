import type { KnownProduct } from '../catalog/product';
import { compare, subtract, type Amount } from '../money';
import type { StoreSettings } from '../settings';
import type { SaleLine } from './sale';

/** Units of a product that have to be assembled for a sale. */
export interface NeededAssembly {
	readonly productId: string;
	readonly sku: string;
	/** Whole units. */
	readonly quantity: number;
	/** The product's inventory account; undefined where Cin7 Core gives none. */
	readonly account?: string;
}

/**
 * Assemblies that a sale needs (S38-S42, D12), one for each product that is made from a bill of materials.
 * orderedQuantity: what was ordered. minimumQuantity: what `available` lacks of it, which is more than was ordered where
 * availability is negative; nothing where it is equal or above. A product that `available` does not name has none.
 */
export function assembliesNeeded(mode: StoreSettings['autoAssembly'], lines: readonly SaleLine[], products: ReadonlyMap<string, KnownProduct>, available: ReadonlyMap<string, Amount> = new Map()): readonly NeededAssembly[] {
	if (mode === 'none') return [];
	return [...orderedUnits(lines)].flatMap(([productId, ordered]) => {
		const product = products.get(productId);
		if (!product?.assembly) return [];
		const quantity = mode === 'orderedQuantity' ? Math.ceil(ordered) : missingUnits(ordered, available.get(productId) ?? '0');
		if (quantity <= 0) return [];
		const { inventoryAccount } = product.assembly;
		return [{ productId, sku: product.sku, quantity, ...(inventoryAccount ? { account: inventoryAccount } : {}) }];
	});
}

function orderedUnits(lines: readonly SaleLine[]): ReadonlyMap<string, number> {
	const units = new Map<string, number>();
	for (const { productId, quantity } of lines) units.set(productId, (units.get(productId) ?? 0) + quantity);
	return units;
}

/** Availability may be a fraction; only whole units are assembled. */
function missingUnits(ordered: number, available: Amount): number {
	const missing = subtract(String(ordered), available);
	return compare(missing, '0') > 0 ? Math.ceil(Number(missing)) : 0;
}
