import { createHash } from 'node:crypto';
import type { Region } from '../domain/marketplaces';

/** What a selling partner application needs to act for one seller account in one region. */
export interface AmazonCredential {
	/** Login with Amazon: client id and secret of the application. */
	readonly clientId: string;
	readonly clientSecret: string;
	readonly refreshToken: string;
	/** Merchant Token of Seller Central. */
	readonly merchantToken: string;
	readonly region: Region;
	/** Amazon's own sandbox answers canned data (P67). */
	readonly environment: 'production' | 'sandbox';
	/** Origin that stands in for all of Amazon's hosts; none: Amazon itself. */
	readonly apiBaseUrl?: string;
}

/** Short, stable and not reversible: names secrets in keys. */
export const fingerprint = (...parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);

/** Values that may appear in no text. */
export const secretsOf = (credential: AmazonCredential): readonly string[] => [credential.clientSecret, credential.refreshToken];
