import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { TransportError, type TransportErrorDetails } from '../transport/errors';
import { performWithRetry, type RetryServices } from '../transport/retryLoop';
import type { Caller } from './caller';
import { ConnectionLost } from './connection';
import { openDownload, type Download, type DownloadSetting } from './download';
import { wireReportDocument } from './reportWire';
import { errorFromConnection, unreadableAnswer } from './serviceErrors';

const OPERATION = 'downloadReport';
/** How often an address that is no longer good is asked for anew (P62). */
const NEW_ADDRESSES = 2;
/** Ten times the largest seller's catalog; more is no report but a fault, or worse. */
const LARGEST_BYTES = 4 * 1024 ** 3;
const INFLATED_CHUNK_BYTES = 131_072;

/** A report document, uncompressed, in the bytes that Amazon wrote. */
export interface OpenReport {
	/** Charset stated with the document, where one is. */
	readonly charset?: string;
	/** To be read once, to its end or not. Throws TransportError: unavailable when it breaks off, unreadable code 'TruncatedReport' when its compression is torn. */
	readonly bytes: AsyncIterable<Uint8Array>;
}

interface Address {
	readonly url: URL;
	readonly gzip: boolean;
}

/** What to do about a document that cannot be had, in words. */
export interface DocumentAdvice {
	/** Amazon does not give it any more. */
	readonly gone: string;
	/** It is damaged. */
	readonly damaged: string;
}

const reportAdvice: DocumentAdvice = { gone: 'The next run asks for a new report.', damaged: 'The next run asks for a new report.' };

/** Settlement reports cannot be asked for by an application (P17). */
export const settlementAdvice: DocumentAdvice = {
	gone: 'Ask for the settlement again in Seller Central, under Payments, All Statements; the next run finds the new report by itself.',
	damaged: 'The next run downloads it again. If it stays so, ask for the settlement again in Seller Central, under Payments, All Statements.',
};

const failure = (details: Pick<TransportErrorDetails, 'kind' | 'message' | 'code' | 'status'>): TransportError => new TransportError({ service: 'Amazon', operation: OPERATION, ...details });

/** Opens report documents; addresses are asked for right before (P62: they are good for five minutes). `advice` is what errors tell to do. */
export function createReportOpener(call: Caller, retry: RetryServices, setting: DownloadSetting, advice: DocumentAdvice = reportAdvice): (documentId: string) => Promise<OpenReport> {
	const addressOf = async (documentId: string): Promise<Address> => {
		const answer = wireReportDocument.safeParse(await call({ operation: 'getReportDocument', path: { reportDocumentId: documentId } }));
		const url = answer.success && URL.canParse(answer.data.url) ? new URL(answer.data.url) : undefined;
		if (!answer.success || url?.protocol !== 'https:') throw unreadableAnswer('getReportDocument', 'it holds no address of a document');
		const compression = answer.data.compressionAlgorithm || undefined;
		if (compression !== undefined && compression !== 'GZIP') throw unreadableAnswer('getReportDocument', 'the document is compressed in a way that is not known');
		return { url, gzip: compression === 'GZIP' };
	};

	return async (documentId) => {
		for (let asked = 0; ; asked += 1) {
			const address = await addressOf(documentId);
			const download = await performWithRetry(async () => await begin(address.url, setting, advice), 'read', retry);
			if (download.status === 200) return opened(download, address.gzip, advice);
			download.close();
			if (asked === NEW_ADDRESSES) {
				throw failure({ kind: 'rejected', code: 'ReportOutdated', status: download.status, message: `Amazon does not give the document of the report any more, not even at a new address. ${advice.gone}` });
			}
		}
	};
}

/** An answer of status 200, or one that says that the address is not good; everything else is thrown. */
async function begin(url: URL, setting: DownloadSetting, advice: DocumentAdvice): Promise<Download> {
	const download = await openDownload(url, setting).catch((error: unknown) => {
		throw error instanceof ConnectionLost ? errorFromConnection(error, OPERATION) : error;
	});
	const { status } = download;
	// The store of the documents says 403 'Request has expired', and 400 when the permission in the address has run out.
	if (status === 200 || status === 403 || status === 400) return download;
	download.close();
	if (status === 404 || status === 410) throw failure({ kind: 'notFound', status, message: `Amazon no longer has the document of the report. ${advice.gone}` });
	if (status === 429 || status >= 500) throw failure({ kind: 'unavailable', status, message: `Amazon could not give the document of the report just now (status ${status}). The next run tries again.` });
	throw failure({ kind: 'unreadable', status, message: `Amazon answered the download of a report with the unexpected status ${status}.` });
}

function opened({ headers, body, close }: Download, gzip: boolean, { damaged }: DocumentAdvice): OpenReport {
	const charset = /charset="?([^;"\s]+)/i.exec(headers['content-type'] ?? '')?.[1];
	return { ...(charset !== undefined && { charset }), bytes: told(gzip ? inflated(body) : body, close, damaged) };
}

function inflated(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
	const gunzip = createGunzip({ chunkSize: INFLATED_CHUNK_BYTES });
	// What fails in either part is thrown to whoever reads; nobody else needs to hear of it.
	pipeline(Readable.from(body), gunzip, () => undefined);
	return gunzip as AsyncIterable<Uint8Array>;
}

async function* told(bytes: AsyncIterable<Uint8Array>, close: () => void, damaged: string): AsyncGenerator<Uint8Array, void, undefined> {
	let length = 0;
	try {
		for await (const chunk of bytes) {
			length += chunk.length;
			if (length > LARGEST_BYTES) throw failure({ kind: 'unreadable', code: 'ReportTooLarge', message: 'The document of the report is larger than any report that is known. It was not read to its end.' });
			yield chunk;
		}
	} catch (error) {
		if (error instanceof ConnectionLost) throw errorFromConnection(error, OPERATION);
		if (error instanceof TransportError) throw error;
		throw failure({ kind: 'unreadable', code: 'TruncatedReport', message: `The document of the report is damaged: its compression breaks off. ${damaged}` });
	} finally {
		// Whoever is still waiting for the next bytes hears of the end only so.
		close();
	}
}
