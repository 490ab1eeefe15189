import type { IDataObject } from 'n8n-workflow';
import type { SettlementSeed } from '../../../sandbox/amazon/settlements/settlementDesk';
import { settlementFile, totalOf } from '../../../sandbox/amazon/settlements/settlementFile';
import type { FormCountry, SettlementForm } from '../../../sandbox/amazon/settlements/settlementForms';
import type { Settlement, SettlementRow } from '../../../sandbox/amazon/settlements/settlementModel';
import { demoSettings, demoStoreId } from '../../../sandbox/demo/setUp';
import type { DemoStore } from '../../../sandbox/demo/stores';
import { add } from '../../../src/domain/money';
import { byId, DemoWorld, expectGreen, type NodeRun } from '../demoWorld';

/** Stores that settle; the British one shares the account of the German one. */
export type SettlingStore = DemoStore | 'UK';

interface Facts {
	readonly account: DemoStore;
	readonly currency: string;
	readonly marketplaceName: string;
	readonly form: FormCountry;
	/** Codes of Cin7 Core: clearing account, bank account, tax collected. */
	readonly clearing: string;
	readonly bank: string;
	readonly tax: string;
}

const UNITED_KINGDOM = 'A1F83G8C2ARO7P';

export const settling: { readonly [store in SettlingStore]: Facts } = {
	US: { account: 'US', currency: 'USD', marketplaceName: 'Amazon.com', form: 'US', clearing: '710', bank: '090', tax: '820' },
	DE: { account: 'DE', currency: 'EUR', marketplaceName: 'Amazon.de', form: 'DE', clearing: '711', bank: '091', tax: '821' },
	UK: { account: 'DE', currency: 'GBP', marketplaceName: 'Amazon.co.uk', form: 'UK', clearing: '713', bank: '093', tax: '821' },
	JP: { account: 'JP', currency: 'JPY', marketplaceName: 'Amazon.co.jp', form: 'JP', clearing: '712', bank: '092', tax: '822' },
};

export const settlingStoreId = (store: SettlingStore): string => (store === 'UK' ? 'A2HARBORPINE-UK' : demoStoreId(store));

/** Codes of accounts that the tests look at. */
export const accounts = { sales: '210', shipping: '220', sellingFees: '410', fbaFees: '411', storage: '412', advertising: '400', subscription: '414', other: '415', reimbursements: '270', reserve: '715', carried: '718', owed: '825', card: '850', incomeTax: '716', transfers: '717', loans: '826' } as const;

/** Every class of accounts that a settlement can hold. */
const classAccounts = (store: SettlingStore): Readonly<Record<string, string>> => ({
	sales: accounts.sales, shippingIncome: accounts.shipping, giftWrapIncome: accounts.shipping, promotions: accounts.sales, refunds: accounts.sales, taxCollected: settling[store].tax,
	incomeTaxWithheld: accounts.incomeTax, sellingFees: accounts.sellingFees, fbaFees: accounts.fbaFees, storageFees: accounts.storage, inboundFees: accounts.fbaFees, advertising: accounts.advertising,
	subscription: accounts.subscription, shippingLabels: '425', otherFees: accounts.other, reimbursements: accounts.reimbursements, otherIncome: accounts.reimbursements, liquidations: accounts.sales, points: accounts.advertising,
	loans: accounts.loans, reserve: accounts.reserve, payableToAmazon: accounts.owed, cardCharge: accounts.card, transfers: accounts.transfers, debtAdjustments: accounts.transfers,
});

/**
 * Parameters of the Amazon Store node for settlements of a store, every class with its account but those left out.
 * `without`: names of classes.
 */
export const settlementParameters = (store: SettlingStore, { without = [] }: { readonly without?: readonly string[] } = {}): IDataObject => ({
	settlementProcess: 'automatically',
	settlementBankAccount: byId(settling[store].bank),
	settlementClassAccounts: { accounts: Object.entries(classAccounts(store)).filter(([name]) => !without.includes(name)).map(([name, account]) => ({ class: name, account })) },
});

