import type { IDataObject } from 'n8n-workflow';
import { BooksWorld } from './booksWorld';
import { mugRows, other, row } from './settlementWorld';

let world: BooksWorld;
beforeAll(async () => {
	world = await BooksWorld.open();
});
afterAll(async () => await world.close());

test('S60, S61, N49 and P21: a settlement is one invoice in Xero, never a journal in Cin7 Core; its preview writes nothing, and undoing voids it', async () => {
	const { desk, xero } = world;
	const { settlementId } = desk.give([...mugRows('111-9000000-0000001'), other('Subscription Fee', '-1.00')]);
	await desk.load();
	expect((await desk.post({ postWhich: 'ready' })).attention).toHaveLength(1);
	const preview = await world.toXero({ previewOnly: true });
	expect(preview.processed[0]).toMatchObject({ outcome: 'preview', entries: [{ number: `AMZ-${settlementId}`, total: '9.12' }] });
	expect(xero.books.documents).toEqual([]);
	const posted = await world.toXero();
	expect(posted.processed).toMatchObject([{ state: 'posted', documents: [{ kind: 'xeroInvoice', number: `AMZ-${settlementId}`, status: 'completed' }] }]);
	expect(xero.books.trialBalance()).toEqual({ '210': -1499, '820': -124, '410': 225, '411': 386, '414': 100, 'AR/AP': 912, 'TAX': 0 });
	expect((await world.toXero({ booksWhich: 'ready' })).processed).toEqual([]);
	expect(desk.journals(settlementId)).toEqual([]);
	expect((await world.undo('xero', settlementId)).processed).toMatchObject([{ outcome: 'undone' }]);
	expect(xero.books.documents.map(({ status }) => status)).toEqual(['VOIDED']);
});

interface Line { readonly account: string; readonly description: string; readonly amount: string; readonly tracking?: readonly IDataObject[] }
interface Entry { readonly number: string; readonly date: string; readonly total: string; readonly lines: readonly Line[] }

/** What Post to Xero would write of the settlement that is not posted, and nothing else. */
async function preview(parameters: IDataObject = {}, options: IDataObject = {}): Promise<readonly Entry[]> {
	const { processed } = await world.toXero({ previewOnly: true, booksWhich: 'ready', ...parameters }, options);
	const [item, ...others] = processed;
	expect(others).toEqual([]);
	return item?.entries as unknown as readonly Entry[];
}

/** Gives, loads and afterwards sets a settlement aside, so that each test sees its own. */
async function withSettlement(rows: Parameters<BooksWorld['desk']['give']>[0], giving: Parameters<BooksWorld['desk']['give']>[1], check: () => Promise<void>): Promise<void> {
	const { desk } = world;
	const { settlementId } = desk.give(rows, giving);
	await desk.load();
	try {
		await check();
	} finally {
		await desk.run('skip', { store: { __rl: true, mode: 'id', value: 'A1HARBORPINE-US' }, settlement: { __rl: true, mode: 'id', value: settlementId } });
	}
}

const cents = (lines: readonly Line[]): number => lines.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);

test('S62: principal by all sales, by product or by category has the same sum to the cent, and no other line changes', async () => {
	await world.desk.world.link('US', 'HP-MUG-SLATE\nHP-COASTER-6');
	const bowl = { orderId: '111-9100000-0000002', marketplaceName: 'Amazon.com', fulfillmentId: 'AFN', sku: 'HP-COASTER-6' };
	await withSettlement([...mugRows('111-9100000-0000001'), ...mugRows('111-9100000-0000003'), row('Order', 'ItemPrice', 'Principal', '7.77', bowl), row('Order', 'ItemPrice', 'Principal', '1.01', { ...bowl, sku: 'NO-SUCH-SKU' })], {}, async () => {
		const shown = await Promise.all((['all', 'product', 'category'] as const).map(async (grouping) => (await preview({ grouping }))[0]?.lines ?? []));
		const principal = (lines: readonly Line[]): readonly Line[] => lines.filter(({ description }) => description.includes('Principal'));
		const rest = (lines: readonly Line[]): readonly Line[] => lines.filter(({ description }) => !description.includes('Principal'));
		expect(shown.map((lines) => cents(principal(lines)))).toEqual([3876, 3876, 3876]);
		const [all = [], product = [], category = []] = shown;
		expect([principal(all).length, principal(product).length > 1, principal(category).length >= 1]).toEqual([1, true, true]);
		expect([rest(product), rest(category)]).toEqual([rest(all), rest(all)]);
	});
});

test('P24: each line bears the tracking category of its marketplace', async () => {
	await withSettlement([...mugRows('111-9200000-0000001'), other('Subscription Fee', '-1.00')], {}, async () => {
		const [entry] = await preview({}, { tracking: { rows: [{ marketplaceName: 'Amazon.com', category: 'Marketplace', option: 'US' }, { marketplaceName: '', category: 'Marketplace', option: 'Other' }] } });
		const options = (entry?.lines ?? []).map(({ description, tracking }) => [description.includes('Subscription'), tracking]);
		expect(options.length).toBeGreaterThan(3);
		for (const [isSubscription, tracking] of options) expect(tracking).toEqual([{ category: 'Marketplace', option: isSubscription ? 'Other' : 'US' }]);
	});
});

test('P7: a settlement below zero is an entry below zero, which Xero takes as a bill', async () => {
	await withSettlement([other('Storage Fee', '-12.34')], {}, async () => {
		expect(await preview()).toMatchObject([{ total: '-12.34', lines: [{ account: '412', amount: '-12.34' }] }]);
	});
});

test('P6: split over the end of a month, the first entry comes to nothing and the last to the deposit', async () => {
	const rows = [row('other-transaction', 'other-transaction', 'Storage Fee', '100.00', { postedAt: '2026-01-30T10:00:00Z' }), other('Subscription Fee', '-39.99', { postedAt: '2026-02-02T10:00:00Z' })];
	await world.desk.withSettings({ more: { settlementXeroMode: 'settlement', settlementSplitMonths: true } }, async () => await withSettlement(rows, { start: '2026-01-25T10:00:00Z', end: '2026-02-08T10:00:00Z' }, async () => {
		const entries = await preview();
		expect(entries.map(({ date, total, lines }) => [date, total, lines.filter(({ account }) => account === '718').map(({ amount }) => amount)])).toEqual([['2026-01-31', '0.00', ['-100.00']], ['2026-02-08', '60.01', ['100.00']]]);
	}));
});
