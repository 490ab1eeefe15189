import type { TenantReference } from '../processes/ports/cin7';
import type { ReferenceCache } from '../processes/ports/repositories';
import type { SqlEngine } from './engines/engine';
import { toMilliseconds } from './instants';

export function createReferenceCache(engine: SqlEngine): ReferenceCache {
	return {
		read: async (tenantKey, notOlderThan) => {
			const row = await engine.query
				.selectFrom('reference_cache')
				.select('reference')
				.where('tenant_key', '=', tenantKey)
				.where('read_at', '>=', toMilliseconds(notOlderThan))
				.executeTakeFirst();
			return row && (JSON.parse(row.reference) as TenantReference);
		},
		write: async (tenantKey, reference, at) => {
			const replaced = { reference: JSON.stringify(reference), read_at: toMilliseconds(at) };
			await engine.query
				.insertInto('reference_cache')
				.values({ tenant_key: tenantKey, ...replaced })
				.onConflict((conflict) => conflict.column('tenant_key').doUpdateSet(replaced))
				.execute();
		},
		clear: async (tenantKey) => {
			await engine.query.deleteFrom('reference_cache').where('tenant_key', '=', tenantKey).execute();
		},
	};
}
