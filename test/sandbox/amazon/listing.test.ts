import { type AmazonSimulator, startAmazonSimulator } from '../../../sandbox/amazon/amazonSimulator';
import { listingDataSets } from '../../../sandbox/amazon/listingDocument';
import { VirtualClock } from '../../../sandbox/clock';
import { accessToken, at, CA, type Caller, caller, family, listing, LISTINGS, type Reply, seller, US } from './simulatorClient';

const here = { marketplaceIds: US };

describe('one listing in the simulator', () => {
	let simulator: AmazonSimulator;
	let get: Caller;
	const world = () => simulator.account('A1EXAMPLE@na');
	const item = async (sku: string): Promise<Reply> => await get(`${LISTINGS}/${encodeURIComponent(sku)}`, { ...here, includedData: listingDataSets.join() });

	beforeEach(async () => {
		simulator = await startAmazonSimulator({ clock: new VirtualClock('2026-11-02T12:00:00Z'), accounts: [seller(family)], switches: { quotas: 'off' } });
		get = caller(simulator, await accessToken(simulator));
	});
	afterEach(async () => await simulator.close());

	describe('a listing', () => {
		it('by the merchant', async () => {
			world().updateListing('MUG-SLATE', US, { description: 'A mug.', identifier: { type: 'EAN', value: '4000000000000' }, condition: 'used_good' });
			expect(JSON.parse((await item('MUG-SLATE')).text)).toEqual({
				sku: 'MUG-SLATE',
				summaries: [{
					marketplaceId: US, asin: 'B0CHILD001', productType: 'PRODUCT', conditionType: 'used_good', status: ['BUYABLE', 'DISCOVERABLE'], itemName: 'Mug',
					createdDate: '2026-10-01T10:00:00.000Z', lastUpdatedDate: '2026-11-02T12:00:00.000Z', mainImage: { link: 'https://m.media-amazon.com/images/I/B0CHILD001.jpg', height: 2000, width: 2000 },
				}],
				attributes: {
					item_name: [{ value: 'Mug', language_tag: 'en_US', marketplace_id: US }],
					product_description: [{ value: 'A mug.', language_tag: 'en_US', marketplace_id: US }],
					condition_type: [{ value: 'used_good', marketplace_id: US }],
					externally_assigned_product_identifier: [{ type: 'ean', value: '4000000000000', marketplace_id: US }],
					child_parent_sku_relationship: [{ child_relationship_type: 'variation', parent_sku: 'MUG-PARENT', marketplace_id: US }],
					parentage_level: [{ value: 'child', marketplace_id: US }],
				},
				issues: [],
				offers: [{ marketplaceId: US, offerType: 'B2C', price: { currencyCode: 'USD', amount: '10.00' }, audience: { value: 'ALL', displayName: 'Sell on Amazon' } }],
				fulfillmentAvailability: [{ fulfillmentChannelCode: 'DEFAULT', quantity: 5 }],
				procurement: [],
				relationships: [{ marketplaceId: US, relationships: [{ type: 'VARIATION', parentSkus: ['MUG-PARENT'], variationTheme: { theme: 'COLOR/SIZE', attributes: ['color', 'size'] } }] }],
				productTypes: [{ marketplaceId: US, productType: 'PRODUCT' }],
			});
		});

		it('by Amazon has Amazon\'s channel, no quantity, and an FNSKU', async () => {
			const reply = await item('MUG-SAND');
			expect(at(reply, 'fulfillmentAvailability')).toEqual([{ fulfillmentChannelCode: 'AMAZON_NA' }]);
			expect(at(reply, 'summaries', 0, 'fnSku')).toMatch(/^X0[0-9A-F]{8}$/);
		});

		it('that is the parent of a family has children, no offer and no channel, and cannot be bought', async () => {
			const reply = await item('MUG-PARENT');
			expect([at(reply, 'offers'), at(reply, 'fulfillmentAvailability'), at(reply, 'summaries', 0, 'status'), at(reply, 'summaries', 0, 'conditionType')]).toEqual([[], [], ['DISCOVERABLE'], undefined]);
			expect(at(reply, 'relationships', 0, 'relationships')).toEqual([{ type: 'VARIATION', childSkus: ['MUG-SLATE', 'MUG-SAND'] }]);
			world().updateListing('MUG-SAND', US, { parentSku: undefined });
			world().removeListing('MUG-SLATE', US);
			expect(at(await item('MUG-PARENT'), 'relationships', 0, 'relationships', 0, 'childSkus')).toEqual([]);
		});

		it('that is inactive is found and not bought; a draft is neither, and has no ASIN', async () => {
			world().addListing(listing('GONE', { state: 'inactive' }));
			world().addListing(listing('DRAFT', { state: 'incomplete', asin: undefined, price: undefined }));
			expect(at(await item('GONE'), 'summaries', 0, 'status')).toEqual(['DISCOVERABLE']);
			const draft = await item('DRAFT');
			expect([at(draft, 'summaries', 0, 'status'), at(draft, 'summaries', 0, 'asin'), at(draft, 'offers'), at(draft, 'issues', 0, 'severity')]).toEqual([[], undefined, [], 'ERROR']);
		});

		it.each(['A/B 1', '100% WOOL', 'Ü,&+#?"', ' LEAD', '../x'])('with the SKU %j is found by its encoded path, and only so', async (sku) => {
			world().addListing(listing(sku));
			expect(at(await item(sku), 'sku')).toBe(sku);
		});

		it.each([['a percent sign of its own', `${LISTINGS}/100%`, 400], ['a slash of its own', `${LISTINGS}/A/B`, 404], ['nothing by that name', `${LISTINGS}/NONE`, 404]])('with %s is not found', async (_what, path, status) => {
			for (const sku of ['100%', 'A/B']) world().addListing(listing(sku));
			expect((await get(path, here)).status).toBe(status);
		});

		it('of another marketplace is not found', async () => {
			expect((await get(`${LISTINGS}/MUG-SLATE`, { marketplaceIds: CA })).status).toBe(404);
		});
	});

	describe('the seller\'s world', () => {
		it('N25: relists a SKU under another ASIN, with a new time', async () => {
			world().relist('MUG-SLATE', US, 'B0OTHER001');
			const reply = await item('MUG-SLATE');
			expect([at(reply, 'summaries', 0, 'asin'), at(reply, 'summaries', 0, 'lastUpdatedDate')]).toEqual(['B0OTHER001', '2026-11-02T12:00:00.000Z']);
		});

		it('changes silently when told to', async () => {
			world().updateListing('MUG-SLATE', US, { title: 'Cup' }, { silently: true });
			const reply = await item('MUG-SLATE');
			expect([at(reply, 'summaries', 0, 'itemName'), at(reply, 'summaries', 0, 'lastUpdatedDate')]).toEqual(['Cup', '2026-10-01T10:00:00.000Z']);
		});

		it('refuses what cannot be, and keeps nothing of it', () => {
			const before = world().listings(US);
			expect(() => world().addListing(listing('MUG-SLATE'))).toThrow(/already/);
			expect(() => world().addListing(listing('NEW', { marketplaceId: 'NOWHERE' }))).toThrow(/no marketplace NOWHERE/);
			expect(() => world().addListing(listing('NEW', { createdTime: 'once' }))).toThrow(/once/);
			expect(() => world().updateListing('MUG-SLATE', US, { lastUpdatedTime: 'once' })).toThrow(/once/);
			expect(() => world().removeListing('NONE', US)).toThrow(/no listing NONE/);
			expect(world().listings(US)).toEqual(before);
		});
	});
});
