import type { InvoiceSnapshot, SaleSnapshot } from '../domain/accounting/sale';

/*
 * What Cin7 Core's words for the states of a sale mean here. Its lists of words are longer than the API reference, so none
 * is taken for closed, and case is left out of account.
 */

const isOneOf = (status: string | undefined, ...words: readonly string[]): boolean => words.includes(status?.toUpperCase() ?? '');

export const isVoided = (status: string): boolean => isOneOf(status, 'VOIDED');

export const isAuthorized = (status: string | undefined): boolean => isOneOf(status, 'AUTHORISED');

/** An invoice that is in the books, and takes payments and credit notes. */
export const isInBooks = ({ invoiceNumber, status }: InvoiceSnapshot): boolean => Boolean(invoiceNumber) && isOneOf(status, 'AUTHORISED', 'PAID');

export const isFulfilled = ({ shipStatus }: SaleSnapshot): boolean => isOneOf(shipStatus, 'AUTHORISED', 'SHIPPED', 'FULFILLED');

export const isSimple = ({ type }: SaleSnapshot): boolean => isOneOf(type, 'SIMPLE SALE');

export const isAdvanced = ({ type }: SaleSnapshot): boolean => isOneOf(type, 'ADVANCED SALE');
