import type { IBinaryData, IDataObject, INode } from 'n8n-workflow';
import { demoStoreId } from '../../../sandbox/demo/setUp';
import { runWorkflow } from '../../engine/runWorkflow';
import { byId, expectGreen, mug, type DemoWorld } from '../demoWorld';
import { act, addListing, bySku, catalog, connect, HOUR, keepListings, loadProducts, openCatalog, rowOf, statuses, told } from './catalogWorld';

const LINKED = ['HP-MUG-SLATE', 'HP-TOWEL-3'];

let world: DemoWorld;
beforeEach(async () => {
	world = await openCatalog();
	keepListings(world, 'US', [...LINKED, 'AMZ-7F-TRIVET', 'HP-SPOON-WALNUT']);
	await connect(world, 'US');
	await loadProducts(world);
});
afterEach(async () => await world.close());

const importText = async (links: string) => await world.run('catalogMapper', { operation: 'importLinks', store: byId(demoStoreId('US')), links });
const refusals = (item: IDataObject | undefined): readonly unknown[] => (item?.refused as IDataObject[]).map(({ line, reason }) => [line, reason]);

/** The file of Export Links. */
async function exportedFile(): Promise<{ readonly json: IDataObject; readonly text: string; readonly binary: IBinaryData }> {
	const run = await world.run('catalogMapper', { operation: 'exportLinks', store: byId(demoStoreId('US')) });
	expectGreen(run);
	const [item] = run.result.items('Node');
	const binary = item?.binary?.data;
	if (!item || !binary) throw new Error('No file came out');
	return { json: item.json, binary, text: Buffer.from(binary.data, 'base64').toString('utf8') };
}

/** Import Links from a file, as a workflow hands it over. */
async function importFile(text: string): Promise<IDataObject | undefined> {
	const start: INode = { id: '0', name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} };
	const node: INode = { id: '1', name: 'Node', type: 'n8n-nodes-amazon-cin7.catalogMapper', typeVersion: 1, position: [0, 0], parameters: { operation: 'importLinks', store: byId(demoStoreId('US')), from: 'file' }, credentials: { cin7CoreApi: { id: '2', name: 'Cin7' } } };
	const file: IBinaryData = { data: Buffer.from(text, 'utf8').toString('base64'), mimeType: 'text/csv', fileName: 'links.csv' };
	const run = await runWorkflow({ nodes: [start, node], connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } } }, { ...world.installation('US'), pinData: { Start: [{ json: {}, binary: { data: file } }] } });
	if (run.error) throw run.error;
	return run.json('Node')[0];
}

describe('S111: link and unlink by hand', () => {
	test.each([
		['a listing that is not in the catalog', 'NOBODY-S', 'The catalog has no such listing'],
		['a listing that is linked', 'HP-MUG-SLATE', 'The listing has a product already'],
	])('S115: Create Product of %s is refused, and nothing is written', async (_title, sellerSku, message) => {
		const run = await world.run('catalogMapper', { operation: 'createProduct', store: byId(demoStoreId('US')), listing: { __rl: true, mode: 'sku', value: sellerSku } });
		expect(run.error?.message).toBe(message);
		expect(world.writes()).toEqual([]);
	});

	test('S111: a listing is linked by hand, and the link survives the next load; orders use it', async () => {
		const run = await act(world, 'link', 'AMZ-7F-TRIVET', { product: bySku('hp-trivet') });
		expect(run.processed).toMatchObject([{ storeId: 'A1HARBORPINE-US', sellerSku: 'AMZ-7F-TRIVET', asin: 'B0DEMO0006', productSku: 'HP-TRIVET', productName: 'Cast Iron Trivet', linkedBy: 'user' }]);
		world.pass(HOUR);
		await loadProducts(world);
		expect(await rowOf(world, 'AMZ-7F-TRIVET')).toMatchObject({ productSku: 'HP-TRIVET', linkedBy: 'user', choice: 'linked', issues: [] });
		const orderId = await world.placeAndProcess({ items: [mug({ asin: 'B0DEMO0006', sku: 'AMZ-7F-TRIVET' })] });
		expect(world.sale(orderId).order.lines).toHaveLength(1);
		expect(world.cin7.world.products.get(world.sale(orderId).order.lines[0]?.productId ?? '')?.sku).toBe('HP-TRIVET');
	});

	test('S111 and S115: unlinked with Leave Blank a listing stays without a product; with Match Again the next load links it', async () => {
		expect((await act(world, 'unlink', 'HP-TOWEL-3')).processed).toEqual([{ storeId: 'A1HARBORPINE-US', sellerSku: 'HP-TOWEL-3', unlinked: true, choice: 'leaveBlank', productSku: 'HP-TOWEL-3' }]);
		const left = await loadProducts(world);
		expect(left.item).toMatchObject({ linked: [], withoutProduct: 2 });
		expect(await rowOf(world, 'HP-TOWEL-3')).toMatchObject({ productSku: null, choice: 'leaveBlank', issues: [] });
		expectGreen(await act(world, 'unlink', 'HP-TOWEL-3', { afterwards: 'automatic' }));
		expect((await loadProducts(world)).item).toMatchObject({ linked: ['HP-TOWEL-3'] });
	});

	test.each([
		['no such listing', 'NO-SUCH', 'HP-TRIVET', 'The catalog has no such listing'],
		['no such product', 'AMZ-7F-TRIVET', 'NO-SUCH', 'Cin7 Core has no such product'],
		['a deprecated product', 'AMZ-7F-TRIVET', 'HP-LANTERN-OLD', 'The product is deprecated in Cin7 Core'],
	])('S111: %s is refused, and nothing is linked', async (_title, sellerSku, product, message) => {
		const before = await statuses(world);
		expect((await act(world, 'link', sellerSku, { product: bySku(product) })).error?.message).toBe(message);
		expect(await statuses(world)).toEqual(before);
		expect(await rowOf(world, 'AMZ-7F-TRIVET')).toMatchObject({ productSku: null });
	});
});

