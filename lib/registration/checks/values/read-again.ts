/** Bytes 0x80 to 0x9f of windows-1252, which has letters and signs there. */
const WINDOWS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const TWO_OR_THREE_BYTES = /[\u00c2-\u00df][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€/;

/** "Müller" for "MÃ¼ller", UTF-8 that was read as windows-1252; null for text that is not that. */
export function readAgainAsUtf8(text: string): string | null {
  if (!TWO_OR_THREE_BYTES.test(text)) return null;
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.charCodeAt(0);
    const windows = WINDOWS.indexOf(char);
    if (windows !== -1) bytes.push(0x80 + windows);
    else if (code < 0x100) bytes.push(code);
    else return null;
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return null;
  }
}
