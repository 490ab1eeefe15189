import fc from 'fast-check';
import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { decodeReport, EndlessLine } from '../../src/amazon/listingsReport/decodeReport';
import { readListings, UnknownReportHeader, type ReportSetting } from '../../src/amazon/listingsReport/readListings';
import type { Listing } from '../../src/domain/catalog/listing';
import type { ReportedListing } from '../../src/processes/ports/amazon';

const us: ReportSetting = { currency: 'USD', country: 'US' };
const header = 'item-name\titem-description\tlisting-id\tseller-sku\tprice\tquantity\topen-date\timage-url\titem-is-marketplace\tproduct-id-type\tzshop-shipping-fee\titem-note\titem-condition\tzshop-category1\tzshop-browse-path\tzshop-storefront-feature\tasin1\tasin2\tasin3\twill-ship-internationally\texpedited-shipping\tzshop-boldface\tproduct-id\tbid-for-featured-placement\tadd-delete\tpending-quantity\tfulfillment-channel\tmerchant-shipping-group\tstatus';

const defaults = { 'item-name': 'A mug', 'seller-sku': 'MUG-1', price: '12.50', quantity: '7', 'product-id-type': '1', 'item-condition': '11', asin1: 'B000000001', 'product-id': 'B000000001', 'fulfillment-channel': 'DEFAULT', status: 'Active' };
const row = (given: Readonly<Record<string, string>> = {}): string => {
	const cells: Readonly<Record<string, string>> = { ...defaults, ...given };
	return header.split('\t').map((name) => cells[name] ?? '').join('\t');
};

async function read(document: string | Uint8Array | Iterable<Uint8Array>, setting: ReportSetting = us): Promise<ReportedListing[]> {
	const chunks = typeof document === 'string' ? [Buffer.from(document, 'utf8')] : document instanceof Uint8Array ? [document] : document;
	const rows: ReportedListing[] = [];
	for await (const reported of readListings(chunks, setting)) rows.push(reported);
	return rows;
}

const readOne = async (given: Readonly<Record<string, string>>, setting = us): Promise<Listing | undefined> => (await read(`${header}\n${row(given)}\n`, setting))[0]?.listing;
const headerFailure = async (document: string): Promise<UnknownReportHeader> => {
	const error: unknown = await read(document).catch((thrown: unknown) => thrown);
	if (error instanceof UnknownReportHeader) return error;
	throw new Error(`Expected an unknown header and got ${String(error)}`);
};

describe('a row of the listings report', () => {
	test('becomes a listing', async () => {
		await expect(readOne({ 'item-description': 'Holds coffee', 'open-date': '2024-03-11 05:12:33 PDT', 'image-url': 'https://images.example/1.jpg' })).resolves.toEqual({
			sellerSku: 'MUG-1', asin: 'B000000001', title: 'A mug', availability: 'active', fulfillmentChannel: 'MFN', price: { amount: '12.50', currency: 'USD' },
			quantity: 7, condition: 'new_new', description: 'Holds coffee', imageUrl: 'https://images.example/1.jpg', createdAt: '2024-03-11T12:12:33.000Z',
		});
	});

	test.each(['AMAZON_NA', 'AMAZON_EU', 'AMAZON_JP'])('that %s fulfills has no quantity', async (channel) => {
		const listing = await readOne({ 'fulfillment-channel': channel, quantity: '3' });
		expect([listing?.fulfillmentChannel, listing?.quantity]).toEqual(['AFN', undefined]);
	});

	test.each([[' MUG 1 '], ['a"b'], ['"quoted'], ['ä/ö%,+'], ['00012'], ['\u200bX']])('P57: keeps the SKU %j byte for byte', async (sku) => {
		expect((await readOne({ 'seller-sku': sku }))?.sellerSku).toBe(sku);
	});

	test.each([
		['Active', 'B000000001', 'active'], ['Inactive', 'B000000001', 'inactive'], ['Incomplete', 'B000000001', 'incomplete'],
		['Active', '', 'incomplete'], ['inaktiv', 'B000000001', 'inactive'], ['', 'B000000001', 'inactive'],
	])('of status %j and ASIN %j is %s', async (status, asin1, availability) => {
		expect((await readOne({ status, asin1, 'product-id-type': '4' }))?.availability).toBe(availability);
	});

	test.each([['2', 'ISBN'], ['3', 'UPC'], ['4', 'EAN']])('of product id type %s has an identifier %s', async (type, name) => {
		expect((await readOne({ 'product-id-type': type, 'product-id': '4006381333931' }))?.identifier).toEqual({ type: name, value: '4006381333931' });
	});

	test('without asin1 has its ASIN from the product id of type 1', async () => {
		expect(await readOne({ asin1: '', 'product-id': 'B000000009' })).toMatchObject({ asin: 'B000000009', availability: 'active' });
		expect(await readOne({ asin1: '' })).not.toHaveProperty('identifier');
	});

	test.each([
		['12,50', '12.50'], ['1.299,00', '1299.00'], ['1,299.00', '1299.00'], ['1299', '1299'], ['0.5', '0.5'],
	])('has the price %s as %s', async (price, amount) => {
		expect((await readOne({ price }))?.price?.amount).toBe(amount);
	});

	test.each([
		['2021/05/20 11:03:33 JST', '2021-05-20T02:03:33.000Z'], ['20/05/2021 11:03:33 BST', '2021-05-20T10:03:33.000Z'], ['20.05.2021 11:03:33 MEST', '2021-05-20T09:03:33.000Z'],
		['20/05/2021 11:03:33 ???', undefined], ['2021-13-20 11:03:33 PDT', undefined], ['2021-05-2x 11:03:33 PDT', undefined], ['2021-05-20 11.03.33 PDT', undefined], ['yesterday', undefined],
	])('of open date %s was created at %s', async (openDate, createdAt) => {
		expect((await readOne({ 'open-date': openDate }))?.createdAt).toBe(createdAt);
	});
});

