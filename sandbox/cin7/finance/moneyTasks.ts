import { absolute, add, compare, divide, multiply, round, subtract, sum, type Amount } from '../../../src/domain/money';
import type { Fields } from '../fields';
import { contains, envelope, type Query } from '../query';
import type { References } from '../references';
import { reject } from '../rejection';
import { number, type Json } from '../rendering';
import { sameName, type Cin7World } from '../world';
import type { MoneyLine, MoneyTask } from './model';
import { required } from './pairs';

const types = ['Receive Money', 'Spend Money'] as const;

/** GET, POST, PUT and DELETE /moneyOperation, and /moneyTaskList (L4). */
export class MoneyTasks {
	private readonly world: Cin7World;
	private readonly references: References;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.references = references;
	}

	/** Search looks into the fields that the reference names. */
	list(query: Query): Json {
		const [status, search, type] = [query.text('Status'), query.text('Search'), query.text('TaskType')];
		const rows = [...this.world.moneyTasks.values()].filter((task) => (status === undefined || sameName(task.status, status)) && (type === undefined || sameName(task.type, type))
			&& (search === undefined || [task.supplierCustomer, task.reference, task.bankAccount, task.note, totalOf(task)].some((text) => contains(text, search))));
		return envelope('MoneyTasks', rows, query, this.world.switches, (task) => ({
			TaskID: task.id, Date: task.date, TaskType: task.type, Status: task.status, SupplierCustomerName: task.supplierCustomer,
			SupplierID: task.supplierId, CustomerID: task.customerId, Reference: task.reference, TotalAmount: number(totalOf(task)),
		}));
	}

	read(query: Query): Json {
		return this.render(this.find(query.required('TaskID')));
	}

	create(body: Fields): Json {
		const task: MoneyTask = { id: this.world.guids.next(), ...this.readTask(body) };
		this.world.moneyTasks.set(task.id, task);
		return this.finish(task);
	}

	/** A draft only; the body replaces all of it. */
	update(body: Fields): Json {
		const task = this.find(body.text('TaskID'));
		if (task.status !== 'DRAFT') reject(`Money task status must be DRAFT, it is ${task.status}`);
		Object.assign(task, this.readTask(body));
		return this.finish(task);
	}

	/** Void keeps it without its lines (published example); without it, or with false, the task is undone to a draft. */
	remove(query: Query): Json {
		const task = this.find(query.required('ID'));
		if (task.status === 'VOIDED') reject('Money task is already voided');
		this.world.rejectTakingBack(task.status === 'COMPLETED', task.date);
		this.world.ledger.reverse(task.id);
		Object.assign(task, query.boolean('Void') === true ? { status: 'VOIDED', lines: [] } : { status: 'DRAFT' });
		return this.render(task);
	}

	private find(id: string): MoneyTask {
		return this.world.moneyTasks.get(id.toLowerCase()) ?? reject(`Money task with ID '${id}' was not found`);
	}

	private readTask(body: Fields): Omit<MoneyTask, 'id'> {
		const { switches } = this.world;
		const status = body.text('Status', 50).toUpperCase();
		if (status !== 'DRAFT' && status !== 'COMPLETED') return reject(`'Status' has an unknown value '${status}'`);
		const given = body.text('TaskType', 50);
		const date = body.day('Date') ?? required('Date');
		if (this.world.locked(date)) reject(switches.lockDateText);
		const lines = (body.rows('Lines') ?? []).map((row) => this.line(row));
		if (status === 'COMPLETED' && lines.length === 0) reject('Money task has no lines');
		return {
			type: types.find((type) => sameName(type, given)) ?? reject(`'TaskType' has an unknown value '${given}'`), status, date, lines, ...this.bank(body), ...this.party(body),
			reference: body.optionalText('Reference') ?? '', taxInclusive: body.boolean('TaxInclusive') ?? false, note: body.optionalText('Note', Infinity) ?? '',
		};
	}

	/** By the code of its account or by its number: the table says number, the examples post to what they name. */
	private bank(body: Fields): { bankAccount: string; rate: Amount } {
		const { switches, company, bankAccounts } = this.world;
		const named = body.text('BankAccount');
		const bank = bankAccounts.find((entry) => entry.accountCode === named || entry.accountNumber === named) ?? reject(`Bank account '${named}' was not found`);
		const bankAccount = this.references.activeAccount(bank.accountCode).code;
		const sent = body.positive('CurrencyConversionRate', 5, switches.excessDecimals);
		return { bankAccount, rate: sent ?? (bank.currency === company.currency ? '1' : switches.calculatedRate) };
	}

	private party(body: Fields): Pick<MoneyTask, 'supplierCustomer' | 'supplierId' | 'customerId'> {
		const [supplierId, customerId] = [body.optionalText('SupplierID') ?? null, body.optionalText('CustomerID') ?? null];
		if (supplierId !== null && customerId !== null) reject('CustomerID and SupplierID are mutually exclusive');
		const customer = customerId === null ? undefined : this.world.customers.get(customerId.toLowerCase()) ?? reject(`Customer with ID '${customerId}' was not found`);
		return { supplierId, customerId, supplierCustomer: customer?.name ?? body.optionalText('SupplierCustomerName') ?? '' };
	}

	private line(row: Fields): MoneyLine {
		const { excessDecimals, lineTotalTolerance } = this.world.switches;
		const [quantity, price] = [row.positive('Quantity', 4, excessDecimals) ?? required('Quantity'), row.amount('Price', 4, excessDecimals) ?? '0'];
		const discount = row.amount('Discount', 2, excessDecimals) ?? '0';
		const expected = round(multiply(multiply(quantity, price), subtract('1', divide(discount, '100'))), 4);
		const total = row.amount('Total', 4, excessDecimals) ?? required('Total');
		if (compare(absolute(subtract(total, expected)), lineTotalTolerance) > 0) reject(`Line 'Total' is incorrect: ${total} was sent, ${expected} is expected`);
		return {
			name: row.text('Name'), comment: row.optionalText('Comment') ?? '', quantity, price, discount, tax: row.amount('Tax', 4, excessDecimals) ?? '0', total,
			taxRule: this.taxRule(either(row, 'TaxRuleName', 'TaxRule')), account: this.references.activeAccount(either(row, 'AccountCode', 'Account')).code,
		};
	}

	private taxRule(name: string): string {
		const rule = this.world.taxRules.find((entry) => sameName(entry.name, name)) ?? reject(`Tax Rule '${name}' was not found in reference book`);
		return rule.active ? rule.name : reject(`Tax Rule '${name}' is not active`);
	}

	/** L1, L4: bank against the account of each line, and against that of its tax rule (published example). */
	private finish(task: MoneyTask): Json {
		if (task.status === 'COMPLETED') {
			for (const line of task.lines) {
				this.post(task, line.account, task.taxInclusive ? subtract(line.total, line.tax) : line.total);
				this.post(task, this.world.taxRules.find((rule) => rule.name === line.taxRule)?.account ?? line.account, line.tax);
			}
		}
		return this.render(task);
	}

	/** In base currency. */
	private post(task: MoneyTask, account: string, amount: Amount): void {
		const [debit, credit] = task.type === 'Receive Money' ? [task.bankAccount, account] : [account, task.bankAccount];
		this.world.ledger.post({
			source: task.id, taskId: task.id, saleId: null, debit, credit, amount: round(multiply(amount, task.rate), this.world.switches.moneyTaskDecimals),
			effectiveDate: task.date, reference: task.reference, description: task.note === '' ? task.type : task.note,
		}, task.type === 'Receive Money' ? 'MoneyReceive' : 'MoneySpend');
	}

	private render(task: MoneyTask): Json {
		return {
			TaskID: task.id, TaskType: task.type, Status: task.status, BankAccount: task.bankAccount, CurrencyConversionRate: number(task.rate),
			SupplierCustomer: task.supplierCustomer, SupplierID: task.supplierId, CustomerID: task.customerId, Reference: task.reference, Date: task.date,
			TaxInclusive: task.taxInclusive, Note: task.note === '' ? null : task.note,
			Lines: task.lines.map((line) => ({
				Name: line.name, Comment: line.comment, Quantity: number(line.quantity), Price: number(line.price), Discount: number(line.discount), Tax: number(line.tax),
				TaxRuleName: line.taxRule, AccountCode: line.account, Total: number(line.total),
			})),
			// The published example of a voided task has none.
			Transactions: task.status === 'VOIDED' ? [] : this.world.ledger.of(task.id).map((entry) => ({
				ID: entry.transactionId, EffectiveDate: entry.effectiveDate, Debit: entry.debit, Credit: entry.credit, Amount: number(entry.amount),
			})),
			Attachments: [],
		};
	}
}

/** L4: the examples have the first name, the field table the second. */
const either = (row: Fields, first: string, second: string): string => row.optionalText(first, 50) ?? row.text(second, 50);

const totalOf = (task: MoneyTask): Amount => sum(task.lines.map((line) => (task.taxInclusive ? line.total : add(line.total, line.tax))));
