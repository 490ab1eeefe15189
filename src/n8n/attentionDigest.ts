import type { IDataObject } from 'n8n-workflow';
import type { SyncDatabase } from '../processes/ports/repositories';
import { tellOnce, type Problem, type ToldBy } from '../processes/problems';
import { attentionItems } from './saleItems';

/** What goes to Needs Attention: one message for a run, of what is new or of everything that is open (N53). */
export async function attentionDigest({ orders }: Pick<SyncDatabase, 'orders'>, problems: readonly Problem[], by: ToldBy, shown: string = 'new'): Promise<IDataObject[]> {
	const untold = await tellOnce(orders, problems, by);
	return attentionItems(shown === 'all' ? problems : untold, problems.length);
}