describe('P58: the mapping table', () => {
	test('P58: is exported, edited and imported again; what is not in the file stays', async () => {
		await act(world, 'setAlias', 'HP-TOWEL-3', { alias: 'Towels, "blue"' });
		const file = await exportedFile();
		expect(file.json).toEqual({ storeId: 'A1HARBORPINE-US', storeName: 'Harbor & Pine US', links: 2 });
		expect([file.binary.mimeType, file.binary.fileName]).toEqual(['text/csv', 'amazon-links-A1HARBORPINE-US.csv']);
		expect(file.text.replace(/^\uFEFF/, '')).toBe('Seller SKU,Product SKU,Alias\r\nHP-MUG-SLATE,HP-MUG-SLATE,\r\nHP-TOWEL-3,HP-TOWEL-3,"Towels, ""blue"""\r\n');
		const edited = file.text.replace('HP-MUG-SLATE,HP-MUG-SLATE,\r\n', 'HP-MUG-SLATE,HP-MUG-SAND,Sandy\r\nAMZ-7F-TRIVET,HP-TRIVET,\r\n');
		expect(await importFile(edited)).toMatchObject({ linked: 3, refused: [] });
		expect((await catalog(world)).map(({ sellerSku, productSku, alias, linkedBy }) => [sellerSku, productSku, alias, linkedBy])).toEqual([
			['AMZ-7F-TRIVET', 'HP-TRIVET', null, 'user'],
			['HP-MUG-SLATE', 'HP-MUG-SAND', 'Sandy', 'user'],
			['HP-SPOON-WALNUT', null, null, null],
			['HP-TOWEL-3', 'HP-TOWEL-3', 'Towels, "blue"', 'user'],
		]);
	});

	test('P58: every line that is refused is told with its number and why, and the others are linked', async () => {
		const file = ['Seller SKU,Product SKU,Alias', 'AMZ-7F-TRIVET,NO-SUCH,', 'HP-SPOON-WALNUT,HP-LANTERN-OLD,', ',HP-TRIVET,', 'HP-TOWEL-3,,', '1.23E+05,HP-TRIVET,', 'a,HP-TRIVET,,extra', '"b"x,HP-TRIVET,', 'HP-MUG-SLATE,HP-MUG-SAND,', 'HP-MUG-SLATE,HP-TRIVET,', '"open,HP-TRIVET,'].join('\r\n');
		const item = await importFile(file);
		expect(item).toMatchObject({ linked: 1, links: [{ sellerSku: 'HP-MUG-SLATE', productSku: 'HP-MUG-SAND' }] });
		expect(refusals(item)).toEqual([
			[2, 'Cin7 Core has no product with the SKU NO-SUCH'],
			[3, 'The product HP-LANTERN-OLD is deprecated in Cin7 Core'],
			[4, 'The seller SKU is missing'],
			[5, 'The product SKU is missing'],
			[6, expect.stringContaining('rounded number')],
			[7, 'The line has more cells than the header'],
			[8, 'There is text after a closing quotation mark'],
			[10, 'The seller SKU HP-MUG-SLATE is linked to HP-MUG-SAND further up'],
			[11, 'A quotation mark is not closed'],
		]);
		expect(await rowOf(world, 'HP-MUG-SLATE')).toMatchObject({ productSku: 'HP-MUG-SAND' });
		expect(await rowOf(world, 'AMZ-7F-TRIVET')).toMatchObject({ productSku: null });
	});

	test('P58: a pasted list links as a file does; a header without Seller SKU is refused and nothing is linked', async () => {
		expect((await importText('AMZ-7F-TRIVET => HP-TRIVET\nNEW-SKU\tHP-MUG-SAND')).processed).toMatchObject([{ linked: 2, refused: [] }]);
		expect(await statuses(world)).toMatchObject({ 'AMZ-7F-TRIVET': 'Listed', 'NEW-SKU': 'Not Listed' });
		const refused = await importText('Product SKU;Alias\nHP-TRIVET;x');
		expect(refused.processed).toMatchObject([{ linked: 0 }]);
		expect(refusals(refused.processed[0])).toEqual([[1, 'The header names no column Seller SKU']]);
	});

	test('P58: SKUs that a spreadsheet would change come back as they were', async () => {
		const skus = ['00123', '+1', '1E5', ' x '];
		for (const sellerSku of skus) addListing(world, sellerSku);
		await loadProducts(world);
		for (const sellerSku of skus) expectGreen(await act(world, 'link', sellerSku, { product: bySku('HP-TRIVET') }));
		const { text } = await exportedFile();
		for (const cell of ['\'00123,', '\'+1,', '\'1E5,', '" x ",']) expect(text).toContain(`\r\n${cell}`);
		for (const sellerSku of skus) await act(world, 'unlink', sellerSku);
		expect(await importFile(text)).toMatchObject({ linked: 6, refused: [] });
		for (const sellerSku of skus) expect(await rowOf(world, sellerSku)).toMatchObject({ productSku: 'HP-TRIVET' });
	});

	test('P58: without links the file has its header alone', async () => {
		for (const sellerSku of LINKED) await act(world, 'unlink', sellerSku);
		const file = await exportedFile();
		expect([file.json.links, file.text.replace(/^\uFEFF/, '')]).toEqual([0, 'Seller SKU,Product SKU,Alias\r\n']);
	});
});

