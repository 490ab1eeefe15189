export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
	readonly [key: string]: Json;
}

/** The object without what is undefined. */
export function present(fields: { readonly [key: string]: Json | undefined }): JsonObject {
	return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `over` laid over `base`: objects field by field, lists item by item, anything else replaced. */
export function overlay(base: Json | undefined, over: Json): Json {
	if (Array.isArray(over) && Array.isArray(base)) {
		return Array.from({ length: Math.max(base.length, over.length) }, (_, i) => (i < over.length ? overlay(base[i], over[i]) : base[i]));
	}
	if (!isObject(over)) return over;
	const fields = isObject(base) ? base : {};
	return Object.fromEntries([...Object.entries(fields), ...Object.entries(over).map(([key, value]) => [key, overlay(fields[key], value)] as const)]);
}
