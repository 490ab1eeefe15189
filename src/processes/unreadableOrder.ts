import { UNREADABLE, type CapturedOrder } from '../domain/orders/order';
import type { UnreadableOrder } from './ports/amazon';

/** Older than anything that Amazon tells of an order: whatever is known of it or comes later counts for more. */
const BEFORE_EVERYTHING = '1970-01-01T00:00:00.000Z';

/**
 * What is kept of an order that Amazon gave and that cannot be read, so that it stands in Pending Orders, held, until
 * Amazon gives it in a form that can be. None where not even its id can be read: that is only told.
 * @param seenAt when it was loaded, ISO 8601
 */
export function keepUnreadable({ orderId }: UnreadableOrder, marketplaceId: string, seenAt: string): readonly CapturedOrder[] {
	if (orderId === undefined) return [];
	const nothingKnown = { programs: [], orderProceeds: [], items: [], packages: [], taxCollectionModels: [], taxReportingSchemes: [] };
	return [{ order: { orderId, marketplaceId, createdTime: seenAt, lastUpdatedTime: BEFORE_EVERYTHING, status: 'UNKNOWN', unknownStatus: UNREADABLE, ...nothingKnown } }];
}
