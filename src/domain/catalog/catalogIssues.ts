import type { Issue } from '../issues';

/** The listing is held until this is solved. */
export const hold = (code: string, message: string, hint: string): Issue => ({ code, message, hint, blocking: true });

/** It goes on, and this is shown beside it. */
export const note = (code: string, message: string, hint: string): Issue => ({ code, message, hint, blocking: false });
