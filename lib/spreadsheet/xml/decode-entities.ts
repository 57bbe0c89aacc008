import { damagedFile } from "../refuse";

const NAMED: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);
const REFERENCE = /&([^;&]{0,10})(;?)/g;
const NUMERIC = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/;

/** The text that is meant; only the five names and numbers of XML are known, so that nothing can be defined elsewhere. */
export function decodeEntities(raw: string): string {
  if (!raw.includes("&")) return raw;
  return raw.replace(REFERENCE, (_, name: string, end: string) => {
    const named = end === ";" ? (NAMED.get(name) ?? numbered(name)) : null;
    if (named === null) throw damagedFile("a reference that XML does not know");
    return named;
  });
}

function numbered(name: string): string | null {
  const found = NUMERIC.exec(name);
  if (!found) return null;
  const code = found[1] === undefined ? Number(found[2]) : Number.parseInt(found[1], 16);
  const isCharacter = code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0x10ffff);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return isCharacter && !isSurrogate ? String.fromCodePoint(code) : null;
}
