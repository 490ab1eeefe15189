import type { Fields } from '../fields';
import type { NamedRow } from '../model';
import { envelope, startsWith, type Query } from '../query';
import { reject } from '../rejection';
import type { Json } from '../rendering';
import { sameName, type Cin7World } from '../world';

/** One of the reference books that hold nothing but names: categories, brands, units of measure. */
export interface NameBook {
	readonly rows: (world: Cin7World) => NamedRow[];
	readonly key: string;
	/** As refusals call an entry. */
	readonly word: string;
}

export const categories: NameBook = { rows: (world) => world.categories, key: 'CategoryList', word: 'category' };
export const brands: NameBook = { rows: (world) => world.brands, key: 'BrandList', word: 'brand' };
export const units: NameBook = { rows: (world) => world.units, key: 'UnitList', word: 'unit' };

const render = ({ id, name }: NamedRow): Json => ({ ID: id, Name: name });

export function listNames(world: Cin7World, book: NameBook, query: Query): Json {
	const wanted = query.text('Name');
	const rows = book.rows(world).filter(({ name }) => wanted === undefined || startsWith(name, wanted));
	return envelope(book.key, rows, query, world.switches, render);
}

/** R2: names are unique without regard to case; the wording is a live report about units. The answer is bare. */
export function createName(world: Cin7World, { rows, word }: NameBook, body: Fields): Json {
	const name = body.text('Name', 50);
	if (rows(world).some((row) => sameName(row.name, name))) {
		reject(`This ${word} already exists. ${word[0].toUpperCase()}${word.slice(1)} name must be unique.`);
	}
	const row = { id: world.guids.next(), name };
	rows(world).push(row);
	return render(row);
}
