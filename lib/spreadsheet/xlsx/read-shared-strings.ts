import { SHEET_LIMITS } from "../limits";
import { tooLarge } from "../refuse";
import type { Archive } from "./archive";
import { RichText } from "./rich-text";

/** The texts that cells name by their place. */
export async function readSharedStrings(archive: Archive, part: string | null): Promise<string[]> {
  const strings: string[] = [];
  if (part === null) return strings;
  const text = new RichText();
  let characters = 0;
  await archive.read(part, {
    open: (name) => text.open(name),
    text: (piece) => text.text(piece),
    close(name) {
      text.close(name);
      if (name !== "si") return;
      const string = text.take();
      characters += string.length;
      if (strings.length >= SHEET_LIMITS.sharedStrings) throw tooLarge("sharedStrings", "more");
      if (characters > SHEET_LIMITS.sharedCharacters) throw tooLarge("sharedCharacters", "more");
      strings.push(string);
    },
  });
  return strings;
}
