import { readFileSync } from 'node:fs';
import path from 'node:path';
import { byId, mug } from '../demoWorld';
import { hours, RefundDesk, wholeMug } from './refundDesk';

const problemsOf = (run: { attention: readonly object[] }): readonly object[] => run.attention.flatMap((digest) => (digest as { problems: object[] }).problems);

test('S176: the manual tells not to use RMA or Returns for sales of Amazon', () => {
	expect(readFileSync(path.join(__dirname, '../../../README.md'), 'utf8')).toMatch(/Do not use RMA or Returns in Cin7 Core for Amazon sales/);
});

describe('what a refund waits for', () => {
	let desk: RefundDesk;
	beforeAll(async () => {
		desk = await RefundDesk.open();
	});
	afterAll(async () => await desk.close());

	test('S169: a draft invoice is waited for without a word to anybody, and after it is authorized the refund goes on by itself', async () => {
		await desk.withSettings({ invoiceStatus: 'DRAFT' }, async () => {
			const { orderId, refundId } = await desk.refundedOrder();
			const run = await desk.loadAndProcess();
			expect([run.processed, run.attention]).toEqual([[], []]);
			const sale = desk.world.sale(orderId);
			expect(await desk.shown(orderId, 'pending')).toMatchObject([{ refundId, state: 'held', holds: [{ code: 'refund.invoiceNotAuthorised', what: expect.stringContaining(`until the invoice of sale ${sale.order.number} is authorised`) as string }] }]);
			expect(sale.creditNotes).toEqual([]);
			const [invoice] = sale.invoices;
			const amounts = (row: { quantity: string; price: string; tax: string; total: string }) => ({ Quantity: Number(row.quantity), Price: Number(row.price), Tax: Number(row.tax), Total: Number(row.total) });
			await desk.byHand('POST', '/sale/invoice', {
				SaleID: sale.id, TaskID: invoice?.taskId, CombineAdditionalCharges: false, Memo: invoice?.memo ?? '', Status: 'AUTHORISED', InvoiceDate: '2026-03-11', InvoiceDueDate: '2026-04-10', CurrencyConversionRate: 1, BillingAddressLine1: '', BillingAddressLine2: '',
				Lines: invoice?.lines.map((line) => ({ ProductID: line.productId, SKU: line.sku, Name: line.name, Discount: 0, TaxRule: line.taxRule, Account: line.account, ...amounts(line) })) ?? [],
				AdditionalCharges: [],
			});
			expect((await desk.process()).processed).toMatchObject([{ orderId, refundId, outcome: 'credited' }]);
			expect(desk.creditNote(orderId)).toMatchObject({ status: 'AUTHORISED' });
			// The payment that waited for the invoice too comes after it, in full.
			expect((await desk.world.process()).processed).toMatchObject([{ orderId, outcome: 'paid' }]);
			expect([desk.world.sale(orderId).invoices[0], desk.creditNote(orderId)].map((document) => document?.payments.map(({ amount }) => Number(amount)))).toEqual([[16.23], [14.43]]);
		});
	});

	test('S169: a sale that is picked by hand is waited for until it is fulfilled', async () => {
		await desk.withSettings({ autoPickPackShip: 'NOPICK' }, async () => {
			const { orderId, refundId } = await desk.refundedOrder();
			const run = await desk.loadAndProcess();
			expect([run.processed, run.attention]).toEqual([[], []]);
			expect(await desk.shown(orderId, 'pending')).toMatchObject([{ holds: [{ code: 'refund.notFulfilled', whatToDo: 'Nothing to do: it goes on by itself.' }] }]);
			expect(desk.creditNotes(orderId)).toEqual([]);
			desk.world.cin7.world.shipSale(desk.world.sale(orderId).id);
			expect((await desk.process()).processed).toMatchObject([{ orderId, refundId, outcome: 'credited' }]);
			expect(desk.creditNote(orderId).status).toBe('AUTHORISED');
		});
	});

	test('S169: an order that is not processed yet is waited for, and counted in the operations log', async () => {
		const orderId = desk.world.place({ items: [mug({ sku: 'NOT-LINKED' })] });
		const refundId = desk.refund(orderId, { items: [{ sku: 'NOT-LINKED', adjustmentId: 'unlinked', amounts: wholeMug }] });
		await desk.load();
		const run = await desk.process();
		expect([run.processed, run.attention]).toEqual([[], []]);
		const log = await desk.world.run('amazonStore', { operation: 'getOperationsLog', store: byId('all') });
		expect(log.processed.find(({ operation }) => operation === 'Process Refunds')).toMatchObject({ counts: { waiting: 1, held: 0, pending: 1, processed: 0 } });
		await desk.world.run('catalogMapper', { operation: 'importLinks', store: byId('A1HARBORPINE-US'), links: 'NOT-LINKED\tHP-MUG-SLATE' });
		expect((await desk.world.process({ processOptions: { orderIds: orderId } })).processed).toMatchObject([{ orderId }]);
		expect((await desk.process()).processed).toMatchObject([{ orderId, refundId }]);
	});
});

