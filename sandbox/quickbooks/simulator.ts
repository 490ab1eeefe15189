import { z } from 'zod';

/** What the adapter under test sends and gets back. The sandbox knows no adapter, so this is told once more. */
export interface QuickBooksRequest {
	readonly method: 'GET' | 'POST' | 'PUT';
	readonly path: string;
	readonly query?: Readonly<Record<string, string | number>>;
	readonly body?: unknown;
}
export interface QuickBooksResponse {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly text: string;
}

export interface QuickBooksSeed {
	readonly realmId: string;
	readonly homeCurrency: string;
	readonly accounts: readonly { readonly Id: string; readonly Name: string; readonly AccountType: string; readonly Active: boolean }[];
	readonly taxCodes: readonly string[];
}

/** What is not documented for sure. Every value is an assumption that can be turned. */
export interface QuickBooksSwitches {
	/** A DocNumber that is there already: a preference of the company, so far as it is told. */
	readonly secondEntryOfNumber: 'refused' | 'accepted';
	/** Whether a requestid also keeps the answer of a refused call. */
	readonly remembersRefusals: boolean;
}

/** limit429, error500, html503: nothing is done. lost: the request does not arrive. The others are done, and the answer is lost or spoiled. */
export type QuickBooksFault = 'limit429' | 'error500' | 'html503' | 'lost' | 'dropAfterCommit' | 'error500AfterCommit' | 'tornBody';

const reference = z.object({ value: z.string() });
const form = z.object({
	DocNumber: z.string().max(21), TxnDate: z.string(), PrivateNote: z.string().max(4000).optional(), CurrencyRef: reference.optional(),
	Line: z.array(z.object({
		DetailType: z.literal('JournalEntryLineDetail'), Amount: z.number().nonnegative(), Description: z.string().optional(),
		JournalEntryLineDetail: z.object({
			PostingType: z.enum(['Debit', 'Credit']), AccountRef: reference, TaxCodeRef: reference.optional(), TaxApplicableOn: z.enum(['Sales', 'Purchase']).optional(),
			TaxAmount: z.number().nonnegative().optional(), ClassRef: reference.optional(), DepartmentRef: reference.optional(),
		}).strict(),
	})).min(2),
});
type Entry = z.infer<typeof form> & { Id: string; SyncToken: string };

const json = (status: number, value: unknown): QuickBooksResponse => ({ status, headers: { 'content-type': 'application/json' }, text: JSON.stringify(value) });
const fault = (code: string, Message: string): QuickBooksResponse => json(400, { Fault: { Error: [{ Message, Detail: Message, code }], type: 'ValidationFault' } });
const spoiled: Partial<Record<QuickBooksFault, QuickBooksResponse>> = {
	limit429: { status: 429, headers: {}, text: '' }, error500: { status: 500, headers: {}, text: '' }, error500AfterCommit: { status: 500, headers: {}, text: '' },
	html503: { status: 503, headers: { 'content-type': 'text/html' }, text: '<html><body>Service unavailable</body></html>' },
};
const coins = (value: number): number => Math.round(value * 100);

/** One company of QuickBooks Online, in this process: hand `send` to the adapter as its connection. */
export class QuickBooksSimulator {
	readonly realmId: string;
	readonly callsPerMinute = 500;
	entries: Entry[] = [];
	readonly requests: QuickBooksRequest[] = [];
	/** The next requests fail so, in this order. */
	readonly faults: QuickBooksFault[] = [];
	private written = 0;
	private readonly seed: QuickBooksSeed;
	private readonly switches: QuickBooksSwitches;
	private readonly answers = new Map<string, { body: string; answer: QuickBooksResponse }>();

	constructor(seed: QuickBooksSeed, switches: Partial<QuickBooksSwitches> = {}) {
		this.seed = seed;
		this.realmId = seed.realmId;
		this.switches = { secondEntryOfNumber: 'refused', remembersRefusals: true, ...switches };
	}

	/** Balance by account id, in hundredths, debits positive; tax under TAX. */
	trialBalance(): Record<string, number> {
		const balance: Record<string, number> = {};
		for (const { Amount, JournalEntryLineDetail: { PostingType, AccountRef, TaxAmount = 0 } } of this.entries.flatMap(({ Line }) => Line)) {
			const sign = PostingType === 'Debit' ? 1 : -1;
			balance[AccountRef.value] = (balance[AccountRef.value] ?? 0) + sign * coins(Amount);
			balance.TAX = (balance.TAX ?? 0) + sign * coins(TaxAmount);
		}
		return balance;
	}

	readonly send = async (request: QuickBooksRequest): Promise<QuickBooksResponse> => {
		this.requests.push(request);
		const struck = this.faults.shift();
		if (struck === 'lost') throw new Error('The connection was lost');
		if (struck === 'limit429' || struck === 'error500' || struck === 'html503') return spoiled[struck] as QuickBooksResponse;
		const answer = this.remembered(request);
		if (struck === 'dropAfterCommit') throw new Error('The connection was lost');
		if (struck === 'tornBody') return { ...answer, text: answer.text.slice(0, answer.text.length / 2) };
		return (struck && spoiled[struck]) ?? answer;
	};

