/** A packet of the contract nests four deep; the rest is room for fields of newer firmware. */
export const MAX_NESTING = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Whether lists and objects of a JSON text are nested deeper than `limit`. Known before the text is parsed, because what
 * is nested without end can be parsed but not written again.
 */
export function isNestedDeeper(json: string, limit = MAX_NESTING): boolean {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    switch (json.charCodeAt(at)) {
      case QUOTE:
        at = closingQuote(json, at + 1);
        break;
      case 0x5b:
      case 0x7b:
        if (++depth > limit) return true;
        break;
      case 0x5d:
      case 0x7d:
        depth--;
    }
  }
  return false;
}

function closingQuote(json: string, from: number): number {
  for (let at = from; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at++;
  }
  return json.length;
}
