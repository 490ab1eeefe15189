const LONGEST = 300;

// Login with Amazon's tokens and secrets by their published prefixes, and anything that looks like a mail address.
const sensitive = [/\bAt[zn][a-z]\|[^\s"',;]+/g, /\bamzn1\.oa2-cs\.[^\s"',;]+/g, /[^\s"'<>@,;]+@[^\s"'<>@,;]+\.[^\s"'<>@,;]+/g];

/**
 * The service's own words, fit to be shown: one line, at most 300 characters, without the given secrets, tokens and mail
 * addresses. Undefined when nothing is left.
 */
export function showable(text: unknown, secrets: readonly string[]): string | undefined {
	if (typeof text !== 'string') return undefined;
	let shown = text;
	for (const secret of secrets) if (secret !== '') shown = shown.replaceAll(secret, '***');
	for (const pattern of sensitive) shown = shown.replace(pattern, '***');
	shown = shown.replace(/\s+/g, ' ').trim();
	if (shown.length > LONGEST) shown = `${shown.slice(0, LONGEST - 1)}…`;
	return shown === '' ? undefined : shown;
}

/** An error code or request id: a short word. Anything else in its place is none and is not shown; secrets are longer or have other signs. */
export const showableWord = (text: unknown): string | undefined => (typeof text === 'string' && /^[\w-]{1,40}$/.test(text) ? text : undefined);
