/** A request that reached the simulated API. `status` is set when the answer is decided; 0 while it is not, or is lost. */
export interface RecordedRequest {
	/** Milliseconds since 1970 by the simulator's clock. */
	readonly at: number;
	readonly method: string;
	/** As it was sent, without the query. */
	readonly path: string;
	/** Keys in lower case. */
	readonly query: ReadonlyMap<string, string>;
	/** 'POST /sale', spelled as the reference does; method and path as sent where there is no such endpoint. */
	readonly operation: string;
	/** The JSON of the body; undefined without one, or where it cannot be parsed. */
	readonly body: unknown;
	status: number;
}

export type RequestPhase =
	/** Before anything is done. */
	| 'received'
	/** The world is changed, the answer not yet sent. */
	| 'committed';

export type RequestHook = (request: RecordedRequest, phase: RequestPhase) => Promise<void> | void;
