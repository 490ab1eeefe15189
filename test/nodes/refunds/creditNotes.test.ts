import type { CreditNote } from '../../../sandbox/cin7/model';
import { byId, mug } from '../demoWorld';
import { RefundDesk, wholeMug } from './refundDesk';

let desk: RefundDesk;
beforeAll(async () => {
	desk = await RefundDesk.open(['US', 'DE', 'JP']);
});
afterAll(async () => await desk.close());

const board = { asin: 'B0DEMO0003', sku: 'HP-BOARD-40', title: 'Board', quantity: 1, unitPrice: '39.00', item: '39.00', tax: { ITEM: '3.22' } };

/** What a credit note says, its amounts as numbers: Cin7 Core writes 14.9900 for 14.99. */
const saidBy = (note: CreditNote) => ({
	lines: note.lines.map(({ sku, quantity, price, tax, total }) => [sku, ...[quantity, price, tax, total].map(Number)]),
	charges: note.charges.map(({ description, price, tax }) => [description, Number(price), Number(tax)]),
	total: Number(note.totals.total),
	tax: Number(note.totals.tax),
	paidBack: note.payments.map(({ amount, account }) => [Number(amount), account]),
});

const stockOf = (sku: string) => {
	const { stock, ...tenant } = desk.world.cin7.world;
	const product = [...tenant.products.values()].find((each) => each.sku === sku);
	return stock.all().filter((row) => row.productId === product?.id).map(({ location, onHand, allocated }) => [location, Number(onHand), Number(allocated)]);
};

const fees = [['Amazon commission returned', -2.25, 0], ['Amazon refund commission', 0.45, 0]];

