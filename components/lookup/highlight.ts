import { foldedOf, normalOf } from "@/lib/domain/bike-number";

export interface Piece {
  /** Where it begins. */
  readonly at: number;
  readonly text: string;
  readonly isMatched: boolean;
}

/** A number in pieces: what of it is what was typed, signs between included; with a slip, what is right before and after. */
export function highlight(value: string, typed: string): readonly Piece[] {
  const asked = foldedOf(normalOf(typed));
  const places = [...value].flatMap((character, at) => (normalOf(character) === "" ? [] : [at]));
  const folded = foldedOf(normalOf(value));
  const from = folded.startsWith(asked) ? 0 : folded.lastIndexOf(asked);
  const stretches = from < 0 ? aroundSlip(folded, asked) : [[from, from + asked.length] as const];
  const pieces: Piece[] = [];
  let end = 0;
  for (const [first, after] of stretches) {
    const [start, last] = [places[first], places[after - 1]];
    if (start === undefined || last === undefined || after <= first) continue;
    pieces.push({ at: end, text: value.slice(end, start), isMatched: false });
    pieces.push({ at: start, text: value.slice(start, last + 1), isMatched: true });
    end = last + 1;
  }
  pieces.push({ at: end, text: value.slice(end), isMatched: false });
  return pieces.filter(({ text }) => text !== "");
}

/** The common beginning and the common end, which do not overlap. */
function aroundSlip(folded: string, asked: string): readonly (readonly [number, number])[] {
  const most = Math.min(folded.length, asked.length);
  let before = 0;
  while (before < most && folded[before] === asked[before]) before++;
  let behind = 0;
  while (behind < most - before && folded.at(-1 - behind) === asked.at(-1 - behind)) behind++;
  return [
    [0, before],
    [folded.length - behind, folded.length],
  ];
}
