import { demoCustomers } from '../../../sandbox/demo/tenant';
import type { Cin7Switches } from '../../../sandbox/cin7/switches';
import { mugLine, orderBody, saleHeader, shippingCharge, TenantClient, type Data } from './tenantClient';

afterEach(async () => { await TenantClient.closeAll(); });

const line = (change: Data): Data => ({ Lines: [{ ...mugLine, ...change }], AdditionalCharges: [] });
const order = async (change: Data, switches: Partial<Cin7Switches> = {}, header: Data = {}): Promise<Data> => {
	const tenant = await TenantClient.start(switches);
	const sale = await tenant.sale(header);
	const answer = await tenant.call('POST', '/sale/order', { ...orderBody(sale.ID), ...change });
	return answer.status === 200 ? answer.data : answer.data[0].Exception;
};

describe('the total of a line', () => {
	it.each([
		[{ Quantity: 3, Price: 3.3333, Total: 9.9999 }, 9.9999],
		[{ Quantity: 3, Price: 10, Discount: 12.5, Total: 26.25 }, 26.25],
		[{ Quantity: 1.5, Price: 0.3333, Total: 0.5 }, 0.5],
		[{ Quantity: 1, Price: 9.99, Discount: 100, Total: 0 }, 0],
		[{ Quantity: 2, Price: 14.99, Total: undefined }, 29.98],
		[{ Quantity: 1, Price: '14.99', Total: '14.99' }, 14.99],
	])('is quantity x price x (1 - discount) at 4 decimals: %j', async (change, total) => {
		expect((await order(line(change))).Lines[0].Total).toBe(total);
	});

	it('is refused when it says something else, within the tolerance of the switch', async () => {
		expect(await order(line({ Total: 29.99 }))).toBe("Line 'Total' is incorrect: 29.9900 was sent, 29.9800 is expected");
		expect((await order(line({ Total: 29.99 }), { lineTotalTolerance: '0.01' })).Total).toBe(32.46);
	});

	it.each([
		[{ Quantity: 0 }, /'Quantity' must be greater than 0/],
		[{ Quantity: -1 }, /'Quantity' must be greater than 0/],
		[{ Price: undefined }, /'Price' is missing/],
		[{ Price: -1, Total: -2 }, /'Price' must not be negative/],
		[{ Price: 1.00001, Total: undefined }, /more than 4 decimal places/],
		[{ Discount: 101, Total: undefined }, /between 0 and 100/],
		[{ Price: 'cheap' }, /Decimal is expected/],
		[{ Comment: 'x'.repeat(257) }, /'Comment' is too long/],
	])('does not come to be with %j', async (change, text) => {
		expect(await order(line(change))).toMatch(text);
	});

	it('is rounded to 4 decimals, and needs a quantity of 1, where the switches say so', async () => {
		expect((await order(line({ Price: 1.00001, Total: undefined }), { excessDecimals: 'rounded' })).Lines[0].Price).toBe(1);
		expect(await order(line({ Quantity: 0.5, Total: undefined }), { minimumQuantity: 'one' })).toMatch(/at least 1/);
	});
});

describe('the tax of a line', () => {
	it('is kept as it is sent, whatever the rule says', async () => {
		expect((await order(line({ Tax: 1.11 }))).Tax).toBe(1.11);
	});

	it('is computed from the rule where none is sent', async () => {
		expect((await order(line({ Tax: undefined }))).Tax).toBe(2.47);
		expect((await order(line({ Tax: undefined }), {}, { TaxInclusive: true })).Tax).toBe(2.28);
	});

	it('is recalculated or refused where the switch says so', async () => {
		expect((await order(line({ Tax: 1.11 }), { suppliedTax: 'recalculated' })).Tax).toBe(2.47);
		expect(await order(line({ Tax: 1.11 }), { suppliedTax: 'refused' })).toMatch(/'Tax' is incorrect: 2.47 is expected/);
	});

	it('has the rule of the product, then of the sale, where the line names none', async () => {
		expect((await order(line({ TaxRule: undefined }))).Lines[0].TaxRule).toBe('Tax on Sales');
		expect((await order(line({ SKU: 'HP-HONEY-500', TaxRule: undefined }))).Lines[0].TaxRule).toBe('Tax Exempt');
	});
});

