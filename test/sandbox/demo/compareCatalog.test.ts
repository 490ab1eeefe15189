import { VirtualClock } from '../../../sandbox/clock';
import type { Family, Product } from '../../../sandbox/cin7/model';
import type { FamilySeed, ProductSeed } from '../../../sandbox/cin7/seed';
import { defaultSwitches } from '../../../sandbox/cin7/switches';
import { Cin7World } from '../../../sandbox/cin7/world';
import { type CatalogLine, type ComparedTenant, compareListings, compareProducts } from '../../../sandbox/demo/compareCatalog';
import { expectedListings } from '../../../sandbox/demo/expectedCatalog';
import { expectedFamilies, expectedProducts } from '../../../sandbox/demo/expectedProducts';
import { demoTenant } from '../../../sandbox/demo/tenant';

const tenant = demoTenant();
const tiers = { US: 'Retail', DE: 'Tier 5', JP: 'Tier 6' } as const;
const tierOf: Readonly<Record<string, string>> = tiers;

const made = (): ProductSeed[] => expectedProducts.map(({ sku, name, from, category, brand, barcode, price, weight, size = [] }) => ({
	sku, name, category, ...(brand === undefined ? {} : { brand }), ...(barcode === undefined ? {} : { barcode }), averageCost: '0',
	price: tierOf[from] === 'Retail' ? price : '0', ...(tierOf[from] === 'Retail' ? {} : { priceTiers: { [tierOf[from]]: price } }),
	weight: weight ?? '0', length: size[0] ?? '0', width: size[1] ?? '0', height: size[2] ?? '0',
}));
const families = (): FamilySeed[] => expectedFamilies.map(({ sku, name, optionNames, members }) => ({ sku, name, category: 'Home', optionNames, products: Object.entries(members).map(([member, options]) => ({ sku: member, options })) }));
const world = new Cin7World({ ...tenant, products: [...tenant.products, ...made()], families: families() }, new VirtualClock('2026-11-03T00:00:00Z'), defaultSwitches);

const wrongWith = (change: (products: Product[], families: Family[]) => void, over: Partial<ComparedTenant> = {}): readonly string[] => {
	const [products, grown] = [structuredClone([...world.products.values()]), structuredClone([...world.families.values()])];
	change(products, grown);
	return compareProducts({ products, families: grown, priceTiers: tenant.priceTiers, tiers, ...over }).flatMap(({ wrong }) => wrong);
};
const productOf = (products: Product[], sku: string): Product => {
	const found = products.find((product) => product.sku === sku);
	if (found === undefined) throw new Error(`no ${sku}`);
	return found;
};
const spoon = (products: Product[]): Product => productOf(products, 'HP-SPOON-WALNUT');

