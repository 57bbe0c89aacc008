import { foldedOf } from "@/lib/domain/bike-number";

/** Of a character read for one that looks alike; any other slip costs 1. */
export const ALIKE_COST = 0.1;

/**
 * How far two numbers are apart: the cheapest way by wrong, missing, extra and swapped neighbouring characters.
 * Optimal string alignment (Damerau 1964), with look-alikes nearly free.
 * @param a, b as `normalOf` gives them.
 */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const ways = [
        at(above, column) + 1,
        at(line, column - 1) + 1,
        at(above, column - 1) + exchange(a, row - 1, b, column - 1),
      ];
      if (row > 1 && column > 1 && isSwapped(a, row, b, column)) ways.push(at(before, column - 2) + 1);
      line.push(Math.min(...ways));
    }
    before = above;
    above = line;
  }
  return at(above, b.length);
}

const at = (line: readonly number[], column: number): number => line[column] ?? Number.POSITIVE_INFINITY;

function exchange(a: string, row: number, b: string, column: number): number {
  const [one, other] = [a.charAt(row), b.charAt(column)];
  if (one === other) return 0;
  return foldedOf(one) === foldedOf(other) ? ALIKE_COST : 1;
}

const isSwapped = (a: string, row: number, b: string, column: number): boolean =>
  exchange(a, row - 1, b, column - 2) < 1 && exchange(a, row - 2, b, column - 1) < 1;
