import { folded } from './typePattern';

/** An account of other books: its code (Xero) or id (QuickBooks), and its name. */
export interface BooksAccount {
	readonly code: string;
	readonly name: string;
}

export interface AccountChoices {
	/** 'code': other books have the same codes as Cin7 Core. 'name': their accounts have ids of their own, and the names are the same. */
	readonly sameBy: 'code' | 'name';
	/** Active accounts of the other books. */
	readonly known: readonly BooksAccount[];
	/** Of Cin7 Core. */
	readonly accounts: readonly { readonly code: string; readonly name: string }[];
	/** What the user has said, by code of Cin7 Core; goes before everything else. */
	readonly chosen: ReadonlyMap<string, string>;
}

/** QuickBooks writes an account below another as 'Parent:Child'. */
const lastPart = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

/**
 * The other books' account for each of these codes of Cin7 Core (S60); one that they do not have, or have twice, is left
 * out, and never guessed. A chosen account that does not exist there is left out too.
 */
export function accountsInBooks(codes: Iterable<string>, choices: AccountChoices): ReadonlyMap<string, string> {
	const { chosen, known } = choices;
	const exists = new Set(known.map(({ code }) => code));
	const found = new Map<string, string>();
	for (const code of codes) {
		const account = chosen.get(code) ?? sameAccount(code, choices);
		if (account !== undefined && exists.has(account)) found.set(code, account);
	}
	return found;
}

function sameAccount(code: string, { sameBy, known, accounts }: AccountChoices): string | undefined {
	if (sameBy === 'code') return known.find((account) => folded(account.code) === folded(code))?.code;
	const name = accounts.find((account) => account.code === code)?.name;
	if (name === undefined) return undefined;
	const whole = known.filter((account) => folded(account.name) === folded(name));
	const candidates = whole.length > 0 ? whole : known.filter((account) => folded(lastPart(account.name)) === folded(name));
	return candidates.length === 1 ? candidates[0]?.code : undefined;
}
