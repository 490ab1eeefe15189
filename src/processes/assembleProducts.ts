import { assembliesNeeded } from '../domain/accounting/planAssemblies';
import type { SalePlan } from '../domain/accounting/planSale';
import type { Amount } from '../domain/money';
import type { Store } from '../domain/settings';
import type { ProductIndex } from './ports/catalog';
import type { Cin7Port } from './ports/cin7';
import type { SaleProgress } from './ports/repositories';
import type { SaleServices, SaleWriting } from './saleWriting';

type PlannedAssembly = NonNullable<SaleProgress['assemblies']>[number];

/** Which assemblies a sale needs, as Cin7 Core's stock is now. */
export type AssemblyPlanner = (plan: SalePlan) => Promise<readonly PlannedAssembly[]>;

/** Decides by the settings of a store (S38-S42). Asks for availability only where it matters, once for each product. */
export function assemblyPlanner({ cin7, products }: { readonly cin7: Cin7Port; readonly products: ProductIndex }, { settings }: Store): AssemblyPlanner {
	const mode = settings.autoAssembly;
	return async ({ lines, header }) => {
		if (mode === 'none') return [];
		const known = new Map((await products.byId(cin7.tenantKey, [...new Set(lines.map((line) => line.productId))])).map((product) => [product.id, product]));
		const assembled = [...known.values()].filter((product) => product.assembly);
		const available = new Map<string, Amount>();
		if (mode === 'minimumQuantity') {
			for (const { id, sku } of assembled) available.set(id, await cin7.available(sku, header.location));
		}
		return assembliesNeeded(mode, lines, known, available).map(({ productId, sku, quantity, account }) => {
			const inventory = account ?? '';
			return { productId, sku, quantity, account: inventory, workInProgressAccount: settings.workInProgressAccount ?? inventory };
		});
	};
}

/**
 * Makes the assemblies of a sale before its order takes the stock. Which ones is decided once and recorded before the
 * first is made, because each changes the stock that the decision looked at. After a doubt each is looked for by its
 * notes. What Cin7 Core cannot assemble, for want of components, stands in the progress and stops nothing: the pick
 * stays a draft then (S36).
 */
export async function assembleProducts({ cin7, assemblies: planner }: Pick<SaleServices, 'cin7' | 'assemblies'>, writing: SaleWriting, plan: SalePlan): Promise<void> {
	if (!planner || writing.isDone('assembly') || writing.isDone('order')) return;
	if (writing.state.assemblies === undefined) {
		const assemblies = await planner(plan);
		if (assemblies.length === 0) return;
		await writing.record({ ...writing.state, begun: 'assembly', assemblies });
	}
	for (const assembly of writing.state.assemblies ?? []) {
		if (assembly.done) continue;
		const errors = await assemble(cin7, plan, assembly);
		const done = { ...assembly, done: true, ...(errors.length > 0 ? { errors } : {}) };
		await writing.record({ ...writing.state, assemblies: (writing.state.assemblies ?? []).map((each) => (each.productId === done.productId ? done : each)) });
	}
	await writing.finish('assembly', {});
}

async function assemble(cin7: Cin7Port, { header }: SalePlan, { productId, sku, quantity, account, workInProgressAccount }: PlannedAssembly): Promise<readonly string[]> {
	if (!account) return [`Product ${sku} has no inventory account, and no Work in Progress Account is set in the Amazon Store node`];
	const notes = `${header.externalId} ${sku}`;
	const [existing] = await cin7.assembliesByNotes(notes);
	if (existing) return existing.errors;
	return (await cin7.assemble({ productId, quantity, location: header.location, date: header.saleOrderDate, workInProgressAccount, account, notes })).errors;
}
