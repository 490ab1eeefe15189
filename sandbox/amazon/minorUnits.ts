/**
 * Money of the simulated world as whole coins: independent of the product's own arithmetic, so that the two cannot be
 * wrong together.
 */
const digitsOf = (currency: string): number => (currency === 'JPY' ? 0 : 2);

/** '12.30' USD is 1230, '2200' JPY is 2200. Throws when there is a fraction of a coin. */
export function toCoins(amount: string, currency: string): number {
	const digits = digitsOf(currency);
	const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount);
	const fraction = match?.[3] ?? '';
	if (match === null || fraction.length > digits) throw new RangeError(`${amount} ${currency} is no whole number of coins`);
	const coins = Number(match[2] + fraction.padEnd(digits, '0'));
	return match[1] === '-' ? 0 - coins : coins;
}

/** 1230 USD is '12.30', 2200 JPY is '2200'. */
export function fromCoins(coins: number, currency: string): string {
	const digits = digitsOf(currency);
	const text = String(Math.abs(coins)).padStart(digits + 1, '0');
	const sign = coins < 0 ? '-' : '';
	return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
