import { marketplaceById } from '../../domain/marketplaces';
import { isForJournals } from '../../domain/settlement/accountChecks';
import { typeMapper } from '../../domain/settlement/mapType';
import { typeText } from '../../domain/settlement/typePattern';
import type { Store } from '../../domain/settings';
import { TransportError } from '../../transport/errors';
import type { Account, Cin7Port, TenantReference } from '../ports/cin7';
import type { BankAccount } from '../ports/ledger';
import type { SyncDatabase } from '../ports/repositories';
import type { SeenType } from '../ports/settlements';
import type { SetUpCheck } from '../setUpCheck';

/** Whether a settlement may be posted to an account: it is active, and none that Cin7 Core itself keeps of customers and suppliers. */
export const isPostable = (account: Pick<Account, 'active' | 'systemAccount'>): boolean => account.active && isForJournals(account);

/** What is still missing before settlements can be posted (S59, S63, S75). */
export async function checkSettlements({ cin7, database }: { readonly cin7: Cin7Port; readonly database: Pick<SyncDatabase, 'settlements'> }, store: Store, books: TenantReference): Promise<SetUpCheck[]> {
	const { settlement } = store.settings;
	const seen = await database.settlements.seenTypes([store.storeId]);
	// A store that never loads settlements needs none of it.
	const isUsed = settlement.process === 'automatically' || settlement.bankAccount !== undefined || seen.length > 0;
	if (!isUsed) return [{ check: 'Settlements', result: 'ok', message: 'Not used: no settlement was loaded and no bank account is chosen' }];
	return [checkClearing(store), await checkBankAccount(cin7, store), checkTypes(store, seen), ...checkAccounts(store, books)];
}

function checkClearing({ settings }: Store): SetUpCheck {
	const check = 'Settlements: payment account';
	if (!settings.paymentAccount) return { check, result: 'missing', message: 'Choose the Payment Account: settlements are posted against it' };
	return { check, result: 'ok', message: settings.paymentAccount };
}

async function checkBankAccount(cin7: Cin7Port, { settings, marketplaceId }: Store): Promise<SetUpCheck> {
	const check = 'Settlements: bank account';
	const { bankAccount } = settings.settlement;
	if (!bankAccount) return { check, result: 'advice', message: 'None: deposits stay on the payment account until they are booked by hand' };
	const account = await bankAccountOf(cin7, bankAccount);
	const currency = marketplaceById(marketplaceId)?.currency ?? '';
	if (account === undefined) return { check, result: 'missing', message: `Cin7 Core has no bank account ${bankAccount}` };
	if (account === 'unread') return { check, result: 'advice', message: 'The bank accounts could not be read; check the permissions of the Cin7 Core application' };
	if (account.currency !== currency) return { check, result: 'missing', message: `${account.name} is in ${account.currency}, and the settlements are in ${currency}` };
	return { check, result: 'ok', message: `${account.name} (${account.currency})` };
}

async function bankAccountOf(cin7: Cin7Port, code: string): Promise<BankAccount | 'unread' | undefined> {
	try {
		return (await cin7.bankAccounts()).find((account) => account.code === code);
	} catch (error) {
		if (error instanceof TransportError && (error.kind === 'unauthorized' || error.kind === 'rejected')) return 'unread';
		throw error;
	}
}

/** S75: automatic processing needs an account, or Skip, for every type. */
function checkTypes({ settings }: Store, seen: readonly SeenType[]): SetUpCheck {
	const check = 'Settlements: transaction types';
	const mapped = typeMapper(settings);
	const unmapped = [...new Set(seen.filter((type) => mapped({ ...type, channel: '', marketplaceName: '' }).kind === 'unmapped').map(typeText))];
	if (unmapped.length > 0) return { check, result: 'missing', message: `${unmapped.length} have no account: ${unmapped.slice(0, 5).join(', ')}${unmapped.length > 5 ? ' …' : ''}. Use Map Transaction Fees` };
	return { check, result: 'ok', message: seen.length > 0 ? `All ${seen.length} that were seen have an account or are skipped` : 'None was seen yet' };
}

function checkAccounts({ settings: { settlement } }: Store, { accounts }: TenantReference): SetUpCheck[] {
	const codes = [...Object.values(settlement.classAccounts), ...settlement.mappings.flatMap(({ account }) => account ?? []), ...(settlement.payableAccount ? [settlement.payableAccount] : []), ...(settlement.carriedForwardAccount ? [settlement.carriedForwardAccount] : [])];
	const unusable = [...new Set(codes)].filter((code) => !accounts.some((account) => account.code === code && isPostable(account)));
	return [
		...(unusable.length > 0 ? [{ check: 'Settlements: accounts', result: 'missing', message: `Cin7 Core has no account ${unusable.join(', ')} that settlements can be posted to` } as const] : []),
		...(settlement.splitMonths && !settlement.carriedForwardAccount ? [{ check: 'Settlements: months', result: 'missing', message: 'Split Months needs the Carried Forward Account' } as const] : []),
		...(settlement.payableAccount || settlement.classAccounts.payableToAmazon ? [] : [{ check: 'Settlements: negative ones', result: 'advice', message: 'Choose the Account Owed to Amazon, so that a negative settlement can be posted' } as const]),
	];
}
