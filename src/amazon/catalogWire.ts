import { z } from 'zod';

/**
 * Catalog items as Amazon sends them (catalogItems_2022-04-01.json), only what is read of them. What does not fit is taken
 * for absent, part by part: a picture without link does not cost an item its dimensions.
 */
const text = z.string().nullish().catch(undefined);
const marketplaceId = z.string();
const lenient = <Schema extends z.ZodTypeAny>(entry: Schema) => z.array(entry.nullable().catch(null)).nullish().catch(undefined);

const measure = z.object({ unit: z.string().min(1), value: z.number().finite().nonnegative() }).nullish().catch(undefined);
const dimensions = z.object({ weight: measure, length: measure, width: measure, height: measure }).nullish().catch(undefined);

/** A category and the chain of those above it. */
export interface WireClassification {
	displayName?: string | null;
	parent?: WireClassification | null;
}
const classification: z.ZodType<WireClassification, z.ZodTypeDef, unknown> = z.lazy(() => z.object({ displayName: text, parent: classification.nullish() }));

export const wireCatalogItem = z.object({
	asin: z.string().min(1),
	attributes: z.record(z.unknown()).nullish().catch(undefined),
	classifications: lenient(z.object({ marketplaceId, classifications: lenient(classification) })),
	dimensions: lenient(z.object({ marketplaceId, item: dimensions, package: dimensions })),
	identifiers: lenient(z.object({ marketplaceId, identifiers: lenient(z.object({ identifierType: z.string(), identifier: z.string().min(1) })) })),
	images: lenient(z.object({ marketplaceId, images: lenient(z.object({ variant: z.string(), link: z.string().min(1), height: z.number(), width: z.number() })) })),
	relationships: lenient(z.object({
		marketplaceId,
		relationships: lenient(z.object({
			type: z.string(),
			parentAsins: lenient(z.string()),
			childAsins: lenient(z.string()),
			variationTheme: z.object({ attributes: lenient(z.string()) }).nullish().catch(undefined),
		})),
	})),
	summaries: lenient(z.object({ marketplaceId, brand: text, itemName: text, itemClassification: text, color: text, size: text, style: text })),
});

export const wireCatalogPage = z.object({ items: z.array(z.unknown()), pagination: z.object({ nextToken: text }).nullish() });

export type WireCatalogItem = z.infer<typeof wireCatalogItem>;
