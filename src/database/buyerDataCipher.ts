import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { BuyerDetails } from '../domain/orders/order';
import type { OrderKey } from '../processes/ports/repositories';
import { KEY_BYTES } from './keyFile';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts buyer data and hashes buyers' names, each under its own key drawn from the one that is configured. */
export class BuyerDataCipher {
	private readonly encryptionKey: Buffer;
	private readonly nameKey: Buffer;

	/** Throws RangeError unless the key has 32 bytes. */
	constructor(key: Uint8Array) {
		if (key.length !== KEY_BYTES) throw new RangeError(`The key for buyer data needs ${KEY_BYTES} bytes, not ${key.length}`);
		this.encryptionKey = Buffer.from(hkdfSync('sha256', key, '', 'buyer data', KEY_BYTES));
		this.nameKey = Buffer.from(hkdfSync('sha256', key, '', 'customer names', KEY_BYTES));
	}

	/** AES-256-GCM; bound to the order, so that it cannot be read as another order's data. */
	encrypt(order: OrderKey, buyer: BuyerDetails): string {
		const nonce = randomBytes(NONCE_BYTES);
		const cipher = createCipheriv('aes-256-gcm', this.encryptionKey, nonce, { authTagLength: TAG_BYTES }).setAAD(associatedData(order));
		const sealed = Buffer.concat([cipher.update(JSON.stringify(buyer), 'utf8'), cipher.final()]);
		return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
	}

	/** undefined when it cannot be read, as after a change of the key: the order then counts as one without buyer data. */
	decrypt(order: OrderKey, stored: string): BuyerDetails | undefined {
		const bytes = Buffer.from(stored, 'base64');
		try {
			const decipher = createDecipheriv('aes-256-gcm', this.encryptionKey, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
				.setAAD(associatedData(order))
				.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
			const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
			return JSON.parse(text) as BuyerDetails;
		} catch {
			return undefined;
		}
	}

	/**
	 * Keyed hash of a customer's name: the same for names that differ only in case, Unicode form or white space. Another
	 * tenant's hash of the same name is another one.
	 */
	hashName(tenantKey: string, name: string): string {
		const normalized = name.normalize('NFC').trim().replace(/\s+/gu, ' ').toUpperCase().toLowerCase().normalize('NFC');
		return createHmac('sha256', this.nameKey).update(JSON.stringify([tenantKey, normalized])).digest('hex');
	}
}

const associatedData = ({ storeId, orderId }: OrderKey): Buffer => Buffer.from(JSON.stringify([storeId, orderId]), 'utf8');
