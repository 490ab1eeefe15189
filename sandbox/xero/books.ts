import { z } from 'zod';

export interface XeroAccount {
	readonly Code: string;
	readonly Name: string;
	/** BANK, CURRENT, REVENUE, EXPENSE … */
	readonly Type: string;
	/** DEBTORS, CREDITORS: accounts that documents alone may post to. */
	readonly SystemAccount?: string;
	readonly Status: 'ACTIVE' | 'ARCHIVED';
}

export interface XeroSeed {
	readonly tenantId: string;
	readonly baseCurrency: string;
	readonly accounts: readonly XeroAccount[];
	/** By TaxType: the sides of the books on which it may stand. */
	readonly taxTypes: Readonly<Record<string, 'income' | 'expense' | 'any'>>;
	readonly tracking: Readonly<Record<string, readonly string[]>>;
}

/** What is not documented, or known from single reports only. Every value is an assumption that can be turned. */
export interface XeroSwitches {
	readonly callsPerMinute: number;
	readonly callsPerDay: number;
	/** A second sales invoice of a number that is there already and not voided. */
	readonly secondInvoiceOfNumber: 'refused' | 'accepted';
	/** A tax type of the other side. */
	readonly taxTypeOfOtherSide: 'refused' | 'accepted';
	/** Whether an idempotency key also keeps the answer of a refused call. */
	readonly remembersRefusals: boolean;
}

export const defaultXeroSwitches: XeroSwitches = { callsPerMinute: 60, callsPerDay: 5000, secondInvoiceOfNumber: 'refused', taxTypeOfOtherSide: 'refused', remembersRefusals: true };

/** The simulated Xero says no, with the messages of its validation errors. */
export class XeroRejection extends Error {
	readonly messages: readonly string[];
	readonly status: number;

	constructor(messages: readonly string[], status = 400) {
		super(messages.join(' '));
		this.name = 'XeroRejection';
		this.messages = messages;
		this.status = status;
	}
}

const tracking = z.array(z.object({ Name: z.string(), Option: z.string() })).optional();
const taxed = { AccountCode: z.string(), Description: z.string().optional(), TaxType: z.string().optional(), TaxAmount: z.number().optional(), Tracking: tracking };
const amountTypes = z.enum(['NoTax', 'Exclusive', 'Inclusive']);
const invoiceForm = z.object({
	Type: z.enum(['ACCREC', 'ACCPAY']), Contact: z.object({ Name: z.string().min(1) }), Date: z.string(), DueDate: z.string().optional(), InvoiceNumber: z.string().max(255), Reference: z.string().max(255).optional(),
	CurrencyCode: z.string(), LineAmountTypes: amountTypes, Status: z.enum(['DRAFT', 'SUBMITTED', 'AUTHORISED']),
	LineItems: z.array(z.object({ Quantity: z.number(), UnitAmount: z.number(), LineAmount: z.number(), ...taxed })),
});
const journalForm = z.object({ Narration: z.string().min(1), Date: z.string(), LineAmountTypes: amountTypes, Status: z.enum(['DRAFT', 'POSTED']), JournalLines: z.array(z.object({ LineAmount: z.number(), ...taxed })).min(2) });

type Line = z.infer<typeof journalForm>['JournalLines'][number];
type Side = 'income' | 'expense';

export interface XeroDocument {
	readonly id: string;
	readonly kind: 'Invoices' | 'ManualJournals';
	status: string;
	readonly fields: Readonly<Record<string, unknown>>;
	/** Ten-thousandths by account code; debits positive. Stand in the books once the document is approved or posted. */
	readonly movements: readonly (readonly [string, number])[];
}

/** Ten-thousandths: unit prices have four digits. */
const units = (value: number): number => Math.round(value * 10_000);
const total = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** Invoices, bills and manual journals of one organization, kept as section 8 of the vendor's rules says. */
export class XeroBooks {
	readonly documents: XeroDocument[] = [];
	private readonly seed: XeroSeed;
	private readonly switches: XeroSwitches;

	constructor(seed: XeroSeed, switches: XeroSwitches) {
		this.seed = seed;
		this.switches = switches;
	}

