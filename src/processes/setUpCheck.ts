/** One line of Check Set-Up. 'advice' does not keep orders from being processed. */
export interface SetUpCheck {
	readonly check: string;
	readonly result: 'ok' | 'advice' | 'missing';
	readonly message: string;
}
