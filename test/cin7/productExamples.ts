import type { NewFamily, NewProduct } from '../../src/domain/catalog/product';

/** A product with every field set. */
export const newProduct: NewProduct = {
	sku: 'MUG-01',
	name: 'Enamel mug, 12 oz',
	category: 'Kitchen & Dining',
	brand: 'Harbor & Pine',
	barcode: '4006381333931',
	description: 'Two coats of enamel',
	weight: '0.3629',
	weightUnits: 'kg',
	length: '12.7',
	width: '8.9',
	height: '8.89',
	dimensionsUnits: 'cm',
	price: { tier: 'Amazon', amount: '19.99' },
	saleTaxRule: 'Tax on Sales',
	pictureUrl: 'https://images.example/I/51mug._SL75_.jpg',
	unitOfMeasure: 'Item',
	costingMethod: 'FIFO',
};

/** A family with every field set. */
export const newFamily: NewFamily = {
	sku: 'MUGS',
	name: 'Mugs',
	category: 'Kitchen & Dining',
	brand: 'Harbor & Pine',
	unitOfMeasure: 'Item',
	costingMethod: 'FIFO',
	defaultLocation: 'Main Warehouse',
	optionNames: ['Color', 'Size'],
	products: [
		{ id: '11111111-aaaa-4aaa-8aaa-000000000001', options: ['Slate', '12 oz'] },
		{ id: '11111111-aaaa-4aaa-8aaa-000000000002', options: ['Moss', '12 oz'] },
	],
};
