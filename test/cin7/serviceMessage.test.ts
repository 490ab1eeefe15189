import { showable } from '../../src/cin7/serviceMessage';
import { customerBody } from '../../src/cin7/wire/customer';
import { saleBody, saleOrderBody } from '../../src/cin7/wire/saleBodies';
import { header, newCustomer, order, SALE_ID } from './saleExamples';

const sale = { body: saleBody(header) };

describe("Cin7 Core's own words", () => {
	const shown: [string, string][] = [
		["Location 'Main Warehouse' was not found", "Location 'Main Warehouse' was not found"],
		["Carrier 'UPS' was not found in reference book", "Carrier 'UPS' was not found in reference book"],
		["'Harbor & Pine' was not found in Company Contacts reference book", "'Harbor & Pine' was not found in Company Contacts reference book"],
		["The field 'CurrencyRate' is required", "The field 'CurrencyRate' is required"],
		[`Sale with reference '${header.externalId}' exists`, `Sale with reference '${header.externalId}' exists`],
		["Can't be done: the customer's limit", "Can't be done: the customer's limit"],
	];
	it.each(shown)('%s keeps what is the seller\'s own', (text, expected) => {
		expect(showable(text, sale)).toBe(expected);
	});

	const masked: [string, string][] = [
		["Contact 'Jane Roe' is not valid", "Contact '(hidden)' is not valid"],
		['contact JANE ROE is not valid', 'contact (hidden) is not valid'],
		['Mrs. Roe is unknown', 'Mrs. (hidden) is unknown'],
		['Address 12  Harbor Street is too long', 'Address (hidden) is too long'],
		["Somebody else's 'Max Miller' is taken", "Somebody else's '(hidden)' is taken"],
		["Name 'O'Brien' is taken", "Name '(hidden)' is taken"],
		['Write to someone.else@example.org, please', 'Write to (hidden), please'],
		['Key 11111111-2222-3333-4444-555555555555 is unknown', 'Key (hidden) is unknown'],
	];
	it.each(masked)('%s loses what may be the buyer\'s', (text, expected) => {
		expect(showable(text, sale)).toBe(expected);
	});

	it('keep the ids that were sent', () => {
		expect(showable(`Sale ${SALE_ID} is closed`, { query: { ID: SALE_ID } })).toBe(`Sale ${SALE_ID} is closed`);
	});

	it('keep a product, which is no buyer, and lose the name of a new customer', () => {
		expect(showable("Product 'Enamel mug' with SKU 'MUG-01' is deprecated", { body: saleOrderBody(order) })).toBe("Product 'Enamel mug' with SKU 'MUG-01' is deprecated");
		expect(showable('Customer Jane Roe already exists', { body: customerBody(newCustomer) })).toBe('Customer (hidden) already exists');
	});

	it('lose a name that was searched for', () => {
		expect(showable('No customer Jane Roe', { query: { Name: 'Jane Roe' } })).toBe('No customer (hidden)');
	});

	it('are one line of at most 300 characters without markup', () => {
		expect(showable(' <b>Too\r\n  long</b>', sale)).toBe('Too long');
		expect(showable('x'.repeat(900), sale)).toHaveLength(300);
		expect(showable('  ', sale)).toBeUndefined();
	});
});
