import { z } from 'zod';
import type { Cin7Ledger, JournalSnapshot } from '../processes/ports/ledger';
import { unlessUnknown } from './answers';
import type { Caller } from './calls';
import { findRow, readRows, sameName, type List } from './lists';
import { rowsUnder } from './wire/fields';
import { journal, journalBody } from './wire/journal';

const journals: List<JournalSnapshot> = { path: '/journal', key: 'Journals', row: journal, about: 'looking for a journal' };

/** The journal that a write answers with; an answer without it leaves a doubt. */
const written = (isIt: (row: JournalSnapshot) => boolean): z.ZodType<JournalSnapshot, z.ZodTypeDef, unknown> =>
	rowsUnder(journals.key, journal).transform((rows, context) => {
		const row = rows.find(isIt);
		if (row) return row;
		context.addIssue({ code: 'custom', path: [journals.key], message: 'the journal is not there' });
		return z.NEVER;
	});

type Journals = Pick<Cin7Ledger, 'journalsByMarker' | 'journal' | 'draftJournal' | 'completeJournal' | 'voidJournal'>;

/** Journals that belong to no other document (API reference, group Journal; P2). */
export function createJournals(call: Caller): Journals {
	return {
		// The search finds every journal that has this text somewhere in its number, status, narration or notes.
		journalsByMarker: async (marker) => {
			const found: JournalSnapshot[] = [];
			for await (const row of readRows(call, journals, { Search: marker })) if (row.narration.startsWith(marker)) found.push(row);
			return found;
		},
		journal: async (taskId) => await unlessUnknown(async () => await findRow(call, { ...journals, about: 'reading a journal' }, { TaskID: taskId }, (row) => sameName(row.taskId, taskId))),
		draftJournal: async (document) => await call({
			method: 'POST', path: journals.path, body: journalBody(document, 'DRAFT'), about: 'writing the journal', answer: written((row) => row.narration.trim() === document.narration.trim()),
		}),
		completeJournal: async (taskId, document) => await call({
			method: 'PUT', path: journals.path, body: journalBody(document, 'COMPLETED', taskId), about: 'completing the journal', answer: written((row) => sameName(row.taskId, taskId)),
		}),
		// Void=false, the API's default, would undo the journal to a draft.
		voidJournal: async (taskId) => {
			await call({ method: 'DELETE', path: journals.path, query: { ID: taskId, Void: true }, about: 'voiding a journal', answer: z.unknown() });
		},
	};
}