describe('the amounts', () => {
	test('S171 and S172: a whole refund is authorized on the sale of the order, over what Amazon took, fee by fee, and paid back in full', async () => {
		const { orderId, refundId, item, note } = await desk.credited();
		const sale = desk.world.sale(orderId);
		expect(saidBy(note)).toEqual({ lines: [['HP-MUG-SLATE', 1, 14.99, 1.24, 14.99]], charges: fees, total: 14.43, tax: 1.24, paidBack: [[14.43, '710']] });
		expect(note).toMatchObject({ status: 'AUTHORISED', invoiceNumber: sale.invoices[0]?.number, memo: `Amazon refund ${refundId} of order ${orderId}` });
		expect(note.lines[0]).toMatchObject({ taxRule: 'Tax on Sales', account: '210' });
		expect(item).toMatchObject({ orderId, outcome: 'credited', state: 'processed', total: '14.43', tax: '1.24', fees: '-1.80', refunded: true, amazonTotal: '-14.43', creditNoteNumber: note.number, saleNumber: sale.order.number });
	});

	test('S171: prices of a German sale contain the tax, and so do those of its credit note', async () => {
		const { note } = await desk.credited({ store: 'DE', order: { items: [mug({ unitPrice: '15.95', item: '15.95', tax: undefined })] }, amounts: { OurPricePrincipal: '-13.40', OurPriceTax: '-2.55', Commission: '2.39', RefundCommission: '-0.48' } });
		expect(saidBy(note)).toEqual({ lines: [['HP-MUG-SLATE', 1, 15.95, 2.55, 15.95]], charges: [['Amazon commission returned', -2.39, 0], ['Amazon refund commission', 0.48, 0]], total: 14.04, tax: 2.55, paidBack: [[14.04, '711']] });
	});

	test('S171: yen have no cents', async () => {
		const { note } = await desk.credited({ store: 'JP', order: { items: [mug({ unitPrice: '2000', item: '2000', tax: { ITEM: '200' } })] }, amounts: { OurPricePrincipal: '-2000', OurPriceTax: '-200', Commission: '330', RefundCommission: '-66' } });
		expect(saidBy(note)).toMatchObject({ total: 1936, tax: 200, paidBack: [[1936, '712']] });
	});

	test('S171: part of a price is one unit at that price on the product', async () => {
		const { note } = await desk.credited({ amounts: { OurPricePrincipal: '-5.00', OurPriceTax: '-0.41' } });
		expect(saidBy(note)).toEqual({ lines: [['HP-MUG-SLATE', 1, 5, 0.41, 5]], charges: [], total: 5.41, tax: 0.41, paidBack: [[5.41, '710']] });
		expect(note.lines[0]?.comment).toBe('Partial refund');
	});

	test('S171: shipping alone is the charge of the sale, without a line of goods', async () => {
		const { note } = await desk.credited({ order: { items: [mug({ shipping: '4.00', tax: { ITEM: '1.24', SHIPPING: '0.33' } })] }, amounts: { ShippingPrincipal: '-4.00', ShippingTax: '-0.33' } });
		expect(saidBy(note)).toEqual({ lines: [], charges: [['Shipping', 4, 0.33]], total: 4.33, tax: 0.33, paidBack: [[4.33, '710']] });
	});

	test('S171 and S172: all of an order of two products comes back in the quantities and prices of the sale, fees of one kind in one charge', async () => {
		const items = [mug({ quantity: 2, item: '29.98', shipping: '4.99', tax: { ITEM: '2.47', SHIPPING: '0.41' } }), board];
		const { note } = await desk.credited({
			order: { items },
			items: [
				{ sku: 'HP-MUG-SLATE', adjustmentId: 'two-mugs', amounts: { OurPricePrincipal: '-29.98', OurPriceTax: '-2.47', ShippingPrincipal: '-4.99', ShippingTax: '-0.41', Commission: '4.50', RefundCommission: '-0.90' } },
				{ sku: 'HP-BOARD-40', adjustmentId: 'a-board', amounts: { OurPricePrincipal: '-39.00', OurPriceTax: '-3.22', Commission: '5.85', RefundCommission: '-1.17' } },
			],
		});
		expect(saidBy(note)).toEqual({
			lines: [['HP-MUG-SLATE', 2, 14.99, 2.47, 29.98], ['HP-BOARD-40', 1, 39, 3.22, 39]],
			charges: [['Shipping', 4.99, 0.41], ['Amazon commission returned', -10.35, 0], ['Amazon refund commission', 2.07, 0]],
			total: 71.79, tax: 6.1, paidBack: [[71.79, '710']],
		});
	});

	test('S171: a discount that the buyer had lessens what comes back', async () => {
		const { note } = await desk.credited({ order: { items: [mug({ discount: { ITEM: '2.00' } })] }, amounts: { OurPricePrincipal: '-14.99', OurPriceTax: '-1.24', OurPriceDiscount: '2.00' } });
		expect(saidBy(note)).toMatchObject({ lines: [['HP-MUG-SLATE', 1, 14.99, 1.24, 14.99]], charges: [['Discount', -2, 0]], total: 14.23, paidBack: [[14.23, '710']] });
	});

	test('S171: tax that Amazon had withheld itself is left to the settlement', async () => {
		const { item, note } = await desk.credited({ amounts: { ...wholeMug, 'MarketplaceFacilitatorTax-Principal': '1.24' } });
		expect([item.amazonTotal, Number(note.totals.total)]).toEqual(['-13.19', 14.43]);
	});

	test('S172: an amount that is not known is a charge under Amazon\'s word, and is told', async () => {
		const { item, note } = await desk.credited({ amounts: { ...wholeMug, CourierRebate: '0.30' } });
		expect(saidBy(note)).toMatchObject({ charges: [...fees, ['CourierRebate', -0.3, 0]], total: 14.13, paidBack: [[14.13, '710']] });
		expect(item.notices).toEqual([expect.stringContaining('CourierRebate')]);
	});
});

describe('whose goods and whose shelf', () => {
	test.each([['MFN', {}], ['AFN', { fulfilledBy: 'AMAZON', status: 'SHIPPED' }]] as const)('S170: a refund of what was fulfilled by %s is credited', async (_network, order) => {
		const { note } = await desk.credited({ order });
		expect(saidBy(note)).toMatchObject({ total: 14.43, paidBack: [[14.43, '710']] });
	});

	test('S173: nothing goes back to the shelf', async () => {
		const { orderId } = await desk.refundedOrder();
		const before = { stock: stockOf('HP-MUG-SLATE'), moved: structuredClone(desk.world.sale(orderId).movements) };
		expect(before.moved).toHaveLength(1);
		await desk.loadAndProcess();
		expect(desk.creditNote(orderId)).toMatchObject({ status: 'AUTHORISED', restock: [] });
		expect({ stock: stockOf('HP-MUG-SLATE'), moved: desk.world.sale(orderId).movements }).toEqual(before);
	});
});

