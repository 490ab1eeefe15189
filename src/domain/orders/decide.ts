import { marketplaceById } from '../marketplaces';
import type { Store, StoreSettings } from '../settings';
import { missingTaxRules } from '../tax';
import type { AmazonOrder } from './order';

/** What becomes of a loaded order (S20, S71, S148, S150). Reasons are shown to the user. */
export interface Decision {
	readonly state: 'waiting' | 'pending' | 'canceled' | 'skipped';
	readonly reason?: string;
}

/** Machine-readable part of a reason, for counting. */
export const TAX_MAPPING_UNFINISHED = 'Tax rule mapping is not finished';

/**
 * Decides whether an order enters Pending Orders, pure: same order and settings, same answer. An order that cannot be
 * understood (unknown status, foreign marketplace) enters Pending Orders too, where it is held and shown, rather than
 * being dropped.
 */
export function decide(order: AmazonOrder, store: Pick<Store, 'settings' | 'marketplaceId'>): Decision {
	const { settings } = store;
	if (order.status === 'CANCELLED') return { state: 'canceled', reason: 'Canceled at Amazon' };
	if (Date.parse(order.createdTime) < Date.parse(settings.ignoreOrdersBefore)) {
		return { state: 'skipped', reason: `Ordered before ${settings.ignoreOrdersBefore}` };
	}
	if (order.status === 'UNKNOWN' || order.marketplaceId !== store.marketplaceId) return { state: 'pending' };
	if (order.fulfillmentChannel === 'AFN' && !settings.processAmazonFulfilled) {
		return { state: 'skipped', reason: 'The store does not process Amazon-fulfilled orders' };
	}
	const open = waitsAtAmazon(order, settings);
	if (open) return { state: 'waiting', reason: open };
	const missing = missingTaxRules(settings, marketplaceById(store.marketplaceId));
	if (missing.length > 0) return { state: 'waiting', reason: `${TAX_MAPPING_UNFINISHED}: ${missing.join(', ')}` };
	return { state: 'pending' };
}

function waitsAtAmazon(order: AmazonOrder, settings: StoreSettings): string | undefined {
	switch (order.status) {
		case 'PENDING':
		case 'PENDING_AVAILABILITY':
			return 'Not paid yet';
		case 'UNFULFILLABLE':
			return 'Amazon cannot fulfill it';
		case 'UNSHIPPED':
		case 'PARTIALLY_SHIPPED':
			if (settings.loadFrom === 'fullyShipped') return 'Not fully shipped yet';
			// D8: an Amazon-fulfilled order counts as paid once it is shipped.
			return order.fulfillmentChannel === 'AFN' ? 'Not shipped by Amazon yet' : undefined;
		default:
			return undefined;
	}
}

/** D8: whether Amazon has the buyer's money. */
export function isPaid(order: AmazonOrder): boolean {
	if (order.status === 'SHIPPED') return true;
	return order.fulfillmentChannel !== 'AFN' && (order.status === 'UNSHIPPED' || order.status === 'PARTIALLY_SHIPPED');
}
