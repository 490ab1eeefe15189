import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Clock } from '../../src/transport/clock';
import type { Region } from '../../src/domain/marketplaces';
import { type Answer, Refusal } from './answers';
import type { ReportText } from './listingsReport';
import { documentHosts } from './routes';

/** Amazon's documents can be fetched for five minutes (reports_2021-06-30.json, ReportDocument). */
const LIFETIME_SECONDS = 300;

interface Grant {
	readonly path: string;
	readonly signedAt: string;
	/** Milliseconds since 1970. */
	readonly expiresAt: number;
	readonly contentEncoding: string | undefined;
	readonly read: () => ReportText;
	readonly gzip: boolean;
	readonly torn: boolean;
}

/** The storage outside the API that documents are fetched from, by an address that holds its own permission. */
export class DocumentStore {
	private readonly grants = new Map<string, Grant>();
	private readonly bodies = new WeakMap<() => ReportText, ReportText>();

	constructor(private readonly clock: Clock) {}

	/** A new address. @param read makes the document; called at most once, and only when somebody fetches it. @param torn the stored bytes end in their middle. @param lifetime seconds */
	address(region: Region, read: () => ReportText, { gzip, torn = false, contentEncoding, lifetime = LIFETIME_SECONDS }: { readonly gzip: boolean; readonly torn?: boolean; readonly contentEncoding: string | undefined; readonly lifetime: number | undefined }): string {
		const path = `/NinetyDays/amzn1.tortuga.4.${region}.${randomUUID()}`;
		const signature = randomBytes(32).toString('hex');
		const signedAt = new Date(this.clock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
		this.grants.set(signature, { path, signedAt, expiresAt: this.clock.now() + lifetime * 1000, contentEncoding, read, gzip, torn });
		const query = new URLSearchParams({ 'X-Amz-Algorithm': 'AWS4-HMAC-SHA256', 'X-Amz-Date': signedAt, 'X-Amz-SignedHeaders': 'host', 'X-Amz-Expires': String(LIFETIME_SECONDS), 'X-Amz-Credential': `EXAMPLE/${signedAt.slice(0, 8)}/s3/aws4_request`, 'X-Amz-Signature': signature });
		return `https://${documentHosts[region]}${path}?${query.toString()}`;
	}

	/** Throws what S3 answers (403, XML) for an address that is expired or not as it was given, and for a token where none belongs. */
	download(path: string, query: URLSearchParams, headers: IncomingHttpHeaders): Answer {
		const grant = this.grants.get(query.get('X-Amz-Signature') ?? '');
		if (grant === undefined || grant.path !== path || grant.signedAt !== query.get('X-Amz-Date') || query.get('X-Amz-Expires') !== String(LIFETIME_SECONDS)) {
			throw refused('SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided. Check your key and signing method.');
		}
		// The address is the permission; a signature does not cover headers of the API, and S3 says so.
		const unsigned = Object.keys(headers).filter((name) => name.startsWith('x-amz-'));
		if (unsigned.length > 0) throw refused('AccessDenied', 'There were headers present in the request which were not signed', `<HeadersNotSigned>${unsigned.join(', ')}</HeadersNotSigned>`);
		if (this.clock.now() >= grant.expiresAt) {
			throw refused('AccessDenied', 'Request has expired', `<X-Amz-Expires>${LIFETIME_SECONDS}</X-Amz-Expires><Expires>${iso(grant.expiresAt)}</Expires><ServerTime>${iso(this.clock.now())}</ServerTime>`);
		}
		const { bytes, contentType } = this.body(grant.read);
		const stored = grant.gzip ? gzipSync(bytes) : bytes;
		return {
			status: 200,
			body: grant.torn ? stored.subarray(0, stored.length >> 1) : stored,
			headers: { ...(contentType === undefined ? {} : { 'content-type': contentType }), ...(grant.contentEncoding === undefined ? {} : { 'content-encoding': grant.contentEncoding }) },
		};
	}

	private body(read: () => ReportText): ReportText {
		const made = this.bodies.get(read) ?? read();
		this.bodies.set(read, made);
		return made;
	}
}

const iso = (time: number): string => new Date(time).toISOString().replace(/\.\d+/, '');

const refused = (code: string, message: string, details = ''): Refusal =>
	new Refusal({
		status: 403,
		body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${details}<RequestId>SIMULATED</RequestId></Error>`, 'utf8'),
		headers: { 'content-type': 'application/xml' },
	});
