import { gunzipSync } from 'node:zlib';
import { type AmazonSimulator, startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import { VirtualClock } from '../../../sandbox/clock';
import { AmazonModel, describeWithAmazonModels } from '../../contracts/amazonModel';
import { DOCUMENTS, ReportClient } from './reportClient';
import { at, CA, MX, NON_AMAZON, order, type Reply, REPORTS, seller, US } from './simulatorClient';

const TYPE = 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_ORDER_DATE_GENERAL';
const BY_UPDATE = 'GET_FLAT_FILE_ALL_ORDERS_DATA_BY_LAST_UPDATE_GENERAL';
const october = { dataStartTime: '2026-10-01T00:00:00Z', dataEndTime: '2026-10-31T00:00:00Z' };
const DAY = 24 * 3600 * 1000;

const full = order(1, {
	createdTime: '2026-10-05T10:00:00.250Z', lastUpdatedTime: '2026-11-01T08:00:00Z', status: 'SHIPPED', programs: ['AMAZON_BUSINESS'], sellerOrderId: 'S-1', serviceLevel: 'NEXT_DAY',
	buyer: { name: 'Zoë Sampleton', email: 'buyer@marketplace.amazon.example', purchaseOrderNumber: 'PO-1' },
	address: { name: 'Zoë Sampleton', line1: '1 Example Street', city: 'Málaga', state: 'WA', postalCode: '98100', countryCode: 'US', phone: '+1 206 555 0100' },
	items: [
		{ asin: 'B0EXAMPLE1', sku: 'MUG', title: 'A\t"big" mug', quantity: 2, item: '20.00', shipping: '3.00', giftWrap: '2.00', tax: { ITEM: '1.65', SHIPPING: '0.20', GIFT_WRAP: '0.10' }, discount: { ITEM: '4.00', SHIPPING: '1.00' }, promotionIds: ['P1', 'P2'] },
		{ asin: 'B0EXAMPLE2', sku: 'TEAPOT', title: 'Teapot', quantity: 1, item: '30.00' },
	],
});

describe('reports of orders in the simulator', () => {
	let simulator: AmazonSimulator;
	let clock: VirtualClock;
	let client: ReportClient;
	const world = () => simulator.account('A1EXAMPLE@na');
	const wish = (over: object = {}): object => ({ reportType: TYPE, marketplaceIds: [US], ...october, ...over });

	beforeEach(async () => {
		clock = new VirtualClock('2026-11-02T12:00:00Z');
		const account = seller({ orders: [full] });
		simulator = await startAmazonSimulator({ clock, accounts: [account], switches: { quotas: 'off' } });
		client = await ReportClient.of(account, simulator, clock);
	});
	afterEach(async () => await simulator.close());

	const finished = async (over: object = {}): Promise<Reply> => {
		const { text } = await client.create(wish(over));
		clock.advance(60_000);
		return await client.get(`${REPORTS}/${(JSON.parse(text) as { reportId: string }).reportId}`);
	};
	const bytesOf = async (report: Reply): Promise<Buffer> => {
		const document = await client.get(`${DOCUMENTS}/${String(at(report, 'reportDocumentId'))}`);
		return gunzipSync((await client.fetch(String(at(document, 'url')))).bytes);
	};
	const rowsOf = async (over: object = {}): Promise<readonly { readonly [column: string]: string }[]> => {
		const [header = '', ...lines] = (await bytesOf(await finished(over))).toString('utf8').trimEnd().split('\n');
		return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [header.split('\t')[i] ?? '', cell])));
	};
	const idsOf = async (over: object = {}): Promise<readonly (string | undefined)[]> => (await rowsOf(over)).map((row) => row['amazon-order-id']);

	it('have a row per item with Amazon\'s columns, and nothing that names the buyer', async () => {
		const rows = await rowsOf();
		expect(rows[0]).toEqual({
			'amazon-order-id': full.orderId, 'merchant-order-id': 'S-1', 'purchase-date': '2026-10-05T10:00:00+00:00', 'last-updated-date': '2026-11-01T08:00:00+00:00', 'order-status': 'Shipped', 'fulfillment-channel': 'Merchant',
			'sales-channel': 'Amazon.com', 'order-channel': '', 'ship-service-level': 'NextDay', 'product-name': 'A "big" mug', sku: 'MUG', asin: 'B0EXAMPLE1', 'item-status': 'Shipped', quantity: '2', currency: 'USD',
			'item-price': '20.00', 'item-tax': '1.65', 'shipping-price': '3.00', 'shipping-tax': '0.20', 'gift-wrap-price': '2.00', 'gift-wrap-tax': '0.10', 'item-promotion-discount': '4.00', 'ship-promotion-discount': '1.00',
			'ship-city': 'Málaga', 'ship-state': 'WA', 'ship-postal-code': '98100', 'ship-country': 'US', 'promotion-ids': 'P1,P2', 'is-business-order': 'true', 'purchase-order-number': 'PO-1', 'price-designation': 'Business Price',
		});
		expect(rows.map(({ sku }) => sku)).toEqual(['MUG', 'TEAPOT']);
		expect(JSON.stringify(rows)).not.toMatch(/Zoë|Street|555|marketplace\.amazon/);
	});

	it.each([['PENDING', 'Pending', '1', ''], ['PENDING_AVAILABILITY', 'Pending', '1', ''], ['UNSHIPPED', 'Unshipped', '1', '10.00'], ['PARTIALLY_SHIPPED', 'PartiallyShipped', '1', '10.00'], ['CANCELLED', 'Cancelled', '0', ''], ['UNFULFILLABLE', 'Unfulfillable', '1', '10.00']] as const)('call %s %s', async (status, word, quantity, price) => {
		world().updateOrder(full.orderId, { status, items: [{ asin: 'B0EXAMPLE1', title: 'Mug', quantity: 1, item: '10.00' }] });
		expect((await rowsOf())[0]).toMatchObject({ 'order-status': word, quantity, 'item-price': price });
	});

	it('are of the whole region, whatever marketplace is asked for, by creation or by update', async () => {
		const may = { createdTime: '2026-05-05T10:00:00Z' };
		world().addOrders([order(2, { ...may, marketplaceId: CA, lastUpdatedTime: '2026-10-30T00:00:00Z' }), order(3, { createdTime: '2026-10-31T00:00:00Z', marketplaceId: MX }), order(4, { createdTime: '2026-10-01T00:00:00Z', marketplaceId: NON_AMAZON }), order(5, { createdTime: '2026-10-31T00:00:00.001Z' })]);
		expect(await idsOf({ marketplaceIds: [CA] })).toEqual([3, 1, 1, 4].map((number) => order(number).orderId));
		expect((await rowsOf())[3]?.['sales-channel']).toBe('Non-Amazon US');
		expect(await idsOf({ reportType: BY_UPDATE })).toEqual([3, 2, 4].map((number) => order(number).orderId));
	});

	it('say how things were when they were asked for', async () => {
		const { text } = await client.create(wish());
		world().cancelOrder(full.orderId);
		clock.advance(60_000);
		expect((await bytesOf(await client.get(`${REPORTS}/${(JSON.parse(text) as { reportId: string }).reportId}`))).toString('utf8')).toMatch(/\tShipped\t/);
	});

	it('P63: are CANCELLED without an order, and FATAL over more than 30 days', async () => {
		expect(at(await finished({ dataEndTime: '2026-10-05T00:00:00Z' }), 'processingStatus')).toBe('CANCELLED');
		const long = { dataEndTime: '2026-10-31T00:00:00.001Z' };
		const fatal = await finished(long);
		expect([at(fatal, 'processingStatus'), (await bytesOf(fatal)).toString('utf8')]).toEqual(['FATAL', 'The date range of the report exceeds 30 days.']);
		simulator.switches.longOrderReport = 'accepted';
		expect(await idsOf(long)).toHaveLength(2);
	});

	it.each<[string, object]>([['no beginning', { dataStartTime: undefined }], ['no end', { dataEndTime: undefined }], ['an end at the beginning', { dataEndTime: october.dataStartTime }]])('are refused with %s', async (_what, over) => {
		expect((await client.create(wish(over))).status).toBe(400);
	});

	it('P66: need the role of orders; that of listings does not do', async () => {
		const report = await finished();
		world().revokeRole('inventoryAndOrderTracking');
		const replies = [await client.create(wish()), await client.get(`${REPORTS}/${String(at(report, 'reportId'))}`), await client.get(`${DOCUMENTS}/${String(at(report, 'reportDocumentId'))}`)];
		expect(replies.map(({ status }) => status)).toEqual([403, 403, 403]);
	});

	it('are kept for 30 days', async () => {
		const { text } = await client.create(wish());
		const path = `${REPORTS}/${(JSON.parse(text) as { reportId: string }).reportId}`;
		simulator.switches.tokenLifetime = 90 * DAY;
		const other = await ReportClient.of(seller(), simulator, clock);
		clock.advance(30 * DAY - 1);
		expect((await other.get(path)).status).toBe(200);
		clock.advance(1);
		expect((await other.get(path)).status).toBe(404);
	});

	it('are in UTF-8, or in the region\'s character set when the switch says so', async () => {
		expect((await bytesOf(await finished())).includes(Buffer.from('Málaga', 'utf8'))).toBe(true);
		simulator.switches.orderReportEncoding = 'byRegion';
		expect((await bytesOf(await finished())).includes(Buffer.from('Málaga', 'latin1'))).toBe(true);
	});

	describeWithAmazonModels('and Amazon\'s published model', () => {
		it('are asked for and described as modeled', async () => {
			const model = AmazonModel.load('reports_2021-06-30.json');
			expect(model.parameterErrors('createReport', { body: wish() })).toEqual([]);
			const report = await finished();
			expect(model.responseErrors('getReport', 200, JSON.parse(report.text), { closed: true })).toEqual([]);
			expect(at(report, 'dataStartTime')).toBe(october.dataStartTime);
		});
	});
});
