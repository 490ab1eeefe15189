import type { AmazonSimulator } from '../../amazon/amazonSimulator';
import type { Settlement } from '../../amazon/settlements/settlementModel';
import { sellersSettlement } from '../../amazon/settlements/sellersSettlement';
import { toCoins } from '../../amazon/minorUnits';
import type { Cin7World } from '../../cin7/world';
import type { Check } from '../compareSales';
import type { DemoFortnight } from './fortnight';
import { reckonPaid, text } from './reckoning';
import { fortnightBegin } from './setUp';
import { type FortnightStore, fortnightAccountKey, fortnightStoreId, fortnightStoreNames, fortnightStores } from './stores';

const SECOND = 1000;
const DAY_MS = 24 * 3_600_000;

/**
 * Amazon settles what the two stores sold and gave back since the fortnight began, with a storage fee and a reserve, and
 * makes the reports; now by the simulator's clock. What is not shipped yet it keeps for the next settlement.
 */
export function settleFortnight(simulator: AmazonSimulator, { days }: DemoFortnight): ReadonlyMap<FortnightStore, Settlement> {
	return new Map(fortnightStoreNames.map((store) => {
		const account = simulator.account(fortnightAccountKey(store));
		const orders = [...account.orderIds()].flatMap((orderId) => account.order(orderId)?.lastUpdatedTime ?? []);
		const last = Math.max(...[...orders, ...account.transactions.map(({ postedDate }) => postedDate)].map((time) => Date.parse(time)));
		const end = new Date(Math.floor(last / SECOND + 1) * SECOND).toISOString();
		const settlement = sellersSettlement(account, {
			settlementId: store === 'CA' ? '61700000001' : '62700000001', marketplaceIds: [fortnightStores[store].marketplaceId], start: fortnightBegin(store, days[0] ?? ''), end, deposit: new Date(Date.parse(end) + DAY_MS).toISOString(),
			reserve: { current: '35.00' },
			further: [{ transactionType: 'other-transaction', amountType: 'other-transaction', amountDescription: 'Storage Fee', amount: '-12.34' }],
		});
		account.addSettlement({ settlement, form: { country: store }, createdTime: new Date(simulator.clock.now() - SECOND).toISOString() });
		return [store, settlement] as const;
	}));
}

/** Cents or pence that Amazon still owes for orders which have their sale and are not shipped. */
function notSettled(store: FortnightStore, { orders }: DemoFortnight, simulator: AmazonSimulator): number {
	const account = simulator.account(fortnightAccountKey(store));
	const hasSale = ['sale', 'lateSale', 'notShipped', 'restCredited'];
	return orders.filter((each) => each.store === store && hasSale.includes(each.outcome.second) && account.order(each.order.orderId)?.status !== 'SHIPPED')
		.reduce((sum, each) => sum + reckonPaid(each, 'second').total, 0);
}

/** The deposit of each settlement is its money received, and the payment account stands at what Amazon still holds for orders that are not shipped. */
export function compareSettled(settlements: ReadonlyMap<FortnightStore, Settlement>, fortnight: DemoFortnight, simulator: AmazonSimulator, world: Cin7World): readonly Check[] {
	const expected = fortnight.expected('second');
	return [...settlements].flatMap(([store, { settlementId, currency, rows }]) => {
		const { accounts: { payment } } = fortnightStores[store];
		const coins = (amounts: readonly string[]): number => amounts.reduce((sum, amount) => sum + toCoins(plain(amount), currency), 0);
		const total = coins(rows.map(({ amount }) => amount));
		const marker = `AMZ|${fortnightStoreId(store)}|${settlementId}|`;
		const lines = [...world.journals.values()].filter(({ status, narration }) => status === 'COMPLETED' && narration.startsWith(marker)).flatMap((journal) => journal.lines);
		const deposits = [...world.moneyTasks.values()].filter(({ status, reference, type }) => status === 'COMPLETED' && type === 'Receive Money' && reference.startsWith(marker)).flatMap((task) => task.lines);
		const received = coins(deposits.map((line) => line.total));
		const before = toCoins(expected.balances.find((balances) => balances.store === store)?.own.payment ?? '0', currency);
		const journal = coins(lines.filter(({ debit }) => debit === payment).map(({ amount }) => amount)) - coins(lines.filter(({ credit }) => credit === payment).map(({ amount }) => amount));
		const [is, must] = [before + journal - received, notSettled(store, fortnight, simulator)];
		return [
			{ title: `${store}: the deposit of ${text(total)} ${currency} is its money received`, wrong: received === total ? [] : [`${text(received)} was received`] },
			{ title: `${store}: the payment account stands at the ${text(must)} ${currency} of orders that are not shipped`, wrong: is === must ? [] : [`it stands at ${text(is)}`] },
		];
	});
}

/** '12.3000' is '12.30': Cin7 Core keeps four decimals. */
const plain = (amount: string): string => amount.replace(/(\.\d\d)0+$/, '$1');
