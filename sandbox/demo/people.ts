import type { AddressSeed } from '../amazon/seeds';
import type { SeededRandom } from './random';
import type { DemoStore } from './stores';

// Nobody has these names, and no street is called so.
const names: { readonly [store in DemoStore]: { readonly first: readonly string[]; readonly last: readonly string[] } } = {
	US: { first: ['Avery', 'Jordan', 'Riley', 'Zoë', 'José', 'Quinn'], last: ['Sampleton', 'Testwell', 'O\'Example', 'Placeholder-Smythe', 'Démonté'] },
	DE: { first: ['Jürgen', 'Käthe', 'Björn', 'Anaïs', 'Łucja', 'Søren'], last: ['Beispielmann', 'Müsterich', 'Größlich', 'Testhöfer', 'Probeßer'] },
	JP: { first: ['太郎', '花子', '次郎', '美咲'], last: ['見本', '例田', '試山', '仮野'] },
};

const cities: { readonly [store in DemoStore]: readonly { readonly city: string; readonly state: string; readonly postalCode: string; readonly taxBasisPoints: number }[] } = {
	US: [
		{ city: 'Seattle', state: 'WA', postalCode: '98100', taxBasisPoints: 1035 },
		{ city: 'Sacramento', state: 'CA', postalCode: '94200', taxBasisPoints: 875 },
		{ city: 'Austin', state: 'TX', postalCode: '73300', taxBasisPoints: 825 },
		{ city: 'Portland', state: 'OR', postalCode: '97200', taxBasisPoints: 0 },
	],
	DE: [
		{ city: 'München', state: 'Bayern', postalCode: '80000', taxBasisPoints: 0 },
		{ city: 'Köln', state: 'Nordrhein-Westfalen', postalCode: '50000', taxBasisPoints: 0 },
		{ city: 'Görlitz', state: 'Sachsen', postalCode: '02800', taxBasisPoints: 0 },
	],
	JP: [
		{ city: '千代田区', state: '東京都', postalCode: '100-0000', taxBasisPoints: 0 },
		{ city: '京都市', state: '京都府', postalCode: '600-0000', taxBasisPoints: 0 },
	],
};

const streets: { readonly [store in DemoStore]: (number: number) => string } = {
	US: (number) => `${number} Example Street`,
	DE: (number) => `Beispielstraße ${number}`,
	JP: (number) => `見本町${number}-1`,
};
const countries = { US: 'US', DE: 'DE', JP: 'JP' } as const;
const phones = { US: '+1 206 555 0100', DE: '+49 30 23125 000', JP: '+81 3 0000 0000' } as const;

export interface DemoPerson {
	readonly name: string;
	readonly email: string;
	readonly address: AddressSeed;
	/** Sales tax at the address, in hundredths of a percent. */
	readonly taxBasisPoints: number;
}

export function demoPerson(store: DemoStore, random: SeededRandom): DemoPerson {
	const { first, last } = names[store];
	const name = store === 'JP' ? `${random.pick(last)} ${random.pick(first)}` : `${random.pick(first)} ${random.pick(last)}`;
	const place = random.pick(cities[store]);
	const number = 1 + random.below(200);
	return {
		name,
		email: `buyer-${random.below(1_000_000)}@marketplace.amazon.example`,
		taxBasisPoints: place.taxBasisPoints,
		address: { name, line1: streets[store](number), city: place.city, state: place.state, postalCode: place.postalCode, countryCode: countries[store], phone: phones[store], type: 'RESIDENTIAL' },
	};
}
