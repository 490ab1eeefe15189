import { multiply, round, sum, type Amount } from '../../../src/domain/money';
import type { DocumentContent, Sale } from '../model';
import { reject } from '../rejection';
import type { Cin7World } from '../world';
import { netOf } from './content';

/**
 * A document's amounts by account, in base currency at 2 decimals: what lines and charges come to without tax by their
 * revenue account, and the taxes by the account of their rule (L1).
 */
export function amountsByAccount(document: DocumentContent, sale: Sale, rate: Amount, world: Cin7World): ReadonlyMap<string, Amount> {
	const amounts = new Map<string, Amount[]>();
	const book = (account: string, amount: Amount): void => void amounts.set(account, [...(amounts.get(account) ?? []), amount]);
	for (const row of [...document.lines, ...document.charges]) {
		const taxAccount = world.taxRules.find((rule) => rule.name === row.taxRule)?.account;
		book(row.account ?? sale.defaultAccount, netOf(row, sale.taxInclusive));
		book(taxAccount ?? sale.defaultAccount, row.tax);
	}
	return new Map([...amounts].map(([account, parts]) => [account, round(multiply(sum(parts), rate), 2)]));
}

/** Code of the receivable account of the sale's customer. */
export const receivableOf = (sale: Sale, world: Cin7World): string =>
	world.customers.get(sale.customerId)?.accountReceivable ?? reject('The customer has no receivable account');
