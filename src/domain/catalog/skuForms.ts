/** Two SKUs that Cin7 Core takes for one: the same without regard to case and surrounding blanks. */
export const foldedSku = (sku: string): string => sku.normalize('NFC').trim().toLowerCase();

// Blanks of every kind, control characters, and characters that leave no ink, such as the zero-width space.
const inkless = /[\p{White_Space}\p{Cc}\p{Cf}]/gu;

/**
 * What is left of a SKU without everything that an eye misses: blanks and hidden characters, case, width, leading zeros.
 * SKUs of one loose form are alike, not equal: such a likeness is told and never taken for a match (P57).
 */
export const looseSku = (sku: string): string => sku.normalize('NFKC').replace(inkless, '').toLowerCase().replace(/^0+(?=.)/, '');

/** True when the SKU holds characters that leave no ink, or blanks at its ends. */
export const hasHiddenCharacters = (sku: string): boolean => sku !== sku.trim() || /[\p{Cc}\p{Cf}]/u.test(sku) || /[^\S ]/u.test(sku);
