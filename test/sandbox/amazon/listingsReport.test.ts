import { type AmazonSimulator, startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import type { SellerAccountSeed } from '../../../sandbox/amazon/seeds';
import { VirtualClock } from '../../../sandbox/clock';
import { AU, DOCUMENTS, ES, FR, IT, ReportClient, sellers } from './reportClient';
import { at, CA, DE, JP, listing, MX, REPORTS, US } from './simulatorClient';

const COLUMNS = 'item-name item-description listing-id seller-sku price quantity open-date image-url item-is-marketplace product-id-type zshop-shipping-fee item-note item-condition zshop-category1 zshop-browse-path zshop-storefront-feature asin1 asin2 asin3 will-ship-internationally expedited-shipping zshop-boldface product-id bid-for-featured-placement add-delete pending-quantity fulfillment-channel merchant-shipping-group status'.split(' ');

describe('listings reports in the simulator', () => {
	let simulator: AmazonSimulator;
	let clock: VirtualClock;
	let client: ReportClient;
	const world = () => simulator.account('A1EXAMPLE@na');
	const connect = async (account: SellerAccountSeed): Promise<void> => {
		client = await ReportClient.of(account, simulator, clock);
	};

	beforeEach(async () => {
		clock = new VirtualClock('2026-11-02T12:00:00Z');
		simulator = await startAmazonSimulator({ clock, accounts: Object.values(sellers), switches: { quotas: 'off', reportCacheTime: 0 } });
		await connect(sellers.na);
	});
	afterEach(async () => await simulator.close());

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
			const document = await client.get(`${DOCUMENTS}/${String(at(await client.get(`${REPORTS}/${reportId}`), 'reportDocumentId'))}`);
			const { text } = await client.fetch(String(at(document, 'url')));
			expect([text.includes('TASSE'), text.includes('MUG')]).toEqual([true, false]);
		});

		it('is of the moment in which it was asked for', async () => {
			const reportId = await client.begin(US);
			world().removeListing('MUG-SAND', US);
			clock.advance(60_000);
			simulator.switches.reportCompression = 'none';
			const document = await client.get(`${DOCUMENTS}/${String(at(await client.get(`${REPORTS}/${reportId}`), 'reportDocumentId'))}`);
			expect((await client.fetch(String(at(document, 'url')))).text).toContain('MUG-SAND');
		});

		it('is a copy while the copy is good, in the copy\'s language too', async () => {
			simulator.switches.reportCacheTime = 600;
			const skus = async (): Promise<boolean> => (await client.read(CA, 'win1252')).lines.some((line) => line.includes('NEU'));
			expect(await skus()).toBe(false);
			world().addListing(listing('NEU', { marketplaceId: CA }));
			expect(await skus()).toBe(false);
			clock.advance(480_000);
			expect(await skus()).toBe(true);
			await connect(sellers.fe);
			await client.read(JP, 'cp932');
			expect((await client.read(JP, 'cp932', { preferredReportDocumentLocale: 'en_US' })).lines[0]).toMatch(/^商品名\t/);
			clock.advance(480_000);
			expect((await client.read(JP, 'cp932', { preferredReportDocumentLocale: 'en_US' })).lines[0]).toMatch(/^item-name\t/);
		});

		it.each<[string, 'na' | 'eu' | 'fe', string, string]>([
			['US', 'na', US, '2026-10-01 03:00:00 PDT'],
			['DE', 'eu', DE, '01/10/2026 12:00:00 CEST'],
			['JP', 'fe', JP, '2026/10/01 19:00:00 JST'],
			['AU', 'fe', AU, '01/10/2026 20:00:00 AEST'],
		])('writes times as %s does', async (_country, region, marketplaceId, expected) => {
			await connect(sellers[region]);
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
			await connect(sellers[region]);
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
			await connect(sellers.eu);
			const { lines } = await client.read(DE, 'win1252', locale === undefined ? undefined : { preferredReportDocumentLocale: locale });
			expect(lines[0]?.split('\t')[0]).toBe(expected);
		});

		it.each([['ISO-8859-1', 'text/plain; charset=ISO-8859-1'], ['UTF-8', 'text/plain; charset=UTF-8'], ['none', 'text/plain']] as const)('P64: lies about its charset (%s) when told to, with the same bytes', async (statedCharset, contentType) => {
			await connect(sellers.eu);
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