const moreParameters = { settlementPayableAccount: accounts.owed, settlementCarriedForwardAccount: accounts.carried };

/** A row of a settlement, without order and marketplace unless told; posted an hour after the start of its settlement. */
export type Row = Omit<SettlementRow, 'postedAt'> & { readonly postedAt?: string };

export const row = (transactionType: string, amountType: string, amountDescription: string, amount: string, over: Partial<SettlementRow> = {}): Row => ({ transactionType, amountType, amountDescription, amount, ...over });

/** A row of no order. */
export const other = (amountDescription: string, amount: string, over: Partial<SettlementRow> = {}): Row => row('other-transaction', 'other-transaction', amountDescription, amount, over);

/** Rows of an order of the slate mug that Amazon shipped: 16.23 from the buyer, less fees of 6.11. Without an order id of an order that Cin7 Core does not know. */
export const mugRows = (orderId: string, over: Partial<SettlementRow> = {}): readonly Row[] => {
	const place = { orderId, marketplaceName: 'Amazon.com', fulfillmentId: 'AFN', shipmentId: 'D90000001', orderItemCode: '90000000000001', sku: 'HP-MUG-SLATE', quantity: 1, ...over };
	return [
		row('Order', 'ItemPrice', 'Principal', '14.99', place), row('Order', 'ItemPrice', 'Tax', '1.24', place),
		row('Order', 'ItemFees', 'Commission', '-2.25', place), row('Order', 'ItemFees', 'FBAPerUnitFulfillmentFee', '-3.86', place),
	];
};

export interface Giving extends Partial<Omit<Settlement, 'rows' | 'deposit'>> {
	readonly store?: SettlingStore;
	readonly form?: Partial<SettlementForm>;
	/** null: none is scheduled. */
	readonly deposit?: string | null;
	readonly documents?: number;
	readonly statedCharset?: string;
}

const HOUR = 3_600_000;
const iso = (time: number): string => new Date(time).toISOString();

/** The settlements of a store as their user meets them: Amazon's reports, the operations, and the ledger of Cin7 Core. */
export class SettlementWorld {
	private given = 0;
	/** Where the next settlement of a store starts: each starts where the one before ended. */
	private readonly nextStart = new Map<SettlingStore, number>();

	private constructor(readonly world: DemoWorld) {}

	/** A world with these stores connected, without any order; every account that settlements need is there and chosen. */
	static async open(stores: readonly SettlingStore[] = ['US'], over: IDataObject = {}, options: Parameters<typeof DemoWorld.open>[0] = {}): Promise<SettlementWorld> {
		const world = await DemoWorld.open({ noOrders: true, moreInEurope: [{ id: UNITED_KINGDOM, storeName: 'Harbor & Pine UK' }], ...options });
		plantAccounts(world);
		const desk = new SettlementWorld(world);
		for (const store of stores) await desk.connect(store, over);
		return desk;
	}

	async close(): Promise<void> {
		await this.world.close();
	}

	/** Connects a store, or saves its settings again. */
	async connect(store: SettlingStore = 'US', over: IDataObject = {}): Promise<NodeRun> {
		const base = demoSettings(store === 'UK' ? 'DE' : store, '2026-01-01T00:00:00.000Z') as IDataObject;
		const british = store === 'UK' ? { marketplaceId: UNITED_KINGDOM, storeName: 'Harbor & Pine UK', shopRepresentativeName: 'Harbor & Pine UK', paymentAccount: byId('713') } : {};
		const more = { ...(base.more as IDataObject), ...moreParameters, ...(store === 'UK' ? { timeZone: 'Europe/London', currencyRate: '1.27' } : {}), ...(over.more as IDataObject | undefined) };
		const run = await this.world.run('amazonStore', { ...base, ...british, ...settlementParameters(store), ...over, more }, { store: settling[store].account });
		expectGreen(run);
		return run;
	}

	/** Changes settings of a store for one test. */
	async withSettings(over: IDataObject, check: () => Promise<void>, store: SettlingStore = 'US'): Promise<void> {
		await this.connect(store, over);
		try {
			await check();
		} finally {
			await this.connect(store);
		}
	}

