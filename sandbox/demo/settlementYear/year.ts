import type { Day } from '../../../src/domain/calendar';
import type { AmazonSimulator } from '../../amazon/amazonSimulator';
import { fromCoins } from '../../amazon/minorUnits';
import type { SellerAccountSeed } from '../../amazon/seeds';
import type { SettlementSeed } from '../../amazon/settlements/settlementDesk';
import { settlementFile } from '../../amazon/settlements/settlementFile';
import type { SettlementForm } from '../../amazon/settlements/settlementForms';
import type { Settlement } from '../../amazon/settlements/settlementModel';
import { periodOf, settlementsAYear, type YearLength } from './calendar';
import { writeOrders, writeRefunds } from './orders';
import { SettlementPad, type YearRow } from './pad';
import { writeServices } from './services';
import { type YearStore, yearAccountKey, yearStoreNames, yearStores } from './stores';

/** One settlement, as Amazon has it and as the bookkeeper wants it booked. */
export interface YearSettlement {
	readonly store: YearStore;
	readonly index: number;
	readonly settlement: Settlement;
	readonly rows: readonly YearRow[];
	/** Whole coins. */
	readonly total: number;
}

export interface SettlementYear {
	readonly accounts: readonly SellerAccountSeed[];
	/** By store, and by time in each. */
	readonly settlements: readonly YearSettlement[];
	/** The one with a fee that nobody knew before; it waits until the fee is mapped. */
	readonly withNewFee: YearSettlement;
	/** The one that Amazon corrects after it was posted, as it is corrected. */
	readonly corrected: YearSettlement;
	/** The one that a person gives once more, by hand, as the old file version. */
	readonly givenByHand: YearSettlement;
	/** That file. */
	readonly oldFile: Buffer;
	/** Amazon makes the report of the corrected settlement, now by the simulator's clock. */
	correctAtAmazon(simulator: AmazonSimulator): void;
}

/** Name of the fee that Amazon invents in the middle of the year, as the file has it. */
export const newFee = { transactionType: 'other-transaction', amountType: 'Forest Friendly Packaging Program', amountDescription: 'Enrollment charge' } as const;

/** Which settlement of its store's year is special, as a share of all of them. */
const shares = { negative: 0.36, newFee: 0.55, corrected: 0.78, twoDocuments: 0.48, byHand: 0.2 } as const;

const placeOf = (what: keyof typeof shares, { count }: YearLength): number => Math.floor(count * shares[what]);

/**
 * A year of the fictitious outlets of Harbor & Pine, four stores of an account each, settled every fortnight. Their orders
 * are not processed into Cin7 Core, so that the settlements hold the revenue too. Amazon keeps reports for 90 days: the
 * older ones were requested in Seller Central, so that all reports are of the last day (P17). The same for the same day. `count`: fewer for
 * those who have no time; seven at least, so that each special one is another.
 */
export function settlementYear(lastDay: Day, count: number = settlementsAYear): SettlementYear {
	const length = { lastDay, count };
	const settlements = yearStoreNames.flatMap((store) => yearOf(store, length));
	const find = (store: YearStore, index: number): YearSettlement => {
		const found = settlements.find((each) => each.store === store && each.index === index);
		if (found === undefined) throw new RangeError(`${store} has no settlement ${index}`);
		return found;
	};
	const corrected = correctedOf(find('US', placeOf('corrected', length)), length);
	const givenByHand = find('UK', placeOf('byHand', length));
	return {
		settlements, corrected, givenByHand,
		withNewFee: find('US', placeOf('newFee', length)),
		oldFile: settlementFile(givenByHand.settlement, { country: 'UK', version: 'V1' }),
		accounts: yearStoreNames.map((store) => accountOf(store, settlements.filter((each) => each.store === store), length)),
		correctAtAmazon: (simulator) => simulator.account(yearAccountKey('US')).addSettlement({ settlement: corrected.settlement, form: formOf('US'), createdTime: new Date(simulator.clock.now() - 1000).toISOString() }),
	};
}

