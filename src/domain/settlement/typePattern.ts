import type { TransactionType } from './settlement';

/** How names in settlement files are compared: without regard to case and surrounding blanks. */
export const folded = (text: string): string => text.trim().toLowerCase();

/** True where the text is the pattern; '*' in it stands for any text, or for none. Compares without regard to case and surrounding blanks. */
export function matchesText(pattern: string, text: string): boolean {
	const wanted = folded(pattern);
	const found = folded(text);
	if (wanted === '*' || wanted === found) return true;
	if (!wanted.includes('*')) return false;
	const [first = '', ...others] = wanted.split('*');
	const last = others.pop() ?? '';
	if (found.length < first.length + last.length || !found.startsWith(first) || !found.endsWith(last)) return false;
	// Each part between stars as early as it comes leaves the most room for the next.
	let at = first.length;
	for (const part of others) {
		const next = found.indexOf(part, at);
		if (next < 0) return false;
		at = next + part.length;
	}
	return at <= found.length - last.length;
}

/** True where all three names fit (P12). */
export const matchesType = (pattern: TransactionType, type: TransactionType): boolean =>
	matchesText(pattern.amountDescription, type.amountDescription) && matchesText(pattern.amountType, type.amountType) && matchesText(pattern.transactionType, type.transactionType);

const partsOf = ({ transactionType, amountType, amountDescription }: TransactionType): readonly string[] => [transactionType, amountType, amountDescription];

/** Negative when `a` is more special than `b`: more names without '*', then more letters that are spelled out. */
export function bySpecialty(a: TransactionType, b: TransactionType): number {
	const exactNames = (type: TransactionType): number => partsOf(type).filter((part) => !part.includes('*')).length;
	const letters = (type: TransactionType): number => partsOf(type).reduce((count, part) => count + folded(part).replaceAll('*', '').length, 0);
	return exactNames(b) - exactNames(a) || letters(b) - letters(a);
}

/** A type as people read it: 'Order / ItemFees / Commission'; blank and repeated names are left out. */
export const typeText = (type: TransactionType): string => [...new Set(partsOf(type).map((part) => part.trim()).filter((part) => part !== ''))].join(' / ');

/** Equal for types that are the same but for case and blanks. */
export const typeKey = (type: TransactionType): string => JSON.stringify(partsOf(type).map(folded));