	/** Makes a settlement of these rows: half a day that starts where the one before ended, unless told otherwise. */
	settlement(rows: readonly Row[], { store = 'US', deposit, ...over }: Giving = {}): Settlement {
		const start = over.start === undefined ? (this.nextStart.get(store) ?? Date.parse('2026-01-05T00:00:00Z')) : Date.parse(over.start);
		const end = over.end === undefined ? start + 12 * HOUR : Date.parse(over.end);
		this.nextStart.set(store, end);
		const { settlementId = String(28_000_000_000 + ++this.given), currency = settling[store].currency } = over;
		return {
			settlementId, currency, start: iso(start), end: iso(end), ...(deposit === null ? {} : { deposit: deposit ?? iso(end + 48 * HOUR) }),
			rows: rows.map((each) => ({ postedAt: iso(start + HOUR), ...each })),
		};
	}

	/** Amazon closes a settlement and makes its report now. Answers the settlement. */
	give(rows: readonly Row[], giving: Giving = {}): Settlement {
		const settlement = this.settlement(rows, giving);
		this.report(settlement, giving);
		return settlement;
	}

	/** Amazon makes the report of a settlement now, or once more. */
	report(settlement: Settlement, { store = 'US', form, documents, statedCharset }: Pick<Giving, 'store' | 'form' | 'documents' | 'statedCharset'> = {}): void {
		const seed: SettlementSeed = { createdTime: iso(Date.now()), settlement, form: { country: settling[store].form, ...form }, ...(documents ? { documents } : {}), ...(statedCharset ? { statedCharset } : {}) };
		this.world.account(settling[store].account).addSettlement(seed);
		this.world.pass(60_000);
	}

	async run(operation: string, parameters: IDataObject = {}, options: Parameters<DemoWorld['run']>[2] = {}): Promise<NodeRun> {
		const run = await this.world.run('settlementJournalBuilder', { operation, ...parameters }, options);
		expectGreen(run);
		return run;
	}

	async load(store: SettlingStore = 'US', parameters: IDataObject = {}): Promise<NodeRun> {
		return await this.run('loadSettlements', parameters, { store: settling[store].account });
	}

	/** Posts as the schedule does, unless told otherwise. */
	async post(parameters: IDataObject = {}): Promise<NodeRun> {
		return await this.run('postJournal', { store: byId('all'), postWhich: 'automatic', ...parameters });
	}

	async postChosen(settlementId: string, store: SettlingStore = 'US'): Promise<NodeRun> {
		return await this.post({ store: byId(settlingStoreId(store)), postWhich: 'chosen', settlement: byId(settlementId) });
	}

	/** Gives, loads and posts one settlement, which nothing may hold; answers it and its item. */
	async posted(rows: readonly Row[], giving: Giving = {}): Promise<{ readonly settlement: Settlement; readonly item: IDataObject; readonly run: NodeRun }> {
		const settlement = this.give(rows, giving);
		const loaded = await this.load(giving.store);
		expect(loaded.attention).toEqual([]);
		const run = await this.post();
		const item = run.processed.find(({ settlementId }) => settlementId === settlement.settlementId);
		if (!item) throw new Error(`Settlement ${settlement.settlementId} was not posted: ${JSON.stringify(run.attention)}`);
		return { settlement, item, run };
	}

	/** A file that a person gives, of a settlement or as bytes. */
	async addFile(file: Settlement | Uint8Array, { store = 'US', name = 'settlement.txt', form }: { readonly store?: SettlingStore; readonly name?: string; readonly form?: Partial<SettlementForm> } = {}): Promise<NodeRun> {
		const bytes = file instanceof Uint8Array ? file : settlementFile(file, { country: settling[store].form, ...form });
		return await this.run('addSettlementFile', { store: byId(settlingStoreId(store)) }, { store: settling[store].account, file: { name, bytes } });
	}

