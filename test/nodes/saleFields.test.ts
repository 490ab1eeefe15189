import { DemoWorld, expectGreen, mug } from './demoWorld';

let world: DemoWorld;
beforeAll(async () => {
	world = await DemoWorld.open({ noOrders: true });
	await world.ready('US');
	await world.ready('DE');
});
afterAll(async () => await world.close());

/** Changes settings of the store for one test. */
async function withSettings(over: Parameters<DemoWorld['connect']>[1], check: () => Promise<void>, store: 'US' | 'DE' = 'US'): Promise<void> {
	expectGreen(await world.connect(store, over));
	try {
		await check();
	} finally {
		expectGreen(await world.connect(store));
	}
}

const saleOf = async (over: Parameters<DemoWorld['placeAndProcess']>[0] = {}, store: 'US' | 'DE' = 'US') => world.sale(await world.placeAndProcess(over, store));

describe('the customer', () => {
	const company = { buyer: { name: 'Robin Placeholder', companyName: 'Example Tools Ltd' } };

	test('S27 and S126: is the company, with the person as contact', async () => {
		expect(await saleOf(company)).toMatchObject({ customer: 'Example Tools Ltd', contact: 'Robin Placeholder' });
	});

	test('S27 and S126: is the person where Amazon gives no company', async () => {
		expect(await saleOf()).toMatchObject({ customer: 'Robin Placeholder', contact: 'Robin Placeholder', phone: '+1 555 0100', email: 'robin@marketplace.amazon.example' });
	});

	test('S125: is the person where the store does not use companies as customers', async () => {
		await withSettings({ useCompanyAsCustomer: false }, async () => expect(await saleOf(company)).toMatchObject({ customer: 'Robin Placeholder' }));
	});

	test('S125 and S126: is the default customer where Amazon names nobody, with its addresses', async () => {
		const sale = await saleOf({ fulfilledBy: 'AMAZON', status: 'SHIPPED', buyer: undefined, address: undefined });
		expect(sale).toMatchObject({ customer: 'Amazon US Customer', billingAddress: { line1: '100 Example Ave' }, shippingAddress: { line1: '100 Example Ave' } });
	});

	test('is not created a second time for a second order', async () => {
		await saleOf(company);
		const named = [...world.cin7.world.customers.values()].filter((customer) => customer.name === 'Example Tools Ltd');
		expect(named).toHaveLength(1);
		expect(named[0]).toMatchObject({ currency: 'USD', accountReceivable: '610', paymentTerm: '30 days' });
	});

	test('of the same name in another currency is a customer of its own', async () => {
		const sale = await saleOf({ buyer: { name: 'Robin Placeholder' }, items: [mug({ unitPrice: '15.95', item: '15.95', tax: undefined })] }, 'DE');
		expect(sale).toMatchObject({ customer: 'Robin Placeholder (EUR)', customerCurrency: 'EUR' });
	});
});

describe('addresses', () => {
	test('S121, S128, S139, S140 and S152: shipping is that of Amazon with company and contact, and billing is the shipping address', async () => {
		const address = { name: 'Dock Four', companyName: 'Example Works', line1: '7 Sample Road', line2: 'Hall B', line3: 'Gate 2', city: 'Reno', state: 'NV', postalCode: '89501', countryCode: 'US' };
		expect(await saleOf({ address })).toMatchObject({
			shippingAddress: { line1: '7 Sample Road', line2: 'Hall B, Gate 2', city: 'Reno', state: 'NV', postcode: '89501', country: 'US', company: 'Example Works', contact: 'Dock Four' },
			billingAddress: { line1: '7 Sample Road', line2: 'Hall B, Gate 2', city: 'Reno', state: 'NV', postcode: '89501', country: 'US' },
		});
	});

	test('S139: shipping stays blank where Amazon gives a buyer and no address', async () => {
		const sale = await saleOf({ fulfilledBy: 'AMAZON', status: 'SHIPPED', address: undefined });
		expect(sale.customer).toBe('Robin Placeholder');
		expect(sale.shippingAddress?.line1 ?? '').toBe('');
	});

	test('S141: shipping notes and comments are the notes of Amazon', async () => {
		const sale = await saleOf({ deliveryInstructions: 'Leave with the porter', items: [mug({ giftWrap: '3.00', gift: { message: 'Für Zoë 🎁' } })] });
		expect(sale.shippingNotes).toContain('Leave with the porter');
		expect(sale.shippingNotes).toContain('Für Zoë 🎁');
		expect(sale.note).toBe(sale.shippingNotes);
	});
});

