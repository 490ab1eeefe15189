import type { SelectQueryBuilder } from 'kysely';
import { foldedSku, looseSku } from '../domain/catalog/skuForms';
import type { KnownFamily, KnownProduct } from '../domain/catalog/product';
import type { ProductIndex, ProductIndexState } from '../processes/ports/catalog';
import { among, inChunks, type SqlEngine } from './engines/engine';
import { toInstant, toMilliseconds } from './instants';
import type { FamilyTable, ProductTable } from './catalogSchema';
import type { Tables } from './schema';

export function createProductIndex(engine: SqlEngine): ProductIndex {
	const products = async (tenantKey: string, column: keyof ProductTable, keys: readonly string[]): Promise<readonly KnownProduct[]> =>
		(await having(engine, engine.query.selectFrom('product').selectAll().where('tenant_key', '=', tenantKey).orderBy('product_id'), column, keys).execute()).map(toProduct);
	const families = async (tenantKey: string, column: keyof FamilyTable, keys: readonly string[]): Promise<readonly KnownFamily[]> =>
		(await having(engine, engine.query.selectFrom('family').selectAll().where('tenant_key', '=', tenantKey).orderBy('family_id'), column, keys).execute()).map(toFamily);
	return {
		state: async (tenantKey) => await readState(engine, tenantKey),
		saveState: async (tenantKey, state) => await saveState(engine, tenantKey, state),
		saveProducts: async (tenantKey, given) => await saveProducts(engine, given.map((product) => toProductRow(tenantKey, product))),
		saveFamilies: async (tenantKey, given) => await saveFamilies(engine, given.map((family) => toFamilyRow(tenantKey, family))),
		bySku: async (tenantKey, skus) => await products(tenantKey, 'folded_sku', skus.map(foldedSku)),
		byLooseSku: async (tenantKey, looseSkus) => await products(tenantKey, 'loose_sku', looseSkus.map(looseSku)),
		byBarcode: async (tenantKey, barcodes) => await products(tenantKey, 'folded_barcode', barcodes.map(foldedSku)),
		byName: async (tenantKey, names) => await products(tenantKey, 'folded_name', names.map(foldedSku)),
		byId: async (tenantKey, ids) => await products(tenantKey, 'product_id', ids),
		familiesByName: async (tenantKey, names) => await families(tenantKey, 'folded_name', names.map(foldedSku)),
		familiesBySku: async (tenantKey, skus) => await families(tenantKey, 'folded_sku', skus.map(foldedSku)),
		familiesById: async (tenantKey, ids) => await families(tenantKey, 'family_id', ids),
		count: async (tenantKey) => ({ products: await countRows(engine, 'product', tenantKey), families: await countRows(engine, 'family', tenantKey) }),
	};
}

const having = <T extends 'product' | 'family', O>({ kind }: SqlEngine, rows: SelectQueryBuilder<Tables, T, O>, column: string, keys: readonly string[]): SelectQueryBuilder<Tables, T, O> => rows.where(among(kind, column, keys));

async function readState({ query }: SqlEngine, tenantKey: string): Promise<ProductIndexState> {
	const row = await query.selectFrom('product_index').selectAll().where('tenant_key', '=', tenantKey).executeTakeFirst();
	return {
		...(typeof row?.current_at === 'number' ? { current: toInstant(row.current_at) } : {}),
		...(typeof row?.complete_at === 'number' ? { completeAt: toInstant(row.complete_at) } : {}),
	};
}

async function saveState({ query }: SqlEngine, tenantKey: string, { current, completeAt }: ProductIndexState): Promise<void> {
	const replaced = { current_at: current === undefined ? null : toMilliseconds(current), complete_at: completeAt === undefined ? null : toMilliseconds(completeAt) };
	await query
		.insertInto('product_index')
		.values({ tenant_key: tenantKey, ...replaced })
		.onConflict((conflict) => conflict.column('tenant_key').doUpdateSet(replaced))
		.execute();
}

/** The last row of an id; in the order of ids, so that two that save the same ones never wait for each other crosswise. */
const lastById = <T>(rows: readonly T[], idOf: (row: T) => string): readonly T[] => [...new Map(rows.map((row) => [idOf(row), row]))].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);

async function saveProducts(engine: SqlEngine, rows: readonly ProductTable[]): Promise<void> {
	await engine.write(async (transaction) => {
		for (const chunk of inChunks(lastById(rows, (row) => row.product_id))) {
			await transaction
				.insertInto('product')
				.values(chunk)
				.onConflict((conflict) =>
					conflict.columns(['tenant_key', 'product_id']).doUpdateSet(({ ref }) => ({
						sku: ref('excluded.sku'),
						folded_sku: ref('excluded.folded_sku'),
						loose_sku: ref('excluded.loose_sku'),
						name: ref('excluded.name'),
						folded_name: ref('excluded.folded_name'),
						barcode: ref('excluded.barcode'),
						folded_barcode: ref('excluded.folded_barcode'),
						active: ref('excluded.active'),
						sale_tax_rule: ref('excluded.sale_tax_rule'),
						assembly: ref('excluded.assembly'),
					})),
				)
				.execute();
		}
	});
}

async function saveFamilies(engine: SqlEngine, rows: readonly FamilyTable[]): Promise<void> {
	await engine.write(async (transaction) => {
		for (const chunk of inChunks(lastById(rows, (row) => row.family_id))) {
			await transaction
				.insertInto('family')
				.values(chunk)
				.onConflict((conflict) =>
					conflict.columns(['tenant_key', 'family_id']).doUpdateSet(({ ref }) => ({ folded_sku: ref('excluded.folded_sku'), folded_name: ref('excluded.folded_name'), family: ref('excluded.family') })),
				)
				.execute();
		}
	});
}

async function countRows({ query }: SqlEngine, table: 'product' | 'family', tenantKey: string): Promise<number> {
	const { rows } = await query.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('rows')).where('tenant_key', '=', tenantKey).executeTakeFirstOrThrow();
	return Number(rows);
}

const toProductRow = (tenantKey: string, { id, sku, name, barcode, active, saleTaxRule, assembly }: KnownProduct): ProductTable => ({
	tenant_key: tenantKey,
	product_id: id,
	sku,
	folded_sku: foldedSku(sku),
	loose_sku: looseSku(sku),
	name,
	folded_name: foldedSku(name),
	barcode: barcode ?? null,
	// No barcode is the same as no other.
	folded_barcode: barcode === undefined ? null : foldedSku(barcode) || null,
	active: active ? 1 : 0,
	sale_tax_rule: saleTaxRule ?? null,
	assembly: assembly === undefined ? null : JSON.stringify(assembly),
});

const toProduct = (row: ProductTable): KnownProduct => ({
	id: row.product_id,
	sku: row.sku,
	name: row.name,
	...(row.barcode === null ? {} : { barcode: row.barcode }),
	active: row.active === 1,
	...(row.sale_tax_rule === null ? {} : { saleTaxRule: row.sale_tax_rule }),
	...(row.assembly === null ? {} : { assembly: JSON.parse(row.assembly) as NonNullable<KnownProduct['assembly']> }),
});

const toFamilyRow = (tenantKey: string, family: KnownFamily): FamilyTable => ({
	tenant_key: tenantKey,
	family_id: family.id,
	folded_sku: foldedSku(family.sku),
	folded_name: foldedSku(family.name),
	family: JSON.stringify(family),
});

const toFamily = (row: FamilyTable): KnownFamily => JSON.parse(row.family) as KnownFamily;
