import type { FeeMapping, StoreSettings } from '../settings';
import { accountClassOf, isBuyerMoney } from './classify';
import type { AccountClass } from './accountClasses';
import type { RowGroup } from './settlement';
import { bySpecialty, folded, matchesType, typeKey } from './typePattern';

/** Where money of a type goes by the store's settings. */
export type MappedType = { readonly accountClass?: AccountClass } & (
	| { readonly kind: 'account'; readonly account: string; readonly taxRule?: string }
	| { readonly kind: 'skip' }
	| { readonly kind: 'unmapped' }
);

export type MappableType = Pick<RowGroup, 'transactionType' | 'amountType' | 'amountDescription' | 'channel' | 'marketplaceName'>;
export type MappingSettings = Pick<StoreSettings, 'settlement' | 'taxRules'>;

/** How far a line is narrowed down by what is no name of a type. */
const narrowness = ({ channel, marketplaceName }: FeeMapping): number => Number(channel !== undefined) + Number(marketplaceName !== undefined);

const fits = (mapping: FeeMapping, type: MappableType): boolean =>
	(mapping.channel === undefined || mapping.channel === type.channel)
	&& (mapping.marketplaceName === undefined || folded(mapping.marketplaceName) === folded(type.marketplaceName))
	&& matchesType(mapping, type);

/**
 * The account of a class: its own; else for debts to Amazon the account on which the settlement before left them (P7),
 * and for tax that Amazon withholds the account of the tax collected, so that the two cancel out (P13).
 */
export function accountOfClass({ name }: AccountClass, { classAccounts, payableAccount }: StoreSettings['settlement']): string | undefined {
	const own = Object.hasOwn(classAccounts, name) ? classAccounts[name] : undefined;
	if (own !== undefined) return own;
	if (name === 'payableToAmazon') return payableAccount;
	if (name === 'taxWithheld') return Object.hasOwn(classAccounts, 'taxCollected') ? classAccounts.taxCollected : undefined;
	return undefined;
}

/**
 * Where rows of one kind go (S75, S78, P11, P12): the most special line of the mapping (with channel and marketplace
 * before one of them before none, then names spelled out before '*', then the longest; of equals the first), else the
 * account of the type's class, else nowhere yet. The tax rule is the line's own; for fees else Default Tax Lines (S76);
 * money of buyers, taxes, reserves and transfers bear none.
 */
export function mapType(type: MappableType, settings: MappingSettings): MappedType {
	return mapSorted(type, settings, sortedMappings(settings));
}

/** The same for many types of one store: sorts once, and answers a type that was asked for from memory. */
export function typeMapper(settings: MappingSettings): (type: MappableType) => MappedType {
	const mappings = sortedMappings(settings);
	const known = new Map<string, MappedType>();
	return (type) => {
		const key = JSON.stringify([typeKey(type), type.channel, folded(type.marketplaceName)]);
		const mapped = known.get(key) ?? mapSorted(type, settings, mappings);
		known.set(key, mapped);
		return mapped;
	};
}

const sortedMappings = ({ settlement }: MappingSettings): readonly FeeMapping[] =>
	[...settlement.mappings].sort((a, b) => narrowness(b) - narrowness(a) || bySpecialty(a, b));

function mapSorted(type: MappableType, { settlement, taxRules }: MappingSettings, mappings: readonly FeeMapping[]): MappedType {
	const accountClass = accountClassOf(type);
	const classed = accountClass === undefined ? {} : { accountClass };
	const mapping = mappings.find((line) => fits(line, type));
	if (mapping?.skip) return { ...classed, kind: 'skip' };
	const account = mapping?.account ?? (accountClass && accountOfClass(accountClass, settlement));
	if (account === undefined) return { ...classed, kind: 'unmapped' };
	// A type that no list has and that is no money of a buyer is a new fee.
	const isFee = accountClass === undefined ? !isBuyerMoney(type) : accountClass.fee;
	const taxRule = mapping?.taxRule ?? (isFee ? taxRules.lines : undefined);
	return { ...classed, kind: 'account', account, ...(taxRule === undefined ? {} : { taxRule }) };
}
