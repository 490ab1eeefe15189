import type { AddressSeed } from '../../amazon/seeds';
import type { SeededRandom } from '../random';
import type { FortnightStore } from './stores';

// Nobody has these names, and no street is called so.
const names: { readonly [store in FortnightStore]: readonly string[] } = {
	CA: ['Maple Example', 'Étienne Exemple-Example', 'Noor Example', 'Casey Sampleton Example', 'Zoë Example', 'René Démonté Example'],
	UK: ['Pippa Example', 'Alistair O\'Example', 'Siân Example', 'Ffion Placeholder Example', 'Hamish Example'],
};

interface Place {
	readonly city: string;
	readonly state?: string;
	readonly postalCode: string;
	/** Tax at the address, in hundredths of a percent; the United Kingdom's prices contain theirs. */
	readonly taxBasisPoints: number;
}

const places: { readonly [store in FortnightStore]: readonly Place[] } = {
	CA: [
		{ city: 'Toronto', state: 'ON', postalCode: 'M5V 0A0', taxBasisPoints: 1300 },
		{ city: 'Ottawa', state: 'ON', postalCode: 'K1A 0A0', taxBasisPoints: 1300 },
		{ city: 'Halifax', state: 'NS', postalCode: 'B3H 0A0', taxBasisPoints: 1400 },
		{ city: 'Calgary', state: 'AB', postalCode: 'T2P 0A0', taxBasisPoints: 500 },
		{ city: 'Montréal', state: 'QC', postalCode: 'H2Y 0A0', taxBasisPoints: 1498 },
	],
	UK: [
		{ city: 'London', postalCode: 'E1W 0AA', taxBasisPoints: 0 },
		{ city: 'Cardiff', state: 'Wales', postalCode: 'CF10 0AA', taxBasisPoints: 0 },
		{ city: 'Edinburgh', state: 'Scotland', postalCode: 'EH1 0AA', taxBasisPoints: 0 },
	],
};

const countries = { CA: 'CA', UK: 'GB' } as const;
const phones = { CA: '+1 416 555 0100', UK: '+44 20 7946 0000' } as const;

export interface FortnightPerson {
	readonly name: string;
	readonly email: string;
	readonly address: AddressSeed;
	readonly taxBasisPoints: number;
}

export function fortnightPerson(store: FortnightStore, random: SeededRandom): FortnightPerson {
	const name = random.pick(names[store]);
	const { taxBasisPoints, ...place } = random.pick(places[store]);
	return {
		name, taxBasisPoints,
		email: `buyer-${random.below(1_000_000)}@marketplace.amazon.example`,
		address: { name, line1: `${1 + random.below(200)} Example Road`, ...place, countryCode: countries[store], phone: phones[store], type: 'RESIDENTIAL' },
	};
}
