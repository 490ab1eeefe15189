import path from 'node:path';
import { demoStores } from '../../sandbox/demo/stores';
import { sum } from '../../src/domain/money';
import { openRaw } from '../database/battery/raw';
import { byId, type DemoWorld, type NodeRun } from '../nodes/demoWorld';
import { NEW_BRAND, NEW_CATEGORY, newGoods } from './catalogGoods';

const { marketplaceId } = demoStores.US;
const ALL = byId('all');

/**
 * Load Products over and over in one world. Each round brings a new family of two, a new product, their category and
 * brand; a third variant for the family of the round before, and another price for its product.
 */
export class CatalogRounds {
	private count = 0;

	/** @param familySkuOf what the family of a round's tag is called in Cin7 Core: as its parent listing, unless told otherwise */
	constructor(
		readonly world: DemoWorld,
		private readonly familySkuOf = (tag: string): string => `WS${tag}-LAMP`,
	) {}

	/** Loads the first goods, undisturbed. */
	async begin(): Promise<void> {
		this.arrange();
		await this.load();
	}

	arrange(): void {
		this.count++;
		this.add(this.tag, 2);
		if (this.count === 1) return;
		this.add(this.before, 3);
		this.world.account().updateListing(`WS${this.before}-BELL`, marketplaceId, { price: '66.00' });
	}

	async load(): Promise<NodeRun> {
		return await this.world.run('catalogMapper', { operation: 'loadProducts', store: ALL, loadOptions: { attention: 'all' } });
	}

	/** Where the goods of this round and the one before stand, in Cin7 Core and here. */
	async stand() {
		const { world } = this.world.cin7;
		const sku = (id: string): string => world.products.get(id)?.sku ?? '';
		const products = [...world.products.values()].filter((product) => this.isOurs(product.sku));
		return {
			products: products.map(({ sku: name, prices, attachments }) => `${name} at ${sum([prices[0] ?? '0'])}, ${attachments.length} picture`).sort(),
			families: [...world.families.values()].filter((family) => this.isOurFamily(family.sku) || family.products.some(({ productId }) => this.isOurs(sku(productId)))).map((family) => `${family.sku}: ${family.products.map(({ productId }) => sku(productId)).sort().join(', ')}`).sort(),
			categories: world.categories.filter(({ name }) => name === `${NEW_CATEGORY} ${this.tag}`).length,
			brands: world.brands.filter(({ name }) => name === `${NEW_BRAND} ${this.tag}`).length,
			...(await this.kept()),
		};
	}

	get complete(): Awaited<ReturnType<CatalogRounds['stand']>> {
		const made = (tag: string, colors: readonly string[], price: number) => [`WS${tag}-BELL at ${price}, 1 picture`, ...colors.map((color) => `WS${tag}-LAMP-${color} at 39, 1 picture`)];
		const family = (tag: string, colors: readonly string[]) => `${this.familySkuOf(tag)}: ${colors.map((color) => `WS${tag}-LAMP-${color}`).join(', ')}`;
		return {
			products: [...made(this.before, ['AMBER', 'INDIGO', 'MOSS'], 66), ...made(this.tag, ['AMBER', 'INDIGO'], 64)],
			families: [family(this.before, ['AMBER', 'INDIGO', 'MOSS']), family(this.tag, ['AMBER', 'INDIGO'])],
			categories: 1,
			brands: 1,
			notListed: [],
			linked: 7,
			undecided: [],
			leases: [],
		};
	}

	/** Stands in all names of the newest goods. */
	get tag(): string {
		return String(1000 + this.count);
	}

	private get before(): string {
		return String(999 + this.count);
	}

	private isOurs(sku: string): boolean {
		return sku.startsWith(`WS${this.tag}-`) || sku.startsWith(`WS${this.before}-`);
	}

	private isOurFamily(sku: string): boolean {
		return sku === this.familySkuOf(this.tag) || sku === this.familySkuOf(this.before);
	}

	private add(tag: string, variants: number): void {
		const account = this.world.account();
		const { listings, catalogItems } = newGoods({ tag, variants });
		for (const item of catalogItems) account.setCatalogItem(item);
		const known = new Set(account.listings(marketplaceId).map(({ sellerSku }) => sellerSku));
		for (const listing of listings) {
			if (!known.has(listing.sellerSku)) account.addListing(listing);
			// Amazon counts it as a change of a variant when its family grows.
			else if (listing.parentSku !== undefined) account.updateListing(listing.sellerSku, marketplaceId, {});
		}
	}

	/** `notListed`: whatever is canceled or so in the whole catalog. */
	private async kept() {
		const engine = await openRaw({ engine: 'sqlite', file: path.join(this.world.userFolder, '.n8n', 'amazon-cin7', 'sync.sqlite'), buyerDataKey: new Uint8Array(32) });
		try {
			const listings = await engine.query.selectFrom('listing').selectAll().execute();
			const links = await engine.query.selectFrom('product_link').selectAll().execute();
			const leases = await engine.query.selectFrom('lease').selectAll().execute();
			return {
				notListed: listings.filter(({ status }) => status !== 'listed').map((row) => row.seller_sku),
				linked: links.filter((row) => this.isOurs(row.seller_sku)).length,
				undecided: listings.filter(({ undecided }) => undecided === 1).map((row) => row.seller_sku),
				leases: leases.map((row) => row.lease_key),
			};
		} finally {
			await engine.destroy();
		}
	}
}

/** That a run did not come to its end is told in words: to a person, or where the limit alone is the reason, in the operations log. */
export async function expectTold(world: DemoWorld, run: NodeRun, what: unknown): Promise<void> {
	const problems = run.attention.flatMap((item) => item.problems as { what: string; whatToDo: string }[]).map(({ what: message, whatToDo }) => `${message}. ${whatToDo}`);
	const log = await world.run('amazonStore', { operation: 'getOperationsLog', store: ALL, limit: 2 });
	const told = problems.length > 0 ? problems : log.processed.flatMap(({ notes }) => notes as string[]);
	expect({ what, told }).toEqual({ what, told: told.map(() => expect.stringMatching(/^.{20,}[.)] [A-Z].{10,}\.$/s)) });
	expect({ what, told: told.length }).not.toEqual({ what, told: 0 });
}
