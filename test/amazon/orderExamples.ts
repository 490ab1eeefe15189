/** An order of one item as Amazon sends it, small. */
export const wireOrder = (orderId: string, given: object = {}): object => ({
	orderId,
	createdTime: '2026-11-01T10:00:00Z',
	lastUpdatedTime: '2026-11-01T11:00:00Z',
	salesChannel: { channelName: 'AMAZON', marketplaceId: 'ATVPDKIKX0DER', marketplaceName: 'Amazon.com' },
	fulfillment: { fulfillmentStatus: 'UNSHIPPED', fulfilledBy: 'MERCHANT', fulfillmentServiceLevel: 'STANDARD' },
	proceeds: { grandTotal: { amount: '49.99', currencyCode: 'USD' } },
	orderItems: [
		{
			orderItemId: `${orderId}-1`,
			quantityOrdered: 1,
			product: { asin: 'B000000001', title: 'Kettle', sellerSku: 'KETTLE-1', price: { unitPrice: { amount: '39.99', currencyCode: 'USD' } } },
			proceeds: {
				proceedsTotal: { amount: '49.99', currencyCode: 'USD' },
				breakdowns: [
					{ type: 'ITEM', subtotal: { amount: '39.99', currencyCode: 'USD' } },
					{ type: 'TAX', subtotal: { amount: '10.00', currencyCode: 'USD' }, detailedBreakdowns: [{ subtype: 'ITEM', value: { amount: '10.00', currencyCode: 'USD' } }] },
				],
			},
		},
	],
	...given,
});
