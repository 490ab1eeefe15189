import { gunzipSync } from 'node:zlib';
import { type AmazonSimulator, startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import type { ListingSeed } from '../../../sandbox/amazon/listingSeeds';
import type { SellerAccountSeed } from '../../../sandbox/amazon/seeds';
import { VirtualClock } from '../../../sandbox/clock';
import { DOCUMENTS, ReportClient } from './reportClient';
import { accessToken, at, call, type Caller, caller, CA, DE, family, JP, listing, MX, type Reply, REPORTS, seller, US } from './simulatorClient';

const AU = 'A39IBJ37TRP1C6';
const FR = 'A13V1IB3VIYZZH';
const IT = 'APJ6JRA9NG5V4';
const ES = 'A1RKKUPIHCS9HS';
const COLUMNS = 'item-name item-description listing-id seller-sku price quantity open-date image-url item-is-marketplace product-id-type zshop-shipping-fee item-note item-condition zshop-category1 zshop-browse-path zshop-storefront-feature asin1 asin2 asin3 will-ship-internationally expedited-shipping zshop-boldface product-id bid-for-featured-placement add-delete pending-quantity fulfillment-channel merchant-shipping-group status'.split(' ');

const european = (marketplaceId: string, over: Partial<ListingSeed> = {}): ListingSeed => listing('KANNE', { marketplaceId, title: 'Kanne „Größe“ für 5 €', ...over });
const accounts: { readonly [region in 'na' | 'eu' | 'fe']: SellerAccountSeed } = {
	na: seller({ marketplaces: [{ id: US }, { id: CA }, { id: MX }], listings: [...family.listings, listing('TASSE', { marketplaceId: CA }), listing('TAZA', { marketplaceId: MX })], catalogItems: family.catalogItems }),
	eu: seller({ region: 'eu', merchantToken: 'A2EXAMPLE', refreshTokens: ['Atzr|eu'], marketplaces: [DE, FR, IT, ES].map((id) => ({ id })), listings: [DE, FR, IT, ES].map((id) => european(id, id === DE ? { fulfilledBy: 'AMAZON' } : {})) }),
	fe: seller({ region: 'fe', merchantToken: 'A3EXAMPLE', refreshTokens: ['Atzr|fe'], marketplaces: [{ id: JP }, { id: AU }], listings: [listing('KYUSU', { marketplaceId: JP, title: '急須①', price: '2200', fulfilledBy: 'AMAZON' }), listing('POT', { marketplaceId: AU, title: 'Pot ✓' })] }),
};

describe('documents of reports in the simulator', () => {
	let simulator: AmazonSimulator;
	let clock: VirtualClock;
	let get: Caller;
	let client: ReportClient;
	const world = () => simulator.account('A1EXAMPLE@na');
	const connect = async (account: SellerAccountSeed): Promise<ReportClient> => {
		const host = `sellingpartnerapi-${account.region}.amazon.com`;
		const token = await accessToken(simulator, account);
		get = caller(simulator, token, host);
		client = new ReportClient(simulator, clock, get, token, host);
		return client;
	};

	beforeEach(async () => {
		clock = new VirtualClock('2026-11-02T12:00:00Z');
		simulator = await startAmazonSimulator({ clock, accounts: Object.values(accounts), switches: { quotas: 'off', reportCacheTime: 0 } });
		await connect(accounts.na);
	});
	afterEach(async () => await simulator.close());

	describe('at their address', () => {
		const expectXml = (reply: Reply, code: string, message: string): void => {
			expect([reply.status, reply.headers['content-type']]).toEqual([403, 'application/xml']);
			expect(reply.text).toContain(`<Code>${code}</Code><Message>${message}`);
		};

		it('P62: can be fetched for five minutes, without any token; a new address lasts again', async () => {
			const document = await client.finish(US);
			const url = String(at(document, 'url'));
			expect(new URL(url).host).toBe('tortuga-prod-na.s3-external-1.amazonaws.com');
			expect(simulator.requests.at(-1)?.operation).toBe('getReportDocument');
			clock.advance(299_999);
			expect((await client.fetch(url)).status).toBe(200);
			expect(simulator.requests.at(-1)).toMatchObject({ operation: 'downloadDocument', status: 200, method: 'GET' });
			clock.advance(1);
			expectXml(await client.fetch(url), 'AccessDenied', 'Request has expired');
			const again = await get(`${DOCUMENTS}/${String(at(document, 'reportDocumentId'))}`);
			expect((await client.fetch(String(at(again, 'url')))).status).toBe(200);
		});

		it('are refused when the address was changed, or a token is sent along', async () => {
			const url = String(at(await client.finish(US), 'url'));
			for (const changed of [url.replace('/NinetyDays/', '/'), url.replace(/Signature=..../, 'Signature=0000'), url.replace('Expires=300', 'Expires=3000'), url.replace(/Date=\d{4}/, 'Date=2027')]) {
				expectXml(await client.fetch(changed), 'SignatureDoesNotMatch', 'The request signature');
			}
			expectXml(await client.fetch(url, { 'x-amz-access-token': 'Atza|leaked' }), 'AccessDenied', 'There were headers present in the request which were not signed');
			expect((await client.fetch(url)).status).toBe(200);
		});

		it('are at no other host, and are read only', async () => {
			const { pathname, search } = new URL(String(at(await client.finish(US), 'url')));
			const path = `${pathname}${search}`;
			expect((await call(simulator, { host: 'tortuga-prod-na.s3.example.com', path })).status).toBe(404);
			expect((await call(simulator, { host: 'tortuga-prod-na.s3-external-1.amazonaws.com', method: 'PUT', path })).status).toBe(404);
		});

		it('are gzipped or not, as getReportDocument says; the wire says so only when asked to', async () => {
			const plainly = await client.finish(US);
			const document = await client.fetch(String(at(plainly, 'url')));
			expect([at(plainly, 'compressionAlgorithm'), document.headers['content-encoding'], gunzipSync(document.bytes).toString('latin1').slice(0, 9)]).toEqual(['GZIP', undefined, 'item-name']);
			const declared = await get(`${DOCUMENTS}/${String(at(plainly, 'reportDocumentId'))}`, { enableContentEncodingUrlHeader: 'true' });
			expect((await client.fetch(String(at(declared, 'url')))).headers['content-encoding']).toBe('gzip');
			simulator.switches.reportCompression = 'none';
			const bare = await client.finish(US);
			expect([at(bare, 'compressionAlgorithm'), (await client.fetch(String(at(bare, 'url')))).text.slice(0, 9)]).toEqual([undefined, 'item-name']);
		});

		it('are cut inside characters, dripped and torn like anything else', async () => {
			simulator.switches.reportCompression = 'none';
			await connect(accounts.fe);
			const url = String(at(await client.finish(JP), 'url'));
			const whole = (await client.fetch(url)).bytes;
			simulator.faults.add({ kind: 'chunkedMidCharacter', operation: 'downloadDocument' });
			const cut = await client.fetch(url);
			expect([cut.bytes.equals(whole), cut.headers['content-type'], cut.chunks.length > 1]).toEqual([true, 'text/plain; charset=windows-31j', true]);
			simulator.faults.add({ kind: 'slowDrip', operation: 'downloadDocument', bytesPerSecond: whole.length * 10 });
			expect((await client.fetch(url)).bytes.equals(whole)).toBe(true);
			simulator.faults.add({ kind: 'tornBody', operation: 'downloadDocument' });
			await expect(client.fetch(url)).rejects.toThrow(/aborted/);
		});
	});

	describe('getReportDocument', () => {
		it('knows no document before the report is done, and none of another seller', async () => {
			const reportId = await client.begin(US);
			clock.advance(60_000);
			const documentId = String(at(await get(`${REPORTS}/${reportId}`), 'reportDocumentId'));
			expect((await get(`${DOCUMENTS}/${documentId}`)).status).toBe(200);
			expect((await get(`${DOCUMENTS}/${documentId}`, { enableContentEncodingUrlHeader: 'yes' })).status).toBe(400);
			await connect(accounts.eu);
			expect((await get(`${DOCUMENTS}/${documentId}`)).status).toBe(404);
			const waiting = await client.begin(DE);
			expect((await get(`${DOCUMENTS}/amzn1.spdoc.1.4.eu.simulated-${waiting.slice(0, 5)}`)).status).toBe(404);
		});

		it('S15: the document is missing, or every address of it expired, when a switch says so', async () => {
			simulator.switches.reportDocument = 'missing';
			expect((await client.finish(US)).status).toBe(404);
			simulator.switches.reportDocument = 'outdated';
			const reply = await client.fetch(String(at(await client.finish(US), 'url')));
			expect([reply.status, reply.text.includes('Request has expired')]).toEqual([403, true]);
			simulator.switches.reportDocument = 'present';
			expect((await client.fetch(String(at(await client.finish(US), 'url')))).status).toBe(200);
		});
	});

	describe('GET_MERCHANT_LISTINGS_ALL_DATA', () => {
		it('has Amazon\'s columns and a row for each listing that is no parent', async () => {
			world().updateListing('MUG-SLATE', US, { description: 'A 12" mug.\n\tBlue.', identifier: { type: 'EAN', value: '4000000000000' } });
			const { lines, rows } = await client.read(US, 'win1252');
			expect(lines[0]?.split('\t')).toEqual(COLUMNS);
			expect(lines.at(-1)).toBe('');
			expect(rows.slice(0, -1).map((row) => row['seller-sku'])).toEqual(['MUG-SAND', 'MUG-SLATE']);
			expect(rows[1]).toMatchObject({
				'item-name': 'Mug', 'item-description': 'A 12" mug. Blue.', 'price': '10.00', 'quantity': '5', 'open-date': '2026-10-01 03:00:00 PDT', 'product-id-type': '4', 'product-id': '4000000000000',
				'item-condition': '11', 'asin1': 'B0CHILD001', 'asin2': '', 'fulfillment-channel': 'DEFAULT', 'status': 'Active',
			});
			expect(rows[0]).toMatchObject({ 'quantity': '', 'fulfillment-channel': 'AMAZON_NA', 'product-id-type': '1', 'product-id': 'B0CHILD002' });
		});

		it('keeps a double quote and quotes nothing', async () => {
			world().addListing(listing('12" "PAN"', { title: '"Pan, 12"' }));
			const { lines } = await client.read(US, 'win1252');
			expect(lines.find((line) => line.includes('PAN'))).toMatch(/^"Pan, 12"\t\t\w+\t12" "PAN"\t10\.00\t/);
		});

		it('says Inactive and Incomplete, and has a draft without its ASIN', async () => {
			world().updateListing('MUG-SAND', US, { state: 'inactive' });
			world().updateListing('MUG-SLATE', US, { state: 'incomplete', asin: undefined, price: undefined });
			const { rows } = await client.read(US, 'win1252');
			expect(rows.slice(0, 2).map((row) => [row['seller-sku'], row['status'], row['asin1'], row['price']])).toEqual([['MUG-SAND', 'Inactive', 'B0CHILD002', '10.00'], ['MUG-SLATE', 'Incomplete', '', '']]);
		});

		it('is of the first marketplace alone', async () => {
			const reportId = String(at(await client.create({ reportType: 'GET_MERCHANT_LISTINGS_ALL_DATA', marketplaceIds: [CA, US] }), 'reportId'));
			clock.advance(60_000);
			simulator.switches.reportCompression = 'none';
			const document = await get(`${DOCUMENTS}/${String(at(await get(`${REPORTS}/${reportId}`), 'reportDocumentId'))}`);
			const { text } = await client.fetch(String(at(document, 'url')));
			expect([text.includes('TASSE'), text.includes('MUG')]).toEqual([true, false]);
		});

		it('is of the moment in which it was asked for', async () => {
			const reportId = await client.begin(US);
			world().removeListing('MUG-SAND', US);
			clock.advance(60_000);
			simulator.switches.reportCompression = 'none';
			const document = await get(`${DOCUMENTS}/${String(at(await get(`${REPORTS}/${reportId}`), 'reportDocumentId'))}`);
			expect((await client.fetch(String(at(document, 'url')))).text).toContain('MUG-SAND');
		});

		it('is a copy while the copy is good, in the copy\'s language too', async () => {
			simulator.switches.reportCacheTime = 600;
			const skus = async (): Promise<boolean> => (await client.read(CA, 'win1252')).lines.some((line) => line.includes('NEU'));
			expect(await skus()).toBe(false);
			world().addListing(listing('NEU', { marketplaceId: CA }));
			expect(await skus()).toBe(false);
			clock.advance(600_000);
			expect(await skus()).toBe(true);
			await connect(accounts.fe);
			await client.read(JP, 'cp932');
			expect((await client.read(JP, 'cp932', { preferredReportDocumentLocale: 'en_US' })).lines[0]).toMatch(/^商品名\t/);
			clock.advance(600_000);
			expect((await client.read(JP, 'cp932', { preferredReportDocumentLocale: 'en_US' })).lines[0]).toMatch(/^item-name\t/);
		});

		it.each<[string, 'na' | 'eu' | 'fe', string, string]>([
			['US', 'na', US, '2026-10-01 03:00:00 PDT'],
			['DE', 'eu', DE, '01/10/2026 12:00:00 CEST'],
			['JP', 'fe', JP, '2026/10/01 19:00:00 JST'],
			['AU', 'fe', AU, '01/10/2026 20:00:00 AEST'],
		])('writes times as %s does', async (_country, region, marketplaceId, expected) => {
			await connect(accounts[region]);
			simulator.switches.reportHeader = 'english';
			expect((await client.read(marketplaceId, 'latin1')).rows[0]?.['open-date']).toBe(expected);
		});

		it.each<[string, 'na' | 'eu' | 'fe', string, string, string, RegExp, RegExp]>([
			['US', 'na', US, 'win1252', 'Cp1252', /^item-name\titem-description\tlisting-id\tseller-sku\t/, /^Mug\t/],
			['MX', 'na', MX, 'win1252', 'Cp1252', /^Título del producto\tDescripción del producto\t[^\t]+\tSKU del vendedor\t/, /^Mug\t/],
			['DE', 'eu', DE, 'win1252', 'Cp1252', /^Artikelbezeichnung\tArtikelbeschreibung\tAngebotsnummer\tHändler-SKU\tPreis\tMenge\t.*\tVersender\tHändlerversandgruppe\tStatus$/, /^Kanne „Größe“ für 5 €\t.*\tAMAZON_EU\t/],
			['FR', 'eu', FR, 'win1252', 'Cp1252', /^nom-produit\t.*\tsku-vendeur\tprix\tquantité\t.*\tétat$/, /^Kanne „Größe“ für 5 €\t.*\tDEFAULT\t/],
			['IT', 'eu', IT, 'win1252', 'Cp1252', /^Nome dell'articolo\t.*\tSKU venditore\tPrezzo\tQuantità\t.*\tStato$/, /^Kanne „Größe“/],
			['ES', 'eu', ES, 'win1252', 'Cp1252', /^Título del producto\t.*\tSKU del vendedor\tPrecio\tCantidad\t.*\tEstado$/, /^Kanne „Größe“/],
			['JP', 'fe', JP, 'cp932', 'windows-31j', /^商品名\titem-description\t出品ID\t出品者SKU\t価格\t数量\t出品日\t.*\tASIN 1\t.*\tステータス$/, /^急須①\t.*\t2200\t\t.*\tAMAZON_JP\t/],
			['AU', 'fe', AU, 'utf8', 'UTF-8', /^item-name\t/, /^Pot ✓\t/],
		])('P64, P65: in %s has that marketplace\'s encoding and language, and states the encoding', async (_country, region, marketplaceId, encoding, stated, header, row) => {
			await connect(accounts[region]);
			const { lines, contentType } = await client.read(marketplaceId, encoding);
			expect([lines[0]?.split('\t').length, contentType]).toEqual([COLUMNS.length, `text/plain; charset=${stated}`]);
			expect(lines[0]).toMatch(header);
			expect(lines.slice(1).some((line) => row.test(line))).toBe(true);
		});

		it.each([
			['localized', 'obeyed', undefined, 'Artikelbezeichnung'],
			['localized', 'obeyed', 'en_US', 'item-name'],
			['localized', 'ignored', 'en_US', 'Artikelbezeichnung'],
			['english', 'obeyed', undefined, 'item-name'],
		] as const)('P65: header %s, option %s: preferred %s gives %s', async (reportHeader, reportLocaleOption, locale, expected) => {
			Object.assign(simulator.switches, { reportHeader, reportLocaleOption });
			await connect(accounts.eu);
			const { lines } = await client.read(DE, 'win1252', locale === undefined ? undefined : { preferredReportDocumentLocale: locale });
			expect(lines[0]?.split('\t')[0]).toBe(expected);
		});

		it.each([['ISO-8859-1', 'text/plain; charset=ISO-8859-1'], ['UTF-8', 'text/plain; charset=UTF-8'], ['none', 'text/plain']] as const)('P64: lies about its charset (%s) when told to, with the same bytes', async (statedCharset, contentType) => {
			await connect(accounts.eu);
			const honest = await client.read(DE, 'win1252');
			simulator.switches.statedCharset = statedCharset;
			const lying = await client.read(DE, 'win1252');
			expect([lying.bytes.equals(honest.bytes), lying.contentType]).toEqual([true, contentType]);
		});

		it('has UTF-8 with a mark before it when told to; a code page never has one', async () => {
			simulator.switches.reportByteOrderMark = true;
			expect((await client.read(US, 'win1252')).bytes.subarray(0, 4).toString('latin1')).toBe('item');
			simulator.switches.reportEncoding = 'utf8';
			expect((await client.read(US, 'utf8')).bytes.subarray(0, 7)).toEqual(Buffer.from('\uFEFFitem', 'utf8'));
		});

		it('has short rows or a blank line at its end when told to', async () => {
			simulator.switches.reportRows = 'cutShort';
			const short = await client.read(US, 'win1252');
			expect(short.lines.map((line) => line.split('\t').length)).toEqual([29, 27, 27, 1]);
			Object.assign(simulator.switches, { reportRows: 'whole', reportEnd: 'blankLine' });
			expect((await client.read(US, 'win1252')).lines.slice(-2)).toEqual(['', '']);
		});

		it('gives a question mark for what its code page does not have', async () => {
			world().updateListing('MUG-SLATE', US, { title: 'Mug 日 🎁' });
			const { lines } = await client.read(US, 'win1252');
			expect(lines.some((line) => /^Mug \? \?+\t/.test(line))).toBe(true);
		});
	});
});
