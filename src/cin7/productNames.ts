import type { Cin7Port } from '../processes/ports/cin7';
import { TransportError } from '../transport/errors';
import type { Caller } from './calls';
import { findRow, readAll, sameName, type List } from './lists';
import { namedRow } from './wire/product';

interface NamedRow { readonly id: string; readonly name: string }

const categories: List<NamedRow> = { path: '/ref/category', key: 'CategoryList', row: namedRow, about: 'reading the product categories' };
const brands: List<NamedRow> = { path: '/ref/brand', key: 'BrandList', row: namedRow, about: 'reading the brands' };
const units: List<NamedRow> = { path: '/ref/unit', key: 'UnitList', row: namedRow, about: 'reading the units of measure' };

type ProductNames = Pick<Cin7Port, 'productNames' | 'createCategory' | 'createBrand' | 'createUnit'>;

/** The reference books of categories, brands and units of measure, each read once in the life of this client. */
export function createProductNames(call: Caller): ProductNames {
	const books = { categories: readOnce(call, categories), brands: readOnce(call, brands), units: readOnce(call, units) };
	return {
		productNames: async () => ({ categories: await books.categories.names(), brands: await books.brands.names(), units: await books.units.names() }),
		createCategory: async (name) => await books.categories.add(name, 'adding a product category'),
		createBrand: async (name) => await books.brands.add(name, 'adding a brand'),
		createUnit: async (name) => await books.units.add(name, 'adding a unit of measure'),
	};
}

interface NameBook {
	/** All names, those that were added meanwhile too. */
	names(): Promise<readonly string[]>;
	/** A name that exists is left as it is; `about` is what the call is for. */
	add(name: string, about: string): Promise<void>;
}

function readOnce(call: Caller, book: List<NamedRow>): NameBook {
	let reading: Promise<NamedRow[]> | undefined;
	const added: string[] = [];
	return {
		names: async () => {
			reading ??= readAll(call, book).catch((error: unknown) => {
				// What failed may go well later in the run.
				reading = undefined;
				throw error;
			});
			const read = (await reading).map(({ name }) => name);
			return [...read, ...added.filter((name) => !read.some((other) => sameName(other, name)))];
		},
		add: async (name, about) => {
			if (added.some((other) => sameName(other, name)) || (await reading)?.some((row) => sameName(row.name, name))) return;
			try {
				await call({ method: 'POST', path: book.path, body: { Name: name }, about, answer: namedRow });
			} catch (error) {
				// Somebody may have added it since it was read: then there is nothing to do.
				if (!(error instanceof TransportError) || error.kind !== 'rejected' || !(await exists(call, book, name))) throw error;
			}
			added.push(name);
		},
	};
}

/** The filter is 'starts with'. */
const exists = async (call: Caller, book: List<NamedRow>, name: string): Promise<boolean> =>
	(await findRow(call, book, { Name: name.trim() }, (row) => sameName(row.name, name))) !== undefined;
