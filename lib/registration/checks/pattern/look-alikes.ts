const PAIRS = ["O0", "Q0", "D0", "I1", "L1", "Z2", "S5", "G6", "B8"] as const;
/** Cyrillic and Greek letters that look like Latin ones. */
const FOREIGN = "АAВBЕEКKМMНHОOРPСCТTУYХXЅSІIЈJΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX";
const NUMBER_WORDS: Readonly<Record<string, string>> = {
  "0": "a zero",
  "1": "a one",
  "2": "a two",
  "5": "a five",
  "6": "a six",
  "8": "an eight",
};

const twins = new Map<string, string[]>();
const add = (from: string, to: string): unknown => twins.set(from, [...(twins.get(from) ?? []), to]);
for (const [letter = "", digit = ""] of PAIRS) {
  add(letter, digit);
  add(digit, letter);
}
const latin = new Map<string, string>();
for (let at = 0; at < FOREIGN.length; at += 2) latin.set(FOREIGN[at] ?? "", FOREIGN[at + 1] ?? "");
for (const [foreign, own] of latin) twins.set(foreign, [own, ...(twins.get(own) ?? [])]);

/** Characters that are easily taken for this one, the likeliest first. */
export const lookAlikes = (char: string): readonly string[] => twins.get(char) ?? [];

/** The same text in Latin letters, as far as its others look like some. */
export const inLatin = (text: string): string => [...text].map((char) => latin.get(char) ?? char).join("");

/** "letter O" where a zero was meant. */
export function characterWords(char: string): string {
  if (/\d/.test(char)) return `digit ${char}`;
  return latin.has(char) ? `letter ${char} of another alphabet` : `letter ${char}`;
}

/** "a zero" for 0, "the letter O" for O. */
export const meantWords = (char: string): string => NUMBER_WORDS[char] ?? `the letter ${char}`;
