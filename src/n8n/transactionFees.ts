import { NodeOperationError, type ILoadOptionsFunctions, type INodePropertyOptions, type ResourceMapperField, type ResourceMapperFields } from 'n8n-workflow';
import { format } from '../domain/money';
import { accountClassOf, publishedTypes } from '../domain/settlement/classify';
import { accountOfClass } from '../domain/settlement/mapType';
import type { TransactionType } from '../domain/settlement/settlement';
import { typeKey, typeText } from '../domain/settlement/typePattern';
import type { FeeMapping, Store } from '../domain/settings';
import type { Account, Cin7Port } from '../processes/ports/cin7';
import type { SyncDatabase } from '../processes/ports/repositories';
import type { SeenType } from '../processes/ports/settlements';
import { isOneType, isPlain } from '../processes/settlements/feeMappings';
import { isPostable } from '../processes/settlements/settlementSetUp';
import { withDatabase } from './database';
import { toNodeError } from './nodeErrors';
import { cin7Of } from './services';

/** Choices of a row that are no account. */
export const SKIP = 'skip';
export const BY_CLASS = 'class';

// A screen that waits longer than this is no help; the user opens it again.
const PATIENCE_MS = 20_000;

/** Key of a row in the mapping screen: what n8n keeps in the workflow, and may be part of an expression. */
export const fieldIdOf = ({ transactionType, amountType, amountDescription }: TransactionType): string => Buffer.from(JSON.stringify([transactionType, amountType, amountDescription])).toString('base64url');

/** The type of a row; undefined for a key that this screen did not make. */
export function typeOfField(fieldId: string): TransactionType | undefined {
	try {
		const parts: unknown = JSON.parse(Buffer.from(fieldId, 'base64url').toString());
		if (!Array.isArray(parts) || parts.length !== 3 || !parts.every((part): part is string => typeof part === 'string')) return undefined;
		const [transactionType = '', amountType = '', amountDescription = ''] = parts;
		return { transactionType, amountType, amountDescription };
	} catch {
		return undefined;
	}
}

/** One row for each transaction type that the chosen store has seen or mapped, with a dropdown of live accounts (S75, S78). */
export async function getTransactionFees(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return await rowsFor(this, async (store, database, cin7) => {
		const { accounts } = await cin7.reference();
		const seen = await database.settlements.seenTypes([store.storeId]);
		const all = this.getCurrentNodeParameter('showAllTypes') === true;
		return typesShown(store, seen, all).map((type) => accountField(store, type, seen, accounts.filter(isPostable)));
	});
}

/** The same rows with a dropdown of tax rules (S76). */
export async function getFeeTaxRules(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	return await rowsFor(this, async (store, database, cin7) => {
		const { taxRules } = await cin7.reference();
		const options = [{ name: `Default Tax Lines (${store.settings.taxRules.lines ?? 'none'})`, value: BY_CLASS }, ...taxRules.filter(({ active }) => active).map(({ name }) => ({ name, value: name }))];
		const seen = await database.settlements.seenTypes([store.storeId]);
		return typesShown(store, seen, this.getCurrentNodeParameter('showAllTypes') === true).map((type) => fieldOf(type, typeText(type), options, plainMapping(store, type)?.taxRule ?? BY_CLASS));
	});
}

async function rowsFor(context: ILoadOptionsFunctions, rows: (store: Store, database: SyncDatabase, cin7: Cin7Port) => Promise<ResourceMapperField[]>): Promise<ResourceMapperFields> {
	const storeId: unknown = context.getCurrentNodeParameter('store', { extractValue: true });
	try {
		return await withDatabase(context, async (database) => {
			const store = typeof storeId === 'string' ? await database.stores.find(storeId) : undefined;
			if (!store) throw new NodeOperationError(context.getNode(), 'Choose the store first', { description: 'The transaction types are those that this store has seen.' });
			return { fields: await rows(store, database, await cin7Of(context, database, PATIENCE_MS)) };
		});
	} catch (error) {
		throw toNodeError(context.getNode(), error, 0);
	}
}

/** Seen ones first, then what is mapped and was not seen, then, if asked for, every published one that is one type. */
function typesShown({ settings }: Store, seen: readonly SeenType[], all: boolean): readonly TransactionType[] {
	const byKey = new Map<string, TransactionType>();
	const published = all ? publishedTypes.filter(isOneType) : [];
	for (const type of [...seen, ...settings.settlement.mappings.filter(isPlain), ...published]) {
		if (!byKey.has(typeKey(type))) byKey.set(typeKey(type), type);
	}
	return [...byKey.values()];
}

const plainMapping = ({ settings }: Store, type: TransactionType): FeeMapping | undefined => settings.settlement.mappings.find((mapping) => isPlain(mapping) && typeKey(mapping) === typeKey(type));

function accountField(store: Store, type: TransactionType, seen: readonly SeenType[], accounts: readonly Account[]): ResourceMapperField {
	const mapping = plainMapping(store, type);
	const options: INodePropertyOptions[] = [
		{ name: 'Skip Mapping', value: SKIP },
		{ name: byClass(store, type, accounts), value: BY_CLASS },
		...accounts.map(({ code, name }) => ({ name: `${code}: ${name}`, value: code })),
	];
	return fieldOf(type, `${typeText(type)}${whatWasSeen(type, seen)}`, options, mapping?.skip ? SKIP : (mapping?.account ?? BY_CLASS));
}

function byClass({ settings }: Store, type: TransactionType, accounts: readonly Account[]): string {
	const accountClass = accountClassOf(type);
	if (!accountClass) return 'None (no published list has this type)';
	const code = accountOfClass(accountClass, settings.settlement);
	const account = accounts.find((each) => each.code === code);
	return `As ${accountClass.title}: ${code === undefined ? 'no account yet' : `${code}${account ? ` ${account.name}` : ''}`}`;
}

const whatWasSeen = (type: TransactionType, seen: readonly SeenType[]): string => {
	const found = seen.filter((each) => typeKey(each) === typeKey(type));
	if (found.length === 0) return '';
	const [since] = found.flatMap(({ firstPostedAt }) => firstPostedAt ?? []).sort();
	return ` (${found.map(({ sum, currency }) => `${format(sum, currency)} ${currency}`).join(', ')}${since === undefined ? '' : ` since ${since.slice(0, 10)}`})`;
};

const fieldOf = (type: TransactionType, displayName: string, options: INodePropertyOptions[], defaultValue: string): ResourceMapperField => ({
	id: fieldIdOf(type), displayName, type: 'options', options, defaultValue, required: false, display: true, defaultMatch: false, canBeUsedToMatch: false,
});
