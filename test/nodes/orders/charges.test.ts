import type { DemoStore } from '../../../sandbox/demo/stores';
import { DemoWorld, expectGreen, mug } from '../demoWorld';
import { invoiceRows, problemsOf, SaleDesk } from './saleDesk';

let world: DemoWorld;
let desk: SaleDesk;

const open = async (stores: readonly DemoStore[], cin7Switches: NonNullable<Parameters<typeof DemoWorld.open>[0]>['cin7Switches'] = {}): Promise<void> => {
	world = await DemoWorld.open({ noOrders: true, cin7Switches });
	desk = new SaleDesk(world);
	for (const store of stores) await world.ready(store);
};

/** What a sale's rows say, on the order and on the invoice alike. */
function rowsOf(sale: Awaited<ReturnType<SaleDesk['saleOf']>>) {
	const charges = ({ description, price, tax, taxRule, comment }: (typeof sale)['order']['charges'][number]) => [description, price, tax, taxRule, comment];
	const lines = ({ sku, quantity, price, discount, tax, total, comment }: (typeof sale)['order']['lines'][number]) => [sku, quantity, price, discount, tax, total, comment];
	const of = (document: Pick<(typeof sale)['order'], 'lines' | 'charges' | 'totals'> | undefined) => ({ lines: document?.lines.map(lines), charges: document?.charges.map(charges), total: document?.totals.total });
	expect(of(sale.invoices[0])).toEqual(of(sale.order));
	return of(sale.order);
}

describe('a tenant that refuses negative charges', () => {
	const inPrices = { more: { discounts: 'lineDiscount' } };
	const refunded = mug({ shipping: '3.00', discount: { ITEM: '5.00', SHIPPING: '3.00' }, promotionIds: ['SPRING'] });

	beforeAll(async () => await open(['US'], { negativeCharges: 'refused' }));
	afterAll(async () => await world.close());

	test('S154: a discount as a charge is refused there, and the refusal is told with the order', async () => {
		const orderId = world.place({ items: [refunded] });
		await world.load();
		const run = await desk.processOnly(orderId);
		expect(run.processed).toEqual([]);
		expect(problemsOf(run)).toMatchObject([{ orderId, code: 'cin7.rejected', what: expect.stringContaining('must not be negative') as string }]);
		world.account().cancelOrder(orderId);
		await desk.loadLater();
		expectGreen(await world.process());
	});

	test('N18 and S154: a discount that is larger than the shipping is inside the line price, told on the line, and the sale comes to Amazon\'s total', async () => {
		await desk.withSettings(inPrices, async () => {
			const sale = await desk.saleOf({ items: [refunded] });
			expect(rowsOf(sale)).toEqual({
				lines: [['HP-MUG-SLATE', '1.0000', '6.9900', '0.00', '1.2400', '6.9900', 'Discount of 8.00 by Amazon included']],
				charges: [['Shipping', '3.0000', '0.0000', 'Tax Exempt', '']],
				total: '11.23',
			});
			expect(sale.invoices[0]?.payments).toMatchObject([{ amount: '11.23' }]);
		});
	});

	test('N18: what the goods cannot bear is inside the shipping; a charge that it uses up is gone', async () => {
		await desk.withSettings(inPrices, async () => {
			expect(rowsOf(await desk.saleOf({ items: [mug({ shipping: '5.00', discount: { ITEM: '14.99', SHIPPING: '2.00' }, tax: { ITEM: '0.00' } })] }))).toEqual({
				lines: [['HP-MUG-SLATE', '1.0000', '0.0000', '0.00', '0.0000', '0.0000', 'Discount of 14.99 by Amazon included']],
				charges: [['Shipping', '3.0000', '0.0000', 'Tax Exempt', 'Discount of 2.00 by Amazon included']],
				total: '3',
			});
			const free = await desk.saleOf({ items: [mug({ shipping: '4.00', discount: { ITEM: '14.99', SHIPPING: '4.00' }, tax: { ITEM: '0.00' } })] });
			expect(rowsOf(free)).toEqual({ lines: [['HP-MUG-SLATE', '1.0000', '0.0000', '0.00', '0.0000', '0.0000', 'Discount of 14.99 by Amazon included']], charges: [], total: '0' });
			expect(free.invoices[0]?.payments).toEqual([]);
		});
	});

	test('N18: a discount that is larger than everything is held, and nothing is written', async () => {
		await desk.withSettings(inPrices, async () => {
			const orderId = world.place({ items: [mug({ discount: { ITEM: '20.00' } })] });
			await world.load();
			const run = await desk.processOnly(orderId);
			expect(problemsOf(run)).toMatchObject([{ orderId, code: 'order.discountTooLarge' }]);
			expect(world.sales(orderId)).toEqual([]);
		});
	});

	test('S155: shipping and gift wrap are charges with rules of their own in this form too; the tax of the discount lessens that of the goods', async () => {
		await desk.withSettings({ more: { ...inPrices.more, taxShipping: 'Auto Look Up', taxGiftWrap: 'JP Consumption Tax 10%', taxDiscount: 'MwSt 19%' } }, async () => {
			const items = [
				mug({ shipping: '4.00', giftWrap: '3.00', discount: { ITEM: '2.00' }, tax: { ITEM: '1.24', SHIPPING: '0.33', GIFT_WRAP: '0.25', DISCOUNT: '0.17' } }),
				mug({ sku: 'HP-TOWEL-3', quantity: 2, unitPrice: '10.00', item: '20.00', discount: { ITEM: '1.50' }, tax: { ITEM: '1.65', DISCOUNT: '0.12' } }),
			];
			const sale = await desk.saleOf({ items });
			const { lines = [], charges, total } = rowsOf(sale);
			expect(charges).toEqual([['Shipping', '4.0000', '0.3300', 'Auto Look Up', ''], ['Gift Wrap', '3.0000', '0.2500', 'JP Consumption Tax 10%', '']]);
			// 14.99 + 20.00 less 3.50; 1.24 + 1.65 less 0.29; shipping and gift wrap with their tax.
			expect([total, sale.order.totals.tax]).toEqual(['41.67', '3.18']);
			expect(lines.map(([sku, quantity, , discount]) => [sku, quantity, discount])).toEqual([['HP-MUG-SLATE', '1.0000', '0.00'], ['HP-TOWEL-3', '2.0000', '0.00']]);
		});
	});

	test('N18 and N19: a price that coins do not divide is written on two lines, and no cent is lost', async () => {
		await desk.withSettings(inPrices, async () => {
			const sale = await desk.saleOf({ items: [mug({ quantity: 3, unitPrice: '10.00', item: '30.00', discount: { ITEM: '5.00' }, tax: { ITEM: '2.08' } })] });
			const { lines, total } = rowsOf(sale);
			expect(lines).toEqual([
				['HP-MUG-SLATE', '2.0000', '8.3300', '0.00', '1.3900', '16.6600', 'Discount of 5.00 by Amazon included'],
				['HP-MUG-SLATE', '1.0000', '8.3400', '0.00', '0.6900', '8.3400', ''],
			]);
			expect(total).toBe('27.08');
		});
	});
});

