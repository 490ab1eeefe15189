import fc from 'fast-check';
import { isZero, sum } from '../../../src/domain/money';
import { groupsWithoutAccount, settlementEntries, type EntryOptions, type SettlementEntry } from '../../../src/domain/settlement/settlementEntry';
import type { PlannedGroup, SettlementPlan } from '../../../src/domain/settlement/settlementPlan';
import type { RowGroup } from '../../../src/domain/settlement/settlement';

const group = (over: Partial<RowGroup> = {}): RowGroup => ({
	transactionType: 'Order', amountType: 'ItemPrice', amountDescription: 'Principal', channel: 'AFN', marketplaceName: 'Amazon.com',
	period: '2026-06', orderClass: 'known', sum: '100', rows: 1, firstLine: 3, ...over,
});
const posted = (over: Partial<RowGroup> = {}, account = '400', taxRule?: string): PlannedGroup => ({ group: group(over), disposition: 'posted', account, ...(taxRule && { taxRule }) });
const matched = (over: Partial<RowGroup> = {}): PlannedGroup => ({ group: group(over), disposition: 'matched' });
const skipped = (over: Partial<RowGroup> = {}): PlannedGroup => ({ group: group(over), disposition: 'skipped' });
const commission = { amountType: 'ItemFees', amountDescription: 'Commission' };

function planOf(groups: readonly PlannedGroup[], over: Partial<SettlementPlan['arithmetic']> = {}): SettlementPlan {
	const total = sum(groups.map((planned) => planned.group.sum));
	return {
		statement: { settlementId: '12345678901', startsAt: '2026-05-28T10:00:00.000Z', endsAt: '2026-06-11T10:00:00.000Z', total, currency: 'USD' },
		groups, documents: [], issues: [],
		arithmetic: { total, sum: total, matched: '0', posted: '0', skipped: '0', unmapped: '0', difference: '0', skippedByType: [], clearingAfter: '0', ...over },
	};
}

const options: EntryOptions = {
	storeId: 'A1EXAMPLE-US', storeName: 'Acme US', contact: 'Amazon US', timeZone: 'America/New_York', clearingAccount: '880', posting: 1, grouping: 'all',
	accountOf: ({ group: { amountDescription } }) => (amountDescription === 'Principal' ? '200' : undefined),
};
const shown = ({ lines }: SettlementEntry) => lines.map(({ account, description, amount }) => [account, description, amount]);

describe('S60: consolidate as settlement report', () => {
	it('makes one entry, with the sales that Cin7 Core has through invoices, the fees, and nothing that is skipped', () => {
		const [entry, ...others] = settlementEntries(planOf([
			matched({ sum: '120.50' }), matched({ sum: '30', orderClass: 'unknown' }), posted({ ...commission, sum: '-15.07' }, '410'),
			posted({ ...commission, amountDescription: 'Zero', sum: '0' }, '410'), skipped({ amountDescription: 'Current Reserve Amount', sum: '-7' }),
		]), options);
		expect(others).toEqual([]);
		expect(entry).toMatchObject({ number: 'AMZ-12345678901', date: '2026-06-11', currency: 'USD', total: '135.43', clearingAccount: '880', contact: 'Amazon US',
			narration: 'Amazon settlement 12345678901, Acme US, 2026-05-28 to 2026-06-11' });
		expect(shown(entry)).toEqual([['200', 'Order / ItemPrice / Principal (AFN)', '150.5'], ['410', 'Order / ItemFees / Commission (AFN)', '-15.07']]);
	});

	it('P7: has a total below zero where the seller owes', () => {
		expect(settlementEntries(planOf([posted({ sum: '-40' })]), options)[0].total).toBe('-40');
	});

	it('makes none of a settlement without money', () => {
		expect(settlementEntries(planOf([posted({ sum: '0' })]), options)).toEqual([]);
	});

	it('dates by the day in the zone of the store', () => {
		expect(settlementEntries(planOf([posted()]), { ...options, timeZone: 'Australia/Sydney' })[0].date).toBe('2026-06-11');
		expect(settlementEntries(planOf([posted()]), { ...options, timeZone: 'Pacific/Kiritimati' })[0].date).toBe('2026-06-12');
	});

	it('is refused, and says where, while a type has no account', () => {
		const plan = planOf([matched({ ...commission, sum: '-1' }), { group: group(), disposition: 'unmapped', account: '400' }, skipped()]);
		expect(groupsWithoutAccount(plan, options)).toEqual(plan.groups.slice(0, 2));
		expect(() => settlementEntries(plan, options)).toThrow('no account');
	});

	it('P3: is refused while the rows do not add up to the total', () => {
		expect(() => settlementEntries(planOf([posted()], { difference: '0.01' }), options)).toThrow('do not add up');
	});

	it('takes the tax that the rule holds out of the amount, and leaves rules without a code alone', () => {
		const taxes = new Map([['GST', { code: 'INPUT', percent: '10' }], ['None', { code: 'NONE' }]]);
		const [{ lines }] = settlementEntries(planOf([posted({ ...commission, sum: '-11' }, '410', 'GST'), posted({ sum: '50' }, '200', 'None'), posted({ amountDescription: 'Shipping', sum: '5' }, '200', 'Other rule')]), { ...options, taxes });
		expect(lines.map(({ amount, taxCode, tax }) => [amount, taxCode, tax])).toEqual([['50', 'NONE', '0'], ['5', undefined, undefined], ['-11', 'INPUT', '-1']]);
	});
});