test('any instant that a report can write is read as it is', () => fc.assert(fc.asyncProperty(fc.date({ min: new Date('1995-01-02T00:00:00Z'), max: new Date('2099-12-30T00:00:00Z'), noInvalidDate: true }), fc.boolean(), async (date, yearFirst) => {
	const expected = new Date(Math.floor(date.getTime() / 1000) * 1000);
	const [day, time] = [expected.toISOString().slice(0, 10), expected.toISOString().slice(11, 19)];
	const written = `${yearFirst ? day : day.split('-').reverse().join('/')} ${time} UTC`;
	expect((await readOne({ 'open-date': written }))?.createdAt).toBe(expected.toISOString());
}), { numRuns: 200 }));

describe('rows that cannot be read', () => {
	test('are reported with line, SKU and column, and stop nothing', async () => {
		const rows = await read([header, row(), row({ 'seller-sku': 'BAD-1', price: '1,299' }), '', row({ 'seller-sku': '' }), row({ 'seller-sku': 'BAD-2', quantity: '1.5' }), row({ 'seller-sku': 'BAD-3', status: 'Gone' }), row({ 'seller-sku': 'LAST' })].join('\r\n'));
		expect(rows.map(({ line, refused, sellerSku, listing }) => [line, refused ?? listing?.sellerSku, sellerSku])).toEqual([
			[2, 'MUG-1', undefined], [3, 'price: is no number', 'BAD-1'], [5, 'seller-sku: is empty', undefined],
			[6, 'quantity: is no whole number', 'BAD-2'], [7, 'status: is none that is known', 'BAD-3'], [8, 'LAST', undefined],
		]);
	});

	test('a row shorter than the header ends in blanks, and a longer one in what nobody asked for', async () => {
		const rows = await read(`${header}\nA mug\t\t\tSHORT\n${row({ 'seller-sku': 'LONG' })}\tmore\tand more`);
		expect(rows.map(({ listing }) => listing)).toEqual([
			{ sellerSku: 'SHORT', title: 'A mug', availability: 'incomplete' },
			expect.objectContaining({ sellerSku: 'LONG', availability: 'active' }),
		]);
	});

	test('lines of nothing but blanks and tabs are no rows', async () => {
		expect(await read(`\n${header}\n\t\t\t\n \n\r\n${row()}\n\n`)).toEqual([{ line: 6, listing: expect.anything() }]);
	});

	test('a double quote opens nothing', async () => {
		const rows = await read(`${header}\n${row({ 'item-name': '24" monitor', 'seller-sku': '"A' })}\n${row({ 'item-name': '"x"', 'seller-sku': 'B"' })}\n`);
		expect(rows.map(({ listing }) => [listing?.title, listing?.sellerSku])).toEqual([['24" monitor', '"A'], ['"x"', 'B"']]);
	});
});

