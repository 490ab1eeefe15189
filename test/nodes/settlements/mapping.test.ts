import type { IDataObject } from 'n8n-workflow';
import { fieldIdOf } from '../../../src/n8n/transactionFees';
import { byId, expectGreen, type NodeRun } from '../demoWorld';
import { mugRows, other, row, settlementParameters, SettlementWorld, settlingStoreId, type Row, type SettlingStore } from './settlementWorld';

let desk: SettlementWorld;
beforeAll(async () => {
	desk = await SettlementWorld.open(['US', 'DE', 'JP']);
});
afterAll(async () => await desk.close());

type Type = readonly [transactionType: string, amountType: string, amountDescription: string];

/** What a person chooses in Map Transaction Fees: an account, 'skip', or 'class' for the account of the type's class. */
async function map(choices: readonly (readonly [Type, string])[], more: IDataObject = {}, store: SettlingStore = 'US'): Promise<NodeRun> {
	const value = Object.fromEntries(choices.map(([[transactionType, amountType, amountDescription], choice]) => [fieldIdOf({ transactionType, amountType, amountDescription }), choice]));
	const run = await desk.world.run('amazonStore', { operation: 'mapTransactionFees', store: byId(settlingStoreId(store)), transactionFees: { mappingMode: 'defineBelow', value }, ...more });
	expectGreen(run);
	return run;
}

const special = (rules: readonly IDataObject[]): IDataObject => ({ specialMappings: 'replace', specialRules: { rules: rules.map((rule) => ({ transactionType: '*', amountType: '*', amountDescription: '*', ...rule })) } });

/** Gives and loads a settlement. */
async function loaded(rows: readonly Row[], giving: Parameters<SettlementWorld['give']>[1] = {}): Promise<string> {
	const { settlementId } = desk.give(rows, giving);
	await desk.load(giving.store);
	return settlementId;
}

/** Debit, credit and amount of the lines of a settlement's journal. */
const linesOf = (settlementId: string) => desk.journal(settlementId).lines.map(({ debit, credit, amount }) => [debit, credit, Number(amount)]);

const levy = (amount: string, name = 'Moon Dust Levy'): Row => other(name, amount);
const levyType = (name = 'Moon Dust Levy'): Type => ['other-transaction', 'other-transaction', name];

describe('a type that nobody has linked', () => {
	test('P9, S79 and N39: holds that settlement alone, is told once by name, sum, first date and a guess, and posts by itself once mapped', async () => {
		const held = await loaded([other('Storage Fee', '100.00'), levy('-1.25', 'FBA Moon Storage Levy'), levy('-2.00', 'FBA Moon Storage Levy')]);
		const free = await loaded([other('Storage Fee', '50.00')]);
		const first = await desk.post();
		expect(first.processed.map(({ settlementId }) => settlementId)).toEqual([free]);
		expect(first.attention).toMatchObject([{ newProblems: 1, problems: [{ settlementId: held, code: 'settlement.unmappedType' }] }]);
		const [problem] = first.attention[0]?.problems as IDataObject[];
		expect(problem?.what).toMatch(/other-transaction \/ FBA Moon Storage Levy is linked to no account \(2 rows, -3\.25 USD, first on 2026-01-04\)/);
		expect(problem?.whatToDo).toMatch(/Storage fees, account 412/);
		expect(await desk.shown(held)).toMatchObject({ state: 'held', documents: [], holds: [{ code: 'settlement.unmappedType' }] });
		const second = await desk.post();
		expect([second.processed, second.attention]).toEqual([[], []]);
		expect((await desk.post({ postOptions: { attention: 'all' } })).attention).toMatchObject([{ openProblems: 1 }]);
		await map([[levyType('FBA Moon Storage Levy'), '415']]);
		const third = await desk.post();
		expect([third.processed.map(({ settlementId }) => settlementId), third.attention]).toEqual([[held], []]);
		expect(linesOf(held)).toEqual(expect.arrayContaining([['415', '710', 3.25]]));
	});

	test('S79: two types that are new are two problems of one message, and a later run tells neither again', async () => {
		const id = await loaded([other('Storage Fee', '10.00'), levy('-1.00', 'Levy A'), levy('-1.00', 'Levy B')]);
		const { attention } = await desk.post();
		expect(attention).toMatchObject([{ heading: '1 settlement needs attention', newProblems: 2 }]);
		expect((await desk.post()).attention).toEqual([]);
		await map([[levyType('Levy A'), '415'], [levyType('Levy B'), 'skip']]);
		expect((await desk.post()).processed.map(({ settlementId }) => settlementId)).toEqual([id]);
	});

	test('N39: in a Japanese file is named in its own letters', async () => {
		const id = await loaded([other('Storage Fee', '1000'), levy('-25', '月の塵の手数料')], { store: 'JP' });
		const { attention } = await desk.post();
		expect(attention).toMatchObject([{ message: expect.stringContaining('月の塵の手数料') }]);
		await map([[levyType('月の塵の手数料'), '415']], {}, 'JP');
		expect((await desk.post()).processed.map(({ settlementId }) => settlementId)).toEqual([id]);
		expect(linesOf(id)).toEqual(expect.arrayContaining([['415', '712', 25]]));
	});

	test('S75: automatic processing needs an account for every type: without that of a class nothing is posted, and Check Set-Up names the types', async () => {
		await desk.withSettings(settlementParameters('US', { without: ['advertising'] }), async () => {
			const id = await loaded([other('Storage Fee', '100.00'), row('ServiceFee', 'Cost of Advertising', 'TransactionTotalAmount', '-12.00')]);
			expect((await desk.post()).processed).toEqual([]);
			const check = await desk.world.run('amazonStore', { operation: 'checkSetUp', store: byId(settlingStoreId('US')) });
			expect(JSON.stringify(check.processed)).toMatch(/1 have no account: ServiceFee \/ Cost of Advertising/);
			await map([[['ServiceFee', 'Cost of Advertising', 'TransactionTotalAmount'], '400']]);
			expect((await desk.post()).processed.map(({ settlementId }) => settlementId)).toEqual([id]);
			expect(linesOf(id)).toEqual([['710', '412', 100], ['400', '710', 12]]);
		});
	});
});