/** The settlements of a store: each releases what the one before held, and the one after a negative total takes the debt over (P7, P8). */
function yearOf(store: YearStore, length: YearLength): readonly YearSettlement[] {
	const year: YearSettlement[] = [];
	let held = 0;
	for (let index = 0; index < length.count; index++) {
		const pad = new SettlementPad(store, index, periodOf(store, index, length), 7919 * (yearStoreNames.indexOf(store) + 1) + index);
		const debt = year.at(-1)?.total ?? 0;
		if (debt < 0) {
			pad.other('other-transaction', 'Payable to Amazon', debt, 'payableToAmazon', { share: 0 });
			pad.other('other-transaction', 'Successful charge', 0 - debt, 'cardCharge', { share: 0 });
		}
		pad.other('other-transaction', 'Previous Reserve Amount Balance', held, 'reserve', { share: 0 });
		writeOrders(pad, 7 + pad.random.below(5));
		writeRefunds(pad);
		writeServices(pad);
		if (store === 'US' && index === placeOf('newFee', length)) pad.other(newFee.amountType, newFee.amountDescription, 0 - pad.about(19), 'newFee', { share: 0.37 });
		if (store === 'US' && index === placeOf('negative', length)) pad.other('Cost of Advertising', 'TransactionTotalAmount', 0 - pad.about(900), 'advertising', { share: 0.93, transactionType: 'ServiceFee' });
		held = pad.about(26);
		pad.other('other-transaction', 'Current Reserve Amount', 0 - held, 'reserve', { share: 1 });
		year.push(closed(pad, length));
	}
	return year;
}

function closed({ store, index, rows, sum }: SettlementPad, length: YearLength): YearSettlement {
	const { start, end } = periodOf(store, index, length);
	const deposit = new Date(Date.parse(end) + 48 * 3_600_000).toISOString();
	const settlementId = `${yearStores[store].accountPrefix}7${String(100_000_000 + 1_234_567 * (index + 1)).slice(1)}`;
	return { store, index, rows, total: sum, settlement: { settlementId, start, end, deposit, currency: yearStores[store].currency, rows: rows.map(({ row }) => row) } };
}

/** Amazon found a parcel that it had lost, and a fee that it had charged twice. */
function correctedOf(before: YearSettlement, length: YearLength): YearSettlement {
	const { store, index } = before;
	const pad = new SettlementPad(store, index, periodOf(store, index, length), 4711);
	pad.other('FBA Inventory Reimbursement', 'WAREHOUSE_LOST', 0 - 1234, 'reimbursements', { share: 0.9 });
	pad.other('other-transaction', 'Subscription Fee', 3999, 'subscription', { share: 0.91 });
	const rows = [...before.rows.slice(0, -1), ...pad.rows, ...before.rows.slice(-1)];
	return { ...before, rows, total: before.total + pad.sum, settlement: { ...before.settlement, rows: rows.map(({ row }) => row) } };
}

/** As Amazon writes files there; in the American ones blanks and an empty line follow a charge, as seen. */
const formOf = (store: YearStore): SettlementForm => ({ country: yearStores[store].country, promotionColumns: true, ...(store === 'US' ? { blankLines: 'afterCharges', trailingBlanks: 'ofCharges' } : {}) });

function accountOf(store: YearStore, settlements: readonly YearSettlement[], length: YearLength): SellerAccountSeed {
	const { merchantToken, region, refreshToken, marketplaceId, storeName } = yearStores[store];
	return {
		merchantToken, region, refreshTokens: [refreshToken],
		clientId: 'amzn1.application-oa2-client.demo',
		clientSecret: 'demo-client-secret',
		sellingPlan: 'PROFESSIONAL',
		businessName: 'Harbor & Pine Outlet',
		roles: ['inventoryAndOrderTracking', 'directToConsumerShipping', 'taxInvoicing', 'productListing', 'financeAndAccounting'],
		marketplaces: [{ id: marketplaceId, storeName }],
		orders: [],
		settlements: settlements.map(({ settlement, index }): SettlementSeed => ({
			settlement, form: formOf(store), createdTime: `${length.lastDay}T06:${String(index).padStart(2, '0')}:00.000Z`,
			...(store === 'UK' && index === placeOf('twoDocuments', length) ? { documents: 2 } : {}),
		})),
	};
}

/** Decimal text in the store's currency. */
export const amountText = (store: YearStore, coins: number): string => fromCoins(coins, yearStores[store].currency);
