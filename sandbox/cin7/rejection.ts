/** The simulated service says no. `status` is the HTTP status, also sent as ErrorCode (API reference, status codes). */
export class Cin7Rejection extends Error {
	readonly status: number;

	constructor(message: string, status = 400) {
		super(message);
		this.name = 'Cin7Rejection';
		this.status = status;
	}
}

/** 400 with that text. */
export const reject = (message: string): never => {
	throw new Cin7Rejection(message);
};
