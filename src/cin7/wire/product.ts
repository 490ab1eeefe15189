import { z } from 'zod';
import type { Product } from '../../processes/ports/cin7';
import { anyText, isStatus, optionalText, requiredText } from './fields';

/** Row of GET /product. */
export const product = z
	.object({ ID: requiredText, SKU: requiredText, Name: anyText, Status: optionalText, Type: anyText })
	.transform((row): Product => ({ id: row.ID, sku: row.SKU, name: row.Name, active: isStatus(row.Status, 'ACTIVE'), type: row.Type }));
