import { AmazonModel, describeWithAmazonModels } from './amazonModel';

const order = { orderId: '111-1111111-1111111', createdTime: '2026-11-02T10:00:00.000Z', lastUpdatedTime: '2026-11-02T10:00:00.000Z', salesChannel: { channelName: 'AMAZON' }, orderItems: [] };

describeWithAmazonModels('the judge over Amazon\'s published models', () => {
	const orders = AmazonModel.load('orders_2026-01-01.json');

	it('accepts what the model allows', () => {
		expect(orders.responseErrors('getOrder', 200, { order })).toEqual([]);
		expect(orders.responseErrors('getOrder', 200, { order }, { closed: true })).toEqual([]);
	});

	it.each([
		['a missing field', { order: { ...order, orderId: undefined } }, /orderId/],
		['a wrong format', { order: { ...order, createdTime: 'yesterday' } }, /date-time/],
		['a word outside an enum', { order: { ...order, fulfillment: { fulfillmentStatus: 'LOST' } } }, /allowed values/],
		['an amount that is a number', { order: { ...order, proceeds: { grandTotal: { amount: 1, currencyCode: 'USD' } } } }, /string/],
	])('refuses %s', (_what, body, reason) => {
		expect(orders.responseErrors('getOrder', 200, JSON.parse(JSON.stringify(body))).join()).toMatch(reason);
	});

	it('refuses a property that the model does not name only when asked to', () => {
		const misspelled = { order: { ...order, programmes: ['PRIME'] } };
		expect(orders.responseErrors('getOrder', 200, misspelled)).toEqual([]);
		expect(orders.responseErrors('getOrder', 200, misspelled, { closed: true }).join()).toMatch(/programmes/);
	});

	it('refuses a status that the model does not declare', () => {
		expect(orders.responseErrors('getOrder', 418, {})).toEqual(['getOrder has no response with status 418']);
	});

	it.each([
		['an unknown name', { query: [['orderIds', '1']] as const }, /unknown/],
		['a word outside an enum', { query: [['fulfillmentStatuses', 'SHIPPED,Canceled']] as const }, /allowed values/],
		['too many items', { query: [['marketplaceIds', Array.from({ length: 51 }, (_, i) => `M${i}`).join()]] as const }, /50/],
		['a page size that is no number', { query: [['maxResultsPerPage', 'ten']] as const }, /integer/],
		['a time that is none', { query: [['createdAfter', '2026-11-02']] as const }, /date-time/],
	])('refuses parameters with %s', (_what, request, reason) => {
		expect(orders.parameterErrors('searchOrders', request).join()).toMatch(reason);
	});

	it('wants required parameters', () => {
		expect(orders.parameterErrors('getOrder', {})).toEqual(['path parameter orderId is missing']);
		expect(orders.parameterErrors('getOrder', { path: [['orderId', '1']], query: [['includedData', 'BUYER,PROCEEDS']] })).toEqual([]);
	});

	it('reads the static pairs', () => {
		expect(orders.staticPairs('searchOrders').map((pair) => pair.status)).toEqual([200, 200, 200, 400]);
		expect(orders.staticPairs('getOrder').map((pair) => pair.status)).toEqual([200, 200, 200, 400]);
	});
});
