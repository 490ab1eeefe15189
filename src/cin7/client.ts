import type { Cin7Port } from '../processes/ports/cin7';
import type { ReferenceCache } from '../processes/ports/repositories';
import { createAssemblies } from './assemblies';
import { createCaller, type CallServices } from './calls';
import type { Cin7Connection } from './connection';
import { createCreditNotes } from './creditNotes';
import { createCustomers } from './customers';
import { createFamilies } from './families';
import { createKnownProducts } from './knownProducts';
import { createLedger } from './ledger';
import { createProductNames } from './productNames';
import { createProducts } from './products';
import { createRawCall } from './rawCall';
import { createReferenceBooks } from './referenceBooks';
import { createSales } from './sales';

export type { Cin7Connection } from './connection';

/**
 * Cin7 Core's API v2 as the processes need it, for one run: the run budget begins now. Everything that goes wrong is a
 * TransportError without keys and buyer data.
 */
export function createCin7Client(connection: Cin7Connection, services: CallServices & { readonly referenceCache: ReferenceCache }): Cin7Port {
	const { tenantKey } = connection;
	const call = createCaller(connection, services);
	return {
		tenantKey,
		...createReferenceBooks(call, { tenantKey, clock: services.clock, referenceCache: services.referenceCache }),
		...createCustomers(call),
		...createProducts(call),
		...createKnownProducts(call),
		...createFamilies(call),
		...createProductNames(call),
		...createSales(call),
		...createCreditNotes(call),
		...createAssemblies(call),
		...createLedger(call),
		...createRawCall(call),
	};
}
