/** Milliseconds of an ISO 8601 instant, as the columns keep it. Throws when the text is none. */
export function toMilliseconds(instant: string): number {
	const milliseconds = Date.parse(instant);
	if (Number.isNaN(milliseconds)) throw new RangeError(`'${instant}' is not a date and time`);
	return milliseconds;
}

/** ISO 8601, UTC. */
export const toInstant = (milliseconds: number): string => new Date(milliseconds).toISOString();