describe('references and dates', () => {
	test('S127: the reference is the Amazon order number, and so is the external id', async () => {
		const orderId = await world.placeAndProcess();
		expect(world.sale(orderId)).toMatchObject({ customerReference: orderId, externalId: orderId });
	});

	test('S135, S136, S138 and S142: sale, invoice and required-by bear the day of the order in the time zone of the store, and the invoice is due by the terms', async () => {
		// 06:30 UTC on the 10th is 23:30 of the 9th in Los Angeles (the clocks went forward on the 8th).
		const sale = await saleOf({ createdTime: '2026-03-10T06:30:00.000Z' });
		expect(sale).toMatchObject({ saleOrderDate: '2026-03-09T00:00:00', shipBy: '2026-03-09T00:00:00' });
		expect(sale.invoices[0]).toMatchObject({ invoiceDate: '2026-03-09T00:00:00', dueDate: '2026-04-08T00:00:00' });
	});

	test('S138: the store may date sales by the day of loading instead', async () => {
		await withSettings({ more: { saleDate: 'loaded' } }, async () => {
			const sale = await saleOf({ createdTime: '2026-03-10T06:30:00.000Z' });
			expect(sale.saleOrderDate).toBe('2026-03-11T00:00:00');
		});
	});

	test('S134: the invoice number is left to Cin7 Core', async () => {
		const sale = await saleOf();
		expect(sale.invoices[0]?.number).toMatch(/^INV-\d{5}$/);
		const sent = world.cin7.requests.filter((request) => request.operation === 'POST /sale/invoice').at(-1)?.body;
		expect(JSON.stringify(sent)).not.toContain('InvoiceNumber');
	});
});

describe('price tier, terms, representative, account, location, carrier', () => {
	test('S129: the price tier is that of the settings', async () => {
		expect((await saleOf()).priceTier).toBe('Retail');
		await withSettings({ priceTier: { __rl: true, mode: 'list', value: 'Wholesale' } }, async () => expect((await saleOf()).priceTier).toBe('Wholesale'));
	});

	test('S130: terms are the default of Cin7 Core, or those of the settings', async () => {
		expect((await saleOf()).terms).toBe('30 days');
		await withSettings({ terms: { __rl: true, mode: 'list', value: '15th of next month' } }, async () => expect((await saleOf()).terms).toBe('15th of next month'));
	});

	test('S28 and S131: the sales representative is the representative name, or the store name when that is blank; with the option off the marketplace', async () => {
		expect((await saleOf()).salesRepresentative).toBe('Harbor & Pine US');
		await withSettings({ shopRepresentativeName: 'Pat Rep' }, async () => expect((await saleOf()).salesRepresentative).toBe('Pat Rep'));
		await withSettings({ shopRepresentativeName: '' }, async () => expect((await saleOf()).salesRepresentative).toBe('Harbor & Pine US'));
		await withSettings({ shopNameAsSalesRep: false }, async () => expect((await saleOf()).salesRepresentative).toBe('Amazon_US'));
	});

	test('S55 and S132: the optional revenue account is on sale and invoice, over every other; without it the default sales account', async () => {
		const sale = await saleOf({ items: [mug({ shipping: '4.00' })] });
		expect(sale.defaultAccount).toBe('210');
		expect([...(sale.invoices[0]?.lines ?? []), ...(sale.invoices[0]?.charges ?? [])].map((row) => row.account)).toEqual(['210', '210']);
		await withSettings({ revenueAccount: { __rl: true, mode: 'list', value: '' } }, async () => {
			const plain = await saleOf();
			expect([plain.defaultAccount, plain.invoices[0]?.lines[0]?.account]).toEqual(['200', '200']);
		});
	});

	test('S137: the location is the routed one, else that of the fulfillment channel, else the default', async () => {
		expect((await saleOf()).location).toBe('Main Warehouse');
		expect((await saleOf({ fulfilledBy: 'AMAZON', status: 'SHIPPED' })).location).toBe('FBA US');
		await withSettings({ orderRouting: { rules: [{ country: 'US', state: 'NV', location: 'Tokyo' }, { country: 'US', state: 'IL', location: 'Berlin Warehouse' }] } }, async () => expect((await saleOf()).location).toBe('Berlin Warehouse'));
		await withSettings({ amazonLocation: { __rl: true, mode: 'list', value: '' }, merchantLocation: { __rl: true, mode: 'list', value: '' } }, async () => expect((await saleOf({ fulfilledBy: 'AMAZON', status: 'SHIPPED' })).location).toBe('Main Warehouse'));
	});

	test('S143: no carrier from Amazon gives Free Shipping; one that Cin7 Core lacks is added once', async () => {
		expect((await saleOf()).carrier).toBe('Free Shipping');
		const shipped = { status: 'SHIPPED' as const, packages: [{ packageReferenceId: '1', carrier: 'Evri', trackingNumber: 'T1' }] };
		expect((await saleOf(shipped)).carrier).toBe('Evri');
		await saleOf(shipped);
		expect(world.cin7.world.carriers.filter((carrier) => ['Evri', 'Free Shipping'].includes(carrier.description)).map((carrier) => carrier.description).sort()).toEqual(['Evri', 'Free Shipping']);
		expect((await saleOf({ status: 'SHIPPED', packages: [{ packageReferenceId: '1', carrier: 'dhl' }] })).carrier).toBe('DHL');
	});
});

