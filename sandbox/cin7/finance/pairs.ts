import { isNegative, isZero, type Amount } from '../../../src/domain/money';
import type { Fields } from '../fields';
import type { References } from '../references';
import { reject } from '../rejection';
import type { Cin7Switches } from '../switches';

export const required = (name: string): never => reject(`Required parameter '${name}' is missing or empty`);

/** The two accounts of a line and its amount, at 2 decimals (L2). */
export function readPair(row: Fields, references: References, switches: Cin7Switches): { debit: string; credit: string; reference: string; amount: Amount } {
	const amount = row.amount('Amount', 2, switches.excessDecimals) ?? required('Amount');
	if (switches.journalAmounts === 'positive' && (isZero(amount) || isNegative(amount))) reject("'Amount' must be greater than 0");
	return { debit: journalAccount(row.text('Debit', 50), references, switches), credit: journalAccount(row.text('Credit', 50), references, switches), reference: row.optionalText('Reference') ?? '', amount };
}

function journalAccount(code: string, references: References, switches: Cin7Switches): string {
	const account = references.activeAccount(code);
	if (account.type === 'BANK' && switches.bankAccountInJournal === 'refused') reject(`Bank account '${code}' cannot be used in a journal`);
	return account.code;
}
