import { fieldIdOf } from '../../../src/n8n/transactionFees';
import { byId, expectGreen } from '../demoWorld';
import { mugRows, other, SettlementWorld, settlingStoreId } from './settlementWorld';

let desk: SettlementWorld;
beforeAll(async () => {
	desk = await SettlementWorld.open(['US', 'JP']);
	desk.give([...mugRows('111-1111111-1111111'), other('Storage Fee', '-3.00', { postedAt: '2026-01-05T09:00:00Z' }), other('Moon Dust Levy', '-1.00')]);
	await desk.load();
});
afterAll(async () => await desk.close());

const us = { operation: 'mapTransactionFees', store: byId(settlingStoreId('US')) };
const rows = async (parameters = {}) => await desk.world.rows('amazonStore', 'getTransactionFees', { ...us, ...parameters });
const idOf = (amountDescription: string): string => fieldIdOf({ transactionType: 'other-transaction', amountType: 'other-transaction', amountDescription });

test('S75: the screen has a row for each type of the store\'s settlements, with its sum and first day, and a dropdown of the live accounts', async () => {
	const shown = await rows();
	expect(shown.map(({ displayName }) => displayName)).toEqual([
		'Order / ItemFees / Commission (-2.25 USD since 2026-01-05)', 'Order / ItemFees / FBAPerUnitFulfillmentFee (-3.86 USD since 2026-01-05)', 'Order / ItemPrice / Principal (14.99 USD since 2026-01-05)',
		'Order / ItemPrice / Tax (1.24 USD since 2026-01-05)', 'other-transaction / Moon Dust Levy (-1.00 USD since 2026-01-05)', 'other-transaction / Storage Fee (-3.00 USD since 2026-01-05)',
	]);
	const storage = shown.find(({ id }) => id === idOf('Storage Fee'));
	expect(storage).toMatchObject({ type: 'options', defaultValue: 'class', required: false });
	const choices = storage?.options ?? [];
	expect(choices.slice(0, 2)).toEqual([{ name: 'Skip Mapping', value: 'skip' }, { name: 'As Storage fees: 412 Storage Fees', value: 'class' }].map((choice) => ({ ...choice, name: expect.stringContaining(choice.name.slice(0, 20)) as string })));
	expect(choices).toContainEqual({ name: '415: Other Amazon Fees', value: '415' });
	// Accounts of customers and suppliers are Cin7 Core's own.
	expect(choices.some(({ value }) => value === '610')).toBe(false);
	expect(shown.find(({ id }) => id === idOf('Moon Dust Levy'))?.options?.[1]).toEqual({ name: 'None (no published list has this type)', value: 'class' });
});

test('S75: with all known types, every published one has a row too, of any transaction type where the lists name none, and none comes twice', async () => {
	const shown = await rows({ showAllTypes: true });
	expect(shown.length).toBeGreaterThan(100);
	expect(new Set(shown.map(({ id }) => id)).size).toBe(shown.length);
	expect(shown.map(({ displayName }) => displayName)).toContain('* / ItemFees / Commission');
});

test('S76: the tax rules of the screen begin with Default Tax Lines', async () => {
	const [row] = await desk.world.rows('amazonStore', 'getFeeTaxRules', us);
	expect(row?.options?.slice(0, 1)).toEqual([{ name: 'Default Tax Lines (Tax on Sales)', value: 'class' }]);
	expect(row?.defaultValue).toBe('class');
});

test('S78: what was chosen is what the screen shows when it is opened again', async () => {
	expectGreen(await desk.world.run('amazonStore', { ...us, transactionFees: { mappingMode: 'defineBelow', value: { [idOf('Storage Fee')]: 'skip', [idOf('Moon Dust Levy')]: '415' } } }));
	const shown = await rows();
	expect([idOf('Storage Fee'), idOf('Moon Dust Levy')].map((id) => shown.find((row) => row.id === id)?.defaultValue)).toEqual(['skip', '415']);
	// Saving the store's other settings leaves the mapping as it is.
	await desk.connect('US');
	expect((await rows()).find(({ id }) => id === idOf('Storage Fee'))?.defaultValue).toBe('skip');
});

test('an account or a tax rule that Cin7 Core does not have is refused by name, and nothing is saved', async () => {
	const refused = await desk.world.run('amazonStore', { ...us, transactionFees: { mappingMode: 'defineBelow', value: { [idOf('Storage Fee')]: '999', [idOf('Moon Dust Levy')]: 'skip' } } });
	expect(refused.error?.message).toMatch(/Storage Fee is linked to account 999, which Cin7 Core does not have/);
	expect((await rows()).find(({ id }) => id === idOf('Moon Dust Levy'))?.defaultValue).toBe('415');
});

test('P23: the mapping of a store is copied to another, whose settlements in its own currency go by it; the one copied from stays as it is', async () => {
	const copied = await desk.world.run('amazonStore', { operation: 'copyMappings', store: byId(settlingStoreId('JP')), fromStore: byId(settlingStoreId('US')) });
	expectGreen(copied);
	const settlement = desk.give([other('Moon Dust Levy', '-100'), other('Subscription Fee', '5000'), other('Storage Fee', '-30')], { store: 'JP' });
	await desk.load('JP');
	await desk.post();
	// 415 by the type's own line, 414 by the account of its class; storage is skipped.
	expect(desk.journal(settlement.settlementId).lines.map(({ debit, credit, amount }) => [debit, credit, Number(amount)])).toEqual([['415', '712', 100], ['712', '414', 5000]]);
	await desk.world.run('amazonStore', { operation: 'mapTransactionFees', store: byId(settlingStoreId('JP')), transactionFees: { mappingMode: 'defineBelow', value: { [idOf('Moon Dust Levy')]: '400' } } });
	expect((await rows()).find(({ id }) => id === idOf('Moon Dust Levy'))?.defaultValue).toBe('415');
	const refused = await desk.world.run('amazonStore', { operation: 'copyMappings', store: byId(settlingStoreId('JP')), fromStore: byId(settlingStoreId('JP')) });
	expect(refused.error?.message).toMatch(/Choose two different stores/);
});
