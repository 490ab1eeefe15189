import { z } from 'zod';
import type { KnownFamily } from '../domain/catalog/product';
import type { Cin7Port } from '../processes/ports/cin7';
import { unreadable } from './answers';
import type { Caller } from './calls';
import { changedSince, findRow, readRows, sameName, type List } from './lists';
import { rowsUnder } from './wire/fields';
import { knownFamily } from './wire/product';
import { familyBody, memberBody } from './wire/productBodies';

const families: List<KnownFamily> = { path: '/productFamily', key: 'ProductFamilies', row: knownFamily, about: 'reading product families' };

type Families = Pick<Cin7Port, 'familiesSince' | 'familyBySku' | 'createFamily' | 'updateFamily'>;

/** What the reference requires of a family; whether PUT may leave it out, and what becomes of it then, is not documented: it is sent back as it is. */
const required = ['SKU', 'Name', 'Category', 'CostingMethod', 'DefaultLocation', 'UOM', 'Option1Name', 'Option2Name', 'Option3Name'] as const;

async function asItIs(call: Caller, familyId: string): Promise<object> {
	const asked = { method: 'GET', path: families.path, query: { ID: familyId }, about: families.about } as const;
	const rows = await call({ ...asked, answer: rowsUnder(families.key, z.record(z.string(), z.unknown())) });
	const row = rows.find(({ ID }) => typeof ID === 'string' && sameName(ID, familyId));
	if (!row) throw unreadable(asked, 'it does not show the product family that was asked for');
	return Object.fromEntries(required.filter((key) => row[key] !== null && row[key] !== undefined && row[key] !== '').map((key) => [key, row[key]]));
}

/** Product families of the tenant (API reference, group Product Family). They have no status: none is deprecated. */
export function createFamilies(call: Caller): Families {
	const write = async (method: 'POST' | 'PUT', body: object, about: string, isIt: (row: KnownFamily) => boolean): Promise<KnownFamily> => {
		const asked = { method, path: families.path, body, about };
		const rows = await call({ ...asked, answer: rowsUnder(families.key, families.row) });
		const written = rows.find(isIt);
		if (!written) throw unreadable(asked, 'it does not show the product family that was written');
		return written;
	};
	return {
		familiesSince: (modifiedSince) => readRows(call, families, changedSince(modifiedSince)),
		familyBySku: async (sku) => await findRow(call, families, { Sku: sku.trim() }, (row) => sameName(row.sku, sku)),
		createFamily: async (family) => await write('POST', familyBody(family), 'adding a product family', (row) => sameName(row.sku, family.sku)),
		updateFamily: async (familyId, { name, products }) => {
			const change = { ...(name === undefined ? {} : { Name: name }), ...(products?.length ? { Products: products.map(memberBody) } : {}) };
			if (Object.keys(change).length === 0) return;
			const body = { ID: familyId, ...(await asItIs(call, familyId)), ...change };
			await write('PUT', body, 'changing a product family', (row) => sameName(row.id, familyId));
		},
	};
}
