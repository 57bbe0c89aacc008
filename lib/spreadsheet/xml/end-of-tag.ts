/** One tag, comment or section; what lies between them may be of any length. */
export const MAX_MARKUP_CHARACTERS = 64 * 1024;

const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;

/** Where a tag ends, after its `>`; one inside of quotes does not end it. -1 while the end has not come. */
export function endOfTag(text: string, from: number): number {
  const end = text.indexOf(">", from);
  if (end === -1) return -1;
  return hasOpenQuote(text, from, end) ? endOfQuotedTag(text, from) : end + 1;
}

function hasOpenQuote(text: string, from: number, end: number): boolean {
  let open = 0;
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== DOUBLE_QUOTE && code !== SINGLE_QUOTE) continue;
    if (open === 0) open = code;
    else if (open === code) open = 0;
  }
  return open !== 0;
}

function endOfQuotedTag(text: string, from: number): number {
  const found = /^(?:[^"'>]|"[^"]*"|'[^']*')*>/.exec(text.slice(from, from + MAX_MARKUP_CHARACTERS));
  return found === null ? -1 : from + found[0].length;
}