describe('P24: tracking', () => {
	it('stands on the lines of its marketplace, at most two, and keeps lines of marketplaces apart', () => {
		const tracking = new Map([['amazon.com', ['Region', 'Channel', 'Third'].map((category) => ({ category, option: 'US' }))]]);
		const [{ lines }] = settlementEntries(planOf([posted({ sum: '1' }), posted({ sum: '2', marketplaceName: 'Amazon.ca' })]), { ...options, tracking });
		expect(lines.map(({ amount, tracking: on }) => [amount, on])).toEqual([['2', undefined], ['1', [{ category: 'Region', option: 'US' }, { category: 'Channel', option: 'US' }]]]);
	});
});

describe('P6: an entry for each month', () => {
	const split = { ...options, carriedForwardAccount: '890' };

	it('closes earlier months at zero, and carries all of it to the last one', () => {
		const entries = settlementEntries(planOf([posted({ sum: '70', period: '2026-04' }), posted({ sum: '-20', period: '2026-05' }), posted({ sum: '5.50' })]), split);
		expect(entries.map(({ number, date, total }) => [number, date, total])).toEqual([
			['AMZ-12345678901-2604', '2026-04-30', '0'], ['AMZ-12345678901-2605', '2026-05-31', '0'], ['AMZ-12345678901-2606', '2026-06-11', '55.5'],
		]);
		expect(entries.map((entry) => shown(entry).filter(([account]) => account === '890').map(([, , amount]) => amount))).toEqual([['-70'], ['20'], ['50']]);
	});

	it('is the plain entry where there is one month only', () => {
		expect(settlementEntries(planOf([posted()]), split)).toEqual(settlementEntries(planOf([posted()]), options));
	});
});

describe('S62: principal by all sales, product or category', () => {
	const skus = ['A', 'B', 'C', 'unlinked', undefined];
	const nameOfSku = new Map([['A', 'Apple'], ['B', 'Bread'], ['C', 'Bread']]);

	it('tells the Principal lines apart, and no other', () => {
		const groups = [matched({ sku: 'A', sum: '10' }), matched({ sku: 'B', sum: '20' }), matched({ sku: 'C', sum: '1' }), matched({ sku: 'unlinked', sum: '2' }), matched({ sum: '3' }), posted({ amountDescription: 'Tax', sku: 'A', sum: '4' })];
		expect(shown(settlementEntries(planOf(groups), { ...options, grouping: 'product', nameOfSku })[0])).toEqual([
			['200', 'Order / ItemPrice / Principal (AFN) - Apple', '10'], ['200', 'Order / ItemPrice / Principal (AFN) - Bread', '21'], ['200', 'Order / ItemPrice / Principal (AFN) - Other', '5'],
			['400', 'Order / ItemPrice / Tax (AFN)', '4'],
		]);
		expect(shown(settlementEntries(planOf(groups), options)[0])).toEqual([['200', 'Order / ItemPrice / Principal (AFN)', '36'], ['400', 'Order / ItemPrice / Tax (AFN)', '4']]);
	});

	const planned = fc.record({
		coins: fc.integer({ min: -99_999, max: 99_999 }), sku: fc.constantFrom(...skus), period: fc.constantFrom('2026-05', '2026-06'),
		description: fc.constantFrom('Principal', 'Tax', 'Shipping'), transactionType: fc.constantFrom('Order', 'Refund'), account: fc.constantFrom('200', '201'), disposition: fc.constantFrom('posted', 'skipped'),
	}).map(({ coins, sku, period, description, transactionType, account, disposition }): PlannedGroup => {
		const own = { sum: (coins / 100).toFixed(2), period, amountDescription: description, transactionType, ...(sku !== undefined && { sku }) };
		return disposition === 'skipped' ? skipped(own) : posted(own, account, 'GST');
	});
	const taxes = new Map([['GST', { code: 'OUTPUT', percent: '19' }]]);
	const byAccount = (entries: readonly SettlementEntry[], of: 'amount' | 'tax') => ['200', '201', '890'].map((account) =>
		Number(sum(entries.flatMap(({ lines }) => lines.filter((line) => line.account === account).map((line) => line[of] ?? '0')))));

	it('has the same sums and the same tax in all three; N40: lines add up to the total, and the order of groups is nothing', () => {
		fc.assert(fc.property(fc.array(planned, { maxLength: 30 }), fc.boolean(), (groups, months) => {
			const asked = { ...options, taxes, nameOfSku, ...(months && { carriedForwardAccount: '890' }) };
			const [all, product, category] = (['all', 'product', 'category'] as const).map((grouping) => settlementEntries(planOf(groups), { ...asked, grouping }));
			for (const entries of [product, category]) {
				expect(byAccount(entries, 'amount')).toEqual(byAccount(all, 'amount'));
				expect(byAccount(entries, 'tax')).toEqual(byAccount(all, 'tax'));
			}
			for (const { lines, total } of product) {
				expect(sum(lines.map(({ amount }) => amount))).toBe(total);
				expect(lines.some(({ amount }) => isZero(amount))).toBe(false);
			}
			const booked = sum(groups.filter(({ disposition }) => disposition === 'posted').map((each) => each.group.sum));
			expect(sum(product.map(({ total }) => total))).toBe(booked);
			expect(sum(product.slice(0, -1).map(({ total }) => total))).toBe('0');
			expect(JSON.stringify(settlementEntries(planOf([...groups].reverse()), { ...asked, grouping: 'product' }))).toBe(JSON.stringify(product));
		}));
	});
});