describe('charges of a tenant whose charges have to be service products', () => {
	beforeAll(async () => {
		await open(['US'], { chargesNeedServiceProduct: true });
		const { world: tenant } = world.cin7;
		for (const name of ['Parcel Post', 'Amazon Promotion', 'Ribbon']) tenant.addProduct({ ...desk.product('SRV-SHIPPING'), id: tenant.guids.next(), sku: name.toUpperCase(), name });
	});
	afterAll(async () => await world.close());

	test('P31: shipping, gift wrap and discount bear the service products of the settings', async () => {
		await desk.withSettings({ more: { shippingProduct: 'Parcel Post', giftWrapProduct: 'Ribbon', discountProduct: 'Amazon Promotion' } }, async () => {
			const sale = await desk.saleOf({ items: [mug({ shipping: '4.00', giftWrap: '3.00', discount: { ITEM: '2.00' } })] });
			expect(rowsOf(sale).charges?.map(([description, price]) => [description, price])).toEqual([['Parcel Post', '4.0000'], ['Ribbon', '3.0000'], ['Amazon Promotion', '-2.0000']]);
		});
	});

	test('P31: a name that is no service product there is told, and the order waits', async () => {
		await desk.withSettings({ more: { shippingProduct: 'Pigeon' } }, async () => {
			const orderId = world.place({ items: [mug({ shipping: '4.00' })] });
			await world.load();
			expect(problemsOf(await desk.processOnly(orderId))).toMatchObject([{ orderId, what: expect.stringContaining('Pigeon') as string }]);
			expect(await desk.pendingOrder(orderId, 'held')).toMatchObject({ orderId });
		});
	});
});

