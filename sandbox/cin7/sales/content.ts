import { absolute, add, compare, divide, equals, isNegative, multiply, round, subtract, sum, type Amount } from '../../../src/domain/money';
import type { Fields } from '../fields';
import type { DocumentCharge, DocumentContent, DocumentLine, DocumentTotals, Sale, TaxRule } from '../model';
import type { References } from '../references';
import { reject } from '../rejection';
import type { Cin7Switches } from '../switches';
import { sameName, type Cin7World } from '../world';

interface Priced { quantity: Amount; price: Amount; discount: Amount; tax: Amount; total: Amount; taxRule: string }

/** Reads the lines and charges of an order, invoice or credit note. `ofInvoice`: they have an Account (also on credit notes). */
export class ContentReader {
	private readonly world: Cin7World;
	private readonly references: References;

	constructor(world: Cin7World, references: References) {
		this.world = world;
		this.references = references;
	}

	/** All that the body has: with CombineAdditionalCharges, lines without a product are charges. What it lacks is empty (S9). */
	document(body: Fields, sale: Sale, ofInvoice: boolean): Omit<DocumentContent, 'memo'> & { combineCharges: boolean } {
		const combineCharges = body.boolean('CombineAdditionalCharges') ?? false;
		const rows = body.rows('Lines') ?? [];
		const isCharge = (row: Fields): boolean => combineCharges && !row.has('ProductID') && !row.has('SKU');
		const lines = rows.filter((row) => !isCharge(row)).map((row) => this.line(row, sale, ofInvoice));
		const charges = [
			...(body.rows('AdditionalCharges') ?? []).map((row) => this.charge(row, sale, ofInvoice)),
			...rows.filter(isCharge).map((row) => this.charge(row, sale, ofInvoice, 'Name')),
		];
		return { lines, charges, combineCharges, totals: totalsOf(lines, charges, sale.taxInclusive) };
	}

	line(row: Fields, sale: Sale, ofInvoice: boolean): DocumentLine {
		const product = this.references.product(row.optionalText('ProductID'), row.optionalText('SKU', 50));
		const account = ofInvoice ? row.optionalText('Account', 50) ?? product.revenueAccount ?? sale.defaultAccount : null;
		return {
			productId: product.id,
			sku: product.sku,
			name: row.optionalText('Name', 1024) ?? product.name,
			...this.priced(row, sale, product.saleTaxRule ?? sale.taxRule, false),
			comment: row.optionalText('Comment') ?? '',
			averageCost: row.amount('AverageCost', 4, this.switches.excessDecimals) ?? product.averageCost,
			dropShip: row.boolean('DropShip') ?? false,
			backorderQuantity: '0',
			account: account === null ? null : this.references.revenueAccount(account),
		};
	}

	charge(row: Fields, sale: Sale, ofInvoice: boolean, nameKey: 'Description' | 'Name' = 'Description'): DocumentCharge {
		const description = row.text(nameKey);
		if (this.switches.chargesNeedServiceProduct && !this.isServiceProduct(description)) reject(`Service product '${description}' was not found`);
		const account = ofInvoice ? row.optionalText('Account', 50) ?? sale.defaultAccount : null;
		return {
			description,
			...this.priced(row, sale, sale.taxRule, this.switches.negativeCharges === 'accepted'),
			comment: row.optionalText('Comment', 1024) ?? '',
			account: account === null ? null : this.references.revenueAccount(account),
		};
	}

	private get switches(): Cin7Switches {
		return this.world.switches;
	}

	private isServiceProduct(name: string): boolean {
		return [...this.world.products.values()].some((product) => product.type === 'Service' && sameName(product.name, name));
	}

	private priced(row: Fields, sale: Sale, defaultRule: string, negativeAllowed: boolean): Priced {
		const excess = this.switches.excessDecimals;
		const quantity = row.positive('Quantity', 4, excess) ?? reject("Required parameter 'Quantity' is missing or empty");
		if (this.switches.minimumQuantity === 'one' && compare(quantity, '1') < 0) reject("'Quantity' must be at least 1");
		const price = row.amount('Price', 4, excess) ?? reject("Required parameter 'Price' is missing or empty");
		if (isNegative(price) && !negativeAllowed) reject("'Price' must not be negative");
		const discount = row.amount('Discount', 2, excess) ?? '0';
		if (isNegative(discount) || compare(discount, '100') > 0) reject("'Discount' must be between 0 and 100");
		const total = this.total(row, { quantity, price, discount });
		const rule = this.references.taxRuleForSale(row.optionalText('TaxRule', 50) ?? defaultRule);
		return { quantity, price, discount, total, tax: this.tax(row, total, rule, sale.taxInclusive), taxRule: rule.name };
	}

	/** S7: quantity x price x (1 - discount) at 4 decimals; never with tax. A Total that is sent is checked against it. */
	private total(row: Fields, { quantity, price, discount }: { quantity: Amount; price: Amount; discount: Amount }): Amount {
		const expected = round(multiply(multiply(quantity, price), subtract('1', divide(discount, '100'))), 4);
		const sent = row.amount('Total', 4, this.switches.excessDecimals);
		if (sent === undefined) return expected;
		if (compare(absolute(subtract(sent, expected)), this.switches.lineTotalTolerance) > 0) {
			reject(`Line 'Total' is incorrect: ${sent} was sent, ${expected} is expected`);
		}
		return sent;
	}

	private tax(row: Fields, total: Amount, rule: TaxRule, inclusive: boolean): Amount {
		const sent = row.amount('Tax', 4, this.switches.excessDecimals);
		if (sent !== undefined && this.switches.suppliedTax === 'kept') return sent;
		const share = inclusive ? divide(rule.percent, add('100', rule.percent)) : divide(rule.percent, '100');
		const computed = round(multiply(total, share), this.switches.computedTaxDecimals);
		if (sent !== undefined && this.switches.suppliedTax === 'refused' && !equals(sent, computed)) reject(`Line 'Tax' is incorrect: ${computed} is expected`);
		return computed;
	}
}

/** S8: exclusive - the totals of lines and charges are before tax; inclusive - they contain it. */
export function totalsOf(lines: readonly DocumentLine[], charges: readonly DocumentCharge[], inclusive: boolean): DocumentTotals {
	const rows = [...lines, ...charges];
	const listed = sum(rows.map((row) => row.total));
	const tax = sum(rows.map((row) => row.tax));
	return inclusive ? { beforeTax: subtract(listed, tax), tax, total: listed } : { beforeTax: listed, tax, total: add(listed, tax) };
}

/** A line's or charge's amount without tax. */
export const netOf = (row: { total: Amount; tax: Amount }, inclusive: boolean): Amount => (inclusive ? subtract(row.total, row.tax) : row.total);

/** Rejects a document that is to be authorised with nothing in it. */
export function rejectEmpty(lines: readonly DocumentLine[], charges: readonly DocumentCharge[]): void {
	if (lines.length + charges.length === 0) reject('A document without lines cannot be authorised');
}

/** DRAFT or AUTHORISED, the two that POST accepts. */
export function documentStatus(body: Fields): 'DRAFT' | 'AUTHORISED' {
	const status = body.text('Status').toUpperCase();
	if (status === 'DRAFT' || status === 'AUTHORISED') return status;
	return reject(`'Status' has an unknown value '${status}': DRAFT or AUTHORISED is expected`);
}
