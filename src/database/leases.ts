import type { Leases } from '../processes/ports/repositories';
import type { Clock } from '../transport/clock';
import { among, type SqlEngine } from './engines/engine';

export function createLeases(engine: SqlEngine, clock: Clock): Leases {
	return {
		acquire: async (key, owner, ttlMs) => {
			const now = clock.now();
			const held = { owner, held_until: now + ttlMs };
			const row = await engine.query
				.insertInto('lease')
				.values({ lease_key: key, ...held })
				.onConflict((conflict) =>
					conflict
						.column('lease_key')
						.doUpdateSet(held)
						.where(({ eb, or }) => or([eb('lease.owner', '=', owner), eb('lease.held_until', '<=', now)])),
				)
				.returning('lease_key')
				.executeTakeFirst();
			return row !== undefined;
		},
		release: async (key, owner) => {
			await engine.query.deleteFrom('lease').where('lease_key', '=', key).where('owner', '=', owner).execute();
		},
		releaseDead: async (isDead) => {
			const owners = await engine.query.selectFrom('lease').select('owner').distinct().execute();
			const dead = owners.map((row) => row.owner).filter(isDead);
			if (dead.length === 0) return 0;
			const deleted = await engine.query.deleteFrom('lease').where(among(engine.kind, 'owner', dead)).executeTakeFirstOrThrow();
			return Number(deleted.numDeletedRows);
		},
	};
}