	/** A settlement as Get Many shows it. */
	async shown(settlementId: string): Promise<IDataObject> {
		const { processed } = await this.run('getMany', { store: byId('all'), settlementsLimit: 500 });
		const found = processed.find((each) => each.settlementId === settlementId);
		if (!found) throw new Error(`Settlement ${settlementId} is not shown`);
		return found;
	}

	/** Its transaction types with what becomes of them. */
	async review(settlementId: string, store: SettlingStore = 'US'): Promise<readonly IDataObject[]> {
		return (await this.run('review', { store: byId(settlingStoreId(store)), settlement: byId(settlementId) })).processed;
	}

	async preview(settlementId: string, store: SettlingStore = 'US'): Promise<NodeRun> {
		return await this.run('previewJournal', { store: byId(settlingStoreId(store)), previewWhich: 'chosen', settlement: byId(settlementId) });
	}

	async undo(settlementId: string, store: SettlingStore = 'US'): Promise<NodeRun> {
		return await this.run('undo', { store: byId(settlingStoreId(store)), settlement: byId(settlementId) });
	}

	/** Journals of a settlement in Cin7 Core, in the order in which they were made. */
	journals(settlementId: string) {
		return [...this.world.cin7.world.journals.values()].filter(({ narration }) => narration.includes(`|${settlementId}|`));
	}

	/** The one journal of a settlement that is not voided. */
	journal(settlementId: string) {
		const [journal, ...more] = this.journals(settlementId).filter(({ status }) => status !== 'VOIDED');
		if (!journal || more.length > 0) throw new Error(`${more.length + (journal ? 1 : 0)} journals of ${settlementId}`);
		return journal;
	}

	moneyTasks(settlementId: string) {
		return [...this.world.cin7.world.moneyTasks.values()].filter(({ reference }) => reference.includes(`|${settlementId}|`));
	}

	/** Debits less credits of each account that something is posted to, in base currency; accounts at zero left out. */
	balances(): Readonly<Record<string, string>> {
		return Object.fromEntries([...this.world.cin7.world.ledger.trialBalance()].map(([account, balance]) => [account, String(Number(balance))]).filter(([, balance]) => balance !== '0'));
	}

	/** What an act moves on each account, in base currency; accounts that it does not move left out. */
	async moved(act: () => Promise<unknown>): Promise<Readonly<Record<string, string>>> {
		const before = this.world.cin7.world.ledger.trialBalance();
		await act();
		const after = this.world.cin7.world.ledger.trialBalance();
		return Object.fromEntries([...after].map(([account, balance]) => [account, String(Number(add(balance, negative(before.get(account) ?? '0'))))]).filter(([, balance]) => balance !== '0'));
	}
}

const negative = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`);

/** Accounts that the demo tenant lacks, and bank accounts for pounds and yen. */
function plantAccounts(world: DemoWorld): void {
	const tenant = world.cin7.world;
	const plain = [
		['414', 'Amazon Subscription', 'EXPENSE', 'EXPENSE'], ['415', 'Other Amazon Fees', 'EXPENSE', 'EXPENSE'], ['713', 'Amazon Clearing GBP', 'CURRENT', 'ASSET'], ['716', 'Income Tax Withheld', 'CURRENT', 'ASSET'],
		['717', 'Money in Transit', 'CURRENT', 'ASSET'], ['718', 'Amazon Carried Forward', 'CURRENT', 'ASSET'], ['825', 'Owed to Amazon', 'CURRLIAB', 'LIABILITY'], ['826', 'Amazon Loans', 'CURRLIAB', 'LIABILITY'], ['850', 'Business Credit Card', 'CURRLIAB', 'LIABILITY'],
	] as const;
	for (const [code, name, type, accountClass] of plain) tenant.addAccount({ code, name, type, class: accountClass, ...(code === '713' ? { forPayments: true, currency: 'GBP' } : {}) });
	for (const [code, currency] of [['092', 'JPY'], ['093', 'GBP']] as const) tenant.addAccount({ code, name: `Harbor ${currency} Account`, type: 'BANK', class: 'ASSET', currency }, { bank: 'Harbor Bank', accountNumber: `000-DEMO-${code}`, currency });
}

export { totalOf };
