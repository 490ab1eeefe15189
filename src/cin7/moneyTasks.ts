import { z } from 'zod';
import type { Cin7Ledger, MoneyTaskSnapshot } from '../processes/ports/ledger';
import { unlessUnknown } from './answers';
import type { Caller } from './calls';
import { readRows, sameName, type List } from './lists';
import { moneyTask, moneyTaskBody, moneyTaskRow } from './wire/moneyTask';

const tasks: List<z.output<typeof moneyTaskRow>> = { path: '/moneyTaskList', key: 'MoneyTasks', row: moneyTaskRow, about: 'looking for a money task' };
const PATH = '/moneyOperation';

type MoneyTasks = Pick<Cin7Ledger, 'moneyTasksByReference' | 'moneyTask' | 'draftMoneyTask' | 'completeMoneyTask' | 'voidMoneyTask'>;

/** Receive Money and Spend Money (API reference, group Money Task; P1). */
export function createMoneyTasks(call: Caller): MoneyTasks {
	const read = async (taskId: string): Promise<MoneyTaskSnapshot | undefined> => await unlessUnknown(async () => await call({ method: 'GET', path: PATH, query: { TaskID: taskId }, about: 'reading a money task', answer: moneyTask }));
	return {
		// The search finds every task that has this text in it, and the rows do not show the accounts.
		moneyTasksByReference: async (reference) => {
			const ids: string[] = [];
			for await (const row of readRows(call, tasks, { Search: reference })) {
				if (row.reference.trim() === reference.trim() && !sameName(row.type, 'Transfer Money')) ids.push(row.taskId);
			}
			const found: MoneyTaskSnapshot[] = [];
			for (const id of ids) {
				const task = await read(id);
				if (task) found.push(task);
			}
			return found;
		},
		moneyTask: read,
		draftMoneyTask: async (document) => await call({ method: 'POST', path: PATH, body: moneyTaskBody(document, 'DRAFT'), about: `writing the ${document.type} task`, answer: moneyTask }),
		completeMoneyTask: async (taskId, document) => await call({ method: 'PUT', path: PATH, body: moneyTaskBody(document, 'COMPLETED', taskId), about: `completing the ${document.type} task`, answer: moneyTask }),
		// Void=false, the API's default, would undo the task to a draft.
		voidMoneyTask: async (taskId) => {
			await call({ method: 'DELETE', path: PATH, query: { ID: taskId, Void: true }, about: 'voiding a money task', answer: z.unknown() });
		},
	};
}
