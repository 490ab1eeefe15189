import type { z } from 'zod';
import { foldedName } from '../domain/catalog/productNames';
import type { Caller } from './calls';
import type { Cin7Request } from './connection';
import { rowsUnder } from './wire/fields';

/** Rows of a full page: the most that the API gives (API reference, Pagination). */
export const PAGE_SIZE = 1000;

/** A list of the API: where it is and how its rows are read. */
export interface List<Row> {
	readonly path: string;
	/** Key of the rows in the answer. */
	readonly key: string;
	readonly row: z.ZodType<Row, z.ZodTypeDef, unknown>;
	readonly about: string;
}

type Filter = NonNullable<Cin7Request['query']>;

/** An instant as the reference writes it: in UTC and without a zone (API reference, Date Format). */
export const instantOf = (instant: string): string => new Date(instant).toISOString().slice(0, -1);

/** Filter for rows that changed since an instant; none for all rows. */
export const changedSince = (instant: string | undefined): Filter => (instant === undefined ? {} : { ModifiedSince: instantOf(instant) });

/** One page, counted from 1. Throws TransportError. */
export async function readPage<Row>(call: Caller, { path, key, row, about }: List<Row>, page: number, filter: Filter = {}, limit = PAGE_SIZE): Promise<readonly Row[]> {
	return await call({ method: 'GET', path, query: { Page: page, Limit: limit, ...filter }, about, answer: rowsUnder(key, row) });
}

/**
 * All rows, page by page, until a page is not full. Total is not asked: some lists have none. A list that pays no heed to
 * the page, as the reference says of several, answers the same again; that ends it too. Whole pages are compared, because
 * rows of the ledger have no id, and two pages may well begin with equal ones.
 */
export async function* readRows<Row>(call: Caller, list: List<Row>, filter?: Filter): AsyncGenerator<Row> {
	let former: string | undefined;
	for (let page = 1; ; page++) {
		const rows = await readPage(call, list, page, filter);
		const read = JSON.stringify(rows);
		if (read === former) return;
		yield* rows;
		if (rows.length !== PAGE_SIZE) return;
		former = read;
	}
}

export async function readAll<Row>(call: Caller, list: List<Row>): Promise<Row[]> {
	const rows: Row[] = [];
	for await (const row of readRows(call, list)) rows.push(row);
	return rows;
}

/** The first row that fits; no further page is read then. */
export async function findRow<Row>(call: Caller, list: List<Row>, filter: Filter, fits: (row: Row) => boolean): Promise<Row | undefined> {
	for await (const row of readRows(call, list, filter)) if (fits(row)) return row;
	return undefined;
}

/** Names and SKUs are compared as Cin7 Core does: without regard to case and surrounding blanks. */
export const sameName = (a: string, b: string): boolean => foldedName(a) === foldedName(b);