describe('skipped types', () => {
	test('N36 and S78: rows of a skipped type are not booked, and their sums by type explain the difference of deposit and journals to the cent', async () => {
		await map([[['other-transaction', 'other-transaction', 'Current Reserve Amount'], 'skip'], [['other-transaction', 'other-transaction', 'Micro Deposit'], 'skip']]);
		const id = await loaded([other('Storage Fee', '200.00'), other('Current Reserve Amount', '-30.10'), other('Micro Deposit', '0.07'), other('Current Reserve Amount', '-0.01')]);
		const moved = await desk.moved(async () => {
			expect((await desk.post()).processed).toMatchObject([{ settlementId: id, total: '169.96', arithmetic: {
				statedTotal: '169.96', sumOfRows: '169.96', matched: '0.00', posted: '200.00', skipped: '-30.04', unmapped: '0.00', difference: '0.00', leftOnClearingAccount: '30.04',
				skippedByType: [{ type: 'other-transaction / Current Reserve Amount', sum: '-30.11', rows: 2 }, { type: 'other-transaction / Micro Deposit', sum: '0.07', rows: 1 }],
			} }]);
		});
		expect(moved).toEqual({ '412': '-200', '090': '169.96', '710': '30.04' });
		expect((await desk.review(id)).filter(({ becomes }) => becomes === 'skipped').map(({ account, document }) => [account, document])).toEqual([[null, null], [null, null]]);
		await map([[['other-transaction', 'other-transaction', 'Current Reserve Amount'], 'class'], [['other-transaction', 'other-transaction', 'Micro Deposit'], 'class']]);
	});

	test('D5: unless somebody skips them, rows of a reserve go to the reserve account and nothing is left on the clearing account', async () => {
		const id = await loaded([other('Storage Fee', '200.00'), other('Current Reserve Amount', '-30.00')]);
		const moved = await desk.moved(async () => await desk.post());
		expect(moved).toEqual({ '412': '-200', '715': '30', '090': '170' });
		expect(await desk.shown(id)).toMatchObject({ arithmetic: { skipped: '0.00', skippedByType: [], leftOnClearingAccount: '0.00' } });
	});
});