describe('the totals of a document', () => {
	it('add the tax where prices exclude it', async () => {
		const { TotalBeforeTax, Tax, Total } = await order({});
		expect({ TotalBeforeTax, Tax, Total }).toEqual({ TotalBeforeTax: 34.98, Tax: 2.88, Total: 37.86 });
	});

	it('contain the tax where prices include it', async () => {
		const { TotalBeforeTax, Tax, Total } = await order({}, {}, { TaxInclusive: true });
		expect({ TotalBeforeTax, Tax, Total }).toEqual({ TotalBeforeTax: 32.1, Tax: 2.88, Total: 34.98 });
	});

	it('are exact where floating numbers are not', async () => {
		const lines = Array.from({ length: 30 }, () => ({ ...mugLine, Quantity: 1, Price: 0.1, Tax: 0.01, Total: 0.1 }));
		const { TotalBeforeTax, Tax, Total } = await order({ Lines: lines, AdditionalCharges: [] });
		expect([TotalBeforeTax, Tax, Total]).toEqual([3, 0.3, 3.3]);
	});

	it('are read back as TaxCalculation, and follow a change of the header while the order is a draft', async () => {
		const tenant = await TenantClient.start();
		const sale = await tenant.sale({ TaxInclusive: 'true' });
		expect(sale.TaxCalculation).toBe('Inclusive');
		await tenant.ok('POST', '/sale/order', { ...orderBody(sale.ID), Status: 'DRAFT' });
		const changed = await tenant.ok('PUT', '/sale', { ...saleHeader, ID: sale.ID, TaxInclusive: false });
		expect([changed.TaxCalculation, changed.Order.Total]).toEqual(['Exclusive', 37.86]);
	});
});

describe('an additional charge', () => {
	const discount = { Lines: [mugLine], AdditionalCharges: [{ ...shippingCharge, Description: 'Discount', Price: -3, Tax: -0.25, Total: -3 }] };

	it('may be negative, unless the switch refuses it', async () => {
		expect((await order(discount)).Total).toBe(29.2);
		expect(await order(discount, { negativeCharges: 'refused' })).toMatch(/'Price' must not be negative/);
	});

	it('needs a service product only where the switch says so', async () => {
		expect((await order(discount)).AdditionalCharges[0].Description).toBe('Discount');
		expect(await order(discount, { chargesNeedServiceProduct: true })).toMatch(/Service product 'Discount' was not found/);
		expect((await order({}, { chargesNeedServiceProduct: true })).AdditionalCharges[0].Description).toBe('Shipping');
	});

	it('is a line without product where charges are combined with lines', async () => {
		const { SKU: _, ...bare } = mugLine;
		const combined = await order({ CombineAdditionalCharges: true, Lines: [mugLine, { ...bare, Name: 'Gift wrap', Quantity: 1, Price: 3, Tax: 0, Total: 3 }], AdditionalCharges: [] });
		expect(combined.Lines.map((entry: Data) => [entry.SKU, entry.Name])).toEqual([['HP-MUG-SLATE', 'Mug'], [null, 'Gift wrap']]);
	});
});

describe('currencies', () => {
	const german = { CustomerID: demoCustomers.de.id, TaxRule: 'MwSt 19%', TaxInclusive: true, Location: 'FBA DE' };

	it("are the customer's, and a rate is required where it is not the base currency", async () => {
		const tenant = await TenantClient.start();
		expect(await tenant.refusal('POST', '/sale', { ...saleHeader, ...german })).toMatch(/'CurrencyRate' is required/);
		const sale = await tenant.sale({ ...german, CurrencyRate: 1.0845 });
		expect([sale.CustomerCurrency, sale.BaseCurrency, sale.CurrencyRate]).toEqual(['EUR', 'USD', 1.0845]);
		expect((await tenant.sale({ CurrencyRate: 7 })).CurrencyRate).toBe(1);
	});
});
