import type { Clock } from '../../src/transport/clock';
import type { AmazonSwitches, Quota } from './switches';

/** Amazon's published usage plans (the models' descriptions), and that of the static sandbox. */
const published = new Map<string, Quota>([
	['searchOrders', { rate: 0.0056, burst: 20 }],
	['getOrder', { rate: 0.5, burst: 30 }],
	['getMarketplaceParticipations', { rate: 0.016, burst: 15 }],
	['getAccount', { rate: 0.016, burst: 15 }],
	['searchListingsItems', { rate: 5, burst: 5 }],
	['getListingsItem', { rate: 5, burst: 10 }],
	['searchCatalogItems', { rate: 2, burst: 2 }],
	['getCatalogItem', { rate: 2, burst: 2 }],
	['createReport', { rate: 0.0167, burst: 15 }],
	['getReports', { rate: 0.0222, burst: 10 }],
	['getReport', { rate: 2, burst: 15 }],
	['getReportDocument', { rate: 0.0167, burst: 15 }],
	['cancelReport', { rate: 0.0222, burst: 10 }],
	['listTransactions', { rate: 0.5, burst: 10 }],
	['sandbox', { rate: 5, burst: 15 }],
]);

/** Token buckets, one per account and operation, filled by the clock. */
export class Quotas {
	private readonly buckets = new Map<string, { tokens: number; at: number }>();

	constructor(private readonly clock: Clock, private readonly switches: AmazonSwitches) {}

	planOf(operation: string): Quota | undefined {
		return this.switches.plans.get(operation) ?? published.get(operation);
	}

	/** False: the bucket is empty. An operation without a plan is not limited. */
	take(accountKey: string, operation: string): boolean {
		const plan = this.planOf(operation);
		if (plan === undefined || this.switches.quotas === 'off') return true;
		const key = `${accountKey} ${operation}`;
		const now = this.clock.now();
		const bucket = this.buckets.get(key) ?? { tokens: plan.burst, at: now };
		const tokens = Math.min(plan.burst, bucket.tokens + ((now - bucket.at) / 1000) * plan.rate);
		// A token that is whole but for the last bit of the floating point is whole.
		const taken = tokens >= 1 - 1e-9;
		this.buckets.set(key, { tokens: taken ? Math.max(0, tokens - 1) : tokens, at: now });
		return taken;
	}
}
