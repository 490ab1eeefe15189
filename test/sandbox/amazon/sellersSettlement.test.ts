import fc from 'fast-check';
import { type AmazonSimulator, startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import type { OrderItemSeed, OrderSeed, SellerAccountSeed } from '../../../sandbox/amazon/seeds';
import type { SellerWorld } from '../../../sandbox/amazon/sellerWorld';
import { sellersSettlement, type SettlementSpec } from '../../../sandbox/amazon/settlements/sellersSettlement';
import { totalOf } from '../../../sandbox/amazon/settlements/settlementFile';
import type { Settlement, SettlementRow } from '../../../sandbox/amazon/settlements/settlementModel';
import type { TransactionSeed } from '../../../sandbox/amazon/transactionSeeds';
import { VirtualClock } from '../../../sandbox/clock';
import { accessToken, at, caller, DE, JP, NON_AMAZON, order, ORDERS, seller, US } from './simulatorClient';

const marketplaces = [{ id: US }, { id: DE }, { id: JP }, { id: NON_AMAZON, nonAmazon: { name: 'Non-Amazon US', domain: 'sim1.stores.amazon.com', countryCode: 'US', currency: 'USD' } }];
const fortnight: SettlementSpec = { settlementId: '28471003921', marketplaceIds: [US], start: '2026-10-20T00:00:00Z', end: '2026-11-03T00:00:00Z' };

let simulator: AmazonSimulator;

async function worldOf(seed: Partial<SellerAccountSeed>): Promise<SellerWorld> {
	simulator = await startAmazonSimulator({ clock: new VirtualClock('2026-11-04T12:00:00Z'), accounts: [seller({ marketplaces, ...seed })], switches: { quotas: 'off' } });
	return simulator.account('A1EXAMPLE@na');
}

afterEach(async () => await simulator.close());

const coins = (amount: string): number => Math.round(Number(amount) * 100);
const sumOf = (rows: readonly SettlementRow[]): number => rows.reduce((sum, { amount }) => sum + coins(amount), 0);
const paidBy = ({ rows }: Settlement, orderId: string): number => sumOf(rows.filter((row) => row.orderId === orderId && row.transactionType === 'Order' && ['ItemPrice', 'Promotion'].includes(row.amountType)));
const brief = (rows: readonly SettlementRow[]): readonly string[] => rows.map(({ transactionType, amountDescription, amount }) => `${transactionType} ${amountDescription} ${amount}`);

const shipped = (number: number, over: Partial<OrderSeed> = {}): OrderSeed => order(number, { status: 'SHIPPED', createdTime: '2026-10-21T10:00:00Z', lastUpdatedTime: '2026-10-23T10:00:00Z', ...over });
const item = (over: Partial<OrderItemSeed>): OrderItemSeed => ({ asin: 'B0EXAMPLE1', sku: 'MUG', title: 'Mug', quantity: 1, ...over });

const refund = (over: Partial<TransactionSeed> = {}): TransactionSeed => ({
	transactionId: 'T-1', type: 'Refund', status: 'RELEASED', postedDate: '2026-10-30T09:00:00Z', orderId: '111-0000000-0000001', refundId: 'R-1', marketplaceId: US,
	items: [{ sku: 'MUG', adjustmentId: 'OAI-1', amounts: { OurPricePrincipal: '-19.99', OurPriceTax: '-1.50', OurPriceDiscount: '2.00', 'MarketplaceFacilitatorTax-Principal': '1.50', Commission: '3.00', RefundCommission: '-0.60', RestockingDeductionPrincipal: '0' } }],
	...over,
});

describe('the settlement of what a seller sold', () => {
	it('has the parts of an order, what Amazon withholds, and its fees', async () => {
		const kettle = item({ quantity: 2, item: '40.00', shipping: '5.00', tax: { ITEM: '3.30', SHIPPING: '0.40', DISCOUNT: '0.20' }, discount: { ITEM: '4.00' }, marketplaceFacilitator: true, promotionIds: ['SAVE'] });
		const world = await worldOf({ orders: [shipped(1, { fulfilledBy: 'AMAZON', items: [kettle] })] });
		const { rows } = sellersSettlement(world, fortnight);
		expect(brief(rows)).toEqual([
			'Order Principal 40.00', 'Order Tax 3.30', 'Order Shipping 5.00', 'Order ShippingTax 0.40', 'Order Principal -4.00', 'Order TaxDiscount -0.20',
			'Order MarketplaceFacilitatorTax-Principal -3.10', 'Order MarketplaceFacilitatorTax-Shipping -0.40', 'Order Commission -5.40', 'Order FBAPerUnitFulfillmentFee -7.72', 'Order ShippingChargeback -5.00',
		]);
		expect(rows[4]).toEqual({ transactionType: 'Order', orderId: '111-0000000-0000001', shipmentId: 'D000000001', marketplaceName: 'Amazon.com', amountType: 'Promotion', amountDescription: 'Principal', amount: '-4.00', fulfillmentId: 'AFN', postedAt: '2026-10-23T10:00:00Z', orderItemCode: '0000000000000101', sku: 'MUG', quantity: 2, promotionId: 'SAVE' });
	});

	it('agrees with the grand total that Amazon states of each order, to the cent, whatever it is made of', async () => {
		const cents = fc.integer({ min: 0, max: 99_999 }).map((value) => (value / 100).toFixed(2));
		const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
		const items = fc.record({ item: cents, shipping: maybe(cents), giftWrap: maybe(cents), codFee: maybe(cents), other: maybe(cents), tax: maybe(fc.record({ ITEM: cents, SHIPPING: cents, GIFT_WRAP: cents, COD_FEE: cents, OTHER: cents, DISCOUNT: cents })), discount: maybe(fc.record({ ITEM: cents, SHIPPING: cents })), marketplaceFacilitator: fc.boolean() });
		const orders = fc.record({ marketplaceId: fc.constantFrom(US, DE), fulfilledBy: fc.constantFrom('AMAZON' as const, 'MERCHANT' as const), items: fc.array(items, { minLength: 1, maxLength: 3 }), tip: maybe(cents) });
		const drawn = fc.sample(orders, { numRuns: 40, seed: 7 }).map(({ tip, ...given }, i) => shipped(i + 1, { ...given, items: given.items.map(item), ...(tip !== undefined && { tip: { amount: tip, status: 'FINALIZED' as const } }) }));
		const world = await worldOf({ orders: drawn });
		const get = caller(simulator, await accessToken(simulator));
		const [usd, eur] = [sellersSettlement(world, fortnight), sellersSettlement(world, { ...fortnight, marketplaceIds: [DE] })];
		for (const { orderId, marketplaceId } of drawn) {
			const stated = String(at(await get(`${ORDERS}/${orderId}`, { includedData: 'PROCEEDS' }), 'order', 'proceeds', 'grandTotal', 'amount'));
			expect([orderId, paidBy(marketplaceId === US ? usd : eur, orderId)]).toEqual([orderId, coins(stated)]);
		}
	});

	it('takes the tax out of European prices and withholds it as VAT', async () => {
		const world = await worldOf({ orders: [shipped(1, { marketplaceId: DE, items: [item({ item: '119.00', tax: { ITEM: '19.00' }, marketplaceFacilitator: true })] })] });
		expect(brief(sellersSettlement(world, { ...fortnight, marketplaceIds: [DE] }).rows)).toEqual(['Order Principal 100.00', 'Order Tax 19.00', 'Order MarketplaceFacilitatorVAT-Principal -19.00', 'Order Commission -15.00']);
	});

	it('has whole yen', async () => {
		const world = await worldOf({ orders: [shipped(1, { marketplaceId: JP, fulfilledBy: 'AMAZON', items: [item({ item: '2210' })] })] });
		const settled = sellersSettlement(world, { ...fortnight, marketplaceIds: [JP] });
		expect([settled.currency, totalOf(settled), ...brief(settled.rows)]).toEqual(['JPY', '1492', 'Order Principal 2210', 'Order Commission -332', 'Order FBAPerUnitFulfillmentFee -386']);
	});

	it('has of an order of another channel only what Amazon charges for sending it', async () => {
		const world = await worldOf({ orders: [shipped(1, { orderId: 'S01-1234567-1234567', marketplaceId: NON_AMAZON, fulfilledBy: 'AMAZON' })] });
		const { rows } = sellersSettlement(world, { ...fortnight, marketplaceIds: [US, NON_AMAZON] });
		expect(rows).toMatchObject([{ marketplaceName: 'Non-Amazon US', orderId: 'S01-1234567-1234567', merchantOrderId: 'CONSUMER-0112345671234567', amountDescription: 'FBAPerUnitFulfillmentFee', amount: '-3.86' }]);
	});

	it('has each sale in one of two settlements that meet, by the time at which its last parcel left', async () => {
		const times = ['2026-10-19T23:59:59Z', '2026-10-20T00:00:00Z', '2026-11-02T23:59:59Z', '2026-11-03T00:00:00Z'];
		const world = await worldOf({ orders: times.map((shipTime, i) => shipped(i + 1, { packages: [{ packageReferenceId: '1', shipTime: '2026-10-01T00:00:00Z' }, { packageReferenceId: '2', shipTime }] })) });
		const ids = (spec: Partial<SettlementSpec>): readonly unknown[] => [...new Set(sellersSettlement(world, { ...fortnight, ...spec }).rows.map(({ orderId }) => orderId?.slice(-1)))];
		expect([ids({}), ids({ start: fortnight.end, end: '2026-11-17T00:00:00Z' })]).toEqual([['2', '3'], ['4']]);
	});

	it('leaves out what is not shipped, and what Amazon still holds back', async () => {
		const held: TransactionSeed = { ...refund(), transactionId: 'S-2', type: 'Shipment', status: 'DEFERRED', orderId: '111-0000000-0000002' };
		const world = await worldOf({ orders: [shipped(1, { status: 'UNSHIPPED' }), shipped(2)], transactions: [held, refund({ status: 'DEFERRED' })] });
		expect(sellersSettlement(world, fortnight).rows).toEqual([]);
		world.releaseTransaction('S-2');
		expect(brief(sellersSettlement(world, fortnight).rows)).toEqual(['Order Principal 10.00', 'Order Commission -1.50']);
	});

	it.each([['Refund', 'Refund'], ['Chargeback', 'Chargeback Refund'], ['GuaranteeClaim', 'A-to-z Guarantee Refund']])('has a %s leaf by leaf as %s, its sum that of the transaction', async (type, transactionType) => {
		const world = await worldOf({ orders: [shipped(1, { createdTime: '2026-09-01T00:00:00Z', lastUpdatedTime: '2026-09-02T00:00:00Z' })], transactions: [refund({ type })] });
		const { rows } = sellersSettlement(world, fortnight);
		expect(rows.map(({ amountType, amountDescription, amount }) => `${amountType} ${amountDescription} ${amount}`)).toEqual([
			'ItemPrice Principal -19.99', 'ItemPrice Tax -1.50', 'Promotion Principal 2.00', 'ItemWithheldTax MarketplaceFacilitatorTax-Principal 1.50', 'ItemFees Commission 3.00', 'ItemFees RefundCommission -0.60',
		]);
		expect(rows[0]).toMatchObject({ transactionType, orderId: '111-0000000-0000001', adjustmentId: 'OAI-1', orderItemCode: '0000000000000101', fulfillmentId: 'MFN', postedAt: '2026-10-30T09:00:00Z' });
		expect(rows[0]).not.toHaveProperty('quantity');
		const get = caller(simulator, await accessToken(simulator));
		const stated = at(await get('/finances/2024-06-19/transactions', { postedAfter: fortnight.start }), 'payload', 'transactions', 0, 'totalAmount', 'currencyAmount');
		expect([sumOf(rows), coins(String(stated))]).toEqual([-1559, -1559]);
	});

	it.each(['updated', 'ownTransaction'] as const)('has a released refund once (%s)', async (deferredRelease) => {
		const world = await worldOf({ orders: [shipped(1, { status: 'UNSHIPPED' })], transactions: [refund({ status: 'DEFERRED' })] });
		simulator.switches.deferredRelease = deferredRelease;
		world.releaseTransaction('T-1', '2026-11-01T00:00:00Z');
		expect(sumOf(sellersSettlement(world, fortnight).rows)).toBe(-1559);
	});

	it('begins with what the settlement before owed and held back, and ends with what this one holds back and with fees', async () => {
		const storage = { transactionType: 'other-transaction', amountType: 'other-transaction', amountDescription: 'Storage Fee', amount: '-7.50' };
		const world = await worldOf({ orders: [shipped(1)] });
		const settled = sellersSettlement(world, { ...fortnight, owed: '-54.49', reserve: { previous: '20.00', current: '12.00' }, further: [storage], deposit: null });
		expect(settled.rows.map(({ amountDescription, amount, postedAt: posted }) => `${amountDescription} ${amount} ${posted.slice(0, 19)}`)).toEqual([
			'Payable to Amazon -54.49 2026-10-20T00:00:00', 'Successful charge 54.49 2026-10-20T00:00:00', 'Previous Reserve Amount Balance 20.00 2026-10-20T00:00:00',
			'Principal 10.00 2026-10-23T10:00:00', 'Commission -1.50 2026-10-23T10:00:00', 'Storage Fee -7.50 2026-11-02T23:59:59', 'Current Reserve Amount -12.00 2026-11-02T23:59:59',
		]);
		expect([totalOf(settled), settled.deposit]).toEqual(['9.00', undefined]);
		expect(sellersSettlement(world, fortnight)).toEqual(sellersSettlement(world, fortnight));
	});

	it('is of one currency', async () => {
		const world = await worldOf({});
		expect(() => sellersSettlement(world, { ...fortnight, marketplaceIds: [US, DE] })).toThrow('Amazon.de is in EUR, not in USD');
	});
});
