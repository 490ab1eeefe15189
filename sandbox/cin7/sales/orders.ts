import { Assembling } from '../assemblies/assembling';
import type { Fields } from '../fields';
import type { Sale } from '../model';
import type { References } from '../references';
import { reject } from '../rejection';
import { sameName, type Cin7World } from '../world';
import { ContentReader, documentStatus, rejectEmpty } from './content';
import { autoModes, type AutoMode, type SaleFulfillments } from './fulfillments';

/** Writes sale orders (POST /sale/order): allocation, backorders and automatic fulfillment. */
export class SaleOrders {
	private readonly world: Cin7World;
	private readonly content: ContentReader;
	private readonly fulfillments: SaleFulfillments;
	private readonly assemblies: Assembling;

	constructor(world: Cin7World, references: References, fulfillments: SaleFulfillments) {
		this.world = world;
		this.fulfillments = fulfillments;
		this.assemblies = new Assembling(world);
		this.content = new ContentReader(world, references);
	}

	/** Replaces lines and charges (S9). Preconditions as the reference states them, each with its own refusal (S2). */
	write(sale: Sale, body: Fields): void {
		if (sale.type === 'Service Sale') reject('Sale Order is not available for Service Sale');
		if (sale.order.status !== 'DRAFT' && sale.order.status !== 'NOT AVAILABLE') reject(`Sale Order status must be DRAFT or NOT AVAILABLE, it is ${sale.order.status}`);
		if (!sale.skipQuote) reject('Sale Quote must be AUTHORISED');
		const status = documentStatus(body);
		const mode = this.mode(body);
		const { lines, charges, totals } = this.content.document(body, sale, false);
		if (status === 'AUTHORISED') rejectEmpty(lines, charges);
		Object.assign(sale.order, { status, memo: body.optionalText('Memo', 1024) ?? '', lines, charges, totals });
		if (status === 'AUTHORISED') this.authorize(sale, mode);
		this.world.touch(sale);
	}

	private mode(body: Fields): AutoMode {
		const text = body.optionalText('AutoPickPackShipMode') ?? 'NOPICK';
		return autoModes.find((mode) => sameName(mode, text)) ?? reject(`'AutoPickPackShipMode' has an unknown value '${text}'`);
	}

	/** S3: kits are put together (S17), then goods allocated at the sale's location; what is missing becomes backorder, silently. */
	private authorize(sale: Sale, mode: AutoMode): void {
		this.assemblies.assembleKits(sale);
		const location = { id: sale.locationId, name: sale.location };
		for (const line of sale.order.lines) {
			if (this.world.products.get(line.productId)?.type === 'Service') continue;
			const { allocations, missing } = this.world.stock.allocate(line.productId, location, line.quantity);
			sale.allocations.push(...allocations);
			line.backorderQuantity = missing;
		}
		if (sale.type !== 'Simple Sale') return;
		this.fulfillments.fulfill(sale, this.fulfillments.openFirst(sale), mode);
	}
}
