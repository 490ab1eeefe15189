import { accountClassNamed, type AccountClass } from './accountClasses';
import type { TransactionType } from './settlement';
import table from './transactionTypes.json';
import { bySpecialty, folded, matchesType } from './typePattern';

/** A published transaction type, with '*' where lists and real files differ, and the class of its account. */
export interface PublishedType extends TransactionType {
	readonly class: string;
}

/** All published types, the most special first. */
export const publishedTypes: readonly PublishedType[] = [...(table as readonly PublishedType[])].sort(bySpecialty);

/** Files of version 1 have the name in the transaction type, and no description. */
const described = (type: TransactionType): TransactionType => (type.amountDescription.trim() === '' ? { ...type, amountDescription: type.transactionType } : type);

/**
 * The class of a transaction type by the published lists; undefined for a type that no list has, which is never guessed
 * (S79). The most special entry that fits wins; case and surrounding blanks do not count.
 */
export function accountClassOf(type: TransactionType): AccountClass | undefined {
	const wanted = described(type);
	const found = publishedTypes.find((entry) => matchesType(entry, wanted));
	return found && accountClassNamed(found.class);
}

/** 'FBAInboundTransportationFee' and 'FBA inbound transportation fee' have the same words. */
const wordsOf = (type: TransactionType): ReadonlySet<string> =>
	new Set([type.amountType, type.amountDescription].join(' ').replace(/([a-z])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2').toLowerCase().match(/[\p{L}\d]+/gu) ?? []);

// Names that stand in many types and tell nothing of the kind of money.
const EMPTY_WORDS: ReadonlySet<string> = new Set(['fee', 'fees', 'base', 'other', 'transaction', 'item', 'amazon', 'on', 'for', 'of', 'the', 'per', 'amount', 'and']);

const publishedWords = publishedTypes.map((entry) => ({ entry, words: wordsOf(entry) }));

/** What class a type that no list has may be of, for the message alone (N39): that of the published type with the most words in common; undefined where none has any. */
export function proposedClassFor(type: TransactionType): AccountClass | undefined {
	const known = accountClassOf(type);
	if (known) return known;
	const wanted = [...wordsOf(described(type))].filter((word) => !EMPTY_WORDS.has(word));
	let best: { readonly name: string; readonly score: number } | undefined;
	for (const { entry, words } of publishedWords) {
		const shared = wanted.filter((word) => words.has(word)).length;
		const score = shared / Math.max(wanted.length + words.size - shared, 1);
		if (shared > 0 && (best === undefined || score > best.score)) best = { name: entry.class, score };
	}
	return best && accountClassNamed(best.name);
}

const BUYER_AMOUNTS: ReadonlySet<string> = new Set(['itemprice', 'promotion']);

/** True for what a buyer pays or gets back: amount types ItemPrice and Promotion. */
export const isBuyerMoney = ({ amountType }: Pick<TransactionType, 'amountType'>): boolean => BUYER_AMOUNTS.has(folded(amountType));

/** True for amounts that Amazon charges for an item of an order. */
export const isItemFee = ({ amountType }: Pick<TransactionType, 'amountType'>): boolean => folded(amountType) === 'itemfees';
