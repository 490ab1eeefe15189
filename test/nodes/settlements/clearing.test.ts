import type { IDataObject } from 'n8n-workflow';
import { demoAccountId, demoApplicationKey } from '../../../sandbox/demo/tenant';
import { byId, expectGreen } from '../demoWorld';
import { mugRows, SettlementWorld } from './settlementWorld';

let desk: SettlementWorld;
beforeAll(async () => {
	desk = await SettlementWorld.open();
	expectGreen(await desk.world.link('US'));
});
afterAll(async () => await desk.close());

const check = async (clearingDate = '2026-12-31') => {
	const run = await desk.run('checkClearingAccount', { store: byId('A1HARBORPINE-US'), clearingDate });
	return { item: run.processed[0] ?? {}, attention: run.attention };
};

async function journalByHand(debit: string, credit: string, amount: number): Promise<void> {
	const body = { Status: 'COMPLETED', Currency: 'USD', CurrencyConversionRate: 1, EffectiveDate: '2026-03-11', Narration: 'By hand', Lines: [{ Debit: debit, Credit: credit, Reference: 'By hand', Amount: amount, BaseAmount: amount }] };
	const answer = await fetch(`${desk.world.cin7.url}/journal`, { method: 'POST', headers: { 'api-auth-accountid': demoAccountId, 'api-auth-applicationkey': demoApplicationKey, 'content-type': 'application/json' }, body: JSON.stringify(body) });
	expect(answer.status).toBe(200);
}

test('P22: an account on which nothing is left comes to nothing, and no entry is left unexplained', async () => {
	const orderId = await desk.world.placeAndProcess();
	await desk.posted([...mugRows(orderId), ...mugRows('111-5000000-0000001')]);
	const { item, attention } = await check();
	expect(item).toMatchObject({ account: '710', baseCurrency: 'USD', balance: '0.00', leftOfSettlements: '0.00', notYetSettled: '0.00', unexplained: '0.00', settlements: [], ordersNotYetSettled: 0, unexplainedTasks: 0 });
	expect(attention).toEqual([]);
});

test('P22: what is settled late, in part or by hand is told apart, and adds up to the balance', async () => {
	const [settled, partly, open] = [await desk.world.placeAndProcess(), await desk.world.placeAndProcess(), await desk.world.placeAndProcess()];
	// Of one order the tax is still to come.
	const rows = [...mugRows(settled), ...mugRows(partly).filter(({ amountDescription }) => amountDescription !== 'Tax')];
	const { settlement } = await desk.posted(rows);
	await journalByHand('710', '415', 5);
	const { item, attention } = await check();
	expect(item).toMatchObject({
		balance: '22.47', leftOfSettlements: '1.24', notYetSettled: '16.23', unexplained: '5.00', ordersNotYetSettled: 1,
		settlements: [{ settlementId: settlement.settlementId, left: '1.24', state: 'posted' }],
		unexplainedEntries: [{ type: 'Journal', reference: 'By hand', date: '2026-03-11', amount: '5.00' }],
	});
	expect(attention).toHaveLength(1);
	expect(desk.balances()['710']).toBe('22.47');
	// The settlement that brings the rest heals it.
	await desk.posted([...mugRows(open), ...mugRows(partly).filter(({ amountDescription }) => amountDescription === 'Tax')]);
	expect((await check()).item).toMatchObject({ balance: '5.00', leftOfSettlements: '0.00', notYetSettled: '0.00', unexplained: '5.00' });
});

test('P22: on a day before the deposit its amount is still on the account', async () => {
	const { settlement } = await desk.posted(mugRows('111-5000000-0000002'));
	const day = settlement.end.slice(0, 10);
	const leftOf = async (clearingDate: string | undefined) => ((await check(clearingDate)).item.settlements as IDataObject[]).find(({ settlementId }) => settlementId === settlement.settlementId)?.left;
	expect(await leftOf(day)).toBe('10.12');
	expect(await leftOf(settlement.deposit?.slice(0, 10))).toBeUndefined();
});

test('P22: fees on sales belong to their settlement, and a posting that was undone leaves nothing', async () => {
	const before = (await check()).item;
	const orderId = await desk.world.placeAndProcess();
	await desk.withSettings({ more: { settlementPostOrderFees: 'sale' } }, async () => {
		const { settlement } = await desk.posted(mugRows(orderId));
		expect((await check()).item).toMatchObject({ balance: before.balance, leftOfSettlements: '0.00', notYetSettled: '0.00' });
		await desk.undo(settlement.settlementId);
		expect((await check()).item).toMatchObject({ leftOfSettlements: '0.00', notYetSettled: '16.23', unexplained: before.unexplained });
	});
});

test('P22: a date that is none is refused with how to write it', async () => {
	const run = await desk.world.run('settlementJournalBuilder', { operation: 'checkClearingAccount', store: byId('A1HARBORPINE-US'), clearingDate: '31.03.2026' });
	expect(run.error?.message).toContain('31.03.2026');
});