describe('what buyers tell and business orders have', () => {
	beforeAll(async () => await open(['US', 'DE']));
	afterAll(async () => await world.close());

	test('P31: the gift messages of all items are on the order and on the delivery', async () => {
		const sale = await desk.saleOf({ items: [mug({ giftWrap: '3.00', gift: { message: 'Happy Birthday', wrapLevel: 'Red' } }), mug({ sku: 'HP-TOWEL-3', gift: { message: 'See you soon' } })] });
		expect(sale.shippingNotes).toBe('Gift message: Happy Birthday\nGift message: See you soon');
		expect(sale.note).toBe(sale.shippingNotes);
	});

	test('P33: company, purchase order, tax registration and IOSS number stay with the sale, and none of it is on the parcel', async () => {
		const sale = await desk.saleOf({
			buyer: { name: 'Robin Placeholder', companyName: 'Example Werke GmbH', purchaseOrderNumber: 'PO-4711' },
			deliveryInstructions: 'Ring twice',
			taxRegistration: { legalName: 'Example Werke GmbH', type: 'VAT', number: 'DE000000000' },
			items: [mug({ unitPrice: '15.95', item: '15.95', tax: undefined, taxReportingScheme: 'IOSS', iossNumber: 'IM0000000000' })],
		}, 'DE');
		expect([sale.customer, sale.contact]).toEqual(['Example Werke GmbH', 'Robin Placeholder']);
		expect(sale.note.split('\n')).toEqual(['Purchase order: PO-4711', 'Tax registration: VAT DE000000000', 'IOSS number: IM0000000000', 'Ring twice']);
		expect(sale.shippingNotes).toBe('Ring twice');
	});

	test('P33: the company stays in the address where the person is the customer', async () => {
		await desk.withSettings({ useCompanyAsCustomer: false }, async () => {
			const address = { name: 'Robin Placeholder', companyName: 'Example Tools Ltd', line1: '5 Example Street', city: 'Springfield', state: 'IL', postalCode: '62701', countryCode: 'US' };
			const sale = await desk.saleOf({ buyer: { name: 'Robin Placeholder', companyName: 'Example Tools Ltd' }, address });
			expect(sale).toMatchObject({ customer: 'Robin Placeholder', shippingAddress: { company: 'Example Tools Ltd' } });
		});
	});

	test('N18: a delivery tip waits until Amazon has finalized it, and then is a charge of the sale', async () => {
		const orderId = world.place({ tip: { amount: '5.00', status: 'PENDING' } });
		await world.load();
		expect(problemsOf(await desk.processOnly(orderId))).toMatchObject([{ orderId, code: 'order.moneyNotFinal' }]);
		expect(world.sales(orderId)).toEqual([]);
		world.account().updateOrder(orderId, { tip: { amount: '4.50', status: 'FINALIZED' } });
		await desk.loadLater();
		expectGreen(await desk.processOnly(orderId));
		const sale = world.sale(orderId);
		expect(invoiceRows(sale).map(({ total }) => total)).toEqual(['14.9900', '4.5000']);
		expect(sale.order.charges).toMatchObject([{ description: 'Delivery Tip' }]);
		expect(sale.invoices[0]?.payments).toMatchObject([{ amount: '20.73' }]);
	});
});

describe('Japan', () => {
	beforeAll(async () => await open(['JP']));
	afterAll(async () => await world.close());

	test('N18: the fee of cash on delivery is a charge, points are a remark on their line, and the sale comes to Amazon\'s total', async () => {
		const item = { asin: 'B0DEMO0001', sku: 'HP-MUG-SLATE', title: 'Mug', quantity: 2, unitPrice: '2200', item: '4400', shipping: '500', codFee: '330', points: { number: 44, value: '44' }, tax: { ITEM: '400', SHIPPING: '45', COD_FEE: '30' } };
		const orderId = await world.placeAndProcess({ taxIncluded: true, items: [item], address: { name: 'Robin Placeholder', line1: 'Example 1-2-3', city: 'Tokyo', postalCode: '100-0001', countryCode: 'JP' } }, 'JP');
		const sale = world.sale(orderId);
		expect(rowsOf(sale)).toEqual({
			lines: [['HP-MUG-SLATE', '2.0000', '2200.0000', '0.00', '400.0000', '4400.0000', 'Amazon Points granted: 44 (44 JPY)']],
			charges: [['Shipping', '500.0000', '45.0000', 'JP Consumption Tax 10%', ''], ['Cash on Delivery Fee', '330.0000', '30.0000', 'JP Consumption Tax 10%', '']],
			total: '5230',
		});
		expect(sale.invoices[0]?.payments).toMatchObject([{ amount: '5230.00', account: '712' }]);
	});
});
