import type { FamilySeed, ProductSeed } from '../cin7/seed';

const kitchen = { category: 'Kitchen', brand: 'Harbor & Pine' } as const;
const home = { category: 'Home', brand: 'Harbor & Pine' } as const;

/**
 * Products of Cin7 Core that are on Amazon, or look as if they were, and in no demo order: equal to a seller SKU, or
 * alike ('123', HP-RACK) or different in case (HP-TRAY-OAK), which is no match (P57).
 */
export const listedProducts: readonly ProductSeed[] = [
	{ id: 'ffffffff-0000-4000-8000-000000000001', sku: 'HP-APRON-NAVY', name: 'Harbor Canvas Apron (Navy)', ...kitchen, price: '32', averageCost: '11.2' },
	{ id: 'ffffffff-0000-4000-8000-000000000002', sku: 'HP-APRON-OLIVE', name: 'Harbor Canvas Apron (Olive)', ...kitchen, price: '32', averageCost: '11.2' },
	{ id: 'ffffffff-0000-4000-8000-000000000003', sku: 'HP-CUSHION-SG40L', name: 'Cushion Cover sage 40, linen', ...home, price: '21', averageCost: '8' },
	{ id: 'ffffffff-0000-4000-8000-000000000004', sku: 'HP-DOORMAT', name: 'Doormat, coir', ...home, price: '27', averageCost: '9.5' },
	{ id: 'ffffffff-0000-4000-8000-000000000005', sku: 'HP-BÜRSTE', name: 'Dish Brush, beech', ...kitchen, price: '8.5', averageCost: '2.1' },
	{ id: 'ffffffff-0000-4000-8000-000000000006', sku: '123', name: 'Jar Lid, spare part', ...kitchen, price: '1.2', averageCost: '0.3' },
	{ id: 'ffffffff-0000-4000-8000-000000000007', sku: 'HP-TRAY-OAK', name: 'Tray, oak', ...kitchen, price: '42', averageCost: '16' },
	{ id: 'ffffffff-0000-4000-8000-000000000008', sku: 'HP-RACK', name: 'Plate Rack', ...kitchen, price: '29', averageCost: '12' },
];

/** The product families that Cin7 Core has before anything is loaded from Amazon. */
export const productFamilies: readonly FamilySeed[] = [
	{
		id: 'ffffffff-0000-4000-8000-000000000101', sku: 'FAM-APRON', name: 'Harbor Canvas Apron', ...kitchen, optionNames: ['Color'],
		products: [{ sku: 'HP-APRON-NAVY', options: ['Navy'] }, { sku: 'HP-APRON-OLIVE', options: ['Olive'] }],
	},
];
