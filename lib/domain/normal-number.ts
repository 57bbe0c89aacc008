const SEPARATORS = /[\s\u00ad\u200b-\u200d\u2010-\u2015\u2060\u2212\ufeff_./\\-]+/g;

/** A number as the database compares it: upper case, without spaces, dashes, dots and slashes. */
export const normalNumber = (text: string): string => text.replace(SEPARATORS, "").toUpperCase();
