import { openDatabase, type DatabaseConfig, type OpenDatabase } from '../../../src/database/open';
import { createOwner } from '../../../src/database/owner';
import { systemClock } from '../../../src/transport/clock';
import { STORE } from './fixtures';
import { makeLink, makeListing, makeLoad } from './listings';
import { makeSale } from './sales';

/** What a test's child process is to do. */
export interface Task {
	readonly name: 'migrate' | 'claimAll' | 'claimAndWait' | 'closeDays' | 'claimCredits' | 'holdAndWait' | 'takeTokens' | 'keepCatalog';
	/** Several only for 'migrate'. */
	readonly configs: readonly Omit<DatabaseConfig, 'buyerDataKey'>[];
}

const tell = (what: unknown): void => void process.stdout.write(`${JSON.stringify(what)}\n`);

/** Tells the test, and goes on when it says so. */
async function meet(told: unknown): Promise<void> {
	const go = new Promise((resolve) => process.stdin.once('data', resolve));
	tell(told);
	await go;
}

async function claimAll(database: OpenDatabase): Promise<readonly string[]> {
	const claimed: string[] = [];
	const owner = createOwner();
	// Several stay claimed, several are completed: both must be kept from the other process.
	for (let round = 0; ; round++) {
		const batch = await database.orders.claim(STORE, { owner, ttlMs: 600_000, limit: 7 });
		if (batch.length === 0) return claimed;
		claimed.push(...batch.map((order) => order.orderId));
		if (round === 0) await meet(batch.length);
		if (round % 2 === 0) for (const order of batch) await database.orders.complete(order, owner, { done: ['sale'] });
	}
}

async function takeTokens(database: OpenDatabase): Promise<number> {
	let taken = 0;
	for (let attempt = 0; attempt < 150; attempt++) {
		if ((await database.budgets.take('shared', { rate: 0.0001, burst: 100 })).taken) taken++;
	}
	return taken;
}

/**
 * Captures 600 listings, with ASINs of this process's own, and links them, every second one by hand. Answers how many
 * were new, and which it linked.
 */
async function keepCatalog(database: OpenDatabase): Promise<{ readonly created: number; readonly linked: readonly string[] }> {
	let created = 0;
	const linked: string[] = [];
	for (let start = 0; start < 600; start += 20) {
		const skus = Array.from({ length: 20 }, (_, index) => `SKU-${start + index}`);
		const listings = skus.map((sku) => makeListing(sku, { asin: `B0${process.pid}` }));
		created += (await database.catalog.captureSingle(STORE, listings)).new;
		const links = skus.map((sku, index) => makeLink(sku, { productId: String(process.pid), linkedBy: index % 2 === 0 ? 'user' : 'match' }));
		linked.push(...(await database.catalog.link(STORE, links)));
		await database.catalog.capture(STORE, listings, makeLoad(1, { received: start }));
	}
	return { created, linked };
}

/** Closes 12 days, and answers how many this process closed. */
async function closeDays(database: OpenDatabase): Promise<number> {
	let closed = 0;
	for (let day = 10; day < 22; day++) {
		const orderIds = Array.from({ length: 20 }, (_, index) => `${day}-${index}`);
		const sale = makeSale(orderIds, { day: `2026-02-${day}` });
		if (await database.dailySales.close(STORE, sale.day, [sale], new Map(orderIds.map((id) => [id, 1])))) closed++;
	}
	return closed;
}

/** Claims credits of few orders, over and over, and completes them. Answers which; fails where the other process holds one of the same order. */
async function claimCredits(database: OpenDatabase): Promise<readonly string[]> {
	const completed: string[] = [];
	const owner = createOwner();
	for (let idle = 0; idle < 20; ) {
		const batch = await database.credits.claim(STORE, { owner, ttlMs: 600_000, limit: 3 });
		idle = batch.length === 0 ? idle + 1 : 0;
		if (batch.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
		for (const credit of batch) {
			if (!(await database.leases.acquire(`order ${credit.orderId ?? ''}`, owner, 600_000))) throw new Error(`Two credits of order ${credit.orderId ?? ''} are held at once`);
			await database.leases.release(`order ${credit.orderId ?? ''}`, owner);
			await database.credits.complete(credit, owner, { done: ['creditNote'] });
			completed.push(credit.creditId);
		}
	}
	return completed;
}

/** Holds a daily sale and the credits that there are, and tells which. */
async function holdAll(database: OpenDatabase): Promise<readonly unknown[]> {
	const claim = { owner: createOwner(), ttlMs: 600_000, limit: 9 };
	return [(await database.dailySales.claim(STORE, claim))?.saleKey, (await database.credits.claim(STORE, claim)).map(({ creditId }) => creditId)];
}

const open = async (config: Task['configs'][number] | undefined): Promise<OpenDatabase> => await openDatabase({ ...config, buyerDataKey: new Uint8Array(32).fill(7) } as DatabaseConfig, systemClock);

async function openAll(configs: Task['configs']): Promise<number> {
	let opened = 0;
	for (const config of configs) {
		// Both processes at the same tick, over and over: the moments in which they can collide are short.
		while (Date.now() % 40 !== 0);
		opened += (await (await open(config)).stores.list()).length === 0 ? 1 : 0;
	}
	return opened;
}

async function run({ name, configs }: Task): Promise<void> {
	const database = name === 'migrate' ? undefined : await open(configs[0]);
	await meet('ready');
	switch (name) {
		case 'migrate':
			tell(await openAll(configs));
			break;
		case 'claimAll':
			tell(database && (await claimAll(database)));
			break;
		case 'takeTokens':
			tell(database && (await takeTokens(database)));
			break;
		case 'keepCatalog':
			tell(database && (await keepCatalog(database)));
			break;
		case 'closeDays':
			tell(database && (await closeDays(database)));
			break;
		case 'claimCredits':
			tell(database && (await claimCredits(database)));
			break;
		case 'holdAndWait':
			tell(database && (await holdAll(database)));
			await new Promise((resolve) => setTimeout(resolve, 600_000));
			break;
		case 'claimAndWait':
			tell((await database?.orders.claim(STORE, { owner: createOwner(), ttlMs: 600_000, limit: 5 }))?.map((order) => order.orderId));
			await new Promise((resolve) => setTimeout(resolve, 600_000));
	}
	process.exit(0);
}

void run(JSON.parse(process.argv[2] ?? '') as Task);
