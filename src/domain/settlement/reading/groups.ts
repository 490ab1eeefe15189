import type { FileForm, RowGroup, SettlementChannel, SettlementContent } from '../settlement';
import type { DateReader, DayOrder } from './dates';
import type { Encoding } from './encoding';
import { isOtherChannel, type Cell, type Kind } from './kinds';
import { orderStates } from './orders';
import { amountOf } from './sum';

/** What was decided of the whole file, by which its cells become groups. */
export interface Decided {
	readonly order: DayOrder;
	readonly decimalSign: FileForm['decimalSign'];
	readonly encoding: Encoding;
	/** Month of rows without a date. */
	readonly lastMonth: string;
}

interface Gathered {
	readonly group: Omit<RowGroup, 'sum' | 'rows' | 'firstPostedAt' | 'firstLine'>;
	sum: bigint;
	rows: number;
	firstPosted: number;
	firstLine: number;
}

export const cellsOf = (kind: Kind): readonly Cell[] => [...kind.cells.filter((cell) => cell !== undefined), ...kind.named.values()];

/** The groups of a file, sorted by all that tells them apart, and the sum of all its rows. */
export function groupsOf(kinds: readonly Kind[], dates: DateReader, decided: Decided): Pick<SettlementContent, 'groups' | 'sum' | 'rows'> {
	const gathered = new Map<string, Gathered>();
	for (const kind of kinds) for (const cell of cellsOf(kind)) gather(gathered, kind, cell, dates, decided);
	const all = [...gathered].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
	return {
		groups: all.map(({ group, sum, rows, firstPosted, firstLine }) => ({ ...group, sum: amountOf(sum), rows, ...(Number.isFinite(firstPosted) ? { firstPostedAt: new Date(firstPosted).toISOString() } : {}), firstLine })),
		sum: amountOf(all.reduce((total, { sum }) => total + sum, 0n)),
		rows: all.reduce((count, { rows }) => count + rows, 0),
	};
}

function gather(gathered: Map<string, Gathered>, kind: Kind, cell: Cell, dates: DateReader, { order, decimalSign, encoding, lastMonth }: Decided): void {
	const text = (bytes: string): string => encoding.decode(bytes).trim();
	const { orderClass, otherChannel } = orderStates[cell.orderState];
	const marketplaceName = text(kind.texts.marketplaceName);
	const group = {
		transactionType: text(kind.texts.transactionType),
		amountType: text(kind.texts.amountType),
		amountDescription: text(kind.texts.amountDescription),
		channel: channelOf(kind.texts.fulfillment, otherChannel || isOtherChannel(marketplaceName)),
		marketplaceName,
		period: cell.months < 0 ? lastMonth : dates.month(cell.months, order),
		orderClass,
		...(cell.orderId === undefined ? {} : { orderId: cell.orderId }),
		...(cell.sku === undefined ? {} : { sku: text(cell.sku) }),
	};
	const key = JSON.stringify([group.transactionType, group.amountType, group.amountDescription, group.channel, group.marketplaceName, group.period, group.orderClass, group.orderId ?? '', group.sku ?? '']);
	const before = gathered.get(key) ?? { group, sum: 0n, rows: 0, firstPosted: Infinity, firstLine: Infinity };
	before.sum += cell.sum.total(decimalSign);
	before.rows += cell.rows;
	before.firstPosted = Math.min(before.firstPosted, cell[order]);
	before.firstLine = Math.min(before.firstLine, cell.firstLine);
	gathered.set(key, before);
}

function channelOf(fulfillment: string, isOther: boolean): SettlementChannel {
	const channel = fulfillment.trim().toUpperCase();
	return isOther ? 'MCF' : channel === 'AFN' || channel === 'MFN' ? channel : '';
}
