import type { Clock } from '../transport/clock';
import { fingerprint, type AmazonCredential } from './credential';
import type { AccessToken } from './login';

interface Entry {
	/** Set while a token is being fetched: whoever asks meanwhile waits for the same one. */
	pending?: Promise<string>;
	token?: string;
	/** Milliseconds since 1970. */
	renewAt?: number;
}

// One for the process: every client of a credential shares the token.
const entries = new Map<string, Entry>();

const MINUTE = 60_000;

/** Tokens are renewed two to five minutes before they expire, so that processes do not all renew at once; sooner if they live shortly. */
const marginOf = (lifetimeMs: number, random: () => number): number => Math.min((2 + 3 * random()) * MINUTE, lifetimeMs / 10);

/** Access tokens of one credential. */
export interface AccessTokens {
	/** A token that is not outdated by our clock. Throws what the fetching throws. */
	current(): Promise<string>;
	/** Forgets that token, unless another has taken its place already. */
	drop(refused: string): void;
}

/** The shared cache, as this credential sees it. The secret is part of the key, so that a corrected one is really tried. */
export function accessTokensFor(credential: AmazonCredential, clock: Clock, random: () => number, fetchToken: () => Promise<AccessToken>): AccessTokens {
	const { clientId, clientSecret, refreshToken, region, apiBaseUrl } = credential;
	const key = fingerprint(clientId, clientSecret, refreshToken, region, apiBaseUrl ?? '');
	const entry = entries.get(key) ?? {};
	entries.set(key, entry);

	const refresh = async (): Promise<string> => {
		const { token, lifetimeMs } = await fetchToken();
		entry.token = token;
		entry.renewAt = clock.now() + lifetimeMs - marginOf(lifetimeMs, random);
		return token;
	};

	return {
		current: async () => {
			if (entry.token !== undefined && clock.now() < (entry.renewAt ?? 0)) return entry.token;
			entry.pending ??= refresh().finally(() => { entry.pending = undefined; });
			return await entry.pending;
		},
		drop: (refused) => {
			if (entry.token === refused) entry.token = undefined;
		},
	};
}