describe('the comparison of products', () => {
	it('finds nothing where everything is as it must be', () => {
		expect(wrongWith(() => undefined)).toEqual([]);
	});

	it.each<[string, (products: Product[], families: Family[]) => void, string]>([
		['a missing product', (products) => void products.splice(products.indexOf(spoon(products)), 1), '0 products instead of 1'],
		['a doubled product', (products) => void products.push(spoon(products)), '2 products instead of 1'],
		['another name', (products) => void (spoon(products).name = 'Spoon'), 'name "Spoon" instead of "Walnut Spoon, Oiled, 30 cm"'],
		['a category below the top', (products) => void (spoon(products).category = 'Dining'), 'category "Dining" instead of "Home & Kitchen"'],
		['a lost brand', (products) => void (spoon(products).brand = null), 'brand "" instead of "Harbor & Pine"'],
		['a lost barcode', (products) => void (spoon(products).barcode = null), 'barcode "" instead of "2000000000091"'],
		['ounces for kilograms', (products) => void (spoon(products).weight = '1.6'), 'weight 1.6 instead of 0.0454'],
		['a weight that cannot be known', (products) => void (productOf(products, 'HP-LADDER').weight = '1.5'), 'weight 1.5 instead of 0'],
		['inches for centimeters', (products) => void (productOf(products, 'HP-LADDER').width = '18'), 'width 18 instead of 45.72'],
		['a price in another tier (S29)', (products) => void (spoon(products).prices[1] = '7.25'), 'price in Wholesale 7.25 instead of 0'],
		['a missing price', (products) => void (productOf(products, 'HP-KYUSU').prices[5] = '0'), 'price in Tier 6 0 instead of 4800'],
		['a price that was overwritten (S48)', (products) => void (productOf(products, 'HP-TRIVET').prices[0] = '1'), 'HP-TRIVET: price 1 instead of 18.75'],
		['a name that was overwritten (S48)', (products) => void (productOf(products, 'HP-TRIVET').name = 'Trivet'), 'HP-TRIVET: name "Trivet" instead of "Cast Iron Trivet"'],
		['a product that is nobody\'s', (products) => void products.push({ ...spoon(products), sku: 'HP-PEGS-FBA' }), 'HP-PEGS-FBA'],
		['a second family', (_, grown) => void grown.push({ ...grown[0], sku: 'HP-APRON' }), 'HP-APRON'],
		['a missing family', (_, grown) => void grown.shift(), '0 families instead of 1'],
		['another name of a family', (_, grown) => void (grown[0].name = 'Apron'), 'name "Apron" instead of "Harbor Canvas Apron"'],
		['a fourth option', (_, grown) => void (grown[3].optionNames[2] = 'Style'), 'options "Color, Size, Style" instead of "Color, Size, Material"'],
		['a lost member', (_, grown) => void grown[0].products.pop(), 'products "HP-APRON-NAVY: Navy; HP-APRON-OLIVE: Olive" instead of "HP-APRON-NAVY: Navy; HP-APRON-OLIVE: Olive; HP-APRON-RUST: Rust"'],
	])('finds %s', (_, change, message) => {
		expect(wrongWith(change)).toEqual([message]);
	});

	it('asks for nothing of a store that is not loaded, and takes it for a stranger if it is there', () => {
		const strangers = wrongWith(() => undefined, { tiers: { US: tiers.US, DE: tiers.DE } });
		expect(strangers).toEqual(['HP-TENUGUI-AI', 'HP-TENUGUI-AKANE', 'HP-KYUSU', 'B0DEMOF600']);
	});
});

describe('the comparison of listings', () => {
	const isParent = ({ outcome }: (typeof expectedListings)[number]): boolean => outcome.kind === 'notGoods' && outcome.why === 'parent';
	const right = (): CatalogLine[] => expectedListings.filter((expected) => !isParent(expected)).map(({ marketplace, sellerSku, outcome }) => ({
		marketplace, sellerSku, ...('sku' in outcome ? { productSku: outcome.sku } : {}), issues: outcome.kind === 'held' ? [outcome.reason] : outcome.kind === 'created' && outcome.note ? [outcome.note, 'catalog.measureUnknown'] : [],
	}));
	const parent: CatalogLine = { marketplace: 'US', sellerSku: 'HP-MUG', issues: [] };
	const wrongWhere = (sellerSku: string, over: Partial<CatalogLine> | undefined) =>
		compareListings(['US'], [...right(), ...(sellerSku === parent.sellerSku ? [parent] : [])].flatMap((line) => (line.sellerSku !== sellerSku ? [line] : over === undefined ? [] : [{ ...line, ...over }]))).flatMap(({ wrong }) => wrong);

	it('finds nothing where every listing came out as it must, and looks at loaded stores alone', () => {
		expect(compareListings(['US', 'DE', 'FR', 'IT', 'JP'], right()).flatMap(({ wrong }) => wrong)).toEqual([]);
		expect(compareListings(['JP'], []).length).toBe(expectedListings.filter(({ marketplace }) => marketplace === 'JP').length);
	});

	it.each<[string, string, Partial<CatalogLine> | undefined, string]>([
		['a lost row', 'HP-BOARD-40', undefined, '0 rows instead of 1'],
		['a link to another product', 'AMZ-7F-TRIVET', { productSku: 'HP-TRAY-OAK' }, 'linked to HP-TRAY-OAK instead of HP-TRIVET'],
		['a missing link', 'HP-TOWEL-3-FBA', { productSku: undefined }, 'linked to nothing instead of HP-TOWEL-3'],
		['a match that is none', 'hp-tray-oak', { productSku: 'HP-TRAY-OAK' }, 'linked to HP-TRAY-OAK instead of nothing'],
		['a parent taken for goods', 'HP-MUG', { productSku: 'HP-MUG' }, '1 rows instead of none'],
		['a reason not told', 'HP-LANTERN-OLD', { issues: [] }, 'told nothing instead of catalog.productDeprecated'],
		['a likeness not told', '00123', { issues: [] }, 'told nothing instead of catalog.skuLooksAlike'],
	])('finds %s', (_, sellerSku, over, message) => {
		expect(wrongWhere(sellerSku, over)).toEqual([message]);
	});
});
