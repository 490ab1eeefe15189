import { z } from 'zod';
import type { Assembly, AssemblySnapshot } from '../../domain/accounting/sale';
import { anyText, decimal, listOf, requiredText } from './fields';
import { dateOf } from './saleBodies';

/** Cin7 Core's own words on one line; they are of goods, with nothing of a buyer in them. */
const errorText = z.union([z.string(), z.object({ Exception: anyText }).transform(({ Exception }) => Exception)]).transform((text) => text.replace(/\s+/g, ' ').trim());

/** Answer of POST /finishedGoods, and row of GET /finishedGoodsList, which has no errors. */
export const assembly = z
	.object({ TaskID: requiredText, Status: requiredText, ProductID: requiredText, Quantity: decimal, Notes: anyText, Errors: listOf(errorText) })
	.transform((found): AssemblySnapshot => ({
		taskId: found.TaskID,
		status: found.Status,
		productId: found.ProductID,
		quantity: found.Quantity,
		notes: found.Notes,
		errors: found.Errors.filter((text) => text !== ''),
	}));

/** Body of POST /finishedGoods: COMPLETED adds the components, picks them and completes the task in one call. */
export const assemblyBody = ({ productId, quantity, location, date, workInProgressAccount, account, notes }: Assembly) => ({
	Status: 'COMPLETED',
	ProductID: productId,
	Location: location,
	WIPAccount: workInProgressAccount,
	WIPDate: dateOf(date),
	Account: account,
	Quantity: quantity,
	CompletionDate: dateOf(date),
	Notes: notes,
});

/**
 * Row of GET /ref/productavailability: one product, location, bin and batch. Available is on hand less allocated, in units.
 * Bin and batch tell rows apart that are alike otherwise, such as those of serial numbers.
 */
export const availability = z
	.object({ SKU: anyText, Location: anyText, Bin: anyText, Batch: anyText, Available: decimal })
	.transform((row) => ({ sku: row.SKU, location: row.Location, bin: row.Bin, batch: row.Batch, available: row.Available }));