	/** The same requestid and body: the same answer, and nothing is done. The same requestid and another body: refused. */
	private remembered(request: QuickBooksRequest): QuickBooksResponse {
		const id = request.query?.requestid;
		if (id === undefined || request.method === 'GET') return this.perform(request);
		const body = JSON.stringify([request.path, request.body]);
		const known = this.answers.get(String(id));
		if (known && known.body !== body) return fault('2010', 'The request id was used for another request');
		const answer = known?.answer ?? this.perform(request);
		if (answer.status === 200 || this.switches.remembersRefusals) this.answers.set(String(id), { body, answer });
		return answer;
	}

	private perform({ method, path, query = {}, body }: QuickBooksRequest): QuickBooksResponse {
		const [, version, company, realm, resource, id] = path.split('/');
		if (version !== 'v3' || company !== 'company' || realm !== this.realmId) return json(403, { Fault: { Error: [{ Message: 'ApplicationAuthorizationFailed', code: '3100' }], type: 'AUTHORIZATION' } });
		if (method === 'GET' && resource === 'preferences') return json(200, { Preferences: { CurrencyPrefs: { HomeCurrency: { value: this.seed.homeCurrency } } } });
		if (method === 'GET' && resource === 'query') return this.query(String(query.query));
		if (resource !== 'journalentry') return fault('500', 'Unsupported Operation');
		if (method === 'POST') return query.operation === 'delete' ? this.remove(body) : this.write(body);
		const found = this.entries.find(({ Id }) => Id === id);
		return found ? json(200, { JournalEntry: found }) : fault('610', 'Object Not Found');
	}

	/** The two queries that this product asks. */
	private query(text: string): QuickBooksResponse {
		const [, number] = /^select \* from JournalEntry where DocNumber = '([^']*)'$/.exec(text) ?? [];
		if (number !== undefined) {
			const JournalEntry = this.entries.filter(({ DocNumber }) => DocNumber === number);
			return json(200, { QueryResponse: JournalEntry.length > 0 ? { JournalEntry } : {} });
		}
		const [, start, most] = /^select \* from Account where Active = true startposition (\d+) maxresults (\d+)$/.exec(text) ?? [];
		if (start === undefined || Number(most) > 1000) return fault('4000', 'Error parsing query');
		const Account = this.seed.accounts.filter(({ Active }) => Active).slice(Number(start) - 1, Number(start) - 1 + Number(most));
		return json(200, { QueryResponse: Account.length > 0 ? { Account } : {} });
	}

	private write(body: unknown): QuickBooksResponse {
		const read = form.safeParse(body);
		if (!read.success) return fault('2010', `Request has invalid or unsupported property: ${read.error.issues[0].path.join('.')}`);
		const { Line, DocNumber } = read.data;
		const details = Line.map((line) => line.JournalEntryLineDetail);
		if (details.some(({ AccountRef }) => !this.seed.accounts.some(({ Id, Active }) => Active && Id === AccountRef.value))) return fault('2500', 'Invalid Reference Id: accounts');
		if (details.some(({ TaxCodeRef, TaxApplicableOn }) => (TaxCodeRef === undefined) !== (TaxApplicableOn === undefined))) return fault('2020', 'Required param missing: TaxApplicableOn');
		if (details.some(({ TaxCodeRef }) => TaxCodeRef && !this.seed.taxCodes.includes(TaxCodeRef.value))) return fault('2500', 'Invalid Reference Id: tax codes');
		if (this.switches.secondEntryOfNumber === 'refused' && this.entries.some((entry) => entry.DocNumber === DocNumber)) return fault('6140', 'Duplicate Document Number Error');
		const side = (type: string) => Line.reduce((all, { Amount, JournalEntryLineDetail: { PostingType, TaxAmount = 0 } }) => all + (PostingType === type ? coins(Amount) + coins(TaxAmount) : 0), 0);
		if (side('Debit') !== side('Credit')) return fault('6000', 'The transaction is not balanced');
		const JournalEntry = { ...read.data, Id: String((this.written += 1)), SyncToken: '0' };
		this.entries.push(JournalEntry);
		return json(200, { JournalEntry });
	}

	private remove(body: unknown): QuickBooksResponse {
		const { Id, SyncToken } = z.object({ Id: z.string(), SyncToken: z.string() }).parse(body);
		const found = this.entries.find((entry) => entry.Id === Id);
		if (!found) return fault('610', 'Object Not Found');
		if (found.SyncToken !== SyncToken) return fault('5010', 'Stale Object Error');
		this.entries = this.entries.filter((entry) => entry !== found);
		return json(200, { JournalEntry: { Id, status: 'Deleted', domain: 'QBO' } });
	}
}
