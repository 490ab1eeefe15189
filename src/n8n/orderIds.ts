/** Amazon order ids as a user enters them: separated by commas, semicolons or white space. */
export const orderIdList = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);
