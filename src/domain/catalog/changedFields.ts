import { equals } from '../money';
import type { ProductFields } from './product';

type FieldName = keyof ProductFields;

/** Fields that only make sense together: a number and its unit. If one of them changes, all of them are written. */
const together: readonly (readonly FieldName[])[] = [
	['name'], ['category'], ['brand'], ['barcode'], ['description'], ['price'], ['saleTaxRule'], ['pictureUrl'],
	['weight', 'weightUnits'],
	['length', 'width', 'height', 'dimensionsUnits'],
];

const decimals: ReadonlySet<FieldName> = new Set<FieldName>(['weight', 'length', 'width', 'height']);

/**
 * S48: what master source overwrites: the fields whose value from Amazon differs from what was last written. What a user
 * changed in Cin7 Core stays while Amazon's value stays; a field that Amazon no longer gives is left alone, never cleared.
 * @param written what was last written to the product; undefined when nothing was
 */
export function changedFields(written: Partial<ProductFields> | undefined, now: Partial<ProductFields>): Partial<ProductFields> {
	const changed = together.filter((names) => names.some((name) => differs(name, written, now))).flat();
	return Object.fromEntries(changed.filter((name) => now[name] !== undefined).map((name) => [name, now[name]]));
}

function differs(name: FieldName, written: Partial<ProductFields> = {}, now: Partial<ProductFields>): boolean {
	if (now[name] === undefined) return false;
	if (written[name] === undefined) return true;
	if (name === 'price') return now.price?.tier !== written.price?.tier || !equals(now.price?.amount ?? '0', written.price?.amount ?? '0');
	return decimals.has(name) ? !equals(String(now[name]), String(written[name])) : now[name] !== written[name];
}
