import type { CustomerDirectory } from '../processes/ports/repositories';
import type { BuyerDataCipher } from './buyerDataCipher';
import type { SqlEngine } from './engines/engine';

export function createCustomerDirectory(engine: SqlEngine, cipher: BuyerDataCipher): CustomerDirectory {
	return {
		find: async (tenantKey, name) => {
			const row = await engine.query
				.selectFrom('customer')
				.select('customer_id')
				.where('tenant_key', '=', tenantKey)
				.where('name_hash', '=', cipher.hashName(tenantKey, name))
				.executeTakeFirst();
			return row?.customer_id;
		},
		remember: async (tenantKey, name, customerId) => {
			await engine.query
				.insertInto('customer')
				.values({ tenant_key: tenantKey, name_hash: cipher.hashName(tenantKey, name), customer_id: customerId })
				.onConflict((conflict) => conflict.columns(['tenant_key', 'name_hash']).doUpdateSet({ customer_id: customerId }))
				.execute();
		},
		forget: async (tenantKey, name) => {
			await engine.query.deleteFrom('customer').where('tenant_key', '=', tenantKey).where('name_hash', '=', cipher.hashName(tenantKey, name)).execute();
		},
	};
}