describe('what a person has to look at', () => {
	let desk: RefundDesk;
	beforeEach(async () => {
		desk = await RefundDesk.open();
	});
	afterEach(async () => await desk.close());

	test('S171: amounts that do not add up are held with their arithmetic, the others go on', async () => {
		const item = await desk.refundedOrder({ items: [{ sku: 'HP-MUG-SLATE', amounts: wholeMug, statedTotal: '-15.00' }] });
		const whole = await desk.refundedOrder({ statedTotal: '-14.50' });
		const good = await desk.refundedOrder();
		const run = await desk.loadAndProcess();
		expect(run.processed.map(({ orderId }) => orderId)).toEqual([good.orderId]);
		expect(problemsOf(run)).toMatchObject([
			{ orderId: item.orderId, code: 'refund.amountsDoNotReconcile', what: expect.stringContaining('the parts of item HP-MUG-SLATE are -14.43, but its total is -15.00') as string },
			{ orderId: whole.orderId, code: 'refund.amountsDoNotReconcile', what: expect.stringContaining('its items are -14.43, but its total is -14.50') as string },
		]);
		expect([item, whole].map(({ orderId }) => desk.creditNotes(orderId))).toEqual([[], []]);
	});

	test('N53: a run has one message with all that is new, and a problem is told again only when it changes', async () => {
		const [first, second] = [await desk.refundedOrder({ statedTotal: '-14.50' }), await desk.refundedOrder({ statedTotal: '-14.60' })];
		const run = await desk.loadAndProcess();
		expect(run.attention).toMatchObject([{ heading: '2 orders need attention', newProblems: 2, openProblems: 2 }]);
		expect(String(run.attention[0]?.message)).toMatch(new RegExp(`${first.orderId}[^]*-14.50[^]*${second.orderId}[^]*-14.60`));
		expect((await desk.process()).attention).toEqual([]);
		expect((await desk.process({ refundOptions: { attention: 'all' } })).attention).toMatchObject([{ newProblems: 2, openProblems: 2 }]);
		await desk.byHand('DELETE', `/sale?ID=${desk.world.sale(first.orderId).id}&Void=true`);
		expect((await desk.process()).attention).toMatchObject([{ heading: '1 order needs attention', newProblems: 1, openProblems: 2, problems: [{ orderId: first.orderId, code: 'refund.saleGone' }] }]);
	});

	test('S171: a sale that was voided by hand, and a canceled order, have their refunds held, and nothing is written', async () => {
		const voided = await desk.refundedOrder();
		await desk.byHand('DELETE', `/sale?ID=${desk.world.sale(voided.orderId).id}&Void=true`);
		const canceledId = await desk.world.placeAndProcess();
		desk.world.account().cancelOrder(canceledId);
		desk.world.pass(hours(1));
		await desk.world.load();
		expect((await desk.world.process()).processed).toMatchObject([{ orderId: canceledId, outcome: 'voided' }]);
		desk.refund(canceledId);
		await desk.load();
		desk.world.cin7.requests.length = 0;
		const run = await desk.process();
		expect(run.processed).toEqual([]);
		expect(problemsOf(run)).toMatchObject([
			{ orderId: voided.orderId, code: 'refund.saleGone', what: expect.stringContaining('voided or removed in Cin7 Core') as string },
			{ orderId: canceledId, code: 'refund.orderCanceled', whatToDo: expect.stringContaining('Skip Refunds') as string },
		]);
		expect(desk.world.writes()).toEqual([]);
	});

	test('S171: a locked period is told before anything is written, and goes on by itself when the lock moves', async () => {
		const { orderId } = await desk.refundedOrder();
		const { company } = desk.world.cin7.world;
		company.lockDate = '2026-03-11';
		// What is read of the tenant is kept for a while.
		desk.world.pass(hours(24));
		await desk.load();
		desk.world.cin7.requests.length = 0;
		const run = await desk.process();
		expect(problemsOf(run)).toMatchObject([{ orderId, code: 'store.periodLocked', what: expect.stringContaining('is of 2026-03-11, and Cin7 Core is locked up to 2026-03-11') as string }]);
		expect(desk.world.writes()).toEqual([]);
		company.lockDate = '2026-03-10';
		desk.world.pass(hours(24));
		expect((await desk.process()).processed).toMatchObject([{ orderId, outcome: 'credited' }]);
	});

	test('S171: a refund in another currency than its sale is held', async () => {
		const { orderId } = await desk.refundedOrder({ currency: 'CAD' });
		expect(problemsOf(await desk.loadAndProcess())).toMatchObject([{ orderId, code: 'refund.otherCurrency' }]);
		expect(desk.creditNotes(orderId)).toEqual([]);
	});

	test('S171: what a person skips is done with, and says why; what is processed cannot be skipped', async () => {
		const held = await desk.refundedOrder({ statedTotal: '-14.50' });
		const done = await desk.refundedOrder();
		await desk.loadAndProcess();
		const partly = await desk.skip(`${held.refundId}, ${done.refundId}`, { skipReason: 'Booked as JV-17' });
		expect(partly.error?.message).toContain('not pending');
		expect(String(partly.error?.description)).toContain(done.refundId);
		expect(await desk.shown(held.orderId, 'skipped')).toMatchObject([{ refundId: held.refundId, state: 'skipped', reason: 'Booked as JV-17', holds: [] }]);
		expect((await desk.process({ refundOptions: { attention: 'all' } })).attention).toEqual([]);
		desk.world.pass(hours(1));
		await desk.load();
		expect((await desk.process()).processed).toEqual([]);
		expect(await desk.shown(done.orderId)).toMatchObject([{ state: 'processed' }]);
	});

	test('N49: the preview gives what processing then writes, and writes nothing', async () => {
		const { orderId, refundId } = await desk.refundedOrder();
		await desk.refundedOrder({ statedTotal: '-14.50' });
		await desk.load();
		desk.world.cin7.requests.length = 0;
		const preview = await desk.preview();
		expect(desk.world.writes()).toEqual([]);
		expect(preview.processed).toMatchObject([{
			orderId, refundId, outcome: 'preview', state: 'pending', saleNumber: desk.world.sale(orderId).order.number, date: '2026-03-11', currency: 'USD', total: '14.43', tax: '1.24', fees: '-1.80', restock: [],
			lines: [{ sku: 'HP-MUG-SLATE', quantity: 1, price: '14.99', tax: '1.24', total: '14.99' }],
			additionalCharges: [{ description: 'Amazon commission returned', price: '-2.25' }, { description: 'Amazon refund commission', price: '0.45' }], payment: { account: '710', amount: '14.43', date: '2026-03-11' },
		}]);
		expect(problemsOf(preview)).toMatchObject([{ code: 'refund.amountsDoNotReconcile' }]);
		// A preview tells nothing away: processing still tells the problem.
		expect(await desk.shown(orderId, 'pending')).toMatchObject([{ state: 'pending', holds: [] }]);
		const run = await desk.process();
		expect(run.attention).toHaveLength(1);
		for (const field of ['orderId', 'refundId', 'saleNumber', 'total', 'tax', 'fees', 'currency']) expect(run.processed[0]?.[field]).toEqual(preview.processed[0]?.[field]);
		expect(desk.creditNote(orderId)).toMatchObject({ status: 'AUTHORISED' });
	});

	test('S167: a limit takes the oldest first and leaves the rest for the next run', async () => {
		const [older, newer] = [await desk.refundedOrder(), await desk.refundedOrder()];
		await desk.load();
		expect((await desk.process({ refundOptions: { limit: 1 } })).processed).toMatchObject([{ orderId: older.orderId }]);
		expect(await desk.shown(newer.orderId, 'pending')).toHaveLength(1);
		expect((await desk.process()).processed).toMatchObject([{ orderId: newer.orderId }]);
	});
});
