import { transformFileSync } from '@swc/core';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..');

/**
 * Translates TypeScript into plain JavaScript in `folder`, so that a whole process can be timed that does not translate
 * first. `sources`: files and folders of this project, by their paths in it. JSON files are copied.
 */
export function translate(sources: readonly string[], folder: string): void {
	for (const source of sources.flatMap(filesOf)) {
		const target = path.join(folder, source);
		mkdirSync(path.dirname(target), { recursive: true });
		if (source.endsWith('.json')) copyFileSync(path.join(root, source), target);
		else writeFileSync(target.replace(/\.ts$/, '.js'), transformFileSync(path.join(root, source), { swcrc: false, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }).code);
	}
}

const filesOf = (source: string): readonly string[] =>
	/\.(ts|json)$/.test(source) ? [source] : readdirSync(path.join(root, source), { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|json)$/.test(file)).map((file) => path.join(source, file));

/** Environment of a process that runs what was translated: its packages are those of this project. */
export const packagesOfProject = (): NodeJS.ProcessEnv => ({ ...process.env, NODE_PATH: path.join(root, 'node_modules') });
