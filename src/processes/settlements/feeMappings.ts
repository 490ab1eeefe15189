import { accountClassOf } from '../../domain/settlement/classify';
import { typeMapper, type MappedType } from '../../domain/settlement/mapType';
import type { TransactionType } from '../../domain/settlement/settlement';
import { typeKey, typeText } from '../../domain/settlement/typePattern';
import type { FeeMapping, Store } from '../../domain/settings';
import type { Cin7Port } from '../ports/cin7';
import type { SyncDatabase } from '../ports/repositories';
import type { SeenType } from '../ports/settlements';
import { isPostable } from './settlementSetUp';

/** Names that a row of the mapping screen can have: spelled out, but for the transaction type, which may be any. */
export const isOneType = ({ transactionType, amountType, amountDescription }: TransactionType): boolean =>
	(transactionType === '*' || !transactionType.includes('*')) && !amountType.includes('*') && !amountDescription.includes('*');

/** A mapping of one type whatever the channel and the marketplace: a row of the mapping screen. */
export const isPlain = (mapping: FeeMapping): boolean => mapping.channel === undefined && mapping.marketplaceName === undefined && isOneType(mapping);

/** What the user chose for one type: its own account, Skip, or neither; and a tax rule of its own. */
export interface FeeChoice {
	readonly type: TransactionType;
	readonly account?: string;
	readonly skip?: boolean;
	readonly taxRule?: string;
}

export interface FeeMappingChange {
	readonly choices: readonly FeeChoice[];
	/** Take the place of all that are not plain; absent: those stay as they are. */
	readonly special?: readonly FeeMapping[];
}

/** A mapping names something that cannot be used; worded for the user. */
export class MappingRefused extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'MappingRefused';
	}
}

/** A type with where it goes now. */
export interface MappedFee {
	readonly type: SeenType;
	readonly mapped: MappedType;
}

interface Services {
	readonly cin7: Cin7Port;
	readonly database: Pick<SyncDatabase, 'stores' | 'settlements'>;
}

/**
 * Saves which account each transaction type goes to (S75, S76, S78). Types that are not among the choices stay as they
 * are. Answers every type that the store has seen with where it goes now. Throws MappingRefused, with nothing saved, for
 * an account or tax rule that Cin7 Core does not have.
 */
export async function saveFeeMappings({ cin7, database }: Services, store: Store, change: FeeMappingChange): Promise<readonly MappedFee[]> {
	// One type has one line, wherever it was entered.
	const chosen = new Set([...change.choices.map(({ type }) => typeKey(type)), ...(change.special ?? []).filter(isPlain).map(typeKey)]);
	const { mappings } = store.settings.settlement;
	const plain = [...mappings.filter((mapping) => isPlain(mapping) && !chosen.has(typeKey(mapping))), ...change.choices.flatMap((choice) => mappingOf(choice, store))];
	const next = [...plain, ...(change.special ?? mappings.filter((mapping) => !isPlain(mapping)))];
	await refuseUnknown(cin7, next);
	const saved: Store = { ...store, settings: { ...store.settings, settlement: { ...store.settings.settlement, mappings: next } } };
	await database.stores.saveSettings(store.storeId, saved.settings);
	return mappedFees(await database.settlements.seenTypes([store.storeId]), saved);
}

/** A tax rule alone needs the account beside it: that of the type's class as it is now. */
function mappingOf({ type, account, skip, taxRule }: FeeChoice, { settings }: Store): readonly FeeMapping[] {
	if (skip) return [{ ...type, skip: true }];
	const withRule = taxRule === undefined ? {} : { taxRule };
	if (account !== undefined) return [{ ...type, account, skip: false, ...withRule }];
	if (taxRule === undefined) return [];
	const accountClass = accountClassOf(type);
	const ofClass = accountClass === undefined ? undefined : settings.settlement.classAccounts[accountClass.name];
	if (ofClass === undefined) throw new MappingRefused(`${typeText(type)} has a tax rule and no account: choose its account too`);
	return [{ ...type, account: ofClass, skip: false, ...withRule }];
}

async function refuseUnknown(cin7: Cin7Port, mappings: readonly FeeMapping[]): Promise<void> {
	const { accounts, taxRules } = await cin7.reference();
	for (const mapping of mappings) {
		const account = accounts.find(({ code }) => code === mapping.account);
		if (mapping.account !== undefined && !(account && isPostable(account))) throw new MappingRefused(`${typeText(mapping)} is linked to account ${mapping.account}, which Cin7 Core does not have, is not active, or keeps itself for customers and suppliers`);
		if (mapping.taxRule !== undefined && !taxRules.some(({ name, active }) => active && name === mapping.taxRule)) throw new MappingRefused(`${typeText(mapping)} has the tax rule ${mapping.taxRule}, which Cin7 Core does not have or is not active`);
	}
}

/** Where each type goes by the store's settings, whatever its channel and marketplace. */
export function mappedFees(types: readonly SeenType[], { settings }: Store): readonly MappedFee[] {
	const map = typeMapper(settings);
	return types.map((type) => ({ type, mapped: map({ ...type, channel: '', marketplaceName: '' }) }));
}

/** Copies the accounts of classes and the mapping of types from one store to another (P23); what the other had is replaced. Answers the store as it is now. */
export async function copyFeeMappings({ cin7, database }: Services, from: Store, to: Store): Promise<Store> {
	const { classAccounts, mappings } = from.settings.settlement;
	await refuseUnknown(cin7, mappings);
	const saved: Store = { ...to, settings: { ...to.settings, settlement: { ...to.settings.settlement, classAccounts, mappings } } };
	await database.stores.saveSettings(to.storeId, saved.settings);
	return saved;
}