describe('tax', () => {
	const rows = (sale: Awaited<ReturnType<typeof saleOf>>) => [...(sale.invoices[0]?.lines ?? []), ...(sale.invoices[0]?.charges ?? [])];

	test('S64, S65 and S133: order and invoice lines bear the mapped rule as a label, and the amount is that of Amazon', async () => {
		const sale = await saleOf({ items: [mug({ tax: { ITEM: '0.77' } })] });
		expect(sale.order.lines[0]).toMatchObject({ taxRule: 'Tax on Sales', tax: '0.7700' });
		expect(sale.invoices[0]).toMatchObject({ totals: { tax: '0.77', total: '15.76' } });
	});

	test('S65: lines of mixed rates on one order keep their own tax', async () => {
		const sale = await saleOf({ items: [mug({ tax: { ITEM: '1.24' } }), mug({ sku: 'HP-TOWEL-3', item: '24.50', unitPrice: '24.50', tax: { ITEM: '0.61' } })] });
		expect(rows(sale).map((row) => row.tax)).toEqual(['1.2400', '0.6100']);
	});

	test('S66: a line without tax bears Tax Free; in Europe it does not', async () => {
		expect(rows(await saleOf({ items: [mug({ tax: { ITEM: '0.00' } })] }))[0]).toMatchObject({ taxRule: 'Tax Exempt', tax: '0.0000' });
		expect(rows(await saleOf({ items: [mug({ item: '15.95', unitPrice: '15.95', tax: undefined })] }, 'DE'))[0]).toMatchObject({ taxRule: 'MwSt 19%' });
	});

	test('S154 and S155: shipping, gift wrap and discounts are charges on the whole order with rules of their own', async () => {
		await withSettings({ more: { taxShipping: 'Auto Look Up', taxGiftWrap: 'JP Consumption Tax 10%', taxDiscount: 'MwSt 19%' } }, async () => {
			const sale = await saleOf({ items: [mug({ shipping: '4.00', giftWrap: '3.00', discount: { ITEM: '2.00' }, promotionIds: ['SPRING'], tax: { ITEM: '1.24', SHIPPING: '0.33', GIFT_WRAP: '0.25', DISCOUNT: '0.17' } }), mug({ sku: 'HP-MUG-SAND', discount: { ITEM: '1.00' }, tax: { ITEM: '1.24' } })] });
			expect(sale.invoices[0]?.lines.map((line) => [line.sku, line.total, line.discount])).toEqual([['HP-MUG-SLATE', '14.9900', '0.00'], ['HP-MUG-SAND', '14.9900', '0.00']]);
			expect(sale.invoices[0]?.charges.map(({ description, price, tax, taxRule, comment }) => [description, price, tax, taxRule, comment])).toEqual([
				['Shipping', '4.0000', '0.3300', 'Auto Look Up', ''],
				['Gift Wrap', '3.0000', '0.2500', 'JP Consumption Tax 10%', ''],
				['Discount', '-3.0000', '-0.1700', 'MwSt 19%', 'SPRING'],
			]);
		});
	});

	test('a discount that is larger than the shipping, whatever its sign at Amazon, is one negative charge', async () => {
		world.amazon.switches.discountSign = 'negative';
		try {
			const sale = await saleOf({ items: [mug({ shipping: '3.00', discount: { ITEM: '5.00', SHIPPING: '3.00' } })] });
			expect(sale.invoices[0]?.charges.map(({ description, price }) => [description, price])).toEqual([['Shipping', '3.0000'], ['Discount', '-8.0000']]);
			expect(sale.invoices[0]?.totals.total).toBe('11.23');
		} finally {
			world.amazon.switches.discountSign = 'positive';
		}
	});
});