	/** Balance by account code, in hundredths, debits positive; receivables and payables under AR and AP. Documents in force only. */
	trialBalance(): Record<string, number> {
		const balance: Record<string, number> = {};
		const inForce = this.documents.filter(({ status }) => status === 'AUTHORISED' || status === 'POSTED');
		for (const [account, amount] of inForce.flatMap(({ movements }) => movements)) balance[account] = (balance[account] ?? 0) + amount / 100;
		return balance;
	}

	answer(method: string, path: string, query: Readonly<Record<string, string | number>>, body: unknown): unknown {
		const [, list, id] = path.split('/');
		if (method === 'GET' && list === 'Organisation') return { Organisations: [{ BaseCurrency: this.seed.baseCurrency, Name: 'Example' }] };
		if (method === 'GET' && list === 'Accounts') return { Accounts: this.seed.accounts.filter(({ Status }) => !String(query.where ?? '').includes('ACTIVE') || Status === 'ACTIVE') };
		if (list !== 'Invoices' && list !== 'ManualJournals') throw new XeroRejection([], 404);
		if (method === 'GET') return { [list]: (id === undefined ? this.found(list, String(query.where ?? '')) : [this.byId(list, id)]).map(rendered) };
		if (id !== undefined) return { [list]: [rendered(this.changeStatus(this.byId(list, id), body))] };
		const document = list === 'Invoices' ? this.invoice(body, Number(query.unitdp ?? 2)) : this.journal(body);
		this.documents.push(document);
		return { [list]: [rendered(document)] };
	}

	private byId(list: string, id: string): XeroDocument {
		const found = this.documents.find((document) => document.kind === list && document.id === id);
		if (!found) throw new XeroRejection([], 404);
		return found;
	}

