/**
 * Something that a person has to know or do. A value that is collected, never thrown: one bad order does not stop the
 * others. Texts are for a bookkeeper and hold no buyer data and no secrets.
 */
export interface Issue {
	/** Stable machine name, `area.what`, such as 'order.amountsDoNotReconcile'. */
	readonly code: string;
	/** What happened and where. */
	readonly message: string;
	/** What to do about it. */
	readonly hint: string;
	/** True: the thing is held until this is solved. False: it goes on, and this is shown beside it. */
	readonly blocking: boolean;
}
