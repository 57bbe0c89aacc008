const LOST = "\ufffd";

/** A text with U+FFFD for what is no character and no database keeps: U+0000, and halves of a pair (as UTF-16 has them). */
export const storableText = (text: string): string =>
  text.replaceAll("\0", LOST).replace(/\p{Surrogate}/gu, LOST);
