const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;
/** What XML cannot hold, a carriage return that it would change, and text that looks like an escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const TO_ESCAPE = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g;
const MARKUP: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Workbooks write characters that XML lacks as `_x000D_` (ECMA-376 part 1, 22.9.2.19). */
export const readEscapes = (text: string): string =>
  text.includes("_x")
    ? text.replace(ESCAPE, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** Text as it stands in a part of a workbook. */
export const escapedText = (text: string): string =>
  text
    .replace(TO_ESCAPE, (char) => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`)
    .replace(/[&<>"]/g, (char) => MARKUP[char] ?? char);
