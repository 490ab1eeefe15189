import type { FulfillmentChannel } from '../domain/orders/order';

/** DEFAULT is the merchant; Amazon's own networks are AMAZON_NA, AMAZON_EU and others alike (listings and reports). */
export function fulfillmentChannelOf(code: string): FulfillmentChannel | undefined {
	if (code === 'DEFAULT') return 'MFN';
	return code.startsWith('AMAZON') ? 'AFN' : undefined;
}