describe('which account takes a row', () => {
	const commission = (amount: string, over: Partial<Row>): Row => row('Order', 'ItemFees', 'Commission', amount, { orderId: '111-1111111-1111111', marketplaceName: 'Amazon.com', ...over });

	test('P11: by fulfillment: of Amazon, of the merchant, and of orders of another channel', async () => {
		await map([], special([{ amountType: 'ItemFees', channel: 'AFN', account: '411' }, { amountType: 'ItemFees', channel: 'MFN', account: '425' }, { amountType: 'ItemFees', channel: 'MCF', account: '412' }]));
		const id = await loaded([other('Subscription Fee', '100.00'), commission('-1.00', { fulfillmentId: 'AFN' }), commission('-2.00', { fulfillmentId: 'MFN' }), commission('-4.00', { fulfillmentId: 'AFN', orderId: 'S01-1111111-1111111', marketplaceName: 'Non-Amazon US' })]);
		await desk.post();
		expect(linesOf(id)).toEqual([['411', '710', 1], ['412', '710', 4], ['425', '710', 2], ['710', '414', 100]]);
	});

	test('P12: by marketplace, and the more special one wins', async () => {
		await map([], special([{ amountDescription: 'Commission', account: '415' }, { amountDescription: 'Comm*', marketplaceName: 'Amazon.com.mx', account: '425' }, { amountDescription: 'Commission', marketplaceName: 'amazon.ca', account: '411' }]));
		const id = await loaded([other('Subscription Fee', '100.00'), commission('-1.00', {}), commission('-2.00', { marketplaceName: 'Amazon.ca' }), commission('-4.00', { marketplaceName: 'Amazon.com.mx' })]);
		await desk.post();
		expect(linesOf(id).slice(0, 3)).toEqual([['411', '710', 2], ['415', '710', 1], ['425', '710', 4]].sort((a, b) => Number(a[0]) - Number(b[0])));
	});

	test('P12: by a pattern, for names that change, such as those with a period or a coupon in them', async () => {
		await map([], special([{ transactionType: 'AmazonFees', amountType: 'Eco-contribution*', account: '425' }]));
		const rows = ['01.07.2024 - 31.12.2024', '01.01.2025 - 30.06.2025'].map((period) => row('AmazonFees', `Eco-contribution for EPR Pay on Behalf - GB - Packaging - (Period ${period})`, 'Base fee', '-1.50'));
		const id = await loaded([other('Subscription Fee', '100.00'), ...rows]);
		await desk.post();
		expect(linesOf(id).filter(([debit]) => debit === '425')).toEqual([['425', '710', 1.5], ['425', '710', 1.5]]);
		await map([], special([]));
	});

	test('S76: a fee bears Default Tax Lines, unless it has a tax rule of its own; what is no fee bears none', async () => {
		const fees: Type = ['other-transaction', 'other-transaction', 'Subscription Fee'];
		const id = await loaded([...mugRows('111-4444444-4444444'), other('Subscription Fee', '-5.00'), other('Current Reserve Amount', '-1.00')]);
		const rules = async () => Object.fromEntries((await desk.review(id)).map(({ amountDescription, taxRule }) => [amountDescription, taxRule]));
		const byDefault = { Commission: 'Tax on Sales', FBAPerUnitFulfillmentFee: 'Tax on Sales', 'Subscription Fee': 'Tax on Sales', Principal: null, Tax: null, 'Current Reserve Amount': null };
		expect(await rules()).toEqual(byDefault);
		const run = await map([[fees, '414']], { editFeeTaxRules: true, feeTaxRules: { mappingMode: 'defineBelow', value: { [fieldIdOf({ transactionType: fees[0], amountType: fees[1], amountDescription: fees[2] })]: 'Tax Exempt' } } });
		expect(run.processed.find(({ amountDescription }) => amountDescription === 'Subscription Fee')).toMatchObject({ state: 'mapped', account: '414', taxRule: 'Tax Exempt' });
		expect(await rules()).toEqual({ ...byDefault, 'Subscription Fee': 'Tax Exempt' });
		await desk.post();
		await map([[fees, 'class']]);
	});

	test('S77: the mapping of a type that the user chooses goes into the journal of Cin7 Core, and its ledger agrees with it', async () => {
		await map([[['Order', 'ItemFees', 'Commission'], '415']]);
		await loaded([...mugRows('111-5555555-5555555'), other('Subscription Fee', '100.00')]);
		expect(await desk.moved(async () => await desk.post())).toEqual({ '210': '-14.99', '820': '-1.24', '415': '2.25', '411': '3.86', '414': '-100', '090': '110.12' });
		await map([[['Order', 'ItemFees', 'Commission'], 'class']]);
	});

	test('P13: tax that Amazon collects and withholds nets to zero on the tax account; only what the seller owes stays there', async () => {
		const place = { orderId: '111-7777777-7777777', marketplaceName: 'Amazon.com', fulfillmentId: 'AFN' };
		await loaded([
			row('Order', 'ItemPrice', 'Principal', '50.00', place), row('Order', 'ItemPrice', 'Tax', '4.13', place), row('Order', 'ItemPrice', 'ShippingTax', '0.41', place), row('Order', 'Promotion', 'TaxDiscount', '-0.10', place),
			row('Order', 'ItemWithheldTax', 'MarketplaceFacilitatorTax-Principal', '-4.03', place), row('Order', 'ItemWithheldTax', 'MarketplaceFacilitatorTax-Shipping', '-0.41', place),
			row('Order', 'ItemPrice', 'Principal', '20.00', { ...place, orderId: '111-8888888-8888888' }), row('Order', 'ItemPrice', 'Tax', '1.65', { ...place, orderId: '111-8888888-8888888' }),
		]);
		expect(await desk.moved(async () => await desk.post())).toEqual({ '210': '-70', '820': '-1.65', '090': '71.65' });
	});
});
