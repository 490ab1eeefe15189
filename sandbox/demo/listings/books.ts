import type { DemoGoods } from './goods';

/** Books: the ASIN is the ISBN of ten digits, and only Amazon knows a barcode of them. Nobody publishes under these numbers. */
export const books: readonly DemoGoods[] = [
	{
		// Listed with the ISBN as SKU, as booksellers do.
		sellerSku: '9789999991018', asin: '9999991017', category: 'books', brand: 'Lantern Street Press',
		titles: { US: 'The Harbor Table: Eighty Suppers from a Small Kitchen' },
		prices: { USD: '34.95' },
		identifiers: [{ type: 'ISBN', value: '9789999991018' }, { type: 'EAN', value: '9789999991018' }],
		package: { weight: { unit: 'pounds', value: 1.2 }, length: { unit: 'inches', value: 10 }, width: { unit: 'inches', value: 8 }, height: { unit: 'inches', value: 0.9 } },
	},
	{
		// Its ISBN of ten digits ends in X.
		sellerSku: 'BK-TIDES', asin: '999999105X', category: 'books', fulfilledBy: 'AMAZON',
		titles: { US: 'Tides & Timber (Paperback)' },
		prices: { USD: '16.50' },
		identifiers: [{ type: 'ISBN', value: '9789999991056' }, { type: 'EAN', value: '9789999991056' }],
		item: { weight: { unit: 'ounces', value: 14.4 } },
	},
	{
		sellerSku: 'BK-BACKBUCH', asin: '9999991033', category: 'books', brand: 'Nordlicht Verlag',
		titles: { DE: 'Brot & Butter: Das große Backbuch – Süßes, Gewürztes und Gefülltes' },
		prices: { EUR: '24.90' },
		identifiers: [{ type: 'ISBN', value: '9789999991032' }, { type: 'EAN', value: '9789999991032' }],
		item: { weight: { unit: 'grams', value: 850 } },
	},
];
