import type { IDataObject } from 'n8n-workflow';
import { demoLinks, demoSettings, demoStoreId } from '../../../sandbox/demo/setUp';
import { demoMarketplaces } from '../../../sandbox/demo/stores';
import { byId, DemoWorld, expectGreen, mug } from '../demoWorld';
import { problemsOf, SaleDesk, stages } from './saleDesk';

let world: DemoWorld;
let desk: SaleDesk;

beforeAll(async () => {
	world = await DemoWorld.open({ noOrders: true });
	desk = new SaleDesk(world);
	await world.ready('US');
});
afterAll(async () => await world.close());

const byAmazon = { fulfilledBy: 'AMAZON', status: 'SHIPPED' } as const;
const teapots = (quantity: number) => [mug({ asin: 'B0DEMO0008', sku: 'HP-TEAPOT-12', quantity, unitPrice: '45.00', item: (45 * quantity).toFixed(2), tax: { ITEM: '0.00' } })];

describe('orders that Amazon fulfills', () => {
	test('S34: their goods leave the location of the settings, and no other', async () => {
		const [amazons, own] = [desk.shelf('HP-MUG-SLATE', 'FBA US').onHand, desk.shelf('HP-MUG-SLATE', 'Main Warehouse').onHand];
		const sale = await desk.saleOf({ ...byAmazon, items: [mug({ quantity: 2, item: '29.98', tax: { ITEM: '2.47' } })] });
		expect(sale.location).toBe('FBA US');
		expect([desk.shelf('HP-MUG-SLATE', 'FBA US').onHand, desk.shelf('HP-MUG-SLATE', 'Main Warehouse').onHand]).toEqual([String(Number(amazons) - 2), own]);
	});

	test('S34: set not to be processed they are skipped and counted, and those of the merchant go on', async () => {
		await desk.withSettings({ processAmazonFulfilled: false }, async () => {
			const skipped = [world.place(byAmazon), world.place(byAmazon)];
			const own = world.place();
			const load = await world.load();
			expect(load.processed).toMatchObject([{ new: 3, here: { skipped: 2, pending: 1 }, accountedFor: true }]);
			expect((await world.process()).processed.map(({ orderId }) => orderId)).toEqual([own]);
			for (const orderId of skipped) {
				expect(await desk.logEntry(orderId)).toMatchObject({ state: 'skipped', reason: 'The store does not process Amazon-fulfilled orders' });
				expect(world.sales(orderId)).toEqual([]);
			}
		});
	});

	test('P32: they enter when Amazon has shipped them, those of the merchant while they are still to be shipped', async () => {
		const [amazons, own] = [world.place({ ...byAmazon, status: 'UNSHIPPED' }), world.place({ status: 'UNSHIPPED' })];
		await world.load();
		expect((await world.process()).processed.map(({ orderId }) => orderId)).toEqual([own]);
		expect(await desk.pendingOrder(amazons, 'waiting')).toMatchObject({ state: 'waiting', reason: 'Not shipped by Amazon yet' });
		world.account().shipOrder(amazons);
		await desk.loadLater();
		expect((await world.process()).processed).toMatchObject([{ orderId: amazons, outcome: 'processed' }]);
	});

	test('P32: canceled ones are taken note of, whoever fulfills them, and no sale is made', async () => {
		const canceled = [world.place({ ...byAmazon, status: 'CANCELLED', canceledBy: 'BUYER' }), world.place({ status: 'CANCELLED', canceledBy: 'BUYER' })];
		await world.load();
		expect((await world.process()).processed).toEqual([]);
		for (const orderId of canceled) {
			expect(await desk.logEntry(orderId)).toMatchObject({ state: 'canceled' });
			expect(world.sales(orderId)).toEqual([]);
		}
	});
});