describe('P57: SKUs that are alike and not equal', () => {
	const alike = { '00123': 'leading zeros', 'HP-RACK\u200b': 'a hidden character (U+200B)', ' HP-TRIVET': 'blanks' };

	test('P57: hidden characters, blanks, leading zeros and case are told and never linked; with Ignore SKU Case, case alone is no difference', async () => {
		for (const sellerSku of [...Object.keys(alike), 'hp-tray-oak']) addListing(world, sellerSku);
		const run = await loadProducts(world);
		expect(run.item).toMatchObject({ linked: [] });
		for (const [sellerSku, difference] of Object.entries(alike)) {
			expect(await rowOf(world, sellerSku)).toMatchObject({ sellerSku, productSku: null, issues: expect.arrayContaining([expect.objectContaining({ code: 'catalog.skuLooksAlike', what: expect.stringContaining(difference) as string })]) as unknown });
		}
		expect(await rowOf(world, 'hp-tray-oak')).toMatchObject({ productSku: null, issues: [{ code: 'catalog.skuDiffersInCase' }, { code: 'catalog.noProduct' }] });
		expect(told(run)).toEqual(['catalog.skuLooksAlike', 'catalog.skuLooksAlike', 'catalog.skuLooksAlike', 'catalog.skuDiffersInCase', 'catalog.withoutProduct']);
		await connect(world, 'US', { more: { ignoreSkuCase: true } });
		expect((await loadProducts(world)).item).toMatchObject({ linked: ['hp-tray-oak'] });
		expect(await rowOf(world, 'hp-tray-oak')).toMatchObject({ productSku: 'HP-TRAY-OAK' });
	});
});

describe('S113: one product in several marketplaces', () => {
	test('S113: the listings of three marketplaces of one region are linked to one product, and Get Many shows it', async () => {
		for (const marketplace of ['DE', 'FR', 'IT'] as const) {
			keepListings(world, marketplace, ['HP/ESPRESSO 4', 'HP-TOWEL-3']);
			await connect(world, marketplace);
		}
		await loadProducts(world, 'DE');
		expectGreen(await act(world, 'link', 'HP/ESPRESSO 4', { product: bySku('HP-ESPRESSO-4') }, 'DE'));
		for (const marketplace of ['FR', 'IT'] as const) expect((await loadProducts(world, marketplace)).item).toMatchObject({ linked: ['HP-TOWEL-3', 'HP/ESPRESSO 4'] });
		const rows = (await catalog(world, { filters: { search: 'HP/ESPRESSO' } }, 'all')).map(({ storeId, asin, productSku, linkedBy }) => [storeId, asin, productSku, linkedBy]);
		expect(rows.sort()).toEqual([
			['A2HARBORPINE-DE', 'B0DEMO0007', 'HP-ESPRESSO-4', 'user'],
			['A2HARBORPINE-FR', 'B0DEMO0007', 'HP-ESPRESSO-4', 'match'],
			['A2HARBORPINE-IT', 'B0DEMO0007', 'HP-ESPRESSO-4', 'match'],
		]);
		const products = new Set((await catalog(world, { filters: { search: 'HP-TOWEL-3' } }, 'all')).map(({ productId }) => productId));
		expect(products.size).toBe(1);
		await act(world, 'setAlias', 'HP-TOWEL-3', { alias: 'Strofinacci' }, 'IT');
		expect(await rowOf(world, 'HP-TOWEL-3', 'IT')).toMatchObject({ name: 'Strofinacci' });
		expect(await rowOf(world, 'HP-TOWEL-3', 'FR')).toMatchObject({ name: 'Linen Tea Towel, Set of 3' });
	});
});
