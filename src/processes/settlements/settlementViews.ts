import { subtract, sum, type Amount } from '../../domain/money';
import type { SettlementPlan } from '../../domain/settlement/settlementPlan';
import type { Store } from '../../domain/settings';
import type { Cin7Port } from '../ports/cin7';
import type { SyncDatabase } from '../ports/repositories';
import type { SeenType, SettlementRecord } from '../ports/settlements';
import { prepareSettlement, readBooks } from './prepareSettlement';

/** What a settlement earned, as Cin7 Core's settlement view shows it (S58). Signed as Amazon's. */
export interface SettlementEarnings {
	/** Principal of what was sold and given back. */
	readonly itemPrice: Amount;
	readonly commission: Amount;
	/** What Amazon took for shipping, and paid for it. */
	readonly shippingFees: Amount;
	readonly other: Amount;
	/** The stated total. */
	readonly total: Amount;
}

const isPrincipal = ({ amountDescription, amountType }: SeenType): boolean => amountType.toLowerCase() === 'itemprice' && amountDescription.toLowerCase() === 'principal';
const isCommission = ({ amountDescription }: SeenType): boolean => /^(refund)?commission$/i.test(amountDescription);
const isShipping = ({ amountDescription }: SeenType): boolean => /^(shipping|shippinghb|shippingchargeback)$/i.test(amountDescription);

export function earningsOf(types: readonly SeenType[], total: Amount): SettlementEarnings {
	const of = (matches: (type: SeenType) => boolean): Amount => sum(types.filter(matches).map((type) => type.sum));
	const [itemPrice, commission, shippingFees] = [of(isPrincipal), of(isCommission), of(isShipping)];
	return { itemPrice, commission, shippingFees, other: subtract(total, sum([itemPrice, commission, shippingFees])), total };
}

export interface PreviewedSettlement {
	readonly record: SettlementRecord;
	readonly plan: SettlementPlan;
}

/** What posting these settlements would write, by the same code, without a write to Cin7 Core or to the database (N49, P21). Throws UnreadableSettlement, TransportError. */
export async function previewSettlements(services: { readonly cin7: Cin7Port; readonly database: SyncDatabase }, stores: readonly Store[], which: 'ready' | readonly string[], limit: number): Promise<readonly PreviewedSettlement[]> {
	const { cin7, database } = services;
	const previews: PreviewedSettlement[] = [];
	const books = await readBooks(cin7);
	for (const store of stores) {
		const ofAccount = await database.stores.list({ accountKey: store.accountKey });
		const chosen = await database.settlements.list({ storeIds: [store.storeId], oldestFirst: true, limit, ...(typeof which === 'string' ? { states: ['loaded'] } : { settlementIds: which }) });
		for (const record of chosen) previews.push({ record, plan: (await prepareSettlement(services, ofAccount, store, record, books)).plan });
	}
	return previews;
}