describe('pick, pack and ship', () => {
	test.each([
		['NOPICK', ['NOT AVAILABLE', 'NOT AVAILABLE', 'NOT AVAILABLE']],
		['AUTOPICK', ['AUTHORISED', 'NOT AVAILABLE', 'NOT AVAILABLE']],
		['AUTOPICKPACK', ['AUTHORISED', 'AUTHORISED', 'NOT AVAILABLE']],
		['AUTOPICKPACKSHIP', ['AUTHORISED', 'AUTHORISED', 'AUTHORISED']],
	])('S35: with %s the sale of an order goes so far, and the stock with it', async (autoPickPackShip, expected) => {
		await desk.withSettings({ autoPickPackShip }, async () => {
			const before = desk.shelve('HP-TEAPOT-12', 'Main Warehouse', { onHand: '6' }).onHand;
			expect(stages(await desk.saleOf({ items: teapots(2) }))).toEqual(expected);
			const { onHand, allocated } = desk.shelf('HP-TEAPOT-12', 'Main Warehouse');
			expect([before, onHand, allocated]).toEqual(expected[2] === 'AUTHORISED' ? ['6', '4', '0'] : ['6', '6', '2']);
		});
	});

	test.each(['AUTOPICK', 'AUTOPICKPACK', 'AUTOPICKPACKSHIP'])('S36: with %s and too little on hand the pick stays a draft, and nothing is packed or shipped; the invoice is made all the same', async (autoPickPackShip) => {
		await desk.withSettings({ autoPickPackShip }, async () => {
			desk.shelve('HP-TEAPOT-12', 'Main Warehouse', { onHand: '1', onOrder: '50' });
			const sale = await desk.saleOf({ items: [...teapots(2), mug()] });
			expect(stages(sale)).toEqual(['DRAFT', 'NOT AVAILABLE', 'NOT AVAILABLE']);
			expect(desk.shelf('HP-TEAPOT-12', 'Main Warehouse').onHand).toBe('1');
			expect(sale.order).toMatchObject({ status: 'AUTHORISED', lines: [{ backorderQuantity: '1' }, { backorderQuantity: '0' }] });
			expect(sale.invoices).toMatchObject([{ status: 'PAID' }]);
		});
	});

	test('S37: with Auto Ship on, Amazon\'s shipments change nothing on the sale, and nothing is ever written to Amazon', async () => {
		const orderId = await world.placeAndProcess({ items: [mug({ quantity: 2, item: '29.98', tax: { ITEM: '2.47' } })] });
		const shipped = () => JSON.stringify(world.sale(orderId).fulfillments);
		const before = shipped();
		world.account().shipOrder(orderId, { units: [{ item: 0, quantity: 1 }], parcel: { packageReferenceId: '1', carrier: 'UPS', trackingNumber: 'TRACK-1' } });
		await desk.loadLater();
		expectGreen(await world.process());
		world.account().shipOrder(orderId, { parcel: { packageReferenceId: '2', carrier: 'UPS', trackingNumber: 'TRACK-2' } });
		await desk.loadLater();
		world.cin7.requests.length = 0;
		expectGreen(await world.process());
		expect([shipped(), world.writes()]).toEqual([before, []]);
		expect(before).not.toContain('TRACK');
		const others = world.amazon.requests.filter(({ operation }) => operation !== 'getAccessToken');
		expect(others.length).toBeGreaterThan(0);
		expect(others.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	test('S37: of an order that Amazon has shipped before, no tracking number comes to the shipment of the sale', async () => {
		const sale = await desk.saleOf({ status: 'SHIPPED', packages: [{ packageReferenceId: '1', carrier: 'UPS', trackingNumber: 'TRACK-3' }] });
		expect(sale.fulfillments).toMatchObject([{ ship: { status: 'AUTHORISED', lines: [{ trackingNumber: '' }] } }]);
	});
});

describe('orders that lack something', () => {
	const street = { name: 'Robin Placeholder', line1: '5 Example Street', city: 'Springfield', state: 'IL', postalCode: '62701', countryCode: 'US' };

	test.each<[string, IDataObject, string]>([
		['address', { address: undefined }, 'order.addressMissing'],
		['street in the address', { address: { ...street, line1: undefined } }, 'order.addressMissing'],
		['items', { items: [], grandTotal: null }, 'order.noLines'],
	])('P36: an order to be shipped without %s is held and told, and nothing is written until it is there', async (_what, lacking, code) => {
		const orderId = world.place(lacking);
		await world.load();
		world.cin7.requests.length = 0;
		const run = await desk.processOnly(orderId);
		expect(problemsOf(run).map((problem) => [problem.orderId, problem.code])).toEqual([[orderId, code]]);
		expect(await desk.pendingOrder(orderId, 'held')).toMatchObject({ orderId, state: 'held', holds: [{ code }] });
		expect([world.writes(), world.sales(orderId)]).toEqual([[], []]);
		world.account().updateOrder(orderId, { address: street, items: [mug()], grandTotal: undefined });
		await desk.loadLater();
		expect((await desk.processOnly(orderId)).processed).toMatchObject([{ orderId, outcome: 'processed' }]);
		expect(stages(world.sale(orderId))).toEqual(['AUTHORISED', 'AUTHORISED', 'AUTHORISED']);
	});

	test('P36: one without a buyer\'s name and address is no sale of the default customer by itself; where the store wants that, it is', async () => {
		const orderId = world.place({ buyer: undefined, address: undefined });
		await world.load();
		expect(problemsOf(await desk.processOnly(orderId))).toMatchObject([{ orderId, code: 'order.addressMissing' }]);
		await desk.withSettings({ more: { whenAddressIsMissing: 'useDefaultCustomer' } }, async () => {
			expect((await desk.processOnly(orderId)).processed).toMatchObject([{ orderId, outcome: 'processed' }]);
			expect(world.sale(orderId).customer).toBe('Amazon US Customer');
		});
	});
});

describe('a date before which orders are ignored', () => {
	test('P35: orders from before it are skipped, with the reason, and those since enter', async () => {
		await desk.withSettings({ more: { ignoreOrdersBefore: '2026-03-05T08:00:00.000Z' } }, async () => {
			const [before, since] = [world.place({ createdTime: '2026-03-05T07:59:59.000Z' }), world.place({ createdTime: '2026-03-05T08:00:00.000Z' })];
			await world.load();
			expect((await world.process()).processed.map(({ orderId }) => orderId)).toEqual([since]);
			expect(await desk.logEntry(before)).toMatchObject({ state: 'skipped', reason: 'Ordered before 2026-03-05T08:00:00.000Z' });
		});
	});

	test('P35: where none is given it is the time of the first connection, and stays that when settings are saved later', async () => {
		const first = await DemoWorld.open({ noOrders: true });
		try {
			const settings = { more: { ignoreOrdersBefore: '' } };
			const [connected] = [new Date(Date.now()).toISOString()];
			const old = first.place({ createdTime: '2026-03-11T11:00:00.000Z' });
			await first.ready('US', settings);
			const between = first.place();
			first.pass(3600_000);
			expectGreen(await first.connect('US', settings));
			await first.load('US', { load: 'from', from: '2026-03-01T00:00:00Z' });
			expect((await first.process()).processed.map(({ orderId }) => orderId)).toEqual([between]);
			const log = (await first.run('orderConsolidator', { operation: 'getLog', store: byId('all') })).processed;
			const entry = log.find(({ orderId }) => orderId === old);
			expect(entry).toMatchObject({ state: 'skipped' });
			expect(Date.parse(String(entry?.reason).replace('Ordered before ', '')) - Date.parse(connected)).toBeLessThan(10 * 60_000);
		} finally {
			await first.close();
		}
	});
});

describe('one seller account in two marketplaces', () => {
	let europe: DemoWorld;
	beforeAll(async () => {
		europe = await DemoWorld.open({ noOrders: true });
		await europe.ready('DE');
	});
	afterAll(async () => await europe.close());

	const items = [mug({ unitPrice: '15.95', item: '15.95', tax: undefined })];
	const french = { marketplaceId: demoMarketplaces.FR.marketplaceId, items };
	const process = async () => (await europe.process({}, { store: 'DE' })).processed.map(({ storeId, orderId }) => [storeId, orderId]);

	test('P34: connected as one store, only the orders of its marketplace enter', async () => {
		const [orderId, other] = [europe.place({ items }, 'DE'), europe.place(french, 'DE')];
		expect((await europe.load('DE')).processed).toMatchObject([{ loaded: 1 }]);
		expect(await process()).toEqual([[demoStoreId('DE'), orderId]]);
		expect(europe.sales(other)).toEqual([]);
	});

	test('P34: connected as two stores, each order enters once, into the store of its marketplace, whichever store the load was for', async () => {
		const settings = demoSettings('FR', '2026-03-11T12:10:00.000Z') as IDataObject;
		expectGreen(await europe.run('amazonStore', settings, { store: 'DE' }));
		expectGreen(await europe.run('catalogMapper', { operation: 'importLinks', store: byId(demoStoreId('FR')), links: demoLinks() }, { store: 'DE' }));
		const orders = { DE: [europe.place({ items }, 'DE'), europe.place({ items }, 'DE')], FR: [europe.place(french, 'DE'), europe.place(french, 'DE')] };
		expectGreen(await europe.load('DE'));
		expectGreen(await europe.load('DE'));
		expect(new Set(await process())).toEqual(new Set([...orders.DE.map((orderId) => [demoStoreId('DE'), orderId]), ...orders.FR.map((orderId) => [demoStoreId('FR'), orderId])]));
		expect(await process()).toEqual([]);
		for (const [store, orderIds] of Object.entries(orders)) {
			for (const orderId of orderIds) expect(europe.sale(orderId)).toMatchObject({ externalId: orderId, salesRepresentative: `Harbor & Pine ${store}` });
		}
		// One poll for both, so that they share one rate budget.
		const searched = europe.amazon.requests.filter(({ operation }) => operation === 'searchOrders').at(-1);
		expect(new Set(searched?.query.get('marketplaceIds')?.split(','))).toEqual(new Set([demoMarketplaces.DE.marketplaceId, demoMarketplaces.FR.marketplaceId]));
	});
});
