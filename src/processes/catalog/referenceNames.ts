import { foldedName } from '../../domain/catalog/productNames';
import type { Cin7Port } from '../ports/cin7';

/** The names that products refer to in Cin7 Core's reference books; missing ones are added (S98). Read once a run, when first needed. */
export class ReferenceNames {
	private known?: { readonly categories: Set<string>; readonly brands: Set<string>; readonly units: Set<string> };

	constructor(private readonly cin7: Cin7Port) {}

	async ensure(wanted: { readonly category?: string; readonly brand?: string; readonly unitOfMeasure?: string }): Promise<void> {
		if (!wanted.category && !wanted.brand && !wanted.unitOfMeasure) return;
		const { categories, brands, units } = await this.read();
		await this.add(categories, wanted.category, async (name) => await this.cin7.createCategory(name));
		await this.add(brands, wanted.brand, async (name) => await this.cin7.createBrand(name));
		await this.add(units, wanted.unitOfMeasure, async (name) => await this.cin7.createUnit(name));
	}

	private async read(): Promise<NonNullable<ReferenceNames['known']>> {
		if (!this.known) {
			const { categories, brands, units } = await this.cin7.productNames();
			this.known = { categories: new Set(categories.map(foldedName)), brands: new Set(brands.map(foldedName)), units: new Set(units.map(foldedName)) };
		}
		return this.known;
	}

	private async add(names: Set<string>, wanted: string | undefined, create: (name: string) => Promise<void>): Promise<void> {
		if (wanted === undefined || names.has(foldedName(wanted))) return;
		await create(wanted);
		names.add(foldedName(wanted));
	}
}
