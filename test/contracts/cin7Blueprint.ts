import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const blueprint = path.resolve(__dirname, '..', '..', '..', 'shared', 'contracts', 'cin7', 'dearinventory.apib');

let lines: readonly string[] | undefined;

/** The printed reference, line by line. */
export const blueprintLines = (): readonly string[] => (lines ??= readFileSync(blueprint, 'utf8').split(/\r?\n/));

const isObjectStart = (line: string): boolean => line.trim() === '{';

/** The first object that is printed from that line on. The printed text may end lists with a comma, and leave keys without quotes. */
function objectFrom(at: number): unknown {
	const all = blueprintLines();
	const start = all.findIndex((line, index) => index > at && isObjectStart(line));
	// Some begin one column further in than they end.
	const end = all.findIndex((line, index) => index > start && line.trim() === '}' && line.indexOf('}') <= all[start].indexOf('{'));
	if (start < 0 || end < 0) throw new Error('The printed reference has no such example');
	return parse(all.slice(start, end + 1).join('\n').replaceAll('\t', ' '));
}

function headingOf(operation: string): number {
	const [verb, endpoint] = operation.split(' ');
	const section = blueprintLines().findIndex((line) => line.startsWith('## ') && line.includes(`[${endpoint}]`));
	return blueprintLines().findIndex((line, index) => index > section && new RegExp(`^### ${verb} \\[${verb}\\b`, 'i').test(line));
}

/** The example body that is printed for the request of an operation such as 'POST /sale/order'. */
export const printedRequest = (operation: string): unknown => objectFrom(headingOf(operation));

/** The example that is printed for its answer. */
export function printedAnswer(operation: string): unknown {
	const heading = headingOf(operation);
	return objectFrom(blueprintLines().findIndex((line, index) => index > heading && line.startsWith('+ Response 200')));
}
