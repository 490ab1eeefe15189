import type { Cin7Ledger } from '../processes/ports/ledger';
import { unlessUnknown } from './answers';
import type { Caller } from './calls';
import { saleJournal, saleJournalBody } from './wire/journal';

const PATH = '/sale/manualJournal';

/**
 * The journal that hangs on a sale, in base currency (API reference, Sale Manual Journals; D4). Its invoice has to be
 * authorized. Writing replaces all lines: who adds one has to send those that are there with it.
 */
export function createSaleJournals(call: Caller): Pick<Cin7Ledger, 'saleJournal' | 'writeSaleJournal'> {
	return {
		saleJournal: async (saleId) => await unlessUnknown(async () => await call({ method: 'GET', path: PATH, query: { SaleID: saleId }, about: 'reading the journal of a sale', answer: saleJournal })),
		writeSaleJournal: async (saleId, journal) => await call({ method: 'POST', path: PATH, body: saleJournalBody(saleId, journal), about: 'writing the journal of a sale', answer: saleJournal }),
	};
}
