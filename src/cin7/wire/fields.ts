import { z } from 'zod';
import { add, fromJsonNumber, isAmount, type Amount } from '../../domain/money';

// The API reference and live tenants disagree about types, case and presence of fields: what matters is strict here,
// the rest is taken as it comes.

/** Text that has to be there. */
export const requiredText = z.string().min(1);

/** Text, or undefined for null, absence and blanks. Codes may come as numbers. */
export const optionalText = z.union([z.string(), z.number()]).nullish().transform((value) => {
	const text = value === null || value === undefined ? '' : String(value);
	return text.trim() === '' ? undefined : text;
});

/** Text, empty for null and absence. */
export const anyText = optionalText.transform((text) => text ?? '');

const yes = new Set(['true', '1', 'yes']);

/** Boolean, which also comes as a word or a digit. Null and absence are false. */
export const flag = z.union([z.boolean(), z.string(), z.number()]).nullish().transform((value) => value === true || yes.has(String(value ?? '').toLowerCase()));

/** Exact decimal; numbers also come as text, such as '10.0000000000'. */
export const decimal = z.union([z.number().transform(fromJsonNumber), z.string().refine(isAmount, 'no decimal number')]).transform((value): Amount => add(value, '0'));

export const optionalDecimal = decimal.nullish().transform((value) => value ?? undefined);

/** Whole number; 0 for null and absence. */
export const wholeNumber = z.union([z.number().int(), z.string().regex(/^\d+$/).transform(Number)]).nullish().transform((value) => value ?? 0);

/** Elements of a list, which is null when it is empty. */
export const listOf = <T>(element: z.ZodType<T, z.ZodTypeDef, unknown>) => z.array(element).nullish().transform((rows) => rows ?? []);

/**
 * Rows of a list answer `{ Total, Page, <key>: [...] }`. Total is not read: some lists lack it. The key has to be there,
 * so that an answer of another form is not taken for an empty list.
 */
export const rowsUnder = <T>(key: string, row: z.ZodType<T, z.ZodTypeDef, unknown>): z.ZodType<readonly T[], z.ZodTypeDef, unknown> =>
	z.record(z.string(), z.unknown()).transform((envelope, context) => {
		const rows = z.array(row).nullable().safeParse(envelope[key]);
		if (rows.success) return rows.data ?? [];
		for (const issue of rows.error.issues) context.addIssue({ ...issue, path: [key, ...issue.path] });
		return z.NEVER;
	});

/** True when the status is this word; Cin7 Core writes 'Active' and 'ACTIVE'. */
export const isStatus = (status: string | undefined, word: string): boolean => status?.toUpperCase() === word;
