// Live answers have '60 Seconds' and '30 sec' beside the plain seconds and the HTTP date of RFC 9110, 10.2.3.
const spelledOut = /^(\d+(?:\.\d+)?)\s*(?:(m(?:in(?:ute)?s?)?)|s(?:ec(?:ond)?s?)?)?\.?$/i;

/** Longer waits than this are not believed: the next run asks again. Milliseconds. */
const LONGEST_WAIT = 60 * 60_000;

/** Milliseconds that a Retry-After header asks for, from `now` on; undefined when it is absent or says nothing. Never negative. */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
	const value = Object.entries(headers).find(([name]) => name.toLowerCase() === 'retry-after')?.[1]?.trim();
	if (!value) return undefined;
	const [, count, minutes] = spelledOut.exec(value) ?? [];
	if (count !== undefined) return bounded(Number(count) * (minutes ? 60_000 : 1000));
	// Date.parse takes almost anything for a date.
	const instant = /\d:\d\d/.test(value) ? Date.parse(value) : Number.NaN;
	return Number.isNaN(instant) ? undefined : bounded(instant - now);
}

const bounded = (milliseconds: number): number => Math.ceil(Math.min(Math.max(milliseconds, 0), LONGEST_WAIT));
