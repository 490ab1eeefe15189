/** The rows by what `key` says of them, in the order in which keys and rows first appear. No group is empty. */
export function groupBy<T>(rows: readonly T[], key: (row: T) => string): Map<string, [T, ...T[]]> {
	const groups = new Map<string, [T, ...T[]]>();
	for (const row of rows) {
		const of = key(row);
		const group = groups.get(of);
		if (group) group.push(row);
		else groups.set(of, [row]);
	}
	return groups;
}
