import type { AmazonOrder, BuyerDetails } from '../../../src/domain/orders/order';
import { storeSettings, type Store } from '../../../src/domain/settings';
import type { DatabaseConfig, OpenDatabase } from '../../../src/database/open';
import type { CaptureDecision, OrderState } from '../../../src/processes/ports/repositories';

/** An engine that the battery runs on. */
export interface BatteryEngine {
	readonly name: string;
	start(): Promise<void>;
	stop(): Promise<void>;
	/** An empty database of its own for each test. */
	freshConfig(): DatabaseConfig;
}

export const STORE = 'A1SELLER-US';
export const START = '2026-03-01T12:00:00.000Z';
export const MINUTE = 60_000;

export const makeStore = (storeId = STORE, overrides: Partial<Store> = {}): Store => ({
	storeId,
	accountKey: 'A1SELLER@na',
	marketplaceId: 'ATVPDKIKX0DER',
	tenantKey: 'tenant-1',
	settings: storeSettings.parse({ storeName: storeId, timeZone: 'America/New_York', ignoreOrdersBefore: '2026-01-01T00:00:00Z' }),
	connectedAt: '2026-02-01T00:00:00.000Z',
	...overrides,
});

export const buyer: BuyerDetails = {
	name: 'Wilhelmina Quackenbush',
	email: 'wq@buyers.example',
	address: { line1: '77 Zanzibar Crescent', city: 'Kalamazoo', postalCode: '49001', countryCode: 'US', phone: '+1 269 555 0177' },
};

export const makeOrder = (orderId: string, overrides: Partial<AmazonOrder> = {}): AmazonOrder => ({
	orderId,
	marketplaceId: 'ATVPDKIKX0DER',
	createdTime: '2026-02-20T10:00:00Z',
	lastUpdatedTime: '2026-02-20T11:00:00Z',
	status: 'UNSHIPPED',
	fulfillmentChannel: 'MFN',
	programs: [],
	grandTotal: { amount: '20.00', currency: 'USD' },
	orderProceeds: [],
	items: [{ orderItemId: '1', sellerSku: 'MUG-RED', quantityOrdered: 2, proceeds: [], promotionIds: [] }],
	packages: [],
	taxCollectionModels: [],
	taxReportingSchemes: [],
	...overrides,
});

export const decision = (order: AmazonOrder, state: OrderState = 'pending', overrides: Partial<CaptureDecision> = {}): CaptureDecision => ({ storeId: STORE, captured: { order, buyer }, state, ...overrides });

export const key = (orderId: string, storeId = STORE): { storeId: string; orderId: string } => ({ storeId, orderId });

/** Order ids of the events that a new subscriber is given, by kind. */
export async function eventsOf(database: OpenDatabase, kind: 'orderCaptured' | 'orderCanceled'): Promise<readonly string[]> {
	return (await database.events.peek({ storeIds: [STORE], kinds: [kind], limit: 1000 })).map((event) => event.orderId);
}
