import { lookAlikes } from "./look-alikes";

/** Numbers that this one may have been meant to be: one character for its look-alike, or two neighbours swapped. */
export function writtenAlike(number: string): string[] {
  return [...number].flatMap((char, at) => {
    const [before, after] = [number.slice(0, at), number.slice(at + 1)];
    const swapped = before + after.slice(0, 1) + char + after.slice(1);
    return [...lookAlikes(char).map((twin) => before + twin + after), swapped];
  });
}