const german = 'Artikelbezeichnung\tArtikelbeschreibung\tAngebotsnummer\tHändler-SKU\tPreis\tMenge\tErstellungsdatum\tProdukt-ID-Typ\tArtikelzustand\tASIN 1\tProdukt-ID\tVersender\tStatus';
const languages: readonly (readonly [string, string, string])[] = [
	['German', german, 'Artikelbezeichnung'],
	['French, without status and asin1', 'nom-produit\tid-offre\tsku-vendeur\tprix\tquantité\tdate-ouverture\ttype-id-produit\tnote-état-article\tétat-produit\texpédition-international\tlivraison-express\tid-produit\tcanal-traitement', 'nom-produit'],
	['Italian', "Nome dell'articolo\tDescrizione dell'articolo\tNumero offerta\tSKU venditore\tPrezzo\tQuantità\tData di creazione\tTipo di identificativo del prodotto\tCondizione dell'articolo\tASIN 1\tIdentificativo del prodotto\tCanale di gestione\tstato", ''],
	['Spanish', 'Título del producto\tDescripción del producto\tIdentificador del listing\tSKU del vendedor\tPrecio\tCantidad\tFecha de creación\tTipo de identificador de producto\tEstado del producto\tASIN 1\tIdentificador del producto\tCanal de gestión logística\testado', ''],
	['Polish', 'nazwa-produktu\topis-produktu\tidentyfikator-oferty\tsku-sprzedawcy\tcena\tilość\tdata-otwarcia\ttyp-identyfikatora-produktu\tstan-produktu\tasin1\tidentyfikator-produktu\tkanał-realizacji\tstatus', ''],
	['Dutch', 'artikelnaam\tartikelbeschrijving\tverkoper-sku\tprijs\thoeveelheid\tasin1\tfulfilmentkanaal\tstatus', ''],
	['Swedish', 'artikelnamn\tartikelbeskrivning\tsäljar-sku\tpris\tkvantitet\tasin1\tleveranskanal\tstatus', ''],
	['Japanese', '商品名\t出品ID\t出品者SKU\t価格\t数量\t出品日\t商品IDタイプ\tコンディション説明\tコンディション\t国外へ配送可\t迅速な配送\t商品ID\t在庫数\tフルフィルメント・チャンネル\tmerchant-shipping-group\tステータス', ''],
	['British English', header.replace('fulfillment-channel', 'fulfilment-channel').replaceAll(/zshop-[a-z0-9-]+/g, 'Deprecated column'), ''],
	['Turkish', 'item-name (ürün adı)\tseller-sku (satıcı sku)\tprice (fiyat)\tquantity (adet)\tproduct-id-type (ürün numarası türü)\tproduct-id (ürün numarası)\tfulfillment-channel (dağıtım kanalı)\tdurum', ''],
];

