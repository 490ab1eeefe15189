type Step = (sku: string) => string;

const inklessCharacter = /[\p{Cc}\p{Cf}]|[^\S ]/gu;

/** What can make two SKUs of one loose form differ, and how it is taken out. The order is the order of the work. */
const steps: readonly (readonly [name: string, Step])[] = [
	['the width or form of a letter', (sku) => sku.normalize('NFKC')],
	['blanks', (sku) => sku.replace(/\s/gu, '')],
	['upper and lower case', (sku) => sku.toLowerCase()],
	['leading zeros', (sku) => sku.replace(/^0+(?=.)/, '')],
];

/** All steps but one, without hidden characters, which are compared by themselves. */
const allBut = (left: string, sku: string): string => steps.reduce((text, [name, step]) => (name === left ? text : step(text)), sku.replace(inklessCharacter, ''));

/** In words, in what two SKUs of one loose form (`looseSku`) differ: ['leading zeros']. Never empty for two that are not equal byte for byte (P57). */
export function skuDifferences(a: string, b: string): readonly string[] {
	if (a === b) return [];
	const found = steps.map(([name]) => name).filter((name) => allBut(name, a) !== allBut(name, b));
	const [hiddenOfA, hiddenOfB] = [hiddenCodes(a), hiddenCodes(b)];
	if (hiddenOfA.join() !== hiddenOfB.join()) found.unshift(`a hidden character (${[...new Set([...hiddenOfA, ...hiddenOfB])].join(', ')})`);
	return found.length > 0 ? found : ['characters that look alike'];
}

/** Code points of hidden characters, as a person can search for them: 'U+200B'. */
function hiddenCodes(sku: string): readonly string[] {
	return [...sku.matchAll(inklessCharacter)].map(([character]) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
}
