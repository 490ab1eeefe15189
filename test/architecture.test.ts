import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import packageJson from '../package.json';

/** What each layer may import, besides itself. A file belongs to the longest folder that holds it. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
	'nodes': ['src/n8n', 'src/processes', 'src/processes/ports', 'src/domain'],
	'credentials': ['src/domain'],
	'src/n8n': ['src/amazon', 'src/cin7', 'src/xero', 'src/quickbooks', 'src/database', 'src/processes', 'src/processes/ports', 'src/domain', 'src/transport'],
	'src/amazon': ['src/processes/ports', 'src/domain', 'src/transport'],
	'src/cin7': ['src/processes/ports', 'src/domain', 'src/transport'],
	'src/xero': ['src/processes/ports', 'src/domain', 'src/transport'],
	'src/quickbooks': ['src/processes/ports', 'src/domain', 'src/transport'],
	'src/database': ['src/processes/ports', 'src/domain', 'src/transport'],
	'src/processes': ['src/processes/ports', 'src/domain', 'src/transport'],
	'src/processes/ports': ['src/domain', 'src/transport'],
	'src/domain': [],
	'src/transport': [],
	// The simulators judge our clients, so they share no code with them.
	'sandbox': ['src/domain', 'src/transport', 'workflows'],
	// The templates: data only.
	'workflows': [],
};

/** The one door of each dependency that has one. */
const doors: Readonly<Record<string, RegExp>> = {
	'amazon-sp-api': /^src\/amazon\/spApi\.ts$/,
	'decimal.js': /^(src\/domain\/money\.ts|sandbox\/)/,
	'iconv-lite': /^(src\/amazon\/listingsReport\/decodeReport\.ts$|sandbox\/)/,
	'kysely': /^src\/database\//,
	'node:sqlite': /^src\/database\//,
	'pg': /^src\/database\//,
	'n8n-workflow': /^(nodes|credentials|src\/n8n)\//,
	'luxon': /^src\/domain\/calendar\.ts$/,
	'zod': /^(src\/(amazon|cin7|xero|quickbooks|database|n8n)|sandbox)\/|^src\/domain\/settings\.ts$/,
};

const ownerless = /(^|\/)(utils?|helpers?|common|managers?|misc|shared)\b|Manager\.ts$|Utils?\.ts$|Helpers?\.ts$/i;
const longestFile = 400;

interface Use {
	readonly imports: readonly string[];
	readonly console: boolean;
}

/** Every module named in a source, type-only and dynamic ones too, and whether it writes to the console. */
function usesOf(source: string): Use {
	const imports: string[] = [];
	let console = false;
	const literal = (node: ts.Node | undefined) => {
		if (node && ts.isStringLiteralLike(node)) imports.push(node.text);
	};
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) literal(node.moduleSpecifier);
		else if (ts.isExternalModuleReference(node)) literal(node.expression);
		else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) literal(node.argument.literal);
		else if (ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require')) literal(node.arguments[0]);
		else if (ts.isPropertyAccessExpression(node) && /^(globalThis\.)?console$|^process\.(stdout|stderr)$/.test(node.expression.getText())) console = true;
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.ES2022, true));
	return { imports, console };
}

const layerOf = (file: string): string | undefined =>
	Object.keys(mayImport).filter((layer) => file.startsWith(`${layer}/`)).sort((a, b) => b.length - a.length)[0];

/** What is wrong with a file of the product, in words; empty when nothing is. */
function violationsOf(file: string, source: string): readonly string[] {
	const { imports, console } = usesOf(source);
	const inProduct = !file.startsWith('sandbox/');
	const layer = layerOf(file);
	if (layer === undefined) return [`${file} belongs to no layer`];
	const found = imports.flatMap((imported) => importViolation(file, layer, imported) ?? []);
	if (inProduct && console) found.push(`${file} writes to the console`);
	if (inProduct && source.split('\n').length > longestFile) found.push(`${file} is longer than ${longestFile} lines`);
	if (ownerless.test(file)) found.push(`${file} has a name that says nothing about what it owns`);
	return found;
}

const isPure = (layer: string): boolean => ['src/domain', 'src/processes', 'src/processes/ports'].includes(layer);
const isCalculation = (imported: string): boolean => imported === 'node:crypto';