describe('lines', () => {
	test('S153: quantity 2 at 10.00 is 20.00, not 40.00', async () => {
		const sale = await saleOf({ items: [mug({ quantity: 2, unitPrice: '10.00', item: '20.00', tax: { ITEM: '1.65' } })] });
		expect(sale.order.lines).toMatchObject([{ quantity: '2.0000', price: '10.0000', total: '20.0000' }]);
		expect(sale.order.totals.total).toBe('21.65');
	});

	test('N19: a unit price that disagrees with the item amount is shown beside the sale, and the amount counts', async () => {
		world.place({ items: [mug({ quantity: 2, unitPrice: '10.00', item: '19.98', tax: { ITEM: '1.65' } })] });
		await world.load();
		const run = await world.process();
		expect(run.processed.at(-1)).toMatchObject({ outcome: 'processed', total: '21.63' });
		expect(String(run.processed.at(-1)?.notices)).toContain('2 x 10.00 = 20');
	});

	test('S10 and S123: nothing but a customer, a carrier, a representative, a sale with order, invoice and payment is written, as if typed in, and Amazon is only read', async () => {
		await saleOf();
		const written = new Set(world.writes().map((request) => request.operation));
		expect([...written].sort()).toEqual(['POST /customer', 'POST /me/contacts', 'POST /ref/carrier', 'POST /sale', 'POST /sale/invoice', 'POST /sale/order', 'POST /sale/payment']);
		expect(world.amazon.requests.filter((request) => request.operation !== 'getAccessToken').every((request) => request.method === 'GET')).toBe(true);
	});

	test('S123: more than there is in stock becomes a backorder, and nothing is picked', async () => {
		const sale = await saleOf({ items: [mug({ quantity: 5000, item: '74950.00', tax: { ITEM: '0.00' } })] });
		expect(sale.order.status).toBe('AUTHORISED');
		expect(Number(sale.order.lines[0]?.backorderQuantity)).toBeGreaterThan(0);
		expect(sale.fulfillments[0]?.ship.status ?? 'NOT AVAILABLE').not.toBe('AUTHORISED');
	});
});

describe('invoice and payment', () => {
	test('S53: the invoice is a draft by default, and no payment is added to it', async () => {
		await withSettings({ invoiceStatus: 'DRAFT' }, async () => {
			const sale = await saleOf();
			expect(sale.invoices).toMatchObject([{ status: 'DRAFT', payments: [] }]);
		});
	});

	test('S54 and S72: an authorized invoice is paid from the mapped account', async () => {
		const sale = await saleOf();
		expect(sale.invoices).toMatchObject([{ status: 'PAID', payments: [{ account: '710', amount: '16.23' }] }]);
		expect(world.cin7.world.ledger.entries.some((entry) => entry.saleId === sale.id && entry.debit === '610')).toBe(true);
	});

	test('S74: without a payment account the order is loaded and processed, and no payment is added', async () => {
		await withSettings({ paymentAccount: { __rl: true, mode: 'list', value: '' } }, async () => expect((await saleOf()).invoices).toMatchObject([{ status: 'AUTHORISED', payments: [] }]));
	});
});

describe('orders of no value', () => {
	test('N16: a replacement is a sale of 0 that moves stock and names the order that it replaces, without payment or discount', async () => {
		const sale = await saleOf({ fulfilledBy: 'AMAZON', status: 'SHIPPED', replaces: { orderId: '111-1111111-1111111', kind: 'replacement' }, items: [mug({ item: '0.00', unitPrice: '0.00', tax: undefined })] });
		expect(sale.note).toContain('Replacement for Amazon order 111-1111111-1111111');
		expect(sale.invoices).toMatchObject([{ totals: { total: '0' }, payments: [], charges: [] }]);
		expect(sale.fulfillments[0]?.ship.status).toBe('AUTHORISED');
	});

	test('N17: free units for which Amazon states no total are worth 0 and no error', async () => {
		const sale = await saleOf({ fulfilledBy: 'AMAZON', status: 'SHIPPED', grandTotal: null, items: [mug({ item: undefined, unitPrice: undefined, tax: undefined })] });
		expect(sale.invoices).toMatchObject([{ totals: { total: '0' }, payments: [] }]);
	});
});
