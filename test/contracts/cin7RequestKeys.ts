import { blueprintLines as lines, printedRequest } from './cin7Blueprint';
import { shapeOf } from './cin7Examples';

/** Headings of the tables that tell what a request may hold, by operation; `AdditionalAttribute#` stands for ten. */
const tables: ReadonlyMap<string, readonly string[]> = new Map([
	['POST /me/contacts', ['Available Fields for Me Contact']],
	['POST /ref/carrier', ['Available Fields for Carrier']],
	['POST /product', ['Available Fields for Product']],
	['PUT /product', ['Available Fields for Product']],
	['POST /product/attachments', ['Available fields for POST Methods']],
	['POST /productFamily', ['Available Fields for Product Family']],
	['PUT /productFamily', ['Available Fields for Product Family']],
	['POST /ref/category', ['Available Fields for Product Category']],
	['POST /ref/brand', ['Available Fields for Brand']],
	['POST /ref/unit', ['Available Fields for Unit of Measure']],
	['POST /customer', ['Available Fields for Customer']],
	['PUT /customer', ['Available Fields for Customer']],
	['POST /sale', ['Sale POST/PUT Attributes']],
	['PUT /sale', ['Sale POST/PUT Attributes']],
	['POST /sale/order', ['Available Fields for Sale Order']],
	['POST /sale/invoice', ['Sale Invoice POST Model']],
	['PUT /sale/invoice', ['Sale Invoice POST Model']],
	['POST /sale/creditnote', ['Sale Credit Note POST Model']],
	['POST /sale/payment', ['Sale Payment Line Partial Model']],
	['POST /sale/fulfilment', ['Available Fields for Sale Fulfilment']],
	['POST /sale/fulfilment/pick', ['Available Fields for Sale Fulfilment Pick']],
	['POST /sale/fulfilment/pack', ['Available Fields for Sale Fulfilment Pack']],
	['POST /sale/fulfilment/ship', ['Available Fields for Sale Fulfilment Ship']],
	['POST /finishedGoods', ['Available fields for POST method']],
	['POST /journal', ['Available fields for Journal']],
	['PUT /journal', ['Available fields for Journal']],
	['POST /moneyOperation', ['Available fields for Money Task List']],
	['PUT /moneyOperation', ['Available fields for Money Task List']],
	['POST /sale/manualJournal', ['Available field for Sale Manual Journal']],
]);

/** The text names these in prose or shows them in a request example only. */
const beyondTables: ReadonlyMap<string, readonly string[]> = new Map([
	['POST /sale', ['AutoPickPackShipMode', 'ServiceOnly']],
	['PUT /sale', ['ServiceOnly']],
	['POST /sale/order', ['AutoPickPackShipMode']],
	['POST /sale/fulfilment/pick', ['AutoPickMode']],
	['POST /sale/fulfilment/ship', ['Lines.Box']],
	['POST /finishedGoods', ['ProductName']],
	['POST /moneyOperation', ['Lines.TaxRuleName', 'Lines.AccountCode']],
	['PUT /moneyOperation', ['Lines.TaxRuleName', 'Lines.AccountCode']],
]);

interface Field {
	readonly name: string;
	/** Anchor of the model that the field's type refers to. */
	readonly model?: string;
}

function tableAfter(heading: (line: string) => boolean, from = 0): Field[] {
	const start = lines().findIndex((line, index) => index >= from && heading(line));
	if (start < 0) throw new Error('The published reference has no such table');
	const fields: Field[] = [];
	for (const line of lines().slice(start + 1)) {
		const cells = line.trim().split('|').map((cell) => cell.trim());
		const name = /^`([^`]+)`$/.exec(cells[1] ?? '')?.[1];
		if (name) fields.push({ name, model: /href="#(\w+)"/.exec(cells[2] ?? '')?.[1] });
		else if (fields.length > 0 && !line.trim().startsWith('|')) break;
		else if (line.startsWith('#')) break;
	}
	return fields;
}

function collect(fields: readonly Field[], at: string, into: Set<string>): void {
	for (const field of fields) {
		const names = field.name.endsWith('#') ? Array.from({ length: 10 }, (_, index) => field.name.replace('#', String(index + 1))) : [field.name];
		for (const name of names) {
			const key = at === '' ? name : `${at}.${name}`;
			into.add(key);
			if (field.model && key.split('.').length < 3) collect(tableAfter((line) => line.includes(`name="${field.model}"`)), key, into);
		}
	}
}

/**
 * Keys that the published reference documents for the body of a request, as paths without brackets ('Lines.Price').
 * Throws for an operation that this file has no table for.
 */
export function documentedRequestKeys(operation: string): ReadonlySet<string> {
	const headings = tables.get(operation);
	if (!headings) throw new Error(`No table of request keys is named for ${operation}`);
	const keys = new Set<string>(beyondTables.get(operation) ?? []);
	// Other groups have tables of the same name, so that the search begins at the operation's own; some tables stand before its section.
	const section = lines().findIndex((line) => line.startsWith('## ') && line.includes(`[${operation.split(' ')[1]}]`));
	const group = lines().findLastIndex((line, index) => index <= section && line.startsWith('# Group'));
	const next = lines().findIndex((line, index) => index > section && /^##? /.test(line));
	for (const heading of headings) {
		const isHeading = (line: string): boolean => line.startsWith('###') && line.includes(heading);
		const inSection = section >= 0 && lines().slice(section, next < 0 ? undefined : next).some(isHeading);
		collect(tableAfter(isHeading, inSection ? section : Math.max(0, group)), '', keys);
	}
	return keys;
}

/** Key paths of a request body that the published reference does not document; empty when all is well. */
export function undocumentedRequestKeys(operation: string, body: unknown): string[] {
	const documented = documentedRequestKeys(operation);
	return [...shapeOf([body]).keys()].map((key) => key.replaceAll('[]', '')).filter((key, index, all) => key !== '' && all.indexOf(key) === index && !documented.has(key));
}

/** The example body that the reference prints for a request, such as 'POST /sale/order'. */
export const publishedRequest = (operation: string): unknown => printedRequest(operation);
