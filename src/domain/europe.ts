import countries from './europe.json';

const codes: ReadonlySet<string> = new Set(countries);

/**
 * Whether a country, ISO 3166 alpha-2, is in Europe as S68 and S69 mean it: the area in which Amazon's European stores
 * deliver with VAT inside their prices. That is the European Union's 27 states and the United Kingdom; Northern Ireland
 * has the code GB too. Switzerland and Norway have VAT of their own at the border and are outside.
 */
export const inEurope = (country: string): boolean => codes.has(country);
