import type { Product } from '../model';

/** Products by id, and by SKU and name as Cin7 Core compares them: without regard to case. */
export class ProductShelf {
	readonly products = new Map<string, Product>();
	private readonly skus = new Map<string, Product>();
	private readonly names = new Map<string, Product>();

	add(product: Product): void {
		this.products.set(product.id, product);
		this.skus.set(product.sku.toLowerCase(), product);
		this.names.set(product.name.toLowerCase(), product);
	}

	rename(product: Product, sku: string, name: string): void {
		if (this.skus.get(product.sku.toLowerCase()) === product) this.skus.delete(product.sku.toLowerCase());
		if (this.names.get(product.name.toLowerCase()) === product) this.names.delete(product.name.toLowerCase());
		product.sku = sku;
		product.name = name;
		this.add(product);
	}

	bySku(sku: string): Product | undefined {
		return this.skus.get(sku.toLowerCase());
	}

	byName(name: string): Product | undefined {
		return this.names.get(name.toLowerCase());
	}
}