describe('settings of the store', () => {
	test('S172: fees go to their own account and bear the name of a service product, where the store says so', async () => {
		await desk.withSettings({ more: { refundFeeAccount: '270', refundFeeProduct: 'Amazon Fees' } }, async () => {
			const { note } = await desk.credited();
			expect(note.charges.map(({ description, comment, account }) => [description, comment, account])).toEqual([['Amazon Fees', 'Amazon commission returned', '270'], ['Amazon Fees', 'Amazon refund commission', '270']]);
			expect(note.lines[0]?.account).toBe('210');
		});
	});

	test('S172: a tenant that refuses charges below 0 has the fees left to the settlement, and is told so', async () => {
		const { switches } = desk.world.cin7.world;
		await desk.withSettings({ more: { discounts: 'lineDiscount' } }, async () => {
			Object.assign(switches, { negativeCharges: 'refused' });
			try {
				const { item, note } = await desk.credited({ order: { items: [mug({ discount: { ITEM: '2.00' } })] }, amounts: { ...wholeMug, OurPriceDiscount: '2.00' } });
				expect(saidBy(note)).toEqual({ lines: [['HP-MUG-SLATE', 1, 12.99, 1.24, 12.99]], charges: [], total: 14.23, tax: 1.24, paidBack: [[14.23, '710']] });
				expect(item).toMatchObject({ fees: '0.00', notices: [expect.stringMatching(/fees \(Amazon commission returned -2.25, Amazon refund commission 0.45\) are not on the credit note/)] });
			} finally {
				Object.assign(switches, { negativeCharges: 'accepted' });
			}
		});
	});

	test('S171: a store without Amazon\'s taxes gives none back', async () => {
		await desk.withSettings({ ignoreAmazonTaxes: true }, async () => {
			const { note } = await desk.credited();
			expect(saidBy(note)).toEqual({ lines: [['HP-MUG-SLATE', 1, 14.99, 0, 14.99]], charges: fees, total: 13.19, tax: 0, paidBack: [[13.19, '710']] });
		});
	});

	test('S171: a sale that was made before Amazon\'s taxes were ignored gets its tax back', async () => {
		const { orderId } = await desk.refundedOrder();
		await desk.withSettings({ ignoreAmazonTaxes: true }, async () => {
			await desk.loadAndProcess();
			expect(saidBy(desk.creditNote(orderId))).toMatchObject({ total: 14.43, tax: 1.24 });
		});
	});

	test('S171: without a payment account the credit note stays open, as the invoice does', async () => {
		await desk.withSettings({ paymentAccount: byId('') }, async () => {
			const { item, note } = await desk.credited();
			expect(note).toMatchObject({ status: 'AUTHORISED', payments: [] });
			expect(item).toMatchObject({ outcome: 'credited', refunded: false });
		});
	});

	test('S171: the credit note and its refund bear the day in the zone of the store', async () => {
		// 06:30 UTC on the 11th is 23:30 of the 10th in Los Angeles.
		const { note } = await desk.credited({ postedDate: '2026-03-11T06:30:00.000Z' });
		expect([note.date, note.payments[0]?.datePaid].map((day) => day?.slice(0, 10))).toEqual(['2026-03-10', '2026-03-10']);
	});
});

describe('a second refund of an order', () => {
	test('S171: is a credit note of its own on what is an Advanced Sale then, and changes nothing else', async () => {
		const { orderId } = await desk.credited({ order: { items: [mug(), board] } });
		const before = structuredClone(desk.world.sale(orderId));
		expect(before.type).toBe('Simple Sale');
		const second = desk.refund(orderId, { items: [{ sku: 'HP-BOARD-40', adjustmentId: 'the-board', amounts: { OurPricePrincipal: '-39.00', OurPriceTax: '-3.22' } }] });
		expect((await desk.loadAndProcess()).processed).toMatchObject([{ refundId: second, outcome: 'credited' }]);
		const after = desk.world.sale(orderId);
		expect(after.creditNotes.map(({ totals, payments }) => [Number(totals.total), payments.map(({ amount }) => Number(amount))])).toEqual([[14.43, [14.43]], [42.22, [42.22]]]);
		expect(after.creditNotes[0]).toEqual(before.creditNotes[0]);
		const { type, creditNotes: _notes, fulfillments, updated: _updated, ...rest } = after;
		const { type: _type, creditNotes: _before, fulfillments: fulfilled, updated: _then, ...unchanged } = before;
		expect(type).toBe('Advanced Sale');
		expect(rest).toEqual(unchanged);
		expect(fulfillments.slice(0, 1)).toEqual(fulfilled);
		// The empty fulfillment that made it an Advanced Sale is taken away again.
		expect(fulfillments.slice(1).map(({ pick, pack, ship }) => [pick.status, pack.status, ship.status])).toEqual([['VOIDED', 'VOIDED', 'VOIDED']]);
		const third = desk.refund(orderId, { amounts: { GoodwillPrincipal: '-0.50' } });
		expect((await desk.loadAndProcess()).processed).toMatchObject([{ refundId: third, outcome: 'credited' }]);
		expect(desk.world.sale(orderId).fulfillments).toHaveLength(2);
	});
});
