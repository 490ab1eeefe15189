import type { Fields } from '../fields';
import type { Assembly } from '../model';
import { contains, envelope, type Query } from '../query';
import type { References } from '../references';
import { reject } from '../rejection';
import type { Json } from '../rendering';
import { sameName, type Cin7World } from '../world';
import { Assembling, steps, type Step } from './assembling';
import { renderAssembly, renderAssemblyRow } from './rendering';

/** GET, POST and DELETE /finishedGoods, and /finishedGoodsList. */
export class AssemblyEndpoints {
	private readonly world: Cin7World;
	private readonly references: References;
	private readonly assembling: Assembling;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.references = references;
		this.assembling = new Assembling(world);
	}

	read(query: Query): Json {
		return renderAssembly(this.find(query.required('TaskID')), this.world);
	}

	/** Newest first; Search looks into the fields that the reference names. */
	list(query: Query): Json {
		const [status, saleId, search] = [query.text('Status'), query.text('SaleID'), query.text('Search')];
		const rows = [...this.world.assemblies.values()].filter((assembly) => (status === undefined || sameName(assembly.status, status))
			&& (saleId === undefined || (assembly.saleId !== null && sameName(assembly.saleId, saleId)))
			&& (search === undefined || this.searchable(assembly).some((text) => contains(text, search)))).reverse();
		return envelope('FinishedGoods', rows, query, this.world.switches, (assembly) => renderAssemblyRow(assembly, this.world));
	}

	/** The task exists once its fields are good, whatever then stands in the way of its status. */
	create(body: Fields): Json {
		const { assembly, target } = this.readTask(body);
		assembly.number = this.world.nextAssemblyNumber();
		this.world.assemblies.set(assembly.id, assembly);
		return renderAssembly(assembly, this.world, this.assembling.advance(assembly, target));
	}

	/** Void=true voids; without it, or with false, the task is undone to draft (API reference). */
	remove(query: Query): Json {
		const assembly = this.find(query.required('ID'));
		this.assembling.takeBack(assembly, query.boolean('Void') === true);
		return renderAssembly(assembly, this.world);
	}

	private find(id: string): Assembly {
		return this.world.assemblies.get(id.toLowerCase()) ?? reject(`Finished Goods task with ID '${id}' was not found`);
	}

	private searchable(assembly: Assembly): string[] {
		const product = this.world.products.get(assembly.productId);
		return [assembly.number, assembly.location, assembly.status, product?.name ?? '', product?.sku ?? '', assembly.batch ?? '', assembly.notes];
	}

	private readTask(body: Fields): { assembly: Assembly; target: Step } {
		const text = body.text('Status', 50);
		const target = steps.find((step) => sameName(step, text)) ?? reject(`'Status' has an unknown value '${text}'`);
		const product = this.references.product(body.optionalText('ProductID'), body.optionalText('ProductCode', 50));
		const location = this.references.locationByIdOrName(body.optionalText('LocationID'), body.optionalText('Location'));
		const bin = this.references.bin(location, body.optionalText('BinID'), body.optionalText('Bin'));
		const expiryDate = body.day('ExpiryDate') ?? null;
		if (expiryDate === null && product.costingMethod.startsWith('FEFO')) reject("Required parameter 'ExpiryDate' is missing or empty");
		const assembly: Assembly = {
			id: this.world.guids.next(), number: '', status: 'DRAFT', productId: product.id, location: location.name, locationId: location.id, bin: bin?.name ?? null, binId: bin?.id ?? null,
			quantity: body.positive('Quantity', 4, this.world.switches.excessDecimals) ?? reject("Required parameter 'Quantity' is missing or empty"),
			wipAccount: this.references.assemblyAccount(body.text('WIPAccount', 50)), account: this.references.assemblyAccount(body.text('Account', 50)),
			wipDate: this.date(body, 'WIPDate', target !== 'DRAFT'), completionDate: this.date(body, 'CompletionDate', target === 'COMPLETED'),
			batch: body.optionalText('BatchSN', 50) ?? null, expiryDate, notes: body.optionalText('Notes', 4000) ?? '',
			customFields: Array.from({ length: 10 }, (_, index) => body.optionalText(`CustomField${index + 1}`) ?? ''), created: this.world.today(),
			saleId: null, lines: [], picks: [], unitCost: '0',
		};
		return { assembly, target };
	}

	/** L5. */
	private date(body: Fields, name: string, needed: boolean): string | null {
		const date = body.day(name);
		if (date === undefined) return needed ? reject(`Required parameter '${name}' is missing or empty`) : null;
		return this.world.locked(date) ? reject(this.world.switches.lockDateText) : date;
	}
}