describe('the header', () => {
	test.each(languages)('P65: in %s is understood', async (_language, names) => {
		const cells = names.split('\t').map((_name, column) => `c${column}`);
		const set = (words: RegExp, value: string): void => {
			const column = names.split('\t').findIndex((name) => words.test(name));
			if (column >= 0) cells[column] = value;
		};
		set(/preis|^prix|prezzo|precio|^cena|prijs|^pris|価格|price/i, '5');
		set(/menge|^quantité|quantità|^cantidad|ilość$|hoeveelheid|kvantitet|数量|^quantity/i, '2');
		set(/^type-id|-id-typ$|tipo di id|tipo de id|^typ-id|タイプ|id-type/i, '1');
		set(/^asin ?1/i, 'B000000001');
		set(/^produkt-id$|^id-produit|^identificativo|^identificador del prod|^identyfikator-prod|^商品ID$|^product-id( |$)/i, 'B000000001');
		set(/sku/i, 'SKU-1');
		set(/versender|canal|kanał|kana(al|l)$|チャンネル|channel/i, 'AMAZON_EU');
		set(/^(status|état|stato|estado|ステータス|durum)$/i, 'Active');
		const [reported] = await read(`${names}\n${cells.join('\t')}`);
		expect(reported?.listing).toMatchObject({ sellerSku: 'SKU-1', asin: 'B000000001', availability: 'active', fulfillmentChannel: 'AFN', price: { amount: '5', currency: 'USD' } });
		expect(reported?.listing?.title).toMatch(/^c\d+$/);
	});

	test('P65: columns are found by name, in whatever order', async () => {
		const names = header.split('\t').reverse();
		const [reported] = await read(`${names.join('\t')}\n${row().split('\t').reverse().join('\t')}`);
		expect(reported?.listing).toEqual(await readOne({}));
	});

	test('P65: a header that is not understood is refused with its words', async () => {
		const error = await headerFailure('tuotenimi\tmyyjän-sku\thinta\tmäärä\tasin1\tstatus\nx\ty\t1\t1\tB000000001\tActive\n');
		expect(error.missing).toEqual(['seller-sku', 'item-name', 'price', 'quantity', 'fulfillment-channel']);
		expect(error.unknown).toEqual(['tuotenimi', 'myyjän-sku', 'hinta', 'määrä']);
	});

	test('P65: so is one that names a column twice', async () => {
		expect((await headerFailure(`${header}\tseller-sku\n${row()}\n`)).unknown).toContain('seller-sku');
	});

	test('P65: so is one without any ASIN, and a document without a header', async () => {
		expect((await headerFailure('item-name\tseller-sku\tprice\tquantity\tfulfillment-channel\tstatus\n')).missing).toEqual(['asin1']);
		expect((await headerFailure('')).missing).toEqual(['seller-sku']);
		expect((await headerFailure('\n \n')).missing).toEqual(['seller-sku']);
	});
});

async function decode(bytes: Uint8Array, charset?: string, country = 'DE'): Promise<string> {
	let text = '';
	for await (const block of decodeReport([bytes], { country, ...(charset !== undefined && { charset }) })) text += block;
	return text;
}

describe('the charset', () => {
	const european = 'Größe „M“ – 5 € für Zoë’s Hütte';
	const japanese = '①抹茶 ～ 高橋﨑 ｶﾀｶﾅ';
	test.each([
		['Cp1252', iconv.encode(european, 'win1252'), 'DE', european],
		['ISO-8859-1', iconv.encode(european, 'win1252'), 'DE', european],
		['ISO-8859-1', iconv.encode(european, 'win1252'), 'US', european],
		['windows-31j', iconv.encode(japanese, 'cp932'), 'JP', japanese],
		['Shift_JIS', iconv.encode(japanese, 'cp932'), 'JP', japanese],
		['Cp1252', iconv.encode(japanese, 'cp932'), 'JP', japanese],
		['Cp1252', Buffer.from(european), 'DE', european],
		['ISO-8859-1', Buffer.from(japanese), 'JP', japanese],
		['UTF-8', Buffer.from(`${european}${japanese}`), 'AU', `${european}${japanese}`],
		[undefined, Buffer.from(european), 'DE', european],
		[undefined, iconv.encode(european, 'win1252'), 'DE', european],
		[undefined, iconv.encode(japanese, 'cp932'), 'JP', japanese],
		['UTF-8', iconv.encode(european, 'win1252'), 'DE', european],
	])('P64: stated as %s, bytes %#, is decoded as what it is', async (charset, bytes, country, text) => {
		await expect(decode(bytes, charset, country)).resolves.toBe(text);
	});

	test('P64: a byte order mark says UTF-8 and is no part of the first name', async () => {
		expect(await read(`\ufeff${header}\n${row({ 'item-name': 'Größe' })}`)).toEqual([{ line: 2, listing: expect.objectContaining({ title: 'Größe' }) }]);
	});

	test('P64: one line of another charset costs the lines of UTF-8 nothing', async () => {
		const bytes = Buffer.concat([Buffer.from('山田 ß\n'), iconv.encode('Größe\n', 'win1252'), Buffer.from('€\n')]);
		await expect(decode(bytes, 'utf-8')).resolves.toBe('山田 ß\nGröße\n€\n');
	});

	test('P64: what has begun as windows-1252 stays it, also where bytes happen to be UTF-8', async () => {
		const text = `${'Größe\n'.repeat(Math.floor(65_536 / 6))}Ã¤ and Â©\n`;
		await expect(decode(iconv.encode(text, 'win1252'))).resolves.toBe(text);
	});

	const roundTrip = (encoding: string, country: string, letters: fc.Arbitrary<string>) => fc.assert(fc.asyncProperty(letters, async (text) => {
		const bytes = iconv.encode(text, encoding);
		fc.pre(iconv.decode(bytes, encoding) === text && (encoding === 'utf-8' || isAscii(bytes) || !isUtf8(bytes)));
		await expect(decode(bytes, undefined, country)).resolves.toBe(text);
	}), { numRuns: 300 });
	const printed = (encoding: string, first: readonly number[], second: readonly number[]) =>
		fc.array(fc.tuple(fc.constantFrom(...first), fc.constantFrom(...second)).map((bytes) => iconv.decode(Buffer.from(bytes), encoding)).filter((letter) => !letter.includes('\ufffd')), { maxLength: 60 }).map((letters) => letters.join(''));
	const bytes = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

	test('P64: whatever windows-1252 can write comes back', () => roundTrip('win1252', 'FR', printed('win1252', bytes(0x20, 0xff), bytes(0x20, 0xff))));
	test('P64: whatever windows-31j can write comes back', () => roundTrip('cp932', 'JP', printed('cp932', [...bytes(0x81, 0x9f), ...bytes(0xe0, 0xfc)], [...bytes(0x40, 0x7e), ...bytes(0x80, 0xfc)])));
	test('P64: whatever UTF-8 can write comes back', () => roundTrip('utf-8', 'JP', fc.string({ unit: 'binary' }).filter((text) => !text.startsWith('\ufeff'))));
});

