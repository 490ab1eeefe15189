import { z } from 'zod';
import type { KnownFamily, KnownProduct } from '../../domain/catalog/product';
import type { Product } from '../../processes/ports/cin7';
import { anyText, flag, isStatus, listOf, optionalText, requiredText } from './fields';

/** Row of GET /product. */
export const product = z
	.object({ ID: requiredText, SKU: requiredText, Name: anyText, Status: optionalText, Type: anyText })
	.transform((row): Product => ({ id: row.ID, sku: row.SKU, name: row.Name, active: isStatus(row.Status, 'ACTIVE'), type: row.Type }));

/** The same row, for its category alone. */
export const productCategory = z.object({ ID: requiredText, SKU: requiredText, Category: anyText }).transform((row) => ({ id: row.ID, sku: row.SKU, category: row.Category }));

/** The same row, as matching needs it; also of the answers to POST and PUT /product. */
export const knownProduct = z
	.object({
		ID: requiredText, SKU: requiredText, Name: anyText, Status: optionalText, Barcode: optionalText, SaleTaxRule: optionalText,
		BillOfMaterial: flag, BOMType: optionalText, AutoAssembly: flag, InventoryAccount: optionalText,
	})
	.transform((row): KnownProduct => ({
		id: row.ID,
		sku: row.SKU,
		name: row.Name,
		...(row.Barcode ? { barcode: row.Barcode } : {}),
		active: isStatus(row.Status, 'ACTIVE'),
		...(row.SaleTaxRule ? { saleTaxRule: row.SaleTaxRule } : {}),
		...(isAssembled(row) ? { assembly: row.InventoryAccount ? { inventoryAccount: row.InventoryAccount } : {} } : {}),
	}));

/** S38. A kit is assembled by Cin7 Core itself when an order is authorized (AutoAssembly), a production order is another thing (BOMType). */
const isAssembled = (row: { readonly BillOfMaterial: boolean; readonly BOMType?: string; readonly AutoAssembly: boolean }): boolean =>
	row.BillOfMaterial && !row.AutoAssembly && (row.BOMType === undefined || isStatus(row.BOMType.trim(), 'ASSEMBLY'));

const member = z
	.object({ ID: requiredText, Option1: anyText, Option2: anyText, Option3: anyText })
	.transform((row) => ({ id: row.ID, values: [row.Option1, row.Option2, row.Option3] }));

/**
 * Row of GET /productFamily and of the answers to POST and PUT. Options come in three whether a family has them or not:
 * one without a name, or with the name that Cin7 Core gives to it ('Option 2') and without a value, is none.
 */
export const knownFamily = z
	.object({ ID: requiredText, SKU: requiredText, Name: anyText, Option1Name: anyText, Option2Name: anyText, Option3Name: anyText, Products: listOf(member) })
	.transform((row): KnownFamily => {
		const names = [row.Option1Name, row.Option2Name, row.Option3Name];
		const isOption = names.map((name, index) => {
			const used = row.Products.some(({ values }) => values[index] !== '');
			return index === 0 || used || (name !== '' && name !== `Option ${index + 1}`);
		});
		const count = isOption.lastIndexOf(true) + 1;
		return {
			id: row.ID, sku: row.SKU, name: row.Name, optionNames: names.slice(0, count),
			products: row.Products.map(({ id, values }) => ({ id, options: values.slice(0, count) })),
		};
	});

/** Row of the reference books of categories, brands and units; also the whole answer to their POST. */
export const namedRow = z.object({ ID: requiredText, Name: requiredText }).transform((row) => ({ id: row.ID, name: row.Name }));

/** Row of GET /product/attachments: the name of the file. */
export const attachment = z.object({ FileName: anyText }).transform((row) => row.FileName);