	/** The filters that this product uses: equality of fields, and the beginning of a narration. */
	private found(list: string, where: string): XeroDocument[] {
		const equal = [...where.matchAll(/(\w+)=="([^"]*)"/g)];
		const begins = [...where.matchAll(/(\w+)\.StartsWith\("([^"]*)"\)/g)];
		if (where !== '' && equal.length + begins.length === 0) throw new XeroRejection(['The filter is not understood']);
		return this.documents.filter(({ kind, fields }) => kind === list
			&& equal.every(([, field, value]) => fields[field] === value) && begins.every(([, field, value]) => String(fields[field]).startsWith(value)));
	}

	private changeStatus(document: XeroDocument, body: unknown): XeroDocument {
		const { Status } = z.object({ [document.kind]: z.array(z.object({ Status: z.string() })).length(1) }).parse(body)[document.kind][0];
		const inForce = document.status === 'AUTHORISED' || document.status === 'POSTED';
		if (Status !== (inForce ? 'VOIDED' : 'DELETED') || ['VOIDED', 'DELETED'].includes(document.status)) throw new XeroRejection([`A document of status ${document.status} cannot become ${Status}`]);
		document.status = Status;
		return document;
	}

	private invoice(body: unknown, digits: number): XeroDocument {
		const read = z.object({ Invoices: z.array(invoiceForm).length(1) }).safeParse(body);
		if (!read.success) throw new XeroRejection([`The invoice is not in the documented form: ${read.error.issues[0].path.join('.')}`]);
		const [form] = read.data.Invoices;
		const side: Side = form.Type === 'ACCREC' ? 'income' : 'expense';
		const tax = taxOf(form.LineItems, form.LineAmountTypes);
		const sum = total(form.LineItems.map(({ LineAmount }) => units(LineAmount))) + (form.LineAmountTypes === 'Exclusive' ? tax : 0);
		const problems = [
			...form.LineItems.flatMap((line) => this.problemsOf(line, side)),
			...(form.LineItems.some((line) => units(line.UnitAmount) % 10 ** (4 - digits) !== 0 || units(line.LineAmount) !== units(line.UnitAmount) * line.Quantity) ? ['The line total does not match the expected line total'] : []),
			...(sum < 0 ? ['Invoices of a negative total cannot be saved'] : []),
			...(form.Status !== 'DRAFT' && form.DueDate === undefined ? ['The due date cannot be empty'] : []),
			...(form.Type === 'ACCREC' && this.switches.secondInvoiceOfNumber === 'refused' && this.isTaken(form.InvoiceNumber) ? ['Invoice # must be unique.'] : []),
		];
		if (problems.length > 0) throw new XeroRejection(problems);
		const sign = side === 'income' ? 1 : -1;
		const net = this.netMovements(form.LineItems, form.LineAmountTypes, -sign);
		const movements = [...net, ['AR/AP', sign * sum] as const, ['TAX', -sign * tax] as const];
		return { id: this.newId(), kind: 'Invoices', status: form.Status, movements, fields: { ...form, Total: sum / 10_000, InvoiceNumber: form.InvoiceNumber } };
	}

	private journal(body: unknown): XeroDocument {
		const read = z.object({ ManualJournals: z.array(journalForm).length(1) }).safeParse(body);
		if (!read.success) throw new XeroRejection([`The journal is not in the documented form: ${read.error.issues[0].path.join('.')}`]);
		const [form] = read.data.ManualJournals;
		const tax = taxOf(form.JournalLines, form.LineAmountTypes);
		const problems = form.JournalLines.flatMap((line) => {
			const account = this.seed.accounts.find(({ Code }) => Code === line.AccountCode);
			const closed = account !== undefined && (account.Type === 'BANK' || account.SystemAccount === 'DEBTORS' || account.SystemAccount === 'CREDITORS');
			return [...this.problemsOf(line, line.LineAmount < 0 ? 'income' : 'expense'), ...(closed ? [`Account ${line.AccountCode} cannot be used in a manual journal`] : [])];
		});
		if (total(form.JournalLines.map(({ LineAmount }) => units(LineAmount))) + (form.LineAmountTypes === 'Exclusive' ? tax : 0) !== 0) problems.push('The total debits must equal total credits');
		if (problems.length > 0) throw new XeroRejection(problems);
		return { id: this.newId(), kind: 'ManualJournals', status: form.Status, fields: { ...form }, movements: [...this.netMovements(form.JournalLines, form.LineAmountTypes, 1), ['TAX', tax] as const] };
	}

	private netMovements(lines: readonly Line[], types: z.infer<typeof amountTypes>, sign: number): (readonly [string, number])[] {
		return lines.map(({ AccountCode, LineAmount, TaxAmount = 0 }) => [AccountCode, sign * (units(LineAmount) - (types === 'Inclusive' ? units(TaxAmount) : 0))] as const);
	}

	private problemsOf({ AccountCode, TaxType, Tracking = [] }: Line, side: Side): string[] {
		const { accounts, taxTypes, tracking: categories } = this.seed;
		const account = accounts.find(({ Code }) => Code === AccountCode);
		const allowed = TaxType === undefined ? 'any' : taxTypes[TaxType];
		return [
			...(account?.Status !== 'ACTIVE' ? [`Account code '${AccountCode}' is not a valid code for this document.`] : []),
			...(allowed === undefined ? [`The TaxType code '${TaxType}' does not exist`] : []),
			...(this.switches.taxTypeOfOtherSide === 'refused' && allowed !== undefined && allowed !== 'any' && allowed !== side ? [`The TaxType code '${TaxType}' cannot be used here`] : []),
			...(Tracking.length > 2 ? ['No more than two tracking categories'] : []),
			...Tracking.filter(({ Name, Option }) => !categories[Name]?.includes(Option)).map(({ Name, Option }) => `The tracking option ${Name}: ${Option} does not exist`),
		];
	}

	private isTaken = (number: string): boolean => this.documents.some(({ kind, status, fields }) => kind === 'Invoices' && fields.Type === 'ACCREC' && fields.InvoiceNumber === number && status !== 'VOIDED' && status !== 'DELETED');
	private newId = (): string => `00000000-0000-4000-8000-${String(this.documents.length + 1).padStart(12, '0')}`;
}

const taxOf = (lines: readonly Line[], types: z.infer<typeof amountTypes>): number => (types === 'NoTax' ? 0 : total(lines.map(({ TaxAmount = 0 }) => units(TaxAmount))));

const rendered = ({ id, kind, status, fields }: XeroDocument): unknown => ({ ...fields, Status: status, [kind === 'Invoices' ? 'InvoiceID' : 'ManualJournalID']: id });