describe('the bytes', () => {
	const many = [header, ...Array.from({ length: 400 }, (_, i) => row({ 'seller-sku': `SKÜ-${i}`, 'item-name': `Größe ${i} 山`, 'item-description': 'x'.repeat(i), ...(i % 50 === 7 && { price: 'free' }) })), ''].join('\r\n');

	test.each([['utf-8', 'DE'], ['cp932', 'JP']])('any borders of chunks give the same rows (%s)', async (encoding, country) => {
		const document = iconv.encode(many, encoding);
		const setting = { currency: 'EUR', country };
		const whole = await read(document, setting);
		expect(whole.filter(({ refused }) => refused !== undefined)).toHaveLength(8);
		expect(whole).toHaveLength(400);
		await fc.assert(fc.asyncProperty(fc.array(fc.nat(document.length), { maxLength: 30 }), async (cuts) => {
			const borders = [0, ...cuts.sort((a, b) => a - b), document.length];
			await expect(read(borders.slice(1).map((end, i) => document.subarray(borders[i], end)), setting)).resolves.toEqual(whole);
		}), { numRuns: 15 });
		await expect(read(Array.from(document, (byte) => Uint8Array.of(byte)), setting)).resolves.toEqual(whole);
	});

	test('a line without end is not kept without end', async () => {
		function* endless(): Generator<Uint8Array> {
			yield Buffer.from(`${header}\n`);
			for (let sent = 0; sent < 200; sent += 1) yield Buffer.alloc(65_536, 'x');
			throw new Error('Nobody stopped');
		}
		await expect(read(endless())).rejects.toBeInstanceOf(EndlessLine);
	});

	test('whatever the bytes are, there are rows or a header that is not understood', () => fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.boolean(), async (bytes, withHeader) => {
		const document = withHeader ? Buffer.concat([Buffer.from(`${header}\n`), bytes]) : bytes;
		const outcome: unknown = await read(document).catch((error: unknown) => error);
		expect(Array.isArray(outcome) || outcome instanceof UnknownReportHeader).toBe(true);
	}), { numRuns: 200 }));

	test('the source is closed when nobody reads on', async () => {
		let closed = false;
		async function* source(): AsyncGenerator<Uint8Array> {
			try {
				yield Buffer.from(`${header}\n`);
				for (;;) yield Buffer.from(`${row()}\n`);
			} finally {
				closed = true;
			}
		}
		for await (const { line } of readListings(source(), us)) if (line > 3) break;
		expect(closed).toBe(true);
	});
});
