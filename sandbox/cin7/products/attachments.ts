import type { Fields } from '../fields';
import type { Product } from '../model';
import type { Query } from '../query';
import { reject } from '../rejection';
import type { Json } from '../rendering';
import type { Cin7World } from '../world';
import { contentTypeOf } from './planting';
import { renderAttachment } from './rendering';

/** GET, POST and DELETE /product/attachments: each answers with all attachments of the product, in a bare list. Nothing is downloaded. */
export class Attachments {
	private readonly world: Cin7World;

	constructor(world: Cin7World) {
		this.world = world;
	}

	list(query: Query): Json[] {
		return this.product(query.required('ProductID')).attachments.map(renderAttachment);
	}

	create(body: Fields): Json[] {
		const product = this.product(body.text('ProductID'));
		const fileName = body.text('FileName');
		const url = body.optionalText('FileDownloadUrl', Infinity);
		if (url === undefined) body.text('Content', Infinity);
		else if (!/^https?:\/\/\S+$/i.test(url)) reject("'FileDownloadUrl' has wrong format: a URL is expected");
		const isDefault = body.boolean('IsDefault') ?? false;
		const contentType = contentTypeOf(fileName);
		if (isDefault && !contentType.startsWith('image/')) reject("'IsDefault' is for images only");
		if (isDefault) for (const other of product.attachments) other.isDefault = false;
		product.attachments.push({ id: this.world.guids.next(), fileName, contentType, isDefault, url: url ?? '' });
		return product.attachments.map(renderAttachment);
	}

	remove(query: Query): Json[] {
		const id = query.required('ID').toLowerCase();
		const product = [...this.world.products.values()].find(({ attachments }) => attachments.some((entry) => entry.id === id)) ?? reject(`Attachment with ID '${id}' was not found`);
		product.attachments = product.attachments.filter((entry) => entry.id !== id);
		return product.attachments.map(renderAttachment);
	}

	private product(id: string): Product {
		return this.world.products.get(id.toLowerCase()) ?? reject(`Product with ID '${id}' was not found`);
	}
}
