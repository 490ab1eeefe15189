import type { DemoMarketplace } from '../stores';

export type CategoryName = 'kitchen' | 'home' | 'grocery' | 'books' | 'tools' | 'toys';

type Path = readonly [top: string, ...below: string[]];

/** Amazon's categories as each marketplace names them, from the topmost down: only the first becomes Cin7 Core's (S93). */
export const categories: { readonly [name in CategoryName]: { readonly [marketplace in DemoMarketplace]: Path } } = {
	kitchen: {
		US: ['Home & Kitchen', 'Kitchen & Dining', 'Dining & Entertaining'],
		DE: ['Küche, Haushalt & Wohnen', 'Küche, Kochen & Backen', 'Geschirr & Gläser'],
		FR: ['Cuisine et Maison', 'Arts de la table', 'Vaisselle'],
		IT: ['Casa e cucina', 'Tavola e cucina', 'Stoviglie'],
		JP: ['ホーム＆キッチン', 'キッチン用品', '食器・グラス・カトラリー'],
	},
	home: {
		US: ['Home & Kitchen', 'Home Décor Products'],
		DE: ['Küche, Haushalt & Wohnen', 'Dekoration'],
		FR: ['Cuisine et Maison', 'Décoration de la maison'],
		IT: ['Casa e cucina', 'Decorazioni per interni'],
		JP: ['ホーム＆キッチン', 'インテリア'],
	},
	grocery: {
		US: ['Grocery & Gourmet Food', 'Pantry Staples'],
		DE: ['Lebensmittel & Getränke', 'Brotaufstriche'],
		FR: ['Épicerie', 'Petit-déjeuner'],
		IT: ['Alimentari e cura della casa', 'Colazione'],
		JP: ['食品・飲料・お酒', 'はちみつ・ジャム'],
	},
	books: {
		US: ['Books', 'Cookbooks, Food & Wine'],
		DE: ['Bücher', 'Kochen & Genießen'],
		FR: ['Livres', 'Cuisine et Vins'],
		IT: ['Libri', 'Cucina'],
		JP: ['本', '暮らし・健康・子育て'],
	},
	tools: {
		US: ['Tools & Home Improvement', 'Hardware'],
		DE: ['Baumarkt', 'Eisenwaren'],
		FR: ['Bricolage', 'Quincaillerie'],
		IT: ['Fai da te', 'Ferramenta'],
		JP: ['DIY・工具・ガーデン', '金物'],
	},
	toys: {
		US: ['Toys & Games', 'Novelty & Gag Toys'],
		DE: ['Spielzeug', 'Scherzartikel'],
		FR: ['Jeux et Jouets', 'Farces et attrapes'],
		IT: ['Giochi e giocattoli', 'Scherzi'],
		JP: ['おもちゃ', 'パーティーグッズ'],
	},
};
