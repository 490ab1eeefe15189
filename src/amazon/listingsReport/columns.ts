import words from './reportWords.json';

/** Columns of GET_MERCHANT_LISTINGS_ALL_DATA that are read, in the order in which a row's cells are kept. */
export const columnNames = ['sellerSku', 'title', 'description', 'price', 'quantity', 'openDate', 'imageUrl', 'idType', 'productId', 'condition', 'asin', 'channel', 'status'] as const;

export type ColumnName = (typeof columnNames)[number];

// Without one of these a catalog would be wrong without a sign of it. The French report of some accounts has no status.
const indispensable: readonly ColumnName[] = ['sellerSku', 'title', 'price', 'quantity', 'channel'];

export type ReportColumns =
	/** `cellOf[n]` is the place of the report's column n among a row's cells, or -1 for a column that is not read. */
	| { readonly ok: true; readonly cellOf: Int8Array; readonly hasStatus: boolean }
	/** `missing`: columns that were not found, in English; `unknown`: words of the header that stand for nothing known. */
	| { readonly ok: false; readonly missing: readonly string[]; readonly unknown: readonly string[] };

/** One spelling for all that Amazon uses: 'Händler-SKU', 'seller-sku (satıcı sku)', 'ASIN 1'. */
const folded = (word: string): string => word.normalize('NFKC').replace(/\s+\(.*\)\s*$/, '').replace(/[’`]/g, "'").replace(/[\s_-]+/g, '').toLowerCase();

const columnOf = new Map<string, ColumnName>(columnNames.flatMap((name) => words.columns[name].map((word) => [folded(word), name] as const)));

/**
 * Finds the columns by their names, in any of the languages of reportWords.json; never by position (P65). A header that
 * lacks an indispensable column, or names one twice, is not understood.
 */
export function findColumns(header: string): ReportColumns {
	const cells = header.split('\t');
	const found = new Map<ColumnName, number>();
	const unknown: string[] = [];
	let twice = false;
	cells.forEach((cell, position) => {
		const name = columnOf.get(folded(cell));
		if (name === undefined) {
			if (cell.trim() !== '') unknown.push(cell.trim().slice(0, 60));
		} else if (found.has(name)) {
			twice = true;
			unknown.push(cell.trim().slice(0, 60));
		} else {
			found.set(name, position);
		}
	});
	const missing: string[] = indispensable.filter((name) => !found.has(name)).map((name) => words.columns[name][0] ?? name);
	if (!found.has('asin') && !(found.has('productId') && found.has('idType'))) missing.push('asin1');
	if (twice || missing.length > 0) return { ok: false, missing, unknown };
	const cellOf = new Int8Array(Math.max(...found.values()) + 1).fill(-1);
	columnNames.forEach((name, cell) => {
		const position = found.get(name);
		if (position !== undefined) cellOf[position] = cell;
	});
	return { ok: true, cellOf, hasStatus: found.has('status') };
}
