import type { AmazonSimulator } from '../../amazon/amazonSimulator';
import { fortnightAccountKey } from './stores';
import type { FortnightOrder, FortnightRefund, LaterChange } from './story';

/** Amazon gives no transactions of the last two minutes; these are a little older. */
const AGE_MS = 10 * 60_000;

/** Plays what happens at Amazon after the first processing, now by the simulator's clock. */
export function playLater(simulator: AmazonSimulator, orders: readonly FortnightOrder[], refunds: readonly FortnightRefund[]): void {
	for (const order of orders) if (order.later) changeOrder(simulator, order, order.later);
	const postedDate = new Date(simulator.clock.now() - AGE_MS).toISOString();
	for (const { store, appears, transaction } of refunds) {
		const account = simulator.account(fortnightAccountKey(store));
		if (appears === 'later') account.addTransaction({ ...transaction, postedDate });
		if (appears === 'released') account.releaseTransaction(transaction.transactionId, postedDate);
	}
}

function changeOrder(simulator: AmazonSimulator, { store, order, sold }: FortnightOrder, later: LaterChange): void {
	const account = simulator.account(fortnightAccountKey(store));
	switch (later.kind) {
		case 'cancel':
			account.cancelOrder(order.orderId, { by: later.by, silently: later.silently ?? false });
			return;
		case 'pay':
			account.updateOrder(order.orderId, { status: 'UNSHIPPED' });
			return;
		case 'ship':
			account.shipOrder(order.orderId);
			return;
		case 'cancelRest':
			account.cancelRemainder(order.orderId);
			account.changeAmounts(order.orderId, (sold ?? []).map(({ item: amount, tax }, item) => ({ item, amounts: { item: amount, tax } })));
	}
}
