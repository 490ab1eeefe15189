import { startBooksServer, type BooksServer } from '../booksServer';
import type { QuickBooksSimulator } from './simulator';

/** The simulated QuickBooks Online over HTTP. */
export const startQuickBooksServer = async (quickBooks: QuickBooksSimulator, token: string): Promise<BooksServer> => await startBooksServer(token, quickBooks.send);
