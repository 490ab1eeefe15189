import type { z, ZodError } from 'zod';
import { unreadableAnswer } from './serviceErrors';

/** The body as the schema of Amazon's model has it. Throws TransportError kind 'unreadable', which names the first field that does not fit. */
export function fitting<Schema extends z.ZodTypeAny>(schema: Schema, body: unknown, operation: string): z.infer<Schema> {
	const result = schema.safeParse(body);
	if (result.success) return result.data;
	throw unreadableAnswer(operation, `it does not fit Amazon's model (${result.error.issues[0]?.path.join('.') || 'answer'})`);
}

/** What does not fit, by field; `whole` is the name of the thing itself. Codes and paths only: zod's messages may quote what was received. */
export const faultsOf = (error: ZodError, whole: string): string =>
	error.issues.slice(0, 3).map(({ path, code, message }) => `${path.join('.') || whole}: ${code === 'custom' ? message : code.replaceAll('_', ' ')}`).join('; ');