function importViolation(file: string, layer: string, imported: string): string | undefined {
	if (imported.startsWith('.')) {
		const target = path.posix.join(path.posix.dirname(file), imported);
		const targetLayer = layerOf(target);
		const allowed = targetLayer !== undefined && [layer, ...mayImport[layer]].includes(targetLayer);
		return allowed ? undefined : `${file} imports ${target}, and ${layer} may not`;
	}
	const door = doors[imported];
	if (door) return door.test(file) ? undefined : `${file} imports ${imported}, which has its own door`;
	if (imported.startsWith('node:')) return isPure(layer) && !isCalculation(imported) ? `${file} imports ${imported}, and pure code touches no machine` : undefined;
	return `${file} imports ${imported}, for which no door is named`;
}

const root = path.join(__dirname, '..');
const files = ['src', 'nodes', 'credentials', 'sandbox'].flatMap((folder) =>
	readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
		.map((file) => `${folder}/${file.replaceAll(path.sep, '/')}`)
		.filter((file) => file.endsWith('.ts') && !file.includes('node_modules/')),
);

describe('N50: the layers, and no console output:', () => {
	it.each(files)('%s keeps to its layer', (file) => {
		expect(violationsOf(file, readFileSync(path.join(root, file), 'utf8'))).toEqual([]);
	});

	it('reach every file of the product', () => {
		expect(files.length).toBeGreaterThan(50);
		expect(Object.keys(mayImport).filter((layer) => !files.some((file) => layerOf(file) === layer))).toEqual(['workflows']);
	});
});

describe('N50: each dependency', () => {
	it.each(Object.keys(packageJson.dependencies))('%s has a door and is used behind it', (name) => {
		expect(doors).toHaveProperty([name]);
		const users = files.filter((file) => usesOf(readFileSync(path.join(root, file), 'utf8')).imports.includes(name) && !file.startsWith('sandbox/'));
		expect(users).not.toEqual([]);
	});
});

describe('the check', () => {
	it.each([
		['a lower layer that imports a higher one', 'src/domain/tax.ts', "import { x } from '../processes/writeSale';", 'src/domain may not'],
		['a type taken from a higher layer', 'src/transport/retry.ts', "import type { X } from '../amazon/client';", 'src/transport may not'],
		['a client that calls a process', 'src/cin7/client.ts', "export * from '../processes/writeSale';", 'src/cin7 may not'],
		['clients that know each other', 'src/amazon/client.ts', "const { x } = require('../cin7/client');", 'src/amazon may not'],
		['a node that goes round the glue', 'nodes/X/operations/go.ts', "type X = import('../../../src/database/stores').X;", 'nodes may not'],
		['a product that needs a test tool', 'src/n8n/context.ts', "await import('../../sandbox/clock');", 'src/n8n may not'],
		['a simulator that shares the client', 'sandbox/cin7/server.ts', "import { x } from '../../src/cin7/client';", 'sandbox may not'],
		['a second door to Amazon', 'src/amazon/orders.ts', "import SellingPartner from 'amazon-sp-api';", 'its own door'],
		['n8n in a process', 'src/processes/writeSale.ts', "import type { IDataObject } from 'n8n-workflow';", 'its own door'],
		['a database engine in a node', 'nodes/X/X.node.ts', "import sqlite = require('node:sqlite');", 'its own door'],
		['the file system in pure code', 'src/domain/money.ts', "import { readFileSync } from 'node:fs';", 'touches no machine'],
		['a dependency that nobody decided on', 'src/amazon/orders.ts', "import _ from 'lodash';", 'no door is named'],
		['console output', 'nodes/X/X.node.ts', 'export const x = () => console.log(1);', 'writes to the console'],
		['output past the console', 'src/n8n/context.ts', "process.stderr.write('x');", 'writes to the console'],
		['a drawer', 'src/n8n/helpers.ts', '', 'says nothing'],
		['a manager', 'src/n8n/StoreManager.ts', '', 'says nothing'],
		['a long file', 'src/domain/long.ts', '\n'.repeat(longestFile), 'longer than'],
		['a folder outside the layers', 'src/extra/x.ts', '', 'belongs to no layer'],
	])('sees %s', (_title, file, source, violation) => {
		expect(violationsOf(file, source)).toEqual([expect.stringContaining(violation)]);
	});

	it.each([
		['src/n8n/context.ts', "import { x } from '../amazon/client'; import type { Y } from 'n8n-workflow'; // console.log"],
		['src/amazon/orders.ts', "import type { X } from '../processes/ports/amazon'; import { z } from 'zod'; import { createHash } from 'node:crypto';"],
		['nodes/X/operations/go.ts', "import { x } from '../../../src/processes/writeSale'; import { y } from '../../../src/n8n/runOperation';"],
	])('finds nothing in %s where all is well', (file, source) => {
		expect(violationsOf(file, source)).toEqual([]);
	});
});
