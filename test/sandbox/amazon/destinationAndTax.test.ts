import { marketplaceEntry } from '../../../sandbox/amazon/marketplaceEntries';
import { dataSets, orderDocument } from '../../../sandbox/amazon/orderDocument';
import type { Role } from '../../../sandbox/amazon/seeds';
import { type AmazonSwitches, defaultSwitches } from '../../../sandbox/amazon/switches';
import { AmazonModel, describeWithAmazonModels } from '../../contracts/amazonModel';
import { order, US } from './simulatorClient';

const seed = order(1, {
	address: { name: 'Robin Sample', line1: '1 Example Street', city: 'Seattle', state: 'WA', countryCode: 'US' },
	taxRegistration: { legalName: 'Example LLC', type: 'VAT', number: 'X1' },
	taxRegistrations: [{ entityType: 'MERCHANT', legalName: 'Harbor Example', type: 'BUSINESS', number: 'X2', address: { line1: '2 Example Street', countryCode: 'TR' }, taxOffice: 'Kadikoy' }],
	taxInvoicing: { buyerInvoicePreference: 'BUSINESS' },
	items: [{ asin: 'B0EXAMPLE1', title: 'Mug', quantity: 1, item: '10.00', iossNumber: 'IM0000000000' }],
});
const see = (roles: readonly Role[], switches: Partial<AmazonSwitches> = {}) => orderDocument(seed, marketplaceEntry({ id: US }), { included: new Set(dataSets), roles: new Set(roles), now: 0, switches: { ...defaultSwitches(), ...switches } });
const shipping = { orderItems: [{ fulfillment: { shipping: { internationalShipping: { iossNumber: 'IM0000000000' } } } }] };

describe('destination and tax of an order as the simulator shows it', () => {
	it('country and state are given without the restricted role, unless the switch withholds them', () => {
		expect(see([])['recipient']).toEqual({ deliveryAddress: { city: 'Seattle', stateOrRegion: 'WA', countryCode: 'US' } });
		expect(see([], { destinationWithoutRole: 'withheld' })['recipient']).toBeUndefined();
		expect(see(['directToConsumerShipping'], { destinationWithoutRole: 'withheld' })).toMatchObject({ recipient: { deliveryAddress: { name: 'Robin Sample', stateOrRegion: 'WA' } } });
	});

	it('the IOSS number is given to the role of tax invoicing, to others when the switch says so', () => {
		expect(see(['taxInvoicing'])).toMatchObject(shipping);
		expect(JSON.stringify(see(['directToConsumerShipping']))).not.toContain('IM0000000000');
		expect(see([], { iossNumber: 'anyRole' })).toMatchObject(shipping);
	});

	it('tax registrations are given to the role of tax invoicing alone', () => {
		expect(see(['taxInvoicing'])['tax']).toEqual({
			taxRegistrations: [
				{ entityType: 'BUYER', legalName: 'Example LLC', taxRegistrationType: 'VAT', taxRegistrationNumber: 'X1' },
				{ entityType: 'MERCHANT', legalName: 'Harbor Example', taxRegistrationType: 'BUSINESS', taxRegistrationNumber: 'X2', taxRegistrationAddress: { addressLine1: '2 Example Street', countryCode: 'TR' }, taxRegistrationAttributes: [{ key: 'TAX_OFFICE', value: 'Kadikoy' }] },
			],
			taxInvoicing: { buyerInvoicePreference: 'BUSINESS' },
		});
		expect(see(['directToConsumerShipping'])['tax']).toBeUndefined();
	});
});

describeWithAmazonModels('tax of an order and Amazon\'s published model', () => {
	it('is as modeled', () => {
		expect(AmazonModel.load('orders_2026-01-01.json').definitionErrors('Order', see(['taxInvoicing']), { closed: true })).toEqual([]);
	});
});
