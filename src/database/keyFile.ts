import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import path from 'node:path';

export const KEY_BYTES = 32;

/**
 * The key that buyer data is encrypted with beside the embedded database: 32 bytes, kept as hexadecimal text in a file
 * that only its owner can read. Made on first use; of two processes that make it at once, both answer the same key.
 * Throws when the file holds something else: it is never overwritten, for the stored data hang on it.
 */
export function loadOrCreateKeyFile(file: string): Uint8Array {
	return readKey(file) ?? createKey(file);
}

function createKey(file: string): Uint8Array {
	mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
	const draft = `${file}.${randomBytes(8).toString('hex')}`;
	writeDraft(draft, `${randomBytes(KEY_BYTES).toString('hex')}\n`);
	try {
		// A link appears whole or not at all, and never replaces a key that another process made first.
		linkSync(draft, file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	} finally {
		unlinkSync(draft);
	}
	const key = readKey(file);
	if (!key) throw new Error(`The key file ${file} was removed while it was being made; run again`);
	return key;
}

function writeDraft(draft: string, text: string): void {
	const descriptor = openSync(draft, 'wx', 0o600);
	try {
		writeSync(descriptor, text);
		fsyncSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
}

function readKey(file: string): Uint8Array | undefined {
	let text: string;
	try {
		text = readFileSync(file, 'utf8').trim();
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
	if (!/^[0-9a-f]{64}$/i.test(text)) throw new Error(`The key file ${file} is damaged. Restore it from a backup; without it stored buyer data cannot be read. If there is none, delete it, and a new key is made.`);
	return Uint8Array.from(Buffer.from(text, 'hex'));
}
