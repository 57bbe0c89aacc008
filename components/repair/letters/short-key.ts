const KEY_DIGITS = 12;

/** As much of a letter's key as tells it from the others of one installation. */
export const shortKey = (key: string): string => key.slice(0, KEY_DIGITS);
