import { showable } from '../../src/cin7/serviceMessage';
import { customerBody } from '../../src/cin7/wire/customer';
import { familyBody, productBody } from '../../src/cin7/wire/productBodies';
import { saleBody, saleOrderBody } from '../../src/cin7/wire/saleBodies';
import { newFamily, newProduct } from './productExamples';
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

	const product = { path: '/product', body: productBody(newProduct) };
	it.each([
		["Product with name 'Enamel mug, 12 oz' already exists", product],
		["Barcode '4006381333931' is used", product],
		["Brand 'Harbor & Pine' was not found in reference book", product],
		["Price Tier 'Amazon' was not found; the tax rule 'Tax on Sales' is not active", product],
		["'Color' of 'Mugs' with value 'Slate' is not valid", { path: '/productFamily', body: familyBody(newFamily) }],
		["'Kitchen & Dining' is taken", { path: '/ref/category', body: { Name: 'Kitchen & Dining' } }],
	])('keep what is said of goods: %s', (text, request) => {
		expect(showable(text, request)).toBe(text);
	});

	it('lose what is quoted and was not sent, and mail addresses, also where goods are written', () => {
		expect(showable("Barcode '4006381333931' is used by 'Jane Roe', jane@example.com", product)).toBe("Barcode '4006381333931' is used by '(hidden)', (hidden)");
	});

	it('lose the name of a customer whatever else has that field', () => {
		expect(showable('Name Jane Roe is taken', { path: '/customer', body: customerBody(newCustomer) })).toBe('Name (hidden) is taken');
		expect(showable("Barcode '4006381333931' is used", { path: '/sale', body: { Barcode: '4006381333931' } })).toBe("Barcode '(hidden)' is used");
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
