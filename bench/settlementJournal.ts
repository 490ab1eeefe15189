import { readSettlement } from '../src/domain/settlement/reading/readSettlement';
import { planSettlement } from '../src/domain/settlement/planSettlement';
import type { OrderClass, ReadOptions } from '../src/domain/settlement/settlement';
import type { StoreSettings } from '../src/domain/settings';

/** Every other order, by its last digit, is in Cin7 Core already. */
const orderClass = (orderId: string): OrderClass => (orderId.charCodeAt(orderId.length - 1) % 2 === 0 ? 'known' : 'unknown');

/**
 * A settlement from its bytes to the documents that post it: each row read, its order asked about, its type mapped to an
 * account, everything added up and checked. Throws where anything is open: then there is no journal to be timed.
 */
export async function journalOf(bytes: AsyncIterable<Uint8Array>, settings: StoreSettings, options: Pick<ReadOptions, 'collectOrders'> = {}): Promise<{ readonly rows: number; readonly deposit: string }> {
	const { paymentAccount = '', settlement: { classAccounts, bankAccount = '' } } = settings;
	const content = await readSettlement(bytes, { timeZone: settings.timeZone, country: 'US', orderClass, ...options });
	const { issues, documents, arithmetic } = planSettlement({
		content, settings, storeId: 'BENCH-US', posting: 1, marketplaceCurrency: 'USD', bankAccounts: [{ code: bankAccount, currency: 'USD' }],
		books: { company: { currency: 'USD' }, accounts: [...Object.values(classAccounts), paymentAccount].map((code) => ({ code, name: code, active: true, bank: false })), taxRules: [{ name: 'None', active: true, percent: '0' }] },
	});
	const deposit = documents.find((document) => document.kind === 'money');
	if (issues.length > 0 || arithmetic.difference !== '0' || arithmetic.clearingAfter !== '0' || deposit === undefined || !documents.some(({ kind }) => kind === 'journal')) throw new Error(`The settlement makes no journal: ${JSON.stringify({ issues, arithmetic })}`);
	return { rows: content.rows, deposit: deposit.amount };
}
