import type { z } from 'zod';
import type { AssemblySnapshot } from '../domain/accounting/sale';
import { sum, type Amount } from '../domain/money';
import type { Cin7Port } from '../processes/ports/cin7';
import type { Caller } from './calls';
import { readRows, sameName, type List } from './lists';
import { assembly, assemblyBody, availability } from './wire/assembly';
import { isStatus } from './wire/fields';

const stock: List<z.output<typeof availability>> = { path: '/ref/productavailability', key: 'ProductAvailabilityList', row: availability, about: 'reading the stock of a product' };
const assemblies: List<AssemblySnapshot> = { path: '/finishedGoodsList', key: 'FinishedGoods', row: assembly, about: 'looking for an assembly' };

type Assemblies = Pick<Cin7Port, 'available' | 'assemble' | 'assembliesByNotes'>;

/** Stock and assemblies (API reference, Product Availability and Finished Goods; S36-S42). */
export function createAssemblies(call: Caller): Assemblies {
	return {
		// How Cin7 Core compares the filters is not documented. A bin is a row of its own, with the name of its location.
		available: async (sku, location) => {
			const found: Amount[] = [];
			for await (const row of readRows(call, stock, { Sku: sku.trim(), Location: location.trim() })) {
				if (sameName(row.sku, sku) && sameName(row.location, location)) found.push(row.available);
			}
			return sum(found);
		},
		assemble: async (wanted) => await call({ method: 'POST', path: '/finishedGoods', body: assemblyBody(wanted), about: 'assembling a product', answer: assembly }),
		// The search finds every text that has this one in it.
		assembliesByNotes: async (notes) => {
			const found: AssemblySnapshot[] = [];
			for await (const row of readRows(call, assemblies, { Search: notes.trim() })) {
				if (row.notes.trim() === notes.trim() && !isStatus(row.status, 'VOIDED')) found.push(row);
			}
			return found;
		},
	};
}
