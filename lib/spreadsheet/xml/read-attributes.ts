import { damagedFile } from "../refuse";
import { decodeEntities } from "./decode-entities";

/** By name as written, with its prefix. */
export type Attributes = ReadonlyMap<string, string>;

const NONE: Attributes = new Map();
const ATTRIBUTE = /\s+([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;

/** What stands in a tag after its name. */
export function readAttributes(source: string): Attributes {
  if (source === "") return NONE;
  const found = new Map<string, string>();
  let at = 0;
  ATTRIBUTE.lastIndex = 0;
  for (let match = ATTRIBUTE.exec(source); match; match = ATTRIBUTE.exec(source)) {
    const [, name = "", double, single = ""] = match;
    if (found.has(name)) throw damagedFile("an attribute that is there twice");
    found.set(name, decodeEntities(double ?? single));
    at = ATTRIBUTE.lastIndex;
  }
  if (source.slice(at).trim() !== "") throw damagedFile("a broken tag");
  return found;
}
